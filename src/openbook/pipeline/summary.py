"""What a run comes to: its counts, its reasons, and the files that keep them."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Literal

import orjson

from openbook import atomic
from openbook.calls import WRITERS, Size
from openbook.codes import BROKE
from openbook.dataclass import dataclass, field
from openbook.file_names import REJECTED_FILE, RUN_FILE
from openbook.pipeline.counts import Counts, Examples, Forecast, Reasons, Tokens
from openbook.pipeline.judged import JudgeTally
from openbook.records import Rejected

Engine = Literal["extractive", "model"]
"""What wrote the answers: the built-in engine, or a configured model."""

Halted = Literal["interrupted", "budget", "rate_limit"]
"""Why sending stopped before its end: a person, `cost.max_cost`, or a server that asks for a long wait."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished run, or one that was stopped."""

    output_dir: Path
    counts: Counts
    engine: Engine
    reasons: Reasons = field(default_factory=Counter)
    examples: Examples = field(default_factory=dict)
    """Of what broke: what was said of the first of a kind."""
    files: tuple[Path, ...] = ()
    """What was written, the training records first."""
    notices: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Duration of each phase, in order."""
    started: str = ""
    """ISO 8601, UTC."""
    spent: Mapping[Size, Tokens] = field(default_factory=dict)
    """By this run."""
    paid: Mapping[Size, Tokens] = field(default_factory=dict)
    """By all runs on this output folder so far: the token files."""
    halted: Halted | None = None
    halt_reason: str = ""
    """In words; empty where nothing stopped it."""
    refusal: str | None = None
    """What to mend: a model server ended the sending for good, or an extra prompt failed; None where all is well."""
    forecast: Mapping[Size, Forecast] | None = None
    """None but for `plan`."""
    lengths: Mapping[str, Any] = field(default_factory=dict)
    """Percentiles of the records' lengths in tokens, and whether they are exact."""
    coverage: Mapping[str, Any] = field(default_factory=dict)
    """How much of the documents the records ask about, and what their questions are like; empty for `plan`."""
    judges: Mapping[str, JudgeTally] = field(default_factory=dict)
    """What each of the judges of drafts said; empty where there are none."""
    exports: Sequence[Mapping[str, Any]] = ()
    """Each format that was written, with its rows and what the check of its files found."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """As it was used, keys redacted."""
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    """Hashes of what decides the data: prompts, templates, documents."""


NOTHING = 3
"""The exit code of a run that produced nothing."""


def exit_code(summary: Summary) -> int:
    """Return 0 done, 1 something failed or was put off, 2 a server refused, 3 nothing produced, 130 interrupted."""
    if summary.halted == "interrupted":
        return 130
    if summary.refusal is not None:
        return 2
    if summary.halted is not None:
        return 1
    produced = summary.counts.chunks.total if summary.forecast is not None else summary.counts.records
    if not produced:
        return NOTHING
    return 1 if summary.counts.failed else 0


def as_json(summary: Summary) -> dict[str, Any]:
    """Return the content of run.json."""
    from openbook.pipeline.program_versions import versions

    content: dict[str, Any] = {
        "versions": versions(),
        "engine": summary.engine,
        "output_dir": str(summary.output_dir),
        "config": summary.config,
        "fingerprints": summary.fingerprints,
        "timings": {"started": summary.started, "seconds": {k: round(v, 3) for k, v in summary.seconds.items()}},
        "counts": asdict(summary.counts),
        "left_out": [
            {"step": step, "code": str(code), "kind": "failed" if code in BROKE else "rejected", "count": n}
            for (step, code), n in sorted(summary.reasons.items(), key=lambda row: (-row[1], row[0]))
        ],
        "spent": {size: asdict(tokens) | {"cost": tokens.cost} for size, tokens in summary.spent.items()},
        "judges": {name: asdict(one) for name, one in summary.judges.items()},
        "lengths": summary.lengths,
        "coverage": summary.coverage,
        "exports": list(summary.exports),
        "halted": summary.halted,
        "refusal": summary.refusal,
        "notices": list(summary.notices),
        "files": [_relative(path, summary.output_dir) for path in summary.files],
    }
    if summary.forecast is not None:
        content["forecast"] = {size: asdict(forecast) for size, forecast in summary.forecast.items()}
    return content


def write_run_json(summary: Summary) -> Path:
    """Write `run.json` into the output folder and return its path."""
    path = summary.output_dir / RUN_FILE
    atomic.write_bytes(path, _json(as_json(summary), orjson.OPT_INDENT_2) + b"\n")
    return path


def write_tokens(output_dir: Path, paid: Mapping[Size, Tokens]) -> list[Path]:
    """Write `small_model_tokens.json`, `large_model_tokens.json`, and that of any other model that was paid; return the
    paths.
    """
    others: tuple[Size, ...] = ("embedding", "judge", "target")
    sizes = (*WRITERS, *(size for size in others if size in paid))
    paths = []
    for size in sizes:
        path = output_dir / f"{size}_model_tokens.json"
        tokens = paid.get(size, Tokens(name=""))
        atomic.write_bytes(path, orjson.dumps(asdict(tokens), option=orjson.OPT_INDENT_2) + b"\n")
        paths.append(path)
    return paths


class RejectedWriter:
    """Writes `rejected.jsonl` a row at a time and counts the reasons."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.reasons: Reasons = Counter()
        self.examples: Examples = {}

    def write(self, rejected: Rejected) -> None:
        """Keep one row: kind, step, code, detail, id, source."""
        self.reasons[rejected.step, rejected.code] += 1
        if rejected.kind == "failed":
            self.examples.setdefault((rejected.step, rejected.code), rejected.detail)
        row = {
            "kind": rejected.kind,
            "step": rejected.step,
            "code": str(rejected.code),
            "detail": rejected.detail,
            "id": rejected.id,
            "source": rejected.source,
        }
        self._file.write(_json(row) + b"\n")


@contextmanager
def open_rejected(output_dir: Path) -> Iterator[RejectedWriter]:
    """Yield the writer of `rejected.jsonl`; the file appears when the block ends well."""
    with atomic.writer(output_dir / REJECTED_FILE) as file:
        yield RejectedWriter(file)


def _json(value: Any, option: int = 0) -> bytes:
    """Return JSON; a file name that is not Unicode gets a ? where JSON can't hold its bytes."""
    try:
        return orjson.dumps(value, option=option)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, indent=2 if option else None).encode("utf-8", "replace")


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
