"""The judge's verdict, read from whatever it wrote: suitable, unsuitable, or nothing that could be taken for either."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from json import JSONDecodeError, loads
from typing import Any

from openbook.dialogue.reply import verdict_words as words
from openbook.dialogue.reply.turn_fields import name_of
from openbook.dialogue.reply.wrapping import unwrapped
from openbook.text.late import late

REASON: Mapping[str, Any] = {"type": "string", "maxLength": 600}
"""A reason in a schema: a small model that begins to repeat itself is stopped, and still gets to its verdict."""
VERDICT_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"reasoning": REASON, "verdict": {"type": "string", "enum": ["suitable", "unsuitable"]}},
    "required": ["reasoning", "verdict"],
    "additionalProperties": False,
}
"""What a structured verdict looks like."""


def _any(listed: str) -> str:
    """Return a pattern for any of the words that are listed."""
    return "|".join(" ".join(word.split()) for word in listed.split(","))


_TERM = late(
    rf"(?<![^\W\d_])(?:(?P<unfit>{_any(words.UNFIT)})|(?P<un>{_any(words.PREFIXES)})?(?:{_any(words.FIT)}))[^\W\d_]*"
    rf"|{_any(words.FIT_INSIDE)}"
)
_NOT = late(
    rf"\b(?:{_any(words.NOT)})\b(?! (?:only|just|merely|doubt))|n't\b|\btoo(?= [\w-]+ to be)"
    rf"|(?:{_any(words.NOT_INSIDE)})(?![过過仅僅])"
)
_NOT_BEHIND = late(
    rf"(?: (?:sich|seg|sig))? (?:{_any(words.NOT_BEHIND)})(?!\w)"
    rf"|[^\n,.;，。、]{{0,6}}(?:{_any(words.NOT_BEHIND_INSIDE)})"
)
_LABEL = late(_any(words.LABELS))
_YES_NO = late(rf"\W*(?:(?P<yes>{_any(words.YES)})|(?:{_any(words.NO)}))(?!\w)")
_CLAUSE = late(
    rf"[,:;，、(\[（–—]|(?<=[?？])|\s-\s|\b(?:{_any(words.TURNS)})\b|\band (?=is|are|it|this)"
    rf"|(?=\b(?:{_any(words.CONCEDES)})\b)"
)
_CONCEDES = late(rf"\s*(?:{_any(words.CONCEDES)})\b")
_SUPPOSES = late(rf"(?<!even )\b(?:{_any(words.SUPPOSES)})\b")
_SENTENCE = late(r"(?<=[.!。！])\s+|(?<=[。！])|\n+")
_SIGN = late(r"\s*(?:[:：=|?？]|[–—-](?=\s)|\s(?:is|ist|est|es|è|é)\s)")
_MARKS = late(r"\\[a-z]+|[*_`\"“”„«»‘{}$#>\\]")
_AS_ASKED = {"suitable": True, "unsuitable": False}
"""Behind the name `verdict`, what the prompts and the schema ask for, which no rule has to be asked about."""
LONGEST_LABEL = 5
"""Words."""
REACH = 8
"""Words between a negation and what it negates."""
NEAR = 120
"""Characters in which these stand."""


def parse_verdict(text: str) -> bool | None:
    """Return whether a judge's reply says suitable (True), unsuitable (False) or neither (None).

    In JSON, the last field that is a verdict decides. Else the last sentence with a label (`Verdict: …`), or of nothing
    but the verdict: there the first clause that says something. Else the last line that begins with a verdict, else the
    last sentence that gives one. Questions, suppositions and choices of both give none.
    """
    visible = unwrapped(text, is_conversation=False).strip()
    given = _object(visible)
    if (verdict := _of_object(given)) is not None:
        return verdict
    visible = "\n".join(said for said in given.values() if isinstance(said, str)) if given else visible
    plain = re.sub(r"(?<=[?？])\s+", " ", _MARKS.sub("", visible.replace("’", "'").casefold()))
    lines = [line.strip(" \t.:|–—-✅✔❌✗️>•+") for line in plain.split("\n")]
    sentences = [said for line in lines for part in _SENTENCE.split(line) if (said := part.strip())]
    rules = (
        *((_labelled, said) for said in reversed(sentences)),
        *((_leading, said) for said in reversed(lines)),
        *((_last, said) for said in reversed(sentences)),
    )
    found = next((verdict for rule, said in rules if (verdict := rule(said)) is not None), None)
    return _yes(sentences[0]) if found is None and len(sentences) == 1 else found


def _object(text: str) -> Mapping[str, Any]:
    """Return the JSON object in a reply; an empty one where there is none."""
    start, end = text.find("{"), text.rfind("}")
    with suppress(JSONDecodeError, RecursionError):
        value = loads(text[start : end + 1]) if 0 <= start < end else None
        return value if isinstance(value, dict) else {}
    return {}


def _of_object(value: Mapping[str, Any]) -> bool | None:
    found = [_of_value(name_of(key), said) for key, said in value.items()]
    return next((verdict for verdict in reversed(found) if verdict is not None), None)


def _of_value(name: str, said: Any) -> bool | None:
    if isinstance(said, list) and len(said) == 1:
        said = said[0]
    if isinstance(said, dict):
        within = (_labelled(str(part).casefold()) for part in said.values())
        nested = _of_object(said)
        return nested if nested is not None else next((one for one in within if one is not None), None)
    return _field(name, str(said).casefold()) if isinstance(said, str | bool) else None


def _labelled(sentence: str) -> bool | None:
    """Return the verdict of a sentence that is one: behind a label, or nothing but the verdict."""
    sign = _SIGN.search(sentence)
    if sign and (verdict := _field(sentence[: sign.start()], sentence[sign.end() :])) is not None:
        return verdict
    is_bare = not re.search(r"\w", _NOT.sub("", _TERM.sub("", sentence)))
    return next(_said(sentence), None) if is_bare else None


def _field(name: str, said: str) -> bool | None:
    """Return the verdict in what stands behind a name; behind one like `is suitable`, yes or no."""
    if name == "verdict" and (verdict := _AS_ASKED.get(said.strip())) is not None:
        return verdict
    if len(name.split()) > LONGEST_LABEL:
        return None
    about = next(_said(name), None)
    if about is not None:
        yes = _yes(said)
        return None if yes is None else yes == about
    if not _LABEL.search(name):
        return None
    verdict = next(_said(said), None)
    return _yes(said) if verdict is None else verdict


def _yes(said: str) -> bool | None:
    found = _YES_NO.match(said)
    return bool(found["yes"]) if found else None


def _leading(line: str) -> bool | None:
    """Return the verdict that a line begins with: `Suitable, although …`."""
    term = _TERM.search(line)
    return next(_said(line), None) if term and not _NOT.sub("", line[: term.start()]).strip() else None


def _last(sentence: str) -> bool | None:
    return None if _SUPPOSES.search(sentence) else next(reversed([*_said(sentence)]), None)


def _said(sentence: str) -> Iterator[bool]:
    """Yield what each clause of a sentence says of the piece, its negations counted."""
    start = 0
    for end in [*(sign.start() for sign in _CLAUSE.finditer(sentence)), len(sentence)]:
        clause, start = sentence[start:end], end
        if _CONCEDES.match(clause) or clause.rstrip().endswith(("?", "？")):
            continue
        found = [(_fits(clause, term), term) for term in _TERM.finditer(clause)]
        if len({fits for fits, _ in found}) == 2 and _is_choice(clause, found[0][1], found[1][1]):
            continue
        yield from (fits for fits, _ in found)


def _fits(clause: str, term: re.Match[str]) -> bool:
    since = max(0, term.start() - NEAR)
    before = [len(clause[found.end() : term.start()].split()) for found in _NOT.finditer(clause, since, term.start())]
    negated = min(before, default=REACH + 1) <= REACH or _NOT_BEHIND.match(clause, term.end())
    return bool(term["unfit"] or term["un"]) == bool(negated)


def _is_choice(clause: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether no more than a word stands between two verdicts: `suitable or not suitable`."""
    return len(_NOT.sub("", clause[one.end() : other.start()]).split()) <= 1
