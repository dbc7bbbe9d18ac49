"""The built-in engine: judges and writes by rule, from the text itself, without a model, a key or a network.

It stands where a model stands and answers in the same form, so that a quickstart and whole runs in tests are real. It is
honest and small: what its few English patterns don't reach is left to a model (`NoRuleError`).
"""

from collections.abc import Iterable, Sequence

from openbook.errors import NoRuleError
from openbook.llm.extractive.blocks import Block, blocks, clean, sentences
from openbook.llm.extractive.dialogue import Draw, choose, context_of, is_clear, question, recalled, thoughts, topic_of
from openbook.llm.extractive.facts import Fact, Sentence, Tools
from openbook.llm.extractive.grammar import Grammar
from openbook.llm.extractive.judge import judge
from openbook.llm.extractive.memory import Memory, quotes_from
from openbook.llm.extractive.patterns import prose_facts
from openbook.llm.extractive.rows import heading_facts, item_facts, row_facts
from openbook.records import Chunk, Item, Reply, Request, Usage

RECALLS = frozenset({"missing_recall"})
"""Scenarios in which the engine answers from memory."""
ABSTAINS = frozenset({"missing_abstain", "empty"})
"""Scenarios in which it says that the sources don't tell."""
ANSWERS = frozenset({"gold", "gold_hard", "gold_random", "gold_only", "long_noisy"})
"""Scenarios in which it answers from the gold passage."""


class Extractive:
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
        tools = Tools.of(chunk.text, found, self._grammar, self._memory)
        draw = Draw((chunk.id, str(attempt)))
        facts = self.facts(found, tools)
        if item.scenario in RECALLS:
            facts = [fact for fact in facts if recalled(fact, tools, draw)]
        elif item.scenario in ABSTAINS:
            facts = [fact for fact in facts if not quotes_from(fact.direct + " " + fact.indirect, tools.hidden)]
        topic = topic_of(chunk, tools)
        if not topic:
            facts = [fact for fact in facts if is_clear(fact)]
        chosen = choose(facts, draw, 3 if draw.number("turns") < 0.5 else 2)
        if len(chosen) < 2:
            raise NoRuleError(f"fewer than two sentences that the patterns reach in {chunk.source}")
        return "\n\n".join(self._turns(item, chosen, topic, tools, draw))

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
                below = [*item_facts([block], tools), *_prose(block, tools)]
            facts.extend(below)
        return facts

    def _turns(self, item: Item, chosen: Sequence[Fact], topic: str, tools: Tools, draw: Draw) -> Iterable[str]:
        """Yield the turns in the text form."""
        gold = next((passage for passage in item.passages if passage.is_gold), None)
        before: Fact | None = None
        for fact in chosen:
            asked = question(fact, before, context_of(fact, topic, tools), draw)
            ending, answer = _ending(item.scenario, fact, topic, tools, draw, len(item.passages))
            walk = thoughts(fact, item.passages, gold, before is None, ending, tools, draw)
            yield f"**QUESTION:** {asked}\n\n**ANSWER:**\n**Thought Process:**\n{walk}\n\n**Answer:**\n{answer}"
            before = fact


def _prose(block: Block, tools: Tools) -> Iterable[Fact]:
    """Yield what the sentences of a paragraph or list item tell."""
    parts = sentences(block.raw)
    for raw, following in zip(parts, [*parts[1:], ""], strict=True):
        text = clean(raw)
        if not text[:1].isalnum() and not text.startswith("`") or (block.kind == "item" and not text.endswith(".")):
            continue
        text = text if text.endswith((".", "!", "?", ":")) else text + "."
        section = block.path[-1] if block.path else ""
        yield from prose_facts(Sentence(raw, text, section, tools.clause(text), following), tools)


def _ending(scenario: str, fact: Fact, topic: str, tools: Tools, draw: Draw, count: int) -> tuple[str, str]:
    """Return the last sentence of the thoughts, and the answer."""
    what = fact.indirect or "what was asked"
    step = f"ending {fact.direct}"
    if scenario in ANSWERS:
        end = draw.pick(step, "That answers the question.", "So the answer is there.", "That is enough for an answer.", "I can answer from that.")
        return end, fact.answer
    none = "Nothing was retrieved" if not count else "The only chunk does not help" if count == 1 else "None of these chunks helps"
    if scenario in RECALLS:
        end = draw.pick(step, f"{none}, so I have to answer from memory.", f"{none}. I have to rely on my memory and should say so.")
        opening = draw.pick(
            step + "open",
            f"The sources that were retrieved do not say {what}.",
            "My search brought up nothing on this.",
            "The retrieved texts do not cover this.",
            "I found nothing about this in what was retrieved.",
        )
        caveat = draw.pick(step + "caveat", "", "", "I cannot point to a source for it, though.", "Please check this before you rely on it.")
        return end, f"{opening} {recalled(fact, tools, draw)} {caveat}".strip()
    end = draw.pick(step, f"{none}, so this cannot be answered from the sources.", f"{none}. I should say that the sources leave it open.")
    missing = f" A text about {topic} would be needed." if topic and draw.number(step + "more") < 0.5 else ""
    return end, draw.pick(
        step + "open",
        f"The sources that I have do not say {what}, so I cannot answer this from them.{missing}",
        f"This cannot be answered from the sources: none of them tells {what}.{missing}",
        f"I cannot tell from the sources that were found. They leave open {what}.{missing}",
    )
