"""What the questions of a set are like, in numbers."""

from collections import Counter
from pathlib import Path
from typing import Any

from openbook.dataset.curate.questions import Asked, questions_of
from openbook.dataset.curate.repeated import LIKE, repeated
from openbook.dataset.curate.traits import level, question_type
from openbook.records import Draft
from openbook.spool import Spool


class Makeup:
    """Takes in drafts, and then tells what their questions are like."""

    def __init__(self, folder: Path) -> None:
        """Lay the questions down in `folder`."""
        self._types: Counter[str] = Counter()
        self._levels: Counter[str] = Counter()
        self._asked: Spool[Asked] = Spool(folder)

    def add(self, draft: Draft) -> None:
        """Take in a draft."""
        self._types[question_type(draft)] += 1
        self._levels[level(draft)] += 1
        for question in questions_of(draft):
            self._asked.append(question)

    def told(self) -> dict[str, Any]:
        """Return the drafts by what their first question is answered with and by difficulty, and how many ask what
        others ask in nearly the same words.
        """
        return {
            "question_types": dict(self._types.most_common()),
            "difficulty": dict(self._levels.most_common()),
            "repeated_questions": len(repeated(self._asked, LIKE)),
        }
