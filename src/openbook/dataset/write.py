"""Drafts → files: every record once through grouping, fitting and rendering, into all formats at the same time."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openbook import atomic
from openbook.config import Config
from openbook.config.export import Format
from openbook.dataset.assemble import assemble
from openbook.dataset.card import card
from openbook.dataset.chat import Chat, ChatMessage
from openbook.dataset.fit import fitted
from openbook.dataset.formats import FORMS
from openbook.dataset.formats.axolotl import axolotl_row
from openbook.dataset.formats.form import Form, Situation, Tools
from openbook.dataset.formats.names import names
from openbook.dataset.formats.parquet import schema
from openbook.dataset.layout import ChatLayout
from openbook.dataset.lengths import Lengths
from openbook.dataset.lint import Checked, check_file
from openbook.dataset.meta_extras import load_extras
from openbook.dataset.render import Layout, Renderer
from openbook.dataset.rowfile import RowFile, row_file
from openbook.dataset.segments import Segment
from openbook.dataset.tokens import Encoder, Estimate, ruler
from openbook.records import Conversation, Draft, Rejected

RECORDS_FILE = "axolotl_rag_conversations.jsonl"
HELD_OUT_FILE = "axolotl_rag_conversations_validation.jsonl"
EXPORT = "export"
"""The folder of the formats, inside the output folder."""

SPLITS = ("train", "validation")


@dataclass(frozen=True, slots=True)
class Exported:
    """One format, written."""

    format: Format
    folder: Path
    files: tuple[Path, ...]
    rows: Mapping[str, int]
    """By split."""
    checked: tuple[Checked, ...]
    """What the check of each file of rows found."""

    def as_json(self) -> dict[str, Any]:
        """Return format, rows and the figures of the check, for run.json."""
        errors = sum(checked.errors for checked in self.checked)
        findings = sum((checked.counts for checked in self.checked), Counter[str]())
        return {"format": self.format, "rows": dict(self.rows), "errors": errors, "findings": dict(findings)}


@dataclass(slots=True)
class Written:
    """All that was written, and what was not."""

    lengths: Lengths
    """Of the records, in tokens."""
    files: list[Path] = field(default_factory=list)
    """The records themselves."""
    records: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    """Records that were too long."""
    exported: list[Exported] = field(default_factory=list)
    scenarios: Counter[str] = field(default_factory=Counter)
    """Records by scenario."""


def check_writing(config: Config) -> None:
    """Find out before anything is paid for whether records can be written: template, tokenizer, libraries, extras.

    Raises ConfigError, InputError, MissingExtraError.
    """
    renderer, measure = Renderer.from_config(config), ruler(config)
    encoder = measure if isinstance(measure, Encoder) else None
    nothing = Chat("", (ChatMessage("user", "Q", trained=False), ChatMessage("assistant", "A", trained=True)))
    for name in config.export.formats:
        list(FORMS[name].rows(nothing, Tools(renderer.layout, encoder)))
        if FORMS[name].train.endswith(".parquet"):
            schema()
    load_extras(config)


class Sink:
    """Takes chats for one format; a file appears for each split that has rows."""

    def __init__(self, form: Form, folder: Path, tools: Tools, stack: ExitStack) -> None:
        """Write into `folder`; the stack closes the files."""
        self.form = form
        self.folder = folder
        self.rows: Counter[str] = Counter()
        self._tools = tools
        self._stack = stack
        self._files: dict[str, RowFile] = {}

    def write(self, split: str, chat: Chat) -> None:
        """Write the rows of a chat."""
        for row in self.form.rows(chat, self._tools):
            if split not in self._files:
                self._files[split] = self._stack.enter_context(row_file(self.path(split)))
            self._files[split].write(row)
            self.rows[split] += 1

    def path(self, split: str) -> Path:
        """Return the file of a split."""
        return self.folder / (self.form.train if split == "train" else self.form.validation)


def write_records(
    drafts: Sequence[Draft], config: Config, formats: Iterable[Format], advance: Callable[[], object], *, main: bool
) -> Written:
    """Write the drafts as records into the output folder (`main`), and in each format below its `export`.

    `advance` is called after each record. Raises ConfigError and InputError where a template or a tokenizer is wrong,
    MissingExtraError for a format that needs a library.
    """
    renderer, measure = Renderer.from_config(config), ruler(config)
    output = config.path.output_dir
    written = Written(Lengths(measure.exact))
    with ExitStack() as stack:
        records = _Records(output, stack) if main else None
        sinks = _sinks(formats, output / EXPORT, renderer.layout, measure, stack)
        for result in fitted(assemble(drafts, config), _length(renderer, measure), config):
            if isinstance(result, Rejected):
                written.rejected.append(result)
                continue
            chat, split = renderer.chat(result), SPLITS[result.item.held_out]
            rows = [row for row in renderer.layout.rows(chat) if row]
            for row in rows:
                written.lengths.add(_tokens(row, measure))
                if records:
                    records.write(split, row)
            for sink in sinks if rows else ():
                sink.write(split, chat)
            written.records += len(rows)
            written.scenarios[result.item.scenario] += bool(rows)
            advance()
    if records:
        written.files = records.finished()
    for sink in sinks:
        written.exported.append(_finished(sink, config, renderer, measure, written))
    return written


class _Records:
    """The records file, which is always there, and that of the held-out ones where there are any."""

    def __init__(self, output: Path, stack: ExitStack) -> None:
        self._paths = {"train": output / RECORDS_FILE, "validation": output / HELD_OUT_FILE}
        self._stack = stack
        self._files = {"train": stack.enter_context(row_file(self._paths["train"]))}

    def write(self, split: str, row: Sequence[Segment]) -> None:
        if split not in self._files:
            self._files[split] = self._stack.enter_context(row_file(self._paths[split]))
        self._files[split].write(axolotl_row(row))

    def finished(self) -> list[Path]:
        for split in SPLITS:
            if split not in self._files:
                self._paths[split].unlink(missing_ok=True)
        return [self._paths[split] for split in self._files]


def _sinks(
    formats: Iterable[Format], folder: Path, layout: Layout, measure: Encoder | Estimate, stack: ExitStack
) -> list[Sink]:
    tools = Tools(layout, measure if isinstance(measure, Encoder) else None)
    return [Sink(FORMS[name], folder / name, tools, stack) for name in dict.fromkeys(formats)]


def _length(renderer: Renderer, measure: Encoder | Estimate) -> Callable[[Conversation], int]:
    def length(conversation: Conversation) -> int:
        return max((_tokens(row, measure) for row in renderer.rows(conversation)), default=0)

    return length


def _tokens(row: Sequence[Segment], measure: Encoder | Estimate) -> int:
    return measure.length("".join(segment.text for segment in row))


def _finished(
    sink: Sink, config: Config, renderer: Renderer, measure: Encoder | Estimate, written: Written
) -> Exported:
    """Write what goes beside the rows of a format, take away what an earlier export left, and check the rows."""
    form, layout = sink.form, renderer.layout
    for split in SPLITS:
        if not sink.rows[split]:
            sink.path(split).unlink(missing_ok=True)
    paths = {split: sink.path(split) for split in SPLITS if sink.rows[split]}
    if not paths:
        return Exported(form.name, sink.folder, (), dict(sink.rows), ())
    chat_layout = layout if isinstance(layout, ChatLayout) else None
    situation = Situation(
        names=names(config.system.template, own_formats=chat_layout is None),
        headers=chat_layout.headers if chat_layout else None,
        end=chat_layout.end if chat_layout else "",
        longest=written.lengths.longest,
        exact=written.lengths.exact,
        files={split: path.name for split, path in paths.items()},
    )
    beside = {**form.settings(situation), "README.md": card(form, situation, config, written.scenarios, sink.rows)}
    for name, text in beside.items():
        atomic.write_bytes(sink.folder / name, text.encode())
    template = config.system.template if chat_layout else None
    encoder = measure if isinstance(measure, Encoder) else None
    most = config.export.max_tokens
    checked = tuple(check_file(p, template=template, encoder=encoder, max_tokens=most) for p in paths.values())
    files = (*paths.values(), *(sink.folder / name for name in beside))
    return Exported(form.name, sink.folder, files, dict(sink.rows), checked)
