"""The structured form of a reply: one JSON object, by one schema."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from json import JSONDecodeError, JSONDecoder
from typing import Any

from openbook.dialogue.reply.labels import kind_of, labels
from openbook.dialogue.reply.turns import turns_of_text
from openbook.errors import UnusableReply
from openbook.records import Turn

TURNS_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "turns": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "question": {"type": "string"},
                    "thoughts": {"type": "string"},
                    "answer": {"type": "string"},
                },
                "required": ["question", "thoughts", "answer"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["turns"],
    "additionalProperties": False,
}
"""What a structured reply looks like. No lengths or counts: some servers fail on them, and the checks count anyway."""

_OPENING = re.compile(r"(?:[^\n{\[]{0,300}\n\s{0,20})??(?:```[^\n`]{0,20}\n\s{0,20})?(?=[{\[]\s{0,20}[\"{\[])")
_OBJECT = re.compile(r"\{\s*\"")


def looks_like_json(text: str) -> int | None:
    """Return where the JSON of a reply begins: at its start, after a sentence or in a fence; None for no JSON."""
    match = _OPENING.match(text, len(text) - len(text.lstrip()))
    return match.end() if match else None


def turns_of_json(text: str, start: int, *, cut: bool) -> tuple[Turn, ...]:
    """Return the turns of a reply in JSON; of one that was cut off, or does not end, those that are complete.

    Raises UnusableReply where there are none, or a turn lacks its question or answer.
    """
    decoder = JSONDecoder(strict=False)
    try:
        value, _ = decoder.raw_decode(text, start)
    except (JSONDecodeError, RecursionError):
        value = list(_objects(decoder, text, start))
        if not cut and len(value) < 2:
            raise UnusableReply("the reply is no valid JSON") from None
    turns = tuple(_turn(place, part) for place, part in enumerate(_parts(value), start=1))
    if not turns:
        raise UnusableReply("the reply is JSON without any turn")
    return turns


def _objects(decoder: JSONDecoder, text: str, start: int) -> Iterator[Any]:
    """Yield the complete objects inside of a JSON text that breaks off."""
    opening = _OBJECT.search(text, text.find("[", start) + 1)
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
        if any(kind_of(key) == "question" for key in value):
            return [value]
        lists = [part for part in value.values() if isinstance(part, list)]
        return lists[0] if lists else []
    return value if isinstance(value, list) else []


def _turn(place: int, part: Any) -> Turn:
    found = {kind_of(key.replace("_", " ")): text for key, text in part.items()} if isinstance(part, dict) else {}
    texts = {kind: text.strip() for kind, text in found.items() if isinstance(text, str)}
    if not texts.get("question") or not texts.get("answer"):
        raise UnusableReply(f"turn {place} of the JSON reply lacks its question or its answer")
    question, thoughts, answer = texts["question"], texts.get("thoughts", ""), texts["answer"]
    if any((first := labels(text[:80])) and first[0].start == 0 for text in (question, thoughts, answer)):
        return _labelled(question, thoughts, answer)
    return Turn(question, thoughts, answer)


def _labelled(question: str, thoughts: str, answer: str) -> Turn:
    """Return a turn whose parts came with the labels of the text form inside of them."""
    texts = []
    for kind, text in (("question", question), ("thoughts", thoughts)):
        first = next(iter(labels(text[:80])), None)
        texts.append(text[first.end :].strip() if first and first.start == 0 and first.kind == kind else text)
    turn = turns_of_text(f"**QUESTION:** {texts[0]}\n\n**ANSWER:**\n{answer}", cut=False)[0]
    return replace(turn, thoughts=turn.thoughts or texts[1])
