"""Whether an answer says that something happens more or less often than what its turn quotes."""

from collections.abc import Sequence

from openbook.dialogue.checks.column_names import without_column_names
from openbook.dialogue.checks.worked_out import value_of
from openbook.records import Turn
from openbook.text.amounts import figures_of
from openbook.text.frequency import other_period as tells_another
from openbook.text.frequency import periods
from openbook.text.mentions import unnumbered

DIGITS = 6
"""Behind the point, to which an amount is reckoned."""


def other_period(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer says that something happens more or less often than what is quoted.

    The names of a table's columns say nothing by themselves.
    """
    known, said = f"{turn.question}\n{unnumbered(turn.thoughts)}", without_column_names(turn.answer)
    wrong = tells_another(said, "\n".join(quotes), known) and not _sums_up(said, quotes)
    return "says that it happens more or less often than what is quoted" if wrong else ""


def _sums_up(answer: str, quotes: Sequence[str]) -> bool:
    """Whether an answer has what a quoted amount comes to in its own period: 5 ml twice a day are 10 ml daily."""
    told = {(one.unit, value_of(one.figure)) for one in figures_of(answer).amounts}
    return any(
        (one.unit, round(value * period / there, DIGITS)) in told
        for quote in quotes
        for there in periods(quote)
        for period in periods(answer)
        for one in figures_of(quote).amounts
        if (value := value_of(one.figure))
    )
