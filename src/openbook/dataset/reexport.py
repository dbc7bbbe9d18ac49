"""An output folder written again: other formats, another grouping or chat format, at no cost."""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from openbook.config import Config
from openbook.config.sections import FormName
from openbook.dataset.meta.export import export_meta
from openbook.dataset.stored import stored_drafts
from openbook.dataset.write import WrittenRecords, write_records
from openbook.records import Draft
from openbook.spool import Spool


def export_again(
    config: Config, formats: Iterable[FormName], advance: Callable[[], object], folder: Path | None = None
) -> WrittenRecords:
    """Write the stored drafts of `path.output_dir` in each format, and its meta-datagen rows where there are any.

    `config` is `stored_config(output)`, with whatever is to be otherwise. `advance` is called after each record;
    `folder` takes the formats in place of `export`. Raises PrerequisiteError where there are no drafts, or a template,
    a tokenizer or a library is missing.
    """
    output: Path = config.path.output_dir
    chosen = tuple(dict.fromkeys(formats))
    with TemporaryDirectory(prefix="openbook-export-") as work:
        drafts: Spool[Draft] = Spool(Path(work), stored_drafts(output))
        written = write_records(drafts, config, chosen, advance, main=False, folder=folder)
        drafts.close()
    written.exported += export_meta(config, chosen)
    return written
