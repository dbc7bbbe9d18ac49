"""Fields of JSON that are a text together, and texts that no record holds: they are read, or it is said."""

import json
from pathlib import Path

import pytest
from corpus_makers import records

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


@pytest.mark.parametrize(
    "value",
    [
        {"pages": [TEXT], "authors": ["Ann Lee Moor", "R. Pell"], "tags": [{"name": "mills and weirs"}]},
        {**TEXT, "summary": LOST},
        {**TEXT, "sentences": [{"words": TEXT["text"]}]},
        {**TEXT, "files": ["https://mill.example/pictures/weir-of-1804.png"]},
        {"about": LOST, "log": [{"nick": who, "ts": 1, "text": "Is the key with you, miller?"} for who in "abab"]},
    ],
    ids=["names", "metadata", "parts of the text", "addresses", "what is said of a chat"],
)
def test_what_is_no_text_or_is_read_needs_no_notice(value: object, tmp_path: Path) -> None:
    assert not any("not read" in one for one in notices(read(tmp_path, value)))
