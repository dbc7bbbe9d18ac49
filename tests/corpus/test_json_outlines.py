"""Guides and recipes in JSON: sections with titles, texts and steps are one text; records of their own stay records."""

import json
from pathlib import Path

import pytest
from corpus_makers import records

from growth import grows_linearly
from openbook.corpus.formats.json_outline import outline
from openbook.records import Document

PAINT, LIFT, CHECK = "Paint the hull before the first frost.", "Lift the boat into the lake.", "Check oars and ropes."
GUIDE = {
    "title": "Rowing",
    "chapters": [
        {"heading": "Autumn", "body": PAINT},
        {"heading": "Summer", "steps": [{"text": LIFT}, {"text": CHECK}]},
    ],
}
GUIDE_READ = f"# Rowing\n\n## Autumn\n\n{PAINT}\n\n## Summer\n\n1. {LIFT}\n2. {CHECK}"


def read(tmp_path: Path, value: object, name: str = "a.json") -> list[Document]:
    (tmp_path / name).write_text(json.dumps(value))
    return [record for record in records(tmp_path / name) if isinstance(record, Document)]


@pytest.mark.parametrize(
    ("name", "value"), [("a.json", GUIDE), ("a.jsonl", GUIDE), ("a.json", [GUIDE]), ("a.json", {"guide": GUIDE})]
)
def test_sections_with_texts_of_several_names_are_one_text(name: str, value: object, tmp_path: Path) -> None:
    [document] = read(tmp_path, value, name)
    assert document.text == GUIDE_READ
    assert "put together" in str(document.notices[0])


def test_a_recipe_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    part = {
        "name": "Dough",
        "id": 7,
        "rest": 1.50,
        "place": "cool room",
        "needs": ["flour", "2 eggs"],
        "steps": [LIFT, CHECK],
    }
    [document] = read(tmp_path, {"name": "Bread", "serves": 4, "description": PAINT, "sections": [part]})
    said = [
        f"# Bread\n\n{PAINT}\n\n## Dough",
        "rest: 1.5",
        "place: cool room",
        "needs: flour, 2 eggs",
        f"1. {LIFT}\n2. {CHECK}",
    ]
    assert document.text == "\n\n".join(said)
    assert document.metadata == (("name", "Bread"), ("serves", "4"))


def test_figures_of_a_part_are_as_they_are_written(tmp_path: Path) -> None:
    written = json.dumps({"title": "Tar", "sections": [{"title": "Mix", "version": 2, "body": PAINT}]})
    (tmp_path / "a.json").write_text(written.replace('"version": 2', '"version": 2.10'))
    [document] = records(tmp_path / "a.json")
    assert isinstance(document, Document)
    assert "version: 2.10" in document.text


@pytest.mark.parametrize("name", ["sections", "subsections", "chapters", "lessons", "steps"])
@pytest.mark.parametrize(
    "text", ["body", "content", "paragraph", "paragraphs", "description", "instruction", "instructions"]
)
def test_parts_and_their_texts_are_known_by_their_names(name: str, text: str) -> None:
    assert outline({name: [{"title": "Hull", text: PAINT}]}, "text") == f"## Hull\n\n{PAINT}"


def test_parts_that_have_their_text_under_the_key_are_records(tmp_path: Path) -> None:
    parts = [
        {"title": "Autumn", "text": PAINT, "description": "What to do in the autumn."},
        {"title": "Summer", "text": LIFT},
    ]
    assert [one.text for one in read(tmp_path, {"title": "Rowing", "sections": parts})] == [PAINT, LIFT]


@pytest.mark.parametrize(
    "value",
    [
        {"name": "build", "steps": [{"name": "Install", "run": "pip install -e . --no-deps --quiet"}]},
        {"title": "Rowing", "chapters": ["One", "Two"]},
        {"title": "Rowing", "pages": [{"title": "Hull", "body": PAINT}]},
    ],
)
def test_what_has_no_texts_in_parts_is_none(value: dict[str, object]) -> None:
    assert outline(value, "text") == ""


def nested(levels: int) -> dict[str, object]:
    value: dict[str, object] = {"title": "Level 0", "body": CHECK}
    for level in range(1, levels):
        value = {"title": f"Level {level}", "body": LIFT, "sections": [value]}
    return value


def test_parts_within_parts_are_read_to_the_last_or_said(tmp_path: Path) -> None:
    [whole] = read(tmp_path, nested(20))
    assert CHECK in whole.text
    assert whole.text.count(LIFT) == 19
    [some] = read(tmp_path, nested(90))
    assert CHECK in some.text
    assert "texts that are not under 'text' are not read" in str(some.notices)


def test_a_level_is_said_beside_its_part(tmp_path: Path) -> None:
    part = {"title": "Paddle", "level": "beginner", "type": "lesson", "body": LIFT}
    [document] = read(tmp_path, {"title": "Canoe", "sections": [part]})
    assert document.text == f"# Canoe\n\n## Paddle\n\nlevel: beginner\n\n{LIFT}"


def test_many_parts_take_linear_time() -> None:
    part = {"title": "Hull", "body": PAINT}
    assert grows_linearly(lambda count: outline({"sections": [part] * count}, "text"), 200_000)
