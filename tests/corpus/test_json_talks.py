"""Talks with a model as programs export them are one text each: the branch that is shown, with who speaks."""

import json
from pathlib import Path
from typing import Any

import pytest
from corpus_makers import read_one, records

from openbook.records import Document

ASKED, TOLD = "How is a wet rope dried?", "Hang it up in the shade."
TALK = f"User: {ASKED}\n\nAssistant: {TOLD}"
WHEN = 1698913800.5


def node(own: str, parent: str | None, role: str = "", *parts: object, **more: object) -> dict[str, Any]:
    """A node of ChatGPT's export; without a role one that holds no message."""
    message = {
        "author": {"role": role, "name": None},
        "create_time": None,
        "content": {"content_type": "text", "parts": list(parts)},
        "metadata": {},
        **more,
    }
    return {"id": own, "parent": parent, "message": message if role else None}


def exported(*nodes: dict[str, Any], last: str = "d") -> dict[str, Any]:
    return {"title": "Ropes", "mapping": {one["id"]: one for one in nodes}, "current_node": last}


WAY = [node("a", None), node("b", "a", "system", ""), node("c", "b", "user", ASKED), node("d", "c", "assistant", TOLD)]
OTHER = [node("e", "c", "assistant", "Lay it in the sun for a while."), node("f", "e", "user", "Why is that?")]


@pytest.mark.parametrize("nodes", [[*WAY, *OTHER], [*OTHER, *WAY[::-1]]])
def test_the_branch_that_is_shown_is_read_and_others_are_said(nodes: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([exported(*nodes)]))
    document = read_one(tmp_path / "a.json")
    assert (document.title, document.text) == ("Ropes", TALK)
    assert [str(notice) for notice in document.notices] == ["messages of a talk are left out: 2 of other branches"]


def test_without_a_last_message_named_it_is_the_last_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"mapping": exported(*WAY, *OTHER)["mapping"]}))
    assert read_one(tmp_path / "a.json").text.endswith(
        "Assistant: Lay it in the sun for a while.\n\nUser: Why is that?"
    )


def test_messages_that_name_each_other_as_parents_end(tmp_path: Path) -> None:
    nodes = [node("a", "b", "user", ASKED), node("b", "a", "assistant", TOLD)]
    (tmp_path / "a.json").write_text(json.dumps(exported(*nodes, last="b")))
    assert read_one(tmp_path / "a.json").text == TALK


@pytest.mark.parametrize(
    ("content", "said", "notice"),
    [
        ({"content_type": "code", "language": "py", "text": "print(1)"}, "print(1)", ""),
        ({"content_type": "execution_output", "text": "1"}, "1", ""),
        (
            {"parts": [{"asset_pointer": "file:1"}, "This one?"]},
            "This one?",
            "1 at least in part, which is no plain text",
        ),
        ({"parts": [{"text": "Heard words."}, "And read ones."]}, "Heard words.And read ones.", ""),
        ({"parts": ["One.", "Two."]}, "One.\n\nTwo.", ""),
    ],
)
def test_what_is_said_may_stand_in_parts(content: object, said: str, notice: str, tmp_path: Path) -> None:
    nodes = [*WAY, node("e", "d", "user", "", content=content, create_time=WHEN)]
    (tmp_path / "a.json").write_text(json.dumps(exported(*nodes, last="e")))
    document = read_one(tmp_path / "a.json")
    assert document.text == f"{TALK}\n\n[2023-11-02 08:30 UTC] User: {said}"
    assert notice in str(document.notices)
    assert bool(notice) == bool(document.notices)


@pytest.mark.parametrize(
    ("content", "is_said"),
    [
        ({"content_type": "thoughts", "thoughts": [{"summary": "Of shade", "content": "The sun harms hemp."}]}, True),
        ({"content_type": "tether_browsing_display", "result": "The sun harms hemp and cotton."}, True),
        ({"content_type": "text", "parts": [["The sun harms hemp."]]}, True),
        ({"content_type": "text", "parts": [""]}, False),
        ({"content_type": "code", "language": "unknown", "text": ""}, False),
    ],
)
def test_a_message_whose_text_nobody_finds_is_said_to_be_left_out(
    content: object, is_said: bool, tmp_path: Path
) -> None:
    nodes = [*WAY[:3], node("x", "c", "assistant", content=content), node("d", "x", "assistant", TOLD)]
    (tmp_path / "a.json").write_text(json.dumps(exported(*nodes)))
    document = read_one(tmp_path / "a.json")
    assert document.text == TALK
    assert ("1 at least in part, which is no plain text" in str(document.notices)) == is_said


@pytest.mark.parametrize("flag", ["is_visually_hidden_from_conversation", "is_user_system_message"])
def test_what_no_page_shows_is_left_out_and_said(flag: str, tmp_path: Path) -> None:
    nodes = [
        node("x", None, "user", "The user likes hemp.", metadata={flag: True}),
        node("c", "x", "user", ASKED),
        WAY[3],
    ]
    (tmp_path / "a.json").write_text(json.dumps(exported(*nodes)))
    document = read_one(tmp_path / "a.json")
    assert document.text == TALK
    assert "1 that no page shows" in str(document.notices)


@pytest.mark.parametrize("parent", ["parentId", "parent_id", "parentUuid", "parent_message_uuid", "parentMessageId"])
@pytest.mark.parametrize("own", ["id", "uuid", "messageId"])
@pytest.mark.parametrize("last", ["current_node", "currentId", "current_leaf_message_uuid"])
def test_messages_in_a_list_may_name_their_parents_too(parent: str, own: str, last: str, tmp_path: Path) -> None:
    messages = [
        {own: "1", parent: "", "sender": "human", "text": ASKED},
        {own: "2", parent: "1", "sender": "assistant", "text": TOLD},
        {own: "3", parent: "1", "sender": "assistant", "text": "Lay it in the sun."},
    ]
    (tmp_path / "a.json").write_text(json.dumps([{"name": "Ropes", "chat_messages": messages, last: "2"}]))
    document = read_one(tmp_path / "a.json")
    assert document.text == TALK.replace("User", "Human")
    assert "1 of other branches" in str(document.notices)
    (tmp_path / "b.json").write_text(json.dumps([{"name": "Ropes", "chat_messages": messages}]))
    assert len(records(tmp_path / "b.json")) == 3


def test_messages_by_their_ids_are_a_talk_that_names_its_last_one(tmp_path: Path) -> None:
    held = {
        "1": {"parentId": None, "role": "user", "content": ASKED},
        "2": {"parentId": "1", "role": "assistant", "content": TOLD},
        "3": {"parentId": "1", "role": "assistant", "content": "Lay it in the sun."},
    }
    (tmp_path / "a.json").write_text(json.dumps({"chat": {"history": {"messages": held, "currentId": "2"}}}))
    assert read_one(tmp_path / "a.json").text == TALK


def test_nodes_may_be_messages_themselves(tmp_path: Path) -> None:
    held = {
        "1": {"parentId": None, "role": "user", "message": ASKED},
        "2": {"parentId": "1", "role": "assistant", "message": [TOLD]},
    }
    (tmp_path / "a.json").write_text(json.dumps({"mapping": held, "currentId": "2"}))
    assert read_one(tmp_path / "a.json").text == TALK


def test_of_two_texts_of_a_message_the_one_that_is_not_read_is_said(tmp_path: Path) -> None:
    told = {"role": "assistant", "content": [{"type": "text", "text": TOLD}], "message": "Nobody reads this one."}
    (tmp_path / "a.json").write_text(json.dumps([MESSAGES[0], told]))
    document = read_one(tmp_path / "a.json")
    assert document.text == TALK
    assert "1 in 'message'" in str(document.notices)


MESSAGES = [{"role": "user", "content": ASKED}, {"role": "assistant", "content": TOLD}]


@pytest.mark.parametrize(
    "value",
    [
        MESSAGES,
        [MESSAGES],
        {"a": [MESSAGES]},
        [{"role": "user", "text": ASKED}, {"role": "assistant", "text": TOLD}],
        {"contents": [{"role": "user", "parts": [{"text": ASKED}]}, {"role": "assistant", "parts": [{"text": TOLD}]}]},
        [{"role": "user", "content": [{"type": "text", "text": ASKED}]}, MESSAGES[1]],
    ],
)
def test_messages_of_roles_are_a_talk_wherever_they_stand(value: object, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert read_one(tmp_path / "a.json").text == TALK


@pytest.mark.parametrize("lines", [MESSAGES, [MESSAGES]])
def test_messages_of_roles_are_a_talk_on_lines(lines: list[object], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines))
    assert read_one(tmp_path / "a.jsonl").text == TALK


@pytest.mark.parametrize("name", ["message_tree_id", "session_id", "dialog_id", "dialogue_id"])
def test_messages_of_several_talks_with_a_model_are_not_one(name: str, tmp_path: Path) -> None:
    parts = [{"role": role, "text": f"{ASKED} {at}", name: at // 2} for at, role in enumerate(["user", "bot"] * 2)]
    (tmp_path / "a.json").write_text(json.dumps(parts))
    assert len(records(tmp_path / "a.json")) == 4


@pytest.mark.parametrize(
    "role",
    ["assistant", "system", "developer", "tool", "function", "model", "gpt", "chatgpt", "bot", "ai", "observation",
     "function_call"],
)  # fmt: skip
@pytest.mark.parametrize("asking", ["user", "human", "prompter"])
def test_who_speaks_with_a_model_is_a_role(role: str, asking: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"role": asking, "text": ASKED}, {"role": role, "text": TOLD}]))
    assert read_one(tmp_path / "a.json").text == f"{asking.title()}: {ASKED}\n\n{role.capitalize()}: {TOLD}"


@pytest.mark.parametrize("roles", [["user", "user"], ["bot", "model"], ["user", "sailor"], ["user", ""]])
def test_records_whose_writers_are_no_model_and_its_user_stay_records(roles: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"role": role, "text": TOLD} for role in roles]))
    assert [record.text for record in records(tmp_path / "a.json") if isinstance(record, Document)] == [TOLD, TOLD]


@pytest.mark.parametrize(
    "name",
    ["history", "chat_history", "chatbot", "conversation", "conversations", "messages", "dialog", "dialogue", "turns"],
)
def test_pairs_of_what_is_asked_and_answered_are_one_text_and_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({name.title(): [[ASKED, TOLD], ["And in winter?", None]]}))
    document = read_one(tmp_path / "a.json")
    assert document.text == f"{ASKED}\n\n{TOLD}\n\nAnd in winter?"
    assert "2 pairs" in str(document.notices)


@pytest.mark.parametrize("value", [{"pairs": [[ASKED, TOLD]]}, {"history": [[ASKED, 3]]}, {"history": [[ASKED]]}])
def test_other_lists_of_pairs_are_no_talk(value: object, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert not any(isinstance(record, Document) for record in records(tmp_path / "a.json"))
