"""Halves and quarters of thousands and millions among the words of a number: two and a half million."""

from openbook.text.late import late

PARTS = {"½": 0.5, "¼": 0.25}
"""What stands for a part of one, or of the thousands and millions before it."""
_MANY = (
    "thousand|millions?|billion|trillion|lakh|crore|tausend|millionen|milliarden?|mille|milliards?|mil|mill[oó]n(?:es)?"
    "|milion[ei]|miliard[oi]|milh(?:ão|ões)|тысяч[аиу]?|миллион(?:а|ов)?|миллиард(?:а|ов)?"
)
_AND_HALF = r"(?:and\na\nhalf|et\ndemie?|y\nmedi[oa]|e\nmezzo|e\nmei[oa]|с\nполовиной)"
_FORMS = (
    (late(rf"\n{_AND_HALF}(?=\n(?:{_MANY})\n)"), "\n½"),
    (late(rf"\n({_MANY})\n{_AND_HALF}(?=\n)"), r"\n\1\n½"),
    (late(rf"\n(?:half\nan?|halbe[nr]?|medi[oa]|demi|mezzo|mei[oa])(?=\n(?:{_MANY})\n)"), "\n½"),
    (late(rf"\n(?:quarter\nof\na|четверть)(?=\n(?:{_MANY})\n)"), "\n¼"),
    (late(rf"\n(?:anderthalb|полтор[аыу])(?=\n(?:{_MANY})\n)"), "\n1.5"),
    (late(rf"\n([^\W\d_]+)einhalb(?=\n(?:{_MANY})\n)"), r"\n\1\n½"),
)
_TELLING = frozenset(
    (
        *("half", "quarter", "halbe", "halben", "halber", "anderthalb", "demi", "demie", "medio", "media"),
        *("mezzo", "meio", "meia", "половиной", "полтора", "полторы", "полтору", "четверть"),
    )
)


def tells_a_part(word: str) -> bool:
    """Whether a folded word may tell a half or a quarter of thousands and millions beside it."""
    return word in _TELLING or word.endswith("einhalb")


def with_parts(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a number, with signs in the place of those that tell halves and quarters of it."""
    if not any(map(tells_a_part, map(str.lower, pieces))):
        return pieces
    row = "\n".join(("", *pieces, "")).lower()
    for pattern, sign in _FORMS:
        row = pattern.sub(sign, row)
    return tuple(row[1:-1].split("\n"))
