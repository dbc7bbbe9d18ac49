"""Checks of what a scenario asks for: every source is used, both sides are told, and who must abstain does."""

from collections.abc import Sequence

from openbook.dialogue.briefs import disagreeing
from openbook.dialogue.finding import Finding
from openbook.records import Code, Item, Turn
from openbook.retrieval.leaks import Text, critical_spans, gives_away


def unused_source(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a gold chunk of a multi-source item that no turn quotes."""
    if item.scenario != "multi_source":
        return None
    quoted = {citation.rank for turn in turns for citation in turn.citations}
    for passage in item.passages:
        if passage.is_gold and passage.rank not in quoted:
            detail = f"no turn quotes chunk {passage.rank} ({passage.source}), which the questions need"
            return Finding("unused_source", Code.SOURCE_NOT_NEEDED, detail)
    return None


def one_sided(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a conversation about a contradiction in which no answer tells both sides."""
    if item.scenario not in ("conflicting", "outdated"):
        return None
    texts = [passage.text for passage in disagreeing(item)]
    if len(texts) < 2:
        return None
    sides = [_only_in(one, other) for one, other in ((texts[0], texts[1]), (texts[1], texts[0]))]
    for turn in turns:
        answer = Text.of(turn.answer)
        if all(not side or any(answer.has(span) for span in side) for side in sides):
            return None
    detail = "no answer reports both of the statements that contradict each other"
    return Finding("one_sided", Code.ONE_SIDED, detail)


def _only_in(one: str, other: str) -> list[tuple[str, ...]]:
    absent = Text.of(other)
    return [span for span in critical_spans(one) if not absent.has(span)]


def not_abstaining(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer that gives what was asked although no passage does and memory must not serve.

    It is known only where the questions came with reference answers.
    """
    if not item.questions:
        return None
    pairs = list(zip(turns, item.questions, strict=False))
    if item.scenario == "topic_shift":
        pairs = pairs[-1:]
    elif item.scenario not in ("missing_abstain", "empty"):
        return None
    for turn, question in pairs:
        if gives_away(Text.of(turn.answer), question.text, question.reference_answer):
            detail = f"“{turn.question}” is answered although the sources don't tell"
            return Finding("not_abstaining", Code.NOT_ABSTAINING, detail)
    return None
