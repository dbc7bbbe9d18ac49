"""The numbers of a list, as the page shows them: where they start, which way they go, letters and Roman numerals."""

from typing import Any

ROMAN: dict[str, int] = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10}
ROMAN |= {"ix": 9, "v": 5, "iv": 4, "i": 1}


class Numbers:
    """Counts the items of one list."""

    __slots__ = ("_kind", "_next", "_step")

    def __init__(self, start: int, step: int, kind: str) -> None:
        self._next = start
        self._step = step
        self._kind = kind

    @classmethod
    def of(cls, node: Any) -> "Numbers":
        """Return the numbers of an `ol` element."""
        attributes = node.attributes
        backwards = "reversed" in attributes
        start = _whole(attributes.get("start"))
        if start is None:
            start = sum(child.tag == "li" for child in node.iter()) if backwards else 1
        return cls(start, -1 if backwards else 1, attributes.get("type") or "1")

    def following(self, item: Any) -> str:
        """Return the number of the next item, which may say its own."""
        value = _whole(item.attributes.get("value"))
        number = self._next if value is None else value
        self._next = number + self._step
        return _written(number, self._kind)


def _whole(value: str | None) -> int | None:
    digits = (value or "").strip()
    unsigned = digits.removeprefix("-")
    return int(digits) if unsigned.isascii() and unsigned.isdigit() and len(unsigned) < 7 else None


def _written(number: int, kind: str) -> str:
    if number < 1 or number > 3999:
        return str(number)
    if kind in ("a", "A"):
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in ("i", "I"):
        text = ""
        for sign, value in ROMAN.items():
            text += sign * (number // value)
            number %= value
        return text if kind == "i" else text.upper()
    return str(number)
