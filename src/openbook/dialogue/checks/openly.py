"""What a turn of a context without gold openly takes from a passage, or says that a passage tells of something else."""

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import PurePosixPath

from openbook.dialogue.checks.fruitless import DENIED
from openbook.records import Chunk, Item, Passage, Turn
from openbook.text.amounts import figures_of
from openbook.text.clauses import clauses
from openbook.text.content import GRAMMAR, Content, is_number, numbers, vocabulary_of
from openbook.text.counting import is_small_amount
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import Mention, mentions_in_sentences, unnumbered
from openbook.text.normalise import bare, holds
from openbook.text.phrases import any_within, sentences
from openbook.text.word_lists import stop_words

MOST = 0.7
"""Share of the words of an answer, with all its figures, that the passage has from which it is."""
ALIKE = 0.5
"""Share of a name with which another one ends that is of the same kind: Kaltjochhütte, Warmjochhütte."""
SHORTEST_END = 3
"""Letters of that end; one of a piece of a script without spaces."""


_JOINTS = late(r"[,;，；،؛、](?:(?<![,;])|(?=\s))")


def resting(item: Item, turns: Sequence[Turn]) -> list[Passage]:
    """Return the passages from which the last of some turns, which is not the first, takes its answer openly.

    It quotes them, or names them in thoughts that don't turn them down, and it asks for something or answers with
    something of theirs that hidden gold has not: what only gold is about is memory's.
    """
    turn = turns[-1]
    named = [one for one in item.passages if rests_on(turn, one)] if len(turns) > 1 else []
    if not named:
        return []
    gold = tuple(one.text for one in item.gold)
    said = (*content(turn.question), *content(turn.answer))
    own = frozenset(word for word in said if not GRAMMAR.fullmatch(word)) - vocabulary_of(gold)
    amounts = figures_of(turn.answer).amounts.difference(*(figures_of(one).amounts for one in gold))
    return [one for one in named if own & Content.of(one.text).vocabulary or amounts & figures_of(one.text).amounts]


def rests_on(turn: Turn, passage: Passage) -> bool:
    """Whether a turn quotes a passage, or names it in thoughts that don't turn it down."""
    return quotes(turn, passage.rank) or _names(turn.thoughts, passage)


def is_from(words: str, passage: Passage) -> bool:
    """Whether words are a passage's: it has their figures, and most of the others."""
    held = Content.of(passage.text).vocabulary
    said = [word for word in Content.of(words).vocabulary if not GRAMMAR.fullmatch(word)]
    has = sum(word in held for word in said)
    return has >= MOST * len(said) and all(word in held for word in said if is_number(word))


def quotes(turn: Turn, rank: int) -> bool:
    """Whether a turn quotes the passage of a number, and has it that it tells."""
    return turn.found is not False and any(one.rank == rank for one in (*turn.citations, *turn.evidence))


def _names(thoughts: str, passage: Passage) -> bool:
    """Whether a sentence of thoughts names a passage and denies nothing of it, but what the passage itself denies."""
    rows = mentions_in_sentences(thoughts)
    return any(
        any(one.rank == passage.rank for one in named) and not _denies(_without_others(said, named, passage), passage)
        for said, named in rows
    )


def _without_others(sentence: str, named: Sequence[Mention], passage: Passage) -> str:
    """Return a sentence without the clauses that name other passages alone, where this one has more than its name."""
    if len(named) < 2 or not any_within(sentence, DENIED):
        return sentence
    kept, start, says = [], 0, False
    for mark in (*_JOINTS.finditer(sentence), None):
        end = mark.start() if mark else len(sentence)
        ranks = {one.rank for one in named if start <= one.start < end}
        if not ranks or passage.rank in ranks:
            kept.append(sentence[start:end])
            says |= passage.rank in ranks and bool(content(unnumbered(kept[-1])))
        start = end
    return "".join(kept) if says else sentence


def _denies(sentence: str, passage: Passage) -> bool:
    if not any_within(sentence, DENIED):
        return False
    told = bare(passage.text)
    return any(any_within(one, DENIED) and not holds(told, bare(one)) for one in clauses(sentence))


def others_name(item: Item, turn: Turn, passage: Passage, asked: str) -> frozenset[str]:
    """Return the words of a turn by which it says that a passage is about another thing than the questions `asked`.

    The thing that these name is gold's, and the passage has it nowhere; what the passage has in its place, the answer
    says, or a sentence of thoughts that names the passage.
    """
    gold, theirs = _named(*item.gold), _named(passage)
    known, held, there = Content.of(asked).vocabulary, vocabulary_of(gold), vocabulary_of(theirs)
    missed = frozenset([word for word in content(asked) if word in held and word not in there])
    if not missed:
        return frozenset()
    rows = mentions_in_sentences(turn.thoughts)
    said = [turn.answer, *(one for one, named in rows if any(mention.rank == passage.rank for mention in named))]
    told = content("\n".join(said))
    strange = frozenset([word for word in told if word in there and word not in held and word not in known])
    return frozenset(_counterparts(missed, strange, gold, theirs))


def names_another(item: Item, asked: Set[str], passage: Passage) -> bool:
    """Whether words of a question name what a passage has in the place of something of hidden gold's, and nothing that
    gold alone has.
    """
    gold, theirs = _named(*item.gold), _named(passage)
    held, there = vocabulary_of(gold), vocabulary_of(theirs)
    strange = (asked & there) - held
    is_golds_alone = any(word in held and word not in there for word in asked)
    return bool(strange) and not is_golds_alone and any(_counterparts(held - there, strange, gold, theirs))


def _named(*texts: Chunk | Passage) -> tuple[str, ...]:
    """Return the names of files, each before what is of it."""
    return tuple(part for one in texts for part in (_name_of(one.source), one.text))


@lru_cache(maxsize=256)
def _name_of(source: str) -> str:
    return PurePosixPath(source).stem


def _counterparts(missed: Set[str], strange: Set[str], gold: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[str]:
    """Yield the strange words that stand in texts where gold has a missed one, a figure for a figure: beside the same
    word, or before the same end.
    """
    for word in strange:
        alike = [one for one in missed if is_number(one) == is_number(word)]
        places = _beside(theirs).get(word, frozenset())
        if any(not places.isdisjoint(_beside(gold).get(one, ())) or _end_alike(word, one) for one in alike):
            yield word


@lru_cache(maxsize=64)
def _beside(texts: tuple[str, ...]) -> dict[str, frozenset[tuple[int, str]]]:
    """Return the words of texts that stand before (-1) and behind (1) each of them, but no stop words nor figures."""
    found: dict[str, set[tuple[int, str]]] = {}
    common = stop_words()
    for one, other in chain.from_iterable(
        pairwise(Content.of(line).tokens) for text in texts for line in text.splitlines()
    ):
        if one not in common and not is_number(one):
            found.setdefault(other, set()).add((-1, one))
        if other not in common and not is_number(other):
            found.setdefault(one, set()).add((1, other))
    return {word: frozenset(places) for word, places in found.items()}


def _end_alike(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    same = next((n for n in range(shortest) if one[-1 - n] != other[-1 - n]), shortest)
    return not is_number(one) and same >= max(SHORTEST_END, ALIKE * max(len(one), len(other)))


def is_by_chance(words: str) -> bool:
    """Whether words are one word, or a figure that many things have: a thing of the same kind may well have it too."""
    said = [word for word in Content.of(words).vocabulary if not GRAMMAR.fullmatch(word)]
    return is_small_amount(said) or not (said[1:] or numbers(said))


def says_of_another(turn: Turn, words: str, names: frozenset[str]) -> bool:
    """Whether what an answer says in these words, by their figures if they have any, it says of another thing, which it
    names in the same sentence.
    """
    said = Content.of(words).vocabulary
    told = frozenset(numbers(said)) or said
    rows = [row for row in (Content.of(one).vocabulary for one in sentences(turn.answer)) if told & row]
    return bool(rows) and all(names & row for row in rows)
