"""Signs for halves and quarters, as decimals."""

from openbook.text.late import late

_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_FRACTION = late(r"(\d*)[ \u00a0\u202f]?([½¼¾])")


def fractions(text: str) -> str:
    """Return a text with its signs for halves and quarters as decimals: 2½ is 2.5."""
    if not any(sign in text for sign in _FRACTIONS):
        return text
    return _FRACTION.sub(lambda found: f"{found[1] or '0'}{_FRACTIONS[found[2]]}", text)
