"""Checks a training file in any known format, ours or somebody else's, a row at a time."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from openbook.dataset.lengths import Lengths
from openbook.dataset.lint.defects import Checked, Defect
from openbook.dataset.lint.expect import expected_of, recognised
from openbook.dataset.lint.row_parts import RowParts, UnreadableRow, see
from openbook.dataset.lint.rules import TEXT_RULES, Expected, Rule, placeholders_are_filled, tokens_fit
from openbook.dataset.render.chat_template import ChatTemplate, load_chat_template
from openbook.dataset.render.packaged import TemplateRefusedError
from openbook.dataset.token_counts import Encoder, EstimatedLengths
from openbook.errors import InputError, MissingExtraError


def check_file(
    path: Path,
    *,
    template: str | None = None,
    encoder: Encoder | None = None,
    max_tokens: int | None = None,
    own_layout: bool = True,
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
    expected = expected_of(chat_template) if chat_template else None
    known: set[int] = set()
    for line, row in rows_of(path):
        checked.rows += 1
        try:
            seen = _seen(row, checked)
        except UnreadableRow as error:
            checked.add([_at(line, error.finding)])
            continue
        if expected is None:
            expected = recognised("".join(part.text for part in seen.parts[:50])) or Expected()
        rules = TEXT_RULES if own_layout else tuple(rule for rule in TEXT_RULES if rule is not placeholders_are_filled)
        findings = [
            *_of_row(seen, expected, encoder, rules),
            *_of_length(seen, chat_template, measure, max_tokens, checked),
        ]
        digest = hash((seen.parts, seen.ids, seen.against))
        if digest in known and (seen.parts or seen.ids):
            findings.append(Defect("duplicate", "a record of the same text came before"))
        known.add(digest)
        checked.add(_at(line, finding) for finding in findings)
        if checked.rows == 1:
            checked.first_trained = _trained_text(seen, encoder)
    return checked


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


def _seen(row: Any, checked: Checked) -> RowParts:
    if isinstance(row, UnreadableRow):
        raise row
    seen = see(row)
    if not checked.kind:
        checked.kind = seen.kind
    elif seen.kind != checked.kind:
        raise UnreadableRow("mixed", f"found {seen.kind}, wanted {checked.kind} as in the rows before")
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
    checked: Checked,
) -> Iterator[Defect]:
    """Keep the length of a row, and say whether it is too long."""
    length = len(seen.ids) if seen.kind == "tokens" else measure.length(_whole_text(seen, template))
    checked.lengths.add(length)
    trained = sum(label >= 0 for label in seen.labels)
    checked.trained += trained or sum(measure.length(part.text) for part in seen.parts if part.trained)
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
