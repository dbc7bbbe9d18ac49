"""Whether an answer turns around what its turn quotes: an opposite, a negation left out, an exception passed over."""

from collections.abc import Sequence

from openbook.records import Turn
from openbook.text.comparisons import comparison
from openbook.text.content import Content, is_number, is_spaceless
from openbook.text.days import weekdays
from openbook.text.denial import WITHOUT, Denial, denial, denies
from openbook.text.excepting import excepted
from openbook.text.frequency import periods
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.opposites import turned
from openbook.text.phrases import phrases, sentences, spoken
from openbook.text.yes_no import side

RESTATED = 0.6
"""Share of a quoted statement's words that a question and its answer have, from which they are about it."""
ASKED = 1
"""Words of a quoted statement in a question that leave no doubt that it is about it."""
UNDER = 0.75
"""The same of a statement that holds under a condition, and a question."""
BESIDE = 1
"""Words beside one that has an opposite, by which what it orders is known."""
PIECES = 0.6
"""The same of the pairs of characters that a negation turns around; of words, all."""

_PART = late(r"[,;:—–](?=\s)|[，、；：؛،]|(?<=[.!?؟।])\s+|(?<=[。！？])|\n+")


def turned_around(turn: Turn, quotes: Sequence[str]) -> str:
    """Return in what an answer says the opposite of what is quoted; empty for nothing."""
    return _opposite(turn, quotes) or _negated(turn, quotes) or _passed_over(turn, quotes)


def parts(text: str) -> list[str]:
    """Return the clauses of a text, as commas and ends of sentences part them."""
    return [part for found in _PART.split(text) if (part := found.strip())]


def _opposite(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer repeats what is quoted with a word's opposite in its place."""
    for quote in quotes:
        for sentence in sentences(quote):
            denied = phrases("negations").within(sentence)
            if denied and phrases("negations").within(turn.question) != denied:
                continue
            held = Content.of(sentence).vocabulary | Content.of(turn.question).vocabulary
            for part in parts(turn.answer):
                if not (words := turned(part, sentence)) or phrases("negations").within(part):
                    continue
                if comparison(sentence) and not comparison(part):
                    continue  # of the other one it is true: what is slower than a ferry takes longer
                if turned(turn.question, part) or turned(turn.question, sentence) or _has(words[1], turn.answer):
                    continue
                if _are_crossed(part, words[0], sentence, words[1]):
                    continue  # what is done after the one is what the other is done before
                said = [word for word in content(part) if word not in content(words[0]) and not _is_cut(word, words[0])]
                shared = [word for word in said if word in held]
                if _is_the_same(said, shared, turn.question, sentence) or (comparison(part) and comparison(sentence)):
                    return f"says “{words[0]}”, where “{words[1]}” is quoted"
    return ""


def _are_crossed(part: str, word: str, sentence: str, opposite: str) -> bool:
    """Whether right before a word stands what elsewhere stands right behind its opposite, or the other way round."""
    (before, behind), (there_before, there_behind) = _around(part, word), _around(sentence, opposite)
    crossed = before & there_behind or behind & there_before
    return bool(crossed) and not before & there_before and not behind & there_behind


def _around(text: str, word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the last words that tell something before a word of a text, and the first ones behind it."""
    before, _, behind = text.casefold().partition(word)
    return frozenset(content(before)[-BESIDE:]), frozenset(content(behind)[:BESIDE])


def _is_the_same(said: Sequence[str], shared: Sequence[str], question: str, sentence: str) -> bool:
    """Whether what is said beside a word and its opposite is what is quoted; nothing new where little is said."""
    if any(map(is_number, shared)):
        return len(said) - len(shared) <= (len(shared) > 1)
    if said and sum(map(is_spaceless, said)) > len(said) / 2:
        return len(shared) > 1 and len(shared) >= PIECES * len(said)
    if len(said) > len(shared):
        return False
    asked = frozenset(content(question)) - frozenset(said)
    return len(shared) > 1 or not said or len(asked & Content.of(sentence).vocabulary) >= ASKED


def _is_cut(piece: str, sign: str) -> bool:
    """Whether a pair of characters lies over the edge of a sign."""
    return is_spaceless(piece) and bool(frozenset(piece) & frozenset(sign))


def _has(word: str, text: str) -> bool:
    return word in text.casefold()


def _negated(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer says yes to what is quoted as not so, or repeats it without its negation."""
    said = f"{turn.question}\n{turn.answer}"
    if _says_otherwise(turn.answer) or _denies(said) or phrases("refraining").within(turn.question):
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
            is_allowed = agrees and _is_all_of(part, quote, found, turn.question)
            if len(found.stated) < 2 or not (is_allowed or _most_in(found.turned, told)):
                continue
            known = Content.of(part).vocabulary | Content.of(turn.question).vocabulary
            repeats = len(own) > 1 and all(word in known for word in own)
            covered = sum(word in told for word in found.stated)
            if is_allowed or (covered >= RESTATED * len(found.stated) and (agrees or repeats)):
                return f"leaves out the “{found.words}” of what is quoted"
    return ""


def _is_all_of(part: str, quote: str, found: Denial, question: str) -> bool:
    """Whether a statement is the whole quotation, and a question has all its words but those that are turned around."""
    rest = [word for word in found.stated if word not in found.turned]
    return len(parts(quote)) == 1 and bool(rest) and all(word in Content.of(question).vocabulary for word in rest)


def _is_asked(found: Denial, question: str) -> bool:
    """Whether a question has most words of what is denied, and thus names the condition too."""
    asked = Content.of(question).vocabulary
    return sum(word in asked for word in found.stated) >= UNDER * len(found.stated)


def _most_in(words: Sequence[str], told: frozenset[str]) -> bool:
    pieces = any(map(is_spaceless, words))
    return sum(word in told for word in words) >= (PIECES if pieces else 1) * len(words)


def _says_otherwise(answer: str) -> bool:
    """Whether an answer turns something down, or bounds it, in whatever words."""
    lists = ("refraining", "otherwise", "in_vain", "conditions")
    return side(answer) == "no" or denies(answer) or any(phrases(name).within(answer) for name in lists)


def _agrees(turn: Turn) -> bool:
    """Whether an answer says yes: outright, by `you may`, or since it only repeats what a yes or a no is asked of."""
    if side(turn.answer) == "yes":
        return True
    if phrases("interrogatives").within(turn.question) or phrases("choices").within(turn.question):
        return False
    asked = Content.of(turn.question).vocabulary
    own = [word for word in content(turn.answer) if word not in asked]
    return bool(phrases("permissions").within(turn.answer)) or not own


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
    if phrases("negations").within(turn.answer) or _says_otherwise(turn.answer) or excepted(turn.answer):
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
