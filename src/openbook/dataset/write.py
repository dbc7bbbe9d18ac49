"""Drafts → files: every record once through grouping, fitting and rendering, into all formats at the same time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from openbook import atomic
from openbook.blocks import Spreading, here
from openbook.config import Config
from openbook.config.sections import FormName
from openbook.dataclass import dataclass, field
from openbook.dataset.assemble import Groups, assemble, conversation, system_prompt
from openbook.dataset.decisions import reviewed
from openbook.dataset.fit import fitted
from openbook.dataset.lengths import Lengths
from openbook.dataset.lint import CODES, Checked, check_file
from openbook.dataset.meta.extras import load_extras
from openbook.dataset.render.chat import Chat, ChatMessage
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.rowfile import SPLITS
from openbook.dataset.rows_of import Rows, RowsOf, length_of
from openbook.dataset.token_counts import Encoder, EstimatedLengths, ruler
from openbook.errors import ConfigError, Problem
from openbook.file_names import RECORDS_FILE
from openbook.records import Conversation, Draft, Rejected

if TYPE_CHECKING:
    from openbook.dataset.form_folder import Exported, FormFolder

HELD_OUT_FILE = "axolotl_rag_conversations_validation.jsonl"
EXPORT = "export"
"""The folder of the formats, inside the output folder."""


@dataclass(slots=True)
class WrittenRecords:
    """All that was written, and what was not."""

    lengths: Lengths
    """Of the records, in tokens."""
    files: list[Path] = field(default_factory=list)
    """The records themselves."""
    records: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    """Records that were too long, and drafts that reviewers turned down."""
    exported: "list[Exported]" = field(default_factory=list)
    scenarios: Counter[str] = field(default_factory=Counter)
    """Records by scenario."""
    checked: list[Checked] = field(default_factory=list)
    """What the check of the records' own files found."""

    def add(self, part: Rows) -> None:
        """Take in the rows of some records."""
        self.rejected += part.rejected
        self.lengths.values.extend(part.lengths)
        for scenario, rows in part.records:
            self.records += rows
            self.scenarios[scenario] += rows > 0

    @property
    def notices(self) -> tuple[str, ...]:
        """What is wrong with the records, one sentence for each kind of defect."""
        return tuple(
            f"{count} of {checked.rows} records of {checked.path.name}: {CODES[code][1]} (`openbook check` says where)."
            for checked in self.checked
            for code, count in checked.counts.most_common()
        )


def check_writing(config: Config, formats: Iterable[FormName] | None = None) -> None:
    """Find out before anything is paid for whether records can be written: template, tokenizer, libraries, extras.

    `formats` are those of the config unless said otherwise.

    Raises ConfigError, InputError, MissingExtraError.
    """
    renderer = Renderer.from_config(config, exporting=True)
    measure = ruler(config)
    if names := tuple(config.export.formats if formats is None else formats):
        _check_forms(names, config, renderer, measure)
    load_extras(config)


def _check_forms(
    names: Iterable[FormName], config: Config, renderer: Renderer, measure: Encoder | EstimatedLengths
) -> None:
    from openbook.dataset.forms.form import RowTools
    from openbook.dataset.forms.parquet import schema
    from openbook.dataset.forms.table import form_of

    _places_are_known(names, config)
    tools = RowTools(renderer.layout, measure)
    nothing = Chat("", (ChatMessage("user", "Q", trained=False), ChatMessage("assistant", "A", trained=True)))
    for name in names:
        list(form_of(name).rows(nothing, tools))
        if form_of(name).train.endswith(".parquet"):
            schema()


def _places_are_known(names: Iterable[FormName], config: Config) -> None:
    """Raise ConfigError where a format has no place for the passages that `export.passages` names."""
    from openbook.dataset.forms.table import FORMS, form_of

    where = config.export.passages
    without = [name for name in names if where not in form_of(name).places]
    if without:
        others = ", ".join(name for name, form in FORMS.items() if where in form.places)
        message = f"found {where}, for which {', '.join(without)} has no place. These have: {others}."
        raise ConfigError([Problem("config", None, "export.passages", message)])


def chats(drafts: Sequence[Draft], config: Config) -> Iterator[tuple[Conversation, Chat]]:
    """Yield the records that the drafts make, as messages, without those that are too long or turned down in a review.

    Raises ConfigError and InputError where a template or a tokenizer is wrong.
    """
    renderer, measure = Renderer.from_config(config), ruler(config)
    kept, _ = reviewed(drafts, config)
    for result in fitted(assemble(kept, config), length_of(measure, renderer), config):
        if not isinstance(result, Rejected):
            yield result, renderer.chat(result)


def write_records(
    drafts: Sequence[Draft],
    config: Config,
    formats: Iterable[FormName],
    advance: Callable[[], object],
    *,
    main: bool,
    folder: Path | None = None,
    spread: Spreading = here,
) -> WrittenRecords:
    """Write the drafts, as their reviewers left them, as records.

    They go into the output folder (`main`), and in each format below `folder` (its `export`).

    `advance` is called after each record. Raises ConfigError and InputError where a template or a tokenizer is wrong,
    MissingExtraError for a format that needs a library.
    """
    renderer, measure = Renderer.from_config(config), ruler(config)
    formats = tuple(formats)
    if formats:
        _places_are_known(formats, config)
    as_ever = (config.export.passages, config.export.citations) == ("system", "quotes")
    placed = renderer if as_ever else Renderer.from_config(config, exporting=True)
    output = config.path.output_dir
    kept, rejected = reviewed(drafts, config)
    written = WrittenRecords(Lengths(measure.exact), rejected=rejected)
    lengths = written.lengths if placed is renderer else Lengths(measure.exact)
    length = length_of(measure, *dict.fromkeys((renderer, placed)))
    groups = Groups.of(kept, config.system, spread)
    rows = RowsOf(groups, config, renderer, placed, measure, length, main=main, chats=bool(formats))
    with ExitStack() as stack:
        records = _Records(output, stack) if main else None
        folders: list[FormFolder] = []
        if formats:
            folders = _form_folders(formats, folder or output / EXPORT, placed, measure, kept, config, stack)

        def took(part: Rows) -> None:
            written.add(part)
            lengths.values.extend(part.placed)
            if records:
                records.write(part.lines)
            for split, chat, result in part.chats:
                for form_folder in folders:
                    form_folder.write(split, chat, result, meta=config.export.meta)
            for _ in part.records:
                advance()

        spread(rows, len(groups), took)
    if records:
        written.files = records.finished()
        template = None if config.system.formats else config.system.template
        encoder = measure if isinstance(measure, Encoder) else None
        written.checked = [
            check_file(path, template=template, encoder=encoder, spread=spread) for path in written.files
        ]
    for form_folder in folders:
        written.exported.append(form_folder.finished(config, lengths, written.scenarios, most=config.export.max_tokens))
    return written


def _form_folders(
    formats: Iterable[FormName],
    folder: Path,
    renderer: Renderer,
    measure: Encoder | EstimatedLengths,
    drafts: Sequence[Draft],
    config: Config,
    stack: ExitStack,
) -> "list[FormFolder]":
    from openbook.dataset.form_folder import FormFolder
    from openbook.dataset.forms.form import RowTools
    from openbook.dataset.forms.table import form_of
    from openbook.dataset.pairs.others import Others

    others = stack.enter_context(closing(Others(config, drafts, renderer.chat)))
    tools = RowTools(renderer.layout, measure, others, config.export.max_tokens)
    return [FormFolder(form_of(name), folder / name, tools, stack) for name in formats]


def fitting(config: Config) -> Callable[[Draft], bool]:
    """Return what says whether a draft's record fits `export.max_tokens`, once all that can go is gone."""
    if config.export.max_tokens is None:
        return lambda _: True
    length = length_of(ruler(config), Renderer.from_config(config))

    def fits(draft: Draft) -> bool:
        alone = conversation((), draft, system_prompt(draft.item, config.system))
        return not any(isinstance(result, Rejected) for result in fitted([alone], length, config))

    return fits


class _Records:
    """The records file, which is always there, and that of the held-out ones where there are any."""

    def __init__(self, output: Path, stack: ExitStack) -> None:
        self._paths = {"train": output / RECORDS_FILE, "validation": output / HELD_OUT_FILE}
        self._stack = stack
        self._files = {"train": stack.enter_context(atomic.writer(self._paths["train"]))}

    def write(self, lines: Mapping[str, Iterable[bytes]]) -> None:
        for split, rows in lines.items():
            if split not in self._files:
                self._files[split] = self._stack.enter_context(atomic.writer(self._paths[split]))
            self._files[split].writelines(rows)

    def finished(self) -> list[Path]:
        for split in SPLITS:
            if split not in self._files:
                self._paths[split].unlink(missing_ok=True)
        return [self._paths[split] for split in self._files]
