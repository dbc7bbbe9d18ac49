"""Raised and lowered signs in lines of plain markup: written so that none fuses with what it stands at."""

ORDINAL = 3
"""Letters, at most, that end an ordinal."""


def raised(words: str, before: str) -> str:
    """Return a power; an ordinal's ending is a part of its word."""
    if before.isdigit() and words.isalpha() and 1 < len(words) <= ORDINAL:
        return words
    return f"^{_grouped(words)}"


def lowered(words: str, before: str) -> str:
    """Return an index: as it is in H2O, marked where it would read as a part of a word or number."""
    return words if words.isdigit() and (before.isalpha() or before in ("", ")", "]")) else f"_{_grouped(words)}"


def _grouped(words: str) -> str:
    return words if words.removeprefix("-").removeprefix("−").isalnum() else f"{{{words}}}"
