"""The built-in engine: judges and writes by rule, from the text itself, without a model, a key or a network.

It stands where a model stands and answers in the same form, so that a quickstart and whole runs in tests are real. It
is honest and small: what its few English patterns don't reach is left to a model (`NoRuleError`).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from openbook.errors import NoRuleError
from openbook.llm.extractive.blocks import Block, blocks, clean, sentences
from openbook.llm.extractive.dialogue import ABSTAINS, ANSWERS, RECALLS, Writer, recalled
from openbook.llm.extractive.facts import Fact, Sentence, Tools
from openbook.llm.extractive.grammar import Grammar
from openbook.llm.extractive.judge import judge
from openbook.llm.extractive.memory import Memory, quotes_from
from openbook.llm.extractive.outline import heading_facts, item_facts, list_facts
from openbook.llm.extractive.patterns import prose_facts
from openbook.llm.extractive.questions import Draw, choose, is_clear, topic_of
from openbook.llm.extractive.rows import row_facts
from openbook.records import Chunk, Item, Reply, Request, Usage


class Extractive:
    """The engine. It keeps nothing between calls but its word lists, and the same request has the same reply."""

    def __init__(self) -> None:
        """Read the word lists that come with the package."""
        self._grammar = Grammar.load()
        self._memory = Memory(self._grammar)

    async def reply(self, request: Request) -> Reply:
        """Judge a chunk or write an item's conversation. Raises NoRuleError where no rule reaches."""
        subject = request.subject
        if request.step == "judge" and isinstance(subject, Chunk):
            text = self.judge(subject)
        elif request.step == "generate" and isinstance(subject, Item):
            text = self.converse(subject, request.attempt)
        else:
            raise NoRuleError(f"the built-in engine has no rule for the step {request.step!r}")
        return Reply(text, "stop", Usage(0, 0), 0.0)

    def judge(self, chunk: Chunk) -> str:
        """Return a sentence of reasoning and the verdict."""
        suitable, reason = judge(chunk.text, chunk.headings)
        return f"{reason}\nVerdict: {'suitable' if suitable else 'unsuitable'}"

    def converse(self, item: Item, attempt: int = 1) -> str:
        """Return two or three turns in the text form of a reply. Raises NoRuleError."""
        if item.scenario not in RECALLS | ABSTAINS | ANSWERS:
            raise NoRuleError(f"the built-in engine does not write the scenario {item.scenario!r}")
        chunk = item.gold[0]
        found = blocks(chunk.text, chunk.headings)
        tools = Tools.of(chunk.text, found, chunk.title, self._grammar, self._memory)
        draw = Draw((chunk.id, str(attempt)))
        facts = self.facts(found, tools)
        if item.scenario in RECALLS:
            facts = [fact for fact in facts if recalled(fact, tools, draw)]
        elif item.scenario in ABSTAINS:
            facts = [fact for fact in facts if not quotes_from(fact.direct + " " + fact.indirect, tools.hidden)]
        topic = topic_of(chunk, tools)
        if not topic:
            facts = [fact for fact in facts if is_clear(fact)]
        if chunk.ordinal:
            facts = [fact for fact in facts if fact.kind != "definition" or not fact.direct.endswith(f" {topic}")]
        chosen = choose(facts, draw, 3 if draw.number("turns") < 0.5 else 2)
        if len(chosen) < 2:
            raise NoRuleError(f"fewer than two sentences that the patterns reach in {chunk.source}")
        return "\n\n".join(Writer.of(item, topic, tools, draw).turns(chosen))

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


def _items(found: Sequence[Block], number: int) -> Sequence[Block]:
    """Return the list items that follow a block."""
    return list(takewhile(lambda block: block.kind == "item", found[number + 1 :]))


def _prose(block: Block, tools: Tools) -> Iterable[Fact]:
    """Yield what the sentences of a paragraph or list item tell."""
    parts = sentences(block.raw)
    for raw, following in zip(parts, [*parts[1:], ""], strict=True):
        text = clean(raw)
        begins = text[:1].isalnum() or text.startswith("`")
        if not begins or (
            not re.search(r"[.!?:][)\"'”’]*$", text)
            and (raw is not parts[-1] or len(parts) > 1 or block.kind == "item")
        ):
            continue
        text = text if text.endswith((".", "!", "?", ":")) else text + "."
        section = block.path[-1] if block.path else ""
        yield from prose_facts(Sentence(raw, text, section, tools.clause(text), following), tools)
