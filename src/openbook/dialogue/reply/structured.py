"""The structured form of a reply: one JSON object, by one schema."""

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from json import JSONDecodeError, JSONDecoder
from typing import Any

from openbook.dialogue.reply.escapes import mended
from openbook.dialogue.reply.labels import kind_of, labels
from openbook.dialogue.reply.loose_json import strict
from openbook.dialogue.reply.turn_fields import evidence_of, found_of, name_of, number_of
from openbook.dialogue.reply.turns import turns_of_text
from openbook.errors import UnusableReply
from openbook.records import Citation, Turn
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
    r"(?:(?:[^\n{\[]{0,300}\n\s{0,20}){0,4}?|[^\W\d_]{2,20}:[ \t]{0,4})(?:```[^\n`]{0,20}\n\s{0,20})?"
    r"(?=[{\[]\s{0,20}(?:[\"{\[']|//|/\*)|\"[{\[])"
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

    Raises UnusableReply where there are none, a turn lacks its question or answer, or a backslash is lost for good.
    """
    turns = tuple(_turn(place, part) for place, part in enumerate(_parts(_value(text, start, cut)), start=1))
    if not turns:
        raise UnusableReply("the reply is JSON without any turn")
    return turns


def json_value(text: str, start: int) -> Any:
    """Return what a whole reply in JSON holds. Raises UnusableReply where it is none."""
    return _value(text, start, cut=False)


def _value(text: str, start: int, cut: bool) -> Any:
    """Return what a reply in JSON holds; of one that breaks off, the list of its complete objects."""
    decoder = JSONDecoder(strict=False)
    text = mended(text, start)
    try:
        value, end = decoder.raw_decode(text, start)
    except (JSONDecodeError, RecursionError):
        if text[start : start + 2] in ("{'", "['"):
            return _of_python(text[start : max(text.rfind("}"), text.rfind("]")) + 1])
        loose = strict(text[start:])
        with suppress(JSONDecodeError, RecursionError):
            return decoder.raw_decode(loose)[0]
        value = list(_objects(decoder, loose, loose.find("[") + 1))
        if not cut and len(value) < 2:
            raise UnusableReply("the reply is no valid JSON") from None
        return value
    if isinstance(value, str):
        return _value(value, 0, cut) if value[:1] in ("{", "[") else None
    following = list(_objects(decoder, text, end)) if _is_turn(value) else []
    return [value, *following] if following else value


def _of_python(text: str) -> Any:
    """Return the value of a reply that is written as Python shows its own."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        raise UnusableReply("the reply is no valid JSON") from None


def _is_turn(value: Any) -> bool:
    return isinstance(value, dict) and any(kind_of(name_of(key)) == "question" for key in value)


def _objects(decoder: JSONDecoder, text: str, start: int) -> Iterator[Any]:
    """Yield the complete objects one after the other, from a place of a JSON text on, up to where it breaks off."""
    opening = _OBJECT.search(text, start)
    while opening is not None:
        try:
            value, end = decoder.raw_decode(text, opening.start())
        except (JSONDecodeError, RecursionError):
            return
        yield value
        opening = _OBJECT.search(text, end)


def _parts(value: Any) -> list[Any]:
    """Return the list of turns in whatever they are wrapped."""
    if isinstance(value, dict):
        if _is_turn(value):
            return [value]
        lists = [part for part in value.values() if isinstance(part, list)]
        inner = [part for part in value.values() if isinstance(part, dict)]
        return _parts(lists[0]) if lists else _parts(inner[0]) if len(inner) == 1 else inner
    if isinstance(value, list) and value and all(isinstance(part, dict) and "role" in part for part in value):
        return list(_of_messages(value))
    return value if isinstance(value, list) else []


def _of_messages(messages: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the turns of a conversation that came as chat messages. Raises UnusableReply where they don't alternate."""
    said = [message for message in messages if message["role"] != "system"]
    for asked, answered in zip(said[::2], said[1::2], strict=False):
        if (asked["role"], answered["role"]) != ("user", "assistant"):
            raise UnusableReply("the reply is a list of messages in which question and answer don't alternate")
        fields = {key: value for key, value in answered.items() if key not in ("role", "content")}
        yield {**fields, "question": asked.get("content"), "answer": answered.get("content")}


def _turn(place: int, part: Any) -> Turn:
    found = {name_of(key): value for key, value in part.items()} if isinstance(part, dict) else {}
    short, evidence, statement, is_found = (
        found.pop(name, None) for name in ("short answer", "evidence", "statement", "found")
    )
    texts: dict[str, str] = {}
    for name, value in sorted(found.items(), key=lambda one: kind_of(one[0]) is not None):
        kind = kind_of(name) or kind_of(name.rpartition(" ")[2])
        if kind == "answer" and isinstance(value, dict):
            texts |= {kind_of(name_of(key)) or "answer": said for key, said in value.items() if isinstance(said, str)}
        elif kind is not None and (said := _said(value)):
            texts[kind] = said
    if not texts.get("question") or not texts.get("answer"):
        raise UnusableReply(f"turn {place} of the JSON reply lacks its question or its answer")
    question, thoughts, answer = texts["question"].strip(), texts.get("thoughts", "").strip(), texts["answer"].strip()
    if any((first := labels(text[:80])) and first[0].start == 0 for text in (question, thoughts, answer)):
        turn = _labelled(question, thoughts, answer)
    else:
        turn = Turn(question, thoughts, answer)
    named = number_of(statement)
    cited = evidence_of(evidence) or (() if named is None else (Citation(named, ""),))
    return replace(turn, short_answer=_said(short), evidence=cited, found=found_of(is_found))


def _said(value: Any) -> str:
    """Return a value as text: a list is its lines; what is neither is nothing."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "\n".join(value).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict) and len(value) == 1:
        return _said(next(iter(value.values())))
    return value.strip() if isinstance(value, str) else ""


def _labelled(question: str, thoughts: str, answer: str) -> Turn:
    """Return a turn whose parts came with the labels of the text form inside of them."""
    texts = []
    for kind, text in (("question", question), ("thoughts", thoughts)):
        first = next(iter(labels(text[:80])), None)
        texts.append(text[first.end :].strip() if first and first.start == 0 and first.kind == kind else text)
    turn = turns_of_text(f"**QUESTION:** {texts[0]}\n\n**ANSWER:**\n{answer}", cut=False)[0]
    return replace(turn, thoughts=turn.thoughts or texts[1])
