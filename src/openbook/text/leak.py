"""Does a passage tell an answer? One test, for before anything is paid and for after.

What makes an answer this answer is its content words, in any case, script and spelling, that gold has too and the
question has not. (Capitals, digits and quotation marks alone found 45 % of planted leaks: RESEARCH.md.)
"""

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from openbook.dataclass import dataclass, replace
from openbook.text.amounts import is_unit_or_figure
from openbook.text.clauses import clauses, of_the_matter, statements_of
from openbook.text.content import (
    Content,
    holds_a_particle,
    is_spaceless,
    lone_characters,
    numbers,
    runs,
    spaceless,
    stemmed,
)
from openbook.text.counting import counted, counts_another, counts_otherwise, is_small_amount
from openbook.text.days import dated
from openbook.text.han import COUNTED
from openbook.text.language import language
from openbook.text.stems import untied
from openbook.text.unspaced import spaced
from openbook.text.word_lists import all_of, stop_words

NEAR = 30
"""Words around a mention in which the question's words make it an answer; twice as many pairs of characters."""
NEEDED = 2
"""Words of the question that must stand there."""
SHORT = 6
"""Content words up to which an answer is one thing; a longer one is told sentence by sentence."""
LOOSE = 4
"""Words that may stand between those of a short answer."""
MOST = 0.6
"""Share of the question's words that must stand there where a chance mention does no harm: beside gold."""
ECHOED = 0.8
"""Share of the question's words that must stand near an answer which the question holds itself."""
COVERED_PIECES = 0.7
"""The same of a few pairs of characters."""
COVERED = 0.8
"""Share of a statement's words which, standing together, tell it."""
MANY = {1: 3, 2: 4}
"""Words of a short answer of which one may be missing; pairs of characters, of which two hang over its edges."""
FEWEST = 4
"""Words that a statement must have for their standing together to tell it whatever the question."""
WINDOW = 60
"""Words that count as standing together."""


@dataclass(frozen=True, slots=True)
class Telltale:
    """What tells an answer, made ready once for all the passages that may hold it."""

    whole: frozenset[str]
    """Its content words that gold has."""
    keys: frozenset[str]
    """Those of them that the question has not: what makes it this answer."""
    phrases: tuple[frozenset[str], ...]
    """The keys that stand beside each other in it."""
    statements: tuple[frozenset[str], ...]
    """The keys of each of its sentences, where they are many."""
    asked: frozenset[str]
    """The question's content words; they may stand in the answer as well."""
    name: tuple[str, ...]
    """All words of an answer whose words the question has, but not in this order; else none."""
    unit: int
    """What a word counts: 1, or 2 in a script without spaces, where a word is about two pieces."""
    spoken: str
    """Gold's language."""
    counted: Mapping[str, Set[str]]
    """Its words right behind figures, with those."""


@lru_cache(maxsize=512)
def sought(question: str, answer: str, gold: str) -> Telltale:
    """Return what to look for: `gold` is the text that the answer is from.

    What an answer says of its search and its memory is left out, and so is what gold hasn't, unless nothing is left.
    """
    spoken = language(gold)
    stop = _stems(spoken)
    asked = frozenset(_content(Content.of(question).tokens, stop))
    text = gold if gold.isascii() else spaced(gold, Content.of(f"{question} {answer}").vocabulary)
    held = Content.of(text).vocabulary
    parts = clauses(answer)
    matter = of_the_matter(answer, parts)
    rows = _rows(matter, stop, held) or _rows(parts, stop, held)
    rows = rows or _rows(matter, _function_words(spoken), held)  # a state may be what is asked for
    rows = rows or _rows(matter, stop) or _rows(parts, stop)
    whole = frozenset(token for row in rows for token in row if token)
    keys = whole - asked
    firm = keys.difference([key for key in numbers(keys) if len(key) == 1])
    keys = firm if numbers(firm) or not all(map(is_unit_or_figure, firm)) else keys
    if len(keys) > 1:  # a single one may be the answer: Lamp in Lampism
        keys = keys.difference(_parts_of_one(keys, asked))
    phrases = [frozenset(run) for row in rows for run in runs(row, keys)]
    dates = [date for row in rows for date in dated(row)]
    phrases += [date for date in dates if date <= keys]
    phrases += [frozenset({key}) for key in numbers(keys.difference(*dates)) if len(key) > 1]
    unit = 2 if 2 * len(spaceless(whole)) > len(whole) else 1
    told = statements_of(answer) if len(keys) >= FEWEST * unit else ()
    statements = [keys.intersection(_content(Content.of(one).tokens, stop)) for one in told]
    return Telltale(
        whole,
        keys,
        tuple(dict.fromkeys(phrases)),
        tuple(one for one in dict.fromkeys(statements) if len(one) >= FEWEST * unit),
        asked - keys,
        () if keys else _name(matter, whole, question),
        unit,
        spoken,
        counted(tuple(token for part in matter for token in Content.of(part).tokens)),
    )


def _name(parts: Sequence[str], whole: frozenset[str], question: str) -> tuple[str, ...]:
    """Return the stretch of words that an answer consists of, with what stands between them; none where it is no
    stretch of several words, or the question has it too.
    """
    for part in parts:
        tokens = Content.of(part).tokens
        places = [place for place, token in enumerate(tokens) if token in whole]
        if len(places) > 1 and whole.issubset(tokens):
            name = tokens[places[0] : places[-1] + 1]
            return () if len(name) > len(places) + LOOSE or Content.of(question).has(name) else name
    return ()


def _parts_of_one(keys: frozenset[str], asked: frozenset[str]) -> list[str]:
    """Return the keys that a word of the question is made with: `proxyProtocol` in one makes `protocol` known."""
    words = " ".join(asked)
    return [key for key in keys if len(key) > 3 and key.rstrip("i") in words]


def _rows(parts: Sequence[str], stop: frozenset[str], held: frozenset[str] | None = None) -> list[list[str]]:
    """Return the content words of clauses in their places, "" for others; nothing where there are none.

    A character of a script without spaces may stand inside of the pieces that are `held`.
    """
    rows = []
    for tokens in [Content.of(part).tokens for part in parts]:
        telling = frozenset(_content(tokens, stop))
        if held is not None and not telling <= held:
            others = lone_characters(telling - held)
            telling = telling & held | {one for one in others if any(one in other for other in held)}
        rows.append([token if token in telling else "" for token in tokens])
    firm = [["" if holds_a_particle(token) else token for token in row] if spaceless(row) else row for row in rows]
    return firm if any(map(any, firm)) else rows if any(map(any, rows)) else []


def told(passage: str, answer: Telltale, *, by_chance: bool = True, amounts: bool = True) -> frozenset[str]:
    """Return the words by which a passage tells the answer; none where it doesn't.

    A short answer counts wherever it stands whole; else its keys count where words of the question are near, and a
    long one where a statement's words stand together. Without `by_chance` a single word counts only where most of the
    question is near. Without `amounts` a small figure with its unit counts beside words of the question alone.
    """
    passage = passage if passage.isascii() else spaced(passage, answer.whole | answer.asked)
    text = Content.of(passage)
    if len(answer.whole) == 1 and len(lone := next(iter(answer.whole))) == 1 and is_spaceless(lone):
        return answer.whole if _holds_a_character(text, answer, lone, by_chance) else frozenset()
    if not answer.whole or text.vocabulary.isdisjoint(answer.whole):
        return frozenset()
    if answer.keys and text.vocabulary.isdisjoint(answer.keys) and not lone_characters(answer.keys):
        return frozenset()
    text = text.parted(lone_characters(answer.whole))
    if answer.spoken == "arabic":
        answer = replace(answer, asked=untied(answer.asked, text.vocabulary))
    if _counts_another(passage, answer, answer.whole):
        return frozenset()
    if len(answer.whole) <= SHORT * answer.unit:
        found = _told_short(text, answer, by_chance, amounts)
        if found and not counts_otherwise(passage, found, answer.counted, answer.asked):
            return found
    for statement in answer.statements:
        if stand_together(passage, statement):
            return statement
    for phrase in answer.phrases:
        if (
            (len(phrase) > answer.unit or numbers(phrase))
            and _near(text, answer, phrase, len(phrase), by_chance)
            and not _counts_another(passage, answer, phrase)
            and not counts_otherwise(passage, phrase, answer.counted, answer.asked)
        ):
            return phrase
    figures = frozenset(key for key in numbers(answer.keys) if len(key) > 1)
    if by_chance and len(figures) > 1 and next(text.together(figures, len(figures), WINDOW), None):
        return figures  # in whatever language
    return frozenset()


def stand_together(passage: str, words: frozenset[str]) -> bool:
    """Whether nearly all of the words stand in one stretch of a passage."""
    text, unit = Content.of(passage), 2 if spaceless(words) else 1
    return next(text.together(words, _share(words), WINDOW * unit), None) is not None and _same_figures(text, words)


def _told_short(text: Content, answer: Telltale, by_chance: bool, amounts: bool) -> frozenset[str]:
    whole, keys = answer.whole, answer.keys
    width = LOOSE * answer.unit + len(whole)
    if not keys:
        others = answer.asked - whole
        near = [text.near(*stretch, others, NEAR) for stretch in text.together(whole, len(whole), width)]
        is_named = bool(answer.name) and text.has(answer.name)
        needed = min(NEEDED * answer.unit, len(others)) if is_named else max(NEEDED, ECHOED * len(others))
        return whole if near and max(near) >= needed else frozenset()
    core = keys if len(keys) > answer.unit else whole
    if by_chance and (amounts or not is_small_amount(core)) and next(text.together(core, len(core), width), None):
        return core
    if _near(text, answer, keys, len(keys), by_chance or core is keys):
        return keys
    if (
        len(keys) >= MANY[answer.unit]
        and _near(text, answer, keys, _share(keys), by_chance)
        and _same_figures(text, keys)
    ):
        return keys
    return frozenset()


def _counts_another(passage: str, answer: Telltale, words: frozenset[str]) -> bool:
    """Whether words are one figure, and a text of the same language counts something else wherever it has it."""
    figures = numbers(words)
    told = answer.whole if len(answer.whole) > 1 else answer.asked
    is_one = answer.unit == len(figures) == 1 and (len(words) == 1 or is_small_amount(words))
    is_akin = is_one and language(passage) == answer.spoken != ""
    return is_akin and counts_another(Content.of(passage).tokens, figures[0], told)


def _near(text: Content, answer: Telltale, wanted: frozenset[str], needed: int, by_chance: bool) -> bool:
    """Whether so many of the words stand together beside words of the question, or beside most of them."""
    width = (LOOSE + len(wanted)) * answer.unit + LOOSE
    least = _least(answer, by_chance)
    return any(_asked_near(text, answer, *stretch) >= least for stretch in text.together(wanted, needed, width))


def _asked_near(text: Content, answer: Telltale, first: int, last: int) -> int:
    """Return how many of the question's words stand around a stretch, a character that is a word by itself as two."""
    alone = lone_characters(answer.asked) if answer.unit > 1 else frozenset()
    return sum(text.near(first, last, words, NEAR * answer.unit) for words in (answer.asked, alone) if words)


def _least(answer: Telltale, by_chance: bool) -> float:
    """Return how many words of the question must stand near."""
    least = NEEDED * answer.unit if by_chance else max(NEEDED * answer.unit, MOST * len(answer.asked))
    return min(least, len(answer.asked))


def _holds_a_character(text: Content, answer: Telltale, lone: str, by_chance: bool) -> bool:
    """Whether the one character that is the answer stands alone, or beside words of the question: in a script without
    spaces it is a part of pieces.
    """
    if by_chance and lone in text.vocabulary:
        return True
    places = (place for place, token in enumerate(text.tokens) if lone in token)
    least = max(1, _least(answer, by_chance))
    return any(_asked_near(text, answer, place, place) >= least for place in places)


def _share(words: frozenset[str]) -> int:
    covered = COVERED if len(words) > 2 * FEWEST or not spaceless(words) else COVERED_PIECES
    return max(2, -int(-covered * len(words) // 1))


def _same_figures(text: Content, words: frozenset[str]) -> bool:
    """Whether a text has one of the figures, if there are any: else it is the same sentence about something else."""
    figures = numbers(words)
    return not figures or not text.vocabulary.isdisjoint(figures)


@lru_cache(maxsize=1024)
def content(text: str, spoken: str | None = None) -> tuple[str, ...]:
    """Return the stems that say what a text is about, each once, in order; `spoken` is its language, if it is known."""
    return tuple(dict.fromkeys(_content(Content.of(text).tokens, _stems(language(text) if spoken is None else spoken))))


def _content(tokens: Sequence[str], stop: frozenset[str]) -> list[str]:
    """Return the words that can tell anything: no stop word, no single letter, nothing that is only counted with."""
    return [token for token in tokens if token not in stop and (token[1:] or _tells_alone(token))]


def _tells_alone(token: str) -> bool:
    """Whether a word of one character can tell anything."""
    return token not in COUNTED and token != "1" and (token.isdigit() or not token.isascii())


def _stems(spoken: str) -> frozenset[str]:
    return _function_words(spoken, "hedges", "search_talk")


@lru_cache(maxsize=64)
def _function_words(spoken: str, *lists: str) -> frozenset[str]:
    """Return stop words, and those of some lists, as they are written and as they stand in a Content."""
    plain = stop_words(spoken).union(*map(all_of, lists))
    return stemmed(plain) | plain
