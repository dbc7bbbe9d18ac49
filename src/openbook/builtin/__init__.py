"""The built-in engine: judges and writes by rule, from the text itself, without a model, a key or a network.

It stands where a model stands and answers in the same form, so that a quickstart and whole runs in tests are real. It
is honest and small: what its few English patterns don't reach is left to a model (`NoRuleError`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from openbook.builtin.blocks import Block, blocks, clean, sentences
from openbook.builtin.dialogue import ABSTAINS, ANSWERS, RECALLS, Writer, recalled
from openbook.builtin.facts import Fact, Sentence, Tools, evidence
from openbook.builtin.grammar import Grammar, upper_first
from openbook.builtin.judge import judge
from openbook.builtin.memory import Memory, quotes_from
from openbook.builtin.outline import heading_facts, item_facts, list_facts
from openbook.builtin.patterns import prose_facts
from openbook.builtin.questions import Draw, choose, is_clear, topic_of
from openbook.builtin.rows import row_facts
from openbook.calls import Reply, Request, Usage
from openbook.errors import NoRuleError
from openbook.records import Chunk, Item

_CONDITIONS = re.compile(
    r"\b(?:when|if|unless|until|criteria|conditions|requirements|cases|situations|example)\b", re.I
)
"""Of the line that leads a list whose items are no statements of their own."""
_DEFINES = re.compile(r"(?:is|are|was|were) (?:an?|the|one of|called|named)\b")


class BuiltIn:
    """The engine. It keeps nothing between calls but its word lists, and the same request has the same reply."""

    def __init__(self) -> None:
        """Read the word lists that come with the package."""
        self._grammar = Grammar.load()
        self._memory = Memory()

    async def reply(self, request: Request) -> Reply:
        """Judge a chunk or write an item's conversation. Raises NoRuleError where no rule reaches."""
        subject = request.subject
        if request.step == "judge" and isinstance(subject, Chunk):
            text = self.judge(subject)
        elif request.step == "ask" and isinstance(subject, Item):
            text = "\n\n".join(f"**QUESTION:** {asked}\n\n**ANSWER:** {told}" for asked, told in self.ask(subject))
        elif request.step == "generate" and isinstance(subject, Item):
            text = self.converse(subject, request.attempt)
        else:
            raise NoRuleError(f"the built-in engine has no rule for the step {request.step!r}")
        return Reply(text, "stop", Usage(0, 0), 0.0)

    def judge(self, chunk: Chunk) -> str:
        """Return a sentence of reasoning and the verdict."""
        suitable, reason = judge(chunk.text, chunk.headings)
        return f"{reason}\nVerdict: {'suitable' if suitable else 'unsuitable'}"

    def ask(self, item: Item) -> list[tuple[str, str]]:
        """Return questions that each stand alone, with reference answers. Raises NoRuleError."""
        plan = self._plan(item, 1)
        return [(plan.writer.asked(fact, None), fact.answer) for fact in plan.facts]

    def converse(self, item: Item, attempt: int = 1) -> str:
        """Return two or three turns in the text form of a reply. Raises NoRuleError."""
        plan = self._plan(item, attempt)
        if item.questions and [question.text for question in item.questions] != [asked for asked, _ in self.ask(item)]:
            raise NoRuleError("the built-in engine answers only the questions that it has asked itself")
        return "\n\n".join(plan.writer.turns(plan.facts, alone=bool(item.questions)))

    def _plan(self, item: Item, attempt: int) -> "_Plan":
        """Choose what an item's conversation is about."""
        if item.scenario not in RECALLS | ABSTAINS | ANSWERS:
            raise NoRuleError(f"the built-in engine does not write the scenario {item.scenario!r}")
        chunk = item.gold[0]
        found = blocks(chunk.text, chunk.headings)
        tools = Tools.of(chunk.text, found, chunk.title, self._grammar, self._memory)
        draw = Draw((chunk.id, str(attempt)))
        topic = topic_of(chunk, tools)
        facts = self.facts(found, tools)
        if item.scenario in RECALLS:
            facts = [fact for fact in facts if recalled(fact, tools, draw)]
        elif item.scenario in ABSTAINS:
            facts = [fact for fact in facts if not quotes_from(f"{fact.direct} . {fact.indirect}", tools.hidden)]
        if not topic:
            facts = [fact for fact in facts if is_clear(fact)]
        if chunk.ordinal:
            facts = [fact for fact in facts if fact.kind != "definition" or not fact.direct.endswith(f" {topic}")]
        chosen = choose(facts, draw, 3 if draw.number("turns") < 0.5 else 2)
        if len(chosen) < 2:
            raise NoRuleError(f"the rules find fewer than two questions in {chunk.source}")
        return _Plan(chosen, Writer.of(item, topic, tools, draw))

    def facts(self, found: Sequence[Block], tools: Tools) -> list[Fact]:
        """Return what a chunk tells, in the order of the text."""
        facts: list[Fact] = []
        for number, block in enumerate(found):
            below: Iterable[Fact] = ()
            if block.kind == "row":
                below = row_facts([block], tools)
            elif block.kind == "heading":
                below = heading_facts(found[number : number + 2], tools)
            elif block.kind in ("paragraph", "item"):
                below = [
                    *item_facts([block], tools),
                    *_prose(block, tools),
                    *list_facts(block, _items(found, number), tools),
                ]
            facts.extend(below)
        return facts


@dataclass(frozen=True, slots=True)
class _Plan:
    facts: Sequence[Fact]
    writer: Writer


def _items(found: Sequence[Block], number: int) -> Sequence[Block]:
    """Return the list items that follow a block."""
    return list(takewhile(lambda block: block.kind == "item", found[number + 1 :]))


def _prose(block: Block, tools: Tools) -> Iterable[Fact]:
    """Yield what the sentences of a paragraph or list item tell; `It` is read as the subject of a definition before."""
    if block.kind == "item" and _CONDITIONS.search(block.intro):
        return
    parts = sentences(block.raw)
    subject, before = "", ""
    for raw, following in zip(parts, [*parts[1:], ""], strict=True):
        text = clean(raw)
        begins = text[:1].isalnum() or text.startswith("`")
        ends = re.search(r"[.!?:][)\"'”’]*$", text) or (len(parts) == 1 and block.kind == "paragraph")
        pronoun = re.match(r"(?:It|She|He|They) ", text)
        text = text if re.search(r"[.!?:][\"'”’]*$", text) else text + "."
        clause = tools.clause(text)
        if pronoun and subject:
            text = f"{upper_first(subject)} {text[pronoun.end() :]}"
        elif clause and _DEFINES.match(f"{clause.verb} {clause.rest}") and not clause.lead and clause.words < 7:
            subject, before = clause.subject, evidence(raw)
        else:
            subject = ""
        if not begins or not ends:
            continue
        section = block.path[-1] if block.path else ""
        told = Sentence(raw, text, section, tools.clause(text) if pronoun else clause, following)
        for fact in prose_facts(told, tools):
            yield replace(fact, quotes=(before, *fact.quotes)) if pronoun and before else fact
