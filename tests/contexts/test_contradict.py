"""Passages that contradict a chunk: one fact is changed, in its own form, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.contexts.contradict import contradicting, outdating
from openbook.contexts.in_passing import shortened
from openbook.contexts.text_versions import copy_of, dates, differ_in_a_fact, disputed, times, whole

FLAT = "The keeper of the harbour light walks up the tower every evening and lights the lamp."


@pytest.mark.parametrize(
    "text",
    [
        "The tower of the harbour light is 42 metres high and built of granite.",
        "The lamp has burned without a pause for 1,250 nights since the storm.",
        "A litre of the oil that it burns weighs about 0.92 kilograms when cold.",
        "The light was lit for the first time in 1893 before a crowd.",
        "Of the ships that pass the light about 80% are fishing boats by now.",
        "Der Turm des Leuchtfeuers ist rund 42 Meter hoch und aus Granit gebaut.",
        "这座灯塔的塔身高约42米，用花岗岩建成，至今仍在使用。",
    ],
)
def test_one_fact_changes_and_keeps_its_form(text: str) -> None:
    for seed in range(20):
        altered = contradicting(text, seed, "id")
        assert altered is not None
        assert altered.text == text.replace(altered.before, altered.after)
        assert altered.after not in text.split()
        assert ("." in altered.after) == ("." in altered.before)
        assert altered.after.replace(",", "").replace(".", "").isdigit()


def test_the_same_amount_in_another_unit_changes_with_it() -> None:
    for seed in range(20):
        altered = contradicting("From the pier to the light it is about 40 km (25 mi) along the coast.", seed, "id")
        assert altered is not None
        kilometres, miles = (int(number) for number in re.findall(r"\d+", altered.text))
        assert kilometres != 40
        assert miles == round(0.621371 * kilometres)


def test_a_new_year_keeps_its_place_among_the_others() -> None:
    text = "The light was planned in 1890 by the town. It was lit in 1893 before a crowd. It was moved in 1895 again."
    for seed in range(20):
        altered = contradicting(text, seed, "id")
        assert altered is not None
        years = [int(year) for year in re.findall(r"\d{4}", altered.text)]
        assert years == sorted(years)


@pytest.mark.parametrize(
    "text",
    [
        FLAT,
        "Short: 42 metres.",
        "```\nset the timeout of the harbour light to 42 seconds and wait.\n```",
        "| the tower of the harbour light | is 42 metres high. |",
        "See https://example.org/42 for more about the tower of the light.",
        "The option v1.4.2 of the harbour light is named retry-3 in x42 of the code.",
        "For example, a server with 12 workers takes all the requests that come in the morning.",
        "Set a value that your machine can hold, e.g. 64 of them for a small one.",
        "The tower is about 42 metres high. Whoever climbs these 42 metres of stairs is tired.",
        "The lamps of the light come out of store after 7, 13 or 17 years of service.",
        "The number of nights is at most n = 42 nights for a light of this class.",
        "The keeper answers with HTTP 404 errors and follows ISO 9001 rules in all of this.",
        "The discharge of the river at the light is about 2,290 m3 (81,000 cubes) in spring.",
        "The plan was adopted by 11 of the then 12 member towns around the bay.",
        "Is there a keeper of the light who has walked up the tower in 42 seconds?",
        "这座灯塔的塔身真的高约42米，用花岗岩建成，至今仍在使用吗？",
        "The light of the harbour was not moved to the other pier in 1893 by the town.",
        "Das Leuchtfeuer wurde nach 1893 keineswegs auf die andere Mole versetzt, es blieb nicht lange dunkel.",
        "这座灯塔于 1893年由镇上的居民重新点亮，没有移到另一座码头上去，至今仍在使用。",
        "这座灯塔位于99号公路的西侧，由镇上的居民用花岗岩建成，至今仍在使用。",
        "经过这座灯塔的渔船占全部船只的 6%至9%，由镇上的居民用花岗岩建成的码头停靠。",
        "The Seven Winters of the cape are the years from its first storm in 1756 to its last storm in 1763.",
        "Of the forty roofs of a village it took about 12 roofs in its north and later some 28 roofs on its shore.",
    ],
)
def test_what_is_no_fact_is_left_alone(text: str) -> None:
    assert contradicting(text, 0, "id") is None


def test_a_name_changes_where_there_is_no_figure_and_another_text_has_a_like() -> None:
    altered = contradicting(
        FLAT + " It was built by Ada Thorne long ago.", 0, "id", ["A mole was built by Carl Finch."]
    )
    assert altered is not None
    assert (altered.before, altered.after) == ("Ada Thorne", "Carl Finch")


def test_a_default_in_a_table_changes_and_keeps_its_unit() -> None:
    table = "| option | meaning | default |\n|---|---|---|\n| `wait` | How long it waits. | 30s |\n| `x` | Name. | - |"
    altered = contradicting(table, 0, "id")
    assert altered is not None
    assert (altered.before, altered.after != "30") == ("30", True)
    assert altered.text == table.replace("| 30s |", f"| {altered.after}s |")


def test_a_cell_of_another_column_is_an_example() -> None:
    table = "| option | meaning | value |\n|---|---|---|\n| `wait` | How long it waits. | 30s |\n| `x` | Name. | - |"
    assert contradicting(table, 0, "id") is None


def test_a_row_of_an_example_is_no_fact() -> None:
    table = '| IP | subnet | client |\n|---|---|---|\n| `"::a"` | `64` | `"::0"` |\n| `"::a"` | `96` | `"::b"` |'
    assert contradicting(table, 0, "id") is None


@pytest.mark.parametrize("text", [
    "The signal book of the lighthouse was first printed in 1975 in order to spare the keepers a long letter.",
    "Das Signalbuch des Leuchtturms wurde erst seit 1975 in der Stadt gedruckt und an die Schiffe verteilt.",
])  # fmt: skip
def test_a_year_before_a_word_that_is_also_a_unit_stays_a_year(text: str) -> None:
    for seed in range(10):
        altered = contradicting(text, seed, "id")
        assert altered is not None
        assert 1 < abs(int(altered.after) - 1975) < 10


@pytest.mark.parametrize(
    "text",
    ["灯塔于 1981年 由镇上的居民重新点亮，至今仍在使用。", "등대는 약 1981년 전부터 마을 사람들이 지켜 왔다고 합니다."],
)
def test_a_figure_of_a_year_with_its_sign_stays_a_year(text: str) -> None:
    for seed in range(10):
        altered = contradicting(text, seed, "id")
        assert altered is None or 1 < abs(int(altered.after) - 1981) < 10


@pytest.mark.parametrize(("year", "century"), [(1599, "sixteenth"), (1602, "seventeenth")])
def test_a_new_year_stays_in_its_century(year: int, century: str) -> None:
    text = f"The town had plans as early as the {century} century. The light was planned by its council in {year}."
    for seed in range(20):
        altered = contradicting(text, seed, "id")
        assert altered is not None
        assert (int(altered.after) - 1) // 100 == (year - 1) // 100


@pytest.mark.parametrize("said", ["It was never built by Ada Thorne at all.", "Was it really built by Ada Thorne?"])
def test_a_name_that_is_denied_or_asked_for_stays(said: str) -> None:
    assert contradicting(f"{FLAT} {said}", 0, "id", ["A mole was built by Carl Finch."]) is None


@given(st.integers(0, 50))
def test_an_older_amount_is_not_taken_for_a_year(seed: int) -> None:
    altered = outdating("As of 2004, an estimated 1538 ships pass the light of the cape every year.", seed, "id")
    assert altered is not None
    assert int(altered.after.split()[0]) < 1538 * 0.9


def test_an_older_state_has_an_older_year_and_another_figure() -> None:
    text = "As of 2019, the harbour light serves an estimated 3,400 ships a year. It is 42 metres high."
    altered = outdating(text, 0, "id")
    assert altered is not None
    assert "2019" not in altered.text
    assert "3,400" not in altered.text
    assert "42 metres" in altered.text
    assert max(dates(altered.text)) < "2019"


@pytest.mark.parametrize(
    "text", [FLAT, "In 1893 the light was lit by 12 men.", "As of 2019 the light is white and bright."]
)
def test_without_an_explicit_date_of_a_state_nothing_is_outdated(text: str) -> None:
    assert outdating(text, 0, "id") is None


def test_versions_of_a_page_differ_in_a_fact() -> None:
    one = "A tool may be kept for fourteen days by members, and for 21 days by the patrons of the library."
    assert differ_in_a_fact(one, one.replace("21", "28"))
    assert not differ_in_a_fact(one, one)
    assert not differ_in_a_fact(one, "Something else is said here about the 28 patrons of that library, isn't it.")


@given(st.text(max_size=400), st.integers(0, 3))
def test_any_text_can_be_looked_at(text: str, seed: int) -> None:
    for made in (contradicting(text, seed, "id"), outdating(text, seed, "id")):
        assert made is None or made.text != text


@pytest.mark.parametrize("source", ["guide/loans.md", "a.pdf, pp. 3-4", "notes", "rows.jsonl:12"])
def test_another_version_is_named_as_collections_name_versions_and_keeps_pages_and_lines(source: str) -> None:
    names = {copy_of(source, 0, f"id{n}") for n in range(200)}
    assert source not in names
    assert len(names) > 20
    assert all("(2)" not in name for name in names)
    ending = {"a.pdf, pp. 3-4": ", pp. 3-4", "rows.jsonl:12": ":12", "guide/loans.md": ".md"}.get(source, "")
    assert all(name.endswith(ending) for name in names)


def test_a_version_that_agrees_lacks_one_sentence_and_changes_none() -> None:
    text = f"{FLAT} The tower of the light is 42 metres high. It was built of granite, they say, by Ada Thorne."
    shorter = shortened(text, 0, "id")
    assert shorter == text.replace("The tower of the light is 42 metres high. ", "")
    assert shortened(FLAT, 0, "id") is None


@pytest.mark.parametrize(
    "lines", ["- red oil\n- white oil\n- soap", "| a | b |\n|---|---|\n| oil | 12 |\n| soap | 3 |"]
)
def test_without_sentences_to_spare_it_lacks_an_item_or_a_row(lines: str) -> None:
    text = f"{FLAT}\n\n{lines}\n\nThat is all."
    shorter = shortened(text, 0, "id")
    assert shorter is not None
    (gone,) = set(text.splitlines()) - set(shorter.splitlines())
    assert gone in lines
    assert shorter == text.replace(f"{gone}\n", "")
    assert shortened(text, 0, "id", frozenset(lines.splitlines())) is None


def test_two_versions_of_a_page_disagree_in_what_only_one_of_them_says() -> None:
    shared = " ".join(f"The keeper counts the {n} boats of the {n}th pier every evening." for n in range(9))
    row = "| `keep` | Whether the log of the night is kept. | true |"
    one = f"{shared}\n\n| option | meaning | default |\n|---|---|---|\n{row}\n| `fast` | Whether it is fast. | true |\n"
    other = one.replace(row, row.replace("true", "false"))
    assert disputed(one, other) == (row, row.replace("true", "false"))


def test_of_a_row_that_another_page_shows_the_two_rows_are_disputed() -> None:
    row = "| `keep` | Whether the log of the night is kept. | true |"
    one = f"{FLAT}\n\n| option | meaning | default |\n|---|---|---|\n{row}"
    other = f"Fish is sold at the pier. Boats leave it twice a day, but on Sundays.\n\n{row.replace('true', 'false')}\n"
    assert disputed(one, other) == (row, row.replace("true", "false"))


@given(text=st.text("12.,a_ é٣", max_size=14), fact=st.from_regex(r"[12a]([12a.,]?[12a])?", fullmatch=True))
def test_a_fact_is_counted_where_it_stands_whole(text: str, fact: str) -> None:
    assert times(fact, text) == len(whole(fact).findall(text))
