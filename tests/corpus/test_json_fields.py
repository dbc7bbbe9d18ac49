"""Fields of JSON that are a text together, and texts that no record holds: they are read, or it is said."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from corpus_makers import records, settings
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_linearly
from openbook.corpus.read import read_file
from openbook.records import Document, Rejected

TEXT = {"text": "The weir was raised in two winters."}
LOST = "The miller keeps the key of the sluice."


def read(tmp_path: Path, value: object, name: str = "a.json") -> list[Document | Rejected]:
    (tmp_path / name).write_text(json.dumps(value))
    return records(tmp_path / name)


def notices(found: list[Document | Rejected]) -> list[str]:
    return [str(notice) for record in found if isinstance(record, Document) for notice in record.notices]


@pytest.mark.parametrize("names", [("question", "answer"), ("term", "definition"), ("word", "definition"), ("q", "a")])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_two_fields_that_are_a_text_together_are_read_as_one(name: str, names: tuple[str, str], tmp_path: Path) -> None:
    first, second = names
    [record] = read(tmp_path, {first: "Head race", second: "Leads the water in.", "id": 3}, name)
    assert isinstance(record, Document)
    assert record.text == "Head race\n\nLeads the water in."
    assert record.metadata == (("id", "3"),)
    assert notices([record]) == [f"no 'text': {first!r} and {second!r} are read as the text (path.text_key)"]


def test_lists_of_other_fields_stand_beside_those_with_the_key(tmp_path: Path) -> None:
    found = read(tmp_path, {"pages": [TEXT], "faq": [{"question": "Who keeps the key?", "answer": LOST}]})
    texts = [record.text for record in found if isinstance(record, Document)]
    assert texts == [TEXT["text"], f"Who keeps the key?\n\n{LOST}"]


def test_two_fields_beside_a_longer_one_are_no_text(tmp_path: Path) -> None:
    [record] = read(tmp_path, {"question": "Who?", "answer": "He.", "context": LOST})
    assert isinstance(record, Rejected)
    assert "strings are under 'context'" in record.detail


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"pages": [TEXT], "notes": [{"body": LOST}]}, "notes.body"),
        ({"pages": [TEXT], "notes": [LOST]}, "notes"),
        ({"pages": [TEXT], "more": {"deep": {"notes": {"first": LOST}}}}, "more.deep.notes.first"),
        ({"pages": [TEXT], "notes": LOST}, "notes"),
        ({**TEXT, "notes": [{"body": LOST}]}, "notes.body"),
        ({**TEXT, "notes": ["水車は川のほとりに立っている。粉屋が鍵を持っている。"]}, "notes"),
        ([{**TEXT, "notes": [LOST]}], "notes"),
        ({**TEXT, "asked": [{"question": "Who keeps the key?", "answer": LOST}]}, "asked.answer"),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_texts_that_nobody_reads_are_said_once(name: str, value: object, place: str, tmp_path: Path) -> None:
    if name == "a.jsonl" and not (isinstance(value, dict) and "text" in value):
        name = "b.json"
    found = read(tmp_path, [value, value] if name == "b.json" else value, name)
    [told] = notices(found)
    assert "texts that are not under 'text' are not read" in told
    assert f"in {place!r}" in told
    assert found[0].source in (name, f"{name}:1")


PIECES = ["The sluice was new in that year.", "Its gate is of oak, and opens to the left."]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({**TEXT, "parts": [{"text": PIECES}]}, [TEXT["text"], "\n\n".join(PIECES)]),
        ({"text": PIECES, "parts": [{"text": PIECES[0]}, {"text": LOST}]}, ["\n\n".join(PIECES), LOST]),
        ({"text": None, "parts": [TEXT]}, [TEXT["text"]]),
        ({"text": "", "parts": [TEXT]}, [TEXT["text"]]),
        ({**TEXT, "talk": {"turns": [{"role": "miller", "content": LOST}]}}, [TEXT["text"], f"Miller: {LOST}"]),
        ({"turns": [{"role": "miller", "content": LOST}], "parts": [TEXT]}, [f"Miller: {LOST}", TEXT["text"]]),
    ],
    ids=["pieces within", "within pieces", "within none", "within an empty one", "a talk within", "beside a talk"],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_records_within_another_one_are_read_whatever_that_says(
    name: str, value: object, wanted: list[str], tmp_path: Path
) -> None:
    found = read(tmp_path, value, name)
    assert [record.text for record in found if isinstance(record, Document)] == wanted
    assert [one for one in notices(found) if "not read" in one] == []


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_records_within_others_are_read_however_deep_and_it_is_said_where_that_ends(name: str, tmp_path: Path) -> None:
    value: dict[str, object] = {"text": "The last one has no answer."}
    texts = [f"Answer {at} says that the weir leaks." for at in range(60)]
    for text in texts:
        value = {"text": text, "answers": [value]}
    found = read(tmp_path, value, name)
    told = [record.text for record in found if isinstance(record, Document)]
    assert told == texts[::-1][: len(told)]
    assert len(told) == 51
    assert any("more than 100 levels deep" in one for one in notices(found))


def test_a_key_beyond_ascii_is_known_as_it_is_written_in_ascii(tmp_path: Path) -> None:
    value = {"текст": "Плотина стоит у мельницы.", "ещё": [{"текст": "Её чинили две зимы."}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(value))
    found = read_file(tmp_path / "a.jsonl", "a.jsonl", settings().read, "текст")
    assert [record.text for record in found if isinstance(record, Document)] == [value["текст"], "Её чинили две зимы."]


def test_to_see_that_nothing_is_missing_takes_a_time_that_grows_with_the_text_only(tmp_path: Path) -> None:
    def look(count: int) -> None:
        said = [f"Sentence number {at} says what the miller did." for at in range(count)]
        read(tmp_path, {"text": " ".join(said), "sentences": [{"words": one} for one in said]})

    assert grows_linearly(look, 4000)


@pytest.mark.parametrize(
    "value",
    [
        {"pages": [TEXT], "authors": ["Ann Lee Moor", "R. Pell"], "tags": [{"name": "mills and weirs"}]},
        {**TEXT, "summary": LOST},
        {**TEXT, "sentences": [{"words": TEXT["text"]}]},
        {
            "text": "The weir &amp; the mill: it was raised.",
            "parts": [{"words": "The weir & the mill: it was raised."}],
        },
        {**TEXT, "files": ["https://mill.example/pictures/weir-of-1804.png"]},
        {"about": LOST, "log": [{"nick": who, "ts": 1, "text": "Is the key with you, miller?"} for who in "abab"]},
    ],
    ids=["names", "metadata", "parts of the text", "parts without entities", "addresses", "what is said of a chat"],
)
def test_what_is_no_text_or_is_read_needs_no_notice(value: object, tmp_path: Path) -> None:
    assert not any("not read" in one for one in notices(read(tmp_path, value)))


def _message(parts: tuple[str, object, str, str, object]) -> dict[str, object]:
    who, when, said, name, more = parts
    return {"user": who, "ts": when, name: more, "text": said}


WHO, WHEN = st.sampled_from(["ann", "bo"]), st.sampled_from([1, 1698912000, "2024-01-01 10:00"])
SENTENCES = st.integers(1, 10**6).map("The {} bags of the miller are gone.".format)
NAMES = st.sampled_from(
    ["text", "title", "content", "question", "answer", "children", "messages", "type", "note", "replies"]
)
VALUES = st.recursive(
    st.one_of(SENTENCES, st.sampled_from(["short", 3, None, True]), st.lists(SENTENCES, max_size=2)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(NAMES, inner, max_size=4),
        st.lists(st.tuples(WHO, WHEN, SENTENCES, NAMES, inner).map(_message), min_size=3, max_size=6),
    ),
    max_leaves=30,
)


def _sentences(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _sentences(one)
    elif isinstance(value, str) and value.startswith("The "):
        yield value


@given(
    value=st.one_of(st.lists(VALUES, min_size=1, max_size=4), st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
)
def test_no_sentence_is_lost_without_a_word(value: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("a.json", "a.jsonl"):
        found = read(tmp_path_factory.mktemp("json"), value, name)
        documents = [record for record in found if isinstance(record, Document)]
        parts = ((" ".join(one.text.split()), one.title, *(told for _, told in one.metadata)) for one in documents)
        read_of_it = "\n".join(chain.from_iterable(parts))
        is_said = len(documents) < len(found) or any("not read" in one for one in notices(found))
        assert is_said or all(sentence in read_of_it for sentence in _sentences(value))


@pytest.mark.parametrize("number", ["98765432109876543210987654321", "2.10", "0.12345678901234567", "7", "1.5", "2E7"])
@pytest.mark.parametrize("form", ["{}\n", "[{}]", '[{}, {{"text": "Lone half: \\ud800."}}]', "{} {}\n"])
def test_numbers_keep_their_figures(form: str, number: str, tmp_path: Path) -> None:
    value = f'{{"text": "The weir was raised.", "serial": {number}}}'
    (tmp_path / "a.jsonl").write_text(form.format(value, value))
    first = records(tmp_path / "a.jsonl")[0]
    assert isinstance(first, Document)
    assert first.metadata == (("serial", number),)
