"""Numbers of list items in figures, letters or Roman numerals."""

ROMAN: dict[str, int] = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10}
ROMAN |= {"ix": 9, "v": 5, "iv": 4, "i": 1}


def counted(number: int, kind: str) -> str:
    """Return a number as HTML names the kinds: `1`, `a`, `A`, `i` or `I`; in figures where there is no other form."""
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
