"""What a prompt is filled with: what the writer sees of an item, and what it must not see."""

from collections.abc import Iterable, Sequence

from openbook.codes import Code
from openbook.config.prompt_files import writing
from openbook.contexts.layout import format_context
from openbook.dataclass import replace
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.phantom import not_shown
from openbook.dialogue.judge import described
from openbook.dialogue.prompts.numbered import numbered
from openbook.records import Chunk, Citation, Item, Passage, Turn
from openbook.retrieval.shingles import containment, shingles
from openbook.scenarios import SCENARIOS
from openbook.text.normalise import bare, holds, length
from openbook.text.quotations import FEWEST_WORDS

NOTHING_FOUND = "(the search returned nothing)\n"
NOT_SHOWN = "(not shown)"
MAKE_UP = "(none given: make them up)"
"""Where questions would stand."""


def writing_brief(item: Item) -> tuple[str, dict[str, str]]:
    """Return the name of the prompt that writes the item's conversation, and its fields."""
    asked, scenario = bool(item.questions), SCENARIOS[item.scenario]
    fields = {
        "text": "\n\n".join(chunk.text for chunk in item.gold),
        "metadata": " | ".join(dict.fromkeys(map(described, _as_shown(item)))),
        "stringified_retrieved_chunks": format_context(item.passages) or NOTHING_FOUND,
        "questions": _questions(item) if asked else MAKE_UP,
    }
    if scenario.sources[1] > 1 or scenario.adds == "other_topic":
        own = (passage for passage in item.passages if passage.is_gold and not passage.synthetic)
        fields["metadata"] = _numbers(own)
    elif scenario.disagrees:
        fields["metadata"] = _numbers(disagreeing(item))
    if scenario.shows == "part":
        fields["text"] = NOT_SHOWN if asked else _sourced(not_shown(item))
    elif asked and scenario.does == "abstains":
        fields |= {"text": NOT_SHOWN, "metadata": NOT_SHOWN}
    return writing(item.scenario, asked), fields


def asking_brief(item: Item, by_number: bool = False) -> dict[str, str]:
    """Return the fields of the prompt that asks the item's questions.

    `by_number`: the statements of gold have numbers.
    """
    beside = [passage for passage in item.passages if not passage.is_gold]
    gold = _as_shown(item)
    if by_number:
        gold = tuple(replace(chunk, text=numbered(chunk.text)) for chunk in gold)
    texts = [_sourced(gold), *(f"Source: {passage.source}\n{passage.text}" for passage in beside)]
    fields = {"text": "\n\n".join(texts), "metadata": gold[0].source, "stringified_retrieved_chunks": ""}
    return fields | {"questions": ""}


def _as_shown(item: Item) -> tuple[Chunk, ...]:
    """Return the gold chunks under the names that the context gives them: a copy may stand under the original's."""
    sources = {passage.chunk_id: passage.source for passage in item.passages}
    return tuple(replace(chunk, source=sources.get(chunk.id, chunk.source)) for chunk in item.gold)


def disagreeing(item: Item) -> tuple[Passage, ...]:
    """Return gold and the passage that contradicts it: one made for it, else the one that repeats gold most."""
    gold = [passage for passage in item.passages if passage.is_gold]
    others = [passage for passage in item.passages if not passage.is_gold]
    own = shingles(item.gold[0].text)
    alike = {passage.rank: containment(own, shingles(passage.text)) for passage in others}
    nearest = max(others, key=lambda passage: (passage.synthetic, alike[passage.rank]), default=None)
    found = [*gold, nearest] if nearest else gold
    return tuple(sorted(found, key=lambda passage: passage.rank))


def with_questions(item: Item, turns: Sequence[Turn]) -> tuple[Turn, ...] | Finding:
    """Return the turns with the questions as they were asked; a finding where some were left out or added."""
    if not item.questions:
        return tuple(turns)
    if len(turns) != len(item.questions):
        detail = f"the reply answers {len(turns)} questions, and {len(item.questions)} were asked"
        return Finding("reply", Code.UNUSABLE_REPLY, detail)
    return tuple(
        replace(turn, question=asked.text, evidence=tuple(_put_right(one, item) for one in turn.evidence))
        for turn, asked in zip(turns, item.questions, strict=True)
    )


def _put_right(claim: Citation, item: Item) -> Citation:
    """Return evidence as it is, or where it repeats a reference answer the words of gold which that follows from: a
    small model takes the one for the other.
    """
    said = bare(claim.quote)
    for asked in item.questions:
        rank = _rank_of(asked.quote, item)
        if rank and length(claim.quote) >= FEWEST_WORDS and holds(bare(asked.reference_answer), said):
            return claim if any(holds(bare(one.text), said) for one in item.passages) else Citation(rank, asked.quote)
    return claim


def _questions(item: Item) -> str:
    scenario = SCENARIOS[item.scenario]
    lines: list[str] = []
    for number, question in enumerate(item.questions, start=1):
        lines.append(f"{number}. {question.text}")
        is_shift = scenario.adds == "other_topic" and number == len(item.questions)
        if not scenario.withholds and not is_shift:
            lines.append(f"Reference answer: {question.reference_answer}")
            shown = _rank_of(question.quote, item) if scenario.does == "answers" else 0
            if shown:
                lines.append(f'Evidence: chunk {shown}, "{" ".join(question.quote.split())}"')
    return "\n".join(lines)


def _rank_of(quote: str, item: Item) -> int:
    """Return the number of the gold passage that has these words; 0 where there is none."""
    if not quote:
        return 0
    return next((one.rank for one in item.passages if one.is_gold and quote in one.text), 0)


def _sourced(chunks: Iterable[Chunk]) -> str:
    return "\n\n".join(f"Source: {described(chunk)}\n{chunk.text}" for chunk in chunks)


def _numbers(passages: Iterable[Passage]) -> str:
    """Return `chunk 2`, or `chunks 1, 3 and 4`."""
    numbers = [str(rank) for rank in sorted(passage.rank for passage in passages)]
    if len(numbers) < 2:
        return f"chunk {''.join(numbers)}"
    return f"chunks {', '.join(numbers[:-1])} and {numbers[-1]}"
