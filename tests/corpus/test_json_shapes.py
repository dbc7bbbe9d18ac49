"""JSON as people write it: values over several lines, behind one another, in several lists, with HTML in them."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from corpus_makers import read_one, records

from openbook.codes import Code, Kind
from openbook.corpus.formats.json_records import JsonRecord
from openbook.corpus.formats.json_values import as_document
from openbook.records import Document, Rejected
from some import some

RECORDS = [{"text": f"Document {n} says that the ferry runs.", "meta": {"page": n}} for n in range(9)]
TEXTS = [record["text"] for record in RECORDS]


def texts(found: list[Document | Rejected]) -> list[str]:
    return [record.text for record in found if isinstance(record, Document)]


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(json.dumps(record, indent=2) for record in RECORDS),
        "\n\n".join(json.dumps(record, indent="\t") for record in RECORDS),
        ",\n".join(json.dumps(record, indent=2) for record in RECORDS),
        "".join(json.dumps(record) for record in RECORDS),
        " ".join(json.dumps(record) for record in RECORDS),
        "\n".join(map(json.dumps, RECORDS)),
        "\r\n".join(map(json.dumps, RECORDS)),
        "".join(f"\x1e{json.dumps(record)}\n" for record in RECORDS),
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=1),
        "\ufeff" + "\n".join(json.dumps(record, indent=2) for record in RECORDS),
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.jsonl.gz"])
def test_records_are_read_however_they_are_written(tmp_path: Path, name: str, content: str) -> None:
    blob = content.encode()
    (tmp_path / name).write_bytes(gzip.compress(blob) if name.endswith(".gz") else blob)
    assert texts(records(tmp_path / name)) == TEXTS


def test_values_over_several_lines_are_said_once_and_named_by_their_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(record, indent=2) for record in RECORDS))
    found = [record for record in records(tmp_path / "a.jsonl") if isinstance(record, Document)]
    assert [len(record.notices) for record in found] == [1] + [0] * 8
    assert found[0].notices[0].kind == Kind.OTHER_FORMAT
    assert [record.source for record in found[:2]] == ["a.jsonl:1", "a.jsonl:7"]


def test_a_bad_value_over_several_lines_costs_itself(tmp_path: Path) -> None:
    first, second, third = (json.dumps(record, indent=2) for record in RECORDS[:3])
    (tmp_path / "a.jsonl").write_text("\n".join([first, second.replace('"page": 1', '"page" 1'), third]))
    found = records(tmp_path / "a.jsonl")
    assert texts(found) == [TEXTS[0], TEXTS[2]]
    assert [record.source for record in found if isinstance(record, Rejected)] == ["a.jsonl:7"]


def test_a_line_that_is_cut_off_takes_no_other_along(tmp_path: Path) -> None:
    good = json.dumps(RECORDS[0])
    (tmp_path / "a.jsonl").write_text(f'{good}\n{{"text": "cut o\n{good}\n{good}\n{{"text": ["cut",')
    found = records(tmp_path / "a.jsonl")
    assert [record.source for record in found] == [f"a.jsonl:{n}" for n in range(1, 6)]
    assert [record.code for record in found if isinstance(record, Rejected)] == [Code.BROKEN_LINE] * 2


@pytest.mark.parametrize(
    "value",
    [
        {"train": RECORDS[:4], "test": RECORDS[4:]},
        {"data": {"items": RECORDS}},
        {record["text"]: record for record in RECORDS},
        [{"chapter": 1, "pages": RECORDS[:3]}, {"chapter": 2, "pages": RECORDS[3:]}],
        {"version": 1, "records": RECORDS, "authors": ["a", "b"]},
    ],
)
def test_all_records_of_all_lists_are_read(tmp_path: Path, value: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    found = records(tmp_path / "a.json")
    assert texts(found) == TEXTS
    assert [record.source for record in found] == [f"a.json:{n}" for n in range(1, 10)]


def test_a_record_by_its_name_without_a_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"a": RECORDS[0], "b": {"body": "x"}, "c": RECORDS[1]}))
    assert [type(record).__name__ for record in records(tmp_path / "a.json")] == ["Document", "Rejected", "Document"]


def test_which_list_a_record_stands_in_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"train": RECORDS[:1], "test": RECORDS[1:2]}))
    found = [record for record in records(tmp_path / "a.json") if isinstance(record, Document)]
    assert [record.metadata for record in found] == [(("list", "train"),), (("list", "test"),)]


def test_an_element_without_text_among_records_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([RECORDS[0], {"body": "x"}, 7, RECORDS[1]]))
    found = records(tmp_path / "a.json")
    assert [(type(record).__name__, record.source) for record in found] == [
        ("Document", "a.json:1"),
        ("Rejected", "a.json:2"),
        ("Rejected", "a.json:3"),
        ("Document", "a.json:4"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "<h2>Fähre</h2><p>Viermal <b>täglich</b> &amp; nachts.</p><script>track()</script>",
            "## Fähre\n\nViermal täglich & nachts.",
        ),
        ("Runs <em>four</em> times &mdash; daily", "Runs four times — daily"),
        ("Fish &amp; chips cost &pound;3", "Fish & chips cost £3"),
        ("one<br>two<br/>three</br>", "one\ntwo\nthree"),
        ("<!DOCTYPE html><html><body><p>One.</p><p>Two.</p></body></html>", "One.\n\nTwo."),
        ("<html><title>T</title><body><nav><a href='/'>Menu</a></nav><p>Main.</p></body></html>", "Main."),
        ("First.\n\n<p>Second.</p>\n\nThird.", "First.\n\nSecond.\n\nThird."),
    ],
)
def test_html_in_a_text_is_read_as_such_and_said(tmp_path: Path, text: str, wanted: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    [record] = records(tmp_path / "a.jsonl")
    assert isinstance(record, Document)
    assert record.text == wanted
    assert Kind.OTHER_FORMAT in [notice.kind for notice in record.notices]


def test_conversations_in_lists_of_a_file_are_read(tmp_path: Path) -> None:
    said = [
        [{"role": "user", "content": f"How deep is lock {n}?"}, {"role": "keeper", "content": "4 m."}] for n in (1, 2)
    ]
    (tmp_path / "a.json").write_text(json.dumps({"version": "2", "data": [{"messages": one} for one in said]}))
    assert texts(records(tmp_path / "a.json")) == [f"User: How deep is lock {n}?\n\nKeeper: 4 m." for n in (1, 2)]


def test_a_text_in_pieces_is_read_as_paragraphs_and_said(tmp_path: Path) -> None:
    pieces = ["The upper gate is of oak.", "The lower one, of larch, is newer."]
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": pieces}))
    [record] = records(tmp_path / "a.jsonl")
    assert isinstance(record, Document)
    assert record.text == "\n\n".join(pieces)
    assert ["read as paragraphs" in str(notice) for notice in record.notices] == [True]


@pytest.mark.parametrize("text", [["The", "upper", "gate"], ["The upper gate is of oak.", 7], [], {"a": "b"}])
def test_a_list_of_words_or_of_other_values_is_no_text(tmp_path: Path, text: object) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    [record] = records(tmp_path / "a.jsonl")
    assert isinstance(record, Rejected)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (
            {"title": "Lock", "parts": [{"name": "G", "lines": ["Oak and larch.", "Tarred twice."]}]},
            "'lines' (in 'parts')",
        ),
        ({"id": "a7", "page": {"body": {"plain": "The wheel turns to the left."}}}, "'plain' (in 'body')"),
        ({"author": "R. Pell", "story": "The wheel turns to the left."}, "'story', 'author'"),
    ],
)
def test_where_there_is_no_text_the_names_are_told_that_hold_most(tmp_path: Path, value: object, wanted: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    [record] = records(tmp_path / "a.json")
    assert isinstance(record, Rejected)
    assert f"strings are under {wanted}" in record.detail


def test_a_table_in_a_text_is_known_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": "| Berth   | Depth |\n|---------|-------|\n| North   | 3 m   |"})
    )
    [record] = records(tmp_path / "a.jsonl")
    assert isinstance(record, Document)
    assert (record.markup, record.text) == ("markdown", "| Berth | Depth |\n|---|---|\n| North | 3 m |")


@pytest.mark.parametrize(
    "text",
    [
        "a < b & c > d",
        "List<String> and Map<K, V>",
        "In HTML, &amp; stands for an ampersand.",
        "AT&T and R&D &c",
        "The <think> tag is the model's.",
        "Use <p> to begin a paragraph and <b> for bold.",
    ],
)
def test_what_only_looks_like_html_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    [record] = records(tmp_path / "a.jsonl")
    assert isinstance(record, Document)
    assert (record.text, record.notices) == (text, ())


TALK = [{"role": "user", "content": "When?"}, {"role": "assistant", "content": [{"type": "text", "text": "At six."}]}]
OTHER = [{"from": "human", "value": "Where?"}, {"from": "gpt", "value": "Here."}]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("a.jsonl", {"messages": TALK, "id": 7}, ["User: When?\n\nAssistant: At six."]),
        ("a.json", {"messages": TALK}, ["User: When?\n\nAssistant: At six."]),
        (
            "a.json",
            [{"conversations": OTHER}, {"x": TALK}],
            ["Human: Where?\n\nGpt: Here.", "User: When?\n\nAssistant: At six."],
        ),
        (
            "a.json",
            {"log": [{"user": "Ann", "text": "When?"}, {"user": "Bo", "text": "At six."}]},
            ["When?", "At six."],
        ),
        ("a.jsonl", {"messages": TALK, "other": TALK}, []),
        ("a.jsonl", {"messages": [{"role": "user"}]}, []),
    ],
)
def test_a_conversation_is_read_with_both_sides(tmp_path: Path, name: str, value: object, wanted: list[str]) -> None:
    (tmp_path / name).write_text(json.dumps(value))
    assert texts(records(tmp_path / name)) == wanted


@pytest.mark.parametrize(
    ("pieces", "wanted"),
    [
        (["Shut from ", {"type": "bold", "text": "nine"}, " on."], "Shut from nine on."),
        ([{"type": "text", "text": "Shut "}, {"type": "text", "text": "today."}], "Shut today."),
        ([{"text": "The gate is shut."}, {"image": "a.png"}, {"text": "It leaks."}], "The gate is shut.\n\nIt leaks."),
        ([{"plain_text": "Shut "}, {"plain_text": "today."}], "Shut today."),
        ([{"insert": "Shut "}, {"insert": "today.", "attributes": {"bold": True}}], "Shut today."),
        ([{"said": "Shut "}, {"said": "today."}], "Shut today."),
    ],
)
def test_pieces_of_a_text_are_put_together_and_that_is_said(pieces: object, wanted: str) -> None:
    found = as_document(JsonRecord.of({"said": pieces}, "said"), 1, "said")
    assert found.text == wanted
    [notice] = found.notices
    assert "stands in pieces" in str(notice)
    assert ("1 without text left out" in str(notice)) == ("image" in str(pieces))


SAID = ["Is the rope dry?", "Not yet.", "When will it be?", "At noon."]
WHO = ["Ada", "Bo", "Ada", "Bo"]
CHAT = [
    {"speaker": who, "time": f"10:0{at}", "text": text} for at, (who, text) in enumerate(zip(WHO, SAID, strict=True))
]
TOLD = "\n\n".join(f"[10:0{at}] {who}: {text}" for at, (who, text) in enumerate(zip(WHO, SAID, strict=True)))


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (CHAT, TOLD),
        ({"name": "Ropes", "messages": CHAT}, TOLD),
        ({"name": "Ropes", "messages": [{"date": "2024-05-01", "action": "joined", "text": ""}, *CHAT]}, TOLD),
        (
            [
                {"from": {"name": w}, "ts": f"17145{at}.5", "message": t}
                for at, (w, t) in enumerate(zip(WHO, SAID, strict=True))
            ],
            "\n\n".join(f"{who}: {text}" for who, text in zip(WHO, SAID, strict=True)),
        ),
        (
            [{"sender": w, "Date": "May", "text": [t, {"text": "!"}]} for w, t in zip(WHO, SAID, strict=True)],
            "\n\n".join(f"[May] {who}: {text}!" for who, text in zip(WHO, SAID, strict=True)),
        ),
    ],
    ids=["a list", "an export", "with a remark of the program", "seconds and names in objects", "texts in pieces"],
)
def test_a_chat_in_a_list_is_one_text_with_its_speakers_and_times(value: object, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    document = read_one(tmp_path / "a.json")
    assert document.text == wanted
    assert [str(notice) for notice in document.notices] == ["4 messages of a chat are read as one text"]
    assert ("name", "Ropes") in document.metadata or not isinstance(value, dict)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "On ropes"},
        {"text": "The rope is dry. " * 30},
        {"time": None},
        {"speaker": None},
        {"speaker": "Ada"},
    ],
    ids=["titles", "long texts", "no times", "no speakers", "one speaker"],
)
def test_what_is_no_chat_stays_a_list_of_records(change: dict[str, object], tmp_path: Path) -> None:
    changed = [{name: value for name, value in (part | change).items() if value is not None} for part in CHAT]
    (tmp_path / "a.json").write_text(json.dumps(changed))
    assert len(records(tmp_path / "a.json")) == 4


def test_records_of_as_many_writers_are_no_chat(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([part | {"speaker": f"guest {at}"} for at, part in enumerate(CHAT)]))
    assert len(records(tmp_path / "a.json")) == 4


DEEP = {
    "text": "The quay was built in three summers.",
    "built": {"by": {"text": "Its stones came over the water."}},
    "answers": [{"text": "In four, says my aunt.", "answers": [{"text": "She was not there.", "n": 2}]}, {"votes": 3}],
    "words": [{"text": "The quay"}, {"text": "three summers"}, {"text": "was built"}],
}
DEEPER = [DEEP["text"], "Its stones came over the water.", "In four, says my aunt.", "She was not there."]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a.json", DEEP),
        ("a.jsonl", DEEP),
        ("a.json", [DEEP]),
        ("a.json", {"first": DEEP, "other": {"text": "Gulls."}}),
    ],
    ids=["one", "on a line", "listed", "named"],
)
def test_texts_inside_of_what_has_a_text_are_read_unless_they_are_parts_of_it(
    name: str, value: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / name).write_text(json.dumps(value))
    found = records(tmp_path / name)
    texts = [document.text for document in found if isinstance(document, Document)]
    assert texts == [*DEEPER, *(["Gulls."] if "first" in value else [])]
    assert len(found) == len(texts)


def test_a_record_alone_in_its_file_has_no_number(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": "The quay.", "words": [{"text": "quay"}]}))
    assert [record.source for record in records(tmp_path / "a.json")] == ["a.json"]


WRITERS = (
    "user_profile",
    "role",
    "from",
    "speaker",
    "author",
    "sender",
    "sender_name",
    "user",
    "username",
    "user_name",
    "nick",
    "name",
)
CALLED = ("name", "real_name", "display_name", "username", "nickname", "login", "id")
WORDS = ("content", "value", "text", "message", "body", "utterance")
MOMENTS = (
    "time",
    "date",
    "datetime",
    "timestamp",
    "timestamp_ms",
    "ts",
    "created_at",
    "createdAt",
    "sent",
    "sent_at",
    "create_time",
)


@pytest.mark.parametrize("names", [WRITERS, MOMENTS, CALLED, WORDS], ids=["who", "when", "called", "what"])
def test_each_name_under_which_programs_say_who_when_and_what_is_known(names: Iterable[str], tmp_path: Path) -> None:
    wanted = "\n\n".join(f"{who}: {text}" for who, text in zip(WHO, SAID, strict=True))
    for name in some(names):
        chat = [
            {
                name if names is WRITERS else "from": {name: who} if names is CALLED else who,
                name if names is MOMENTS else "ts": 17145,
                name if names is WORDS else "text": text,
            }
            for who, text in zip(WHO, SAID, strict=True)
        ]
        (tmp_path / "a.json").write_text(json.dumps(chat))
        assert read_one(tmp_path / "a.json").text == wanted
