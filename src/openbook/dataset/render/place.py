"""Where passages stand: the system prompt, the question, a template's own field, or the result of a search."""

import json
import re
from collections.abc import Iterator, Sequence

from openbook import draws
from openbook.config import Config
from openbook.config.sections import PassagePlace, Results
from openbook.contexts.layout import format_context
from openbook.dataclass import dataclass
from openbook.dataset.render.chat import Chat, ChatMessage, ShownPassage, Thoughts, answered
from openbook.records import Conversation, Item, Passage, Turn
from openbook.scenarios import SCENARIOS
from openbook.system_prompts import ASSIST, FOUND_ASSIST, FOUND_STRICT, STRICT
from openbook.text.late import late
from openbook.text.leak import content

DATA = "{data}"
"""Where the context goes in a system prompt."""
NOTHING = "No passages were found."
"""The result of a search that finds nothing."""

AGAIN = 0.5
"""The share of items without an answer in their passages whose search is repeated in other words."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How conversations become messages with their passages elsewhere than in the system prompt."""

    config: Config
    thoughts: Thoughts

    def __call__(self, conversation: Conversation) -> Chat:
        """Return a conversation as messages. The turns of earlier items have no passages, as ever; where passages are
        searched for, they are left out, since they were answered without a search.
        """
        item = conversation.item
        searched = self._where == "tool"
        before = [entry.turn for entry in conversation.turns if not entry.trained and not searched]
        own = [entry.turn for entry in conversation.turns if entry.trained]
        messages = [ChatMessage("system", self._prompt(item), trained=False)]
        for turn in before:
            messages += [ChatMessage("user", turn.question, trained=False), self._answer(turn, trained=False)]
        messages += self._own(item, own)
        shown = tuple(ShownPassage(passage.source, passage.text) for passage in item.passages)
        documents = shown if self._where == "documents" else ()
        return Chat(conversation.id, tuple(one for one in messages if one.content or one.role != "system"), documents)

    @property
    def _where(self) -> PassagePlace:
        return self.config.export.passages

    def _own(self, item: Item, turns: Sequence[Turn]) -> Iterator[ChatMessage]:
        asked = self.config.system.train_on_questions
        searches = self._searches(item, turns) if self._where == "tool" else {}
        for n, turn in enumerate(turns):
            context = format_context(item.passages) if self._where == "user" and n == 0 else ""
            yield ChatMessage("user", context + turn.question, trained=asked and not context)
            for query, result in searches.get(n, ()):
                yield ChatMessage("assistant", "", trained=True, query=query)
                yield ChatMessage("tool", result, trained=False)
            yield self._answer(turn, trained=True)

    def _answer(self, turn: Turn, *, trained: bool) -> ChatMessage:
        return answered(turn, trained, self.thoughts)

    def _prompt(self, item: Item) -> str:
        """Return the item's system prompt without passages: a packaged one in its wording for passages elsewhere."""
        system = self.config.system
        given = system.strict_prompts if item.strict else system.final_assistant_prompts
        packaged = {ASSIST: FOUND_ASSIST, STRICT: FOUND_STRICT}.get(given)
        return draws.pick(packaged or tuple(map(without_data, given)), system.seed, "system_prompt", item.id)

    def _searches(self, item: Item, turns: Sequence[Turn]) -> dict[int, list[tuple[str, str]]]:
        """Return query and result of the searches in front of each own turn, by its number.

        The first question is searched for. Where the last one turns to another topic, a second search finds the
        passages that no turn before it speaks of; where the passages hold no answer, some are found by searching for
        the question's words alone. Their numbers go on, so that the answers' stay right.
        """
        last, first = len(turns) - 1, turns[0].question
        does = SCENARIOS[item.scenario].does
        if does == "turns_away" and last > 0:
            border = max((rank for rank in _spoken_of(item, turns[:last])), default=0)
            anew = (turns[last].question, self._found(item, border))
            return {0: [(first, self._found(item, 0, border))], last: [anew]}
        words = in_other_words(first)
        again = does in ("recalls", "abstains") and words not in ("", first)
        if again and draws.uniform(self.config.system.seed, "search_again", item.id) < AGAIN:
            border = -(-len(item.passages) // 2)
            return {0: [(first, self._found(item, 0, border)), (words, self._found(item, border))]}
        return {0: [(first, self._found(item))]}

    def _found(self, item: Item, start: int = 0, end: int | None = None) -> str:
        return result(item.passages[start:end], self.config.export.results, first=start + 1)


def result(passages: Sequence[Passage], layout: Results, *, first: int = 1) -> str:
    """Return what a search gives back: the layout of `format_context`, or JSON; numbered from `first`."""
    if layout == "json":
        rows = [{"chunk": n, "source": p.source, "text": p.text} for n, p in enumerate(passages, start=first)]
        return json.dumps(rows, ensure_ascii=False)
    return format_context(passages, first=first).rstrip("\n") or NOTHING


def in_other_words(question: str) -> str:
    """Return the words of a question that carry its meaning, each once, as they stand in it; empty where it has no
    spaces.
    """
    bare = (word.strip("?!.,;:¿¡«»\"'()؟。？") for word in question.split())
    kept = {word.casefold(): word for word in bare if word and content(word)}
    return " ".join(kept.values())


ANNOUNCES = late(r"(?:(?<=[.!?。！？؟।])[^\S\n]*|^)[^\n.!?。！？؟।]*[:：]\s*\Z", re.M)
"""A last sentence that ends in a colon."""


def without_data(prompt: str) -> str:
    """Return a system prompt without the place for its passages, the empty lines around that, and what announces them.

    A sentence that ends in a colon right before the place announces them; it stays where nothing else would.
    """
    before, place, after = prompt.partition(DATA)
    announced = ANNOUNCES.sub("", before) if place else before
    prompt = announced + place + after if (announced + after.replace(DATA, "")).strip() else prompt
    lines = [line for line in prompt.split("\n") if line.strip() != DATA]
    text = "\n".join(lines).replace(DATA, "")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()


def _spoken_of(item: Item, turns: Sequence[Turn]) -> Iterator[int]:
    """Yield the ranks of the passages that turns rest on or may be speaking of, gold among them."""
    said = "\n".join(f"{turn.thoughts}\n{turn.answer}" for turn in turns)
    numbers = set("".join(sign if sign.isdigit() else " " for sign in said).split())
    cited = {citation.rank for turn in turns for citation in (*turn.citations, *turn.evidence)}
    for passage in item.passages:
        if passage.is_gold or passage.rank in cited or str(passage.rank) in numbers or passage.source in said:
            yield passage.rank
