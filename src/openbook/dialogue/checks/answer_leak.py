"""The answer-leak check: a context without gold must not hold the answer.

RESEARCH.md, "Checks that need no model", 1. What stays in such a context teaches a model to overlook evidence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.phantom import Runs
from openbook.records import Item, Passage, Turn
from openbook.text.normalise import bare, needle
from openbook.text.spans import Span, critical_spans, without_dismissals

NEAR = 200
"""Characters on either side of a span in which content words of the question count: about 30 words."""
NEEDED = 2
"""Content words of the question that must stand near a number, a date's part or a name; one more for a name of one word
in a long answer, where names come up by the way."""
MANY = 4
"""So many critical spans in one passage tell the answer, whatever words stand near them (or in what language)."""
SHORT = 12
"""In an answer of no more words, a name of two words or more is the answer."""
LOOKED_AT = 6
"""Occurrences of a span in a passage that are looked at."""

_CONTENT = re.compile(r"[\u3400-\u9fff\u30a1-\u30ff\uac00-\ud7af]{2}|[^\W_\u3041-\u9fff\uac00-\ud7af]{4,}")
_COMMON = """
    option options value values default question wonder thanks helps called know known happens happen
    meaning possible example examples allow allows purpose difference explain tell please understand correct
    remember anything something someone about above after again also because been before being between both
    could does doing done during each else even ever every from good have having help here into just know
    like long look made make many might more most much need needs only other over same should since some
    such than that their them then there these they thing this those through under until upon used using
    very want wants well were what when where which while whom whose will with within without work works
    would your yours aber auch dass eine einen einer eines haben kann können mein meine nach nicht noch oder
    sein sich sind über unter wann warum welche welcher wenn werden wird wurde alors avec cette comment dans
    depuis elle elles entre être fait faut leur mais même nous pour pourquoi quand quel quelle quels sans
    sont sous tout très votre como cómo cuál cuándo cuando desde donde dónde entre esta este hace para pero
    porque puede qué quién según sobre tiene todo anche come cosa dalla dello della delle fare nella perché
    però quando quale quali sono stato suoi tutto voor wordt welke waarom wanneer hebben deze dit zijn
"""


@dataclass(frozen=True, slots=True)
class _Shown:
    passage: Passage
    words: str
    vocabulary: frozenset[str]

    def holding(self, form: str) -> str:
        """Return the part of a form to look for if the passage holds it; empty where it does not."""
        if form.isascii() and not self.vocabulary.issuperset(form.split()):
            return ""
        part = needle(form)
        return part if part in self.words else ""


def answer_leak(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find the passages of a context without gold that hold a critical span of an answer, or a copy of its words.

    Dates, quotations and code count wherever they stand; numbers and names only near two content words of the
    question. What the questions say themselves, and what an answer says of its search, never counts.
    """
    if item.has_gold or item.strict or not item.passages:
        return None
    known = ""
    asked: list[str] = []
    common = _common()
    leaking: dict[str, str] = {}
    shown = [_Shown(passage, words := bare(passage.text), frozenset(words.split())) for passage in item.passages]
    for turn in turns:
        known += bare(turn.question)
        content = [word for word in dict.fromkeys(_CONTENT.findall(turn.question.casefold())) if word not in common]
        asked = content if len(content) >= NEEDED else [*asked, *content]
        answer = without_dismissals(turn.answer)
        spans = critical_spans(answer, known)
        runs = Runs.of(bare(answer))
        for one in shown:
            passage = one.passage
            if passage.chunk_id not in leaking and (told := _told(runs, spans, one, known, asked)):
                leaking[passage.chunk_id] = f"chunk {passage.rank} ({passage.source}) holds “{told}”"
    if not leaking:
        return None
    detail = f"{'; '.join(leaking.values())}, which the answer gives from memory"
    return Finding("answer_leak", Code.ANSWER_LEAK, detail, tuple(leaking))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_COMMON.split())


def _told(answer: Runs, spans: Sequence[Span], shown: _Shown, known: str, asked: Sequence[str]) -> str:
    """Return the part of an answer that a passage tells; empty where it tells none."""
    is_short = len(answer.tokens) <= SHORT
    present: list[Span] = []
    for span in spans:
        form = next((found for form in span.forms if (found := shown.holding(form))), "")
        if not form:
            continue
        is_long = len(form.split()) > 1
        if span.sort in ("quote", "code") or (span.sort == "date" and len(form.split()) > 2):
            return span.text
        is_name = span.sort == "name"
        needed = NEEDED + 1 if is_name and not is_long and not is_short else NEEDED
        if (is_short and is_name and is_long) or _near(shown.words, form, asked, needed):
            return span.text
        present.append(span)
    if len(present) >= MANY:
        return "”, “".join(span.text for span in present)
    runs = answer.shared(shown.words, shown.vocabulary)
    return next((run.strip() for run in runs if run not in known), "")


def _near(words: str, span: str, asked: Sequence[str], needed: int) -> bool:
    """Whether so many content words of the question stand near a span, beginnings of words being enough."""
    place = words.find(span)
    for _ in range(LOOKED_AT):
        if place < 0:
            return False
        window = words[max(0, place - NEAR) : place + len(span) + NEAR]
        if sum((f" {word[:7]}" if len(word) > 2 else word) in window for word in asked) >= needed:
            return True
        place = words.find(span, place + 1)
    return False
