"""What can be wrong with a training file, and what came out of a check."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from openbook.dataclass import dataclass, field
from openbook.dataset.lengths import Lengths

Severity = Literal["error", "warning"]
"""An error trains something else than was meant, or nothing; a warning costs money or quality."""

CODES: dict[str, tuple[Severity, str]] = {
    "not_json": ("error", "not a JSON object"),
    "shape": ("error", "not a row of any known format"),
    "mixed": ("error", "another format than the first row's"),
    "label": ("error", "a flag that is neither true nor false: trainers take most such values for true"),
    "empty_record": ("error", "no text in it"),
    "nothing_trained": ("error", "no token is trained: some trainers give a loss of NaN or 0"),
    "trained_context": ("error", "retrieved passages, or the system prompt, are trained: the model learns to recite"),
    "text_after_target": ("warning", "masked text after the last trained one: it costs, and teaches nothing"),
    "empty_segment": ("warning", "a segment or a message without text"),
    "role_order": ("error", "roles don't alternate from question to answer, or don't end with an answer"),
    "unknown_role": ("error", "a role that chat templates don't know"),
    "bos_repeated": ("error", "more than one beginning-of-text token"),
    "bos_missing": ("warning", "no beginning-of-text token, though the chat format has one"),
    "end_missing": ("error", "a trained answer without its end-of-turn token: the model never learns to stop"),
    "end_unclear": ("warning", "a trained answer ends in plain text: nothing tells the model to stop"),
    "end_not_written": ("warning", "this chat format writes no end behind a last answer: export text or tokens for it"),
    "glued_turns": ("error", "a turn begins right after the last character of another one"),
    "placeholder": ("error", "a placeholder in the system prompt that nobody filled in"),
    "placeholder_said": ("warning", "a placeholder in a question or an answer: not filled in, or quoted"),
    "control_in_text": ("error", "a control token of the chat format inside a text: it opens or closes a turn"),
    "too_long": ("error", "more tokens than a record may have: trainers drop it, or cut off what is trained"),
    "duplicate": ("warning", "the same record as an earlier one"),
    "pair_alike": ("error", "chosen and rejected, or positive and negative, are the same: there is nothing to prefer"),
    "drift": ("warning", "tokenized by segment, it gives other tokens than as a whole, which a model sees when asked"),
    "label_mismatch": ("error", "labels that are neither -100 nor the token's own id, or lists of unequal length"),
}
"""Every code with its severity and what it means."""

EXAMPLES = 3
"""Findings of a code that are kept with their place."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with one record."""

    code: str
    """One of `CODES`."""
    message: str
    """One sentence for a person."""
    line: int = 0
    """From 1: of the file, or the row of a Parquet file."""

    @property
    def severity(self) -> Severity:
        """Whether it is an error."""
        return CODES[self.code][0]


@dataclass(slots=True)
class Checked:
    """What a check of one file found."""

    path: Path
    lengths: Lengths
    """Of the rows, in tokens; estimates without a tokenizer."""
    kind: str = ""
    """The form of its rows: `segments`, `messages`, `completion`, `conversations`, `tokens`, `pairs`, `triples`; empty:
    none was read."""
    rows: int = 0
    rows_with_errors: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    """Findings by code."""
    examples: list[Defect] = field(default_factory=list)
    """The first of each code."""
    trained: int = 0
    """Tokens, over all rows."""
    first_trained: str = ""
    """The trained text of the first row, to the character (with a tokenizer: as its trained tokens decode)."""

    def add(self, findings: Iterable[Defect]) -> None:
        """Count a row's findings and keep the first of each code."""
        failed = False
        for finding in findings:
            self.counts[finding.code] += 1
            failed = failed or finding.severity == "error"
            if self.counts[finding.code] <= EXAMPLES:
                self.examples.append(finding)
        self.rows_with_errors += failed

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(count for code, count in self.counts.items() if CODES[code][0] == "error")

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "path": str(self.path),
            "kind": self.kind,
            "rows": self.rows,
            "rows_with_errors": self.rows_with_errors,
            "errors": self.errors,
            "findings": [
                {
                    "code": code,
                    "severity": CODES[code][0],
                    "meaning": CODES[code][1],
                    "count": count,
                    "examples": [
                        {"line": found.line, "message": found.message} for found in self.examples if found.code == code
                    ],
                }
                for code, count in self.counts.most_common()
            ],
            "tokens": {"exact": self.lengths.exact, "trained": self.trained, **self.lengths.percentiles()},
            "first_trained": self.first_trained,
        }
