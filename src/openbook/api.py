"""What a program uses: reading, planning, making, checking and exporting data. The command line is built on it.

Nothing global is changed in the process that calls: no signal handlers, no loop policy, no garbage collector. A run
works on a thread of its own with an event loop of its own, so that a script, a notebook or a running loop can start it.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openbook import forms
from openbook.calls import Size
from openbook.config import Config
from openbook.config.sections import FormName
from openbook.contexts.layout import Showable
from openbook.contexts.layout import format_context as laid_out
from openbook.dataclass import dataclass
from openbook.errors import InputError
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.own_thread import InLoop, OnThread
from openbook.pipeline.progress import Progress
from openbook.records import Chunk, Document, Draft, Rejected

if TYPE_CHECKING:
    from openbook.dataset.form_folder import Exported
    from openbook.dataset.lint import Checked
    from openbook.dataset.render.chat import Chat
    from openbook.llm.model import Model
    from openbook.pipeline.look_ahead import Plan
    from openbook.pipeline.summary import Summary

AnyPath = str | PathLike[str]


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """One training record as messages."""

    chat: "Chat"
    """`messages` with `role`, `content`, `thoughts` and `trained`, in their order; the last one is trained."""
    scenario: str
    """The kind of context: `gold`, `missing_abstain`, …"""
    source: str
    """Where its gold chunk comes from."""
    gold: tuple[int, ...]
    """Places of the gold passages in the context, from 1; empty where none is shown."""
    held_out: bool
    """Whether it belongs to the validation split."""


@dataclass(frozen=True, slots=True)
class Result:
    """An output folder: what a run came to, and its records."""

    output: Path
    summary: "Summary | None" = None
    """Counts, reasons, notices and costs of the run just made; None for a folder that was loaded."""

    def config(self, overrides: Sequence[str] = ()) -> Config:
        """Return the config that made it, with `SECTION.KEY=VALUE` overrides. Raises InputError, ConfigError."""
        from openbook.dataset.stored import stored_config

        return stored_config(self.output, overrides)

    def drafts(self) -> Iterator[Draft]:
        """Yield the accepted drafts: items with their contexts, turns and citations. Raises InputError."""
        from openbook.dataset.stored import stored_drafts

        return stored_drafts(self.output)

    def records(self, overrides: Sequence[str] = ()) -> Iterator[TrainingRecord]:
        """Yield the training records in their order; `overrides` group or show them in another way."""
        from openbook.dataset.write import chats
        from openbook.spool import Spool

        config = self.config(overrides)
        with TemporaryDirectory(prefix="openbook-records-") as folder:
            drafts: Spool[Draft] = Spool(Path(folder), self.drafts())
            try:
                for conversation, chat in chats(drafts, config):
                    item = conversation.item
                    gold = tuple(passage.rank for passage in item.passages if passage.is_gold)
                    yield TrainingRecord(chat, item.scenario, item.gold[0].source, gold, item.held_out)
            finally:
                drafts.close()


def run(
    config: Config,
    *,
    model: "Model | Mapping[Size, Model] | None" = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Take the documents to training records in the output folder, going on where an earlier run stopped.

    `model` is any object with `async reply(request) -> Reply`, for both sizes or one for each: it takes the place of
    the config's servers, and what it says is remembered in the ledger. `limit` takes so many chunks only. Works inside
    of a running loop too (the loop then waits: there, use `arun`). Ctrl-C stops sending, keeps what comes home, and is
    raised again. Raises PrerequisiteError where something must be mended first.
    """
    switch = HaltSwitch()
    working = OnThread(lambda: _run(config, _by_size(model), limit, progress, switch))
    try:
        return working.wait()
    except KeyboardInterrupt:
        switch.pull("interrupted")
        working.wait()
        raise


async def arun(
    config: Config,
    *,
    model: "Model | Mapping[Size, Model] | None" = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Do what `run` does without blocking the loop; `model` is called in this loop.

    A cancellation stops sending, waits for what is in flight, and is raised again.
    """
    here = asyncio.get_running_loop()
    models: dict[Size, Model] = {size: InLoop(given, here) for size, given in _by_size(model).items()}
    switch = HaltSwitch()
    working = asyncio.ensure_future(
        asyncio.to_thread(lambda: _run(config, models, limit, progress, switch)),
    )
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        switch.pull("interrupted")
        with suppress(Exception):
            await working
        raise


def plan(config: Config, *, limit: int | None = None, progress: Progress | None = None) -> "Plan":
    """Say what a run would come to: counts, tokens, cost. Nothing is sent or written."""
    from openbook.pipeline.look_ahead import plan as look_ahead

    return OnThread(lambda: look_ahead(config, progress or Progress(), limit)).wait()


def read(path: AnyPath, config: Config | None = None) -> Iterator[Document | Rejected]:
    """Yield what is read of a file or a folder, on the disk or in storage: documents, and why others were left out.

    Raises InputError where there is no such file or folder, MissingExtraError where a format needs an extra.
    """
    from openbook.corpus.anywhere import read_anywhere

    yield from read_anywhere(str(path), config)


def chunk(
    document: Document | str, *, size: int = 4_000, overlap: int = 0, tokenizer: str | None = None
) -> list[Chunk]:
    """Return the chunks of a document, in order, of at most `size` characters, or tokens where there is a tokenizer.

    `tokenizer` is a tokenizer.json, a folder with one, or a name on the hub. `document.text[start:end]` is the text of
    a chunk.
    """
    from openbook.corpus.chunking.chunk import Chunker
    from openbook.corpus.chunking.measure import Tokenizer

    whole = Document("", "", document) if isinstance(document, str) else document
    return Chunker(size, overlap=overlap, tokenizer=Tokenizer(tokenizer) if tokenizer else None)(whole)


def load(output: AnyPath) -> Result:
    """Return the output folder of an earlier run. Raises InputError where it is none."""
    result = Result(Path(output))
    result.config()
    return result


def export(
    result: Result | AnyPath,
    forms: str | Iterable[str],
    folder: AnyPath | None = None,
    *,
    overrides: Sequence[str] = (),
    advance: Callable[[], object] = lambda: None,
) -> list["Exported"]:
    """Write the records in other forms, without a call, each into a folder of its own below `folder`.

    `folder` is the output folder's `export` unless said otherwise; `overrides` such as `system.template=llama3` group
    or show them in another way. Raises InputError for a form that there is not, MissingExtraError.
    """
    from openbook.dataset.reexport import export_again
    from openbook.dataset.stored import stored_config
    from openbook.dataset.write import check_writing

    output = result.output if isinstance(result, Result) else Path(result)
    names = known_forms([forms] if isinstance(forms, str) else forms)
    config = stored_config(output, overrides)
    check_writing(config, names)
    return export_again(config, names, advance, folder=Path(folder) if folder is not None else None).exported


def form_names() -> tuple[FormName, ...]:
    """Return the names of all forms that records can be written in."""
    return forms.form_names()


def known_forms(names: Iterable[str]) -> list[FormName]:
    """Return the forms of these names. Raises InputError for one that there is not, and says which there are."""
    known = {str(name): name for name in form_names()}
    chosen = [part.strip() for name in names for part in name.split(",") if part.strip()]
    wrong = [name for name in chosen if name not in known]
    if wrong:
        raise InputError(f"{wrong[0]}: there is no such form. There are {', '.join(known)}.")
    return [known[name] for name in chosen]


def row_files(path: AnyPath) -> list[Path]:
    """Return the files of training rows that a path names: itself, or those of an output folder and its exports.

    Raises InputError for a folder without any.
    """
    path = Path(path)
    if not path.is_dir():
        return [path]
    found = [*sorted(path.glob("axolotl_rag_conversations*.jsonl"))]
    found += [file for file in sorted(path.glob("export/*/*")) if file.suffix in (".jsonl", ".parquet")]
    if not found:
        raise InputError(f"{path}: there are no training rows in this folder. Name a file, or the output of a run.")
    return found


def check(
    file: AnyPath, *, template: str | None = None, tokenizer: str | None = None, max_tokens: int | None = None
) -> "Checked":
    """Look over a file of training rows, ours or somebody else's, for what would train the wrong tokens.

    Raises InputError where it can't be read, MissingExtraError for Parquet or a tokenizer.
    """
    from openbook.corpus.chunking.measure import Tokenizer
    from openbook.dataset.lint import check_file
    from openbook.dataset.token_counts import Encoder

    encoder = Encoder(Tokenizer(tokenizer)) if tokenizer else None
    return check_file(Path(file), template=template, encoder=encoder, max_tokens=max_tokens)


def format_context(passages: Iterable[Showable], *, template: str | None = None) -> str:
    """Return passages as a model was trained to see them: what a server puts into the system prompt for `{data}`.

    A passage is an object or a mapping with `source` and `text`, or a text. With `template` (the config's
    `system.template`) the control tokens of that chat format inside of the passages are defused as in training, so that
    no document can open a turn of its own. Raises ConfigError where there is no such template.
    """
    text = laid_out(passages)
    if template is None:
        return text
    from openbook.dataset.render.chat_template import load_chat_template
    from openbook.dataset.render.defuse import Defuser

    return Defuser(load_chat_template(template).control)(text)


def _run(
    config: Config,
    models: "Mapping[Size, Model]",
    limit: int | None,
    progress: Progress | None,
    switch: HaltSwitch,
) -> Result:
    from openbook.pipeline.run import run as run_pipeline

    summary = run_pipeline(config.answered_by(models), progress or Progress(), switch, limit, models)
    return Result(summary.output_dir, summary)


def _by_size(model: "Model | Mapping[Size, Model] | None") -> "dict[Size, Model]":
    if model is None:
        return {}
    return dict(model) if isinstance(model, Mapping) else {"small": model, "large": model}
