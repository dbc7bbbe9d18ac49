"""Structured replies give the same turns as those in text form (SPEC.md, section 7)."""

import re

import orjson
import pytest
from usual_replies import TWO, USUAL, plain, turns

from openbook.dialogue.reply import turns_schema
from openbook.errors import UnusableReply

JSON_TURNS = [{"question": q, "thoughts": t, "answer": a} for q, t, a in TWO]
JSON_FORMS = {
    "the object": orjson.dumps({"turns": JSON_TURNS}).decode(),
    "indented": orjson.dumps({"turns": JSON_TURNS}, option=orjson.OPT_INDENT_2).decode(),
    "a list": orjson.dumps(JSON_TURNS).decode(),
    "another wrapper": orjson.dumps({"conversation": JSON_TURNS}).decode(),
    "other keys": orjson.dumps([{"Question": q, "thought_process": t, "Answer": a} for q, t, a in TWO]).decode(),
    "in a fence": f"```json\n{orjson.dumps({'turns': JSON_TURNS}).decode()}\n```",
    "all marks escaped": orjson.dumps({"turns": JSON_TURNS}).decode().replace('"', '\\"'),
    "the arguments of a call": f"[write(turns={JSON_TURNS!r})]",
    "the name of a call before it": f"functions.write:0 {orjson.dumps({'turns': JSON_TURNS}).decode()}",
    "a program": f"import json\n\nprint(json.dumps({orjson.dumps({'turns': JSON_TURNS}).decode()}))",
    "all of the text form in one": orjson.dumps({"reply": USUAL, "note": "Two turns."}).decode(),
    "a name for it": f"const turns = {orjson.dumps({'turns': JSON_TURNS}).decode()};",
    "a name for it, in a fence": f"```python\nturns = {orjson.dumps(JSON_TURNS).decode()}\n```",
    "as code": f"`{orjson.dumps({'turns': JSON_TURNS}).decode()}`",
    "after talk": f"Here it is:\n{orjson.dumps({'turns': JSON_TURNS}).decode()}\nLet me know!",
    "after thinking": f'<think>{{"turns": []}}</think>{orjson.dumps({"turns": JSON_TURNS}).decode()}',
    "the text form inside": orjson.dumps(
        {"turns": [{"question": q, "answer": f"**Thought Process:**\n{t}\n\n**Answer:**\n{a}"} for q, t, a in TWO]}
    ).decode(),
    "labels inside": orjson.dumps(
        {
            "turns": [
                {"question": f"**QUESTION:** {q}", "thoughts": f"Thought Process: {t}", "answer": a} for q, t, a in TWO
            ]
        }
    ).decode(),
}


@pytest.mark.parametrize("form", JSON_FORMS)
def test_structured_replies_give_the_same_turns(form: str) -> None:
    assert plain(JSON_FORMS[form]) == TWO


LOOSE_FORMS = {
    "commas before brackets": lambda text: text.replace('"}', '",\n}').replace("}]", "},\n]"),
    "comments on lines": lambda text: text.replace("{", "{ // one more\n").replace('","', '",\n# next\n"'),
    "comments within lines": lambda text: text.replace('","', '", /* and "then" */ "'),
    "keys without marks": lambda text: re.sub(r'"(\w+)":', r"\1:", text),
    "comments of a script": lambda text: text.replace("{", "{\n# one more\n", 1),
    "apostrophes around texts": lambda text: text.replace('"', "'").replace("so.", 'so, it\\\'s "1".'),
    "curled marks around texts": lambda text: re.sub(r'"([^"]*)"', r"“\1”", text),
    "three marks around texts": lambda text: re.sub(r'(?<=: )?"([^":{}\[\]]+[.?])"', r'"""\1"""', text),
    "wide signs": lambda text: text.replace('":"', '"："').replace('","', '"，"'),
    "blanks of another kind": lambda text: text.replace('":', '":\u00a0'),
    "a comma too few": lambda text: text.replace('","thoughts"', '"\n"thoughts"'),
    "stars around keys": lambda text: re.sub(r'"(\w+)":', r'"**\1:**":', text),
    "names of Python": lambda text: text.replace('"question"', '"found": True, "short_answer": None, "question"'),
}


@pytest.mark.parametrize("form", LOOSE_FORMS)
def test_what_json_forbids_between_values_is_left_out(form: str) -> None:
    told = (
        TWO if "apostrophes" not in form else [(TWO[0][0], TWO[0][1].replace(".", ', it\'s "1".'), TWO[0][2]), TWO[1]]
    )
    assert plain(LOOSE_FORMS[form](JSON_FORMS["the object"])) == told


def test_what_looks_like_a_comment_stays_in_a_text() -> None:
    told = [{**turn, "answer": "See https://a.example/x // y, # 2 and [1,]: True /* or */ None"} for turn in JSON_TURNS]
    assert [turn.answer for turn in turns(orjson.dumps({"turns": told}).decode()[:-1] + ",}")] == [
        one["answer"] for one in told
    ]


@pytest.mark.parametrize("who", ["role", "speaker", "from", "sender"])
@pytest.mark.parametrize("names", [("human", "ai"), ("User", "Model"), ("Frage", "Antwort")])
def test_a_conversation_by_speakers_is_read_whatever_these_are_called(who: str, names: tuple[str, str]) -> None:
    rows = [{who: name, "text": said} for q, _, a in TWO for name, said in zip(names, (q, a), strict=True)]
    assert plain(orjson.dumps({"messages": rows}).decode()) == [(q, "", a) for q, _, a in TWO]


def test_a_table_has_a_turn_a_row() -> None:
    rows = "".join(f"| {n} | {q} | {t} | {a} |\n" for n, (q, t, a) in enumerate(TWO, 1))
    table = f"| No | Question | Thought Process | Answer |\n|---|:---|---|---|\n{rows}"
    assert plain(f"Here is the table:\n\n{table}\nThat is all.") == TWO
    assert turns(table.replace("Because.", "a \\| b<br>c"))[1].answer == "a | b\nc"


def test_a_table_in_an_answer_is_no_conversation() -> None:
    table = "| Question | Answer |\n|---|---|\n| open? | yes |"
    assert turns(f"{USUAL}\n\n{table}")[1].answer == f"Because.\n\n{table}"


@pytest.mark.parametrize("sign", ["# Setup", "// Setup", "/* Setup */"])
def test_a_text_with_quotation_marks_that_are_not_escaped_is_not_cut_at_one(sign: str) -> None:
    broken = orjson.dumps({"turns": JSON_TURNS}, option=orjson.OPT_INDENT_2).decode()
    answer = orjson.dumps(TWO[1][2]).decode()
    with pytest.raises(UnusableReply, match="no valid JSON"):
        turns(broken.replace(answer, f'"The heading "{sign}" comes first."'))


@pytest.mark.parametrize(
    "code", ["\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\u0041\\ude00", "\\u0000", "\\u001b", "\\u007f", "\\u57"]
)
def test_a_code_of_no_character_refuses_a_reply(code: str) -> None:
    form = JSON_FORMS["the object"].replace("?", f"{code}?", 1)
    with pytest.raises(UnusableReply, match="no character of a text"):
        turns(form)


@pytest.mark.parametrize("code", ["\\ud83d\\ude00", "\\u00e9", "\\u000a", "\\\\u0000", "\\\\ud83d"])
def test_other_codes_and_what_speaks_of_them_stay(code: str) -> None:
    form = JSON_FORMS["the object"].replace("?", f"{code}?", 1)
    assert orjson.loads(f'"{code}"') in turns(form)[0].question


def test_a_control_character_refuses_a_reply_in_text_too() -> None:
    with pytest.raises(UnusableReply, match=r"U\+0000"):
        turns(USUAL.replace("?", "\x00?", 1))


def test_a_cut_structured_reply_keeps_its_complete_turns_if_there_are_two() -> None:
    whole = orjson.dumps({"turns": [*JSON_TURNS, JSON_TURNS[0]]}).decode()
    assert plain(whole[:-40], "length") == TWO
    with pytest.raises(UnusableReply, match="cut off"):
        turns(whole[: len(whole) // 2 - 20], "length")


def test_the_schema_is_as_strict_as_strict_servers_want_it() -> None:
    turn = turns_schema(2, 3)["properties"]["turns"]["items"]
    for part in (turns_schema(2, 3), turn):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])


ONE, OTHER = JSON_TURNS
SHAPES = {
    "a list in the list": {"turns": [[ONE, OTHER]]},
    "an object around each": {"turns": [{"turn": ONE}, {"turn": OTHER}]},
    "numbered keys": {"turn_1": ONE, "turn_2": OTHER},
    "fields with a number": {f"{key}_{n}": said for n, turn in enumerate(JSON_TURNS, 1) for key, said in turn.items()},
    "a text that is JSON": {"output": orjson.dumps({"turns": JSON_TURNS}).decode()},
    "a list of each part": {
        "questions": [q for q, _, _ in TWO],
        "thoughts": [t for _, t, _ in TWO],
        "answers": [a for _, _, a in TWO],
    },
    "rows of a prompt and its completion": [{"prompt": q, "thinking": t, "completion": a} for q, t, a in TWO],
    "rows of an instruction": [{"instruction": q, "reasoning": t, "output": a} for q, t, a in TWO],
    "rows of letters": [{"Q": q, "T": t, "A": a} for q, t, a in TWO],
    "speakers": {
        "conversations": [
            row
            for q, t, a in TWO
            for row in (
                {"from": "human", "value": q},
                {"from": "gpt", "value": f"**Thought Process:**\n{t}\n\n**Answer:**\n{a}"},
            )
        ]
    },
    "steps and objects": [
        {"question": {"text": q, "kind": "fact"}, "thoughts": [{"step": 1, "text": t}], "answer": {"text": a, "n": 1}}
        for q, t, a in TWO
    ],
    "beside another list": {"required": ["turns"], "turns": JSON_TURNS},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_turns_are_found_in_whatever_they_are_wrapped(shape: str) -> None:
    assert plain(orjson.dumps(SHAPES[shape]).decode()) == TWO


def test_objects_one_after_the_other_are_one_conversation() -> None:
    each = [orjson.dumps({"turns": [turn]}).decode() for turn in JSON_TURNS]
    assert plain("\n".join(each)) == TWO
    assert plain(f'{{"type": "object", "properties": {{"turns": {{}}}}}}\n{JSON_FORMS["the object"]}') == TWO
    assert plain(JSON_FORMS["the object"] * 2) == TWO


def test_two_conversations_that_differ_are_refused_unless_the_second_is_made_up() -> None:
    first = JSON_FORMS["the object"]
    other = first.replace("Because.", "Just so.")
    with pytest.raises(UnusableReply, match="conversations that differ"):
        turns(f"{first}\n\nA better one:\n{other}")
    assert plain(f"{first}<|im_end|>\n<|im_start|>user\nMore!<|im_end|>\n<|im_start|>assistant\n{other}") == TWO


def test_a_structured_text_that_is_never_closed_is_not_closed_for_it() -> None:
    with pytest.raises(UnusableReply):
        turns("{'turns': [{'question': 'What is it?', 'answer': 'It is this.'}, {'question': 'And?', 'answer': 'Be")


def test_line_ends_of_windows_in_a_structured_text_are_line_ends() -> None:
    told = JSON_FORMS["the object"].replace("Because.", "First.\\r\\n\\r\\nThen.")
    assert turns(told)[1].answer == "First.\n\nThen."


YAML = """\
turns:
  - question: "What is it?"
    thoughts: 'Chunk 1 says so.'
    answer: It is this.
  - question: |
      And why?
    thoughts: "Chunk 1 again."
    answer: "Because."
"""


@pytest.mark.parametrize("form", ["{}", "```yaml\n{}```", "---\n{}"])
def test_yaml_is_read_as_what_it_says(form: str) -> None:
    assert plain(form.format(YAML)) == TWO


def test_yaml_with_a_key_for_each_turn_is_read_too() -> None:
    rows = "".join(
        f'turn_{n}:\n  question: "{q}"\n  thoughts: "{t}"\n  answer: "{a}"\n' for n, (q, t, a) in enumerate(TWO, 1)
    )
    assert plain(rows) == TWO


@pytest.mark.parametrize("form", ['[[turns]]\nquestion = "{}"\nanswer = "{}"\n', 'question,answer\n"{}","{}"\n'])
def test_forms_that_nobody_asks_for_are_refused_as_what_they_are(form: str) -> None:
    with pytest.raises(UnusableReply, match="no label for a question"):
        turns("".join(form.format(q, a) for q, _, a in TWO))


def test_apostrophes_and_quotation_marks_within_a_text_between_apostrophes_stay() -> None:
    told = JSON_FORMS["the object"].replace('"', "'").replace("Because.", "It's \\'so\\', and \"so\" it is.")
    assert turns(told)[1].answer == "It's 'so', and \"so\" it is."
