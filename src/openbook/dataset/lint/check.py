"""Checks a training file in any known format, ours or somebody else's, a row at a time."""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from openbook.blocks import Spreading, here
from openbook.dataclass import dataclass, field
from openbook.dataset.lengths import Lengths
from openbook.dataset.lint.defects import Checked, Defect
from openbook.dataset.lint.expect import expected_of, recognised
from openbook.dataset.lint.row_parts import RowParts, UnreadableRow, see
from openbook.dataset.lint.rules import TEXT_RULES, Expected, Rule, placeholders_are_filled, tokens_fit
from openbook.dataset.render.chat_template import ChatTemplate, load_chat_template
from openbook.dataset.render.packaged import TemplateRefusedError
from openbook.dataset.token_counts import Encoder, EstimatedLengths
from openbook.errors import InputError, MissingExtraError

PIECE = 50_000
"""Bytes of a file of lines, at least, that are looked at in one go."""


def check_file(
    path: Path,
    *,
    template: str | None = None,
    encoder: Encoder | None = None,
    max_tokens: int | None = None,
    own_layout: bool = True,
    spread: Spreading = here,
) -> Checked:
    """Return what is wrong with a file of rows (.jsonl, .json with a list, or .parquet).

    `template` is a known chat format or a tokenizer's folder; without it, rendered records in a known format are
    recognised by the first of them. With an `encoder` lengths are exact, and tokenizing by segment is compared with
    tokenizing the whole. `own_layout`: whether passages stand in the layout of `format_context`, by which they are told
    from prompts; where not, nothing is said of placeholders. Raises InputError where the file can't be read,
    ConfigError for a folder without template.
    """
    rules = TEXT_RULES if own_layout else tuple(rule for rule in TEXT_RULES if rule is not placeholders_are_filled)
    measure = encoder or EstimatedLengths()
    chat_template = load_chat_template(template) if template else None
    checked = Checked(path, Lengths(measure.exact))
    check = _Check(chat_template, measure, encoder, max_tokens, rules)
    for number, (_, row) in enumerate(rows_of(path)):
        with suppress(UnreadableRow):
            check.begin(seen := _seen(row, ""))
            checked.kind = seen.kind
            checked.first_trained = "" if number else _trained_text(seen, encoder)
            break
    known: set[int] = set()

    def took(found: _Found) -> None:
        for line, digest, findings in found.rows:
            again = digest is not None and digest in known
            known.update(() if digest is None else (digest,))
            defects = [*findings, *[Defect("duplicate", "a record of the same text came before")] * again]
            checked.add(_at(found.before + line, defect) for defect in defects)
        checked.rows += len(found.rows)
        checked.lengths.values.extend(found.lengths)
        checked.trained += found.trained

    if path.suffix == ".jsonl":
        _by_pieces(path, check, spread, took)
    else:
        took(check.rows(rows_of(path)))
    return checked


@dataclass(slots=True)
class _Found:
    """What was found in some rows."""

    rows: list[tuple[int, int | None, Sequence[Defect]]] = field(default_factory=list)
    """The line of each, a hash of its text if it has any, and what is wrong with it."""
    lengths: "array[int]" = field(default_factory=lambda: array("I"))
    trained: int = 0
    before: int = 0
    """Lines before those that are counted from 1."""


@dataclass(slots=True)
class _Check:
    """Looks at rows, each by itself."""

    template: ChatTemplate | None
    measure: Encoder | EstimatedLengths
    encoder: Encoder | None
    most: int | None
    rules: Sequence[Rule]
    expected: Expected = field(default_factory=Expected)
    kind: str = ""
    """The form of the first row that can be read; all others must have it."""

    def begin(self, first: RowParts) -> None:
        """Take what is expected of all rows from the template, or else from the first one."""
        self.kind = first.kind
        if self.template is not None:
            self.expected = expected_of(self.template)
        else:
            self.expected = recognised("".join(part.text for part in first.parts[:50])) or Expected()

    def rows(self, rows: Iterable[tuple[int, Any]]) -> _Found:
        """Look at some rows."""
        found = _Found()
        for line, row in rows:
            try:
                seen = _seen(row, self.kind)
            except UnreadableRow as error:
                found.rows.append((line, None, (error.finding,)))
                continue
            findings = [
                *_of_row(seen, self.expected, self.encoder, self.rules),
                *_of_length(seen, self.template, self.measure, self.most, found),
            ]
            digest = hash((seen.parts, seen.ids, seen.against)) if seen.parts or seen.ids else None
            found.rows.append((line, digest, findings))
        return found


def _by_pieces(path: Path, check: _Check, spread: Spreading, took: Callable[[_Found], None]) -> None:
    """Look at a file of lines, some at a time."""
    ends = list(_ends(path))
    lines = 0

    def work(block: range) -> tuple[_Found, int]:
        start = ends[block.start - 1] if block.start else 0
        with path.open("rb") as file:
            file.seek(start)
            text = file.read(ends[block.stop - 1] - start)
        rows = text.removesuffix(b"\n").split(b"\n")
        return check.rows((n, _parsed(row)) for n, row in enumerate(rows, start=1) if row.strip()), len(rows)

    def counted(made: tuple[_Found, int]) -> None:
        nonlocal lines
        found, own = made
        found.before = lines
        lines += own
        took(found)

    spread(work, len(ends), counted)


def rows_of(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield each row with its number from 1; a line that is no JSON comes as its error. Raises InputError."""
    if path.suffix == ".parquet":
        yield from _parquet(path)
        return
    try:
        with path.open("rb") as file:
            start = file.read(1)
            file.seek(0)
            if start == b"[" and path.suffix == ".json":
                yield from enumerate(json.load(file), start=1)
                return
            for line, text in enumerate(file, start=1):
                if text.strip():
                    yield line, _parsed(text)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file. Name a file of training rows, or an output folder.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read ({error}). Name a file of JSON lines, or a Parquet file.") from error


def _ends(path: Path) -> Iterator[int]:
    """Yield where the pieces of a file of lines end: each behind the end of a line."""
    size, end = path.stat().st_size, 0
    with path.open("rb") as file:
        while end < size:
            file.seek(min(end + PIECE, size) - 1)
            file.readline()
            end = file.tell()
            yield end


def _parsed(text: bytes) -> Any:
    """Return a row; what the faster library refuses, such as NaN, is for the more patient one to read."""
    with suppress(ValueError):
        return orjson.loads(text)
    try:
        return json.loads(text)
    except ValueError as error:
        return UnreadableRow("not_json", str(error))


def _parquet(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingExtraError("the parquet format", "parquet") from None
    line = 0
    try:
        for batch in parquet.ParquetFile(path).iter_batches(500):
            for row in batch.to_pylist():
                line += 1
                yield line, row
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read as Parquet ({error}).") from error


def _seen(row: Any, kind: str) -> RowParts:
    if isinstance(row, UnreadableRow):
        raise row
    seen = see(row)
    if kind and seen.kind != kind:
        raise UnreadableRow("mixed", f"found {seen.kind}, wanted {kind} as in the rows before")
    return seen


def _of_row(
    seen: RowParts, expected: Expected, encoder: Encoder | None, rules: Sequence[Rule] = TEXT_RULES
) -> Iterator[Defect]:
    if seen.kind == "tokens":
        yield from tokens_fit(seen)
        if encoder is not None:
            yield from _of_tokens(seen, expected, encoder)
        return
    for rule in () if seen.kind == "triples" else rules:
        yield from rule(seen, expected)
    if encoder is not None and seen.kind == "segments":
        yield from _drift(seen, encoder)


def _of_tokens(seen: RowParts, expected: Expected, encoder: Encoder) -> Iterator[Defect]:
    """Look at the text of a row in tokens: its beginning, and the end of its last answer."""
    if expected.bos and (ids := encoder.ids(expected.bos)) and seen.ids[:2] == (ids[-1], ids[-1]):
        yield Defect("bos_repeated", f"it begins with {expected.bos} twice")
    trained = [label for label in seen.labels if label >= 0]
    text = encoder.decode(trained).rstrip()
    if trained and expected.end and not text.endswith(expected.end):
        yield Defect("end_missing", f"its last trained tokens are {text[-20:]!r}, not {expected.end}")


def _drift(seen: RowParts, encoder: Encoder) -> Iterator[Defect]:
    """Compare the tokens of the segments with those of the whole text."""
    apart = [id_ for part in seen.parts for id_ in encoder.ids(part.text)]
    whole = encoder.ids("".join(part.text for part in seen.parts))
    if apart != whole:
        place = next((n for n, pair in enumerate(zip(apart, whole, strict=False)) if pair[0] != pair[1]), len(whole))
        around = encoder.decode(whole[max(0, place - 3) : place + 3])
        yield Defect("drift", f"{len(apart)} tokens by segment, {len(whole)} as a whole; first near {around!r}")


def _of_length(
    seen: RowParts,
    template: ChatTemplate | None,
    measure: Encoder | EstimatedLengths,
    most: int | None,
    found: _Found,
) -> Iterator[Defect]:
    """Keep the length of a row, and say whether it is too long."""
    length = len(seen.ids) if seen.kind == "tokens" else measure.length(_whole_text(seen, template))
    found.lengths.append(length)
    trained = sum(label >= 0 for label in seen.labels)
    found.trained += trained or sum(measure.length(part.text) for part in seen.parts if part.trained)
    if most is not None and length > most:
        about = "" if measure.exact or seen.kind == "tokens" else "about "
        yield Defect("too_long", f"{about}{length} tokens, and {most} are allowed")


def _whole_text(seen: RowParts, template: ChatTemplate | None) -> str:
    """Return the text that a trainer makes of a row: by the chat format where there are roles and it is known."""
    if template is not None and all(part.role for part in seen.parts):
        try:
            return template.render([{"role": part.role, "content": part.text} for part in seen.parts])
        except TemplateRefusedError:
            pass  # a format without a system role: the texts alone are near enough
    return "\n".join(part.text for part in seen.parts) if seen.kind != "segments" else _joined(seen)


def _joined(seen: RowParts) -> str:
    return "".join(part.text for part in seen.parts)


def _trained_text(seen: RowParts, encoder: Encoder | None) -> str:
    if seen.kind == "tokens":
        trained = [label for label in seen.labels if label >= 0]
        return encoder.decode(trained) if encoder else ""
    return "".join(part.text for part in seen.parts if part.trained)


def _at(line: int, finding: Defect) -> Defect:
    return Defect(finding.code, finding.message, line)
