"""Checks for answers that are none: refusals, placeholders, loops, echoes."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from openbook.codes import Code
from openbook.dialogue.checks.ascribed import is_talk
from openbook.dialogue.checks.breaking_off import breaks_off
from openbook.dialogue.checks.elsewhere import asks_beside, asks_of_neighbour
from openbook.dialogue.checks.empty_words import reply_parts, sent_to, talk
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import TOLD, finds_nothing
from openbook.dialogue.checks.going_round import goes_round
from openbook.dialogue.checks.refusing import FEWEST, MOST, refuses
from openbook.dialogue.checks.settled import is_settled
from openbook.records import Item, Turn
from openbook.text.content import GRAMMAR, Content, is_number, vocabulary_of
from openbook.text.frequency import periods
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import mentions, short
from openbook.text.normalise import bare, holds, length
from openbook.text.phrases import phrases, sentences
from openbook.text.quotations import quotations
from openbook.text.word_lists import listed, stop_words
from openbook.text.words import MARKS
from openbook.text.yes_no import side

ECHO = 4
"""Words that an answer must have for it to be an echo of its question; `No, it isn't` is none."""

_PLACEHOLDER = late(r"\W*(?:\[[^\[\]]{0,120}\]|<[^<>]{0,120}>|\{[^{}]{0,120}\}|【[^【】]{0,60}】|\([^()]{0,8}\))\W*")
_BLANK = late(r"(?<![\w_])(?:_{3,}|X{2,5}|[?？]{3,}|\.{5,}|…{3,})(?![\w_])")
_BLANKS = ("___", "XX", "?", "？", ".....", "………")
_SLOT = late(r"\{\{?[^\W\d_][\w ]{0,30}\}\}?|<[^\W\d_][\w ]{2,30}(?<! )>(?![^<>]*</)")
_LETTER = rf"(?:[^\W\d_][{MARKS}]*)"
_FIELD = late(rf"(?<![\w\[\]])\[((?=[^\]]{{3}}){_LETTER}{{2,20}})\](?![\w(\[\]:])")
"""One word in brackets, where a value belongs."""
_FIELDS = late(rf"(?<=[\w{MARKS}:€$£]\s)\[({_LETTER}{{2,20}}(?:\s{_LETTER}{{2,20}}){{1,2}})\](?![\w(\[\]:])")
"""Two words or three in brackets behind another one."""
_EASTERN = "[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
_TIED_FIELD = late(rf"(?<=[\w:：¥₩])\s?[\[［]({_EASTERN}{{2,10}}(?: {_EASTERN}{{1,6}}){{0,2}})[\]］](?![(\[\]:])")
"""The same in scripts in which words are tied to what stands before them."""
_GAP = late(r"[\[［{【]([^\[\]［］{}【】\n]{2,80})[\]］}】](?!\()")
"""What stands in brackets within an answer."""
_IN_BRACKETS = late(r"\W*[(（\[<{【].{1,120}[)）\]>}】]\W*", re.DOTALL)
_NOTHING = late(
    r"\W*(?:n\s?/\s?a|tbd|tba|todo|null|nil|none|undefined|nan|xxx+|lorem ipsum.{0,400}"
    r"|k\s?\.?\s?a|s\s?/\s?o|n\s?/\s?d|н\s?/\s?д"
    r"|(?:your |the |insert |write )?(?:answer|response|text)(?: goes)? here|answer|response|placeholder"
    r"|待补充|待定|暂无|无|略|未定|なし|未記入|該当なし|없음|미정|해당 없음|لا يوجد|غير متوفر|लागू नहीं|उपलब्ध नहीं)\W*",
    re.IGNORECASE | re.DOTALL,
)
_NONE = late(r"\W*(?:none|nil|无|無|なし|없음|لا يوجد)\W*", re.IGNORECASE)
"""Of these words those that answer how many or which there are."""
_TO_DO = late(r"\W*(?:TODO|TBD|FIXME|TO DO)\b(?!\W*list)")
LAST = 30
"""Characters of its end that a detail shows."""
FEW_WORDS = 8
"""Words of an answer that may be a note that it is still to be written."""
CHOSEN = 0.7
"""Share of a question's words below which an answer chooses among them rather than repeats them."""
SENT = 2
"""Words of a sentence of gold for whom it sends to, from which an answer may send there too."""


def no_answer(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer that refuses, stands for one to be written, goes round in circles or repeats its question."""
    for number, turn in enumerate(turns, start=1):
        if (wrong := _hollow(turn, item)) and not _finds_none_beside(item, turns[:number]):
            return Finding("no_answer", Code.NO_ANSWER, f"the answer of turn {number} {wrong}")
    return None


def _finds_none_beside(item: Item, turns: Sequence[Turn]) -> bool:
    """Whether the last turn says that no passage tells what it asks, and gold has no word of it."""
    *earlier, last = turns
    before = "\n".join(one.question for one in earlier)
    if not before or not finds_nothing(last.answer, TOLD):
        return False
    return asks_beside(item, last.question, before) or asks_of_neighbour(item, last, before)


def _hollow(turn: Turn, item: Item) -> str:
    answer = turn.answer.strip()
    if _NOTHING.fullmatch(answer) and not (_short_ones_of(item, answer) or _says_none(turn)):
        return f"says nothing: “{short(answer)}”"
    if (_PLACEHOLDER.fullmatch(answer) or _is_blank_form(turn, item)) and not quotations(answer):
        return f"is a placeholder: “{short(answer)}”"
    if refusal := refuses(turn, item, texts_of(item)):
        return f"refuses: “{refusal}”"
    if goes_round(answer):
        return "goes round in circles"
    if breaks_off(answer):
        return f"breaks off: “…{answer[-LAST:]}”"
    if _TO_DO.match(answer):
        return f"is still to be written: “{short(answer)}”"
    said, asked = bare(answer), bare(turn.question)
    if length(answer) >= ECHO and (holds(asked, said) or said == asked):
        return "repeats its question"
    if is_settled(item, turn):
        return ""
    says_nothing = not _has_own_words(turn) and (_says_nothing_new(turn) or _only_sends(turn, item))
    is_unsaid = item.strict and turn.found is False
    is_abstaining = not item.has_gold and (is_unsaid or phrases("negations").within(answer) != "")
    if item.passages and not is_abstaining and (says_nothing or _only_points(turn, item)):
        return f"says nothing of its own: “{short(answer)}”"
    return ""


def _is_blank_form(turn: Turn, item: Item) -> bool:
    """Whether an answer has a blank in its place, or says that it is still to be written and nothing of the matter."""
    answer = turn.answer
    is_code = "`" in answer or "\\" in answer or "$" in answer  # and formulas have braces too
    if (
        not is_code
        and ("{" in answer or "<" in answer)
        and (slot := _SLOT.search(answer))
        and not any(slot.group() in one for one in texts_of(item))
    ):
        return True
    blank = _BLANK.search(answer) if any(map(answer.__contains__, _BLANKS)) else None
    if blank and not any(blank.group().strip() in text for text in texts_of(item)):
        return True
    if not is_code and ("[" in answer or "［" in answer) and _has_field(turn, item):
        return True
    if not is_code and ("[" in answer or "［" in answer or "{" in answer or "【" in answer):
        gaps = (one for one in _GAP.finditer(answer) if phrases("to_fill_in").within(one[1]))
        if any(not any(one[0] in text for text in texts_of(item)) for one in gaps):
            return True
    if length(answer) > FEW_WORDS or not (_IN_BRACKETS.fullmatch(answer) or phrases("to_fill_in").within(answer)):
        return False
    matter = vocabulary_of(tuple(texts_of(item)))
    return not any(word in matter for word in content(answer) if len(word) > 1 and not GRAMMAR.fullmatch(word))


def _has_field(turn: Turn, item: Item) -> bool:
    """Whether words in square brackets stand where a value belongs."""
    said, texts = _unquoted(turn.answer), texts_of(item)
    named = vocabulary_of(tuple(one.source for one in item.passages))
    for one in _FIELD.finditer(said):
        if not (is_talk(one[1]) or set(content(one[1])) & named or any(one[0] in text for text in texts)):
            return True
    fields = (one[1] for form in (_FIELDS, _TIED_FIELD) for one in form.finditer(said))
    return any(not _is_note(words, turn, item) for words in fields)


def _is_note(words: str, turn: Turn, item: Item) -> bool:
    """Whether words in brackets may be a note or put in: they speak of documents, or a text has one of them."""
    texts = (turn.question, *texts_of(item), *(one.source for one in item.passages))
    return is_talk(words) or not vocabulary_of(texts).isdisjoint(content(words))


def _unquoted(answer: str) -> str:
    """Return an answer without what stands in quotation marks."""
    for one in reversed(quotations(answer)):
        answer = f"{answer[: one.start]}{answer[one.end :]}"
    return answer


def _has_own_words(turn: Turn) -> bool:
    """Whether an answer has a word that is neither a figure, nor of its question, nor one that sends elsewhere."""
    own = frozenset(content(turn.answer)) - Content.of(turn.question).vocabulary - talk() - sent_to()
    return not all(map(is_number, own))


def _says_nothing_new(turn: Turn) -> bool:
    """Whether an answer to more than a yes or a no has no word but its question's and those that send elsewhere."""
    answer, known = turn.answer, Content.of(turn.question).vocabulary
    if length(answer) < FEWEST or length(answer) > MOST or side(answer) or phrases("negations").within(answer):
        return False
    if not (phrases("interrogatives").within(turn.question) or mentions(answer)) or phrases("choices").within(
        turn.question
    ):
        return False
    said = content(answer)
    own = [word for word in said if word not in known and word not in talk()]
    if not own and (periods(answer) - periods(turn.question) or _chooses(said, content(turn.question))):
        return False
    return not own or (bool(mentions(answer)) and all(map(is_number, own)) and not _gives_figure(answer, known))


def _only_points(turn: Turn, item: Item) -> bool:
    """Whether a few words send elsewhere, and none is of the matter: `See above`."""
    if _names_a_part(turn, item):
        return True
    said = Content.of(turn.answer)
    if length(turn.answer) > FEW_WORDS or talk().isdisjoint(said.vocabulary):
        return False
    tokens, elsewhere = said.tokens, talk() | reply_parts()
    matter = vocabulary_of(tuple(texts_of(item))) - Content.of(turn.question).vocabulary
    is_named = not reply_parts().isdisjoint(tokens)
    return not side(turn.answer) and not any(
        is_number(token)
        or (token not in elsewhere and token not in stop_words())
        or (token in matter and token not in reply_parts() and not (is_named and token in stop_words()))
        for token in tokens
    )


def _names_a_part(turn: Turn, item: Item) -> bool:
    """Whether a few characters without spaces name a part of the reply, and nothing of the matter."""
    if turn.answer.isascii() or not any(sign in turn.answer for sign in listed("reply_parts")["signs"]):
        return False
    matter = vocabulary_of(tuple(texts_of(item)))
    own = (word for word in content(turn.answer) if not GRAMMAR.fullmatch(word))
    return length(turn.answer) <= FEW_WORDS and not any(word in matter or is_number(word) for word in own)


def _only_sends(turn: Turn, item: Item) -> bool:
    """Whether an answer does nothing but send its reader to someone or something that gold doesn't send to."""
    if not FEWEST <= length(turn.answer) <= MOST or side(turn.answer) or phrases("negations").within(turn.answer):
        return False
    known, said = Content.of(turn.question).vocabulary, content(turn.answer)
    to = [word for word in said if word in sent_to() and word not in known]
    if not to or any(word not in known and word not in talk() and word not in sent_to() for word in said):
        return False
    gold = (one for chunk in item.gold for one in sentences(chunk.text))
    return not any(sum(word in Content.of(one).vocabulary for word in to) >= min(SENT, len(to)) for one in gold)


def _chooses(said: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether an answer has some of its question's words and nothing else: it may be one of several."""
    return all(word in asked for word in said) and len(said) < CHOSEN * len(asked)


def _gives_figure(answer: str, known: Set[str]) -> bool:
    """Whether an answer that names passages has a number that leads to no place: `chunk 2 says 4`, not `section 4`."""
    for one in mentions(answer):
        answer = f"{answer[: one.start]}{'x' * (one.end - one.start)}{answer[one.end :]}"
    row = ("", *Content.of(answer).tokens)
    return any(
        is_number(token) and token not in known and (before in known or before not in talk())
        for before, token in pairwise(row)
    )


def _says_none(turn: Turn) -> bool:
    """Whether an answer says that there is none of something, as what the turn quotes does."""
    return says_none(turn.answer) and any(phrases("negations").within(one.quote) for one in turn.citations)


def _short_ones_of(item: Item, answer: str) -> bool:
    """Whether a passage has the word, so that `None` may be the value that was asked for."""
    return any(f"`{answer.strip(' .`')}`" in text for text in texts_of(item))


def texts_of(item: Item) -> list[str]:
    """Return the texts that an item is about: its gold, shown or not, and the passages."""
    return [*[chunk.text for chunk in item.gold], *[passage.text for passage in item.passages]]


def says_none(text: str) -> bool:
    """Whether a text is nothing but a word that there is none."""
    return _NONE.fullmatch(text) is not None


def stands_for_one(text: str) -> bool:
    """Whether a text is nothing but a sign that there is none, or that one is to be written."""
    return bool(_NOTHING.fullmatch(text) or _PLACEHOLDER.fullmatch(text))
