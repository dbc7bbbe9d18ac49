"""What Word's fields say whose results a file does not hold: formulas, signs, numbers that are counted."""

from openbook.corpus.formats.office.equations import READING, equation
from openbook.corpus.formats.office.number_formats import numeral
from openbook.corpus.formats.office.symbols import sign
from openbook.text.late import late

TICKED, EMPTY = "☒", "☐"
LEGAL = (("decimal", "#."),) * 9
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "numberdefault": tuple(
        (form, around) for around in ("#)", "(#)", "#.") for form in ("decimal", "lowerLetter", "lowerRoman")
    ),
    "outlinedefault": (
        ("upperRoman", "#."), ("upperLetter", "#."), ("decimal", "#."), ("lowerLetter", "#)"), ("decimal", "(#)"),
        ("lowerLetter", "(#)"), ("lowerRoman", "(#)"), ("lowerLetter", "(#)"), ("lowerRoman", "(#)"),
    ),
    "legaldefault": LEGAL,
}  # fmt: skip
"""The formats and signs of the levels of the lists that Word itself has for numbers inside of a text."""
QUOTED = late(r'"([^"]*)"|(\S+)')


class FieldCodes:
    """The instructions of a document's fields; some count on from one another."""

    def __init__(self) -> None:
        self._counted = 0
        self._lists: dict[str, list[int]] = {}  # how far the lists of LISTNUM fields have counted, by level

    def without_result(self, code: str) -> tuple[str, str]:
        """Return the text of a field whose result the file does not hold, and its name if that can't be told."""
        name = name_of(code)
        if name == "EQ":
            found = equation(code)
            return (found if READING.search(code) else f"${found}$") if found else "", "" if found else name
        if name == "QUOTE":
            return _quoted(code), ""
        if name == "SYMBOL":
            return _symbol(code), ""
        if name in ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT"):
            self._counted += 1
            return f"{self._counted}. ", ""
        if name == "LISTNUM":
            text = self._listed(code)
            return text, "" if text else name
        return "", ""

    def _listed(self, code: str) -> str:
        """Count one number of a list inside of a text; empty for a list that the file defines itself."""
        words: list[str] = [quoted or bare for quoted, bare in QUOTED.findall(code)][1:]
        named = words[0] if words and not words[0].startswith("\\") else "NumberDefault"
        forms = LISTS.get(named.casefold())
        depth, start = _switch(words, "\\l"), _switch(words, "\\s")
        if forms is None or not 1 <= (depth or 1) <= len(forms):
            return ""
        counts = self._lists.setdefault(named.casefold(), [])
        depth = depth or max(len(counts), 1)
        counts[depth:] = []
        counts += [1] * (depth - 1 - len(counts))
        if len(counts) < depth:
            counts.append(0)
        counts[-1] = counts[-1] + 1 if start is None else start
        if forms is LEGAL:
            return ".".join(map(str, counts)) + "."
        form, around = forms[depth - 1]
        return around.replace("#", numeral(counts[-1], form, ""))


def _switch(words: list[str], name: str) -> int | None:
    """Return the number behind a switch of an instruction; None where it has none."""
    after = words[words.index(name) + 1] if name in words[:-1] else ""
    return int(after) if after.isdecimal() and len(after) < 5 else None


def name_of(code: str) -> str:
    """Return the name of a field, in capitals."""
    return next(iter(code.split(None, 1)), "").upper()


def _quoted(code: str) -> str:
    """Return the words that a field holds itself, without its switches and what formats them."""
    words = QUOTED.findall(code)[1:]
    bare = next((at for at, (_, word) in enumerate(words) if word.startswith("\\")), len(words))
    return " ".join(quoted or word for quoted, word in words[:bare])


def _symbol(code: str) -> str:
    words: list[str] = [quoted or bare for quoted, bare in QUOTED.findall(code)][1:]
    if not words:
        return ""
    font = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
    digits = words[0].lower().removeprefix("0x")
    hexadecimal = words[0].lower().startswith("0x")
    try:
        return sign(int(digits, 16 if hexadecimal else 10), font)
    except ValueError:
        return words[0]
