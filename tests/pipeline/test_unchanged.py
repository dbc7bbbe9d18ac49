"""Files that a run would write as they are stay as they are, and are written where anything says otherwise."""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from whole_runs import Configured, data_files, run_quietly, serving

from openbook.blocks import here
from openbook.calls import Exchange, Message, Reply, Request, Usage
from openbook.codes import Code
from openbook.config import Config
from openbook.dataset.decisions import Decision, Decisions, key_of
from openbook.dataset.stored import stored_drafts
from openbook.fates import Fate
from openbook.llm.ledger import ledger_of
from openbook.pipeline import unchanged
from openbook.pipeline.phases import Journey
from openbook.pipeline.prepare import Prepared
from openbook.pipeline.unchanged import basis
from openbook.records import Chunk, Draft, Item, Passage, Rejected, Turn
from openbook.spool import Spool
from some import some

Written = dict[str, tuple[int, int]]


def written(output: Path) -> Written:
    """Return file numbers and times of the data files: what is written anew is another file."""
    states = ((name, (output / name).stat()) for name in data_files(output))
    return {name: (status.st_ino, status.st_mtime_ns) for name, status in states}


def told(output: Path) -> dict[str, Any]:
    """Return what run.json says beside how long it took and what was paid now."""
    said: dict[str, Any] = orjson.loads((output / "run.json").read_bytes())
    del said["timings"], said["spent"], said["counts"]["calls"]
    return said


@pytest.mark.whole
def test_a_second_run_writes_nothing_and_says_the_same(configured: Configured) -> None:
    sections: dict[str, Any] = {"export": {"formats": ["sharegpt"], "validation": 0.2}}
    (configured().path.input_dir / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    first = run_quietly(configured(**sections))
    output = first.output_dir
    said, made, wanted = told(output), written(output), data_files(output)
    second = run_quietly(configured(**sections))
    assert len(made) > 8
    assert written(output) == made
    assert data_files(output) == wanted
    assert told(output) == said
    assert (second.counts, second.reasons, second.files) == (first.counts, first.reasons, first.files)
    assert second.examples == first.examples != {}


@pytest.mark.whole
def test_so_does_one_that_replays_what_was_paid(configured: Configured) -> None:
    with serving() as server:
        output = run_quietly(configured(url=server.url)).output_dir
        made, wanted = written(output), data_files(output)
        run_quietly(configured(url=server.url))
    assert written(output) == made
    assert data_files(output) == wanted


def _deleted(output: Path) -> None:
    (output / "drafts.jsonl").unlink()


def _edited(output: Path) -> None:
    with (output / "axolotl_rag_conversations.jsonl").open("ab") as file:
        file.write(b"{}\n")


def _touched(output: Path) -> None:
    os.utime(output / "debug_outputs" / "rag_convs.yaml", ns=(1, 1))


def _left_there(output: Path) -> None:
    (output / "axolotl_rag_conversations_validation.jsonl").write_bytes(b"{}\n")


@pytest.mark.whole
@pytest.mark.one_in(2)
@pytest.mark.parametrize("change", [_deleted, _edited, _touched, _left_there])
def test_all_files_are_written_anew_where_one_is_not_as_it_was(
    configured: Configured, change: Callable[[Path], None]
) -> None:
    output = run_quietly(configured()).output_dir
    wanted, made = data_files(output), written(output)
    change(output)
    run_quietly(configured())
    assert data_files(output) == wanted
    again = written(output)
    assert all(again[name] != made[name] for name in some(made))
    run_quietly(configured())
    assert written(output) == again


@pytest.mark.whole
def test_what_a_reviewer_decides_is_written(configured: Configured) -> None:
    config = configured()
    output = run_quietly(config).output_dir
    draft, made = next(iter(stored_drafts(output))), written(output)
    with closing(Decisions(ledger_of(config))) as decisions:
        decisions.keep(Decision(key_of(draft), "ann", "reject", note="dull"))
    again = run_quietly(config)
    assert again.reasons["review", Code.TURNED_DOWN] == 1
    assert written(output)["rejected.jsonl"] != made["rejected.jsonl"]


CHUNK = Chunk("c1", "d1", "knots.md", 0, 9, "A bowline", ())
ITEM = Item("c1", (CHUNK,), "gold", (Passage("c1", "knots.md", "A bowline", 1, 0.0, is_gold=True),))
TURN = Turn("What is it?", "It says so.", "A knot.")


def exchange(said: str, *, replayed: bool = False) -> Exchange:
    reply = Reply(said, "stop", Usage(1, 1), 0.0 if replayed else 2.5, raw=b"{}", replayed=replayed)
    return Exchange(Request("judge", "small", "m", (Message("user", "Why?"),)), reply).as_told()


def journey(
    folder: Path,
    rejected: Sequence[Rejected] = (),
    chunks: Sequence[Chunk] = (CHUNK,),
    judged: Sequence[Any] = (Fate(CHUNK, CHUNK, exchange("Suitable")),),
    drafted: Sequence[Any] = (Fate(ITEM, Draft(ITEM, (TURN,))),),
) -> Journey:
    prepared = Prepared(Spool(folder, chunks), [0], Spool(folder, rejected), {}, ())
    return Journey(prepared, Spool(folder, judged), Spool(folder, drafted), (), None)


def based(folder: Path, *, config: Config | None = None, **parts: Any) -> str | None:
    given = config or Config.model_validate({"path": {"input_dir": folder / "in", "output_dir": folder / "out"}})
    return basis(journey(folder, **parts), given, here)


@pytest.mark.parametrize(
    "parts",
    [
        {"rejected": [Rejected("read", Code.EMPTY, "no text", "d2", "sails.pdf")]},
        {"chunks": [CHUNK, replace(CHUNK, id="c2")]},
        {"chunks": [replace(CHUNK, headings=("Knots",))]},
        {"judged": [Fate(CHUNK, CHUNK, exchange("Yes, suitable"))]},
        {"judged": [Fate(CHUNK, Rejected("judge", Code.UNSUITABLE, "an index", "c1", "knots.md"))]},
        {"drafted": [Fate(ITEM, Draft(ITEM, (replace(TURN, answer="A hitch."),)))]},
        {"drafted": [Fate(ITEM, None)]},
        {"drafted": [Fate(replace(ITEM, scenario="several"), Draft(ITEM, (TURN,)))]},
    ],
)
def test_everything_that_became_of_the_records_counts(tmp_path: Path, parts: dict[str, Any]) -> None:
    assert based(tmp_path) is not None
    assert based(tmp_path, **parts) != based(tmp_path)


def test_a_record_counts_for_its_own_list(tmp_path: Path) -> None:
    one, two = Fate(ITEM, None), Fate(replace(ITEM, id="c9"), None)
    assert based(tmp_path, judged=[one], drafted=[two]) != based(tmp_path, judged=[one, two], drafted=[])


def test_how_a_reply_came_does_not_count(tmp_path: Path) -> None:
    replayed = Fate(CHUNK, CHUNK, exchange("Suitable", replayed=True))
    assert based(tmp_path, judged=[replayed]) == based(tmp_path)


def test_the_config_and_the_files_that_it_names_count(tmp_path: Path) -> None:
    folder = tmp_path / "template"
    folder.mkdir()
    (folder / "chat_template.jinja").write_text("a")
    path = {"input_dir": tmp_path / "in", "output_dir": tmp_path / "out"}
    plain = Config.model_validate({"path": path, "system": {"template": str(folder)}})
    other = Config.model_validate({"path": path, "system": {"template": str(folder)}, "export": {"meta": True}})
    before = based(tmp_path, config=plain)
    assert before != based(tmp_path, config=other)
    assert before == based(tmp_path, config=plain)
    (folder / "chat_template.jinja").write_text("ab")
    assert before != based(tmp_path, config=plain)


def test_documents_and_what_was_written_do_not_count_by_themselves(tmp_path: Path) -> None:
    before = based(tmp_path)
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("a")
    assert based(tmp_path) == before


def test_the_libraries_that_write_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = based(tmp_path)
    monkeypatch.setattr(unchanged, "versions", lambda: {"jinja2": "99"})
    assert based(tmp_path) != before


def test_where_something_is_not_known_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = {"input_dir": tmp_path / "in", "output_dir": tmp_path / "out"}
    assert based(tmp_path, config=Config.model_validate({"path": path, "system": {"tokenizer": "org/model"}})) is None
    assert based(tmp_path, rejected=[Rejected("read", Code.EMPTY, "no text", "d2", "sails\udc80.pdf")]) is None
    monkeypatch.setattr(unchanged, "entry_points", lambda: ("another package's",))
    assert based(tmp_path) is None
