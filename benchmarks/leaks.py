"""Failure contexts of the one-call path, with answers from a set of questions in place of a model's.

    python benchmarks/leaks.py FOLDER [--distractors mixed]

FOLDER is as in `contexts.py`. Each item's draft answers its questions from memory; the checks look at it, passages that
are found to leak are replaced as in a run, and what is left is searched for the answers, word for word. An answer of
one character of a script without spaces that stands within longer words alone is printed, and counted by itself.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import contexts
from contexts import Asked, is_told, words_of
from openbook.codes import Code
from openbook.config import Config
from openbook.contexts.simulate import Simulator
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.leaking import Telling
from openbook.dialogue.checks.table import CHECKS
from openbook.records import Chunk, Item, Rejected, Turn
from openbook.text.normalise import SPACELESS, is_spaceless

SAID = "My search found nothing on this. From memory: {}."
THOUGHTS = "None of the passages deals with this, so that memory has to serve."
LEAKS = tuple(check for check in CHECKS if check.code is Code.ANSWER_LEAK)


def settled(simulator: Simulator, item: Item, turns: Sequence[Turn]) -> tuple[Item | Rejected, int]:
    """Return the item with its context as it is finally used, or why it ends, and how often it was asked for."""
    for calls in range(1, 10):
        found = (check.find(item, turns) for check in LEAKS if check.applies(item, packaged=True))
        finding = next((one for one in found if isinstance(one, Finding) and one.leaking), None)
        if finding is None:
            return item, calls
        repaired = simulator.repair(item, finding.leaking, Telling(item, tuple(turns)))
        if isinstance(repaired, Rejected):
            return repaired, calls
        item = repaired
    return item, calls


def left(item: Item, asked: Sequence[Asked]) -> list[tuple[str, str, str]]:
    """Return the questions, answers and passages where an answer stands word for word, but those that stand in their
    questions already.
    """
    untold = [one for one in asked if not set(words_of(one.answers[0])) <= set(words_of(one.text))]
    pairs = [(one, passage) for one in untold for passage in item.passages if is_told(one.answers[0], passage.text)]
    return [(one.text, one.answers[0], passage.text) for one, passage in pairs]


def is_part_of_words(answer: str, text: str) -> bool:
    """Whether an answer of one character stands within longer words of its script alone: 电 in 电力 tells nothing."""
    runs = re.findall(SPACELESS + "+", text)
    return len(answer) == 1 and is_spaceless(answer) and answer not in runs


def main() -> None:
    """Print the figures, and what is left."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--distractors", default="mixed")
    parser.add_argument("--seeds", type=int, default=3)
    args = parser.parse_args()
    chunks, questions = contexts.load(args.folder)
    tally: Counter[str] = Counter()
    for seed in range(args.seeds):
        for item, asked, calls in _items(chunks, questions, seed, args.distractors):
            tally["contexts"] += 1
            tally["calls"] += calls
            if isinstance(item, Rejected):
                continue
            tally["accepted"] += 1
            found = left(item, asked)
            chance = [one for one in found if is_part_of_words(one[1], one[2])]
            tally["leaks"] += len(found) > len(chance)
            tally["a character within other words, no leak"] += 0 < len(found) == len(chance)
            tally["of two words or more"] += any(len(words_of(answer)) > 1 for _, answer, _ in found)
            for question, answer, text in found:
                place = text.lower().find(answer.lower())
                print(f"{question} | {answer} | …{' '.join(text[max(0, place - 60) : place + 60].split())}…")
    print(dict(tally))


def _items(
    chunks: list[Chunk], questions: dict[str, list[Asked]], seed: int, distractors: str
) -> Iterator[tuple[Item | Rejected, list[Asked], int]]:
    """Yield what became of each item, what it was asked, and how many calls that took."""
    values = {"api": contexts.MODEL, "system": {"seed": seed, "rag_failure_percentage": 1.0},
              "retrieval": {"query": "chunk", "distractors": distractors}}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, Config.model_validate(values), Path(folder), ())
        suitable = [position for position, chunk in enumerate(chunks) if questions.get(chunk.id)]
        for fate in simulator.items(suitable):
            if isinstance(fate.became, Item):
                asked = contexts._drawn(fate.became, fate.became.gold[0], questions, seed, 2)
                turns = [Turn(one.text, THOUGHTS, SAID.format(one.answers[0].rstrip(" ."))) for one in asked]
                done, calls = settled(simulator, fate.became, turns)
                yield done, asked, calls


if __name__ == "__main__":
    main()
