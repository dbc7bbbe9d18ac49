"""What a model writes around its answer is taken off, and nothing that may be reasoning is taken for an answer."""

import json

import pytest
from usual_replies import TWO, USUAL, plain, turns

from openbook.dialogue.reply import frames, parse_verdict, wrapping
from openbook.dialogue.reply.wrapping import FAMILIES, until_next_turn, unwrapped
from openbook.errors import UnusableReply

DRAFT = "**QUESTION:** Is this one any good?\n\n**ANSWER:**\n**Thought Process:**\nhardly\n\n**Answer:**\nNo, again.\n"
MARKS = {
    "tags": ("<think>", "</think>"),
    "brackets": ("[THINK]", "[/THINK]"),
    "signs": ("◁think▷", "◁/think▷"),
    "gemma": ("<|channel>thought", "<channel|>"),
    "medgemma": ("<unused94>thought", "<unused95>"),
    "tokens": ("<|START_THINKING|>", "<|END_THINKING|>"),
}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_thinking_of_each_family_is_taken_off(family: object) -> None:
    opening, closing = MARKS[family.name]  # type: ignore[attr-defined]
    assert plain(f"{opening}\nI try.\n\n{DRAFT}\n{closing}{USUAL}") == TWO
    assert plain(f"{opening}\nI try.\n\n{DRAFT}\n{closing}\n\n{USUAL}") == TWO
    assert plain(f"I try.\n\n{DRAFT}\nPoor; now properly.{closing}{USUAL}") == TWO, "opened by the chat template"
    assert unwrapped(f"{opening}\nI try.\n\n{DRAFT}") == "", "never closed"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("Here is my thought process:\n", "Here is my response:"), ("Thinking...\n", "...done thinking.")],
)
def test_thinking_between_two_sentences_that_say_so_is_taken_off(opening: str, closing: str) -> None:
    assert plain(f"{opening}\nI try.\n\n{DRAFT}\n{closing}\n\n{USUAL}") == TWO
    assert unwrapped(f"{opening}\nI try.\n\n{DRAFT}") == "", "never closed"
    assert unwrapped(f"{USUAL}\n\n{closing}").startswith("**QUESTION"), "never opened"


@pytest.mark.parametrize("torn", ["/think>", "/thinking>", "</think", "/reasoning>"])
def test_a_closing_mark_that_a_stop_sequence_tore_still_ends_the_thinking(torn: str) -> None:
    assert plain(f"I try.\n\n{DRAFT}\n{torn}\n\n{USUAL}") == TWO


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<answer>\n", "\n</answer>"),
        ("<output>", "</output>"),
        ("<final_response>\n", ""),
        ("", "\n</reply>"),
        ("<think>Short.</think>\n<response>\n", "\n</response>\n"),
        ("Two turns follow.\n\n<answer>\n", "\n</answer>"),
        ("<|begin_of_box|>", "<|end_of_box|>"),
        ("<|im_start|>assistant\n", "<|im_end|>"),
        ("<start_of_turn>model\n", "<end_of_turn>"),
        ("<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>", "<|END_OF_TURN_TOKEN|>"),
        ("<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>", "<|END_RESPONSE|>"),
        ("<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>", "<|return|>"),
        ("<|channel|>final <|constrain|>text<|message|>", "<|return|>"),
        ("analysisTwo turns then. Draft: weak.assistantfinal", ""),
        ("analysisWe write.assistantcommentary to=x nothing assistantfinal\n", ""),
        ("<s>", "</s>"),
        ("[gMASK]<sop><|assistant|>\n", "<|user|>"),
        ("[|assistant|]", "[|endofturn|]"),
        ("<reserved_107>", "<reserved_106>"),
        ("&lt;think&gt;Hm.&lt;/think&gt;\n", ""),
        ("< think >Hm.</ think >\n", ""),
        ("＜think＞Hm.＜/think＞\n", ""),
        ("[/INST] ", "</s>"),
    ],
)
def test_frames_and_control_tokens_at_either_end_are_no_part_of_the_answer(before: str, after: str) -> None:
    assert plain(f"{before}{USUAL}{after}") == TWO


@pytest.mark.parametrize(
    "made_up",
    [
        "<|im_end|>\n<|im_start|>user\nAnd one about pirates!",
        "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAnd one about pirates!",
        "<end_of_turn>\n<start_of_turn>user\nAnd one about pirates!",
        "</s>[INST] And one about pirates! [/INST]",
        "<|end|>\n<|user|>\nAnd one about pirates!",
        "<｜end▁of▁sentence｜>user: And one about pirates!",
        "[|endofturn|]\n[|user|]And one about pirates!",
        "]<]minimax[>[",
        " [INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nAnd one about pirates! [/INST]",
        "<|im_end|>",
    ],
)
def test_a_turn_that_the_model_made_up_behind_its_answer_is_cut_off(made_up: str) -> None:
    assert until_next_turn(f"Because.{made_up}") == "Because."
    quoted = made_up.replace("\n", "\\n")
    reply = (
        '{"turns": [{"question": "What is it?", "thoughts": "Chunk 1 says so.", "answer": "It is this."}, '
        f'{{"question": "And why?", "thoughts": "Chunk 1 again.", "answer": "Because.{quoted}"}}]}}'
    )
    assert plain(reply) == TWO


def test_a_control_token_amid_of_an_answer_is_refused_and_a_quoted_one_is_text() -> None:
    with pytest.raises(UnusableReply, match="control mark"):
        turns(USUAL.replace("It is this.", "It is <|fim_middle|> this."))
    for text in ("See [JWK](https://x.org) for it.", "The log says [ERROR] then.", "Put [YOUR_API_KEY] there."):
        assert plain(USUAL.replace("It is this.", text))[0][2] == text
    quoted = "The mark `<|im_end|>` ends a turn, and “</think>” ends the thinking."
    assert plain(USUAL.replace("It is this.", quoted))[0][2] == quoted
    assert (
        plain(USUAL.replace("Because.", "The log says `a <|channel|> b`."))[1][2] == "The log says `a <|channel|> b`."
    )


def test_a_call_behind_an_answer_is_refused() -> None:
    with pytest.raises(UnusableReply, match="control mark"):
        turns(f"{USUAL}\n\n<tool_call>\n{{}}\n</tool_call>")
    assert turns(f"{USUAL} It is written as `<tool_call>`.")[1].answer.endswith("`<tool_call>`.")


def test_a_conversation_that_comes_again_as_json_is_refused() -> None:
    again = '```json\n{"turns": [{"question": "What is it?", "answer": "It is this."}]}\n```'
    with pytest.raises(UnusableReply, match="in another form"):
        turns(f"{USUAL}\n\nThe same as JSON:\n{again}")


@pytest.mark.parametrize("head", ["Thinking Process:\n1. Look.\n2. Draft:\n\n", "**Reasoning**\nFirst a draft.\n\n"])
def test_a_reply_that_thinks_aloud_without_marks_is_refused(head: str) -> None:
    with pytest.raises(UnusableReply, match="reasoning"):
        turns(f"{head}{DRAFT}\nNot good yet.\n\n{USUAL}")


def test_labels_without_anything_between_them_are_no_conversation() -> None:
    with pytest.raises(UnusableReply):
        turns("**END****QUESTION:** **QUESTION:** ")


def test_what_a_cut_reply_says_at_length_before_its_first_question_may_be_thinking() -> None:
    with pytest.raises(UnusableReply, match="reasoning"):
        turns(f"{'I have to think about this text first. ' * 10}\n\n{DRAFT}\n{USUAL}\n\n**QUESTION:** And", "length")
    assert len(turns(f"Here are the turns:\n\n{USUAL}\n\n**QUESTION:** And", "length")) == 2


def test_a_verdict_is_read_inside_of_its_frame() -> None:
    assert parse_verdict("<answer>Unsuitable</answer>") is False
    assert parse_verdict("analysisIt may be unsuitable. No.assistantfinalSuitable") is True
    assert parse_verdict("<unused94>thought\nUnsuitable?\n<unused95>Suitable") is True


@pytest.mark.parametrize(
    "call",
    [
        '<tool_call>\n{{"name": "submit", "arguments": {}}}\n</tool_call>',
        (
            "<|tool_calls_section_begin|><|tool_call_begin|>functions.submit:0<|tool_call_argument_begin|>{}"
            "<|tool_call_end|><|tool_calls_section_end|>"
        ),
        (
            "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>submit\n```json\n{}\n```<｜tool▁call▁end｜>"
            "<｜tool▁calls▁end｜>"
        ),
        "[TOOL_CALLS]submit[ARGS]{}",
        '[TOOL_CALLS][{{"name": "submit", "arguments": {}}}]',
        '<|START_ACTION|>[{{"tool_name": "submit", "parameters": {}}}]<|END_ACTION|>',
        (
            "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary to=functions.submit "
            "<|constrain|>json<|message|>{}<|call|>"
        ),
    ],
)
def test_a_conversation_that_came_as_the_arguments_of_a_call_is_read_there(call: str) -> None:
    told = json.dumps({"turns": [{"question": q, "thoughts": t, "answer": a} for q, t, a in TWO]})
    assert plain(call.format(told)) == TWO


@pytest.mark.parametrize("word", wrapping._IN_BRACKETS)
def test_every_word_for_thinking_is_seen_in_brackets(word: str) -> None:
    form = '{"turns": [{"question": "a/b?", "answer": "[1]"}]}'
    name = {"SCRATCH": "SCRATCHPAD"}.get(word, word)
    assert wrapping.unwrapped(f"[{name}]It says so.[/{name}]\n{form}").strip() == form


def test_a_reply_in_json_with_a_stroke_and_brackets_is_searched_for_no_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPattern:
        def finditer(self, text: str) -> None:
            pytest.fail(f"was searched: {text}")

    monkeypatch.setattr(wrapping, "_MARKS", NoPattern())
    monkeypatch.setattr(frames, "_MARK", NoPattern())
    form = '{"turns": [{"question": "What burns?", "answer": "Oil, in a/lamp.md [2].", "evidence": [{"chunk": 1}]}]}'
    assert wrapping.unwrapped(form) == form
