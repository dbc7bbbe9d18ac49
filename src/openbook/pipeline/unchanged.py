"""Files that would be written as they are: a run that came to the same as the last one leaves them, and says the same.

What the files follow from is hashed as a whole: everything that became of chunks and items, the config with the files
that it names, the reviewers' decisions, and the versions of what writes. Of what was written, names, sizes and times
are kept; a file that is gone, or was touched, has all of them written anew.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from openbook.blocks import Spreading
from openbook.codes import Code
from openbook.config import Config
from openbook.dataset.decisions import decisions_of
from openbook.dataset.write import HELD_OUT_FILE
from openbook.file_names import META_FILE
from openbook.installed import entry_points
from openbook.pipeline.counts import ChunkCounts, Counts, ItemCounts
from openbook.pipeline.mapping import Tools
from openbook.pipeline.outputs import Outputs, write_outputs
from openbook.pipeline.phases import Journey
from openbook.pipeline.program_versions import versions
from openbook.spool import at_rest

NAME = "written"
"""Of the entry among what was worked out before."""


def written(journey: Journey, tools: Tools, counts: Counts) -> Outputs:
    """Return what was written, once it is: now, or by a run before that came to the same; count the records."""
    config = tools.config
    with tools.progress.phase("assemble", unit="records") as phase:
        given = basis(journey, config, tools.spread)
        if given is not None and (outputs := _as_before(given, tools, counts)) is not None:
            phase.advance(counts.records)
            return outputs
        outputs = write_outputs(journey, tools, counts, phase)
    if given is not None and outputs.problem is None:
        tools.derived.keep(NAME, given, _row(outputs, counts, config.path.output_dir))
    return outputs


def _as_before(given: str, tools: Tools, counts: Counts) -> Outputs | None:
    """Return what was written before of the same, if all of it is still as it was."""
    row, folder = tools.derived.kept(NAME, given), tools.config.path.output_dir
    if row is None or _states(folder, row["states"]) != row["states"]:
        return None
    counts.chunks, counts.items = ChunkCounts(**row["chunks"]), ItemCounts(**row["items"])
    counts.records, counts.scenarios = row["records"], row["scenarios"]
    return Outputs(
        files=tuple(folder / name for name in row["files"]),
        reasons=Counter({(step, Code(code)): number for step, code, number in row["reasons"]}),
        examples={(step, Code(code)): detail for step, code, detail in row["examples"]},
        notices=tuple(row["notices"]),
        lengths=row["lengths"],
        exports=row["exports"],
        coverage=row["coverage"],
    )


def _row(outputs: Outputs, counts: Counts, folder: Path) -> dict[str, Any]:
    """Return the same as what JSON has, with the state of each file."""
    names = [os.path.relpath(path, folder) for path in outputs.files]
    return {
        "states": _states(folder, (*names, HELD_OUT_FILE, META_FILE)),
        "files": names,
        "reasons": [[step, str(code), number] for (step, code), number in outputs.reasons.items()],
        "examples": [[step, str(code), detail] for (step, code), detail in outputs.examples.items()],
        "notices": outputs.notices,
        "lengths": outputs.lengths,
        "exports": outputs.exports,
        "coverage": outputs.coverage,
        "chunks": asdict(counts.chunks),
        "items": asdict(counts.items),
        "records": counts.records,
        "scenarios": counts.scenarios,
    }


def _states(folder: Path, names: Iterable[str]) -> dict[str, list[int] | None]:
    """Return size and time of files in a folder, by their names; None for one that is not there."""
    return {name: _state(folder / name) for name in names}


def _state(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]


def basis(journey: Journey, config: Config, spread: Spreading) -> str | None:
    """Return a hash of all that the files of a journey follow from; None where that can't be told."""
    tokenizer, prepared = config.system.tokenizer, journey.prepared
    if entry_points() or (tokenizer is not None and not Path(tokenizer).exists()):
        return None  # what other packages do, or a hub has, is not known here
    hashed = blake2b(digest_size=32)
    named = [[str(path), _state(path)] for path in sorted(_files_named(config))]
    try:
        for part in (config.redacted(), versions(), named, decisions_of(config)):
            hashed.update(_json(part) + b"\n")
        for records in (prepared.rejected, prepared.chunks, journey.judged, journey.drafted):
            hashed.update(len(records).to_bytes(8))
            at_rest(records)
            spread(partial(_sums, records), len(records), hashed.update)
    except TypeError:  # letters that no text has, as in the name of a file
        return None
    return hashed.hexdigest()


def _sums(records: Sequence[Any], block: range) -> bytes:
    """Return the hashes of some records, one after the other."""
    return b"".join(blake2b(_json(records[number]), digest_size=16).digest() for number in block)


def _json(value: object) -> bytes:
    return orjson.dumps(value, default=_as_told)


def _as_told(value: object) -> object:
    """Return what JSON has for a value that it does not have."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _files_named(config: Config) -> Iterator[Path]:
    """Yield the files that a config names beside its `path` section, those of its folders too: a template, a tokenizer,
    prompts of further rows.
    """
    for value in _texts(config.model_dump(exclude={"path"})):
        path = Path(value)
        try:
            if not value or not path.exists():
                continue
        except (OSError, ValueError):  # a text and no path
            continue
        yield from (file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str | Path):
        yield str(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
