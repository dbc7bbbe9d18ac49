"""Passages that contradict a chunk: another version of the page, or the chunk with one fact changed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from openbook import draws

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LONG_MONTHS = MONTHS[0:7:2] + MONTHS[7::2]
"""Those of 31 days, so that any day can stand beside them."""
FEWEST_WORDS = 6
"""Of a sentence whose fact is changed: a shorter one is a caption or a list number."""
SAME_WORDS = 8
"""Of a sentence that two versions share but for its figures."""

_NUMBER = re.compile(r"(?<![\w.,:/$#=\[(-])(?:\$|€|£)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w]|[.,:/=-]\d|[-/:=)\]])")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?=\s+\d)|(?<=\d )\b({'|'.join(MONTHS)})\b")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.|i\.e\.)(?=[\s\"”)])|\n")
_CODE_BLOCK = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_YEAR = re.compile(r"(?<![\w.,-])(19\d\d|20[0-3]\d)(?![\w-]|[.,]\d)")
_STATE = re.compile(
    r"\b(as of|currently|at present|nowadays|today|latest|newest|estimated|census|population|stood at|stands at)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\b(?:for (?:example|instance)|such as|suppose|imagine)\b|\be\.\s?g\.", re.IGNORECASE)
"""In such a sentence another figure would only make another example."""
_NO_FIGURE = re.compile(
    rf"\b(article|section|chapter|part|page|figure|table|no\\.|number|regulation|version|{'|'.join(MONTHS)})\s+$",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\s+({'|'.join(MONTHS)})\b")
_AFTER_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\s+$")
_CELL = re.compile(
    r"^(\|[^|\n]*[^\W\d][^|\n]*\|(?:[^|\n]*\|){0,4}?[ `]*)(\d{1,6}(?:\.\d+)?)(?: ?(?:[a-z]{1,2}|[KMG]i?B|%))?[ `]*\|",
    re.MULTILINE,
)
_NAMED = re.compile(r"\b(in|by|from|near|at) ((?:[A-Z][a-z]{2,})(?: [A-Z][a-z]+){0,2})\b(?![’'-])")


@dataclass(frozen=True, slots=True)
class Altered:
    """A chunk's text with one fact changed wherever it stands."""

    text: str
    before: str
    after: str


def contradicting(text: str, seed: int, id_: str, related: Iterable[str] = ()) -> Altered | None:
    """Return the text with one number or date changed, or else a value in a table, or a name; None where there is none.

    Which fact it is, and what it becomes, is drawn by `id_`. The new value has the old one's form and size, and stands
    nowhere in the text; a name comes from one of the `related` texts, where it follows the same preposition.
    """
    facts = list(
        dict.fromkeys(fact for sentence in _prose(text) if not _EXAMPLE.search(sentence) for fact in _facts(sentence))
    )
    for fact in sorted(facts, key=lambda fact: draws.number(seed, "fact", id_, fact)):
        for attempt in range(5):
            other = _another(fact, draws.uniform(seed, "value", id_, fact, str(attempt)))
            if other != fact and not _whole(other).search(text):
                return Altered(_whole(fact).sub(other, text), fact, other)
    return _in_a_table(text, seed, id_) or _renamed(text, related)


def _in_a_table(text: str, seed: int, id_: str) -> Altered | None:
    """Return the text with one cell changed that holds a number and at most its unit, such as a default value.

    Where several rows begin alike, a changed cell would only make one row more of an example, and contradict nothing.
    """
    rows = Counter(line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|"))
    cells = [
        found
        for found in _CELL.finditer(text)
        if found.group(2) not in ("0", "1") and rows[found.group(1).split("|")[1].strip()] == 1
    ]
    for found in sorted(cells, key=lambda found: draws.number(seed, "cell", id_, found.group(1), found.group(2))):
        before = found.group(2)
        after = _another(before, draws.uniform(seed, "value", id_, before), may_be_year=False)
        if after != before:
            return Altered(text[: found.start(2)] + after + text[found.end(2) :], before, after)
    return None


def _renamed(text: str, related: Iterable[str]) -> Altered | None:
    """Return the text with the first name that a related text has a like of exchanged for that one."""
    own = [found for sentence in _prose(text) for found in _NAMED.findall(sentence)]
    for other in related:
        for preposition, name in _NAMED.findall(other):
            for before in (old for place, old in own if place == preposition and old.count(" ") == name.count(" ")):
                if name not in text and not {*name.split(), *before.split()}.intersection(MONTHS):
                    return Altered(_whole(before).sub(name, text), before, name)
    return None


def outdating(text: str, seed: int, id_: str) -> Altered | None:
    """Return the text as it may have stood some years before: a dated sentence about a state, with its year and one
    figure moved back; None where no sentence says explicitly when what it says holds.
    """
    for sentence in _prose(text):
        years = [found.group() for found in _YEAR.finditer(sentence)]
        figures = list(_amounts(sentence))
        if len(years) != 1 or not figures or not _STATE.search(sentence):
            continue
        figure = draws.pick(figures, seed, "figure", id_)
        year = str(int(years[0]) - draws.integer(2, 6, seed, "years", id_))
        other = _another(figure, 0.5 * draws.uniform(seed, "value", id_), may_be_year=False)
        older = _whole(figure).sub(other, _whole(years[0]).sub(year, sentence))
        if other != figure and not _whole(year).search(text):
            return Altered(text.replace(sentence, older), f"{figure} ({years[0]})", f"{other} ({year})")
    return None


def differ_in_a_fact(one: str, other: str) -> bool:
    """Whether two texts share a sentence but for its figures, as versions of one page do."""
    said: dict[str, set[tuple[str, ...]]] = {}
    for sentence in _prose(one):
        said.setdefault(_NUMBER.sub("#", sentence), set()).add(_figures(sentence))
    for sentence in _prose(other):
        frame, figures = _NUMBER.sub("#", sentence), _figures(sentence)
        if figures and len(frame.split()) >= SAME_WORDS and frame in said and figures not in said[frame]:
            return True
    return False


def dates(text: str) -> frozenset[str]:
    """Return the years that a text names."""
    return frozenset(_YEAR.findall(text))


def copy_of(source: str, seed: int, id_: str) -> str:
    """Return a source for another version of a text, named as collections name them: a version, a date, a folder."""
    path, comma, pages = source.partition(", p")
    file, colon, line = path.rpartition(":")
    if not (colon and line.isdigit()):
        file, colon, line = path, "", ""
    name = PurePosixPath(file)
    year, month = draws.integer(2015, 2024, seed, "copy year", id_), draws.integer(1, 12, seed, "copy month", id_)
    number = draws.integer(1, 4, seed, "copy number", id_)
    forms = (
        name.with_name(f"{name.stem}-v{number}{name.suffix}"),
        name.with_name(f"{name.stem}_{year}-{month:02}{name.suffix}"),
        name.with_name(f"{year}-{name.stem}{name.suffix}"),
        name.parent / str(year) / name.name,
        name.parent / f"v{number}" / name.name,
        PurePosixPath("archive") / name,
    )
    return f"{draws.pick(forms, seed, 'copy', id_)}{colon}{line}{comma}{pages}"


def shortened(text: str, seed: int, id_: str) -> str | None:
    """Return the text without a sentence from its middle, as another version has it; None where it has too few."""
    sentences = [sentence for sentence in _prose(text) if text.count(sentence) == 1]
    if len(sentences) < 3:
        return None
    before, _, after = text.partition(draws.pick(sentences[1:-1], seed, "shortened", id_))
    return before + after.lstrip(" ") if after.strip() else before.rstrip(" ")


def _prose(text: str) -> Iterator[str]:
    """Yield the sentences outside of code blocks and tables as they stand in the text, but those with code or links."""
    for piece in _SENTENCE_END.split(_CODE_BLOCK.sub("\n", text)):
        sentence = piece.strip()
        is_prose = sentence.endswith((".", "!", "?")) and not sentence.startswith(("|", "<", "{"))
        if is_prose and len(sentence.split()) >= FEWEST_WORDS and "`" not in sentence and "](" not in sentence:
            yield sentence


def _facts(sentence: str) -> Iterator[str]:
    for found in _NUMBER.finditer(sentence):
        number = found.group(1) + (found.group(2) or "")
        is_day = len(number) < 3 and (
            _DATED.match(sentence, found.end()) or _AFTER_MONTH.search(sentence[: found.start()])
        )
        if number not in ("0", "1") and not is_day:
            yield number
    for found in _MONTH.finditer(sentence):
        yield found.group()


def _amounts(sentence: str) -> Iterator[str]:
    """Yield the numbers that count or measure: no years, days of a month, numbers of articles."""
    for found in _NUMBER.finditer(sentence):
        number = found.group(1) + (found.group(2) or "")
        is_named = _NO_FIGURE.search(sentence[: found.start()]) or _DATED.match(sentence, found.end())
        if number not in ("0", "1") and not _YEAR.fullmatch(number) and not is_named:
            yield number


def _figures(sentence: str) -> tuple[str, ...]:
    return tuple(found.group() for found in _NUMBER.finditer(sentence))


def _whole(fact: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,]){re.escape(fact)}(?![\w]|[.,]\d)")


def _another(fact: str, draw: float, may_be_year: bool = True) -> str:
    """Return another value of the same form: draws below a half give smaller ones."""
    if fact in MONTHS:
        others = [month for month in LONG_MONTHS if month != fact]
        return others[int(draw * len(others))]
    digits = fact.replace(",", "")
    whole, _, decimals = digits.partition(".")
    value = float(digits)
    if may_be_year and not decimals and len(whole) == 4 and "," not in fact and 1000 <= value <= 2100:
        step = 2 + int(draw * 14) % 7
        return str(int(value) + (step if draw >= 0.5 else -step))
    share = 0.15 + 0.35 * (2 * draw % 1)
    moved = value * (1 + share if draw >= 0.5 else 1 - share)
    if decimals:
        return f"{moved:,.{len(decimals)}f}" if "," in fact else f"{moved:.{len(decimals)}f}"
    zeros = len(whole) - len(whole.rstrip("0"))
    unit = 10 ** min(zeros, max(0, len(whole) - 2))
    rounded = max(unit, round(moved / unit) * unit)
    if rounded == int(value):
        rounded += unit if draw >= 0.5 or rounded <= 2 * unit else -unit
    if value <= 100 < rounded:
        rounded = int(value) - max(1, int(value * share))
    return f"{rounded:,}" if "," in fact else str(rounded)
