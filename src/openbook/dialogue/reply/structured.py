"""The structured form of a reply: one JSON object, by one schema."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from json import JSONDecodeError, JSONDecoder
from typing import Any

from openbook.dataclass import replace
from openbook.dialogue.reply.escapes import mended
from openbook.dialogue.reply.json_shapes import kind_of_key, parts_of
from openbook.dialogue.reply.labels import kind_of, labels
from openbook.dialogue.reply.loose_json import BEGINS, strict
from openbook.dialogue.reply.turn_fields import evidence_of, found_of, name_of, number_of
from openbook.dialogue.reply.turns import turns_of_text
from openbook.errors import UnusableReply
from openbook.records import Citation, Turn
from openbook.text.control import control_tokens
from openbook.text.late import late

MOST_QUOTES = 8
"""Quotations of a turn: small models quote on and on where nothing ends the list."""


def turns_schema(fewest: int, most: int, quotes: int | None = 0, chunks: int = 0) -> Mapping[str, Any]:
    """Return what a structured reply looks like: a list of so many turns, each with the fields of a turn.

    `quotes`: the fewest passages that each turn quotes; they come first, so that what follows rests on them. None where
    there is nothing to quote. `chunks`: how many are shown, so that no other is named; 0 leaves it open. `minItems` is
    what small models need to go on, `maxItems` what they need to end; a server that refuses them gets the schema
    without.
    """
    number = {"type": "integer", "enum": list(range(1, chunks + 1))} if chunks else {"type": "integer"}
    quoted = {
        "type": "object",
        "properties": {"chunk": number, "quote": {"type": "string"}},
        "required": ["chunk", "quote"],
        "additionalProperties": False,
    }
    evidence = {"type": "array", "items": quoted, "minItems": quotes, "maxItems": MOST_QUOTES}
    fields: Mapping[str, Any] = {
        "question": {"type": "string"},
        **({} if quotes is None else {"evidence": evidence}),
        "thoughts": {"type": "string"},
        "answer": {"type": "string"},
        "short_answer": {"type": "string"},
        "found": {"type": "boolean"},
    }
    return list_schema("turns", fields, fewest, most)


def resized(schema: Mapping[str, Any], count: int) -> Mapping[str, Any]:
    """Return the schema of a list of turns with room for exactly so many of them."""
    turns = {**schema["properties"]["turns"], "minItems": count, "maxItems": count}
    return {**schema, "properties": {"turns": turns}}


def list_schema(name: str, fields: Mapping[str, Any], fewest: int, most: int) -> Mapping[str, Any]:
    """Return the schema of an object that holds one list of objects, all of whose fields are required."""
    item = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": item, "minItems": fewest, "maxItems": most}},
        "required": [name],
        "additionalProperties": False,
    }


_OPENING = late(
    r"(?:[^\n{\[]{0,300}\n\s{0,20}){0,4}?(?:```[^\n`]{0,20}\n\s{0,20})?"
    r"(?:`|\[?[^\W\d][\w.:]{0,40}(?:[ \t]{1,4}[\w.]{1,40}){0,2}(?:[ \t]{0,4}[=(:][ \t]{0,4}[\w.]{0,30}){0,3}\s{0,4})?"
    r"(?:```[^\n`]{0,20}\n\s{0,20})?"
    rf"(?={BEGINS}|\"[{{\[])"
)
_OBJECT = late(r"\{\s*\"")


def looks_like_json(text: str) -> int | None:
    """Return where the JSON of a reply begins: at its start, after a few lines or in a fence; None for no JSON."""
    match = _OPENING.match(text, len(text) - len(text.lstrip()))
    if match is None or any(label.kind == "question" for label in labels(text[: match.end()])):
        return None
    return match.end()


def turns_of_json(text: str, start: int, *, cut: bool) -> tuple[Turn, ...]:
    """Return the turns of a reply in JSON; of one that was cut off, or does not end, those that are complete.

    Raises UnusableReply where there are none, a turn lacks its question or answer, a backslash is lost for good, or the
    reply holds conversations that differ.
    """
    value, following = _values(text, start, cut)
    turns = turns_of_value(value, following)
    if turns:
        return turns
    if len(texts := [said for said in _strings(value) if any(one.kind == "question" for one in labels(said))]) == 1:
        return turns_of_text(texts[0], cut=cut)
    raise UnusableReply("the reply is JSON without any turn")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(part)


def turns_of_value(value: Any, following: Sequence[Any] = ()) -> tuple[Turn, ...]:
    """Return the turns of a value, and of objects behind it. Raises UnusableReply where one is not whole."""
    return tuple(_turn(place, part) for place, part in enumerate(parts_of(value, following), start=1))


def json_value(text: str, start: int) -> Any:
    """Return what a whole reply in JSON holds. Raises UnusableReply where it is none."""
    return _values(text, start, cut=False)[0]


def _values(text: str, start: int, cut: bool) -> tuple[Any, list[Any]]:
    """Return the value that a reply in JSON begins with, and the objects that follow it.

    Of one that breaks off, the value is the list of its complete objects.
    """
    decoder = JSONDecoder(strict=False)
    with suppress(JSONDecodeError, RecursionError):
        whole = mended(text, start)
        value, end = decoder.raw_decode(whole, start)
        if isinstance(value, str):
            return _values(value, 0, cut) if value[:1] in ("{", "[") else (None, [])
        return value, list(_objects(decoder, whole, end))
    if text[start : start + 2] in ("{'", "['"):
        with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            return ast.literal_eval(text[start : max(text.rfind("}"), text.rfind("]")) + 1]), []
    loose = mended(strict(text[start:]))
    with suppress(JSONDecodeError, RecursionError):
        value, end = decoder.raw_decode(loose)
        return value, list(_objects(decoder, loose, end))
    complete = list(_objects(decoder, loose, loose.find("[") + 1))
    if not cut and len(complete) < 2:
        raise UnusableReply("the reply is no valid JSON")
    return complete, []


def _objects(decoder: JSONDecoder, text: str, start: int) -> Iterator[Any]:
    """Yield the complete objects one after the other, from a place of a JSON text on, up to where it breaks off.

    What stands behind a control token is no part of the reply.
    """
    token = next(control_tokens(text[start:]), None)
    text = text[: start + token.start()] if token else text
    opening = _OBJECT.search(text, start)
    while opening is not None:
        try:
            value, end = decoder.raw_decode(text, opening.start())
        except (JSONDecodeError, RecursionError):
            return
        yield value
        opening = _OBJECT.search(text, end)


def _turn(place: int, part: Any) -> Turn:
    found = {name_of(key): value for key, value in part.items()} if isinstance(part, dict) else {}
    short, evidence, statement, is_found = (
        found.pop(name, None) for name in ("short answer", "evidence", "statement", "found")
    )
    texts: dict[str, str] = {}
    for name, value in sorted(found.items(), key=lambda one: kind_of(one[0]) is not None):
        kind = kind_of_key(name)
        if kind == "answer" and isinstance(value, dict):
            texts |= {kind_of(name_of(key)) or "answer": said for key, said in value.items() if isinstance(said, str)}
        elif kind is not None and (said := _said(value)):
            texts[kind] = said
    if not texts.get("question") or not texts.get("answer"):
        raise UnusableReply(f"turn {place} of the reply lacks its question or its answer")
    question, thoughts, answer = texts["question"].strip(), texts.get("thoughts", "").strip(), texts["answer"].strip()
    if any((first := labels(text[:80])) and first[0].start == 0 for text in (question, thoughts, answer)):
        turn = _labelled(question, thoughts, answer)
    else:
        turn = Turn(question, thoughts, answer)
    named = number_of(statement)
    cited = evidence_of(evidence) or (() if named is None else (Citation(named, ""),))
    return replace(turn, short_answer=_said(short), evidence=cited, found=found_of(is_found))


_TEXT_KEYS = ("text", "content", "value")
"""What an object with several texts calls the one that counts."""


def _said(value: Any) -> str:
    """Return a value as text: a list is its lines; what is neither is nothing."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "\n".join(value).replace("\r\n", "\n").strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(step, dict) for step in value):
        return "\n".join(filter(None, map(_said, value)))
    if isinstance(value, dict):
        texts = [said for said in value.values() if isinstance(said, str)]
        if len(value) == 1 or len(texts) == 1:
            return _said(texts[0] if texts else next(iter(value.values())))
        return next((_said(value[key]) for key in _TEXT_KEYS if isinstance(value.get(key), str)), "")
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def _labelled(question: str, thoughts: str, answer: str) -> Turn:
    """Return a turn whose parts came with the labels of the text form inside of them."""
    texts = []
    for kind, text in (("question", question), ("thoughts", thoughts)):
        first = next(iter(labels(text[:80])), None)
        texts.append(text[first.end :].strip() if first and first.start == 0 and first.kind == kind else text)
    turn = turns_of_text(f"**QUESTION:** {texts[0]}\n\n**ANSWER:**\n{answer}", cut=False)[0]
    return replace(turn, thoughts=turn.thoughts or texts[1])
