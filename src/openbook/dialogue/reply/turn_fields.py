"""The fields of a turn beside its prose: the short answer, the evidence, whether the passages hold the answer."""

import re
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from json import loads
from typing import Any

from openbook.dialogue.reply.labels import field_labels
from openbook.records import Citation
from openbook.text.guillemets import facing
from openbook.text.late import late

_MARKS = "*_#`: "
_CAMEL = late(r"(?<=[a-z])(?=[A-Z])")
_LINE = late(r"^\W{0,4}(?P<name>SHORT ANSWER|EVIDENCE|FOUND)\W{0,4}?:\W{0,3}?\s*(?P<value>.*)$", re.IGNORECASE)
_STATEMENT = late(r"^\W{0,8}statement\W{0,4}?[:：]\D{0,12}(?P<number>\d{1,4})\W*$", re.IGNORECASE | re.MULTILINE)
_QUOTED = late(r"(?P<number>\d{1,3})[^\d\"“„«「『\n]{0,40}[\"“„«「『](?P<quote>[^\"”“»」』\n]+)[\"”“»」』]")
_BLOCK = late(r"\n\s*```(?:json)?\s*\n(?P<fields>\{[^`]{0,4000}\})\s*\n```\s*\Z")
_FIELDS = frozenset(("short answer", "evidence", "found"))
YES, NO = frozenset({"true", "yes", "1", "y"}), frozenset({"false", "no", "0", "n", "none"})


@lru_cache(maxsize=1024, typed=True)
def name_of(key: Any) -> str:
    """Return a key's words, whatever joins them: `shortAnswer`, `short_answer` and `Short-Answer` are one."""
    return " ".join(re.split(r"[\s_-]+", _CAMEL.sub(" ", str(key).strip(_MARKS)))).strip().lower()


def found_of(value: Any) -> bool | None:
    """Return what a field says of whether the answer was found; None where it says nothing."""
    if isinstance(value, bool | None):
        return value
    said = str(value).strip(" .\"'").lower()
    return True if said in YES else False if said in NO else None


def evidence_of(value: Any) -> tuple[Citation, ...]:
    """Return the passages that a field names with what it quotes from them; what names no passage is left out."""
    parts: Iterable[Any] = value if isinstance(value, list) else [value]
    return tuple(citation for part in parts for citation in _citations(part))


def split_fields(answer: str) -> tuple[str, dict[str, Any]]:
    """Return an answer in text form without the lines or the block of fields at its end, and those fields by name."""
    if block := _BLOCK.search(answer):
        with suppress(ValueError):
            given = {name_of(key): value for key, value in loads(block["fields"]).items()}
            if _FIELDS.issuperset(given):
                return answer[: block.start()].rstrip(), given
    lines = answer.rstrip().split("\n")
    fields: dict[str, Any] = {}
    while len(lines) > 1 and ((match := _LINE.match(lines[-1])) or not lines[-1].strip()):
        line = lines.pop()
        if match and line.strip():
            fields[match["name"].lower()] = match["value"].strip(" *")
    return ("\n".join(lines).rstrip(), fields) if fields else (answer, {})


def split_asked(question: str, others: Container[str] = ()) -> tuple[str, dict[str, Any]]:
    """Return a question in text form without the fields that stand between it and what answers it, and those fields.

    `others`: what further fields are called.
    """
    found = [label for label in field_labels(question, others) if question[: label.start].strip()]
    if not found:
        return question, {}
    ends = [label.start for label in found[1:]] + [len(question)]
    fields = {one.name: question[one.end : end].strip(" *\n") for one, end in zip(found, ends, strict=True)}
    return question[: found[0].start].rstrip(), fields


def split_quoted(answer: str) -> tuple[str, dict[str, Any]]:
    """Return an answer in text form without the field at its end, whatever the field is called in the reply."""
    found = field_labels(answer)
    if not found or not answer[: found[-1].start].strip():
        return answer, {}
    said = answer[found[-1].end :].strip(" *\n")
    return (answer, {}) if "\n\n" in said else (answer[: found[-1].start].rstrip(), {found[-1].name: said})


def split_statement(text: str) -> tuple[str, int]:
    """Return a question or reference answer in text form without the line at its end that names a statement, and the
    number of that; 0 where there is no such line.
    """
    last = next(reversed([*_STATEMENT.finditer(text)]), None)
    if last is None or text[last.end() :].strip() or not text[: last.start()].strip():
        return text, 0
    return text[: last.start()].rstrip(), int(last["number"])


def _citations(part: Any) -> Iterator[Citation]:
    if isinstance(part, str):
        yield from (Citation(int(found["number"]), found["quote"]) for found in _QUOTED.finditer(facing(part)))
    if not isinstance(part, dict):
        return
    named = {name_of(key): value for key, value in part.items()}
    number = next((found for value in named.values() if (found := number_of(value)) is not None), None)
    texts = [value.strip() for value in named.values() if isinstance(value, str) and number_of(value) is None]
    if number is not None and any(texts):
        yield Citation(number, max(texts, key=len))


def number_of(value: Any) -> int | None:
    """Return a number that a field names: 2, "2", "Chunk 2", "[2]"; None where it names none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"\D{0,12}(\d{1,3})\W{0,3}", value.strip())):
        return int(match[1])
    return None
