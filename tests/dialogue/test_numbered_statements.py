"""A text's statements have numbers, so that a model names one and need not copy it."""

import pytest

from openbook.dialogue.prompts.numbered import meant, numbered, statements, unnumbered

TEXT = """# The pump of the mill

It waits first, e.g. until the tank is full. Then it runs!
What follows was asked of Dr. Adler.

Its parts are of these materials:

- The seal is of rubber
- The housing
  is of brass. It is cast.

| Setting | Meaning | Default |
|:---|---|---:|
| `hold` | How long it waits. And why. | 40 |
| `quiet` | Whether it hums less. | no |

```yaml
hold: 40
quiet: no
```
泵先等待水箱装满。然后它开始运行。
"""
SAID = (
    "It waits first, e.g. until the tank is full.",
    "Then it runs!",
    "What follows was asked of Dr. Adler.",
    "- The seal is of rubber",
    "- The housing\n  is of brass.",
    "It is cast.",
    "| `hold` | How long it waits. And why. | 40 |",
    "| `quiet` | Whether it hums less. | no |",
    "```yaml\nhold: 40\nquiet: no\n```",
    "泵先等待水箱装满。",
    "然后它开始运行。",
)


def test_sentences_items_rows_and_code_are_statements_and_headings_and_column_names_are_none() -> None:
    assert statements(TEXT) == SAID


def test_a_number_stands_before_each_and_everything_else_stays() -> None:
    shown = numbered(TEXT)
    for number, one in enumerate(SAID, start=1):
        assert f"[{number}] {one}" in shown
        shown = shown.replace(f"[{number}] ", "")
    assert shown == TEXT


@pytest.mark.parametrize("text", ["Pump", "# The pump of the mill", "| Setting | Meaning |\n|---|---|"])
def test_a_text_without_any_is_one_itself(text: str) -> None:
    assert statements(text) == (text,)


def test_nothing_has_no_statement() -> None:
    assert statements(" \n") == ()


@pytest.mark.parametrize(
    ("number", "answer", "said"),
    [
        (7, "40 seconds", 7),
        (1, "Whether it hums less", 8),
        (4, "The housing is of brass", 5),
        (2, "Yes", 2),
        (0, "The seal is of rubber.", 4),
    ],
    ids=["the one that is named", "another has it", "another has more of it", "none has it", "there is no such number"],
)
def test_the_statement_meant_is_the_one_named_unless_another_has_clearly_more_of_the_answer(
    number: int, answer: str, said: int
) -> None:
    assert meant(SAID, number, answer) == SAID[said - 1]


def test_an_answer_of_no_statement_has_none() -> None:
    assert meant(SAID, 99, "A giraffe") == ""


def test_numbers_that_were_copied_go_and_those_of_the_text_itself_stay() -> None:
    assert unnumbered("[1] It waits first. [12] Then it runs!", TEXT) == "It waits first. Then it runs!"
    assert unnumbered("As said in [2], `row[1]` counts.", "It is so [2].") == "As said in [2], `row[1]` counts."
