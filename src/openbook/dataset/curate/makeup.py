"""What the questions of a set are like, in numbers."""

from collections import Counter
from pathlib import Path
from typing import Any

from openbook.dataset.curate.questions import Asked, questions_of
from openbook.dataset.curate.repeated import LIKE, repeated
from openbook.dataset.curate.traits import level, question_type
from openbook.records import Draft
from openbook.spool import Spool, packed

Traits = tuple[str, str, list[bytes]]
"""Of a draft: what its first question is answered with, how hard it is, and its questions, packed."""


def traits_told(draft: Draft) -> Traits:
    """Look at a draft."""
    return question_type(draft), level(draft), list(map(packed, questions_of(draft)))


class Makeup:
    """Takes in drafts, and then tells what their questions are like."""

    def __init__(self, folder: Path) -> None:
        """Lay the questions down in `folder`."""
        self._types: Counter[str] = Counter()
        self._levels: Counter[str] = Counter()
        self._asked: Spool[Asked] = Spool(folder)

    def add(self, part: Traits) -> None:
        """Take in what a look at a draft has shown."""
        kind, hardness, asked = part
        self._types[kind] += 1
        self._levels[hardness] += 1
        for question in asked:
            self._asked.append_packed(question)

    def told(self) -> dict[str, Any]:
        """Return the drafts by what their first question is answered with and by difficulty, and how many ask what
        others ask in nearly the same words.
        """
        return {
            "question_types": dict(self._types.most_common()),
            "difficulty": dict(self._levels.most_common()),
            "repeated_questions": len(repeated(self._asked, LIKE)),
        }
