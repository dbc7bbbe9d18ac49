"""How well the checks tell drafts that were written without a look at the rules: by kind and language.

python benchmarks/held_out.py SET…      (SET: first, second, …; folders of tests/dialogue/checks)
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS / "dialogue" / "checks"), str(TESTS / "dialogue"), str(TESTS)]

from test_unseen_drafts import SETS, drafts, wrong  # noqa: E402  (of the tests, found by the line above)


def main(names: Sequence[str]) -> None:
    """Print bad drafts that were caught and good ones that were refused, of all, by kind and by language."""
    told: Counter[tuple[str, bool, bool]] = Counter()
    for name in names or SETS:
        for card in drafts(name):
            is_wrong = bool(wrong(card))
            told.update((group, card.good, is_wrong) for group in (card.kind, card.language, "all"))
    for line in rows(told):
        print(line)


def rows(told: Counter[tuple[str, bool, bool]]) -> Iterator[str]:
    """Yield a line for each kind and language, in the order of the alphabet, all of them last."""
    for group in sorted({group for group, _, _ in told}, key=lambda one: (one == "all", one)):
        missed, caught = told[group, False, True], told[group, False, False]
        refused, passed = told[group, True, True], told[group, True, False]
        yield f"{group:16}{caught:4} of {caught + missed:3} bad caught{refused:6} of {refused + passed:3} good refused"


if __name__ == "__main__":
    main(sys.argv[1:])
