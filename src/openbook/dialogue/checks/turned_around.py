"""Whether an answer turns around what its turn quotes: an opposite, a negation left out, an exception passed over."""

from collections.abc import Iterator, Sequence

from openbook.records import Turn
from openbook.text.amounts import figures_of, is_unit_or_figure
from openbook.text.comparisons import comparison
from openbook.text.content import GRAMMAR, Content, is_number, is_spaceless, numbers, spaceless
from openbook.text.days import weekdays
from openbook.text.denial import WITHOUT, Denial, compares_amount, denial, denies, may_deny, turning
from openbook.text.excepting import excepted, may_except
from openbook.text.frequency import periods
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.opposites import leanings, may_turn, turned
from openbook.text.phrases import any_within, phrases, sentences
from openbook.text.said import spoken
from openbook.text.yes_no import side

RESTATED = 0.6
"""Share of a quoted statement's words that a question and its answer have, from which they are about it."""
ASKED = 1
"""Words of a quoted statement in a question that leave no doubt that it is about it."""
UNDER = 0.75
"""The same of a statement that holds under a condition, and a question."""
BEGUN = 4
"""Letters with which forms of one word begin."""
BESIDE = 2
"""Words beside one that has an opposite, by which what it orders is known."""
PIECES = 0.6
"""The same of the pairs of characters that a negation turns around; of words, all."""

_POSTPOSED = "\u0900"
"""From Devanagari on, what `before` or `after` goes with stands before it."""
_ENDS = frozenset(".!?؟।。！？")
"""Characters at the end of a sentence."""
_PART = late(r"[,;:—–](?=\s)|[，、；：؛،]|(?<=[.!?؟।])\s+|(?<=[。！？])|\n+")

_BOUNDING = ("refraining", "otherwise", "in_vain", "conditions")
"""Lists of words that turn something down, or bound it."""


def turned_around(turn: Turn, quotes: Sequence[str]) -> str:
    """Return in what an answer says the opposite of what is quoted; empty for nothing."""
    return _opposite(turn, quotes) or _negated(turn, quotes) or _passed_over(turn, quotes)


def parts(text: str) -> list[str]:
    """Return the clauses of a text, as commas and ends of sentences part them."""
    return [part for found in _PART.split(text) if (part := found.strip())]


def _opposite(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer repeats what is quoted with a word's opposite in its place."""
    if not any(may_turn(turn.answer, quote) for quote in quotes):
        return ""
    for part in filter(leanings, _statements(turn.answer)):
        for sentence in (sentence for quote in quotes for sentence in sentences(quote)):
            for there in (sentence, *parts(sentence)):
                words = turned(part, there)
                if words and not _is_converse(part, words, sentence) and _is_contrary(turn, part, words, there):
                    return f"says “{words[0]}”, where “{words[1]}” is quoted"
    return ""


def _statements(answer: str) -> Iterator[str]:
    """Yield the clauses of an answer; one that only says when or where goes with the next: `Before that, stop`."""
    opening = ""
    for part in parts(answer):
        part = f"{opening}, {part}" if opening else part
        opening = part if part[-1] not in _ENDS and leanings(part) and not _says_of_what(part) else ""
        if not opening:
            yield part
    if opening:
        yield opening


def _says_of_what(part: str) -> bool:
    """Whether a clause has a word beside those that have an opposite, and figures with their units."""
    leaning = [word for sides in leanings(part).values() for word in sides.values()]
    told = (word for word in content(part) if not is_unit_or_figure(word))
    return not all(any(_is_of(word, one) for one in leaning) for word in told)


def _is_converse(part: str, words: tuple[str, str], sentence: str) -> bool:
    """Whether a clause tells the same from the other side: what is done `before they move`, they move `after`.

    What its word goes with, which follows it or in some scripts stands before it, is on the opposite's other side.
    """
    before, behind = map(_matter, _divided(part, words[0]))
    same, other = map(_matter, _divided(sentence, words[1]))
    goes_with = frozenset(before[-BESIDE:] if words[1] >= _POSTPOSED else behind[:BESIDE])
    if words[1] < _POSTPOSED:
        same, other = other, same
    return not (goes_with.isdisjoint(other) or goes_with.intersection(same) or comparison(part))


def _divided(text: str, word: str) -> tuple[str, str]:
    """Return what stands before a word of a text and behind it."""
    before, _, behind = text.casefold().partition(word)
    return before, behind


def _matter(text: str) -> list[str]:
    """Return how the words of a text begin, as their forms do too, without those that count and measure."""
    told = (word for word in content(text) if not (is_unit_or_figure(word) or GRAMMAR.fullmatch(word)))
    return [word[:BEGUN] for word in told]


def _is_contrary(turn: Turn, part: str, words: tuple[str, str], there: str) -> bool:
    """Whether a clause of an answer says of the same what is quoted, with a word's opposite in its place."""
    is_denied, says_no = _is_negated(there, words[1]), _is_negated(part, words[0])
    if is_denied != says_no and not (is_denied and _is_negated(turn.question)):
        return False
    if comparison(there) and not comparison(part):
        return False  # of the other one it is true: what is slower than a ferry takes longer
    if turned(turn.question, part) or turned(turn.question, there) or turned(turn.answer, there) != words:
        return False
    if _stand_apart(part, words[0], there, words[1]) or _judges_a_case(turn, part, there):
        return False
    held = Content.of(there).vocabulary | Content.of(turn.question).vocabulary
    said = [word for word in content(part) if not _is_of(word, words[0])]
    shared = [word for word in said if word in held]
    if numbers(shared) and Content.of(there).vocabulary.isdisjoint(shared):
        return False  # what the question tells is measured by something else
    return _is_the_same(said, shared, turn.question, there) or bool(comparison(part) and comparison(there))


def _is_negated(text: str, but: str = "") -> bool:
    """Whether a text turns something around, beside some words; what only narrows it does not."""
    text = text.casefold().replace(but, " ") if but else text
    return turning(text) != ""


def _judges_a_case(turn: Turn, part: str, there: str) -> bool:
    """Whether a clause measures what the question tells by what is quoted: 40 days are more than the 30."""
    units = {one.unit for one in figures_of(turn.question).amounts - figures_of(there).amounts}
    return side(turn.answer) != "yes" and any(one.unit in units for one in figures_of(part).amounts)


def _stand_apart(part: str, word: str, there: str, opposite: str) -> bool:
    """Whether a word stands elsewhere than its opposite: `das Jahr über acht Grad` is no `unter Tage`, and what is done
    after the one is what the other is done before.
    """
    (before, behind), (there_before, there_behind) = _around(part, word), _around(there, opposite)
    if frozenset(before[-1:]) & frozenset(there_behind[:1]) or frozenset(behind[:1]) & frozenset(there_before[-1:]):
        return True
    if not (behind and there_behind):
        return False
    return frozenset(behind).isdisjoint(there_behind) and frozenset(before).isdisjoint(there_before)


def _around(text: str, word: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return the last words that tell something before a word of a text, and the first ones behind it."""
    before, behind = map(content, _divided(text, word))
    return before[-BESIDE:], behind[:BESIDE]


def _is_the_same(said: Sequence[str], shared: Sequence[str], question: str, sentence: str) -> bool:
    """Whether what is said beside a word and its opposite is what is quoted; nothing new where little is said."""
    if numbers(shared):
        return len(said) - len(shared) <= (len(shared) > 1)
    if 2 * len(spaceless(said)) > len(said):
        return len(shared) > 1 and len(shared) >= PIECES * len(said)
    if len(said) > len(shared):
        return False
    asked = frozenset(content(question)) - frozenset(said)
    return len(shared) > 1 or not said or len(asked & Content.of(sentence).vocabulary) >= ASKED


def _is_of(word: str, opposite: str) -> bool:
    """Whether a word is one that has an opposite, or a part of it."""
    return word.startswith(opposite) or word in content(opposite) or _is_cut(word, opposite)


def _is_cut(piece: str, sign: str) -> bool:
    """Whether a pair of characters lies over the edge of a sign."""
    return is_spaceless(piece) and bool(frozenset(piece) & frozenset(sign))


def _negated(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer says yes to what is quoted as not so, or repeats it without its negation."""
    if not any(map(may_deny, quotes)):
        return ""
    said = f"{turn.question}\n{turn.answer}"
    if _says_otherwise(turn) or _denies(said):
        return ""
    told = Content.of(said).vocabulary
    agrees = _agrees(turn)
    own = content(turn.answer)
    for quote in quotes:
        for part in parts(quote):
            found = denial(part)
            if found is None or (found.words in WITHOUT and phrases("negations").within(said)):
                continue
            if found.is_conditional and not _is_asked(found, turn.question):
                continue
            if found.is_bound and not _exceeds(turn):
                continue
            is_allowed = agrees and _is_all_of(part, quote, found, turn.question)
            if len(found.stated) < 2 or not (is_allowed or _most_in(found.turned, told)):
                continue
            known = Content.of(part).vocabulary | Content.of(turn.question).vocabulary
            repeats = len(own) > 1 and all(word in known for word in own)
            covered = sum(word in told for word in found.stated)
            if is_allowed or (covered >= RESTATED * len(found.stated) and (agrees or repeats)):
                return f"leaves out the “{found.words}” of what is quoted"
    return ""


def _exceeds(turn: Turn) -> bool:
    """Whether an answer says of something that it is more, or less, than an amount, or says yes to that."""
    return compares_amount(turn.answer) or (side(turn.answer) == "yes" and compares_amount(turn.question))


def _is_all_of(part: str, quote: str, found: Denial, question: str) -> bool:
    """Whether a statement is the whole quotation, and a question has all its words but those that are turned around."""
    rest = [word for word in found.stated if word not in found.turned]
    return len(parts(quote)) == 1 and bool(rest) and all(word in Content.of(question).vocabulary for word in rest)


def _is_asked(found: Denial, question: str) -> bool:
    """Whether a question has most words of what is denied, and thus names the condition too."""
    asked = Content.of(question).vocabulary
    return sum(word in asked for word in found.stated) >= UNDER * len(found.stated)


def _most_in(words: Sequence[str], told: frozenset[str]) -> bool:
    return sum(word in told for word in words) >= (PIECES if spaceless(words) else 1) * len(words)


def _says_otherwise(turn: Turn) -> bool:
    """Whether an answer turns something down, or bounds it, in whatever words; not in those that it was asked in."""
    if side(turn.answer) == "no" or denies(turn.answer):
        return True
    if not any_within(turn.answer, _BOUNDING):
        return False
    found = filter(None, (phrases(name).within(turn.answer) for name in _BOUNDING))
    return any(one not in spoken(turn.question) for one in found) or not _only_repeats(turn)


def _agrees(turn: Turn) -> bool:
    """Whether an answer says yes: outright, by `you may`, or since it only repeats what a yes or a no is asked of."""
    if side(turn.answer) == "yes":
        return True
    if phrases("interrogatives").within(turn.question) or phrases("choices").within(turn.question):
        return False
    return bool(phrases("permissions").within(turn.answer)) or _only_repeats(turn)


def _only_repeats(turn: Turn) -> bool:
    """Whether an answer has words of its question alone."""
    asked = Content.of(turn.question).vocabulary
    return all(word in asked for word in content(turn.answer))


def _denies(text: str) -> bool:
    """Whether a text has a negation that is more than a `without`."""
    if denies(text):
        return True
    found = phrases("negations").within(text)
    if not found or found in phrases("negations").signs:
        return False
    return found not in WITHOUT or bool(phrases("negations").within(spoken(text).replace(f" {found} ", " ")))


def _passed_over(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer says yes to just what is quoted as an exception."""
    if not any(map(may_except, quotes)):
        return ""
    if phrases("negations").within(turn.answer) or _says_otherwise(turn) or excepted(turn.answer):
        return ""
    asked, often = Content.of(turn.question).vocabulary, periods(turn.answer)
    for quote in quotes:
        for part in parts(quote):
            left_out = excepted(part)
            if not left_out or phrases("negations").within(turn.question):
                continue
            days = weekdays(left_out)
            own = [word for word in content(left_out) if not is_number(word)]
            is_asked = days <= weekdays(turn.question) if days else bool(own) and _most_in(own, asked)
            if is_asked and (_agrees(turn) or often & periods(part)):
                return f"passes over the exception that is quoted, “{left_out}”"
    return ""
