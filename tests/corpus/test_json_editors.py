"""Texts that editors keep in JSON as blocks or as nodes without types are one text, written as Markdown."""

import json
from pathlib import Path
from typing import Any

import pytest
from corpus_makers import read_one, records

from openbook.records import Document

SAID = "text stands in pieces: put together"
TABLE = "| a | b |\n| --- | --- |\n| c | d |"


def insert(text: object, **looks: object) -> dict[str, object]:
    """A piece of Quill."""
    return {"insert": text, "attributes": looks} if looks else {"insert": text}


def block(text: str, kind: str = "unstyled", depth: int = 0) -> dict[str, object]:
    """A block of Draft.js."""
    return {"text": text, "type": kind, "depth": depth}


def span(*texts: str, **more: object) -> dict[str, object]:
    """A block of Portable Text."""
    return {
        "_type": "block",
        "children": [{"_type": "span", "text": text} for text in texts],
        "style": "normal",
        **more,
    }


def rich(text: str, **more: object) -> list[dict[str, object]]:
    return [{"type": "text", "plain_text": text, **more}]


def part(kind: str, text: str = "", **more: object) -> dict[str, object]:
    """A block of Notion."""
    return {"object": "block", "type": kind, kind: {"rich_text": rich(text), **more}}


def piece(kind: str, **given: object) -> dict[str, object]:
    """A block of Editor.js."""
    return {"type": kind, "data": given}


def element(kind: str, *inner: Any, **more: object) -> dict[str, object]:
    """A node of Slate."""
    return {"type": kind, "children": [{"text": one} if isinstance(one, str) else one for one in inner], **more}


FORMS: list[tuple[object, str]] = [
    (
        {"ops": [insert("The rope is "), insert("dry", bold=True), insert(".\nIt is new.\n")]},
        "The rope is dry.\n\nIt is new.",
    ),
    ([insert("Ropes"), insert("\n", header=2), insert("Dry.\n")], "## Ropes\n\nDry."),
    (
        [insert("a"), insert("\n", list="bullet"), insert("b"), insert("\n", list="bullet", indent=1), insert("end\n")],
        "- a\n  - b\n\nend",
    ),
    ([insert("a"), insert("\n", list="ordered"), insert("b"), insert("\n", list="ordered")], "1. a\n2. b"),
    ([insert("a"), insert("\n", list="checked"), insert("b"), insert("\n", list="unchecked")], "- [x] a\n- [ ] b"),
    (
        [insert("make\n"), insert("", x=1), insert("all"), insert("\n", **{"code-block": "sh"})],
        "make\n\n```sh\nall\n```",
    ),
    (
        [insert("if a:"), insert("\n", **{"code-block": True}), insert("  b"), insert("\n", **{"code-block": True})],
        "```\nif a:\n  b\n```",
    ),
    ([insert("It is."), insert("\n", blockquote=True)], "> It is."),
    (
        [
            insert("4", strike=True),
            insert(" 5 ropes, "),
            insert({"formula": "x^2"}),
            insert({"image": "y"}),
            insert("\n"),
        ],
        "~~4~~ 5 ropes, $x^2$",
    ),
    ({"blocks": [block("Ropes", "header-two"), block("Dry.")], "entityMap": {}}, "## Ropes\n\nDry."),
    (
        {
            "blocks": [
                block("a", "ordered-list-item"),
                block("b", "unordered-list-item", 1),
                block("c", "ordered-list-item"),
                block("d"),
                block("e", "ordered-list-item"),
            ]
        },
        "1. a\n  - b\n2. c\n\nd\n\n1. e",
    ),
    ({"blocks": [block("if a:", "code-block"), block("  b", "code-block")]}, "```\nif a:\n  b\n```"),
    ({"blocks": [block(" ", "atomic"), block("It is.", "blockquote")]}, "> It is."),
    ([span("Ropes", style="h3"), span("The rope is ", "dry", ".")], "### Ropes\n\nThe rope is dry."),
    ([span("a", listItem="bullet", level=1), span("b", listItem="number", level=2)], "- a\n  1. b"),
    (
        [span("It is.", style="blockquote"), {"_type": "code", "code": "make", "language": "sh"}],
        "> It is.\n\n```sh\nmake\n```",
    ),
    ([{"_type": "block", "children": [{"_type": "span", "text": "4", "marks": ["strike-through"]}]}], "~~4~~"),
    ([part("heading_1", "Ropes"), part("paragraph", "Dry.")], "# Ropes\n\nDry."),
    ({"results": [part("toggle", "More", children=[part("paragraph", "Dry.")])]}, "More\n\nDry."),
    (
        [part("bulleted_list_item", "a", children=[part("numbered_list_item", "b")]), part("quote", "c")],
        "- a\n  1. b\n\n> c",
    ),
    (
        [part("to_do", "a", checked=True), part("to_do", "b"), part("code", "make", language="shell")],
        "- [x] a\n- [ ] b\n\n```shell\nmake\n```",
    ),
    (
        [
            part(
                "table",
                children=[{"type": "table_row", "table_row": {"cells": [*map(rich, row)]}} for row in ("ab", "cd")],
            ),
            part("paragraph", "Dry."),
        ],
        f"{TABLE}\n\nDry.",
    ),
    ([part("paragraph", "Dry."), {"type": "equation", "equation": {"expression": "x^2"}}], "Dry.\n\n$$x^2$$"),
    (
        [
            {
                "type": "paragraph",
                "paragraph": {
                    "text": [*rich("4", annotations={"strikethrough": True}), {"type": "equation", "plain_text": "y"}]
                },
            }
        ],
        "~~4~~$y$",
    ),
    ([{"type": "child_page", "child_page": {"title": "Of ropes"}}, part("paragraph", "Dry.")], "Of ropes\n\nDry."),
    (
        {"blocks": [piece("header", text="Ropes", level=2), piece("paragraph", text="Dry <b>and</b> new.")]},
        "## Ropes\n\nDry and new.",
    ),
    (
        {"blocks": [piece("list", style="ordered", items=["a", {"content": "b", "items": [{"content": "c"}]}])]},
        "1. a\n2. b\n  1. c",
    ),
    (
        {"blocks": [piece("list", style="unordered", items=["a"]), piece("quote", text="b", caption="Ina")]},
        "- a\n\n> b\n\nIna",
    ),
    (
        {"blocks": [piece("checklist", items=[{"text": "a", "checked": True}, {"text": "b", "checked": False}])]},
        "- [x] a\n- [ ] b",
    ),
    ({"blocks": [piece("list", style="checklist", items=[{"content": "a", "meta": {"checked": True}}])]}, "- [x] a"),
    (
        {"blocks": [piece("table", content=[["a", "b"], ["c", "d"]]), piece("code", code="make")]},
        f"{TABLE}\n\n```\nmake\n```",
    ),
    ({"blocks": [piece("warning", title="Note", message="It is wet.")]}, "Note\n\nIt is wet."),
    (
        [element("paragraph", "The rope is ", {"text": "dry", "bold": True}, "."), element("p", "It is new.")],
        "The rope is dry.\n\nIt is new.",
    ),
    ([{"children": [{"text": "The rope is "}, {"text": "dry"}, {"text": "."}]}], "The rope is dry."),
    (
        {"children": [element("heading-two", "Ropes"), element("h3", "Hemp"), element("p", "Dry.")]},
        "## Ropes\n\n### Hemp\n\nDry.",
    ),
    (
        [
            element("bulleted-list", element("list-item", "a")),
            element("ol", element("li", element("lic", "b")), element("li", "c")),
        ],
        "- a\n\n1. b\n2. c",
    ),
    (element("ul", element("li", "a"), element("li", "b")), "- a\n- b"),
    (
        [
            element(
                "code_block",
                element("code_line", "if a:"),
                element("code_line", ""),
                element("code_line", "  b"),
                lang="py",
            )
        ],
        "```py\nif a:\n\n  b\n```",
    ),
    (
        [
            element("p", "See ", element("a", "the quay", url="/q"), {"text": " not ", "strikethrough": True}, "now."),
            element("block-quote", "It is."),
        ],
        "See the quay ~~not~~ now.\n\n> It is.",
    ),
    ([element("table", *(element("tr", *(element("td", one) for one in row)) for row in ("ab", "cd")))], TABLE),
]


@pytest.mark.parametrize(("value", "wanted"), FORMS)
def test_a_text_of_an_editor_is_one_text_with_what_stands_around_it(value: object, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    document = read_one(tmp_path / "a.json")
    assert document.text == wanted
    assert [SAID in str(notice) for notice in document.notices if "HTML" not in str(notice)] == [True]
    (tmp_path / "b.json").write_text(json.dumps({"posts": [{"title": "Quay", "body": value, "id": 7}]}))
    document = read_one(tmp_path / "b.json")
    assert (document.title, document.text) == ("Quay", wanted)
    assert ("id", "7") in document.metadata


@pytest.mark.parametrize("write", [list, json.dumps])
def test_it_may_be_the_text_of_a_record_and_a_text_in_json(write: Any, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": write([insert("The rope is "), insert("dry.\n")]), "id": 7}))
    document = read_one(tmp_path / "a.jsonl")
    assert (document.text, document.metadata) == ("The rope is dry.", (("id", "7"),))


@pytest.mark.parametrize(
    "text", ['{"a": "The rope is dry."}', "[1, 2]", "{{ rope }}",
     '["The rope is dry."]', '{"ops": [{"insert": 1}', "{", "["]
)  # fmt: skip
def test_other_texts_that_look_like_json_stay_as_they_are(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": f"{text}"}))
    assert read_one(tmp_path / "a.jsonl").text == text


@pytest.mark.parametrize(
    "value",
    [
        {"blocks": [piece("image", caption="The quay.", alt="All the ropes of the quay"), piece("p", text="Dry.")]},
        [span("Dry."), {"_type": "image", "alt": "All the ropes of the quay"}],
        [part("paragraph", "Dry."), {"type": "x", "x": {"of": "All the ropes of the quay"}}],
        {"ops": [insert("Dry."), insert({"mention": {"note": "All the ropes of the quay"}})]},
        [element("p", "Dry."), element("img", "", alt="All the ropes of the quay")],
    ],
)
def test_what_is_none_of_the_text_is_said_to_be_left_out(value: object, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"page": {"body": value}}))
    assert "texts that are not under 'text' are not read: 1 in 'page.body" in str(read_one(tmp_path / "a.json").notices)


@pytest.mark.parametrize(
    "inner",
    [
        [{"text": "The rope is dry."}, {"text": "The quay is wet."}],
        [{"text": "The rope is dry.", "author": "Ina"}, {"text": "It is."}],
        [{"text": "The rope is dry.", "id": 1}, {"text": "It is.", "id": 2}],
        [{"text": "The rope is dry.", "type": "page"}, {"text": "It is.", "type": "page"}],
        [{"text": "The rope is dry.", "tags": []}, {"text": "It is.", "tags": ["a"]}],
    ],
)
@pytest.mark.parametrize("around", [{"type": "thread"}, {}])
def test_records_that_have_records_in_them_are_no_nodes(
    inner: list[Any], around: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{**around, "children": inner}]))
    found = [record.text for record in records(tmp_path / "a.json") if isinstance(record, Document)]
    assert found == [one["text"] for one in inner]


def test_an_object_with_a_title_is_no_node_without_a_type(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps([{"title": "Ropes", "children": [{"text": "The rope is "}, {"text": "dry."}]}])
    )
    assert len(records(tmp_path / "a.json")) == 2


END = "The rope at the end is dry."


@pytest.mark.parametrize("form", ["editor_js", "notion", "slate"])
def test_what_stands_deeper_than_anybody_looks_is_read_or_said(form: str, tmp_path: Path) -> None:
    inner: dict[str, Any] = {
        "editor_js": {"content": END},
        "notion": part("paragraph", END),
        "slate": element("p", END),
    }[form]
    for _ in range(70):
        if form == "editor_js":
            inner = {"content": "a", "items": [inner]}
        else:
            inner = part("quote", "a", children=[inner]) if form == "notion" else element("p", inner)
    (tmp_path / "a.json").write_text(
        json.dumps({"blocks": [piece("list", items=[inner])]} if form == "editor_js" else [inner])
    )
    found = records(tmp_path / "a.json")
    assert any(
        END in record.text or "not read" in str(record.notices) for record in found if isinstance(record, Document)
    )


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"ops": [insert("Dry."), insert("\n", list="ordered", indent=-1)]}, "1. Dry."),
        ({"ops": [insert("Dry."), insert("\n", list="bullet", indent="far")]}, "- Dry."),
        ({"ops": [insert("Dry."), insert("\n", list="ordered", indent=10**15)]}, f"{'  ' * 60}1. Dry.".strip()),
        ([span("Dry.", listItem="bullet", level="far")], "- Dry."),
        ([{"_type": "block", "children": [{"_type": "span", "text": "Dry.", "marks": 3}]}], "Dry."),
        ([element("p", "Dry.", content=[3])], "Dry."),
        ({"content": [3], "children": [element("p", "Dry.")]}, "Dry."),
    ],
)
def test_what_no_editor_writes_costs_no_text(value: object, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"page": value}))
    assert read_one(tmp_path / "a.json").text.strip() == wanted
