"""Whether an answer exchanges what its turn quotes: one thing's figure or name for another's, or the two sides of a
comparison.
"""

from collections.abc import Sequence
from itertools import permutations

from openbook.dialogue.checks.replaced import FEW, own_words
from openbook.dialogue.checks.turned_around import parts
from openbook.records import Turn
from openbook.text.comparisons import Comparison, comparison, may_compare
from openbook.text.content import Content, is_number, is_spaceless, word_count
from openbook.text.leak import content
from openbook.text.phrases import phrases
from openbook.text.said import spoken
from openbook.text.stems import BEGUN, begun
from openbook.text.word_lists import stop_words

COUNTED = 2
"""Words of a figure and what it counts."""
ALIKE = 2
"""How many times as long one of two clauses may be that say the same of two things."""
COVERED = 0.5
"""Share of a clause's words that a question has which is about it."""


def exchanged(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what an answer exchanges; empty for nothing."""
    return _compared(turn, quotes) or _of_another(turn, quotes)


def _compared(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer compares the other way round."""
    if not any(map(may_compare, quotes)):
        return ""
    if phrases("negations").within(turn.answer) or phrases("negations").within(turn.question):
        return ""
    for quote in quotes:
        for part in parts(quote):
            if (there := comparison(part)) is None:
                continue
            if any(_is_other_way(comparison(one), there) for one in parts(turn.answer)) or _names_less(turn, there):
                return f"compares the other way round than “{part}”"
    return ""


def _is_other_way(said: Comparison | None, there: Comparison) -> bool:
    """Whether what is the subject here is the standard there, and the other way round, in the same regard."""
    if said is None or said.degree != there.degree:
        return False
    crossed = there.subject & said.standard and there.standard & said.subject
    return bool(crossed) and not (there.subject & said.subject - said.standard and there.standard & said.standard)


def _names_less(turn: Turn, there: Comparison) -> bool:
    """Whether a short answer to what is quoted in the question's own words names the one that is quoted as less so."""
    asked, question = Content.of(turn.question).vocabulary, turn.question.casefold()
    if there.degree not in question or not phrases("interrogatives").within(turn.question):
        return False
    said = frozenset(word for word in content(turn.answer) if not word.startswith(there.degree))
    return bool(said) and said <= there.standard and there.standard | there.subject <= asked | said


def _of_another(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where a short answer is from another clause of a quotation than the question is about.

    The one has words of the question and none of the answer; the other has all of the answer and nothing of the
    question but what both have. A question for two things may have them from two clauses. Of who it is that does
    something clauses tell that have a name each.
    """
    said = own_words(turn)
    if not 0 < word_count(said) <= FEW:
        return ""
    is_person = bool(phrases("who").within(turn.question))
    asked = frozenset(content(turn.question))
    for quote in quotes:
        told = [(part, frozenset(content(part))) for part in parts(quote)]
        for (_, one), (clause, other) in permutations(told, 2):
            own = [word for word in said if word not in other]
            if not own or not one.issuperset(own) or not _are_alike(one, other):
                continue
            gives_both = any(is_number(word) for word in said if word in other)
            is_figure = sum(map(is_number, own)) == 1 and len(own) <= COUNTED and not gives_both
            is_others = (is_figure and _counts(other, one, asked)) or (
                is_person
                and _may_name(clause)
                and _is_about(other, one, asked)
                and _tell_else(one.difference(own), other, asked)
            )
            if is_others and not _asks_for_two(turn.question):
                return f"has “{own[0]}” from another clause of what is quoted than its question is about"
    return ""


def _asks_for_two(question: str) -> bool:
    words = (word for word in spoken(question).split() if not is_spaceless(word))
    return sum(phrases("interrogatives").within(word) != "" for word in words) > 1


def _may_name(clause: str) -> bool:
    """Whether a clause has a word with a capital, at its head none of everybody's (`The miller`), or letters that have
    none.
    """
    first, *others = clause.split()
    named = others if first.lower() in stop_words() else (first, *others)
    return clause.lower() == clause.upper() or any(word[0].isupper() for word in named)


def _are_alike(clause: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two clauses have about as many words, as such do that say the same of two things."""
    shorter, longer = sorted(map(word_count, (clause, other)))
    return longer <= ALIKE * shorter


def _tell_else(said: frozenset[str], other: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether what is said beside a name, and what another clause says, each have a word that is none of a question's
    in any form: `its last miller, Jonas Pell, closed it` has no clause of his.
    """
    beginnings = begun(asked)
    return all(any(word not in asked and word[:BEGUN] not in beginnings for word in one) for one in (said, other))


def _is_about(clause: frozenset[str], other: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether a question is about a clause, and not about another one."""
    matter = frozenset(word for word in clause - other if not is_number(word))
    return bool(matter & asked) and not (other - clause) & asked and 2 * len(clause & asked) >= COVERED * len(clause)


def _counts(clause: frozenset[str], other: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether a clause has a figure and otherwise the question's words alone, and another one fewer of them."""
    if asked.issuperset(word for word in clause if is_number(word)):
        return False
    matter, theirs = (frozenset(word for word in one if not is_number(word)) for one in (clause, other))
    beginnings = begun(asked)
    is_whole = len(matter) < len(clause) and bool(matter) and all(one[:BEGUN] in beginnings for one in matter)
    return is_whole and 2 * len(theirs & asked) < len(theirs)
