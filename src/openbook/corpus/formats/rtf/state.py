"""What holds in a group of an RTF file."""

from collections.abc import Callable

from openbook.dataclass import dataclass, replace


@dataclass(frozen=True, slots=True)
class GroupState:
    """What holds for the text of a group."""

    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: str = ""
    font: int = 0
    fallback: int = 1
    """Characters that stand for one Unicode character, for older programs."""
    label: bool = False
    """Whether it is what stands before a list item."""
    note: bool = False
    box: bool = False
    """Whether it is a box beside the text: written below its paragraph, as a note is, without a mark."""
    fields: int = 0
    """How many fields are open."""
    code: bool = False
    """Whether it is the instruction of a field."""
    entry: bool = False
    """Whether it is what a form lets one choose."""
    display: bool = False
    """Whether formulas stand on lines of their own."""


Change = Callable[[GroupState, int | None], GroupState]


def _set(**changes: object) -> Change:
    return lambda state, _: replace(state, **changes)


def _switch(name: str, on: object = True, off: object = False) -> Change:
    return lambda state, value: replace(state, **{name: off if value == 0 else on})


CHANGES: dict[str, Change] = {
    "plain": _set(hidden=False, deleted=False, struck=False, raised=""),
    "footnote": _set(note=True),
    "shptxt": _set(note=True, box=True),
    "fldinst": _set(code=True),
    "fldrslt": _set(code=False),
    "formfield": _set(skipped=True),
    "v": _switch("hidden"),
    "deleted": _switch("deleted"),
    **dict.fromkeys(("strike", "striked"), _switch("struck")),
    **dict.fromkeys(("super", "up"), _switch("raised", "superscript", "")),
    **dict.fromkeys(("sub", "dn"), _switch("raised", "subscript", "")),
    "nosupersub": _set(raised=""),
    "f": lambda state, value: replace(state, font=value or 0),
    "uc": lambda state, value: replace(state, fallback=min(max(value or 0, 0), 100)),
}
"""Words that change what holds for the rest of a group."""
