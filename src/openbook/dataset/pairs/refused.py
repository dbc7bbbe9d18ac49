"""Pairs of an accepted answer and the one that a check refused before it was mended, or asked for again.

The answers of a refused draft that nothing is wrong with are right where they are asked for: one of them is chosen for
each that is rejected, so that to come from a refused draft tells nothing.
"""

from collections.abc import Iterator, Sequence

from openbook.dataclass import replace
from openbook.dataset.attempts_file import Mended
from openbook.dataset.pairs.others import Others
from openbook.dataset.pairs.pair import Fault, Group, declines_alike, fault_between, fault_found, own_turns, pair
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.table import checks
from openbook.dialogue.grading import WORST, looked_at
from openbook.dialogue.prompts.filling import with_questions
from openbook.records import Conversation, Draft, Item, Turn


def refused_drafts(record: Conversation, others: Others) -> Iterator[Group]:
    """Yield a group for each answer that its draft was refused for: its pair, and that of an answer which was right.

    A right answer that was kept as it is stands in the pairs of the record's own answers already.

    Looked at are the refused drafts that answer the same questions from the same passages. Which answers are at fault
    stands with them; else each is put in its place among the accepted ones, and the check says. The others are right
    where no check finds anything. Of a draft without one of either sort nothing is taken.
    """
    item, accepted = record.item, own_turns(record)
    for mended in others.mended(Draft(item, tuple(accepted))):
        mended = _of_the_same_turns(mended, [turn.question for turn in accepted])
        turns, fault = with_questions(item, mended.refused), fault_found(mended.check, mended.code)
        same = not isinstance(turns, Finding) and [t.question for t in turns] == [t.question for t in accepted]
        if fault is None or isinstance(turns, Finding) or not same:
            continue
        swapped = [(*accepted[:n], turn, *accepted[n + 1 :]) for n, turn in enumerate(turns)]
        whole = {n: looked_at(item, mixed) for n, mixed in enumerate(swapped) if n + 1 not in mended.at}
        clean = {n: found[n] for n, found in whole.items() if not isinstance(found, Finding)}
        for k, mixed in enumerate(swapped):
            is_at_fault = k + 1 in mended.at if mended.at else _finds(item, mixed, mended.check)
            good = next((n for n in clean if n != k and _is_better(item, clean[n], accepted[k])), None)
            if not is_at_fault or good is None or turns[k].answer == accepted[k].answer:
                continue
            kept = clean.pop(good)
            found = looked_at(item, mixed)
            is_worst = isinstance(found, Finding) and found.check == WORST
            named: Fault = "answers_though_missing" if is_worst else fault
            made = [pair(record, accepted[:k], accepted[k], turns[k], named)]
            if kept.answer != accepted[good].answer:
                other = fault_between(kept, accepted[k], earlier=k < good)
                made.append(pair(record, accepted[:good], kept, accepted[k], other))
            yield Group("refused_drafts", tuple(made))


def _of_the_same_turns(mended: Mended, asked: Sequence[str]) -> Mended:
    """Return a refused draft without the turns that the accepted one was shortened by, where there are any."""
    kept = [number for number, turn in enumerate(mended.refused, start=1) if turn.question in asked]
    if len(kept) == len(mended.refused) or len(kept) != len(asked):
        return mended
    at = tuple(place for place, number in enumerate(kept, start=1) if number in mended.at)
    refused = tuple(mended.refused[number - 1] for number in kept)
    return replace(mended, refused=refused, at=at)


def _finds(item: Item, turns: Sequence[Turn], name: str) -> bool:
    """Whether a check finds something in turns of which one is from a refused draft."""
    if name == "quotes":
        return isinstance(cited(item, turns), Finding)
    row = next((check for check in checks() if check.name == name), None)
    return row is not None and row.find(item, turns) is not None


def _is_better(item: Item, kept: Turn, other: Turn) -> bool:
    """Whether an answer is better for its own question than the one to another."""
    return kept.answer != other.answer and not declines_alike(item, kept, other)
