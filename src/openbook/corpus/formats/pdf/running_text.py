"""Whether the lines of a narrow column are running text, and no cells of a table."""

from collections.abc import Sequence

from openbook.text.late import late

FEWEST = 8
"""Lines of a narrow column, at least: of fewer nobody can tell."""
SMALL = 0.5
"""Share of the lines that begin with a small letter, at least: sentences go on in them."""
WORDS = 1.5
"""Words of a line, on average, at least."""
SENTENCES = 2
"""Ends of sentences before a capital letter, at least."""
END = late(r"[.!?…][\"'”’»)]*\s+[\"'“‘«(¿¡]*([^\W\d_])")


def is_running(lines: Sequence[str]) -> bool:
    """Whether lines, from top to bottom, are sentences that go on from each to the next."""
    if len(lines) < FEWEST or not all(lines):
        return False
    small = sum(line[0].islower() for line in lines)
    text = " ".join(lines)
    if small < SMALL * len(lines) or len(text.split()) < WORDS * len(lines):
        return False
    ends = sum(map(str.isupper, END.findall(text)))
    # Lines that are sentences each begin with capitals; names and their translations end in no stop.
    return ends >= SENTENCES and ends * 2 <= len(lines)
