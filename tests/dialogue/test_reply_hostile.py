"""Whatever a model writes gives whole turns or is unusable, and is read in linear time."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from usual_replies import USUAL, Plain, plain, turns

from growth import grows_linearly
from openbook.errors import UnusableReply

UNUSABLE = {
    "nothing": "",
    "blanks": " \n\n ",
    "prose": "I am sorry, but I can't help with that.",
    "thinking only": "<think>\n**QUESTION:** a?\n**ANSWER:** b\n**QUESTION:** c?\n**ANSWER:** d",
    "a question without an answer": "**QUESTION:** What?\n\n**QUESTION:** Why?\n\n**ANSWER:** "
    "So.\n\n**QUESTION:** How?",
    "an empty answer in between": "**QUESTION:** What?\n**ANSWER:**\n\n**QUESTION:** Why?\n**ANSWER:** So.\n\n"
    "**QUESTION:** How?\n**ANSWER:** Thus.",
    "an empty last answer": "**QUESTION:** What?\n**ANSWER:** This.\n\n**QUESTION:** Why?\n**ANSWER:**",
    "thoughts without an answer": "**QUESTION:** What?\n**ANSWER:**\n**Thought Process:** hm\n\n**QUESTION:** Why?\n"
    "**ANSWER:**\n**Thought Process:** hm",
    "answers only": "**ANSWER:** This.\n\n**ANSWER:** That.",
    "an empty object": "{}",
    "no turns": '{"turns": []}',
    "empty fields": '{"turns": [{"question": "", "thoughts": "", "answer": ""}]}',
    "wrong types": '{"turns": [{"question": 1, "thoughts": [], "answer": {}}]}',
    "broken JSON": '{"turns": [{"question": "a", "answer": "b"',
    "labels without end": "**QUESTION:** a **ANSWER:** b " * 300,
}


@pytest.mark.parametrize("form", UNUSABLE)
def test_what_is_no_conversation_is_unusable_and_says_why(form: str) -> None:
    with pytest.raises(UnusableReply, match=r"\w+ \w+ \w+"):
        turns(UNUSABLE[form])


def test_a_reply_of_hundreds_of_turns_is_no_conversation() -> None:
    said = [f"**QUESTION:** What is {n}?\n\n**ANSWER:** This is {n}.\n\n" for n in range(201)]
    assert len(turns("".join(said[:150]))) == 150
    with pytest.raises(UnusableReply, match="402 labels"):
        turns("".join(said))


LABELS = [
    "**QUESTION:** ",
    "**ANSWER:** ",
    "**Answer:**",
    "Question 1: ",
    "### Answer\n",
    "**Thought Process:**",
    "**END**",
]
MARKS = [
    "\n",
    "\n\n",
    "```\n",
    "<think>",
    "</think>",
    '"',
    "“",
    "”",
    "> ",
    '{"turns": [',
    '{"question": "a", "answer": "b"}',
]
PIECES = st.sampled_from([*LABELS, *MARKS, "a b c. ", "Chunk 1"])


@given(st.lists(PIECES | st.text(max_size=8), max_size=80).map("".join), st.sampled_from(["stop", "length"]))
def test_whatever_comes_gives_whole_turns_or_is_unusable(text: str, finish_reason: str) -> None:
    try:
        found = turns(text, finish_reason)
    except UnusableReply:
        return
    assert len(found) >= 2
    assert all(turn.question.strip() and turn.answer.strip() for turn in found)


WORDS = st.text(alphabet="abcdefgh ,.?", min_size=1, max_size=60).filter(lambda text: text.strip(" ,.?"))


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2, max_size=4, unique_by=lambda turn: turn[0].strip()))
def test_what_is_written_in_the_usual_form_is_read_back(written: Plain) -> None:
    text = "\n\n".join(
        f"**QUESTION:** {question}\n\n**ANSWER:**\n**Thought Process:**\n{thoughts}\n\n**Answer:**\n{answer}"
        for question, thoughts, answer in written
    )
    assert plain(text) == [(q.strip(), t.strip(), a.strip()) for q, t, a in written]


ENDLESS = [
    "**QUESTION:** a\n",
    "**QUESTION:** a **ANSWER:** b\n",
    "<think>",
    "</think>",
    "<think>\n</think>\n",
    '"',
    "“",
]
ENDLESS += [
    "> ",
    "```\n",
    " ",
    "\n",
    "# ",
    "* ",
    "- ",
    "{",
    '{"a":',
    "[",
    "**",
    "a: ",
    "1. ",
    "Question ",
    "(",
    "« ",
    "---\n",
]
ENDLESS += ["\n\nLet me know"]


@pytest.mark.one_in(16)
@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("before", ["", f"{USUAL}\n"], ids=["alone", "after turns"])
def test_no_long_reply_takes_more_than_linear_time(piece: str, before: str) -> None:
    def parse(times: int) -> None:
        with suppress(UnusableReply):
            turns(before + piece * times)

    assert grows_linearly(parse, 60_000 // len(piece))
