"""Whether a reply is whole, and where it stands: what the server says of its end, and in which of its fields it is."""

import json
from dataclasses import replace

import pytest
from usual_replies import turns

from openbook.dialogue.reply import parse_turns
from openbook.errors import UnusableReply
from openbook.llm.scripted import plain_reply

TWO = (
    "**QUESTION:** When does it open?\n\n**ANSWER:**\nAt nine.\n\n"
    "**QUESTION:** And when does it close?\n\n**ANSWER:**\nAt five."
)
TORN = f"{TWO}\n\n**QUESTION:** On Sundays too?\n\n**ANSWER:**\nOn Sundays the doors are only"
AS_JSON = json.dumps({"turns": [{"question": f"What {n}?", "thoughts": "", "answer": f"This {n}."} for n in "12"]})


@pytest.mark.parametrize("ending", ["length", "abort", "content_filter", "error", "never_heard_of", "MALFORMED"])
def test_whatever_is_not_known_as_whole_is_cut_and_keeps_its_whole_turns(ending: str) -> None:
    assert len(turns(TORN, ending)) == 2
    with pytest.raises(UnusableReply, match=f"(cut off|ended) .*`{ending}`"):
        turns(TWO[: len(TWO) // 2], ending)


def test_a_reply_whose_server_says_nothing_of_its_end_is_judged_by_its_last_words() -> None:
    assert len(turns(TORN, "")) == 2
    assert len(turns(TWO, "")) == 2
    assert len(turns(f"{TORN} for members.", "")) == 3
    assert len(turns(f"{TWO}\n\n**END**", "")) == 2
    assert len(turns(TWO.replace("At five.", "เปิดถึงห้าโมง"), "")) == 2, "Thai has no full stop"


def test_a_filter_that_leaves_nothing_is_told_by_its_name() -> None:
    with pytest.raises(UnusableReply, match=r"ended by the server \(finish reason `content_filter`\) before its first"):
        parse_turns(plain_reply("", "content_filter"))


def test_the_reason_of_a_whole_reply_never_speaks_of_cutting() -> None:
    for text in ("I can't help with that.", '{"turns": []}', "**QUESTION:** Why?\n\n**QUESTION:** When?", ""):
        with pytest.raises(UnusableReply) as unusable:
            turns(text)
        assert "cut off" not in str(unusable.value)


def test_json_that_came_as_reasoning_alone_is_read_there() -> None:
    assert len(parse_turns(replace(plain_reply(""), reasoning=AS_JSON))) == 2


@pytest.mark.parametrize(
    "reasoning", ["I should look first.", TWO, f"Let me think. {AS_JSON}", f"{AS_JSON} No, again."]
)
def test_text_that_came_as_reasoning_alone_is_refused_with_what_to_switch(reasoning: str) -> None:
    with pytest.raises(UnusableReply, match=r"came as reasoning alone.*switch the model's thinking off"):
        parse_turns(replace(plain_reply(""), reasoning=reasoning))


@pytest.mark.parametrize("text", [f"<think>\n{TWO}\n</think>\n", f"[THINK]{TWO}"])
def test_a_reply_that_stands_in_its_thinking_is_refused_with_what_to_switch(text: str) -> None:
    with pytest.raises(UnusableReply, match="switch the model's thinking off"):
        parse_turns(plain_reply(text))


def test_a_limit_that_the_reasoning_used_up_is_said() -> None:
    with pytest.raises(UnusableReply, match=r"length limit.*while it was still reasoning"):
        parse_turns(replace(plain_reply("", "length"), reasoning="Let me"))
