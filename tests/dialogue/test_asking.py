"""Questions are asked first: of what a model writes only they are taken, and what is of no use is asked again."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from written import LOANS_CHUNK, asker, fate, item, scripted

from openbook.calls import Reply
from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.ask import Ask, questions_schema
from openbook.dialogue.prompts.numbered import statements
from openbook.llm.scripted import plain_reply
from openbook.records import Item, Rejected

BARE = item(LOANS_CHUNK, [])
TWO = [
    ("How long may a tool of the Brenfield library be kept?", "Fourteen days."),
    ("What does it cost to bring a drill back too late?", "One euro for each day."),
]
TEXT = "\n\n".join(f"**QUESTION:** {question}\n\n**ANSWER:** {answer}" for question, answer in TWO)
TURNS = [{"question": question, "answer": answer} for question, answer in TWO]
JSON = json.dumps({"turns": TURNS})
DRAFT = "**QUESTION:** What colour is the door of the library?\n\n**ANSWER:** Green."


def asked(replies: Sequence[str | Reply]) -> Item | Rejected:
    """What becomes of an item whose asking gets these replies, the last one again and again."""
    config = Config.model_validate({"api": {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1"}})
    large = asker(config, scripted([*replies, *replies[-1:] * 9]), "large")
    became: Item | Rejected = asyncio.run(fate(Ask(large), BARE, large.recorder)).became
    return became


def questions(*replies: str | Reply) -> list[tuple[str, str]]:
    became = asked(replies)
    assert isinstance(became, Item), became
    return [(one.text, one.reference_answer) for one in became.questions]


@pytest.mark.parametrize(
    "reply",
    [
        TEXT,
        JSON,
        f"```json\n{JSON}\n```",
        f"Here are two questions:\n\n{TEXT}\n\nLet me know if you need more!",
        f"<questions>\n{TEXT}\n</questions>",
        f"<|im_start|>assistant\n{JSON}<|im_end|>",
        f"{JSON}<|im_end|>\n<|im_start|>user\nNow about pirates!",
        f"<think>\nI could ask:\n{DRAFT}\nNo.</think>\n{TEXT}",
        f"<outline>\n{DRAFT}\n</outline>\n\n{JSON}",
        f"{DRAFT}\nHm, the text has no door.\n</think>\n\n{TEXT}",
        "\n".join(map(json.dumps, TURNS)),
        json.dumps({"questions": [{"Question": one["question"], "referenceAnswer": one["answer"]} for one in TURNS]}),
        TEXT.replace("**QUESTION:**", "Q:").replace("**ANSWER:**", "A:"),
    ],
)
def test_only_the_questions_are_taken_whatever_stands_around_them(reply: str) -> None:
    assert questions(reply) == TWO


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (plain_reply(f"{TEXT.split('Fourteen')[0]}Four", "content_filter"), "content_filter"),
        (plain_reply(f"{DRAFT}\n\n**QUESTION:** And", "length"), "cut off"),
        ("<think>\nI could ask:\n" + DRAFT, "reasoning"),
        (f"{TEXT}\n\nHuman: Now about pirates!", "further turn of a user"),
        (TEXT.replace("Fourteen days", "Fourteen <|fim_middle|> days"), "control mark"),
        ("I can't help with that.", "no label"),
        (TEXT.replace("Fourteen days", "Sixty days"), "figure 60"),
        (TEXT.replace(TWO[0][0], "How long may it be kept according to the text?"), "by itself"),
        (TEXT.replace(TWO[0][0], "A tool may be kept for fourteen days."), "asks nothing"),
        (TEXT.replace(TWO[1][0], TWO[0][0]), "asked already"),
        (TEXT.replace("Fourteen days.", "It is kept, a tool of the library of Brenfield."), "tells nothing"),
        (
            TEXT.replace("Fourteen days.", "Until Redis Sentinel has chosen another master node for its clients."),
            "text has not",
        ),
        (TEXT.replace("Fourteen days.", "Learn more about tools of the Brenfield library."), "says nothing"),
        (TEXT.replace("Fourteen days.", "[your answer]"), "placeholder"),
        (
            TEXT.replace(
                "Fourteen days.",
                "It names the product, place, person or event that the source, the title or the text names.",
            ),
            "prompt",
        ),
        (TEXT.replace("Fourteen days.", f"{'Whoever wants it may have it, as the rule says. ' * 10}"), "enough"),
    ],
)
def test_what_is_of_no_use_is_asked_again_and_says_why_in_the_end(reply: str | Reply, why: str) -> None:
    assert sorted(questions(reply, TEXT)) == sorted(TWO)
    became = asked([reply])
    assert isinstance(became, Rejected)
    assert became.step == "ask"
    assert why in became.detail.lower()
    assert became.code in (
        Code.UNUSABLE_REPLY,
        Code.DEIXIS,
        Code.NO_QUESTION,
        Code.DUPLICATE_QUESTION,
        Code.PROMPT_LEAK,
    )


def test_one_question_of_no_use_costs_itself_where_enough_are_left() -> None:
    hollow = "**QUESTION:** What is the tool library of Brenfield?\n\n**ANSWER:** The tool library of Brenfield."
    for reply in (
        f"{hollow}\n\n{TEXT}",
        f"{TEXT}\n\n{hollow}",
        TEXT.replace("\n\n**QUESTION:** What does", f"\n\n{hollow}\n\n**QUESTION:** What does"),
    ):
        assert questions(reply) == TWO
    assert questions(f"{hollow}\n\n{hollow}\n\n{TEXT}") == TWO


def test_what_is_good_of_a_reply_is_gone_on_with() -> None:
    good, other = NAMED
    bad = {**other, "answer": "It costs 77 euros."}
    config = Config.model_validate({"api": {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1"}})
    model = scripted([json.dumps({"turns": rows}) for rows in ([bad, good, bad], [good, other])])
    became = asyncio.run(Ask(asker(config, model, "large"))(BARE))
    assert isinstance(became, Item)
    assert [one.text for one in became.questions] == [good["question"], other["question"]]
    first, second = model.requests
    assert second.messages[: len(first.messages)] == first.messages
    said, go_on = second.messages[len(first.messages) :]
    assert json.loads(said.content) == {"turns": [good]}
    assert (said.role, go_on.role) == ("assistant", "user")
    assert second.schema is not None
    assert second.schema["properties"]["turns"]["minItems"] == 1
    assert second.schema["properties"]["turns"]["maxItems"] == 2


def test_what_is_gone_on_with_is_asked_no_further_time() -> None:
    became = asked([DRAFT])
    assert isinstance(became, Rejected)
    assert "asks what was asked already" in became.detail


def test_what_is_gone_on_with_has_the_form_of_a_reply_without_a_schema_too() -> None:
    config = Config.model_validate(
        {
            "api": {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1"},
            "generation": {"structured": "off"},
        }
    )
    one, other = (
        f"**QUESTION:** {row['question']}\n\n**STATEMENT:** {row['statement']}\n\n**ANSWER:** {row['answer']}"
        for row in NAMED
    )
    model = scripted([one, other])
    became = asyncio.run(Ask(asker(config, model, "large"))(BARE))
    assert isinstance(became, Item)
    assert [(row.text, row.quote) for row in became.questions] == [
        (row["question"], SAID[row["statement"] - 1]) for row in NAMED
    ]
    assert model.requests[1].messages[-2].content == one


NAMED = [{"statement": 1, **TURNS[0]}, {"statement": 3, **TURNS[1]}]
SAID = statements(LOANS_CHUNK.text)


@pytest.mark.parametrize(
    "form",
    [
        "**QUESTION:** {question}\n**STATEMENT:** {statement}\n**ANSWER:** {answer}",
        "- question: {question}\n- statement: [{statement}]\n- answer: {answer}",
        "**Question:** {question}\n\n**Answer:** {answer}\n\n   **Statement:** No. {statement}.",
    ],
)
def test_the_line_that_names_a_statement_is_no_part_of_question_or_answer(form: str) -> None:
    became = asked(["\n\n".join(form.format(**row) for row in NAMED)])
    assert isinstance(became, Item), became
    assert [(one.text, one.reference_answer, one.quote) for one in became.questions] == [
        (row["question"], row["answer"], SAID[row["statement"] - 1]) for row in NAMED
    ]


def test_a_schema_has_a_statement_chosen_before_the_answer_and_the_question_last() -> None:
    config = Config.model_validate({"api": {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1"}})
    model = scripted([JSON])
    asyncio.run(Ask(asker(config, model, "large"))(BARE))
    (request,) = model.requests
    assert request.schema is not None
    fields = request.schema["properties"]["turns"]["items"]["properties"]
    assert list(fields) == ["statement", "answer", "question"]
    assert fields["statement"]["enum"] == [1, 2, 3]
    assert f"[2] {SAID[1]} [3] {SAID[2]}" in request.messages[-1].content


@pytest.mark.parametrize(("count", "last"), [(1, 1), (8, 8), (9, 16), (16, 16), (200, 256), (257, 0)])
def test_long_texts_share_few_schemas_and_the_longest_list_no_numbers(count: int, last: int) -> None:
    schema = questions_schema(2, 3, count)
    numbers = schema["properties"]["turns"]["items"]["properties"]["statement"].get("enum", [])
    assert numbers == list(range(1, last + 1))


def test_a_prompt_of_ones_own_gets_the_text_without_numbers(tmp_path: Path) -> None:
    (tmp_path / "ask.yaml").write_text("- {role: user, content: 'Ask of this: {text}'}\n", encoding="utf-8")
    config = Config.model_validate(
        {
            "api": {"large_model": "writer", "large_base_url": "http://127.0.0.1:1/v1"},
            "path": {"prompts": str(tmp_path)},
        }
    )
    model = scripted([TEXT])
    asyncio.run(Ask(asker(config, model, "large"))(BARE))
    assert model.requests[0].messages[0].content.endswith(LOANS_CHUNK.text)


def test_the_statement_that_an_answer_follows_from_stays_with_its_question() -> None:
    became = asked([json.dumps({"turns": NAMED})])
    assert isinstance(became, Item)
    assert [one.quote for one in became.questions] == [SAID[0], SAID[2]]


@pytest.mark.parametrize("number", [1, 2, 9])
def test_a_wrong_number_is_put_right_where_another_statement_has_the_answer(number: int) -> None:
    became = asked([json.dumps({"turns": [NAMED[0], {**NAMED[1], "statement": number}]})])
    assert isinstance(became, Item)
    assert became.questions[1].quote == SAID[2]


def test_a_number_that_there_is_not_costs_an_answer_its_statement_and_no_more() -> None:
    free = {"statement": 9, "question": "Is a drill of the Brenfield library lent for nothing?", "answer": "So it is."}
    became = asked([json.dumps({"turns": [NAMED[0], free]})])
    assert isinstance(became, Item)
    assert [one.quote for one in became.questions] == [SAID[0], ""]


def test_numbers_that_are_copied_along_with_a_statement_are_taken_off() -> None:
    copied = {**NAMED[0], "answer": f"[1] {TURNS[0]['answer']}", "question": f"{TURNS[0]['question'][:-1]} [2]?"}
    became = asked([json.dumps({"turns": [copied, NAMED[1]]})])
    assert isinstance(became, Item)
    assert became.questions[0].reference_answer == TURNS[0]["answer"]
    assert "[" not in became.questions[0].text
