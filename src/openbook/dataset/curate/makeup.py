"""What the questions of a set are like, in numbers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from openbook.dataset.curate.repeated import LIKE, repetitions
from openbook.dataset.curate.traits import level, question_type
from openbook.records import Draft


def makeup(drafts: Sequence[Draft]) -> dict[str, Any]:
    """Return the drafts by what their first question is answered with and by difficulty, and how many ask what others
    ask in nearly the same words.
    """
    types, levels = Counter(map(question_type, drafts)), Counter(map(level, drafts))
    return {
        "question_types": dict(types.most_common()),
        "difficulty": dict(levels.most_common()),
        "repeated_questions": len(repetitions(drafts, LIKE)),
    }
