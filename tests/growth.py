"""Whether work grows no faster than its size: told by a ratio of CPU times, which a busy machine leaves as it is."""

from collections.abc import Callable
from time import process_time

ENOUGH = 0.02
"""CPU seconds that are long enough to compare."""
TIMES = 4
LIMIT = 9.0
"""Growth for four times the size: 4 where it is linear, 16 where it is quadratic."""


def spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds that the work takes."""
    before = process_time()
    work()
    return process_time() - before


def grows_linearly(work: Callable[[int], object], most: int) -> bool:
    """Say whether work on `n` pieces takes time in proportion to `n`, up to `most` of them.

    Sizes are doubled until the work takes long enough to compare; what takes less at `most` never matters.
    """
    size = max(most // 256, 1)
    while size * TIMES <= most:
        small = spent(lambda n=size: work(n))
        if small < ENOUGH:
            size *= 2
            continue
        ratios = []
        for _ in range(3):
            ratios.append(spent(lambda n=size: work(n * TIMES)) / min(small, spent(lambda n=size: work(n))))
            if ratios[-1] < LIMIT:
                return True
        return False
    return spent(lambda: work(most)) < ENOUGH * TIMES * LIMIT
