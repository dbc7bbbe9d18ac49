"""Chats in JSON: one text with its speakers, in the order in which they spoke; records of their own stay records."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from corpus_makers import read_one, records, settings

from openbook.corpus.formats.json_chat import BEGINNING
from openbook.corpus.read import read_file
from openbook.records import Document, Rejected
from some import some

WHO = ["Ina", "Per", "Ina", "Per"]
SAID = ["Has the sail come?", "The sailmaker is ill.", "And the blocks?", "They are here."]
TALK = [
    {"nick": who, "date": f"2023-11-02T08:1{at}", "text": text}
    for at, (who, text) in enumerate(zip(WHO, SAID, strict=True))
]
TOLD = "\n\n".join(f"[2023-11-02T08:1{at}] {who}: {text}" for at, (who, text) in enumerate(zip(WHO, SAID, strict=True)))
BARE = "\n\n".join(f"{who}: {text}" for who, text in zip(WHO, SAID, strict=True))


def on_lines(path: Path, values: Iterable[object]) -> Path:
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values))
    return path


@pytest.mark.parametrize("times", [1, BEGINNING])
def test_a_chat_with_a_message_a_line_is_one_text(times: int, tmp_path: Path) -> None:
    document = read_one(on_lines(tmp_path / "a.jsonl", TALK * times))
    assert document.source == "a.jsonl"
    assert document.text == "\n\n".join([TOLD] * times)
    assert [str(notice) for notice in document.notices] == [f"{4 * times:,} messages of a chat are read as one text"]


@pytest.mark.parametrize(
    "more",
    [
        {"title": "Sails"},
        {"headline": "Sails"},
        {"subject": "Sails"},
        {"url": "https://sail.example/1"},
        {"link": "https://sail.example/1"},
        {"permalink": "https://sail.example/1"},
        {"nick": "Ina"},
        {"date": None},
        {"text": "The sail has come. " * 30},
    ],
)
def test_lines_that_are_documents_of_their_own_stay_so(more: dict[str, object], tmp_path: Path) -> None:
    changed = [{name: one for name, one in (part | more).items() if one is not None} for part in TALK]
    found = records(on_lines(tmp_path / "a.jsonl", changed))
    assert [record.source for record in found] == [f"a.jsonl:{number}" for number in range(1, 5)]


@pytest.mark.parametrize(
    "name", ["channel", "channel_id", "conversation_id", "thread_id", "chat_id", "room", "room_id"]
)
def test_messages_of_several_talks_are_not_one(name: str, tmp_path: Path) -> None:
    parts = [part | {name: at // 2} for at, part in enumerate(TALK)]
    assert len(records(on_lines(tmp_path / "a.jsonl", parts))) == 4
    assert read_one(on_lines(tmp_path / "b.jsonl", [part | {name: 1} for part in TALK])).text == TOLD


def test_lines_of_many_writers_are_read_one_by_one_from_the_first_on(tmp_path: Path) -> None:
    parts = [TALK[0] | {"nick": f"guest {at}"} for at in range(BEGINNING + 2)]
    found = records(on_lines(tmp_path / "a.jsonl", parts))
    assert [record.source for record in found] == [f"a.jsonl:{number}" for number in range(1, BEGINNING + 3)]


def test_a_line_that_is_no_message_leaves_the_others_documents(tmp_path: Path) -> None:
    found = records(on_lines(tmp_path / "a.jsonl", [*TALK, {"text": "A page on blocks."}]))
    assert [record.text for record in found if isinstance(record, Document)] == [*SAID, "A page on blocks."]


@pytest.mark.parametrize("falling", [True, False])
@pytest.mark.parametrize("form", ["number", "day"])
def test_a_chat_that_begins_with_its_last_message_is_put_in_order(form: str, falling: bool, tmp_path: Path) -> None:
    parts = [
        {
            "sender_name": who,
            "timestamp_ms": 1698912000000 + at if form == "number" else TALK[at]["date"],
            "content": text,
        }
        for at, (who, text) in enumerate(zip(WHO, SAID, strict=True))
    ]
    wanted = TOLD
    if form == "number":
        wanted = "\n\n".join(f"[2023-11-02 08:00 UTC] {line}" for line in BARE.split("\n\n"))
    (tmp_path / "a.json").write_text(json.dumps({"messages": parts[::-1] if falling else parts}))
    assert read_one(tmp_path / "a.json").text == wanted
    (tmp_path / "b.json").write_text(json.dumps(parts[::-1] if falling else parts))
    assert read_one(tmp_path / "b.json").text == wanted


@pytest.mark.parametrize("unit", [1, 1000, 1_000_000, 1_000_000_000])
@pytest.mark.parametrize("write", [int, str, float])
def test_moments_that_are_counted_are_written_out(write: Callable[[int], object], unit: int, tmp_path: Path) -> None:
    parts = [part | {"date": write(1698913800 * unit)} for part in TALK]
    text = read_one(on_lines(tmp_path / "a.jsonl", parts)).text
    assert text == "\n\n".join(f"[2023-11-02 08:30 UTC] {line}" for line in BARE.split("\n\n"))


@pytest.mark.parametrize("when", [17, "17", 0, -5, 3.1e8, True])
def test_numbers_that_count_no_moments_are_no_times(when: object, tmp_path: Path) -> None:
    assert read_one(on_lines(tmp_path / "a.jsonl", [part | {"date": when} for part in TALK])).text == BARE


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_what_stands_beside_the_messages_of_a_talk_is_read_or_said(name: str, tmp_path: Path) -> None:
    """The same for a chat and for a conversation that is one by the names of its fields."""
    parts = [dict(part) for part in TALK]
    parts[0]["replies"] = [{"text": "It came on the early boat, says the carter."}]
    parts[1]["attached"] = [{"caption": "The loft of the sailmaker, seen from the quay."}]
    parts[2]["note"] = "Asked by Ina on her way to the yard."
    parts[3]["blocks"] = [{"of": ["They are here."]}]
    for key, said in some([("text", "text"), ("said", "content")]):
        talk = [{said if one == "text" else one: value for one, value in part.items()} for part in parts]
        talk[0]["replies"] = [{key: "It came on the early boat, says the carter."}]
        value = {"log": talk, "pages": [{key: "The loft was built last year."}]}
        if name == "a.jsonl" and key == "text":
            on_lines(tmp_path / name, talk)
        else:
            (tmp_path / name).write_text(json.dumps(value))
        found = list(read_file(tmp_path / name, name, settings().read, key))
        texts = [record.text for record in found if isinstance(record, Document)]
        assert texts[:2] == [TOLD, "It came on the early boat, says the carter."]
        assert texts[2:] == ([] if name == "a.jsonl" and key == "text" else ["The loft was built last year."])
        [told] = [str(one) for one in found[0].notices if "not read" in str(one)]
        assert "1 in" in told
        assert "attached.caption'" in told
        assert "note'" in told
        assert "blocks" not in told


def test_a_speaker_who_has_a_profile_is_called_by_its_name(tmp_path: Path) -> None:
    parts = [
        {"user": f"U0{who}", "user_profile": {"real_name": who}, "ts": f"16989{at}.2", "text": text}
        for at, (who, text) in enumerate(zip(WHO, SAID, strict=True))
    ]
    (tmp_path / "a.json").write_text(json.dumps(parts))
    assert read_one(tmp_path / "a.json").text == BARE


def test_a_text_that_was_encoded_twice_is_read_as_it_was_meant(tmp_path: Path) -> None:
    said = "Déjà ici, à côté du mât."
    on_lines(tmp_path / "a.jsonl", [{"text": said.encode().decode("latin-1")}, {"text": said}])
    first, second = records(tmp_path / "a.jsonl")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == second.text == said
    assert ["encoded as UTF-8 twice" in str(notice) for notice in first.notices] == [True]
    assert second.notices == ()


@pytest.mark.parametrize("lines", ["", "\n\n"])
def test_a_file_without_a_line_has_nothing_in_it(lines: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines)
    [record] = records(tmp_path / "a.jsonl")
    assert isinstance(record, Rejected)
    assert "nothing in it" in record.detail


def test_a_chat_of_slack_is_read_as_it_is_shown(tmp_path: Path) -> None:
    said = [
        "Morning <@U2>, see <https://x.org/a|the chart> &amp; wait.",
        "It is &lt;3 m, &gt;2, says <!here> <https://x.org/b>",
        "Ask <#C1|quay> or <#C2>, <!subteam^S1|@pilots>, <mailto:a@x.org|a@x.org>.",
        "Call <tel:123> or <@U3>, <@U4|bo> <!date^1^x|noon> `a &lt; b`.",
    ]
    told = [
        "Morning @Cy Dee, see the chart & wait.",
        "It is <3 m, >2, says @here https://x.org/b",
        "Ask #quay or #C2, @pilots, a@x.org.",
        "Call 123 or @U3, @bo noon `a < b`.",
    ]
    who = ["Ada Bo", "Cy Dee"]
    rows = [{"type": "message", "user": "U1", "text": "<@U1> has joined", "ts": "1698912.1"}] + [
        {
            "type": "message",
            "user": f"U{at % 2 + 1}",
            "text": text,
            "ts": f"169892{at}.2",
            "user_profile": {"name": "x", "display_name": "", "real_name": who[at % 2]},
        }
        for at, text in enumerate(said)
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    document = read_one(tmp_path / "a.json")
    lines = [f"{who[at % 2]}: {text}" for at, text in enumerate(told)]
    assert document.text.split("\n\n") == ["Ada Bo: @Ada Bo has joined", *lines]
    assert [str(notice) for notice in document.notices] == ["5 messages of a chat are read as one text"]
