"""Checks of questions: the first one can be understood by itself, and each asks something.

RESEARCH.md, "Checks that need no model", 6.
"""

import re
from collections.abc import Sequence
from itertools import chain

from openbook.codes import Code
from openbook.dialogue.checks.deixis import pointing_words, unseen_text
from openbook.dialogue.checks.empty_words import reply_parts, talk
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.hollow import stands_for_one
from openbook.dialogue.checks.unseen_parts import unseen_part
from openbook.records import Item, Turn
from openbook.text.content import GRAMMAR, Content, is_number, is_spaceless, vocabulary_of
from openbook.text.guillemets import facing
from openbook.text.language import languages_of
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import mentions, short
from openbook.text.normalise import bare, holds
from openbook.text.phrases import may_have, phrases
from openbook.text.said import spoken
from openbook.text.word_lists import listed, stop_words

FEWEST_SAID = 3
"""Content words of a sentence that may be a statement; fewer are a search's key words."""
MOST_PIECES = 0.7
"""Share of pieces that gold must have in a script without spaces, where other words may stand between."""
ENDED = 0.5
"""The same where a full stop ends it and nobody speaks of himself."""
HEADED = 0.3
"""The same where it names things as a heading does."""
THANKS = 4
"""Words with which a remark begins that thanks or agrees."""
OPENING = 2
"""Words with which a request begins."""

_ASKS = late("[?？؟;¿՞⸮]")
_ORDER = late(
    r"^\W*ask (?:something|a question|about|anything|the assistant|for)\b"
    r"|\b(?:write|formulate|generate|create|compose|pose|come up with)\s(?:(?:me|now|then|next|here|please)\s){0,2}"
    r"(?:an?|the|one|two|three|some|your|another)\s(?:[\w-]+\s){0,3}questions?\b|\b(?:formuliere|schreibe?|erstelle|stelle)\s(?:\w+\s){0,2}(?:eine?|die|zwei|drei)\s(?:\w+\s){0,3}fragen?\b"
    r"|\b(?:rédige[rz]?|formule[rz]?|écri(?:s|vez)|pose[rz]?)\s(?:\w+\s){0,2}(?:une|la|deux|trois)\s(?:\w+\s){0,2}questions?\b"
    r"|\b(?:formul[ae]|escrib[ae]|redact[ae]|haz)\s(?:\w+\s){0,2}(?:una|la|dos|tres)\s(?:\w+\s){0,2}preguntas?\b"
    r"|(?:сформулируй|напиши|составь|задай)\w*\s(?:\w+\s){0,3}вопрос|(?:提出|写|编|生成)一?个?(?:\S{0,12})问题[。.！!？?]?$|質問を(?:書|作成|考え)"
    r"|질문을\s?(?:작성|만들|쓰)|(?:اكتب|صغ|أنشئ)\sسؤال|प्रश्न\s(?:लिख|बना)",
    re.IGNORECASE,
)
"""What asks a writer for a question."""
_QUOTED = late(r"[\"“„«「『][^\"“”„«»「」『』\n]{1,200}[\"”“»」』]|(?<!\w)['‘][^'‘’\n]{1,200}['’](?!\w)")
_PLAIN = late(r"[\uac00-\ud7af]다\.[\"”»’')\s]*$")
"""The end of a Korean statement, which no question has."""
_TOPIC = late("(?:は|なら|たら|れば|場合|[\uac00-\ud7af][은는](?:요)?)[。.]?$")
"""The end of what names a matter or a case and says nothing of it: 二人目は。"""
_THIRD = late(
    r"^\W*(?:the user|a user|der nutzer|der benutzer|die nutzerin|l['’]utilisateur|l['’]utilisatrice|el usuario"
    r"|la usuaria|пользователь|用户|用戶|使用者|ユーザー|사용자|المستخدم|उपयोगकर्ता)",
    re.IGNORECASE,
)
"""A question that tells of somebody who asks."""
_REQUESTED = late(
    r"\A\W*(?:[а-яё]{2,}(?:йте|ите|ьте)(?:сь)?\b|请|請)|(?<!चाह)(?:इए|इये|िए|िये|इएगा)\W*\Z|(?:세요|십시오|시오|줘|주라)\W*\Z"
    r"|(?:なさい|せよ|べよ|げよ|めよ|けよ)\W*\Z",
    re.IGNORECASE,
)
"""Verbs of a request, in languages where their form tells it."""
_STOPS = ".!。！।"
_REQUEST = late(r"(?:merci d|merci de|gracias por|thanks for|danke für) ")
"""Thanks beforehand, for what is asked for."""
_JOINS = late(
    r"[\u4e00-\u9fff](?:[与與及和・]|および|並びに)[\u4e00-\u9fff]|について$|[\uac00-\ud7af](?:과|와|및) |(?<!\w)و\w{3}"
)
"""What joins the things of a heading in languages where it is no word of its own."""
_MARKS = late(r"[\W\d_]")
_LABEL = late(r"\W*([^:：?？\n]{4,90})[:：]\s?\S")
_NUMBERED = late(
    r"(?i)(?:\b(?:question|query|frage|pregunta|pergunta|domanda|вопрос|(?:ال)?سؤال|प्रश्न|सवाल)|질문|问题|問題|質問)\s?\d{1,2}\W*\Z"
)
_MAY_SHOW_LAYOUT = late(r"[:：(\d]")
_LAYOUT = late(
    r"\b(?:source|subject|metadata|chunk \d{1,3})\s?(?:\(source)?\s?:\s?\S+\.\w{2,5}\b"
    r"|^\W*(?:subject|question|query|task) ?\(source"
    r"|^\W*(?:Turn|Tour|Turno|Runde|Реплика|Q) ?\d{1,2} ?[:.)）：]"
    r"|^\W*(?:Question|Query|User|Frage|Pregunta|Вопрос|问题|問題|質問|질문|سؤال|السؤال|प्रश्न)\s?\d{0,2}\s?[:：]"
    r"|^\W*(?:QUESTION|SUBJECT|QUERY|TASK|USER|PROMPT)\b ?[:(]",
    re.MULTILINE,
)


def deixis(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a first question that points to a text which the person who reads it does not see.

    Only sure cases: `the author says`, `in this passage`, `described above`, a pronoun for something never named.
    """
    question = turns[0].question
    texts = [*(chunk.text for chunk in item.gold), *(passage.text for passage in item.passages)]
    numbered = (
        one.words
        for one in mentions(question)
        if not any(holds(bare(text), bare(one.words)) for text in texts) and not _is_of_gold(one.words, item)
    )
    gold = "\n".join(chunk.text for chunk in item.gold)
    words = (
        pointing_words(question)
        or unseen_text(question, gold)
        or unseen_part(question, languages_of(question.casefold()), item.gold)
        or next(numbered, "")
    )
    if not words or _is_named(words, question):
        return None
    detail = f"the first question can't be understood by itself, since it says “{short(words)}”"
    return Finding("deixis", Code.DEIXIS, detail, at=(1,))


def _is_of_gold(words: str, item: Item) -> bool:
    """Whether gold speaks of such things itself that words of a question number: the chunks of an upload."""
    kinds = (word for word in Content.of(words).vocabulary if not is_number(word) and not is_spaceless(word))
    return any(word in vocabulary_of(tuple(chunk.text for chunk in item.gold)) for word in kinds)


def _is_named(words: str, question: str) -> bool:
    """Whether words of a question stand in quotation marks alone, and it asks something beside: they are its matter."""
    question = facing(question)
    around = _QUOTED.sub("“x”", question)
    return around != question and bool(content(around)) and not holds(bare(around), bare(words))


def no_question(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn whose question states what gold has and asks nothing, names its file, or shows a context's layout.

    Questions that were asked first are looked at when they are asked.
    """
    if item.questions:
        return None
    gold = vocabulary_of(tuple(chunk.text for chunk in item.gold))
    names = {source.rpartition("/")[2] for source in _sources(item)}
    texts = [*(passage.text for passage in item.passages), *(chunk.text for chunk in item.gold)]
    shown = "\n".join(texts)
    for number, turn in enumerate(turns, start=1):
        if stands_for_one(turn.question) or is_label(turn.question):
            return _wrong(number, f"is to be written: “{short(turn.question)}”")
        if offer := phrases("offering").within(turn.question):
            return _wrong(number, f"is one of who answers, not of who asks: “{offer}”")
        if _only_thanks(turn.question, gold):
            return _wrong(number, f"only thanks or agrees: “{short(turn.question)}”")
        if _is_statement(turn.question, gold):
            return _wrong(number, f"asks nothing: “{short(turn.question)}”")
        if order := _ordered(turn.question):
            return _wrong(number, f"orders a question instead of asking one: “{short(order)}”")
        if _MAY_SHOW_LAYOUT.search(turn.question) and _LAYOUT.search(turn.question):
            return _wrong(number, f"shows the layout of the prompt: “{short(turn.question)}”")
        if label := _order_before(turn.question, shown):
            return _wrong(number, f"has before it what was ordered: “{short(label)}”")
        teller = _THIRD.match(turn.question)
        if teller and not holds(bare(shown), bare(teller.group())) and not _ASKS.search(turn.question):
            return _wrong(number, f"tells of somebody who asks: “{short(turn.question)}”")
        named = next(
            (name for name in sorted(names) if "." in name and name in turn.question and name not in shown), ""
        )
        if named:
            return _wrong(number, f"names the file {named}, which its reader does not know")
    return None


def _ordered(question: str) -> str:
    """Return the words by which somebody is told to write a question; empty where a question begins before them."""
    may_order = may_have(question, "composed") or "sk " in question
    found = _ORDER.search(question) if may_order else None
    if found is None or (_ASKS.search(question) and phrases("interrogatives").within(question[: found.start()])):
        return ""
    return found.group()


def is_label(question: str) -> bool:
    """Whether a question has no words but those for parts of a reply: `Question 2`."""
    if not question.isascii() and _MARKS.sub("", question) in listed("reply_parts")["signs"]:
        return True
    tokens = Content.of(question).tokens
    if reply_parts().isdisjoint(tokens) or _asks_for_oneself(question):
        return False
    said = [word for word in tokens if word in reply_parts() or word not in stop_words()]
    named = [word for word in said if word in reply_parts()]
    return bool(named) and all(word in named or is_number(word) for word in said)


def _asks_for_oneself(question: str) -> bool:
    """Whether somebody asks of himself, so that a word for a part of a reply may be his verb: `Wen frage ich?`"""
    said = (phrases(name).within(question) for name in ("interrogatives", "first_person"))
    return all(said) and _ASKS.search(question) is not None


def _only_thanks(question: str, gold: frozenset[str]) -> bool:
    """Whether a sentence thanks, agrees or has understood, and has nothing else by which it may ask for more.

    Before a full stop a word may stand that is none of gold's: `Danke, das beantwortet alles.`
    """
    if _ASKS.search(question):
        return False
    opening = " ".join(question.split()[:THANKS])
    if not phrases("acknowledging").within(opening):
        return False
    is_cut = all(map(is_spaceless, content(question)))
    rest = question.casefold() if is_cut else f" {spoken(question)}"
    for _ in range(THANKS):
        thanks = phrases("acknowledging").within(_REQUEST.sub(" ", rest)) or " "
        rest = rest.replace(f" {thanks}", " ") if f" {thanks}" in rest else rest.replace(thanks, " ")
    own = (word for word in content(rest) if word not in talk() and word not in reply_parts())
    more = [word for word in own if not GRAMMAR.fullmatch(word)]
    most = OPENING if question.rstrip()[-1] in _STOPS else 0
    return not phrases("asking").within(rest) and len(more) <= most and gold.isdisjoint(more)


def _order_before(question: str, shown: str) -> str:
    """Return what stands before a question and its colon where it says what kind of question is wanted, if anything.

    By more than that word (`Quick question:` is anybody's) or by a number it speaks of a question, not of the matter.
    """
    found = _LABEL.match(question) if ":" in question or "：" in question else None
    if found is None or not (phrases("wanted_questions").within(found[1]) or _NUMBERED.search(found[1])):
        return ""
    return "" if holds(bare(shown), bare(found[1])) else found[1]


def _is_statement(question: str, gold: frozenset[str]) -> bool:
    """Whether a sentence without any sign of asking says what gold says."""
    is_asking = _ASKS.search(question) or _REQUESTED.search(question)
    if is_asking or (not question.isascii() and _TOPIC.search(question.rstrip(" \"”»’')」』"))):
        return False
    said = content(question)
    if phrases("asking").within(question) and not _only_states(question, said, gold):
        return False
    cut = sum(map(is_spaceless, said)) > len(said) / 2
    ends = question.rstrip(" \"”»’')")[-1:] in ".。।" and not phrases("first_person").within(question)
    if _PLAIN.search(question) and not phrases("first_person").within(question):
        return len(said) >= FEWEST_SAID
    if not ends and _is_search(question, cut):
        return False
    share = ENDED if ends else HEADED if _is_heading(question) else MOST_PIECES if cut else 1
    return len(said) >= FEWEST_SAID and sum(word in gold for word in said) >= share * len(said)


def _is_search(question: str, is_cut: bool) -> bool:
    """Whether words are typed as for a search: none begins with a capital letter, or spaces part what needs none."""
    text = question.strip()
    return text == text.lower() != text.upper() if not is_cut else any(map(str.isspace, text))


def _is_heading(question: str) -> bool:
    """Whether words name several things as a heading does: with a word that joins them, and others between."""
    if _JOINS.search(question):
        return True
    row = spoken(question).split()
    joins = frozenset(chain.from_iterable(listed("conjunctions").values()))
    return any(map(joins.__contains__, row[1:-1])) and sum(map(stop_words().__contains__, row)) > 1


def _only_states(question: str, said: Sequence[str], gold: frozenset[str]) -> bool:
    """Whether a sentence with a full stop, all of whose words gold has, does not begin with what asks."""
    if _is_remark(question, said, gold):
        return True
    opening = " ".join(question.split()[:OPENING])
    ends = question.rstrip(" \"”»’')")[-1:] in ".。।" and not phrases("first_person").within(question)
    return (
        ends and len(said) > FEWEST_SAID and all(map(gold.__contains__, said)) and not phrases("asking").within(opening)
    )


def _is_remark(question: str, said: Sequence[str], gold: frozenset[str]) -> bool:
    """Whether a sentence ends with a full stop, says what gold says, and asks at most within: `Funny how it works.`"""
    if question.rstrip(" \"”»’')")[-1:] not in (*".!。।！",) or phrases("first_person").within(question):
        return False
    first, *_, last = [*question.split()] * 2
    asks = any(phrases("asking").within(one) for one in (first, last)) or _requests(question)
    return not asks and len(said) > FEWEST_SAID and sum(map(gold.__contains__, said)) >= MOST_PIECES * len(said)


def _requests(question: str) -> bool:
    """Whether a sentence has a word of a request that is no question word."""
    rest = " ".join(word for word in question.split() if not phrases("interrogatives").within(word))
    return bool(phrases("asking").within(rest))


def _sources(item: Item) -> list[str]:
    return [*(passage.source for passage in item.passages), *(chunk.source for chunk in item.gold)]


def _wrong(number: int, detail: str) -> Finding:
    return Finding("no_question", Code.NO_QUESTION, f"the question of turn {number} {detail}")


def blank_turns(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn whose question or answer holds no word."""
    for number, turn in enumerate(turns, start=1):
        for name, text in (("question", turn.question), ("answer", turn.answer)):
            if not bare(text).strip():
                return Finding("blank_turns", Code.UNUSABLE_REPLY, f"the {name} of turn {number} holds no word")
    return None
