"""The page about an output folder."""

import re
from pathlib import Path

import orjson
import pytest

from openbook.dataset.decisions import Decision, Decisions, key_of
from openbook.errors import InputError
from openbook.report import write_report
from output_folders import HOSTILE, draft, unpacked, write_folder


def texts(blocks: dict[str, list[dict]]) -> list[list[list]]:
    """Return the texts of all records, passages put back, as (trained, text)."""
    passages = [row["text"] for n in range(len(blocks)) for row in blocks.get(f"passages-{n}", ())]
    records = [row for n in range(len(blocks)) for row in blocks.get(f"records-{n}", ())]
    return [
        [[trained, "".join(passages[p] if isinstance(p, int) else p for p in pieces)] for trained, pieces in text]
        for record in records
        for text in record["texts"]
    ]


def test_the_page_holds_the_records_to_the_letter(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft(f"tower{n}", gold_at=n % 3 + 1 if n % 4 else None) for n in range(90)])
    blocks = unpacked(write_report(tmp_path).path)
    rows = map(orjson.loads, (tmp_path / "axolotl_rag_conversations.jsonl").read_bytes().splitlines())
    assert texts(blocks) == [[[s["label"], s["text"]] for s in row["segments"]] for row in rows]


def test_a_passage_is_in_the_page_once_however_often_it_is_shown(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft(f"tower{n}") for n in range(20)])
    blocks = unpacked(write_report(tmp_path).path)
    assert len(blocks["passages-0"]) == 20 + 2


def test_the_page_connects_to_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower")])
    page = write_report(tmp_path).path.read_text()
    shell = re.sub(r'<script type="text/plain".*?</script>', "", page, flags=re.S)
    assert "default-src 'none'" in shell
    assert not re.findall(r"<(?:link|img|iframe)\b|\bsrc=|@import|url\(|fetch\(|XMLHttp", shell)
    assert set(re.findall(r"https?://[^\"' ]+", shell)) <= {"http://www.w3.org/2000/svg"}


def test_a_document_ends_no_script_and_opens_none(tmp_path: Path) -> None:
    plain, hostile = tmp_path / "plain", tmp_path / "hostile"
    write_folder(plain, [draft("tower")])
    write_folder(hostile, [draft("tower", HOSTILE)], refused=[draft("lantern", HOSTILE)])
    marks = [write_report(folder).path.read_bytes().count(b"<script") for folder in (plain, hostile)]
    assert marks[1] - marks[0] == 1, "one block more, of what was left out"
    assert HOSTILE in unpacked(hostile / "report.html")["passages-0"][0]["text"]


def test_what_was_refused_comes_with_its_context_and_the_last_reply(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower")], refused=[draft("lantern")])
    written = write_report(tmp_path)
    (row,) = unpacked(written.path)["left-0"]
    assert (row["code"], row["reply"], len(row["context"])) == ("deixis", "Two wardens.", 3)
    assert (written.records, written.left_out) == (1, 1)


def test_coverage_tells_what_became_of_each_item_of_a_document(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower")], refused=[draft("lantern")])
    with (tmp_path / "rag_prepared_data.jsonl").open("ab") as file:
        for source in ("tower.md, p. 3", "tower.md, pp. 3-4"):
            file.write(orjson.dumps({"_key": source, "metadata": source, "text": "x", "rag_chunks": []}) + b"\n")
    coverage = unpacked(write_report(tmp_path).path)["coverage"]
    assert coverage == [{"source": "tower.md", "items": "upp"}, {"source": "lantern.md", "items": "r"}]


def test_what_a_reviewer_turned_down_is_left_out_at_once_and_again_when_taken_back(tmp_path: Path) -> None:
    drafts = [draft("tower"), draft("hall")]
    write_folder(tmp_path, drafts)
    kept = Decisions(tmp_path / "openbook.db")
    kept.keep(Decision(key_of(drafts[0]), "Ada", "reject", (), "too vague"))
    blocks = unpacked(write_report(tmp_path).path)
    assert [row["id"] for row in blocks["records"]] == ["id-hall"]
    assert [(row["code"], row["id"]) for row in blocks["left"]] == [("turned_down", "id-tower")]
    assert [row["items"] for row in blocks["coverage"]] == ["r", "u"]
    kept.take_back(key_of(drafts[0]), "Ada")
    kept.close()
    assert len(unpacked(write_report(tmp_path).path)["records"]) == 2


def test_numbers_are_those_of_show(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft(f"tower{n}") for n in range(5)])
    assert [row["number"] for row in unpacked(write_report(tmp_path).path)["records"]] == [1, 2, 3, 4, 5]


def test_gold_and_trained_tokens_are_told_of_each_record(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower", gold_at=2), draft("hall", gold_at=None)])
    rows = {row["id"]: row for row in unpacked(write_report(tmp_path).path)["records"]}
    assert rows["id-tower"]["gold"] == [2]
    assert rows["id-hall"]["gold"] == []
    assert all(0 < row["trained"] < row["tokens"] for row in rows.values())


@pytest.mark.parametrize(
    "missing", ["drafts.jsonl", "rejected.jsonl", "debug_outputs/rag_success_convs.yaml", "small_model_tokens.json"]
)
def test_a_folder_that_lacks_a_file_has_a_page_too(tmp_path: Path, missing: str) -> None:
    write_folder(tmp_path, [draft("tower")], refused=[draft("lantern")])
    (tmp_path / missing).unlink(missing_ok=True)
    blocks = unpacked(write_report(tmp_path).path)
    assert len(blocks["records"]) == (missing != "drafts.jsonl")
    assert len(blocks["left"]) == (missing != "rejected.jsonl")


def test_the_page_goes_where_it_is_wanted(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", [draft("tower")])
    assert write_report(tmp_path / "out", tmp_path / "page.html").path == tmp_path / "page.html"
    assert not (tmp_path / "out" / "report.html").exists()


def test_the_same_folder_gives_the_same_page(tmp_path: Path) -> None:
    write_folder(tmp_path, [draft(f"tower{n}") for n in range(5)])
    assert write_report(tmp_path).path.read_bytes() == write_report(tmp_path, tmp_path / "b.html").path.read_bytes()


def test_a_folder_that_is_no_output_has_no_page(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"run\.json"):
        write_report(tmp_path)
    assert not list(tmp_path.iterdir())
