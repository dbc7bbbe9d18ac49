r"""A formula of an RTF file (`{\*\moMath …}`): the elements of Office's formulas, each a group of the same name."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from openbook.corpus.formats.office.formulas import between
from openbook.corpus.formats.rtf.lexemes import TOKEN, CodeUnits
from openbook.corpus.formats.rtf.state import GroupState
from openbook.dataclass import dataclass, field

DEEPEST = 500
"""Groups of a formula in one another."""
Decode = Callable[[bytes, int], str]
"""Turns the bytes of a font, which is given by its number, into text."""


def formula_at(blob: bytes, place: int, decode: Decode, state: GroupState) -> tuple[str, int]:
    """Return the formula whose group has begun before a place, and where the group's closing brace stands."""
    reader = _Formula(blob, decode, state.font)
    end = reader.read(place)
    return between(reader.root, display=state.display), end


@dataclass(slots=True)
class _Formula:
    """Reads the groups of one formula into elements."""

    blob: bytes
    decode: Decode
    font: int
    root: Any = field(default_factory=lambda: etree.Element("oMath"))
    _open: list[Any] = field(default_factory=list)
    _fonts: list[int] = field(default_factory=list)
    _fresh: bool = False
    _passing: int = 0
    _units: CodeUnits = field(default_factory=CodeUnits)

    def read(self, place: int) -> int:
        """Read up to the brace that closes the formula; return where it stands."""
        self._open = [self.root]
        while place < len(self.blob):
            match = TOKEN.match(self.blob, place)
            if match is None:
                place += 1
                continue
            word, value, byte, sign, brace, _, text = match.groups()
            if brace == b"}" and not self._fonts:
                break
            place = match.end()
            if brace == b"{":
                self._begin()
                continue
            if brace == b"}":
                self.font = self._fonts.pop()
                del self._open[-1]
            elif word is not None:
                self._word(word.decode("ascii"), None if value is None else int(value))
            elif sign is None or sign in b"\\{}":
                self._bytes(bytes([int(byte, 16)]) if byte is not None else sign or text or b"")
            elif sign == b"*":
                continue
            self._fresh = False
        return place

    def _begin(self) -> None:
        self._fonts.append(self.font)
        parent = self._open[-1]
        self._open.append(etree.SubElement(parent, "group") if len(self._open) < DEEPEST else parent)
        self._fresh = True
        self._passing = 0

    def _word(self, word: str, value: int | None) -> None:
        here = self._open[-1]
        if self._fresh and word.startswith("m") and len(word) > 1:
            here.tag = word[1:]
        elif word == "mnor" and value != 0:
            etree.SubElement(etree.SubElement(here, "rPr"), "nor")
        elif word == "f":
            self.font = value or 0
        elif word == "u" and value is not None:
            self._write(self._units.character(value))
            self._passing = 1

    def _bytes(self, blob: bytes) -> None:
        passed = min(self._passing, len(blob))
        self._passing -= passed
        self._write(self.decode(blob[passed:], self.font))

    def _write(self, text: str) -> None:
        here = self._open[-1]
        if any(part.tag.endswith("Pr") for part in (here, *here.iterancestors())):
            here.set("val", here.get("val", "") + text.strip(" "))
        elif text:
            while here.tag == "group":
                here = here.getparent()
            run = here if here.tag == "r" else etree.SubElement(here, "r")
            etree.SubElement(run, "t").text = "".join(filter(lambda char: char >= " ", text))
