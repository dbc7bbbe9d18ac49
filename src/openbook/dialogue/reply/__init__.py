"""What a model wrote → verdicts and turns."""

from openbook.calls import Reply
from openbook.dialogue.reply.clean import without_reasoning
from openbook.dialogue.reply.structured import TURNS_SCHEMA, looks_like_json, turns_of_json
from openbook.dialogue.reply.turns import turns_of_text
from openbook.dialogue.reply.verdict import parse_verdict
from openbook.errors import UnusableReply
from openbook.records import Turn

__all__ = ["TURNS_SCHEMA", "answer_text", "parse_turns", "parse_verdict"]

FEWEST_TURNS = 2
"""A conversation has at least two turns; longer ones are kept as they are."""


def parse_turns(reply: Reply, fewest: int = FEWEST_TURNS) -> tuple[Turn, ...]:
    """Return the turns of a reply, in text or in JSON form; both forms give the same turns.

    A reply that was cut off (`finish_reason` is `length`) keeps its complete turns if there are at least two.
    Raises UnusableReply, saying why, where fewer than `fewest` turns (of a cut one: two) are complete.
    """
    cut = reply.finish_reason == "length"
    text = without_reasoning(reply.text.lstrip("\ufeff"))
    start = looks_like_json(text)
    try:
        turns = turns_of_text(text, cut=cut) if start is None else turns_of_json(text, start, cut=cut)
    except UnusableReply as error:
        raise UnusableReply(f"the reply was cut off: {error}") from None if cut else error
    if len(turns) < (FEWEST_TURNS if cut else fewest):
        was = "was cut off and " if cut else ""
        raise UnusableReply(f"the reply {was}has {len(turns)} complete turn, and at least {FEWEST_TURNS} are needed")
    return turns


def answer_text(turn: Turn) -> str:
    """Return what a user sees as the answer: thoughts and answer under their headings, or the answer alone."""
    if not turn.thoughts:
        return turn.answer
    thinking, answering = turn.labels
    return f"**{thinking}:**\n{turn.thoughts}\n\n**{answering}:**\n{turn.answer}"
