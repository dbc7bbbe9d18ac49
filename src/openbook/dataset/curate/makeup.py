"""What the questions of a set are like, in numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from openbook.dataset.curate.repeated import LIKE, repetitions
from openbook.dataset.curate.traits import level, question_type
from openbook.records import Draft


def makeup(drafts: Iterable[Draft], folder: Path) -> dict[str, Any]:
    """Return the drafts by what their first question is answered with and by difficulty, and how many ask what others
    ask in nearly the same words; `folder` is for what does not stay in memory.
    """
    types: Counter[str] = Counter()
    levels: Counter[str] = Counter()

    def counted() -> Iterator[Draft]:
        for draft in drafts:
            types[question_type(draft)] += 1
            levels[level(draft)] += 1
            yield draft

    repeated = len(repetitions(counted(), folder, LIKE))
    return {
        "question_types": dict(types.most_common()),
        "difficulty": dict(levels.most_common()),
        "repeated_questions": repeated,
    }
