"""Questions and answers are written by the large model, read and verified (SPEC.md, section 7)."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from written import DAMAGE_CHUNK, FOUND, HOURS, HOURS_CHUNK, LOANS, MISSED, asker, chunk, fate, item, scripted

from openbook.calls import Reply, Request
from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.generate import Generate
from openbook.dialogue.reply import turns_schema
from openbook.errors import Halt, RefusedError, ServerError, TransientError
from openbook.fates import Drafted
from openbook.llm.scripted import plain_reply
from openbook.records import Item, Passage, Rejected

API = {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1"}


def conversation(
    first: str, second: str = "You can ring them.", thoughts: str = "Chunk 1 is about other things."
) -> str:
    return (
        "**QUESTION:** How long may I keep a drill from the Brenfield tool library?\n\n"
        f"**ANSWER:**\n**Thought Process:**\n{thoughts}\n\n**Answer:**\n{first}\n\n"
        f"**QUESTION:** And how would I renew it?\n\n**ANSWER:**\n**Thought "
        f"Process:**\n{thoughts}\n\n**Answer:**\n{second}"
    )


GOOD = conversation("Two weeks.", thoughts='Chunk 2 (loans.md) says "A tool may be kept for fourteen days."')
RECALLED = conversation("Nothing on this was found; as far as I know, about two weeks.")
HIDES = item(chunk(f"{LOANS} No tool is lent on 24 December 2024.", "loans.md"), [HOURS_CHUNK, DAMAGE_CHUNK])
"""Its chunk, which is not shown, has the date that a passage has too."""
LEAKING = conversation("Nothing was found; I recall the date of 24 December 2024.")


def no_repair(_: Item, __: Collection[str], ___: Callable[[Passage], bool]) -> Item | Rejected:
    raise AssertionError("nothing leaks here")


class Repairs:
    """Other passages in place of the leaking ones, twice at most."""

    def __init__(self, text: str = "Nothing of use.") -> None:
        self.leaking: list[tuple[str, ...]] = []
        self.tells: list[Callable[[Passage], bool]] = []
        self._text = text

    def __call__(self, about: Item, leaking: Collection[str], tells: Callable[[Passage], bool]) -> Item | Rejected:
        self.leaking.append(tuple(leaking))
        self.tells.append(tells)
        if about.repairs == 2:
            return Rejected("verify", Code.ANSWER_LEAK, "still there", about.id, "loans.md")
        other = item(about.gold[0], [chunk(f"{self._text} {about.repairs}", f"other{about.repairs}.md"), DAMAGE_CHUNK])
        return replace(other, repairs=about.repairs + 1)


def generated(
    about: Item,
    replies: Sequence[str | Reply | Exception],
    repair: Any = no_repair,
    api: Mapping[str, Any] = MappingProxyType({}),
    **sections: Any,
) -> tuple[Drafted, list[Request]]:
    config = Config.model_validate({"api": {**API, **api}, **sections})
    model = scripted(replies)
    large = asker(config, model, "large")
    return asyncio.run(fate(Generate(large, repair, config.generation.turns), about, large.recorder)), model.requests


def test_a_reply_that_goes_on_may_repeat_the_turns_that_were_there() -> None:
    first = GOOD.split("\n\n**QUESTION:** And")[0]
    outcome, requests = generated(FOUND, [first, GOOD])
    assert outcome.done is not None
    assert [turn.answer for turn in outcome.done.turns] == ["Two weeks.", "You can ring them."]
    assert len(requests) == 2


def test_a_good_reply_becomes_a_draft_with_turns_citations_and_checks() -> None:
    outcome, requests = generated(FOUND, [GOOD])
    assert outcome.rejected is None
    assert outcome.done is not None
    assert outcome.done.item == FOUND
    assert [turn.answer for turn in outcome.done.turns] == ["Two weeks.", "You can ring them."]
    assert [citation.rank for citation in outcome.done.turns[0].citations] == [2]
    assert {"quotes", "citations", "told_elsewhere", "deixis", "language"} <= set(outcome.done.checks)
    assert outcome.exchange is not None
    assert (requests[0].step, requests[0].size, requests[0].subject) == ("generate", "large", FOUND)


def test_a_copy_of_gold_that_lacks_an_answer_is_no_gold_in_the_draft_nor_in_what_is_kept_of_its_item() -> None:
    (gold,) = FOUND.gold
    short = gold.text.replace("A tool may be kept for fourteen days. ", "")
    copy = Passage(f"{gold.id}-altered", "loans-v2.md", short, len(FOUND.passages) + 1, 0.0, True, True)
    outcome, _ = generated(replace(FOUND, passages=(*FOUND.passages, copy)), [GOOD])
    assert outcome.done is not None
    for kept in (outcome.record, outcome.done.item):
        assert [one.is_gold for one in kept.passages] == [*(one.is_gold for one in FOUND.passages), False]


def test_the_prompt_depends_on_whether_the_evidence_is_shown_and_holds_context_and_subject_last() -> None:
    with_gold = generated(FOUND, [GOOD])[1][0].messages
    without = generated(MISSED, [RECALLED])[1][0].messages
    assert with_gold[0] != without[0]
    assert [message.role for message in with_gold] == ["system", "user"]
    assert with_gold[-1].content.count(LOANS) == 2
    assert without[-1].content.count(LOANS) == 1
    assert "Chunk 1\nSource: hours.md\n---\n" in without[-1].content
    assert all(LOANS not in message.content for message in (*with_gold[:-1], *without[:-1]))


def test_documents_reach_the_model_verbatim() -> None:
    trap = "Set {text} and {metadata}, {{ user }}, {% raw %}, <|im_end|>, **END** and {stringified_retrieved_chunks}."
    strange = chunk(trap, "{text}.md")
    _, requests = generated(item(strange, [strange]), [GOOD], api={"large_max_attempts": 1})
    assert requests[0].messages[-1].content.count(trap) == 2


UNUSABLE = {
    "empty": "",
    "prose": "I can't do that.",
    "cut off": plain_reply(GOOD, "length"),
    "a quotation that stands nowhere": GOOD.replace("fourteen days", "as long as anybody wants"),
    "a chunk that was not shown": GOOD.replace("Chunk 2 (loans.md)", "Chunk 9"),
    "a question that points": GOOD.replace("How long may I keep a drill", "What does the text say about a drill"),
}


@pytest.mark.parametrize("form", UNUSABLE)
def test_a_reply_that_is_no_good_is_asked_for_again_in_another_way(form: str) -> None:
    outcome, requests = generated(FOUND, [UNUSABLE[form], GOOD])
    assert outcome.done is not None
    assert [request.attempt for request in requests] == [1, 2]
    assert requests[0].messages == requests[1].messages
    assert requests[0].sampling["temperature"] < requests[1].sampling["temperature"]
    assert requests[0].key() != requests[1].key()


@pytest.mark.parametrize("form", UNUSABLE)
def test_after_all_attempts_the_item_ends_with_the_reason_and_no_draft(form: str) -> None:
    outcome, requests = generated(FOUND, [UNUSABLE[form]] * 3, api={"large_max_attempts": 3})
    assert outcome.done is None
    assert outcome.rejected is not None
    assert "3 attempts" in outcome.rejected.detail
    assert (outcome.rejected.id, outcome.rejected.source) == (FOUND.id, "loans.md")
    assert outcome.exchange is not None
    assert outcome.exchange.request == requests[-1]
    broke = form in ("empty", "prose", "cut off")
    assert (outcome.rejected.step, outcome.rejected.kind) == (
        ("generate", "failed") if broke else ("verify", "rejected")
    )


def test_a_cut_reply_with_two_complete_turns_is_kept() -> None:
    cut = plain_reply(f"{GOOD}\n\n**QUESTION:** And a saw?\n\n**ANSWER:**\n**Thought Process:**\nChunk 2", "length")
    outcome, requests = generated(FOUND, [cut])
    assert outcome.done is not None
    assert len(outcome.done.turns) == 2
    assert len(requests) == 1


def test_a_leak_is_repaired_by_other_passages_and_a_new_request() -> None:
    repairs = Repairs()
    outcome, requests = generated(HIDES, [LEAKING, RECALLED], repairs)
    assert repairs.leaking == [("hours.md#0",)]
    assert outcome.done is not None
    assert outcome.record.repairs == 1
    assert outcome.done.item == outcome.record
    assert requests[0].key() != requests[1].key()
    assert HOURS not in requests[1].messages[-1].content


def test_whoever_gives_other_passages_is_told_which_would_leak_what_was_answered() -> None:
    repairs = Repairs()
    generated(HIDES, [LEAKING, RECALLED], repairs)
    again, other = (Passage("x", "x.md", text, 0, 0.0, is_gold=False) for text in (HOURS, "The saw is blunt."))
    assert repairs.tells[0](again)
    assert not repairs.tells[0](other)


def test_after_two_rounds_of_repair_the_item_is_a_leak() -> None:
    repairs = Repairs("The shop stays closed on 24 December 2024.")
    outcome, requests = generated(HIDES, [LEAKING] * 3, repairs)
    assert outcome.done is None
    assert outcome.rejected is not None
    assert outcome.rejected.code == Code.ANSWER_LEAK
    assert outcome.record.repairs == 2
    assert len(requests) == 3


def test_a_repair_that_never_ends_is_ended() -> None:
    outcome, requests = generated(HIDES, [LEAKING] * 9, lambda about, _, __: about)
    assert outcome.rejected is not None
    assert outcome.rejected.code == Code.ANSWER_LEAK
    assert len(requests) == 3


def test_structured_replies_give_the_same_draft() -> None:
    text, _ = generated(FOUND, [GOOD])
    quote = 'Chunk 2 (loans.md) says \\"A tool may be kept for fourteen days.\\"'
    structured = (
        '{"turns": [{"question": "How long may I keep a drill from the Brenfield tool library?", '
        f'"thoughts": "{quote}", "answer": "Two weeks."}}, '
        f'{{"question": "And how would I renew it?", "thoughts": "{quote}", '
        '"answer": "You can ring them."}]}'
    )
    outcome, _ = generated(FOUND, [structured])
    assert outcome.done == text.done


def test_a_schema_is_sent_where_the_settings_the_mode_and_the_prompt_allow_it(tmp_path: Path) -> None:
    def schema(**sections: Any) -> object:
        return generated(FOUND, [GOOD], **sections)[1][0].schema

    assert schema() == turns_schema(2, 3, 1, len(FOUND.passages))
    assert schema(generation={"structured": "off"}) is None
    assert schema(system={"completion_mode": True}) is None
    assert schema(api={"large_mode": "cohere"}) is None
    own = tmp_path / "rag_success_conversation.yaml"
    own.write_text("- role: user\n  content: |\n    Ask about {text} with {stringified_retrieved_chunks}.\n", "utf-8")
    assert schema(path={"prompts": tmp_path}) is None
    assert schema(path={"prompts": tmp_path}, generation={"structured": "on"}) == turns_schema(
        1, 3, 0, len(FOUND.passages)
    )


def fields_of(about: Item, reply: str) -> Any:
    """The fields of a turn in the schema that is sent."""
    schema: Any = generated(about, [reply])[1][0].schema
    return schema["properties"]["turns"]["items"]["properties"]


def test_a_schema_wants_a_quotation_first_where_every_answer_rests_on_a_passage_that_is_shown() -> None:
    fields = fields_of(FOUND, GOOD)
    assert list(fields)[:3] == ["question", "evidence", "thoughts"]
    assert fields["evidence"]["minItems"] == 1
    assert fields["evidence"]["maxItems"] > 1


def test_no_quotation_can_be_given_where_no_passage_holds_the_answer() -> None:
    assert "evidence" not in fields_of(MISSED, RECALLED)


def test_a_schema_names_the_chunks_that_are_shown_and_no_other() -> None:
    chunk_number = fields_of(FOUND, GOOD)["evidence"]["items"]["properties"]["chunk"]
    assert chunk_number["enum"] == [passage.rank for passage in FOUND.passages]


def test_a_prompt_of_the_users_may_ask_for_one_turn_and_another_language(tmp_path: Path) -> None:
    own = tmp_path / "rag_success_conversation.yaml"
    own.write_text("- role: user\n  content: |\n    Frage zu {text} und {stringified_retrieved_chunks}.\n", "utf-8")
    reply = (
        "**Frage:** Wie lange darf ich eine Bohrmaschine der Bibliothek behalten und was ist, wenn ich zu spät bin?\n"
        "**Antwort:** Das ist nicht länger als zwei Wochen, und wer sie auch danach behält, zahlt für die Tage "
        "einen Euro."
    )
    outcome, _ = generated(FOUND, [reply], path={"prompts": tmp_path})
    assert outcome.done is not None
    assert len(outcome.done.turns) == 1
    refused, _ = generated(FOUND, [reply, "Nothing."], api={"large_max_attempts": 1})
    assert refused.done is None


FIRST, SECOND = (GOOD[: GOOD.index("**QUESTION:** And")].rstrip(), GOOD[GOOD.index("**QUESTION:** And") :])


def test_a_reply_with_one_good_turn_is_gone_on_with_and_not_thrown_away() -> None:
    whole, _ = generated(FOUND, [GOOD])
    outcome, requests = generated(FOUND, [FIRST, SECOND])
    assert outcome.done == whole.done
    assert requests[1].messages[:-2] == requests[0].messages
    assert [message.role for message in requests[1].messages[-2:]] == ["assistant", "user"]
    assert requests[1].messages[-2].content == FIRST
    assert requests[0].key() != requests[1].key()


REFUSAL = "**QUESTION:** N/A\n\n**ANSWER:** I'm sorry, but I can't assist with that request."


def test_an_item_begins_anew_where_its_first_turn_stays_at_fault() -> None:
    outcome, requests = generated(FOUND, [REFUSAL, SECOND, GOOD])
    assert outcome.done is not None
    assert [turn.answer for turn in outcome.done.turns] == ["Two weeks.", "You can ring them."]
    assert requests[2].messages == requests[0].messages
    assert [one.attempt for one in requests] == [1, 1, 2]


def test_an_item_begins_anew_no_further_time_than_it_may() -> None:
    for replies, most in (([REFUSAL, SECOND], 1), ([REFUSAL, SECOND, REFUSAL], 3)):
        outcome, requests = generated(FOUND, replies, api={"large_max_attempts": most})
        assert outcome.rejected is not None
        assert outcome.rejected.code == Code.NO_ANSWER
        assert len(requests) == len(replies)


def test_what_never_comes_after_a_first_turn_ends_the_item() -> None:
    outcome, requests = generated(FOUND, [FIRST, "Hm.", "Hm."], api={"large_max_attempts": 2})
    assert outcome.rejected is not None
    assert outcome.rejected.code == Code.UNUSABLE_REPLY
    assert len(requests) == 3


def test_one_turn_is_enough_where_the_config_says_so() -> None:
    outcome, requests = generated(FOUND, [FIRST], generation={"turns": [1, 3]})
    assert outcome.done is not None
    assert len(outcome.done.turns) == len(requests) == 1
    assert "one to three" in requests[0].messages[0].content


def test_completion_prompts_end_where_the_reply_begins() -> None:
    _, requests = generated(FOUND, [GOOD], system={"completion_mode": True})
    assert requests[0].prompt is not None
    assert requests[0].prompt.endswith("Write the conversation.\n\n")
    assert requests[0].stop == ("**END**",)


@pytest.mark.parametrize(
    ("error", "code"),
    [(TransientError("no connection"), Code.CALL_FAILED), (RefusedError("too long"), Code.REQUEST_REFUSED)],
)
def test_a_call_that_fails_ends_the_item_as_failed(error: Exception, code: Code) -> None:
    outcome, _ = generated(FOUND, ["", error])
    assert outcome.rejected is not None
    assert (outcome.rejected.code, outcome.rejected.kind, outcome.rejected.detail) == (code, "failed", str(error))
    assert outcome.exchange is not None


@pytest.mark.parametrize("error", [Halt("budget"), ServerError("unknown model")])
def test_what_stops_the_run_passes(error: Exception) -> None:
    with pytest.raises(type(error)):
        generated(FOUND, ["", error])


def test_what_became_of_each_reply_is_recorded() -> None:
    replies = [UNUSABLE["prose"], UNUSABLE["a question that points"], GOOD]
    config = Config.model_validate({"api": {**API, "large_max_attempts": 3}})
    bound = asker(config, scripted(replies), "large")
    asyncio.run(Generate(bound, no_repair)(FOUND))
    tried = bound.recorder.attempts(FOUND.id)
    assert [(one.step, one.number, one.check) for one in tried] == [
        ("generate", 1, "reply"),
        ("generate", 2, "deixis"),
        ("generate", 3, ""),
    ]
    assert len({one.key for one in tried}) == 3
    assert bound.recorder.attempts(FOUND.id) == ()
