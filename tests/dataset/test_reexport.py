"""A finished output folder is written again in other formats, records and calls alike."""

import json
from pathlib import Path

import orjson
from drafts import config, draft, drafts
from test_meta import done, judged
from test_stored import store

from openbook.dataset.meta.rows import write_meta
from openbook.dataset.reexport import export_again
from openbook.dataset.stored import stored_config
from openbook.dataset.write import write_records
from openbook.file_names import META_FILE, RUN_FILE


def finished(folder: Path, **sections: object) -> None:
    settings = config(path={"output_dir": folder}, **sections)  # type: ignore[arg-type]
    given = [*drafts(5), draft("held", held_out=True)]
    store(folder, given)
    write_records(given, settings, ["axolotl", "trl"], lambda: None, main=True)
    (folder / RUN_FILE).write_bytes(orjson.dumps({"config": settings.redacted()}))


def test_an_export_from_the_folder_has_the_bytes_of_the_one_that_the_run_made(tmp_path: Path) -> None:
    finished(tmp_path, system={"template": "gemma", "num_items_per_group": 2})
    paths = sorted(path for path in (tmp_path / "export").rglob("*") if path.is_file())
    before = {path: path.read_bytes() for path in paths}
    for path in paths:
        path.unlink()
    written = export_again(stored_config(tmp_path), ["axolotl", "trl", "axolotl"], lambda: None)
    assert {path: path.read_bytes() for path in paths} == before
    assert written.records == 6
    assert [exported.format for exported in written.exported] == ["axolotl", "trl"]


def test_another_chat_format_needs_no_run(tmp_path: Path) -> None:
    finished(tmp_path)
    stored = stored_config(tmp_path)
    other = stored.model_copy(update={"system": stored.system.model_copy(update={"template": "llama3"})})
    records = (tmp_path / "axolotl_rag_conversations.jsonl").read_bytes()
    (exported,) = export_again(other, ["axolotl"], lambda: None).exported
    assert b"<|start_header_id|>" in (exported.folder / "train.jsonl").read_bytes()
    assert (tmp_path / "axolotl_rag_conversations.jsonl").read_bytes() == records


def test_calls_are_rows_of_the_same_formats_with_the_reply_trained(tmp_path: Path) -> None:
    finished(tmp_path)
    meta = config(meta_datagen={"do_meta_datagen": True})
    write_meta(tmp_path / META_FILE, meta, [judged("a"), judged("b")], [done("a"), done("c", prompt="go on")])
    exported = export_again(stored_config(tmp_path), ["axolotl", "openai", "trl"], lambda: None).exported[3:]
    assert [(e.format, e.rows) for e in exported] == [(name, {"train": 3}) for name in ("axolotl", "openai", "trl")]
    assert exported[0].folder == tmp_path / "export" / "meta-datagen" / "axolotl"
    assert all(checked.errors == 0 for e in exported for checked in e.checked)
    rows = [json.loads(line) for line in (exported[0].folder / "train.jsonl").read_bytes().splitlines()]
    assert ["".join(s["text"] for s in row["segments"] if s["label"]) for row in rows] == [
        "verdict a<|im_end|>",
        "verdict b<|im_end|>",
        "turns a<|im_end|>",
    ]
