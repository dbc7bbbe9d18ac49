"""Numbers as a person reads them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openbook.pipeline.counts import Between


def whole(n: int) -> str:
    """Return 1,204."""
    return f"{n:,}"


def counted(n: int, unit: str) -> str:
    """Return `1 document`, `1,204 documents`: the unit in the plural, as phases name it, without its s for one."""
    return f"{whole(n)} {unit.removesuffix('s') if n == 1 else unit}"


def short(n: float) -> str:
    """Return 950, 1.2k, 12k, 340k, 1.2M, 3.4G."""
    unit = ""
    for larger in ("k", "M", "G"):
        if n < 999.5:
            break
        n, unit = n / 1000, larger
    return f"{n:.1f}{unit}" if unit and n < 9.95 else f"{n:.0f}{unit}"


def rate(per_second: float) -> str:
    """Return 42/s, 1.2k/s, 0.3/s, or 4/min where a second is too short."""
    if per_second < 0.1:
        return f"{per_second * 60:.1f}/min"
    return f"{per_second:.1f}/s" if per_second < 9.95 else f"{short(per_second)}/s"


def duration(seconds: float) -> str:
    """Return 0.4 s, 28 s, 4:05 (minutes and seconds), 2:04:05."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def money(amount: float) -> str:
    """Return 0.0042, 0.31, 1,204.50: an amount in the currency of the config's prices, which has no name here."""
    return f"{amount:,.2f}" if amount >= 0.1 or amount == 0 else f"{amount:.2g}"


def span(between: "Between", written: Callable[[float], str]) -> str:
    """Return 1.2k–2.4k; one figure where both ends read alike."""
    low, high = written(between.low), written(between.high)
    return low if low == high else f"{low}–{high}"


def percent(part: int, whole: int) -> str:
    """Return 43 %; nothing where there is no whole."""
    return f"{100 * part / whole:.0f} %" if whole else ""


def volume(size: int) -> str:
    """Return a number of bytes as a person says it: 3 kB, 1.2 GB."""
    for unit, factor in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if size >= factor:
            return f"{size / factor:.{0 if size >= 10 * factor else 1}f} {unit}"
    return f"{max(1, round(size / 1e3))} kB"
