"""Checks of answers from memory: they say that nothing was found, and lay nothing in a source's mouth."""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import PurePosixPath

from openbook.codes import Code
from openbook.dialogue.checks.ascribed import is_talk
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import finds_nothing
from openbook.dialogue.checks.openly import resting
from openbook.dialogue.checks.reckoned import reckons
from openbook.dialogue.checks.thoughts import claims_to_answer, tells
from openbook.dialogue.checks.unshown import GIVEN_AWAY, gives_away, hidden_words
from openbook.dialogue.checks.worked_out import follows
from openbook.records import Item, Turn
from openbook.text.clauses import BUT, contrasted
from openbook.text.content import GRAMMAR, Content, is_number, numbers, vocabulary_of, word_count
from openbook.text.denial import before_without, denial, is_turned
from openbook.text.language import languages_of
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import mentions, mentions_in_sentences, short, unnumbered
from openbook.text.phrases import any_within, may_have, phrases, sentences
from openbook.text.said import spoken

SHOWN = 0.5
"""Share of a statement's own words that the context must have for the statement to be a passage's."""

LONG = 5
"""Letters of a word for documents with which a longer one of German may end."""

_TEXT = attrgetter("text")
_CLAUSE = late(rf"{BUT}|[,;:—–](?=\s)|[，、；：،؛]", re.IGNORECASE)
_PART = late(r"\s?[;；]\s?|\s[—–-]\s|——")
_FILE = late(
    r"(?<![\w./\\-])[\w./\\-]{1,120}\.(?:md|markdown|txt|pdf|docx?|html?|xhtml|epub|csv|tsv|jsonl?|rst|tex|odt|rtf|xlsx?|pptx?)(?!\w)"
)


def recall_cites(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find what an item without gold lays in a source's mouth although no passage says it."""
    if item.has_gold or not item.passages:
        return None
    shown = vocabulary_of(tuple(map(_TEXT, item.passages)))
    held = vocabulary_of(tuple(map(_TEXT, item.gold)))
    asked: frozenset[str] = frozenset()
    for number, turn in enumerate(turns, start=1):
        asked |= Content.of(turn.question).vocabulary
        if turn.found and not (item.strict or resting(item, turns[:number])):
            return _found(number, "says in its field that the passages hold the answer, and they don't")
        if name := _unseen_file(turn.answer, item, turns):
            return _found(number, f"names the file {name}, which was not shown")
        hidden, count = hidden_words(item, turns[:number]), str(len(item.passages))
        for sentence in sentences(turn.answer) if may_have(turn.answer, "ascribing", "search_words") else ():
            for clause in (one for one in contrasted(sentence) if one.strip()):
                claims = _claims(clause) and not _only_denies(clause)
                if claims:
                    known = asked | {count} | _reckoned(clause, turn, shown, held)
                    claims = not _is_shown(clause, shown | _figures_of_names(item), known, held)
                if claims or any(_has_found(part, hidden - {count}, item) for part in _PART.split(clause)):
                    return _found(number, f"answers from memory, yet says “{short(clause)}”")
        may_tell = mentions(turn.thoughts) and not hidden.isdisjoint(Content.of(turn.thoughts).vocabulary)
        for sentence, named in mentions_in_sentences(turn.thoughts) if may_tell else ():
            if named and not _owns_up(sentence) and gives_away(sentence, hidden, item):
                return _found(number, f"lays in a passage's mouth what none of them says: “{short(sentence)}”")
    return None


def _figures_of_names(item: Item) -> frozenset[str]:
    """Return the figures in the names of files that were shown: a version, a year."""
    return frozenset(numbers(vocabulary_of(tuple(unnumbered(passage.source) for passage in item.passages))))


def _reckoned(clause: str, turn: Turn, *told: frozenset[str]) -> frozenset[str]:
    """Return the figures of a clause that nobody tells and that follow from those of its thoughts."""
    new = [one for one in numbers(Content.of(clause).vocabulary) if not any(one in words for words in told)]
    led = Content.of(unnumbered(turn.thoughts)).vocabulary if new else frozenset()
    return frozenset(
        one
        for one in new
        if follows(one, led - {one}, frozenset(), counted=False, doubled=False, scaled=False, next_to=False)
    )


def search_unsaid(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer from memory that passes for one from the sources.

    The first one says that the search found nothing, or that it speaks from memory; a later one that gives more of the
    matter, and does not only reckon with what was told, does too, or is put as a guess, or its field and its thoughts
    have it. Thoughts that look at passages turn them down.
    """
    if item.has_gold or item.strict:
        return None
    matter = vocabulary_of(tuple(map(_TEXT, item.gold)))
    shown = vocabulary_of(tuple(map(_TEXT, item.passages)))
    known: frozenset[str] = frozenset()
    for number, turn in enumerate(turns, start=1):
        known |= Content.of(turn.question).vocabulary
        told = [word for word in content(turn.answer) if word in matter and word not in known]
        gives = number == 1 or len(told) >= GIVEN_AWAY or any(map(is_number, told))
        before, known = known, known | Content.of(turn.answer).vocabulary
        if finds(item, turn):
            detail = (
                f"the thoughts of turn {number} find the answer in a passage, and none has it: “{short(turn.thoughts)}”"
            )
            return Finding("search_unsaid", Code.WRONG_CITATION, detail)
        if not gives or says_so(turn.answer, matter - before - shown) or _dismisses(turn.answer, item, before):
            continue
        is_owned = turn.found is False and says_so(turn.thoughts)
        if number > 1 and (is_owned or reckons(item, turns[: number - 1], turn)):
            continue
        if number == 1 or not (phrases("hedging").within(turn.answer) or resting(item, turns[:number])):
            detail = f"the answer of turn {number} doesn't say that the search found nothing on the question"
            return Finding("search_unsaid", Code.WRONG_CITATION, detail)
    return None


def _dismisses(answer: str, item: Item, known: frozenset[str]) -> bool:
    """Whether a sentence turns down or narrows what passages are called: `neither the shop nor the history helps`."""
    matter = vocabulary_of(tuple(map(_TEXT, item.gold))) - known
    names = vocabulary_of(tuple(PurePosixPath(one.source).stem for one in item.passages)) - matter - known
    rows = (frozenset(content(one)) for one in sentences(answer) if phrases("negations").within(one))
    return any(row & names and not row & matter for row in rows)


def says_so(text: str, hidden: frozenset[str] = frozenset()) -> bool:
    """Whether a text says that it speaks from memory, or that sources or a search give nothing.

    `hidden`: words of the matter. What gives that away is no word about a search, whatever it denies (`the file has it
    that noise is forbidden`).
    """
    return _owns_up(text) or any(map(finds_nothing, _beside_the_matter(text, hidden)))


def _beside_the_matter(text: str, hidden: frozenset[str]) -> Iterator[str]:
    """Yield the sentences of a text that don't give its matter away; of those that do, the stretches beside it."""
    for sentence in sentences(text):
        if not _tells_of(sentence, hidden):
            yield sentence
            continue
        stretch: list[str] = []
        for part in (*_CLAUSE.split(sentence), ""):
            if part and not _tells_of(part, hidden):
                stretch.append(part)
            elif stretch:
                yield ", ".join(stretch)
                stretch = []


def _tells_of(text: str, hidden: frozenset[str]) -> bool:
    """Whether a text has several words that are hidden, a figure, or the denial of one of them: `the sea does not err`.

    A pair of characters is half a word; in hiragana it is grammar.
    """
    if not hidden:
        return False
    denied = denial(text)
    turned = [] if denied is None else [word for word in denied.turned if not GRAMMAR.fullmatch(word)]
    if turned and 2 * sum(map(hidden.__contains__, turned)) >= len(turned):
        return True
    told = [word for word in content(text) if word in hidden and not GRAMMAR.fullmatch(word)]
    return word_count(told) >= GIVEN_AWAY or any(len(word) > 1 for word in numbers(told))


def finds(item: Item, turn: Turn) -> bool:
    """Whether a sentence of thoughts says of a passage that it answers, and nothing else that stands in one.

    What an answer would need (`to answer that I need the leaflet`) is none that was found.
    """
    if not claims_to_answer(turn.thoughts):
        return False
    asked = frozenset(content(turn.question))
    shown = vocabulary_of(tuple(map(_TEXT, item.passages)))
    for one, named in mentions_in_sentences(turn.thoughts):
        source = "" if named else phrases("source_words").within(_unasked(one, turn.question))
        if not named and (not source or claims_to_answer(one.casefold().partition(source)[0])):
            continue
        if any_within(one, ("memory_talk", "in_vain", "none_of_them", "other_ones")):
            continue
        if not claims_to_answer(before_without(one)) or is_turned(one):
            continue
        told = tells(one, turn.question, item)
        if not told or (len(told & shown) < SHOWN * len(told) and not asked.isdisjoint(content(one))):
            return True
    return False


def _unasked(sentence: str, question: str) -> str:
    """Return the words of a sentence that its question has not: a file that is asked about is no source."""
    asked = frozenset(spoken(question).split())
    return " ".join(word for word in spoken(sentence).split() if word not in asked)


def _found(number: int, detail: str) -> Finding:
    return Finding("recall_cites", Code.WRONG_CITATION, f"turn {number} {detail}")


def _claims(sentence: str) -> bool:
    """Whether a sentence says that a source says something."""
    if not phrases("ascribing").within(sentence) or _owns_up(sentence):
        return False
    return _names_a_document(sentence) or bool(mentions(sentence) or _FILE.search(sentence))


def _has_found(clause: str, hidden: frozenset[str], item: Item) -> bool:
    """Whether a clause has it of a document that was found, and for sure, what nobody was shown."""
    if not phrases("search_words").within(clause) or any_within(clause, ("memory_talk", "hedging", "in_vain")):
        return False
    told = numbers(word for word in content(clause) if word in hidden)
    if not (gives_away(clause, hidden, item) or (told and not phrases("negations").within(clause))):
        return False
    names = vocabulary_of(tuple(PurePosixPath(one.source).stem for one in item.gold))
    return _names_a_document(clause) or not names.isdisjoint(content(clause))


def _names_a_document(clause: str) -> bool:
    """Whether a clause has a word for documents, or one that ends with it: `Fährordnung`."""
    if any_within(clause, ("source_words", "document_words")):
        return True
    words = [word for word in spoken(clause).split() if len(word) > LONG]
    is_compound = any(phrases("document_words").ends(word, LONG) for word in words)
    return is_compound and "german" in languages_of(clause.casefold())


def _only_denies(clause: str) -> bool:
    """Whether all that a clause says of sources, beside what stands behind a semicolon or a dash, is a denial."""
    parts = [part for part in _PART.split(clause) if _claims(part)]
    return bool(parts) and all(phrases("negations").within(part) for part in parts) and _PART.search(clause) is not None


def _owns_up(text: str) -> bool:
    return bool(phrases("memory_talk").within(text))


def _is_shown(sentence: str, shown: frozenset[str], asked: frozenset[str], held: frozenset[str]) -> bool:
    """Whether what a sentence says of itself, or that something isn't said, is in the context."""
    words = [word for word in content(sentence) if not is_talk(word)]
    own = [word for word in words if word not in asked]
    if phrases("hedging").within(sentence) and not any(word in held or is_number(word) for word in own):
        return True
    if any(is_number(word) and word not in shown for word in own):
        return False
    if len(own) < GIVEN_AWAY and held.isdisjoint(own):
        return bool(phrases("negations").within(sentence)) or (bool(words) and shown.issuperset(words))
    if _only_sends(sentence, words):
        return True
    return sum(word in shown for word in own) >= SHOWN * len(own) or bool(phrases("negations").within(sentence))


def _only_sends(sentence: str, words: Sequence[str]) -> bool:
    """Whether a sentence says of a document alone that it should or may tell: `the statutes should tell you`."""
    named = vocabulary_of(tuple(word for word in spoken(sentence).split() if is_talk(word)))
    return bool(phrases("suggesting").within(sentence)) and named.issuperset(words)


def _unseen_file(answer: str, item: Item, turns: Sequence[Turn]) -> str:
    """Return the name of a file that an answer has from nowhere."""
    named = _FILE.findall(answer)
    if not named:
        return ""
    known = [passage.source for passage in item.passages] + [passage.text for passage in item.passages]
    known += [turn.question for turn in turns]
    hidden = {PurePosixPath(chunk.source).name for chunk in item.gold}
    return next((name for name in named if PurePosixPath(name).name in hidden or not any(name in k for k in known)), "")
