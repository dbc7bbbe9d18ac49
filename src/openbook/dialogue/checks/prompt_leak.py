"""Checks against the prompt: a draft neither speaks of its instructions nor copies their example."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import DENIED, TOLD, finds_nothing
from openbook.dialogue.checks.hollow import texts_of
from openbook.dialogue.checks.phantom import Block, WordRuns, blocks_of, may_share
from openbook.records import Item, Turn
from openbook.text.content import GRAMMAR, is_number, vocabulary_of
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import mentions, short
from openbook.text.normalise import bare, holds
from openbook.text.phrases import any_within, may_have, phrases, sentences
from openbook.text.said import spoken, words_of
from openbook.text.unlaid import unpaged
from openbook.text.word_lists import stop_words

FEWEST_WORDS = 6
"""A shorter question may be everybody's: `Can you give an example?`"""

BEFORE_VERB, BEHIND_VERB = 1, 3
"""Words before and behind a verb of writing among which stands what is written."""
THEIRS = 0.25
"""Share of a remark's words that its texts may have by chance."""
FARTHEST = 6
"""Words behind it among which the one is that ends what is written."""
LONG = 5
"""Letters of a word for what is written with which a longer one may end."""
TELLING = 3
"""Words that say something, with fewer of which a run is everybody's: `I have to rely on what I know`."""
NEAR = 8
"""Characters around one in scripts without spaces."""

_BEHIND = {
    "subject": r"\bsubject (?:chunk|text|passage|document)\b"
    r"|\bthe subject(?='s| (?:says|states|is hidden|itself|mentions|tells|contains|explains))",
    "hidden ": r"\bhidden (?:chunk|text|passage|subject|source)\b",
    "unseen ": r"\bunseen (?:chunk|text|passage|subject|source)\b",
    "ground": r"\bground[- ]truth\b",
    "gold": r"\bgold(?:en)? (?:chunk|passage|text)\b",
    "reference answer": r"\breference answers?\b",
    "training ": r"\btraining (?:conversation|dialogue|example)s?\b",
    "instructions ": r"\b(?:my|your) instructions (?:say|state|tell|ask|require|are)\b"
    r"|\bthe instructions i was given\b",
    "prompt ": r"\b(?:the|my) prompt (?:says|asks|tells|requires)\b",
    "system message": r"\b(?:the|my) system message\b",
    "conversation ": r"\b(?:the|this) conversation (?:is|was) (?:made up|synthetic)\b",
    "retrieved chunks\n": r"\bretrieved chunks\n=",
    "{": r"\{(?:text|metadata|stringified_retrieved_chunks)\}",
}
"""What gives a draft's making away, by what stands in a text that may match; lower case."""
_FIRST_SENTENCE = late(r"\W{0,20}[^.!?\n]{20,600}+[.!?]")
_LAYOUT = late(r"^\W{0,8}chunk \d{1,3}\s*\n\W{0,8}source ?:", re.IGNORECASE | re.MULTILINE)
_ORDER = late(r"^[ \t]*([A-Z][^.!?\n:]{8,80})[.!]$", re.MULTILINE)
"""A line of a prompt that is one short order."""
_FIELDS = late(
    r"\b(?:SUBJECT|CHUNKS|EVIDENCE|RETRIEVED|SHORT ANSWER)\b"
    r"|\b(?:found|short_answer)\"? ?[:=] ?\"?(?:true|false|yes|no)\b|\bfound\"? to (?:true|false)\b"
    r"|(?<![A-Za-z_])(?:evidence|short[ _]answer|found)[\"`”»」]?[ -]?(?:field|Feld|字段|フィールド|필드|फ़ील्ड)"
    r"|\b(?:field|Feld|champ|campo|поле|حقل) [\"`“„«「]?(?:evidence|short_answer|found)\b"
)
"""Words that the packaged prompts write in capitals, fields with their values, and what calls a field by its name."""
_LABELS = (
    *("SUBJECT", "CHUNKS", "EVIDENCE", "RETRIEVED", "SHORT ANSWER"),
    *(f"{field}{sign}" for field in ("found", "short_answer") for sign in ('"', ":", "=", " :", " =", " to ")),
    *("field", "Feld", "champ", "campo", "поле", "حقل", "字段", "フィールド", "필드", "फ़ील्ड"),
)
"""What each of those has."""
_REMARK = late(
    r"(?:^|\n|(?<=[.!?。！？।؟])\s?)[*_]{0,3}(?P<said>\([^()\n]+\)|\[[^\[\]\n]+\]|（[^（）\n]+）)[*_]{0,3}\s*\Z"
    r"|\n\n[*_]{0,3}(?P<label>[^\W\d]+(?: [^\W\d]+)?[*_]{0,2}\s?[:：][^\n]+)\Z"
)
"""What stands in brackets at the end, or in a paragraph of its own behind `Note:`."""
_NAME = late(r"(?<=[a-z,;] )[A-Z][a-z]{3,}\b")
_WORDS = late(r"\b[A-Z][a-z]{3,}\b")
_CAPITALISED = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September "
    "October November December English German French Spanish Process Thought Answer Question Source Chunk"
)
_EVERYBODYS = frozenset(_CAPITALISED.split())
"""Capitalised words that are nobody's in particular."""


def prompt_leak(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find words that give away how the conversation was made; what the documents say themselves is no such word."""
    texts = ["\n".join((turn.question, turn.thoughts, turn.answer)).casefold() for turn in turns]
    everything = "\n".join(texts)
    for number, turn in enumerate(turns, start=1):
        for text in (turn.question, turn.thoughts, turn.answer):
            if "ource" in text and (match := _LAYOUT.search(text)) and not _of_the_matter(bare(match.group()), item):
                return _copies_layout(number)
        if _is_headed(turn.answer, item):
            return _copies_layout(number)
    for pattern in [pattern for sign, pattern in _BEHIND.items() if sign in everything]:
        for number, text in enumerate(texts, start=1):
            found = (words for words in re.findall(pattern, text) if not _of_the_matter(bare(words), item))
            for words in found:
                detail = f"turn {number} speaks of its instructions: “{words}”"
                return Finding("prompt_leak", Code.PROMPT_LEAK, detail)
    for number, turn in enumerate(turns, start=1):
        words = _of_its_making(turn, item) or _staged(turn, item) or _remark(turn, item)
        if words and not _of_the_matter(bare(words), item):
            detail = f"turn {number} speaks of how it was made: “{words}”"
            return Finding("prompt_leak", Code.PROMPT_LEAK, detail)
    return None


def _copies_layout(number: int) -> Finding:
    return Finding("prompt_leak", Code.PROMPT_LEAK, f"turn {number} copies the layout of the context")


def _is_headed(answer: str, item: Item) -> bool:
    """Whether an answer has over it, in a line of its own, a passage's number and source, as a context shows them."""
    line, _, rest = answer.strip().partition("\n")
    source = next((one.source for one in item.passages if one.source in line), "") if rest.strip() else ""
    if not source or not (named := mentions(line)):
        return False
    left = f"{line[: named[0].start]} {line[named[0].end :]}".replace(source, " ")
    return len(spoken(left).split()) <= 1


def _remark(turn: Turn, item: Item) -> str:
    """Return a remark behind an answer that speaks of what was ordered, in next to no word of the matter."""
    if not may_have(turn.answer, "form_talk"):
        return ""
    found = _REMARK.search(turn.answer)
    remark = (found["said"] or found["label"]) if found else ""
    if not phrases("form_talk").within(remark):
        return ""
    if mentions(remark) or (not item.has_gold and any_within(remark, ("memory_talk", "search_words"))):
        return ""
    said = content(remark)
    held = vocabulary_of((turn.question, *texts_of(item)))
    return short(remark) if sum(map(held.__contains__, said)) <= THEIRS * len(said) else ""


def _of_its_making(turn: Turn, item: Item) -> str:
    """Return the words by which a turn speaks of how it was made, where its matter has no such words."""
    parts = (turn.question, turn.thoughts, turn.answer)
    if not any(may_have(text, "making", "orders", "composing") for text in parts):
        return ""
    words = next(filter(None, map(_making, parts)), "") or _ordered(turn.thoughts)
    return "" if words and _is_asked_about(words, turn.question, item, all) else words


def _staged(turn: Turn, item: Item) -> str:
    """Return the words by which a turn speaks of who answers as of another, where its matter has no such words."""
    found = (any_within(turn.thoughts, ("staging", "assistants")), any_within(turn.answer, ("assistants",)))
    return next((one for one in found if one and not _is_asked_about(one, turn.question, item)), "")


def _is_asked_about(words: str, question: str, item: Item, some: Callable[[Iterable[bool]], bool] = any) -> bool:
    """Whether a question and the documents have one of some words, or all that say something."""
    told = vocabulary_of((question, *map(unpaged, texts_of(item))))
    own = [word for word in content(words) if not (GRAMMAR.fullmatch(word) or is_number(word))]
    return bool(own) and some(word in told for word in own)


def _making(text: str) -> str:
    """Return words of one sentence that speak of how a draft was made; those of two stand together by chance."""
    if not phrases("making").within(text):
        return ""
    return next((found for one in sentences(text) if (found := phrases("making").within(one))), "")


def _ordered(thoughts: str) -> str:
    """Return words by which thoughts speak of what their writer was told to do, or of writing a question."""
    if order := phrases("orders").within(thoughts):
        return order
    if not phrases("composing").within(thoughts):
        return ""
    return next((one for sentence in sentences(thoughts) if (one := _composed(sentence))), "")


def _composed(sentence: str) -> str:
    """Return the words of a sentence that write a question: the two stand close, behind the verb or right before it."""
    if sign := next((one for one in phrases("composing").signs if one in sentence), ""):
        place = sentence.find(sign)
        around = sentence[max(0, place - NEAR) : place + len(sign) + NEAR]
        return around if phrases("composed").within(around) else ""
    row = spoken(sentence).split()
    for place, word in enumerate(row):
        if phrases("composing").within(word):
            near = row[max(0, place - BEFORE_VERB) : place + BEHIND_VERB + 1]
            if any(map(_is_composed, near)) or _is_composed(_noun(row[place + 1 :])):
                return " ".join(near)
    return ""


def _noun(row: Sequence[str]) -> str:
    """Return the word that ends the first group of words: `a natural user question` before `about`."""
    group = list(takewhile(lambda word: word not in stop_words(), row[1:FARTHEST]))
    return group[-1] if group else ""


def _is_composed(word: str) -> bool:
    """Whether a word is one for what is written, or ends with it: `Nutzerfrage`."""
    return bool(phrases("composed").within(word)) or phrases("composed").ends(word, LONG)


def _of_the_matter(span: str, item: Item) -> bool:
    return any(holds(bare(text), span) or holds(bare(unpaged(text)), span) for text in texts_of(item))


def copied_example(item: Item, turns: Sequence[Turn], example: str) -> Finding | None:
    """Find a question or the opening of an answer that stands in the prompt's example and not in the item's chunks.

    `example`: the prompt without the item's own material.
    """
    words = bare(example)
    orders, names, blocks = _orders(example), _names(example), _blocks(words)
    for number, turn in enumerate(turns, start=1):
        opening = _FIRST_SENTENCE.match(turn.answer)
        for name, text in (("question", turn.question), ("answer", opening.group() if opening else "")):
            span = bare(text)
            may_be_copied = span.count(" ") > FEWEST_WORDS and may_share([span], blocks)
            if may_be_copied and holds(words, span) and not (_owns_up(span, text, item) or _of_the_matter(span, item)):
                detail = f"the {name} of turn {number} is copied from the prompt: “{short(text)}”"
                return Finding("copied_example", Code.PROMPT_LEAK, detail)
        if said := _from_prompt(turn, item, words, orders, names):
            detail = f"turn {number} has “{short(said)}” from the prompt"
            return Finding("copied_example", Code.PROMPT_LEAK, detail)
    return None


def _from_prompt(turn: Turn, item: Item, words: str, orders: tuple[str, ...], names: frozenset[str]) -> str:
    """Return what a turn has from the prompt alone: a run of words, a short order, a name of its example."""
    asked = bare(turn.question)
    if asked.startswith(orders):
        order = next((one for one in orders if asked.startswith(one) and not _of_the_matter(one, item)), "")
        if order:
            return order.strip()
    everything = f"{turn.question}\n{turn.thoughts}\n{turn.answer}"
    for field in _FIELDS.finditer(everything) if any(map(everything.__contains__, _LABELS)) else ():
        if not _of_the_matter(bare(field.group()), item):
            return field.group()
    for name in names.intersection(_WORDS.findall(everything)) if _may_name(everything, turn, names) else ():
        if not _of_the_matter(bare(name), item):
            return name
    texts = (turn.question, turn.thoughts, turn.answer, turn.short_answer)
    blocks = _blocks(words)
    if not may_share([bare(text) for text in texts], blocks):
        return ""
    for text in texts:
        for run in WordRuns.of(bare(text)).shared(words, blocks):
            if not (_owns_up(run, text, item) or _of_the_matter(run, item)):
                return run.strip()
    return ""


def _owns_up(run: str, text: str, item: Item) -> bool:
    """Whether a run that says next to nothing stands where a text says that it speaks from memory, or where one that
    must abstain says that nothing was found.
    """
    if len(content(run)) >= TELLING or not may_have(text, "memory_talk", *DENIED):
        return False
    around = (one for one in pairwise(("", *sentences(text))) if holds(bare(" ".join(one)), run))
    said = [one for both in around for one in both]
    return any(phrases("memory_talk").within(one) or (item.strict and finds_nothing(one, TOLD)) for one in said)


def _may_name(everything: str, turn: Turn, names: frozenset[str]) -> bool:
    """Whether a turn may have one of some names."""
    if not everything.isascii():
        return True
    small = _in_small_letters(names)
    return not all(small.isdisjoint(words_of(text)) for text in (turn.question, turn.thoughts, turn.answer))


@lru_cache(maxsize=16)
def _in_small_letters(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(str.lower, names))


@lru_cache(maxsize=16)
def _blocks(words: str) -> frozenset[Block]:
    return blocks_of(words)


@lru_cache(maxsize=16)
def _orders(example: str) -> tuple[str, ...]:
    return tuple(bare(one) for one in _ORDER.findall(example))


@lru_cache(maxsize=16)
def _names(example: str) -> frozenset[str]:
    """Return the names in a prompt's example: words with a capital inside of a sentence that are never without one."""
    small = frozenset(re.findall(r"\b[a-z]+\b", example))
    first = frozenset(re.findall(r"(?:^|[.!?:\"“] )([A-Z][a-z]+)", example, re.MULTILINE))
    names = frozenset(name for name in _NAME.findall(example) if name.lower() not in small and name not in first)
    return frozenset(name for name in names if name.removesuffix("s") not in _EVERYBODYS)
