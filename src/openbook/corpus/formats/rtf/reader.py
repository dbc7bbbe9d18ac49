"""The words of an RTF file, one after the other → its blocks."""

from collections import Counter
from collections.abc import Callable

from openbook.codes import Code
from openbook.corpus.clean import is_blank
from openbook.corpus.formats.office.blocks import Block, indented
from openbook.corpus.formats.office.inline import Piece, line
from openbook.corpus.formats.office.symbols import translated
from openbook.corpus.formats.rtf.control_words import KNOWN, PUT, SIGNS, SKIPPED
from openbook.corpus.formats.rtf.fonts import Fonts
from openbook.corpus.formats.rtf.grid import Grid
from openbook.corpus.formats.rtf.lexemes import LINE_END, TOKEN, CodeUnits
from openbook.corpus.formats.rtf.math import formula_at
from openbook.corpus.formats.rtf.open_fields import RtfFields
from openbook.corpus.formats.rtf.paragraph import KINDS, ParagraphKind, block_of, is_number, kind_of, marked
from openbook.corpus.formats.rtf.state import CHANGES, GroupState
from openbook.corpus.formats.rtf.styles import Styles
from openbook.corpus.parsed import Unreadable
from openbook.dataclass import dataclass, field, replace

DEEPEST = 2000
"""Groups in one another."""


@dataclass(slots=True)
class RtfReader:
    """Walks the words of an RTF file."""

    blob: bytes
    lost: Counter[str] = field(default_factory=Counter)
    """How many of each key of `office.lost.LOST` were left out."""
    _fonts: Fonts = field(init=False)
    _styles: Styles = field(init=False)
    _kind: ParagraphKind = field(default_factory=ParagraphKind)
    _in_contents: bool = False
    _state: GroupState = field(default_factory=GroupState)
    _stack: list[GroupState] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _passing: int = 0
    _units: CodeUnits = field(default_factory=CodeUnits)
    _pieces: list[Piece] = field(default_factory=list)
    _used: set[int] = field(default_factory=set)
    _label: str = ""
    _note: list[Piece] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _grid: Grid = field(default_factory=Grid)
    _fields: RtfFields = field(default_factory=RtfFields)
    _blocks: list[Block] = field(default_factory=list)
    _count: int = 0

    def blocks(self) -> list[Block]:
        """Return the blocks of the whole file."""
        self._fonts, self._styles = Fonts(self.blob), Styles(self.blob)
        passable = fresh = False
        place, blob = 0, self.blob
        while place < len(blob):
            match = TOKEN.match(blob, place)
            place = match.end() if match is not None else place + 1
            if match is None or match[LINE_END] is not None:
                continue
            word, value, byte, sign, brace, _, text = match.groups()
            if byte is not None:
                self._byte(int(byte, 16))
                continue
            if text is not None:
                self._text(text)
            elif brace == b"{":
                self._flush()
                if len(self._stack) >= DEEPEST:
                    raise Unreadable(Code.TOO_DEEP, f"more than {DEEPEST} groups in one another")
                self._stack.append(self._state)
                fresh, passable, self._passing = True, False, 0
                continue
            elif brace == b"}":
                self._close()
            elif sign is not None:
                if sign == b"*":
                    passable = fresh
                    continue
                self._sign(sign)
            elif word is not None:
                if word == b"bin":
                    place += max(int(value or 0), 0)
                elif word == b"moMath" and fresh:
                    place = self._formula(place)
                    continue
                self._word(word.decode("ascii"), None if value is None else int(value), fresh=fresh, passable=passable)
            fresh = passable = False
        self._flush()
        self._paragraph()
        self._table()
        return self._blocks

    def _shown(self) -> bool:
        state = self._state
        return not (state.skipped or state.hidden or state.deleted)

    def _in_text(self) -> bool:
        """Whether what is said of paragraphs is said of those of the text itself."""
        return not (self._state.skipped or self._state.label or self._state.note)

    def _byte(self, byte: int) -> None:
        if self._passing:
            self._passing -= 1
        elif self._shown():
            self._bytes.append(byte)

    def _text(self, text: bytes) -> None:
        passed = min(self._passing, len(text))
        self._passing -= passed
        if self._shown() and passed < len(text):
            self._bytes += text[passed:]

    def _flush(self) -> None:
        if not self._bytes:
            return
        blob = bytes(self._bytes)
        self._bytes.clear()
        self._write(self._fonts.decode(blob, self._state.font))

    def _write(self, text: str) -> None:
        state = self._state
        if not self._shown():
            return
        if state.entry:
            self._fields.last().entries[-1:] = [(self._fields.last().entries or [""])[-1] + text]
        elif state.code:
            self._fields.last().code += text
        elif state.label:
            self._label += text
        elif state.note:
            self._note.append(Piece(text, state.struck, state.raised))
        else:
            self._pieces.append(Piece(text, state.struck, state.raised))
            if not text.isspace():
                self._used.add(state.font)
                self._fields.note_shown()

    def _close(self) -> None:
        self._flush()
        self._passing = 0
        if not self._stack:
            return
        was, self._state = self._state, self._stack.pop()
        if was.fields > self._state.fields:
            text, unknown = self._fields.end(self._state.fields)
            self.lost[unknown] += bool(unknown)
            self._write(text)
        if was.note and not self._state.note:
            text = " ".join(line(self._note).split())
            self._note.clear()
            if was.box and not is_blank(text):
                self._notes.append(text)
            elif not is_blank(text):
                mark, text, self._count = marked(self._pieces, text, self._count)
                self._notes.append(f"{mark}: {text}")
                self._pieces.append(Piece(mark))

    def _sign(self, sign: bytes) -> None:
        if self._passing and sign in b"\\{}~_-":
            self._passing -= 1
            return
        if sign in (b"\n", b"\r"):
            self._word("par", None, fresh=False, passable=False)
        elif sign in (b"\\", b"{", b"}"):
            self._text(sign)
        elif sign in PUT:
            self._put(PUT[sign])

    def _put(self, text: str) -> None:
        self._flush()
        self._write(text)

    def _word(self, word: str, value: int | None, *, fresh: bool, passable: bool) -> None:
        if fresh and (word in SKIPPED or (passable and word not in KNOWN)):
            self._flush()
            if not self._state.skipped and word in ("pict", "object"):
                self.lost["picture" if word == "pict" else word] += 1
            self._state = replace(self._state, skipped=word != "object")
            return
        if word == "u":
            self._unicode(value or 0)
            return
        self._flush()
        write = WORDS.get(word)
        if word in SIGNS:
            self._write(SIGNS[word])
        elif word in CHANGES:
            self._state = CHANGES[word](self._state, value)
        elif word in KINDS:
            self._of_paragraph(word, value)
        elif write is not None and not (self._state.skipped and word in SHAPES):
            write(self, value)

    def _formula(self, place: int) -> int:
        """Write the formula whose group has begun; return where it ends."""
        text, end = formula_at(self.blob, place, self._fonts.decode, self._state)
        self._write(text)
        return end

    def _unicode(self, code: int) -> None:
        self._flush()
        self._passing = self._state.fallback
        if char := self._units.character(code):
            self._write(translated(char, self._fonts.symbolic.get(self._state.font, ""))[0])

    def _change(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)

    def _entry(self, _: int | None) -> None:
        self._fields.last().entries.append("")
        self._change(skipped=False, entry=True)

    def _of_paragraph(self, word: str, value: int | None) -> None:
        if self._in_text() or word == "intbl":
            self._kind = kind_of(self._kind, word, value, self._styles)

    def _list_text(self, _: int | None) -> None:
        self._label = ""
        self._change(label=True)

    def _end_paragraph(self, _: int | None) -> None:
        if self._state.note:
            self._note.append(Piece(" "))
        elif self._shown():
            self._paragraph()

    def _paragraph(self) -> None:
        raw = line(self._pieces)
        text = "\n".join(part.rstrip() for part in raw.split("\n")).strip()
        code = bool(text) and self._fonts.are_for_code(self._used)
        self._pieces.clear()
        self._used.clear()
        label, self._label = " ".join(self._label.split()), ""
        if self._kind.in_table:
            if text or is_number(label):
                block = block_of(raw, text, label, self._kind.level, code=code) if text else Block(label, "label")
                self._grid.add(block, nested=self._kind.nesting > 1)
            return
        self._table()
        if self._kind.style in self._styles.contents:
            self.lost["contents"] += bool(text) and not self._in_contents
            self._in_contents = True
            return
        self._in_contents = self._in_contents and not text
        if text:
            said = text if label else indented(raw[: len(raw) - len(raw.lstrip())] + text, self._blocks)
            self._blocks.append(block_of(raw, said, label, self._kind.level, code=code))
        self._let_notes_go()

    def _let_notes_go(self) -> None:
        self._blocks.extend(Block(note) for note in self._notes)
        self._notes.clear()

    def _end_cell(self, _: int | None) -> None:
        if self._shown():
            self._kind = replace(self._kind, in_table=True)
            self._paragraph()
            self._grid.end_cell()

    def _end_nested_cell(self, _: int | None) -> None:
        if self._shown():
            self._kind = replace(self._kind, in_table=True, nesting=2)
            self._paragraph()
            self._grid.end_nested_cell()

    def _table(self) -> None:
        found = self._grid.blocks()
        self._blocks.extend(found)
        if found:
            self._let_notes_go()


def _of_form(name: str) -> Callable[[RtfReader, int | None], None]:
    return lambda reader, value: setattr(reader._fields.last(), name, value or 0)


WORDS: dict[str, Callable[[RtfReader, int | None], None]] = {
    "par": RtfReader._end_paragraph,
    "cell": RtfReader._end_cell,
    "row": lambda reader, _: reader._grid.end_row(),
    "nestcell": RtfReader._end_nested_cell,
    "nestrow": lambda reader, _: reader._grid.end_nested_row(),
    "moMathPara": lambda reader, _: reader._change(display=True),
    "field": lambda reader, _: reader._change(fields=reader._fields.begin()),
    "ffl": RtfReader._entry,
    **{word: _of_form(name) for word, name in (("fftype", "kind"), ("ffres", "chosen"), ("ffdefres", "as_made"))},
    **dict.fromkeys(("listtext", "pntext"), RtfReader._list_text),
}
SHAPES: dict[str, Callable[[RtfReader, int | None], None]] = {
    "trowd": lambda reader, _: reader._grid.begin_row(),
    "cellx": lambda reader, right: reader._grid.shape(right or 0),
    "clvmrg": lambda reader, _: reader._grid.go_on(),
}
"""What says how the cells of a row are shaped; in a group that is passed over it is said of a table in a cell."""
WORDS |= SHAPES
"""What a word of the format does; of the others, nothing changes what is said."""
