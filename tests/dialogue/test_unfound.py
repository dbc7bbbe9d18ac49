"""An answer from memory that doesn't say that the search found nothing gets that sentence from the model, by itself."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from written import HOURS_CHUNK, LOANS_CHUNK, asker, item, scripted

from openbook.calls import Request
from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.generate import Generate
from openbook.dialogue.unfound import FIELDS
from openbook.errors import TransientError
from openbook.records import Draft, Item, Question, Rejected

API = {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1", "large_max_attempts": 1}
KEEP, RENEW = "How long may I keep a drill from the Brenfield tool library?", "How is a loan of that library renewed?"
ASKED = replace(
    item(LOANS_CHUNK, [HOURS_CHUNK]),
    questions=(Question(KEEP, "Fourteen days."), Question(RENEW, "Once, by telephone.")),
)
OWNS_UP = "Chunk 1 (hours.md) does not tell, so this is from memory."
MUM = "I look at what was given."
FIRST = ("The search brought up nothing on how long drills are lent.", "Nothing turned up on the term of a loan.")
SECOND = ("The search found nothing on renewals.", "I found nothing on how loans are renewed.")


def conversation(*turns: tuple[str, str, str]) -> str:
    return json.dumps({"turns": [{"question": q, "thoughts": t, "answer": a, "found": False} for q, t, a in turns]})


def sentences(*rows: tuple[str, str]) -> str:
    return json.dumps({"rows": [dict(zip(FIELDS, row, strict=True)) for row in rows]})


SILENT = conversation((KEEP, MUM, "Two weeks."), (RENEW, MUM, "You ring them, once."))


def made(replies: Sequence[str | Exception], **sections: Any) -> tuple[Any, list[Request]]:
    config = Config.model_validate({"api": API, **sections})
    model = scripted(replies)
    bound = replace(asker(config, model, "large"), repairs=config.verify.repairs)

    def no_repair(_: Item, __: object) -> Item | Rejected:
        raise AssertionError("nothing leaks here")

    return asyncio.run(Generate(bound, no_repair, config.generation.turns)(ASKED)), model.requests


def test_the_answer_begins_with_the_models_own_sentence_and_thoughts_that_are_silent_too_become_one() -> None:
    draft, requests = made([SILENT, sentences(FIRST, SECOND)])
    assert isinstance(draft, Draft)
    assert [turn.answer for turn in draft.turns] == [f"{FIRST[1]} Two weeks.", f"{SECOND[1]} You ring them, once."]
    assert [turn.thoughts for turn in draft.turns] == [FIRST[0], SECOND[0]]
    assert len(requests) == 2


def test_the_model_sees_the_questions_and_nothing_that_answers_them() -> None:
    _, (_, request) = made([SILENT, sentences(FIRST, SECOND)])
    shown = "\n".join(message.content for message in request.messages)
    assert f"1. {KEEP}" in shown
    assert not any(text in shown for text in (ASKED.gold[0].text, *(one.text for one in ASKED.passages), "Fourteen"))
    rows: Any = request.schema
    assert rows["properties"]["rows"]["minItems"] == rows["properties"]["rows"]["maxItems"] == 2


def test_only_the_turns_that_lack_it_get_one() -> None:
    said = "I found nothing on that; from memory, two weeks."
    draft, requests = made(
        [conversation((KEEP, OWNS_UP, said), (RENEW, MUM, "You ring them, once.")), sentences(SECOND)]
    )
    assert [turn.answer for turn in draft.turns] == [said, f"{SECOND[1]} You ring them, once."]
    assert draft.turns[0].thoughts == OWNS_UP
    assert KEEP not in requests[1].messages[-1].content


def test_thoughts_that_say_so_already_stay() -> None:
    draft, _ = made([conversation((KEEP, OWNS_UP, "Two weeks."), (RENEW, MUM, "Ring them.")), sentences(FIRST, SECOND)])
    assert draft.turns[0].thoughts == OWNS_UP


def test_one_good_sentence_is_enough_where_thoughts_say_so_already() -> None:
    silent = conversation((KEEP, OWNS_UP, "Two weeks."), (RENEW, OWNS_UP, "Ring them."))
    draft, _ = made([silent, sentences((FIRST[0], "Drills are lent for a year."), SECOND)])
    assert draft.turns[0].answer == f"{FIRST[0]} Two weeks."


NO_SUCH = {
    "an answer": ("The search found nothing.", "A drill may be kept for two weeks."),
    "more than that": (FIRST[0], f"{FIRST[1]} Blue herons nest in tall pines by northern lakes."),
    "the prompt's words": (FIRST[0], "A sentence that says that the search found nothing on this."),
    "nothing": (FIRST[0], ""),
}  # fmt: skip


@pytest.mark.parametrize("form", NO_SUCH)
def test_a_sentence_that_says_anything_else_is_asked_for_again(form: str) -> None:
    draft, requests = made(
        [SILENT, sentences(NO_SUCH[form], SECOND), sentences(FIRST, SECOND)], api={**API, "large_max_attempts": 2}
    )
    assert isinstance(draft, Draft)
    assert draft.turns[0].answer == f"{FIRST[1]} Two weeks."
    assert len(requests) == 3


def test_without_such_sentences_the_draft_is_mended_as_a_whole_and_then_refused() -> None:
    became, requests = made([SILENT, "Hm.", SILENT, "Hm."])
    assert isinstance(became, Rejected)
    assert became.code == Code.WRONG_CITATION
    assert "doesn't say that the search found nothing" in became.detail
    assert len(requests) == 4


def test_a_call_that_fails_leaves_the_item_for_the_next_run() -> None:
    became, _ = made([SILENT, TransientError("down")])
    assert isinstance(became, Rejected)
    assert (became.code, became.kind) == (Code.CALL_FAILED, "failed")


def test_where_nothing_is_repaired_none_is_asked_for() -> None:
    became, requests = made([SILENT], verify={"repairs": 0})
    assert isinstance(became, Rejected)
    assert len(requests) == 1


def test_sentences_on_numbered_lines_are_read_too() -> None:
    lines = "\n".join(f"{n}. {one}" for n, one in enumerate((*FIRST, *SECOND), start=1))
    draft, _ = made([SILENT, lines], generation={"structured": "off"})
    assert isinstance(draft, Draft)
    assert draft.turns[1].answer.startswith(SECOND[1])


def test_thoughts_that_say_of_a_passage_that_it_answers_become_the_models_own_sentence() -> None:
    finds = "Chunk 1 (hours.md) provides the answer to the question."
    says = "I found nothing on it, but it should be two weeks."
    draft, requests = made(
        [
            conversation((KEEP, finds, says), (RENEW, OWNS_UP, "I know of one way: you ring, once.")),
            sentences(FIRST),
        ]
    )
    assert isinstance(draft, Draft)
    assert [turn.thoughts for turn in draft.turns] == [FIRST[0], OWNS_UP]
    assert draft.turns[0].answer == says, "it says so already"
    assert len(requests) == 2
