"""What a model wrote → verdicts and turns."""

import json
from collections.abc import Container, Mapping
from contextlib import suppress
from typing import Any

from openbook.calls import Reply
from openbook.dataclass import replace
from openbook.dialogue.reply.labels import common_names
from openbook.dialogue.reply.structured import looks_like_json, resized, turns_of_json, turns_of_value, turns_schema
from openbook.dialogue.reply.table_form import table_rows
from openbook.dialogue.reply.trimming import until_end_mark
from openbook.dialogue.reply.turn_fields import evidence_of, found_of, split_asked, split_fields, split_quoted
from openbook.dialogue.reply.turns import turns_of_text
from openbook.dialogue.reply.usual_form import usual_form
from openbook.dialogue.reply.verdict import parse_verdict
from openbook.dialogue.reply.wrapping import goes_on_as_user, until_next_turn, unwrapped
from openbook.dialogue.reply.yaml_form import yaml_value
from openbook.errors import UnusableReply
from openbook.records import Turn
from openbook.text.control import NO_TEXT
from openbook.text.late import late

__all__ = ["answer_text", "parse_turns", "parse_verdict", "resized", "turns_schema"]


_AGAIN = late(r'[{,\[]\s{0,20}"question"\s{0,4}:\s{0,4}"(?:[^"\\]|\\.){0,2000}"\s{0,4},\s{0,20}"[a-z_]{1,20}"\s{0,4}:')
"""A turn of a conversation in JSON."""
STATEMENT = "statement"
"""A field of questions that `ask` reads itself."""
FEWEST_TURNS = 2
"""A conversation has at least two turns; longer ones are kept as they are."""


def parse_turns(reply: Reply, fewest: int = FEWEST_TURNS) -> tuple[Turn, ...]:
    """Return the turns of a reply, in text or in JSON form; both forms give the same turns.

    A reply that was cut off, for whichever reason, keeps its complete turns. Raises
    UnusableReply, saying why, where fewer than `fewest` turns (of a cut one: two) are complete.
    """
    text = unwrapped(usual_form(_said(reply)))
    start = looks_like_json(text)
    cut = reply.cut or (start is None and reply.finish_reason == "" and _breaks_off(text))
    try:
        if start is not None:
            turns = turns_of_json(text, start, cut=cut)
        else:
            turns = _of_values(text, cut=cut) or _of_text(text, cut=cut)
    except UnusableReply as error:
        if not reply.cut:
            raise
        raise UnusableReply(f"the reply {reply.ending}: {_without_subject(error)}") from error
    turns = tuple(dict.fromkeys(turns))  # some models say all of it twice
    if turns and _comes_back(turns):
        raise UnusableReply("the reply begins a second time, and nothing says which of the two is meant")
    if len(turns) < fewest:
        was = f"{reply.ending}, and " if reply.cut else "breaks off, and " if cut else ""
        complete = "1 complete turn" if len(turns) == 1 else f"{len(turns)} complete turns"
        raise UnusableReply(f"the reply {was}has {complete}, and at least {fewest} are needed")
    return tuple(map(_whole, turns))


def _comes_back(turns: tuple[Turn, ...]) -> bool:
    """Whether a conversation begins anew behind its end: a draft and its correction, for example."""
    first, *_ = asked = [" ".join(turn.question.casefold().split()) for turn in turns]
    return first in asked[2:]


def _of_values(text: str, *, cut: bool) -> tuple[Turn, ...]:
    """Return the turns of a whole reply in YAML or in a table; none of any other, which may look alike."""
    value = None if cut else yaml_value(text) or table_rows(text)
    with suppress(UnusableReply):
        return turns_of_value(value) if value else ()
    return ()


def _of_text(text: str, *, cut: bool) -> tuple[Turn, ...]:
    """Return the turns of a reply in text form, with the fields that stand behind its questions or its answers.

    What stands as a label in every question, or quotes behind every answer, is a field under a name of the model's own.
    """
    turns = turns_of_text(text, cut=cut)
    others = common_names([turn.question for turn in turns]) - {STATEMENT}
    turns = tuple(_with_fields(turn, others) for turn in turns)
    quoting = [split_quoted(turn.answer) for turn in turns]
    if not all(fields for _, fields in quoting):
        return turns
    return tuple(_filled(turn, turn.question, *quoted) for turn, quoted in zip(turns, quoting, strict=True))


def _with_fields(turn: Turn, others: Container[str]) -> Turn:
    answer, behind = split_fields(turn.answer)
    question, between = split_asked(turn.question, others)
    return _filled(turn, question, answer, between | behind)


def _filled(turn: Turn, question: str, answer: str, fields: Mapping[str, Any]) -> Turn:
    """Return a turn with fields that stood in its texts, of which these are left."""
    if not fields:
        return turn
    return replace(
        turn,
        question=question,
        answer=answer,
        short_answer=str(fields.get("short answer") or turn.short_answer),
        evidence=evidence_of(fields.get("evidence")) or turn.evidence,
        found=turn.found if (found := found_of(fields.get("found"))) is None else found,
    )


def _whole(turn: Turn) -> Turn:
    """Return a turn without a further turn that its model made up behind it. Raises UnusableReply for other marks."""
    if '"question"' in turn.answer and _AGAIN.search(turn.answer):
        raise UnusableReply("the answer goes on with the conversation in another form")
    return replace(
        turn,
        question=_kept("question", turn.question),
        thoughts=_kept("thoughts", turn.thoughts),
        answer=_kept("answer", turn.answer),
    )


def _kept(name: str, text: str) -> str:
    if control := NO_TEXT.search(text):
        raise UnusableReply(f"the {name} holds the character U+{ord(control.group()):04X}, which no text has")
    kept = until_next_turn(text)
    if kept is None or (text and not kept):
        raise UnusableReply(f"a control mark of a chat format stands in the {name}")
    if goes_on_as_user(kept):
        raise UnusableReply(f"the {name} goes on with a further turn of a user")
    return kept


def _said(reply: Reply) -> str:
    """Return the reply's text; where it has none, its reasoning, if that is one JSON value and nothing else.

    Servers with a reasoning parser put the answers of models that don't mark their thinking there. Text in it can't be
    told apart from a draft. Raises UnusableReply where there is nothing to read.
    """
    if reply.text.strip():
        return reply.text
    if not reply.cut and reply.reasoning.strip():
        with suppress(ValueError, RecursionError):
            if isinstance(json.loads(reply.reasoning, strict=False), dict | list):
                return reply.reasoning
    if reply.reasoning.strip():
        what = f"{reply.ending} while it was still reasoning" if reply.cut else "came as reasoning alone"
        raise UnusableReply(
            f"the reply {what}, without any content: switch the model's thinking off, or start the server without its "
            "reasoning parser"
        )
    raise UnusableReply(f"the reply {reply.ending} before its first word" if reply.cut else "the reply is empty")


def _breaks_off(text: str) -> bool:
    """Whether a reply, whose server does not say how it ended, ends like the middle of a sentence.

    The scripts from Thai to Burmese have no mark for the end of a sentence, so that theirs says nothing.
    """
    last = until_end_mark(text).rstrip()[-1:]
    return (last.isalpha() and not "\u0e00" <= last <= "\u109f") or (last != "" and last in ",;:-–—([{«„、，；：（「")


def _without_subject(error: UnusableReply) -> str:
    return str(error).removeprefix("the reply ")


def answer_text(turn: Turn) -> str:
    """Return what a user sees as the answer: thoughts and answer under their headings, or the answer alone."""
    if not turn.thoughts:
        return turn.answer
    thinking, answering = turn.labels
    return f"**{thinking}:**\n{turn.thoughts}\n\n**{answering}:**\n{turn.answer}"
