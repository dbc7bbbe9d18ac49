"""Large initials at the start of a paragraph: letters of the word that they begin."""

from collections import Counter
from statistics import median

from openbook.corpus.formats.pdf.lines import Box, Line
from openbook.text.late import late

LARGE = 1.7
"""Size against that of the text, at least."""
WIDE, TALL = 1.5, 0.6
"""Space between an initial and the text, at most: in sizes of the text, and in heights of the initial."""
WORD = late(r"[^\W\d_]+")
INITIAL = late(r"[\"'“„«‘»¡¿]?\s?[^\W\d_][’']?")


def with_initials(lines: list[Line]) -> list[Line]:
    """Return the lines, each large initial joined to the first of those that it stands beside."""
    if len(lines) < 3:
        return lines
    for line in lines:
        if line.initial is not None:
            _mend(line, line.initial, lines)
    common = median([line.size for line in lines])
    initials = [line for line in lines if line.size > LARGE * common > 0 and INITIAL.fullmatch(line.text)]
    if not initials:
        return lines
    gone = {id(initial) for initial in initials if _join(initial, lines)}
    return [line for line in lines if id(line) not in gone]


def _mend(line: Line, place: Box, lines: list[Line]) -> None:
    """Take the gap behind an initial for what it is, and move the other lines beside it to its left edge."""
    letter, rest = line.text[:1], line.text[1:].lstrip()
    line.text = letter + _space(letter, rest, lines) + rest
    line.cells = ()
    _move([other for other in lines if other is not line and _is_beside(other, place)], place)


def _join(initial: Line, lines: list[Line]) -> bool:
    """Put an initial before the first line beside it, and move those below to its left edge."""
    place = initial.left, initial.bottom, initial.right, initial.top
    beside = [line for line in lines if line is not initial and _is_beside(line, place)]
    if not beside:
        return False
    first = max(beside, key=lambda line: line.base)
    first.text = initial.text + _space(initial.text, first.text, lines) + first.text
    _move(beside, place)
    return True


def _move(lines: list[Line], place: Box) -> None:
    for line in lines:
        line.left = place[0]


def _is_beside(line: Line, place: Box) -> bool:
    left, bottom, right, top = place
    middle = (line.bottom + line.top) / 2
    near = left < line.left and -2 <= line.left - right < max(WIDE * line.size, TALL * (top - bottom))
    return near and bottom - 0.2 * line.size < middle < top + 0.4 * line.size


def _space(initial: str, text: str, lines: list[Line]) -> str:
    """Return a space where the initial is a word of its own.

    The rest is one elsewhere, and both together are none; or what follows begins with a capital.
    """
    rest = WORD.match(text)
    if rest is None:
        return ""
    if initial[-1:].isalpha() and rest[0][0].isupper() and rest[0][1:2].islower():
        return " "
    words = Counter(WORD.findall(" ".join([line.text for line in lines]).casefold()))
    letter, alone = initial[-1:].casefold(), rest[0].casefold()
    # The line itself counts once.
    return " " if not words[letter + alone] and words[letter] > 1 and words[alone] > 1 else ""
