"""How hard distractors are, by a measure that favours neither a search by words nor one by vectors.

Each has a scale of its own: BM25 has no upper end, and the cosines of a model may all lie between 0.7 and 0.9. So both
are put on one scale, on which a passage of the corpus drawn at random is 0 and gold is 1, and the mean of both counts.
"""

import json
import math
import statistics
import urllib.request
from collections.abc import Callable, Mapping, Sequence

Score = Callable[[str, str], float]
"""Scores a passage (by its id) for a question."""
BATCH = 32
SAMPLE = 40
"""Passages whose median score is 0."""


class Vectors:
    """Cosines of an embedding model at an OpenAI-compatible endpoint."""

    def __init__(self, url: str, model: str, prefixes: tuple[str, str], passages: Mapping[str, str]) -> None:
        """Embed the passages; `prefixes` stand in front of questions and passages."""
        self._address, self._model, self._prefixes = f"{url.rstrip('/')}/embeddings", model, prefixes
        self._known: dict[str, list[float]] = {}
        self._passages = dict(
            zip(passages, self.embed([prefixes[1] + text for text in passages.values()]), strict=True)
        )

    def score(self, question: str, id_: str) -> float:
        """Return the cosine of a question and a passage."""
        (asked,) = self.embed([self._prefixes[0] + question])
        return sum(a * b for a, b in zip(asked, self._passages[id_], strict=True))

    async def prepare(self, texts: Sequence[str]) -> None:
        """Do nothing: `embed` asks for what it lacks."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return the unit vectors of texts; each is asked for once."""
        lacking = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= zip(lacking, self._ask(lacking), strict=True)
        return [self._known[text] for text in texts]

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        vectors: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            body = json.dumps({"model": self._model, "input": texts[start : start + BATCH]}).encode()
            request = urllib.request.Request(self._address, body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request) as answer:
                rows = sorted(json.load(answer)["data"], key=lambda row: row["index"])
            vectors += [[x / math.hypot(*row["embedding"]) for x in row["embedding"]] for row in rows]
        return vectors


def hardness(question: str, passage: str, gold: Sequence[str], sample: Sequence[str], scores: Sequence[Score]) -> float:
    """Return how near a passage is to a question: 0 as any of the sample, 1 as gold; the mean over the measures.

    Without a sample 0 is a score of 0.
    """
    return statistics.mean(_relative(question, passage, gold, sample, score) for score in scores)


def _relative(question: str, passage: str, gold: Sequence[str], sample: Sequence[str], score: Score) -> float:
    zero = statistics.median(score(question, id_) for id_ in sample) if sample else 0.0
    one = max(score(question, id_) for id_ in gold)
    return (score(question, passage) - zero) / (one - zero) if one > zero else 0.0
