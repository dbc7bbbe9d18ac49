"""The labels by which a reply in text form is told apart: question, thought process, answer, in many languages."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from openbook.dataclass import dataclass
from openbook.dialogue.reply.label_words import ANSWER, EVIDENCE, QUESTION, THOUGHTS, USER
from openbook.text.late import late

LabelKind = Literal["question", "thoughts", "answer"]
LabelShape = Literal["bold", "heading", "plain"]

WORDS: dict[LabelKind, str] = {"question": QUESTION, "answer": ANSWER, "thoughts": THOUGHTS}
"""What a label may say, by its kind, lower case."""

_BEFORE = frozenset(
    {
        "follow-up",
        "followup",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "next",
        "final",
        "user",
        "user's",
        "assistant",
    }
    | {"model", "assistant's", "short", "full", "the"}
)
"""Words that may stand before an English label: `Follow-up question`, `Final answer`."""

_TEXT = r"[^\W\d_][^\n\d:：*_#|<>\"“”()\[\]]{0,32}"
_BLANK = r"[ \t]"
_PICTURE = r"(?:[\u2190-\u21ff\u2300-\u23ff\u2460-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]{1,6}[ \t]{0,2})?"
"""A sign that decorates a label."""
_COUNTED = r"(?i:step|turn|exchange|round|runde|tour|turno|beurt|tura|ход)[ \t]\#?\d{1,2}[ \t]{0,2}[-–—:.]?[ \t]{1,2}"
"""What counts the turns before a label: `Turn 1 Question:`."""
_LINE = late(
    rf"{_BLANK}{{0,8}}(?:(?:[-*•+]|[-=]>|→){_BLANK}{{1,4}})?(?:(?:\d{{1,2}}|[IVX]{{1,4}})[.)]{_BLANK}{{1,4}})?(?P<head>\#{{1,6}}{_BLANK}{{0,4}})?"
    rf"{_PICTURE}(?P<bold>\*\*\*|\*\*|__|\*|_|`)?{_BLANK}{{0,2}}{_PICTURE}(?:\d{{1,2}}[.)]{_BLANK}{{1,4}})?(?:{_COUNTED})?(?P<text>{_TEXT})"
    rf"(?P<number>\#?\d{{0,2}}){_BLANK}{{0,2}}(?:\([^()\n]{{0,40}}\){_BLANK}{{0,2}})?(?P<inner>[:：]?)"
    rf"(?(bold){_BLANK}?)(?P<close>(?:\*\*\*|\*\*|__|\*|_|`)?){_BLANK}{{0,2}}(?P<outer>[:：]?)(?P<rest>[^\n]?[^\n]?)"
)
_INLINE = late(rf"\*\*(?P<text>{_TEXT})(?P<number>\d{{0,2}}){_BLANK}{{0,2}}(?P<inner>[:：]?)\*\*(?P<outer>[:：]?)")
_BEFORE_INLINE = frozenset(" \t\n.?!。？！…)]»”")
FEWEST_ALIKE = 2
"""Turns in which the same unknown words stand on a line of their own for them to be a label."""
LONGEST_HEADING = 60
"""A label without a colon stands on a line of no more characters, or opens one with marks."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label in a reply."""

    kind: LabelKind
    start: int
    end: int
    """Where its text begins."""
    text: str
    """The heading as written, without number and marks."""
    shape: LabelShape
    numbered: bool
    inline: bool
    """Whether it stands within a line."""
    open_bold: bool = False
    """Whether its bold goes on into the text: `**Question: What …?**`."""

    @property
    def shouts(self) -> bool:
        """Whether it is in capitals, as the packaged prompts write the outer labels."""
        return self.text.isupper()


def is_user(label: Label) -> bool:
    """Whether a label names the person who asks, as a chat's transcript does: `User:`, `### Instruction:`."""
    return label.text.casefold() in {*_words(USER), "instruction"} and not label.inline


@lru_cache(maxsize=1)
def _kinds() -> dict[str, LabelKind]:
    return {word: kind for kind, words in WORDS.items() for word in _words(words)}


def _words(listed: str) -> list[str]:
    return [" ".join(word.split()) for word in listed.split(",")]


@lru_cache(maxsize=4096)
def kind_of(text: str) -> LabelKind | None:
    """Return what a heading stands for; None where it is no label."""
    kinds = _kinds()
    folded = text.strip(" \t-–—.").casefold()
    if folded in kinds:
        return kinds[folded]
    words = folded.split()
    for place in range(1, len(words)):
        last = " ".join(words[place:])
        if last in kinds and _BEFORE.issuperset(words[:place]):
            return kinds[last]
    return None


def labels(text: str) -> list[Label]:
    """Return every label of a reply, in order. Whether it divides or is itself quoted is for the caller to say."""
    found: list[Label] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        match = _LINE.match(text, start, end) if _may_be_label(text, start, end) else None
        if match and (kind := kind_of(match["text"])) and (label := _line_label(match, kind)):
            found.append(label)
            if kind == "answer" and (thoughts := _thoughts_at(text, label.end, end)):
                found.append(thoughts)
        start = end + 1
    if "**" in text:
        found += _inline_labels(text, {label.start: label.end for label in found})
        found.sort(key=lambda label: label.start)
    return found


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """The label of a field that stands beside a turn's question and answer."""

    name: str
    """What we call the field; of one that we don't know, what it is called."""
    start: int
    end: int
    """Where its text begins."""


def field_labels(text: str, others: Container[str] = ()) -> list[FieldLabel]:
    """Return the labels of fields in a part of a reply; `others`: what further ones are called, in marks."""
    return [label for label, marked in _named_lines(text) if label.name in FIELDS or (marked and label.name in others)]


def common_names(texts: Sequence[str]) -> frozenset[str]:
    """Return what stands as a label in marks on a line of each of several texts, and thus is none of their words."""
    if len(texts) < FEWEST_ALIKE:
        return frozenset()
    return frozenset.intersection(
        *(frozenset(one.name for one, marked in _named_lines(text) if marked) for text in texts)
    )


def _named_lines(text: str) -> Iterator[tuple[FieldLabel, bool]]:
    """Yield what may be the labels of fields, each with whether it stands in marks."""
    if ":" not in text and "：" not in text:
        return
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        match = _LINE.match(text, start, end) if _may_be_label(text, start, end) else None
        if match and (match["inner"] or match["outer"]) and kind_of(match["text"]) != "question":
            name = match["text"].strip().casefold()
            marked = bool(match["bold"] or match["head"])
            yield FieldLabel(_fields().get(name, name), match.start(), match.start("rest")), marked
        start = end + 1


FIELDS = frozenset(("evidence", "short answer", "found"))


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    return dict.fromkeys(_words(EVIDENCE), "evidence")


def with_thoughts(text: str, found: list[Label]) -> list[Label]:
    """Return the labels with those for thoughts in a language whose word for them is not known here.

    What stands on a line of its own between question and answer, in the same words in every turn, is such a label.
    """
    turns = [
        (one.end, other.start) for one, other in pairwise(found) if (one.kind, other.kind) == ("question", "answer")
    ]
    if len(turns) < FEWEST_ALIKE or any(label.kind == "thoughts" for label in found):
        return found
    lines = [{match["text"].strip(): match for match in _lone_labels(text, *turn)} for turn in turns]
    common = [name for name in lines[0] if all(name in others for others in lines)]
    if len(common) != 1:
        return found
    added = (_line_label(turn[common[0]], "thoughts") for turn in lines)
    return sorted([*found, *(label for label in added if label)], key=lambda label: label.start)


def _lone_labels(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the lines of a part of a text that are the form of a label, and nothing else."""
    while (start := text.find("\n", start, end)) >= 0:
        start += 1
        stop = text.find("\n", start, end)
        match = _LINE.match(text, start, end if stop < 0 else stop)
        if match and (match["inner"] or match["outer"]) and not match["rest"].strip():
            yield match


def _thoughts_at(text: str, start: int, end: int) -> Label | None:
    """Return the label for thoughts that follows one for an answer on the same line: `ANSWER: Thought Process: …`."""
    match = _LINE.match(text, start, end)
    if match is None or kind_of(match["text"]) != "thoughts" or not (match["inner"] or match["outer"]):
        return None
    return _line_label(match, "thoughts")


def _may_be_label(text: str, start: int, end: int) -> bool:
    """Whether a line is worth a closer look."""
    if end - start <= LONGEST_HEADING:
        return end > start
    head = text[start : start + LONGEST_HEADING]
    return ":" in head or "：" in head or head.lstrip()[:1] in "#*_-"


def _inline_labels(text: str, taken: Mapping[int, int]) -> Iterator[Label]:
    """Yield the bold labels within lines; `taken`: where the labels end that open a line, by the line's start."""
    for match in _INLINE.finditer(text):
        start = match.start()
        if not (match["inner"] or match["outer"]) or (start and text[start - 1] not in _BEFORE_INLINE):
            continue
        kind = kind_of(match["text"])
        if kind and taken.get(text.rfind("\n", 0, start) + 1, 0) <= start:
            name = match["text"].strip()
            yield Label(kind, start, match.end(), name, "bold", bool(match["number"]), inline=True)


def _line_label(match: re.Match[str], kind: LabelKind) -> Label | None:
    colon, closed = match["inner"] or match["outer"], bool(match["close"])
    bold, head, number, rest = bool(match["bold"]), bool(match["head"]), bool(match["number"]), match["rest"]
    name = match["text"].strip()
    end = match.start("rest")
    if not colon:
        dashed = rest[:1] in "-–—.)" if rest else True
        if len(name) == 1 and not (head or number or (bold and closed)):
            return None
        if bold and not closed:
            return None
        if not (bold and closed) and not dashed:
            return None
        if dashed and rest:
            end += 1
    shape: LabelShape = "heading" if head else "bold" if bold else "plain"
    return Label(kind, match.start(), end, name, shape, number, inline=False, open_bold=bold and not closed)
