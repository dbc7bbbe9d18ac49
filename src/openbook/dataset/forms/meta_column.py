"""The column `meta`: what a row was made of and how hard it is, to order or filter rows by."""

from typing import Any

from openbook.records import Conversation, Item


def meta_of(record: Conversation) -> dict[str, Any]:
    """Return ids, sources, scenario and difficulty of a record; every row has the same keys and types."""
    item = record.item
    return {
        "id": record.id,
        "items": list(record.draft_ids),
        "scenario": item.scenario,
        "sources": [passage.source for passage in item.passages],
        "gold": [passage.rank for passage in item.passages if passage.is_gold],
        "questions": [question.text for question in item.questions],
        "reference_answers": [question.reference_answer for question in item.questions],
        **difficulty(item),
    }


def difficulty(item: Item) -> dict[str, int | float]:
    """Return how many passages have to be put together, how many lead astray, and how near the nearest of those is.

    `hardness` is the highest score of a distractor over that of the best gold passage, or over the highest score of all
    where no gold is shown; 0 where nothing was scored.
    """
    gold = [passage.score for passage in item.passages if passage.is_gold]
    others = [passage.score for passage in item.passages if not passage.is_gold]
    best = max(gold or others, default=0.0)
    return {
        "hops": len(gold),
        "distractors": len(others),
        "hardness": round(max(others, default=0.0) / best, 4) if best > 0 else 0.0,
    }
