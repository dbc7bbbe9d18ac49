"""The quote check: what is said to stand in a passage stands there, word by word.

RESEARCH.md, "Checks that need no model", 3.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from openbook.codes import Code
from openbook.dataclass import replace
from openbook.dialogue.checks.ascribed import BEFORE, ascribed, closely_ascribed, denied, sentence_before
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.replaced import own_words
from openbook.dialogue.checks.turned_around import parts
from openbook.records import Citation, Item, Passage, Turn
from openbook.text.content import GRAMMAR, Content, vocabulary_of
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import last_mention, short
from openbook.text.normalise import bare, holds, is_spaceless, length, needle
from openbook.text.omissions import GAP, swallowed
from openbook.text.phrases import phrases, sentences
from openbook.text.quotations import (
    FEWEST_WORDS,
    Quotation,
    differs_in_substance,
    is_title,
    likeness,
    nearest,
    omission_fault,
    quotations,
    standing,
)
from openbook.text.soft_quotations import soft_quotations
from openbook.text.word_lists import all_of
from openbook.text.words import words

REPEATED = 0.8
"""Share of quoted words that the conversation has said before, from which they are its own."""
_TURNING = (
    "not never no nicht nie kein keine keinen pas jamais non não nunca niet не ни нет لا لم لن ليس न मत नहीं "
    "不 没 未 勿 无"
)
_NOT = frozenset(_TURNING.split())
"""Words that turn the words right after them around."""
MEANT = 0.6
"""Share of a wrong quotation's words that a sentence has which may be the one that was meant."""
LONGEST = 400
"""Characters of such a sentence; what is longer is no sentence that can be copied."""
BEHIND = 60
"""Characters behind quoted words in which stand …"""
LAST_WORDS = 3
"""… so many, a sentence's end among them."""
SLIP = 0.8
"""Likeness of a wrong word to the right one from which it is a slip of the pen."""

_JOINT = late(r"\W{0,4}(?:and|und|et|y|e|и|و|और|and also|sowie|以及|和|と|및|와|과)?\W{0,4}")
"""What stands between two quotations that are ascribed alike."""
_OVER = "sentenceover"
_SENTENCE_END = late(r"[.!?]+(?=[\s\"”’»')]|$)|[।؟。！？|]|\n\s*\n")
"""A table's wall too: what another cell denies turns nothing around."""
_EDGES = " .!?…⋯।؟。！？\n\"'"
_GAPS = ("[", "…", "...", "⋯")
"""What a quotation has that leaves something out."""
_END = late(r".*[^.,;:!?…。，；：！？]", re.DOTALL)


def cited(item: Item, turns: Sequence[Turn]) -> tuple[Turn, ...] | Finding:
    """Return the turns with their citations and with misquotations put right, or the first quotation to refuse.

    Refused is what is ascribed to a passage and stands in none: at least four words in quote marks near `chunk 2`,
    `says` or (in thoughts) `the guide`; shorter ones, single marks and italics where the sentence lays them in a
    passage's mouth; and what the reply names as its evidence. What repeats the conversation, titles, and words of
    which it is said that they stand nowhere are left alone. An item without gold has no citations.
    """
    known = ""
    done: list[Turn] = []
    for number, turn in enumerate(turns, start=1):
        known += bare(turn.question)
        texts: list[str] = []
        found: list[Citation] = []
        for text, is_thoughts in ((turn.thoughts, True), (turn.answer, False)):
            read = _read(text, is_thoughts, turn, item, known)
            if isinstance(read, str):
                return Finding("quotes", Code.QUOTE_NOT_FOUND, f"turn {number} {read}")
            texts.append(read[0])
            found += read[1]
        known += bare(turn.answer)
        claimed = list(_claimed(turn, item))
        if wrong := next((one for one in claimed if isinstance(one, str)), ""):
            return Finding("quotes", Code.QUOTE_NOT_FOUND, f"turn {number} {wrong}")
        found += [one for one in claimed if isinstance(one, Citation)]
        citations = tuple(dict.fromkeys(found)) if item.has_gold else ()
        is_same = (turn.thoughts, turn.answer, turn.citations) == (*texts, citations)
        done.append(turn if is_same else replace(turn, thoughts=texts[0], answer=texts[1], citations=citations))
    return tuple(done)


def _read(text: str, is_thoughts: bool, turn: Turn, item: Item, known: str) -> tuple[str, list[Citation]] | str:
    """Return a text, put right, with its citations; or what is wrong with one of its quotations."""
    pieces: list[str] = []
    found: list[Citation] = []
    last = 0
    answer, said = turn.answer, f"{turn.thoughts}\n{turn.answer}"
    own = own_words(turn) if any(map(text.__contains__, _GAPS)) else ()
    for quotation in quotations(text):
        ordered = _named_first(quotation, text, item.passages)
        passage, quote = standing(quotation.text, ordered, said, own), quotation.text
        if passage is None:
            if not ascribed(quotation, text, is_thoughts) or denied(quotation, text):
                continue
            if turned := omission_fault(quotation.text, ordered, said, own) or _swallows(quotation.text, ordered):
                return f"quotes “{short(quotation.text)}”, which {turned}"
            near = nearest(quotation.text, ordered)
            turns = near is not None and differs_in_substance(quotation.text, near[1])
            if _known(quotation.text, item, known, closely_ascribed(quotation, text)) and not turns:
                continue
            stands_on = _stands_on(quotation.text, near[1], answer) if near and not turns else ""
            if near is None or turns or stands_on:
                return _wrong(quotation.text, stands_on, item)
            passage, quote = near[0], near[1].replace('"', "'") + _END.sub("", quotation.text)
            if not quotation.is_block:
                pieces += [text[last : quotation.start], quote]
                last = quotation.end
        if without := _without_its_negation(quote, passage, f"{sentence_before(quotation, text)} {answer}"):
            return f"quotes “{short(quote)}” without the “{without}” beside it"
        found.append(Citation(passage.rank, quote))
    last_sure = 0
    for quotation in soft_quotations(text):
        if not closely_ascribed(quotation, text) and not (
            last_sure and _JOINT.fullmatch(text[last_sure : quotation.start])
        ):
            continue
        last_sure = quotation.end
        place = standing(quotation.text, _named_first(quotation, text, item.passages), said, own)
        if place is None and (turned := omission_fault(quotation.text, item.passages, said, own)):
            return f"quotes “{short(quotation.text)}”, which {turned}"
        if place is not None:
            if without := _without_its_negation(quotation.text, place, f"{sentence_before(quotation, text)} {answer}"):
                return f"quotes “{short(quotation.text)}” without the “{without}” beside it"
            found.append(Citation(place.rank, quotation.text))
        elif not denied(quotation, text) and (wrong := _wrong_of_few(quotation.text, item, known)):
            return wrong
    return "".join([*pieces, text[last:]]), found


def _swallows(quote: str, passages: Sequence[Passage]) -> str:
    """Return what a quotation leaves out of a passage without a sign, where that turns it; empty for nothing."""
    lost = next((one for passage in passages if (one := swallowed(quote, passage.text))), "")
    return f"leaves out “{lost}”" if lost else ""


def _wrong(quote: str, stands_on: str, item: Item) -> str:
    meant = _meant(quote, item.passages)
    if stands_on:
        return f"quotes “{short(quote)}” wrongly, and its answer stands on the wrong “{stands_on}”{meant}"
    return f"quotes “{short(quote)}”, which stands in no passage that was shown{meant}"


def _meant(quote: str, passages: Sequence[Passage]) -> str:
    """Return in words which sentence of the passages a quotation that stands in none comes nearest to, so that a repair
    has it before its eyes; nothing where none has most of its words.
    """
    said = Content.of(quote).vocabulary
    shares = (
        (len(said & Content.of(one).vocabulary), passage, one)
        for passage in passages
        for one in sentences(passage.text)
    )
    most, passage, own = max(shares, key=lambda share: share[0], default=(0, None, ""))
    if passage is None or most < MEANT * max(1, len(said)) or len(own) > LONGEST:
        return ""
    return f"; chunk {passage.rank} says “{own}”"


def _without_its_negation(quote: str, passage: Passage, said: str) -> str:
    """Return the negation that stands right beside quoted words in every place, if nobody says it; else nothing.

    Behind them it turns them where their clause ends with it: `… pays for this time | not`.
    """
    span = quote.strip(_EDGES)
    if not any(_nots_beside(bare(span), bare(passage.text))):
        return ""  # nor does any stand there within its own sentence
    lost = list(_nots_beside(_with_ends(span), _with_ends(passage.text)))
    return "" if not lost or not all(lost) or phrases("negations").within(said) else lost[-1]


def _nots_beside(span: str, words_of_passage: str) -> Iterator[str]:
    """Yield the negation right before or behind bare words in each place where a passage has them, or nothing."""
    wanted = needle(span)
    place = words_of_passage.find(wanted)
    while place >= 0:
        before = words_of_passage[max(0, place - 24) : place + (wanted == span)].split()[-1:]
        last = before[0][-1:] if before and is_spaceless(before[0]) else "".join(before)
        end = place + len(wanted)
        behind = words_of_passage[end : end + BEHIND].split()[:LAST_WORDS]
        is_turned = not _NOT.isdisjoint(behind[:1]) and (_OVER in behind[1:] or _OVER not in words_of_passage)
        yield last if last in _NOT else "".join(behind[:1]) if is_turned else ""
        place = words_of_passage.find(wanted, place + 1)


@lru_cache(maxsize=256)
def _with_ends(text: str) -> str:
    """Return bare words with a sign where a sentence ends, so that what ended before is seen to be over."""
    return bare(_SENTENCE_END.sub(f" {_OVER} ", f"{text} "))


def _claimed(turn: Turn, item: Item) -> Iterator[Citation | str]:
    """Yield what a reply names as its evidence, each where it stands; what stands nowhere as what is wrong."""
    for claim in turn.evidence:
        if len(words(claim.quote)) < 2:
            continue
        ordered = sorted(item.passages, key=lambda passage: (passage.rank != claim.rank, passage.rank))
        place = standing(claim.quote, ordered, own=own_words(turn) if GAP.search(claim.quote) else ())
        if place and (lost := _without_its_negation(claim.quote, place, f"{turn.answer} {turn.short_answer}")):
            yield f"names “{short(claim.quote)}” as its evidence without the “{lost}” beside it"
        elif place is not None:
            yield Citation(place.rank, claim.quote)
        elif (near := nearest(claim.quote, ordered)) and not differs_in_substance(claim.quote, near[1]):
            yield Citation(near[0].rank, near[1])
        else:
            wrong = f"names “{short(claim.quote)}” as its evidence, which stands in no passage that was shown"
            yield f"{wrong}{_meant(claim.quote, item.passages)}"


def _stands_on(said: str, own: str, answer: str) -> str:
    """Return the wrong word of a misquotation on which an answer stands; empty where there is none.

    A slip of the pen is none, nor is an article.
    """
    from difflib import SequenceMatcher

    wrong, right = Content.of(said).tokens, Content.of(own).tokens
    told = Content.of(answer).vocabulary
    for _, start, end, first, last in SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes():
        missing = right[start:end]
        for word in (word for word in wrong[first:last] if word in told and word not in missing and len(word) > 2):
            if word in _articles():
                continue
            if not any(likeness(word, other) >= SLIP for other in missing):
                return word
    return ""


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    return vocabulary_of(tuple(all_of("articles")))


def _named_first(quotation: Quotation, text: str, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages, the one that was named last before a quotation first."""
    named = last_mention(text, quotation.start, BEFORE)
    return sorted(passages, key=lambda passage: (named is None or passage.rank != named.rank, passage.rank))


def _known(text: str, item: Item, known: str, is_laid: bool = False) -> bool:
    """Whether quoted words are nobody's evidence: said before in the conversation, a title, or a source's name.

    What is laid in a passage's mouth (`is_laid`) was said before only where it was said so.
    """
    span = bare(text)
    if is_title(text) or holds(known, span) or any(holds(bare(passage.source), span) for passage in item.passages):
        return True
    said = words(text)
    before = frozenset(words(known))
    return bool(said) and not is_laid and sum(word in before for word in said) >= REPEATED * len(said)


def _wrong_of_few(quote: str, item: Item, known: str) -> str:
    """Return what is wrong with a quotation in a weaker form that stands nowhere; empty for nothing."""
    if lost := _lost_of_few(quote, item.passages):
        return f"quotes “{short(quote)}”, which leaves out “{lost}”"
    return "" if _known(quote, item, known) or _worded(quote, item) else _wrong(quote, "", item)


def _lost_of_few(quote: str, passages: Sequence[Passage]) -> str:
    """Return the negation of the one clause that has all words of a short quotation, which has none; else nothing."""
    said = frozenset(word for word in content(quote) if not GRAMMAR.fullmatch(word))
    if not said or phrases("negations").within(quote):
        return ""
    alike = [one for passage in passages for one in parts(passage.text) if said <= Content.of(one).vocabulary]
    lost = [phrases("negations").within(one) for one in alike]
    return lost[0] if lost and all(lost) else ""


def _worded(text: str, item: Item) -> bool:
    """Whether one passage has all the words of a short quotation, in any form."""
    said = Content.of(text).vocabulary
    return length(text) < FEWEST_WORDS and any(said <= Content.of(passage.text).vocabulary for passage in item.passages)
