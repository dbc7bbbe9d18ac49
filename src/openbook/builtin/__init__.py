"""The built-in engine: judges and writes by rule, from the text itself, without a model, a key or a network.

It stands where a model stands and answers in the same form, so that a quickstart and whole runs in tests are real. It
is honest and small: what its few English rules don't reach is left to a model (`NoRuleError`).
"""

import json
from collections.abc import Callable, Sequence
from functools import partial

from openbook.builtin.blocks import blocks
from openbook.builtin.facts import Fact, Page, prose_of
from openbook.builtin.judge import not_english, unsuitable
from openbook.builtin.questions import choose, is_a_row, topic_of
from openbook.builtin.spots import Spot, spots_of
from openbook.builtin.turns import TurnWriter, in_a_row, may_tell, recalled, recalls, repeats
from openbook.builtin.wording import Draw
from openbook.builtin.words import Spelling
from openbook.calls import Reply, Request, Usage
from openbook.dataclass import dataclass
from openbook.derived import NOTHING, Derived, as_shown
from openbook.errors import NoRuleError
from openbook.records import Chunk, Item
from openbook.scenarios import SCENARIOS


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """The engine. The same request has the same reply."""

    derived: Derived = NOTHING
    """What it wrote before."""

    async def reply(self, request: Request) -> Reply:
        """Judge a chunk or write an item's conversation. Raises NoRuleError where no rule reaches."""
        subject = request.subject
        if request.step == "judge" and isinstance(subject, Chunk):
            text = self._once("judge", (subject.text, subject.headings), partial(self.judge, subject))
        elif request.step == "generate" and isinstance(subject, Item):
            shown = as_shown(subject)
            made = partial(self.converse, shown, request.attempt)
            text = self._once("converse", (shown, request.attempt), made)
        else:
            raise NoRuleError(f"the built-in engine has no rule for the step {request.step!r}")
        return Reply(text, "stop", Usage(0, 0), 0.0)

    def _once(self, name: str, given: object, make: Callable[[], str]) -> str:
        """Return what was written before for the same, or is written now; raise NoRuleError where no rule reaches."""

        def made() -> tuple[str, bool]:
            try:
                return make(), True
            except NoRuleError as error:
                return str(error), False

        said, reaches = self.derived.once(name, given, made, _written)
        if not reaches:
            raise NoRuleError(said)
        return said

    def judge(self, chunk: Chunk) -> str:
        """Return a sentence of reasoning and the verdict."""
        reason = unsuitable(chunk.text, chunk.headings)
        return f"{reason}\nVerdict: unsuitable" if reason else "It holds text to ask about.\nVerdict: suitable"

    def converse(self, item: Item, attempt: int = 1) -> str:
        """Return two or three turns as a structured reply. Raises NoRuleError."""
        writer, facts = _plan(item, attempt)
        return json.dumps({"turns": list(writer.turns(facts))}, ensure_ascii=False)


def _written(blob: bytes) -> tuple[str, bool]:
    said, reaches = json.loads(blob)
    return said, reaches


def _plan(item: Item, attempt: int) -> tuple[TurnWriter, Sequence[Fact]]:
    """Choose what an item's conversation is about."""
    chunk, draw = item.gold[0], Draw((item.id, str(attempt)))
    if not SCENARIOS[item.scenario].by_rule or item.questions:
        raise NoRuleError(
            f"the built-in engine does not write the scenario {item.scenario!r}, nor answer others' questions"
        )
    page, told = read(chunk)
    if not_english(page.prose):
        raise NoRuleError(f"{chunk.source} is not in English, and the rules of the built-in engine know English only")
    hidden = "" if item.has_gold and not recalls(item) else in_a_row(chunk.text)
    others = [passage for passage in item.passages if not passage.is_gold]

    def fits(fact: Fact) -> bool:
        if recalls(item):
            can_be_told = bool(recalled(fact, hidden, draw))
        else:
            can_be_told = item.has_gold or not repeats(f"{fact.direct} . {fact.indirect}", hidden)
        return can_be_told and not any(may_tell(passage, fact) for passage in others)

    chosen = choose(told, draw, 3 if draw.number("turns") < 0.5 else 2, fits)
    if len(chosen) < 2:
        raise NoRuleError(f"the rules find fewer than two questions in {chunk.source}")
    return TurnWriter(item, page, hidden, draw), chosen


def read(chunk: Chunk) -> tuple[Page, list[Spot]]:
    """Return what a chunk is about, and where it may tell something, in the order of the text."""
    found = blocks(chunk.text, chunk.headings)
    prose = prose_of(found)
    spelling = Spelling.of(prose, chunk.title)
    page = Page(spelling, topic_of(chunk, found, spelling), prose, not is_a_row(chunk.source))
    return page, list(spots_of(found, page))
