"""An answer that somebody else gives to a draft's question: what the checks find in it, or that it is right.

It is put in the place of the accepted answer, and every check looks at the turns as at a draft's. What they find tells
what is wrong with it. That they find nothing is not enough to call it right: it must also say what the accepted answer
says, by words that surely tell it. Between the two nothing is said of an answer.
"""

from collections.abc import Sequence

from openbook.dialogue.checks.by_scenario import one_sided
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import TOLD, finds_nothing
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.table import checks_of
from openbook.records import Draft, Item, LookedAt, Turn
from openbook.scenarios import SCENARIOS
from openbook.text.content import Content, is_number, vocabulary_of
from openbook.text.leak import content, sought, told
from openbook.text.phrases import sentences

OWN = 1
"""Words in a sentence that declines which neither passages nor question have; with more it says something else."""
WORST = "not_abstaining"
"""What an answer that tells what it must not is called, whatever else is wrong with it."""


def looked_at(item: Item, turns: Sequence[Turn]) -> tuple[Turn, ...] | Finding:
    """Return turns with their quotations put right, or what the checks find in them: the worst, else the first."""
    read = cited(item, turns)
    done = tuple(turns) if isinstance(read, Finding) else read
    rows = sorted(checks_of(item, packaged=True), key=lambda check: check.name != WORST)
    found = (check.find(item, done) for check in rows)
    return next((finding for finding in found if finding is not None), read)


def graded(draft: Draft, number: int, turn: Turn) -> LookedAt:
    """Return another answer to the question of a turn, from 1, with what the checks say of it.

    A finding counts where it is there without the turns behind as well: those may rest on the answer that was replaced.
    """
    before, after = draft.turns[: number - 1], draft.turns[number:]
    found = looked_at(draft.item, (*before, turn, *after))
    if not isinstance(found, Finding):
        answer = found[number - 1]
        return LookedAt(answer, number, is_right=says_the_same(draft, number, answer))
    alone = looked_at(draft.item, (*before, turn))
    if isinstance(alone, Finding) and alone.check == found.check and not found.leaking:
        return LookedAt(turn, number, found.check, found.code, found.detail)
    return LookedAt(turn, number)


def says_the_same(draft: Draft, number: int, turn: Turn) -> bool:
    """Whether an answer surely says what the accepted one says: it gives the answer that was wanted, or declines too,
    or tells both sides.
    """
    item, accepted = draft.item, draft.turns[number - 1]
    scenario = SCENARIOS[item.scenario]
    if scenario.disagrees:
        return all(one_sided(item, (one,)) is None for one in (accepted, turn))
    if scenario.does == "abstains" or (accepted.found is False and scenario.does != "recalls"):
        return _declines(item, turn)
    wanted = _wanted(item, accepted)
    gold = "\n".join(chunk.text for chunk in item.gold)
    return bool(wanted and told(turn.answer, sought(turn.question, wanted, gold)))


def _wanted(item: Item, accepted: Turn) -> str:
    """Return the answer in few words: the reference answer with which it was asked, or the accepted one's field."""
    told = (one.reference_answer for one in item.questions if one.text == accepted.question)
    return next((answer for answer in told if answer.strip()), accepted.short_answer)


def _declines(item: Item, turn: Turn) -> bool:
    """Whether an answer says that its sources don't tell, and nothing else that they or its question don't say."""
    known = vocabulary_of(tuple(passage.text for passage in item.passages)) | Content.of(turn.question).vocabulary
    said = [(finds_nothing(sentence, TOLD), content(sentence)) for sentence in sentences(turn.answer)]
    own = [(denies, [word for word in words if word not in known]) for denies, words in said]
    return any(denies for denies, _ in own) and all(
        len(words) <= (OWN if denies else 0) and not any(map(is_number, words)) for denies, words in own
    )
