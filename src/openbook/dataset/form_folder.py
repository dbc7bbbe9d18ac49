"""One format being written: its rows as they come, then its settings, its card and the check of its files."""

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from openbook import atomic
from openbook.config import Config
from openbook.config.sections import FormName
from openbook.dataclass import dataclass, field, replace
from openbook.dataset.card import card
from openbook.dataset.forms.form import Form, Made, RowTools, Situation
from openbook.dataset.forms.meta_column import meta_of
from openbook.dataset.lengths import Lengths
from openbook.dataset.lint import Checked, check_file
from openbook.dataset.render.by_template import ChatLayout
from openbook.dataset.render.chat import Chat
from openbook.dataset.rowfile import SPLITS, RowFile, row_file
from openbook.records import Conversation
from openbook.templates import OWN, template_of


@dataclass(frozen=True, slots=True)
class Exported:
    """One format, written."""

    format: FormName
    folder: Path
    files: tuple[Path, ...]
    rows: Mapping[str, int]
    """By split."""
    checked: tuple[Checked, ...]
    """What the check of each file of rows found."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many rows were left out, by the reason in words."""

    def as_json(self) -> dict[str, Any]:
        """Return format, rows and the figures of the check, for run.json."""
        errors = sum(checked.errors for checked in self.checked)
        findings = sum((checked.counts for checked in self.checked), Counter[str]())
        said = {"format": self.format, "rows": dict(self.rows), "errors": errors, "findings": dict(findings)}
        return said | ({"left_out": dict(self.left_out)} if self.left_out else {})


class FormFolder:
    """Takes chats for one format; a file appears for each split that has rows."""

    def __init__(self, form: Form, folder: Path, tools: RowTools, stack: ExitStack) -> None:
        """Write into `folder`; the stack closes the files."""
        self.form = form
        self.folder = folder
        self.rows: Counter[str] = Counter()
        self._tools = replace(tools, made=Made())
        self._stack = stack
        self._files: dict[str, RowFile] = {}

    def write(self, split: str, chat: Chat, record: Conversation | None = None, *, meta: bool = False) -> None:
        """Write the rows of a chat, `meta` with what they were made of; `record` is what the chat was made from."""
        made = self.form.rows(chat, self._tools)
        if self.form.of_records is not None:
            made = self.form.of_records(record, self._tools) if record is not None else iter(())
        for row in made:
            if meta and record is not None:
                row["meta"] = meta_of(record)
            if split not in self._files:
                self._files[split] = self._stack.enter_context(row_file(self.path(split), meta=meta))
            self._files[split].write(row)
            self.rows[split] += 1

    def _thinned(self) -> Mapping[str, int]:
        """Leave out the rows that the form does not want once all are there; return how many are left out by reason."""
        left_out = Counter(self._tools.made.left_out)
        for split in SPLITS if self.form.thin is not None else ():
            if self.rows[split] and self.form.thin is not None:
                gone = self.form.thin(self.path(split))
                left_out.update(gone)
                self.rows[split] -= sum(gone.values())
        return dict(left_out)

    def path(self, split: str) -> Path:
        """Return the file of a split."""
        return self.folder / (self.form.train if split == "train" else self.form.validation)

    def finished(
        self, config: Config, lengths: Lengths, counts: Mapping[str, int], *, most: int | None = None
    ) -> Exported:
        """Write what goes beside the rows, take away what an earlier export left, and check the rows.

        The files must be closed. `lengths` are those of the records in tokens, `counts` those of their kinds for the
        card, `most` is the limit that the records were fitted to.
        """
        left_out = self._thinned()
        for split in SPLITS:
            if not self.rows[split]:
                self.path(split).unlink(missing_ok=True)
        paths = {split: self.path(split) for split in SPLITS if self.rows[split]}
        if not paths:
            return Exported(self.form.name, self.folder, (), dict(self.rows), (), left_out)
        layout = self._tools.layout if isinstance(self._tools.layout, ChatLayout) else None
        situation = Situation(
            template=template_of(config.system.template) if layout else OWN,
            headers=layout.headers if layout else None,
            end=layout.end if layout else "",
            source=layout.template.source if layout else "",
            thoughts_key=layout.caller.thoughts_key if layout else "",
            searches=config.export.passages == "tool",
            eos=layout.template.tokens.get("eos_token", "") if layout else "",
            thinks=config.generation.thoughts == "think",
            longest=max(lengths.longest, self._tools.made.longest),
            exact=lengths.exact,
            files={split: path.name for split, path in paths.items()},
        )
        beside = {**self.form.settings(situation), "README.md": card(self.form, situation, config, counts, self.rows)}
        for name, text in beside.items():
            atomic.write_bytes(self.folder / name, text.encode())
        template = config.system.template if layout else None
        export = config.export
        own_layout = export.passages != "documents" and not (export.passages == "tool" and export.results == "json")
        checked = tuple(
            check_file(path, template=template, encoder=self._tools.encoder, max_tokens=most, own_layout=own_layout)
            for path in paths.values()
        )
        if self.form.finish is not None:
            beside |= dict.fromkeys(self.form.finish(self.folder, paths), "")
        files = (*paths.values(), *(self.folder / name for name in beside))
        return Exported(self.form.name, self.folder, files, dict(self.rows), checked, left_out)
