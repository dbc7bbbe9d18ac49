"""Pieces of a line → its text: struck-out words marked, raised and lowered signs apart from their neighbours."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openbook.text.late import late

TRADE = {"TM": "™", "SM": "℠"}
BARE = late(r"[+\-−–]?\w+\Z")
SLASHES = ("/", "⁄", "∕")
LONG = 24
"""Characters that are raised for their look rather than their meaning."""


class Piece(NamedTuple):
    """A part of a line that looks alike."""

    text: str
    struck: bool = False
    raised: str = ""
    """`superscript`, `subscript`, or empty."""


def line(pieces: Iterable[Piece]) -> str:
    """Return the pieces of a line as one text."""
    merged = list(_merged(pieces))
    texts: list[tuple[str, bool]] = []
    before = ""
    for place, piece in enumerate(merged):
        after = merged[place + 1].text[:1] if place + 1 < len(merged) else ""
        text = piece.text
        if piece.raised == "superscript":
            text = _raised(text, before, after)
        elif piece.raised == "subscript":
            text = _lowered(text, before, after)
        texts.append((text, piece.struck))
        before = text[-1:] or before
    return "".join(_crossed(texts))


def crossed(text: str) -> str:
    """Return a line of which all is struck out."""
    return line([Piece(text.replace("~~", ""), struck=True)])


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held[1:] == piece[1:]:
            held = held._replace(text=held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _crossed(texts: list[tuple[str, bool]]) -> Iterator[str]:
    held = ""
    for text, struck in [*texts, ("", False)]:
        if struck:
            held += text
            continue
        inner = held.strip()
        if inner:
            start = held.index(inner)
            yield f"{held[:start]}~~{inner}~~{held[start + len(inner) :]}"
        else:
            yield held
        held = ""
        yield text


def _raised(text: str, before: str, after: str) -> str:
    """Write a power, an ordinal's ending, or the mark of a note so that none fuses with what it stands at."""
    inner = text.strip()
    if not inner or len(inner) > LONG or not any(map(str.isalnum, inner)) or inner.startswith(("[", "$")):
        return text
    if inner.upper() in TRADE:
        return text.replace(inner, TRADE[inner.upper()])
    if inner in ("o", "O", "0") and before.isdigit() and after in ("C", "F"):
        return text.replace(inner, "°")
    if after in SLASHES and after:
        return f" {inner}" if before.isdigit() else text
    if before.isdigit() and inner.isalpha() and len(inner) < 4:
        return text
    if inner.isdigit() and not before.strip() and not after.isalnum():
        return text.replace(inner, f"[{inner}]")
    return text.replace(inner, f"^{_grouped(inner, after)}")


def _lowered(text: str, before: str, after: str) -> str:
    """Write an index: as it is in H2O, marked where it would read as a part of a word or number."""
    inner = text.strip()
    if not inner or len(inner) > LONG or not any(map(str.isalnum, inner)):
        return text
    plain = inner.isdigit() and (before.isalpha() or before in (")", "]")) and not after.isdigit()
    if plain or before in ("", " ", *SLASHES):
        return text
    return text.replace(inner, f"_{_grouped(inner, after)}")


def _grouped(text: str, after: str) -> str:
    bare = BARE.match(text) and not after.isalnum()
    return text if bare or text.startswith("$") else f"{{{text}}}"
