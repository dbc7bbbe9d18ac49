"""Defaults in tables of settings are facts: they change, and another page shows their row in passing."""

from dataclasses import replace

import pytest
from simulated import chunk, simulator

from openbook.contexts.counterparts import Beside, Counterparts
from openbook.contexts.defaults import defaults, excerpt, rows
from openbook.contexts.repetition import Guard
from openbook.records import Chunk

HEAD = "| option | meaning | default |\n|---|---|---|"


def table(*rows: str) -> str:
    return "\n".join((HEAD, *rows))


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("| `wait` | How long it waits. | 30s |", "30"),
        ("| `wait` | How long it waits. | `1.5` |", "1.5"),
        ("| `keep` | Whether the log is kept. | false |", "false"),
        ("| `keep` | Whether the log is kept. | `true` |", "true"),
    ],
)
def test_a_figure_and_a_yes_or_no_in_the_column_of_defaults_is_one(row: str, value: str) -> None:
    text = f"Before it.\n\n{table(row, '| `x` | Name. | - |')}\n\nBehind it."
    (found,) = defaults(text)
    assert (found.value, found.row.text, found.row.head) == (value, row, HEAD)
    assert text[found.start :].startswith(value)


@pytest.mark.parametrize(
    "row",
    [
        "| `wait` | By default it waits a minute. | 60s |",
        "| `keep` | Default: the log is kept. | true |",
        "| `status` | What is answered. | 404 |",
        "| `wait` | How long it waits. | 0 |",
        "| `wait` | 30s | none |",
        "| 1 | the first | 30 |",
        "| `wait` | Short by a column. |",
    ],
)
def test_what_its_row_tells_again_names_a_standard_or_is_no_default_is_none(row: str) -> None:
    assert not list(defaults(table(row)))


def test_rows_that_begin_alike_and_rows_without_a_head_have_none() -> None:
    assert not list(defaults(table("| `wait` | one | 30 |", "| `wait` | two | 40 |")))
    assert not list(defaults("| `wait` | How long it waits. | 30 |\n| `keep` | Whether. | 40 |"))


def test_a_row_is_shown_below_its_head_and_the_name_of_its_page() -> None:
    page = chunk("pump-house.md", 0, table("| `wait` | How long it waits. | 30s |"))
    (row,) = rows(page.text)
    assert excerpt(row, page) == f"**pump house**\n\n{HEAD}\n{row.text}"
    assert not excerpt(row, chunk("a.md", 0, page.text))


def pages() -> list[Chunk]:
    """Pages of settings, and one on something else."""
    told = (
        "The tide comes twice a day to the harbour of the old town.\n\nBoats wait at the pier until it has come.\n\n"
        "Fish is sold from nine in the morning."
    )
    return [
        chunk("pump-house.md", 0, table("| `holdBack` | Whether water is held back at night. | false |")),
        chunk("harbour.md", 0, told),
    ]


def test_another_page_tells_a_changed_default_and_one_that_agrees() -> None:
    pump, harbour = pages()
    with simulator([pump, harbour]) as made:
        counterparts = Counterparts(made._candidates, Guard(0.3), 0)
        altered = counterparts.by_rule(pump, older=False)
        assert altered is not None
        told = counterparts.altered(pump, altered, "passing")
        echo = counterparts.echo(pump, Beside((pump,)))
    for passage, value in ((told, "true"), (echo, "false")):
        assert passage is not None
        assert (passage.source, passage.chunk_id) == ("harbour.md", f"{harbour.id}-altered")
        row = f"| `holdBack` | Whether water is held back at night. | {value} |"
        assert f"\n\n**pump house**\n\n{HEAD}\n{row}" in passage.text
        assert passage.text.startswith("The tide comes twice a day to the harbour of the old town.\n\n")


def test_a_page_that_has_the_value_of_another_setting_tells_a_changed_default_but_none_with_the_setting() -> None:
    pump, harbour = pages()
    for words, is_told in (("A false light was set.", True), ("A false holdBack was set.", False)):
        other = replace(harbour, text=f"{harbour.text}\n\n{words}")
        with simulator([pump, other]) as made:
            counterparts = Counterparts(made._candidates, Guard(0.3), 0)
            altered = counterparts.by_rule(pump, older=False)
            assert altered is not None
            assert (counterparts.altered(pump, altered, "passing") is not None) == is_told
