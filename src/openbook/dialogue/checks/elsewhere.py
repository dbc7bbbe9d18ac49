"""Whether a turn is answered by another passage than gold: openly, as talks go on, or in gold's place."""

from collections.abc import Sequence, Set

from openbook.codes import Code
from openbook.dialogue.checks.empty_words import talk
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import DENIED
from openbook.dialogue.checks.held import has_one, share
from openbook.dialogue.checks.neighbours import has_alike
from openbook.dialogue.checks.openly import quotes, rests_on
from openbook.dialogue.checks.own_words import in_turn
from openbook.dialogue.checks.settled import is_settled_by
from openbook.dialogue.checks.worked_out import told_results
from openbook.records import Item, Passage, Turn
from openbook.text.about import matter
from openbook.text.amounts import figures_of, is_unit_or_figure
from openbook.text.clauses import clauses
from openbook.text.content import GRAMMAR, Content, is_number, is_spaceless, numbers, vocabulary_of, word_count
from openbook.text.counting import counted
from openbook.text.foreign_numbers import numbers_elsewhere
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import mentions, mentions_in_sentences
from openbook.text.normalise import bare, holds
from openbook.text.phrases import any_within, sentences

ELSEWHERE = 0.6
"""Share of an answer's own words that a distractor has, from which it may be the distractor's."""
HALF = 0.5
"""Share of an answer's own words that gold has, up to which it may be the distractor's."""

DEALT_WITH, ALONE = 0.5, 0.6
"""Share of a question's words that a sentence of gold has which deals with it; where another passage has none."""

LEFT = 0.34
"""Share of a clause's words that nobody has said yet, up to which it is told."""

_COLON = late(r"[:：]\s")

BESIDE = frozenset({"conflicting", "outdated", "partial", "topic_shift", "multi_source"})
"""Scenarios in which an answer rests on other passages too, or on none."""


def answered_elsewhere(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that only a distractor answers, although it is to be about gold; a later one may go on openly.

    Its words alone don't tell: it quotes a distractor, has a figure of it, or asks for what gold has no word of.
    """
    if not item.has_gold or item.scenario in BESIDE:
        return None
    for number, turn, before, asked in in_turn(turns):
        if quotes_gold(item, turn):
            continue
        known = Content.of(asked).vocabulary
        own = [word for word in content(turn.answer) if word not in known and not GRAMMAR.fullmatch(word)]
        best = _answered_by(item, turn, own) or (_quoted_alone(item, turn) if number == 1 else None)
        if best is None or goes_on(item, turns[:number]):
            continue
        if number == 1 or not is_settled_by(turn, [best]) or _gold_has_alike(item, turn, before):
            detail = f"turn {number} is answered by chunk {best.rank} ({best.source}) alone, which is a distractor"
            return Finding("answered_elsewhere", Code.UNGROUNDED, detail)
    return None


def _gold_has_alike(item: Item, turn: Turn, before: str) -> bool:
    """Whether a sentence of gold has half of the words of a later question, and a figure like an answer's."""
    own = asked_anew(turn.question, before)
    about = [one for one in sentences(gold_of(item)) if own and share(own, one) >= HALF]
    return any(
        has_alike(one, amount.figure, amount.unit) for one in about for amount in figures_of(turn.answer).amounts
    )


def _quoted_alone(item: Item, turn: Turn) -> Passage | None:
    """Return the distractor of which alone a turn quotes something, where it doesn't name gold."""
    ranks = gold_ranks(item)
    if not turn.citations or any(one.rank in ranks for one in (*mentions(turn.thoughts), *mentions(turn.answer))):
        return None
    first = turn.citations[0]
    if holds(bare(gold_of(item)), bare(first.quote)):
        return None
    return next((one for one in item.passages if one.rank == first.rank), None)


def _answered_by(item: Item, turn: Turn, own: Sequence[str]) -> Passage | None:
    """Return the distractor whose an answer without a quotation from gold is, by its `own` words beside its question's.

    It has most of them, gold half of them at most or none of its figures. Since both may tell the same in the answer's
    words, more than these must tell: a quotation, a figure, a question for what gold has no word of.
    """
    gold, figures = gold_of(item), numbers(own)
    if figures:
        aside = numbers_elsewhere(turn.answer) | told_results(turn.thoughts)
        figures = [one for one in figures if one not in aside]
    held, has_quoted = share(own, gold) if own else 1.0, bool(turn.citations)
    if len(own) < 2 and not (figures or has_quoted):
        return None
    there, others = Content.of(gold).vocabulary, [one for one in item.passages if not one.is_gold]
    best = max(others, key=lambda one: share(own, one.text), default=None) if held < 1 else None
    if best is None or share(own, best.text) < max(ELSEWHERE, held):
        return None
    theirs = Content.of(best.text).vocabulary
    if any(len(word) > 1 and word in there and word not in theirs for word in figures):
        return None
    if any(word in there and not has_one([word], best.text) for word in own) and rests_on_gold(item, turn):
        return None
    has_figure = any(word in theirs and word not in there for word in figures)
    if held > HALF or (held == HALF and not has_quoted):
        return best if has_figure and has_quoted and there.isdisjoint(figures) else None
    if has_figure or has_quoted:
        return best
    asked = (word for word in content(turn.question) if word in theirs and not is_number(word))
    return best if any(not has_one([word], gold) for word in asked) else None


def goes_on(item: Item, turns: Sequence[Turn]) -> bool:
    """Whether the last of some turns, which is not the first, goes on openly to what a passage beside gold tells.

    It rests on it before everybody's eyes, as the turn before does or with a question that names what gold has no word
    of (where it alone has all that is asked anew, an answer with a word of it is enough); or gold has nothing in its
    place: no sentence with as many words of the question as the passage has, and half of them (more where the passage
    has none), nor other figures of what is quoted.
    """
    *earlier, turn = turns
    if not earlier:
        return False
    before, gold = "\n".join(one.question for one in earlier), gold_of(item)
    own = [word for word in asked_anew(turn.question, before) if word in matter(turn.question)]
    strange = [word for word in own if not has_one([word], gold)]
    beside = [one for one in item.passages if not one.is_gold]
    told = asked_anew(turn.answer, f"{before}\n{turn.question}") if strange else []
    others = [
        one
        for one in beside
        if rests_on(turn, one) or (strange and share(own, one.text) == 1 and has_one(told, one.text))
    ]
    if not others:
        return False
    if any(quotes(earlier[-1], one.rank) or has_one(strange, one.text) for one in others):
        return True
    most = max(share(own, one.text) for one in others) if own else 0.0
    fewest = max(most, DEALT_WITH) if most else 2.0 if _turns_gold_down(item, turn) else ALONE
    return not any(
        _has_its_place(one, turn, is_asked=bool(own)) or (own and share(own, one) >= fewest) for one in sentences(gold)
    )


def _turns_gold_down(item: Item, turn: Turn) -> bool:
    """Whether a sentence of thoughts denies something of gold, which it names."""
    gold = gold_ranks(item)
    rows = mentions_in_sentences(turn.thoughts)
    return any(any_within(said, DENIED) for said, named in rows if any(one.rank in gold for one in named))


def _has_its_place(sentence: str, turn: Turn, *, is_asked: bool) -> bool:
    """Whether a sentence has a word of a quotation and a figure like one of an answer, of its unit or length; one of
    the two is enough for a question that has no words of its own.
    """
    said = tuple(one.quote for one in turn.citations)
    quoted = vocabulary_of(said).difference(*(counted(Content.of(one).tokens) for one in said))
    telling = (word for word in content(sentence) if (word[1:] or is_spaceless(word)) and not is_unit_or_figure(word))
    shared = sum(map(quoted.__contains__, telling))
    is_about = shared >= (1 if is_asked else max(1, HALF * len(quoted)))
    if is_about != is_asked:
        return is_about
    units = {one.figure: one.unit for one in figures_of(turn.answer).amounts}
    told = [one for one in numbers(Content.of(turn.answer).vocabulary) if one in units or len(one) > 1]
    figures = [one for one in told if not said or one in vocabulary_of(said)]
    return any(has_alike(sentence, one, units.get(one, "")) for one in figures)


def asked_anew(question: str, before: str) -> list[str]:
    """Return the words of a question that tell something and that those before have not."""
    known = Content.of(before).vocabulary | talk()
    return [word for word in content(question) if word not in known and not GRAMMAR.fullmatch(word)]


def asks_beside(item: Item, question: str, asked: str) -> bool:
    """Whether a later question is about what no passage has a word of, so that it may be turned down.

    A character by itself may be a common verb's, as long as some word is nowhere: 犬 of `犬は入れますか`.
    """
    own, texts = asked_anew(question, asked), [passage.text for passage in item.passages]
    lone = lone_ones(own)
    words = [word for word in own if word not in lone] if lone else own
    if any(has_one(words, text) for text in texts):
        return False
    return bool(words) or any(not any(has_one([word], text) for text in texts) for word in lone)


def gold_may_tell(item: Item, question: str, before: str, answers: str, *, by_field: bool) -> bool:
    """Whether a sentence of gold has half of the words that a later question asks anew, and of one alone a word of the
    questions before too, where a field decides: `And in 2020?` asks for the price of another year.

    Where the questions and answers before have told its clauses with the question's words, it has nothing more to tell.
    """
    own = [word for word in asked_anew(question, before) if word in matter(question)]
    about = tuple(matter(before)) if by_field and len(own) == 1 else ()
    asked = tuple(matter(question))
    known = Content.of(f"{before}\n{answers}").vocabulary.union(own)
    return not own or any(
        share(own, one) >= HALF and (not about or has_one(about, one)) and not _is_told(one, asked, known)
        for one in sentences(gold_of(item))
    )


def _is_told(sentence: str, asked: Sequence[str], known: Set[str]) -> bool:
    """Whether all that a sentence says with some words is known; what a colon has behind it is said with them."""
    rows = [content(one) for one in clauses(_COLON.sub(" ", sentence)) if has_one(asked, one)]
    return bool(rows) and all(_is_said(row, known) for row in rows)


def _is_said(words: Sequence[str], known: Set[str]) -> bool:
    left = [word for word in words if word not in known]
    return not numbers(left) and word_count(left) <= LEFT * word_count(words)


def lone_ones(words: Sequence[str]) -> list[str]:
    """Return the words that are one character of a script without spaces, as a common verb's may be."""
    return [word for word in words if len(word) == 1 and is_spaceless(word)]


def asks_by_itself(question: str, asked: str) -> bool:
    """Whether a later question has words of its own that tell what it is about: `so what do I do` has none."""
    own = asked_anew(question, asked)
    return len(lone_ones(own)) < len(own)


def asks_of_neighbour(item: Item, turn: Turn, asked: str) -> bool:
    """Whether a later question names what a distractor has a word of and gold none, and its answer names it too."""
    others = vocabulary_of(tuple(one.text for one in item.passages if not one.is_gold))
    named = [word for word in asked_anew(turn.question, asked) if word in others and not is_number(word)]
    told = Content.of(turn.answer).vocabulary
    return bool(named) and not has_one(named, gold_of(item)) and not told.isdisjoint(named)


def rests_on_gold(item: Item, turn: Turn) -> bool:
    """Whether a turn openly rests on a gold passage that is shown."""
    return any(one.is_gold and rests_on(turn, one) for one in item.passages)


def quotes_gold(item: Item, turn: Turn) -> bool:
    """Whether a turn quotes gold."""
    gold = gold_ranks(item)
    return any(citation.rank in gold for citation in turn.citations)


def gold_ranks(item: Item) -> frozenset[int]:
    """Return the numbers of the gold passages that are shown."""
    return frozenset(passage.rank for passage in item.passages if passage.is_gold)


def gold_of(item: Item) -> str:
    """Return the gold passages that are shown, as one text."""
    return "\n".join(passage.text for passage in item.passages if passage.is_gold)
