"""Small output folders to be looked at, with documents that would like to be more than text."""

import json
import re
import zlib
from base64 import b64decode
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson

from openbook.config import Config
from openbook.dataset.attempts_file import attempts_row
from openbook.dataset.stored import draft_row
from openbook.dataset.write import write_records
from openbook.fates import Drafted, Judged
from openbook.pipeline.debug import debug_files, drafted_entry, judged_entry
from openbook.pipeline.outputs import prepared_row
from openbook.records import Chunk, Citation, Draft, Item, Passage, Turn

HOSTILE = (
    '</script><script>document.title="taken"</script><!-- -->'
    '<img src=x onerror="document.title=1"> \x1b[31m \u202e &lt;'
)
"""What a document may hold that a page must not take for its own."""


def write_drafts(path: Path, drafts: Iterable[Draft]) -> None:
    """Write a line a draft, as a run does."""
    path.write_bytes(b"".join(orjson.dumps(draft_row(one)) + b"\n" for one in drafts))


def write_attempts(path: Path, drafted: Iterable[Drafted]) -> None:
    """Write a line an item, as a run does."""
    path.write_bytes(b"".join(orjson.dumps(attempts_row(one)) + b"\n" for one in drafted))


def write_debug(folder: Path, judged: Iterable[Judged], drafted: Iterable[Drafted]) -> list[Path]:
    """Write the three debug files, as a run does, and return their paths."""
    with debug_files(folder) as files:
        for entry in (*map(judged_entry, judged), *map(drafted_entry, drafted)):
            files.write(*entry)
    return files.paths


def draft(
    name: str, words: str = "", *, gold_at: int | None = 2, passages: int = 3, checks: Sequence[str] = ()
) -> Draft:
    """Return a draft whose second sentence is quoted, gold at a place of its context or nowhere."""
    quote = f"The {name} is kept by two wardens."
    text = f"On the {name}.\n{quote} {words}"
    gold = Chunk(f"id-{name}", "", f"{name}.md", 0, len(text), text)
    shown = tuple(
        Passage(gold.id, gold.source, text, n, 1.5, is_gold=True)
        if n == gold_at
        else Passage(f"id-lamp{n}", f"lamp{n}.md", f"Lamp {n} burns all night. {words}", n, 0.0, is_gold=False)
        for n in range(1, passages + 1)
    )
    citations = (Citation(gold_at, quote),) if gold_at else ()
    turns = tuple(
        Turn(
            f"Who keeps the {name} ({n})? {words}",
            f'Chunk {gold_at} says: "{quote}" {words}',
            "Two wardens.",
            citations,
        )
        for n in (1, 2)
    )
    return Draft(Item(gold.id, (gold,), "gold" if gold_at else "missing_recall", shown), turns, tuple(checks))


def write_folder(folder: Path, drafts: Sequence[Draft], refused: Iterable[Draft] = (), **sections: Any) -> Config:
    """Write an output folder with these drafts; of the refused ones only what a run keeps of them."""
    folder.mkdir(parents=True, exist_ok=True)
    values = {"api": {}, **sections, "path": {"output_dir": str(folder)}}
    config = Config.model_validate(values)
    refused = list(refused)
    written = write_records(drafts, config, (), lambda: None, main=True)
    write_drafts(folder / "drafts.jsonl", drafts)
    rows = [prepared_row(one.item) for one in (*drafts, *refused)]
    (folder / "rag_prepared_data.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    (folder / "rejected.jsonl").write_text("".join(json.dumps(_rejected(one)) + "\n" for one in refused))
    debug = folder / "debug_outputs"
    debug.mkdir()
    entries = [f"- id: {json.dumps(one.item.id)}\n  reply: {json.dumps(one.turns[0].answer)}\n" for one in refused]
    (debug / "rag_success_convs.yaml").write_text("".join(entries) or "[]\n")
    counts = {"records": written.records, "items": {"total": len(rows), "accepted": len(drafts)}}
    (folder / "run.json").write_text(json.dumps({"config": values, "counts": counts, "engine": "model"}))
    return config


def _rejected(refused: Draft) -> dict[str, str]:
    item = refused.item
    return {"kind": "rejected", "step": "verify", "code": "deixis", "detail": "It asks for “the text above”.",
            "id": item.id, "source": item.gold[0].source}  # fmt: skip


def unpacked(page: Path) -> dict[str, Any]:
    """Return the blocks of a page by name, as a browser unpacks them."""
    blocks = re.findall(rb'<script type="text/plain" id="([\w-]+)">([^<]*)</script>', page.read_bytes())
    return {name.decode(): orjson.loads(zlib.decompress(b64decode(block), -zlib.MAX_WBITS)) for name, block in blocks}
