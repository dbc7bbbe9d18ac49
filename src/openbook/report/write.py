"""An output folder → report.html."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from openbook import atomic
from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.dataset.stored import stored_config
from openbook.file_names import DRAFTS_FILE
from openbook.pipeline.covering import COVERAGE_FILE
from openbook.records import Rejected
from openbook.report.left_out import ids_of_items, item_row, left_out, lines, prepared_rows
from openbook.report.overview import ItemFates, about
from openbook.report.packed_rows import Blocks, write_block
from openbook.report.page_records import shown_records, turned_down
from openbook.report.passages import PassageStore
from openbook.report.shell import opening, page_end
from openbook.text.sources import document_of

REPORT_FILE = "report.html"
LISTED = ("kind", "step", "code", "detail", "id", "source")
"""What lists and filters need of a row of rejected.jsonl."""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """The page."""

    path: Path
    records: int
    left_out: int


def write_report(output: Path, target: Path | None = None, advance: Callable[[], object] = lambda: None) -> WrittenPage:
    """Write one page about an output folder: into `target`, or report.html in the folder itself.

    Memory holds the lists and what was refused, not the records. `advance` is called after each record. Raises
    InputError where the folder is no output folder, OutputError where the page can't be written.
    """
    config = stored_config(output)
    path = target or output / REPORT_FILE
    with atomic.writer(path) as file:
        file.write(opening())
        written = _write_blocks(file, output, config, path, advance)
        file.write(page_end())
    return written


def _write_blocks(
    file: IO[bytes], output: Path, config: Config, path: Path, advance: Callable[[], object]
) -> WrittenPage:
    passages, records, rest = PassageStore(file), Blocks(file, "records"), Blocks(file, "left")
    listed: list[dict[str, Any]] = []
    refused: list[Rejected] = []
    if (output / DRAFTS_FILE).is_file():
        refused = turned_down(output, config)
        for shown in shown_records(output, config, passages):
            records.add(shown.row)
            listed.append(shown.listed)
            advance()
    gone = ids_of_items(output, refused)
    items = {row["_key"]: item_row(row, passages) for row in prepared_rows(output) if row.get("_key") in gone}
    listed_rest = []
    for row in left_out(output, refused, items):
        rest.add(row)
        listed_rest.append({key: row[key] for key in LISTED} | {"document": document_of(row["source"])})
    for blocks in (passages, records, rest):
        blocks.close()
    fates = {row["id"]: row["kind"] for row in listed_rest if row["id"] in gone}
    write_block(file, "records", listed)
    write_block(file, "left", listed_rest)
    write_block(file, "coverage", _coverage(output, (row["id"] for row in listed), fates))
    write_block(file, "headings", list(lines(output / COVERAGE_FILE)))
    write_block(file, "about", about(output, config))
    return WrittenPage(path, len(listed), len(listed_rest))


def _coverage(output: Path, used: Iterable[str], fates: dict[str, str]) -> list[dict[str, str]]:
    fates_of, in_records = ItemFates(), set(used)
    for row in prepared_rows(output):
        id_ = row.get("_key", "")
        fates_of.add(row["metadata"], "used" if id_ in in_records else fates.get(id_, "pending"))
    return fates_of.rows()
