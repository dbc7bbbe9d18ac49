"""The value of a cell → what the sheet says with it: numbers with the units and noughts of their formats."""

import datetime

from openbook.corpus.clean import one_line
from openbook.dataclass import dataclass
from openbook.text.late import late

Value = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta
TOKEN = late(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|([0#?])|([.,%])|(E[+-]0+)|(General|Standard)|(.)'
)
"""The parts of a number format."""
EXACT = 2.0**53
"""Whole numbers up to it are kept as they are typed: account numbers, bar codes."""
CONDITION = late(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")


def shown(value: Value) -> str:
    """Return a value as text: whole numbers without a point, fractions without the digits that only a computer has."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "seconds").removesuffix(":00")
    if isinstance(value, datetime.time):
        return value.isoformat("seconds").removesuffix(":00")
    if isinstance(value, datetime.timedelta):
        seconds = round(abs(value.total_seconds()))
        sign = "-" if value < datetime.timedelta() else ""
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}".removesuffix(":00")
    return one_line(str(value))


def percentage(value: float) -> str:
    """Return a share as a percentage."""
    return f"{value * 100:.12g}%"


@dataclass(slots=True)
class _Section:
    """One of the parts of a format between semicolons: for positive numbers, for negative ones, for nothing."""

    before: str = ""
    after: str = ""
    whole: int = 0
    """Digits before the point that are written at least."""
    most: int = 0
    """Digits before the point that it has places for."""
    cents: int = 0
    """Digits behind the point that are written at least."""
    shares: int = 0
    """Percent signs."""
    thousands: int = 0
    """Commas behind the last digit: the number of thousands is what is written."""
    condition: tuple[str, float] | None = None
    pattern: str = ""
    """The digits and what stands between them, of a number that is none to count with: `000-00-0000`."""
    scientific: bool = False
    general: bool = False


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a spreadsheet writes numbers, as far as it says more than they do."""

    sections: tuple[_Section, ...]

    def __call__(self, value: float) -> str:
        """Return a number with what its format writes around it; no digit is left out."""
        section = self._section(value)
        if not (section.most or section.general or section.scientific):
            words = section.before.strip()
            return words if any(char.isalpha() for char in words) else shown(value)
        sign = "-" if value < 0 else ""
        number = _digits(abs(value), section)
        before, after = section.before, section.after
        if value < 0:
            after = after.rstrip(") ") if "(" in before else after
            before = before.strip("-−( ")
        return " ".join(f"{sign}{before}{number}{after}".split())

    def _section(self, value: float) -> _Section:
        sections = self.sections
        if any(section.condition for section in sections):
            return next(
                (one for one in sections if one.condition is None or _holds(one.condition, value)), sections[-1]
            )
        if value < 0 and len(sections) > 1:
            return sections[1]
        # A dash for nothing says no more than the nought; a word does.
        told = value == 0 and len(sections) > 2 and any(char.isalpha() for char in sections[2].before)
        return sections[2] if told and not sections[2].most else sections[0]


def number_format(code: str) -> NumberFormat | None:
    """Return what a format writes with numbers; None where it says no more than they do, or means a date."""
    sections = []
    for part in _parted(code)[:3]:
        section = _read(part)
        if section is None:
            return None
        sections.append(section)
    says = any(_says_more(section) for section in sections)
    return NumberFormat(tuple(sections)) if says else None


def _says_more(section: _Section) -> bool:
    words = (section.before + section.after).strip("-−+() ")
    return bool(words or section.shares or section.thousands or section.pattern) or section.whole > 1


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, other = condition
    return {
        "<": value < other, "<=": value <= other, ">": value > other, ">=": value >= other,
        "=": value == other, "<>": value != other,
    }[sign]  # fmt: skip


def _parted(code: str) -> list[str]:
    """Return the sections of a format."""
    found = [""]
    for match in TOKEN.finditer(code):
        if match[9] == ";":
            found.append("")
        else:
            found[-1] += match[0]
    return found


def _read(part: str) -> _Section | None:
    """Return what a section says; None for one of dates or of fractions."""
    section = _Section()
    between = ""
    point = False
    for match in TOKEN.finditer(part):
        quoted, escaped, currency, bracket, digit, sign, power, general, bare = match.groups()
        words = quoted or escaped or currency or ""
        if bracket is not None:
            found = CONDITION.fullmatch(bracket)
            section.condition = (found[1], float(found[2])) if found else section.condition
            continue
        if bare is not None:
            if bare.isalpha() and bare.isascii():
                return None
            if bare == "/" and section.most:
                return None
            words = "" if bare == "@" else bare
        if digit:
            _place(section, digit, between, point)
            between = ""
        elif sign == ".":
            point = True
        elif sign == "%":
            section.shares += 1
            words = "%"
        elif sign == ",":
            section.thousands += bool(section.most)
        elif power:
            section.scientific = True
        elif general:
            section.general = True
        if words and (section.most or section.general):
            between += words
        else:
            section.before += words
    section.after = between
    return section


def _place(section: _Section, digit: str, between: str, point: bool) -> None:
    """Count a place for a digit, and what stands between it and the one before."""
    section.thousands = 0
    if point:
        section.cents += digit == "0"
        section.most = section.most or 1
        return
    section.most += 1
    if between and (section.whole or between.strip()):
        section.pattern = section.pattern or "0" * (section.most - 1)
        section.pattern += between
    section.pattern += "0" if section.pattern else ""
    section.whole += digit == "0" or section.whole > 0


def _digits(value: float, section: _Section) -> str:
    """Return the digits of a number that is not negative."""
    if section.shares or section.thousands:
        value = float(f"{value * 100**section.shares / 1000**section.thousands:.15g}")
    text = shown(value)
    if section.general or section.scientific or "e" in text:
        return text
    whole, _, cents = text.partition(".")
    if section.pattern and not cents:
        return _filled(whole.zfill(section.whole), section.pattern)
    if (section.before + section.after).strip("% "):
        cents = cents.ljust(section.cents, "0")
    return whole.zfill(section.whole) + (f".{cents}" if cents else "")


def _filled(digits: str, pattern: str) -> str:
    """Return digits with what a pattern has between them, from the right."""
    places = pattern.count("0")
    left, rest = digits[: max(len(digits) - places, 0)], digits[max(len(digits) - places, 0) :].rjust(places)
    given = iter(rest)
    return (left + "".join(next(given) if char == "0" else char for char in pattern)).strip()
