"""Frames of any name: where a mark stands, not what it is called, tells a draft from the conversation."""

import json
from contextlib import suppress

import pytest
from usual_replies import TWO, USUAL, plain, turns

from openbook.dialogue.reply import parse_verdict
from openbook.errors import UnusableReply

JSON = json.dumps({"turns": [dict(zip(("question", "thoughts", "answer"), turn, strict=True)) for turn in TWO]})
DRAFT = "**QUESTION:** Is this one any good?\n\n**ANSWER:**\n**Thought Process:**\nhardly\n\n**Answer:**\nNo, again.\n"
FORMS = pytest.mark.parametrize("form", [USUAL, JSON], ids=["text", "json"])


@FORMS
@pytest.mark.parametrize("name", ["result", "Final_Answer", "qa", "conversation", "turns", "x-out", "RESPONSE"])
def test_a_frame_that_holds_the_conversation_is_taken_off_whatever_its_name(form: str, name: str) -> None:
    assert plain(f"<{name}>\n{form}\n</{name}>") == TWO
    assert plain(f'<{name} lang="en">\n{form}\n</{name}>') == TWO
    assert plain(f"Here you are:\n\n<{name}>{form}</{name}>\n\nGood luck!") == TWO
    assert plain(f"[{name.upper().replace('-', '_')}]\n{form}\n[/{name.upper().replace('-', '_')}]") == TWO


@FORMS
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<plan>", "</plan>"),
        ("<first_try n=1>", "</first_try>"),
        ("<analysis>", "</analysis>"),
        ("<thought_process>", "</thought_process>"),
        ("<inner_monologue>", "</inner_monologue>"),
        ("<mm:think>", "</mm:think>"),
        ("<details><summary>Notes</summary>", "</details>"),
        ("<|thinking|>", "<|/thinking|>"),
        ("<｜begin▁of▁think｜>", "<｜end▁of▁think｜>"),
        ("[DRAFTING]", "[/DRAFTING]"),
        ("<<SKETCH>>", "<</SKETCH>>"),
        ("<!--", "-->"),
        ("```scratch", "```"),
        ("<|inner_prefix|>", "<|inner_suffix|>"),
        ("<|sketch_begin|>", "<|sketch_end|>"),
        ("<|reasoning_start|>", "<|reasoning_end|>"),
        ("<|open_plan|>", "<|close_plan|>"),
        ("«notes»", "«/notes»"),
        ("(planning)", "(/planning)"),
        ("{scratch}", "{/scratch}"),
        ("*working it out*", "*end of working it out*"),
        ("== sketch ==", "== end sketch =="),
    ],
)
def test_what_was_drafted_in_a_frame_before_is_never_read(form: str, opening: str, closing: str) -> None:
    assert plain(f"{opening}\nI try.\n\n{DRAFT}\nNo.\n{closing}\n\n{form}") == TWO
    with suppress(UnusableReply):
        assert turns(f"{opening}\nI try.\n\n{DRAFT}\n\n{DRAFT}") == (), "never closed"
    if closing.startswith(("</", "<|/", "[/", "<</", "<｜")):
        assert plain(f"I try.\n\n{DRAFT}\n{closing}\n{form}") == TWO, "opened by the chat template"


@FORMS
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=== OUTPUT ===\n", "\n=== END OUTPUT ==="),
        ("<|reply_begin|>", "<|reply_end|>"),
        ("<function=write>\n<parameter=turns>\n", "\n</parameter>\n</function>"),
        ("\\boxed{", "}"),
        ("$\\boxed{\\text{", "}}$"),
        ("<reply><![CDATA[", "]]></reply>"),
        ('"""\n', '\n"""'),
        ("~~~~\n", "\n~~~~"),
    ],
)
def test_what_covers_all_of_a_reply_is_taken_off(form: str, before: str, after: str) -> None:
    assert plain(f"{before}{form}{after}") == TWO


@FORMS
@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("[BEGIN FINAL REPLY]", "[END FINAL REPLY]"),
        ("## Final version", ""),
        ("**Final:**", ""),
        ("=== FINAL OUTPUT ===", "=== END FINAL OUTPUT ==="),
        ("Here is the final conversation:", ""),
        ("Version finale :", ""),
        ("Endgültige Fassung:", ""),
        ("最终版本：", ""),
    ],
)
def test_what_stands_before_the_line_that_announces_the_last_version_is_a_draft(form: str, line: str, end: str) -> None:
    assert plain(f"My steps:\n\n{DRAFT}\nBetter now.\n\n{line}\n{form}\n{end}") == TWO


def test_a_heading_for_the_last_turn_announces_no_version() -> None:
    assert plain(USUAL.replace("**QUESTION:** And", "### Final turn\n\n**QUESTION:** And")) == TWO
    assert plain(USUAL.replace("**Answer:**", "### Final Answer")) == TWO


def test_a_token_or_a_line_between_signs_alone_frames_nothing() -> None:
    assert plain(f"<|begin_of_text|>{USUAL}") == TWO
    assert plain(USUAL.replace("**Answer:**\n", "**Answer:**\n*start*\n", 1))[0][2].startswith("*start*\n")


def test_a_frame_around_each_turn_is_no_draft() -> None:
    first, second = USUAL.split("\n\n**QUESTION:** And")
    assert plain(f"<qa1>\n{first}\n</qa1>\n<qa2>\n**QUESTION:** And{second}\n</qa2>") == TWO


def test_an_unclosed_frame_is_read_where_its_name_says_that_it_holds_the_answer() -> None:
    assert plain(f"<final_reply>\n{USUAL}") == TWO
    with pytest.raises(UnusableReply):
        turns(f"<attempt>\n{USUAL}")
    with pytest.raises(UnusableReply):
        turns(f"<context>\n{USUAL}")


def test_elements_in_an_answer_stay() -> None:
    code = "Write it so:\n\n<server>\n<port>80</port>\n</server>\n\nand start it."
    assert plain(USUAL.replace("It is this.", code))[0][2] == code
    assert plain(USUAL.replace("Because.", f"{code}\n<reason>full</reason>"))[1][2] == f"{code}\n<reason>full</reason>"


@pytest.mark.parametrize(
    ("reply", "fits"),
    [
        ("<plan>Is it unsuitable? No.</plan>\nSuitable", True),
        ("<context>An unsuitable one would be an index.</context>\nSuitable", True),
        ("<verdict>Unsuitable</verdict>\n<why>A suitable text has facts.</why>", False),
        ("<review>It may be suitable.</review>\n\nVerdict: unsuitable", False),
        ("[UNSUITABLE]", False),
        ("Final judgment: suitable? No, unsuitable.", False),
        ("Final judgment: suitable? No – unsuitable.", False),
    ],
)
def test_a_verdict_is_read_behind_frames_of_any_name(reply: str, fits: bool) -> None:
    assert parse_verdict(reply) is fits


@pytest.mark.parametrize(
    "tail",
    [
        "User: Now one about pirates!",
        "Human: And the moon?\n\nAssistant: The moon",
        "### Instruction:\nWrite one about pirates!",
        "Nutzer: Und nun?",
        "用户：还有呢？",
    ],
)
def test_a_turn_of_a_transcript_behind_the_answer_is_refused(tail: str) -> None:
    with pytest.raises(UnusableReply, match="further turn of a user"):
        turns(f"{USUAL}\n\n{tail}")
    with pytest.raises(UnusableReply, match="further turn of a user"):
        turns(JSON.replace("Because.", json.dumps(f"Because.\n\n{tail}")[1:-1]))


@pytest.mark.parametrize(
    "tail", ["User: And the moon?\nAssistant: It is next.", "Utente: E la luna?\nAssistente: È la prossima."]
)
def test_a_turn_of_a_transcript_right_below_the_answer_is_refused(tail: str) -> None:
    for reply in (f"{USUAL}\n{tail}", JSON.replace("Because.", json.dumps(f"Because.\n{tail}")[1:-1])):
        with pytest.raises(UnusableReply, match="further turn of a user"):
            turns(reply)


@pytest.mark.parametrize(
    "answer",
    [
        "There are two roles:\nUser: who may ask?\nAssistant: who answers.",
        "Roles come in pairs.\nUser: the one who asks.\nAssistant: the one who answers.",
        "Keep the log as it is.\n```\n> start\nUser: ready?\nAssistant: yes\n```",
    ],
)
def test_a_transcript_that_an_answer_shows_is_an_answer(answer: str) -> None:
    assert plain(JSON.replace("Because.", json.dumps(answer)[1:-1]))[1][2] == answer


def test_an_answer_that_lists_a_user_is_an_answer() -> None:
    for text in ("The unit sets:\n\nUser: www-data", "**User:** whoever asks?", "See the field User: it is needed!"):
        assert plain(USUAL.replace("Because.", text))[1][2] == text


QA = [{"question": q, "thoughts": t, "answer": a} for q, t, a in TWO]


@pytest.mark.parametrize(
    "reply",
    [
        json.dumps(json.dumps({"turns": QA})),
        "\n".join(map(json.dumps, QA)),
        repr({"turns": QA}),
        f"Assistant: {JSON}",
        f"Here it is.\n\n---\n{JSON}\n---",
        json.dumps({"turns": [{**turn, "question": {"text": turn["question"]}} for turn in QA]}),
        json.dumps(
            [
                message
                for turn in QA
                for message in (
                    {"role": "user", "content": turn["question"]},
                    {"role": "assistant", "thoughts": turn["thoughts"], "content": turn["answer"]},
                )
            ]
        ),
    ],
    ids=["a string of JSON", "lines", "Python", "a role before it", "rules around it", "objects", "messages"],
)
def test_json_is_read_in_the_shapes_in_which_models_write_it(reply: str) -> None:
    assert plain(reply) == TWO


@pytest.mark.parametrize(("word", "asked"), [("Suy nghĩ", "Câu hỏi"), ("विचार", "प्रश्न"), ("Mawazo", "Question")])
def test_an_unknown_word_for_the_thoughts_of_every_turn_is_a_label(word: str, asked: str) -> None:
    reply = "\n\n".join(f"**{asked}:** {q}\n\n**{word}:**\n{t}\n\n**Answer:**\n{a}" for q, t, a in TWO)
    assert plain(reply) == TWO
