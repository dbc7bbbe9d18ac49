"""Checks on contexts that hold the evidence: an answer rests on gold, and what it states stands somewhere."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import permutations

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.content import Content, is_number, is_spaceless, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import mentions
from openbook.text.normalise import bare
from openbook.text.phrases import phrases, sentences

HELD = 0.4
"""Share of a question's and an answer's content words that gold has, from which the answer rests on gold."""
ELSEWHERE = 0.6
"""Share of an answer's own words that a distractor has, from which it may be the distractor's."""
HALF = 0.5
ROUNDED = 0.01
"""How far a figure that was worked out may be rounded, as a share of it."""
SMALL = 13
"""Smaller whole numbers are counted, not quoted."""
MOST_FIGURES = 40
"""Figures in view beyond which any figure can be worked out from some."""

BESIDE = frozenset({"conflicting", "outdated", "partial", "topic_shift", "multi_source"})
"""Scenarios in which an answer rests on other passages too, or on none."""

_NONE_HELPS = re.compile(
    r"\b(?:none|neither) of (?:the|these|those) (?!other|remaining|rest)(?:\w+ )?"
    r"(?:chunks|passages|documents|sources|results|excerpts)\b[^.\n]{0,60}"
    r"\b(?:help|helps|answer|answers|address|addresses|contain|contains|cover|covers|relevant|useful|hold|holds)\b"
    r"|\b(?:the|these) (?:retrieved |search )?(?:chunks|passages|documents|results|sources) "
    r"(?:do not|don['’]t|did not|didn['’]t) (?:help|answer|contain|hold|cover|address)\b"
    r"|\bfrom (?:my own |my |general )?(?:memory|knowledge)\b[^.\n]{0,40}\binstead\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"`([A-Za-z][\w.-]*(?:_\w+|[a-z][A-Z]\w*)+|--?[a-z][\w-]+)`")


def ungrounded(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a first turn that turns gold down although the context holds it; a verified quotation from it is enough."""
    if not item.has_gold or item.scenario in ("partial", "topic_shift") or _quotes_gold(item, turns[0]):
        return None
    first = turns[0]
    said = first.answer if first.citations else f"{first.thoughts}\n{first.answer}"
    if first.found is False or _denies(first.answer) or (not first.citations and _NONE_HELPS.search(said)):
        detail = "the first answer says that the context does not help, although it holds the evidence"
        return Finding("ungrounded", Code.UNGROUNDED, detail, at=(1,))
    return None


def unsupported(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a first turn that rests on nothing of gold: it quotes nothing, and has few words of it."""
    if not item.has_gold or item.scenario in ("partial", "topic_shift") or _quotes_gold(item, turns[0]):
        return None
    stated = content(f"{turns[0].question}\n{turns[0].answer}")
    if not stated or _share(stated, _gold(item)) >= HELD:
        return None
    detail = "the first answer quotes nothing of the evidence, and has few of its words"
    return Finding("unsupported", Code.UNSUPPORTED, detail, at=(1,))


def answered_elsewhere(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that only a distractor answers, although its question is to be about gold."""
    if not item.has_gold or item.scenario in BESIDE:
        return None
    asked = ""
    for number, turn in enumerate(turns, start=1):
        asked = f"{asked}\n{turn.question}"
        if _quotes_gold(item, turn):
            continue
        own = [word for word in content(turn.answer) if word not in Content.of(asked).vocabulary]
        if len(own) < 2 or _share(own, _gold(item)) >= HALF:
            continue
        best = max(
            (one for one in item.passages if not one.is_gold), key=lambda one: _share(own, one.text), default=None
        )
        if (
            best is not None
            and _share(own, best.text) >= ELSEWHERE
            and _share(own, best.text) > _share(own, _gold(item))
        ):
            detail = f"turn {number} is answered by chunk {best.rank} ({best.source}) alone, which is a distractor"
            return Finding("answered_elsewhere", Code.UNGROUNDED, detail)
    return None


def invented(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a figure or a name of code in an answer that stands in no passage and no question, nor follows from any."""
    if not item.has_gold:
        return None
    texts = [passage.text for passage in item.passages] + [passage.source for passage in item.passages]
    shown = vocabulary_of(tuple(texts))
    code = "".join(map(bare, texts))
    for number, turn in enumerate(turns, start=1):
        shown |= Content.of(turn.question).vocabulary
        code += bare(turn.question)
        worked_out = Content.of(turn.thoughts).vocabulary
        answer = Content.of(turn.answer).vocabulary
        figures = (word for word in answer if is_number(word) and word not in shown and word not in worked_out)
        strange = next((one for one in figures if not _follows(one, shown, worked_out)), "")
        name = next((one for one in _CODE.findall(turn.answer) if bare(one) not in code), "")
        if strange or name:
            detail = f"turn {number} gives “{strange or name}”, which stands in no passage that was shown"
            return Finding("invented", Code.UNSUPPORTED, detail)
        shown |= answer
    return None


def _quotes_gold(item: Item, turn: Turn) -> bool:
    gold = {passage.rank for passage in item.passages if passage.is_gold}
    return any(citation.rank in gold for citation in turn.citations)


def _denies(answer: str) -> bool:
    """Whether an answer says of its sources that they don't tell, and nothing else."""
    said = sentences(answer)
    return bool(said) and all(
        phrases("negations").within(one)
        and (mentions(one) or phrases("source_words").within(one) or phrases("search_words").within(one))
        for one in said
    )


def _gold(item: Item) -> str:
    return "\n".join(passage.text for passage in item.passages if passage.is_gold)


def _share(wanted: Sequence[str], text: str) -> float:
    """Return the share of content words that a text has, in any form that begins alike."""
    held = Content.of(text).vocabulary
    found = sum(
        word in held or (not is_spaceless(word) and len(word) > 5 and word[:5] in _beginnings(text)) for word in wanted
    )
    return found / len(wanted)


@lru_cache(maxsize=128)
def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in Content.of(text).vocabulary)


def _follows(figure: str, shown: Iterable[str], worked_out: Iterable[str]) -> bool:
    """Whether a figure is small, a year's or hour's part, or two figures in view give it."""
    wanted = _value(figure)
    if wanted is None or (wanted < SMALL and wanted == int(wanted)):
        return True
    known = sorted({value for one in (*shown, *worked_out) if is_number(one) and (value := _value(one)) is not None})
    if len(known) > MOST_FIGURES:
        return True
    if any(wanted == round(value * scale, 6) for value in known for scale in _SCALES):
        return True
    return any(
        _same(wanted, result)
        for one, other in permutations([*known, *_USUAL], 2)
        for result in (one + other, one - other, one * other, one / other if other else 0.0)
    )


_SCALES = (0.001, 0.01, 0.1, 10, 100, 1000, 2, 0.5, 60, 1 / 60, 24, 7, 12, 365, 30)
_USUAL = (12.0, 24.0, 60.0, 100.0, 7.0)


def _same(wanted: float, result: float) -> bool:
    return abs(wanted - result) <= abs(wanted) * ROUNDED


def _value(token: str) -> float | None:
    try:
        return float(token)
    except ValueError:
        return None
