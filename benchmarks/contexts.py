"""Contexts measured with questions whose answers are known, in place of a model.

    python benchmarks/contexts.py FOLDER

FOLDER holds `passages.jsonl` (`id`, `title`, `text`; a title is a document) and `questions.jsonl` (`passage_id`,
`question`, `answers`). Every recipe is a config; its contexts are built by the code of a run, for several seeds.
"""

import argparse
import json
import math
import re
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import shortcuts
from hardness import SAMPLE, Score, Vectors, hardness
from openbook import draws
from openbook.config import Config
from openbook.contexts.simulate import Simulator
from openbook.records import Chunk, Item, Passage, Question, Rejected
from openbook.text.normalise import is_spaceless

MODEL = {"large_model": "stands-in", "large_base_url": "http://127.0.0.1:1/v1"}
NO_GUARD = {"near_duplicate": 1.0, "query": "chunk"}
RECIPES: Mapping[str, dict[str, Any]] = {
    "reference: random, 1-3": {"retrieval": {"distractors": "random", **NO_GUARD}},
    "RAFT: random, 1-5": {
        "scenarios": "raft",
        "system": {"rag_max_chunks": 5},
        "retrieval": {"distractors": "random", **NO_GUARD},
    },
    "InstructLab: random, 1-4": {
        "scenarios": {"gold_random": 0.4, "missing_recall": 0.6},
        "system": {"rag_max_chunks": 4},
        "retrieval": {"distractors": "random", **NO_GUARD},
    },
    "preset reference (default)": {},
    "preset reference in one call": {"retrieval": {"query": "chunk"}},
    "preset raft": {"scenarios": "raft"},
    "preset raft in one call": {"scenarios": "raft", "retrieval": {"query": "chunk"}},
    "hard by chunk": {"retrieval": {"distractors": "hard", "query": "chunk"}},
    "hard by question": {"retrieval": {"distractors": "hard", "query": "question"}},
    "preset robust": {"scenarios": "robust"},
    "preset robust in one call": {"scenarios": "robust", "retrieval": {"query": "chunk"}},
}


def by_vectors(model: str, prefixes: tuple[str, str]) -> dict[str, dict[str, Any]]:
    """Return the recipes that search by vectors, and by both."""
    asked = {"distractors": "hard", "query": "question", "embedding_model": model}
    asked |= {"embedding_base_url": MODEL["large_base_url"]}
    asked |= {"query_prefix": prefixes[0], "passage_prefix": prefixes[1]}
    return {f"hard by question, {name}": {"retrieval": asked | {"candidates": name}} for name in ("dense", "hybrid")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set."""

    id: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """An item with its context, and the questions it would be asked."""

    item: Item
    questions: tuple[Asked, ...]

    def distractors(self) -> Iterator[Passage]:
        """Yield what is neither gold nor meant to contradict it."""
        for passage in self.item.passages:
            if not passage.is_gold and not passage.synthetic:
                yield passage


def load(folder: Path) -> tuple[list[Chunk], dict[str, list[Asked]]]:
    """Return the passages as chunks, and each one's questions that have an answer."""
    chunks: list[Chunk] = []
    ordinals: Counter[str] = Counter()
    for line in (folder / "passages.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        title, text = row["title"], row["text"]
        start = 10_000 * ordinals[title]
        chunks.append(Chunk(row["id"], title, title, start, start + len(text), text, (), ordinals[title]))
        ordinals[title] += 1
    questions: dict[str, list[Asked]] = defaultdict(list)
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["answers"]:
            asked = Asked(row["id"], row["question"], tuple(row["answers"]))
            questions[row["passage_id"]].append(asked)
    return chunks, questions


def build(
    recipe: dict[str, Any],
    seed: int,
    chunks: list[Chunk],
    questions: dict[str, list[Asked]],
    each: int,
    vectors: Vectors | None = None,
) -> Iterator[Built | Rejected]:
    """Yield every item of a recipe with its finished context."""
    values = {"api": MODEL, **recipe, "system": {**recipe.get("system", {}), "seed": seed}}
    suitable = [position for position, chunk in enumerate(chunks) if questions.get(chunk.id)]
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, Config.model_validate(values), Path(folder), (), embedder=vectors)
        for fate in simulator.items(suitable):
            item = fate.became
            if not isinstance(item, Item):
                assert item is not None
                yield item
                continue
            asked = tuple(one for chunk in item.gold for one in _drawn(item, chunk, questions, seed, each))
            if simulator.asks:
                found = tuple(Question(one.text, one.answers[0]) for one in asked)
                retrieved = simulator.retrieve(replace(item, questions=found))
                if not isinstance(retrieved, Item):
                    yield retrieved
                    continue
                item = retrieved
            yield Built(item, asked)


def _drawn(item: Item, chunk: Chunk, questions: dict[str, list[Asked]], seed: int, each: int) -> list[Asked]:
    """Return questions about a gold chunk; with several, first those whose answers the others don't hold, as a model
    is told to ask.
    """
    others = " ".join(normalised(other.text) for other in item.gold if other.id != chunk.id)
    asked = sorted(questions.get(chunk.id, []), key=lambda one: draws.number(seed, "asked", one.id))
    return sorted(asked, key=lambda one: normalised(one.answers[0]) in others)[:each]


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Return lower-case words without punctuation and articles, spaces around; not the code under test."""
    whole = re.sub(r"(?<=\d)[.,٫٬](?=\d)", "", text.lower())  # 43,3 holds no 43
    kept = re.sub(r"\b(a|an|the)\b", " ", re.sub(r"[^\w\s]|_", " ", whole))
    return f" {' '.join(kept.split())} "


def words_of(text: str) -> list[str]:
    """Return the words, or in scripts without spaces the characters."""
    words = normalised(text)
    return list(words.replace(" ", "")) if is_spaceless(text) else words.split()


def is_told(answer: str, text: str) -> bool:
    """Whether an answer stands in a text; in scripts without spaces between any two characters."""
    words = normalised(answer)
    return words.strip() in normalised(text) if is_spaceless(answer) else words in normalised(text)


class Bm25:
    """BM25 (k1 1.2, b 0.75) over all passages, for the measurement alone; by characters in scripts without spaces."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.words = {chunk.id: Counter(words_of(chunk.text)) for chunk in chunks}
        self._lengths = {id_: sum(counts.values()) for id_, counts in self.words.items()}
        self._mean = statistics.mean(self._lengths.values())
        self._frequencies = Counter(word for counts in self.words.values() for word in counts)

    def score(self, question: str, id_: str) -> float:
        """Return what a passage scores for a question."""
        total, counts, length = 0.0, self.words[id_], self._lengths[id_]
        for word in set(words_of(question)):
            times, frequency = counts[word], self._frequencies[word]
            if times:
                rarity = math.log(1 + (len(self.words) - frequency + 0.5) / (frequency + 0.5))
                total += rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / self._mean))
        return total


def measure(name: str, recipe: dict[str, Any], chunks: list[Chunk], questions: dict[str, list[Asked]], args: Any,
            bm25: Bm25, vectors: Vectors | None) -> dict[str, str]:  # fmt: skip
    """Return one row of the table."""
    started = time.process_time()
    seeds, each = range(args.seeds), args.questions
    everything = [one for seed in seeds for one in build(recipe, seed, chunks, questions, each, vectors)]
    seconds = time.process_time() - started
    built = [one for one in everything if isinstance(one, Built)]
    with_distractors = [one for one in built if any(one.distractors())]
    leaks = [_leaks(one) for one in with_distractors]
    sample = [chunk.id for chunk in chunks[:: max(1, len(chunks) // SAMPLE)]]
    by_words = [value for one in built for value in _hardness(one, [bm25.score], ())]
    both = [bm25.score, vectors.score] if vectors else []
    by_both = [value for one in built for value in _hardness(one, both, sample)] if both else []
    contexts = [_seen(one) for one in built]
    plain = [one for one in contexts if sum(one.gold) <= 1]
    p, v = shortcuts.uniform_positions([
        (len(one.item.passages), passage.rank) for one in built for passage in one.item.passages
        if passage.is_gold and sum(other.is_gold for other in one.item.passages) == 1
    ])  # fmt: skip
    multi = [one for one in built if one.item.scenario == "multi_source"]
    needed = [_needs_all(one) for one in multi]
    drawn = {passage.chunk_id for one in built for passage in one.distractors()}
    return {
        "recipe": name,
        "contexts": str(len(built)),
        "ended": str(len(everything) - len(built)),
        "leaks": _percent(statistics.mean(any(found) for found in leaks)),
        "leaks 2+ words": _percent(statistics.mean(any(found[1:]) for found in leaks)),
        "hardness": f"{statistics.median(by_words):.2f}",
        "hardness by both": f"{statistics.median(by_both):.2f}" if by_both else "–",
        "gold place p / V": f"{p:.2f} / {v:.2f}",
        "passages used": _percent(len(drawn) / len(chunks)),
        "find gold": _points(*shortcuts.finding_gold(plain)),
        "tell missing": _points(*shortcuts.telling_missing(plain)),
        "similarity, k=3": _points(*shortcuts.finding_gold_by_similarity(plain, 3)),
        "all sources needed": _percent(statistics.mean(needed)) if needed else "–",
        "ms an item": f"{1000 * seconds / len(everything):.1f}",
    }


def _leaks(built: Built) -> tuple[bool, bool]:
    """Whether a distractor holds the first answer of a question: of one word, of more."""
    found = [False, False]
    for asked in built.questions:
        answer = asked.answers[0]
        found[len(words_of(answer)) > 1] |= any(is_told(answer, passage.text) for passage in built.distractors())
    return found[0], found[1]


def _hardness(built: Built, scores: Sequence[Score], sample: Sequence[str]) -> Iterator[float]:
    """Yield how near each distractor comes to gold, for the question it comes closest to."""
    gold = [chunk.id for chunk in built.item.gold]
    for passage in built.distractors():
        found = [hardness(asked.text, passage.chunk_id, gold, sample, scores) for asked in built.questions]
        if found:
            yield max(found)


def _needs_all(built: Built) -> bool:
    """Whether each gold chunk has a question whose answer no other passage of the context holds."""
    texts = {passage.chunk_id: normalised(passage.text) for passage in built.item.passages if not passage.synthetic}
    alone = set()
    for asked in built.questions:
        holders = [id_ for id_, text in texts.items() if normalised(asked.answers[0]) in text]
        alone.update(holders if len(holders) == 1 else ())
    return alone.issuperset(chunk.id for chunk in built.item.gold)


def _seen(built: Built) -> shortcuts.Context:
    """Return the context as it is shown, with passages that tell something in passing."""
    passages = built.item.passages
    return shortcuts.Context(
        built.item.gold[0].document_id,
        tuple(passage.text for passage in passages),
        tuple(_counted(passage.text) for passage in passages),
        tuple(passage.is_gold for passage in passages),
    )


@lru_cache(maxsize=20_000)
def _counted(text: str) -> Counter[str]:
    return Counter(words_of(text))


def shares(
    recipe: dict[str, Any], chunks: list[Chunk], questions: dict[str, list[Asked]], vectors: Vectors | None
) -> str:
    """Return wanted and realised numbers of each scenario, for seed 0."""
    config = Config.model_validate({"api": MODEL, **recipe})
    built = build(recipe, 0, chunks, questions, 1, vectors)
    realised = Counter(one.item.scenario for one in built if isinstance(one, Built))
    total = sum(realised.values())
    wanted = config.scenarios.shares(config.system.rag_failure_percentage)
    return ", ".join(f"{name} {realised[name]} of {share * total:.1f}" for name, share in wanted.items())


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _points(gain: float, tried: int) -> str:
    return "–" if math.isnan(gain) else f"{100 * gain:+.1f} ({tried})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=4, help="runs of each recipe, each with other questions")
    parser.add_argument("--questions", type=int, default=1, help="questions a chunk")
    parser.add_argument("--only", default="", help="recipes whose names contain this")
    parser.add_argument("--passages", type=int, default=0, help="only the first so many passages")
    parser.add_argument("--vectors", metavar="URL", help="an endpoint with /embeddings, for hardness by both")
    parser.add_argument("--model", default="", help="its model")
    parser.add_argument("--query-prefix", default="", help="in front of questions")
    parser.add_argument("--passage-prefix", default="", help="in front of passages")
    args = parser.parse_args()
    chunks, questions = load(args.folder)
    chunks = chunks[: args.passages or None]
    bm25 = Bm25(chunks)
    texts = {chunk.id: chunk.text for chunk in chunks}
    prefixes = (args.query_prefix, args.passage_prefix)
    vectors = Vectors(args.vectors, args.model, prefixes, texts) if args.vectors else None
    recipes = dict(RECIPES) | (by_vectors(args.model, prefixes) if vectors else {})
    chosen = {name: recipe for name, recipe in recipes.items() if args.only in name}
    rows = [measure(name, recipe, chunks, questions, args, bm25, vectors) for name, recipe in chosen.items()]
    print("| " + " | ".join(rows[0]) + " |\n|" + "---|" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(row.values()) + " |")
    print()
    for name, recipe in chosen.items():
        print(f"- {name}: {shares(recipe, chunks, questions, vectors)}")


if __name__ == "__main__":
    main()
