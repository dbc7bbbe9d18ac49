"""The answer-leak check: a context without gold must not hold the answer.

RESEARCH.md, "Checks that need no model", 1. What stays in such a context teaches a model to overlook evidence.
"""

from collections.abc import Sequence
from functools import lru_cache

from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.dialogue.checks.deixis import pointing_words
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import finds_nothing
from openbook.dialogue.checks.openly import is_by_chance, is_from, names_another, others_name, resting, says_of_another
from openbook.dialogue.checks.phantom import WordRuns
from openbook.dialogue.checks.titled import told_under_title
from openbook.records import Item, Passage, Turn
from openbook.text.about import matter
from openbook.text.clauses import clauses, of_the_matter
from openbook.text.content import Content, is_spaceless, numbers, spaceless
from openbook.text.hangul import is_hangul
from openbook.text.late import late
from openbook.text.leak import NEEDED, Telltale, content, sought, told
from openbook.text.mentions import short
from openbook.text.normalise import bare, holds
from openbook.text.phrases import any_within, sentences
from openbook.text.quotations import quotations
from openbook.text.stems import BEGUN, begun
from openbook.text.told_amounts import same_amount, tells_amounts
from openbook.text.untitled import title_of, untitled

FEWEST_ASKED = 4
"""Content words of a question that tell what it is about; twice as many pairs of characters."""
DEALT_WITH = 0.7
"""Share of them that a passage has which deals with it."""
TOGETHER = 40
"""Words among which they stand there."""
FEWEST_SHARED = 2
AT_MOST = 0.5
"""Share that hidden gold has where it is about something else."""

_PART = late(r"[;—–；]")
_CODE = late(r"`([^`\n]{1,160})`")


def answer_leak(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find the passages of a context without gold that tell an answer, or hold a copy of its words.

    What the questions say themselves, and what an answer says of its search, never counts. Where hidden gold has the
    answer, other passages are wanted; where it has not, the answer is wrong for this item, and another one is.
    """
    if item.has_gold or item.strict or not item.passages:
        return None
    gold = "\n".join(chunk.text for chunk in item.gold)
    leaking: dict[str, str] = {}
    foreign = ""
    for number, claim in enumerate(_claims(tuple(turns), gold), start=1):
        for passage in item.passages:
            if passage.chunk_id in leaking or not (words := _left(item, turns[:number], claim, passage)):
                continue
            where = f"chunk {passage.rank} ({passage.source}) holds “{short(words)}”"
            if _has(gold, words):
                leaking[passage.chunk_id] = where
            else:
                foreign = foreign or where
    if leaking:
        detail = f"{'; '.join(leaking.values())}, which the answer gives from memory"
        return Finding("answer_leak", Code.ANSWER_LEAK, detail, tuple(leaking))
    if foreign:
        detail = f"{foreign}, which the answer gives from memory, and which the chunk that it is about has not"
        return Finding("answer_leak", Code.ANSWER_LEAK, detail)
    return None


def turn_told(item: Item, turns: Sequence[Turn], passage: Passage, first: int) -> int:
    """Return the number of a turn whose answer a passage of an item without gold tells, as hidden gold has it; 0 where
    it tells none. The turn of the number `first` is asked about before the others.
    """
    if item.has_gold or item.strict:
        return 0
    gold = "\n".join(chunk.text for chunk in item.gold)
    claims = _claims(tuple(turns), gold)
    for number in sorted(range(1, len(claims) + 1), key=lambda number: number != first):
        words = _left(item, turns[:number], claims[number - 1], passage)
        if words and _has(gold, words):
            return number
    return 0


def _left(item: Item, turns: Sequence[Turn], claim: "_Claim", passage: Passage) -> str:
    """Return the words of the last turn's answer that a passage tells; empty where it tells none, or another one does
    from which that answer openly is, or where the answer says them of another thing.
    """
    if not (words := _told(passage.text, claim)) or any(is_from(words, one) for one in resting(item, turns)):
        return ""
    is_chance = is_by_chance(words)
    if is_chance and _is_title(words, passage.text):
        return ""
    names = others_name(item, claim.turn, passage, claim.asked)
    if not names:
        return words
    gold = is_chance and _has("\n".join(chunk.text for chunk in item.gold), words)
    return "" if gold or says_of_another(claim.turn, words, names) else words


def asks_of_another(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a question that a shown passage deals with and hidden gold does not, however vague its answer is."""
    if item.has_gold or not item.passages:
        return None
    gold = Content.of("\n".join(chunk.text for chunk in item.gold)).vocabulary
    for number, turn in enumerate(turns, start=1):
        points_back = number > 1 and pointing_words(turn.question)
        question = f"{turns[number - 2].question}\n{turn.question}" if points_back else turn.question
        words = frozenset(content(question))
        unit = 2 if 2 * len(spaceless(words)) > len(words) else 1
        fewest = DEALT_WITH * FEWEST_ASKED * unit
        shown = [one for one in item.passages if len(words & Content.of(one.text).vocabulary) >= fewest]
        if not shown or len(asked := matter(question)) < FEWEST_ASKED * unit:
            continue
        is_golds = len(asked & gold) > AT_MOST * len(asked)
        needed = -int(-DEALT_WITH * len(asked) // 1)
        for passage in shown:
            if is_golds and not names_another(item, asked, passage):
                continue
            if next(Content.of(passage.text).together(asked, needed, TOGETHER * unit), None):
                if resting(item, turns[:number]):
                    break
                detail = f"turn {number} asks what chunk {passage.rank} ({passage.source}) is about, not its own chunk"
                return Finding("asks_of_another", Code.ANSWER_LEAK, detail)
    return None


def _is_title(words: str, text: str) -> bool:
    """Whether words stand in a text's title alone, which names and tells nothing: `I found no rules of the library`."""
    said = frozenset(content(words))
    return said <= Content.of(title_of(text)).vocabulary and said.isdisjoint(Content.of(untitled(text)).vocabulary)


def _has(gold: str, words: str) -> bool:
    """Whether hidden gold has the content words of what a passage tells, most of them at least."""
    own = content(words) or Content.of(words).tokens
    held = Content.of(gold).vocabulary
    return 2 * sum(word in held for word in own) >= len(own)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an answer says from memory, made ready once for all passages that may tell it."""

    turn: Turn
    asked: str
    known: str
    """The bare words of its question and of those before."""
    gold: str
    short: Telltale | None
    """Its short answer, where it has one."""
    whole: Telltale
    plain: str
    """Its sentences that state something."""
    own: tuple[str, ...]
    """Their content words that its question has not."""
    shared: float
    """How many of them a passage has that tells them."""
    said: str
    """Its clauses that say nothing of its search."""
    has_amounts: bool
    runs: WordRuns
    """Their runs of words, which a passage may have too."""
    copies: tuple[str, ...]
    """The bare words of what it quotes, and of code of several words."""

    @classmethod
    def of(cls, turn: Turn, asked: str, known: str, gold: str) -> "_Claim":
        """Make an answer ready: `asked` is its question, `gold` the text that it is from."""
        plain, said = _plain(turn.answer), " ".join(of_the_matter(turn.answer, clauses(turn.answer)))
        own = tuple(word for word in content(plain) if word not in Content.of(asked).vocabulary)
        fewest = 1 if len(numbers(own)) == len(own) else FEWEST_SHARED
        orders = [code for code in _CODE.findall(turn.answer) if len(code.split()) > 1] if "`" in turn.answer else []
        return cls(
            turn,
            asked,
            known,
            gold,
            sought(asked, turn.short_answer, gold) if turn.short_answer else None,
            sought(asked, said or turn.answer, gold),
            plain,
            own,
            max(fewest, DEALT_WITH * len(own)),
            said,
            tells_amounts(said, asked),
            WordRuns.of(bare(said)),
            tuple(map(bare, (*(one.text for one in quotations(turn.answer)), *orders))),
        )


@lru_cache(maxsize=4)
def _claims(turns: tuple[Turn, ...], gold: str) -> tuple[_Claim, ...]:
    """Return what the turns say from memory: asked for again with each passage that may take another one's place."""
    made = []
    known = asked = ""
    for turn in turns:
        known += bare(turn.question)
        is_whole = not asked or len(content(turn.question)) >= NEEDED
        asked = turn.question if is_whole else f"{asked}\n{turn.question}"
        made.append(_Claim.of(turn, asked, known, gold))
    return tuple(made)


def _told(passage: str, claim: _Claim) -> str:
    """Return the part of an answer that a passage tells; empty where it tells none."""
    if claim.short and (found := told(passage, claim.short, amounts=False)) and _is_new(found, claim):
        return _worded(found, claim.turn.short_answer)
    found = told_under_title(passage, claim.whole, by_chance=not claim.short, amounts=False)
    if found and _is_new(found, claim):
        return _worded(found, claim.turn.answer)
    held = Content.of(passage).vocabulary
    shared = [word for word in claim.own if word in held]
    if len(shared) >= claim.shared:
        answer = sought(claim.asked, claim.plain, passage)
        is_figures = len(numbers(shared)) == len(shared)
        if found := told(passage, answer, by_chance=is_figures and len(answer.whole) > 1, amounts=False):
            return _worded(found, claim.plain)
    if claim.has_amounts and (amount := same_amount(passage, claim.said, claim.asked)):
        return amount
    row = bare(passage) if claim.copies or claim.runs else ""
    copied = [words for words in claim.copies if holds(row, words)]
    copied += claim.runs.shared(row)
    others = (run for run in copied if run not in claim.known) if copied else ()
    aside = _aside(claim.turn.answer) if copied else ""
    given = (run for run in others if not holds(aside, run) or holds(bare(claim.gold), run))
    return next((run.strip() for run in given), "")


def _is_new(found: frozenset[str], claim: _Claim) -> bool:
    """Whether words of an answer are more than an earlier question's, or other forms of its own question's: `the claim`
    where one claims, or in Korean 학교에 where the question has 초등학교.
    """
    asked = content(claim.asked)
    beginnings = begun(word for word in asked if len(word) > BEGUN)
    new = found - (Content.of(claim.known).vocabulary - Content.of(claim.asked).vocabulary)
    return any(
        (len(word) <= BEGUN or is_spaceless(word) or word[:BEGUN] not in beginnings) and not _ends_one(word, asked)
        for word in new
    )


def _ends_one(word: str, asked: Sequence[str]) -> bool:
    """Whether a word of Korean, without its particle, is what one of some compounds ends with."""
    return len(word) > 1 and is_hangul(word) and any(one != word and one.endswith(word) for one in asked)


@lru_cache(maxsize=64)
def _plain(answer: str) -> str:
    """Return the sentences of an answer that state something, and say nothing of sources or of what was not found."""
    lists = ("source_words", "search_words", "document_words", "negations", "in_vain")
    parts = (part for sentence in sentences(answer) for part in _PART.split(sentence))
    return " ".join(one for one in parts if not any_within(one, lists))


@lru_cache(maxsize=64)
def _aside(answer: str) -> str:
    """Return the bare sentences of an answer that say of a search what it did not find, and what instead."""
    return bare("\n".join(filter(finds_nothing, sentences(answer))))


def _worded(found: frozenset[str], answer: str) -> str:
    """Return the words of an answer, as they stand in it, by which a passage tells it; `six hundred two` as 602."""
    said = " ".join(word for word in answer.split() if not found.isdisjoint(Content.of(word).tokens))
    return said.strip(" .,;:!?()") or " ".join(sorted(found))
