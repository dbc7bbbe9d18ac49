"""Texts that editors keep as trees of nodes in JSON are one text, written as Markdown; records stay records."""

import json
from pathlib import Path
from typing import Any

import pytest
from corpus_makers import read_one, records, settings

from openbook.corpus.read import read_file
from openbook.records import Document


def node(kind: str, *inner: Any, **more: object) -> dict[str, Any]:
    """A node with those in it; words are nodes of text."""
    parts = [{"type": "text", "text": one} if isinstance(one, str) else one for one in inner]
    return {"type": kind, "content": parts, **more} if parts else {"type": kind, **more}


def paragraph(*inner: Any) -> dict[str, Any]:
    return node("paragraph", *inner)


SAID = "text stands in pieces: put together"


@pytest.mark.parametrize(
    ("nodes", "wanted"),
    [
        ([paragraph("The rope is ", "dr", "y."), paragraph("It is new.")], "The rope is dry.\n\nIt is new."),
        ([node("heading", "Ropes", attrs={"level": 2}), paragraph("Dry.")], "## Ropes\n\nDry."),
        ([node("heading", "Ropes", tag="h3"), paragraph("Dry.")], "### Ropes\n\nDry."),
        ([node("heading", "Ropes"), paragraph("Dry.")], "# Ropes\n\nDry."),
        (
            [node("bulletList", node("listItem", *map(paragraph, "ab"), node("orderedList", node("listItem", "c"))))],
            "- a\n\n  b\n  1. c",
        ),
        ([node("list", node("listitem", "a", "b", node("list", node("listitem", "c"))))], "- ab\n  - c"),
        ([node("heading", "Ropes", attrs={"level": 0})], "# Ropes"),
        ([node("heading", "Ropes", attrs={"level": 9})], "###### Ropes"),
        ([node("heading", "Ropes", attrs={"level": "9" * 5000})], "# Ropes"),
        ([paragraph({"type": "text", "text": "Dry.", "marks": [{"type": []}]})], "Dry."),
        ([paragraph(node("Text"), node("Text", text={"a": "b"}), "Dry.")], "Dry."),
        ([node("list", node("listitem", "a"), node("listitem", "b"), listType="number")], "1. a\n2. b"),
        ([node("bullet_list", node("list_item", "a"), node("list_item", "b"))], "- a\n- b"),
        ([node("codeBlock", "make\n  all", attrs={"language": "sh"})], "```sh\nmake\n  all\n```"),
        ([node("code", "make")], "```\nmake\n```"),
        ([node("blockquote", paragraph("It is."), paragraph("Dry."))], "> It is.\n>\n> Dry."),
        ([node("quote", "It is.")], "> It is."),
        ([paragraph("a", node("hardBreak"), "b", node("linebreak"), "c", node("tab"), "d")], "a\nb\nc\td"),
        ([paragraph("a"), node("rule"), node("horizontalrule"), paragraph("b")], "a\n\nb"),
        ([paragraph(node("link", "the quay"), node("autolink", "/a"))], "the quay/a"),
        ([paragraph(node(kind, attrs={"text": "@Ina"}), " asks.") for kind in ("mention", "emoji", "status", "date")],
         "@Ina asks.\n\n@Ina asks.\n\n@Ina asks.\n\n@Ina asks."),
        ([paragraph(node("inlineCard", attrs={"url": "/q"})), node("x", attrs={"title": "Quay"})], "/q\n\nQuay"),
        (
            [node("table", *(node("row", *(node("cell", paragraph(one)) for one in row)) for row in ("ab", "cd")))],
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("names", ["content", "children"])
def test_a_tree_of_an_editor_is_one_text(names: str, nodes: list[Any], wanted: str, tmp_path: Path) -> None:
    written = json.dumps({"page": {"id": 7, "body": node("doc", *nodes)}}).replace('"content"', json.dumps(names))
    (tmp_path / "a.json").write_text(written)
    document = read_one(tmp_path / "a.json")
    assert document.text == wanted
    assert [SAID in str(notice) for notice in document.notices] == [True]


def test_a_tree_may_be_the_text_of_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": node("doc", paragraph("The rope ", "is dry.")), "id": 7}))
    [found] = read_file(tmp_path / "a.jsonl", "a.jsonl", settings().read, "body")
    assert isinstance(found, Document)
    assert (found.text, found.metadata) == ("The rope is dry.", (("id", "7"),))


def test_a_text_beside_nodes_hides_none_of_them(tmp_path: Path) -> None:
    value = {"text": "Of ropes.", "children": [{"type": "p", "children": [{"text": "The rope is dry."}]}]}
    (tmp_path / "a.json").write_text(json.dumps({"page": value}))
    [found] = read_file(tmp_path / "a.json", "a.json", settings().read, "body")
    assert isinstance(found, Document)
    assert found.text == "The rope is dry."


def test_what_a_tree_says_of_its_pictures_is_said_to_be_left_out(tmp_path: Path) -> None:
    picture = node("media", attrs={"alt": "The quay and its ropes in winter"})
    (tmp_path / "a.json").write_text(json.dumps(node("doc", paragraph("The rope is dry."), picture)))
    assert "1 in 'content.attrs.alt'" in str(read_one(tmp_path / "a.json").notices[0])


@pytest.mark.parametrize(
    "inner",
    [
        {"type": "article", "text": "The quay."},
        {"text": "The quay."},
        {"type": 3, "text": "The quay."},
    ],
)
def test_objects_with_texts_are_no_nodes(inner: object, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(node("list", inner, "The rope is dry.")))
    found = [record.text for record in records(tmp_path / "a.json") if isinstance(record, Document)]
    assert found == ["The quay.", "The rope is dry."]


def test_nodes_in_each_other_without_end_are_no_tree(tmp_path: Path) -> None:
    value = paragraph("The rope is dry.")
    for _ in range(70):
        value = node("block", value)
    (tmp_path / "a.json").write_text(json.dumps({"page": value}))
    assert read_one(tmp_path / "a.json").text == "The rope is dry."
