"""What gives a record's kind away to someone who can't see the question.

    python benchmarks/probe.py FOLDER [--scenarios robust] [--each 1000]

FOLDER is as in `contexts.py`, or holds documents, which are read and cut as a run does and asked nothing. Contexts are
built by the code of a run, for as many seeds as give so many records of each kind; small classifiers then try to tell
what the answer must do, on documents that they never saw. Points are balanced accuracy over a coin's 50. What is
compared, and why:

- answerable or not, over all kinds as often as they come: no feature may tell it, the system prompt included.
- every two kinds that differ in what the answer must do. Empty contexts are left out: that nothing was found is what
  their answer says.
- The system prompt of two kinds that may stand under the same prompts: over both families, and which prompt of a
  family. Where one of the kinds is bound to a family it is the instruction that differs (who is told to help out of
  memory has no gap to name), so that the prompts are compared within the family that both have; recalling and
  abstaining have none.
- Sentences that two passages tell with other figures are what the answer is about where passages disagree, so that
  kinds that report two sides are not told from others by them. Other kinds have such sentences too, about what nobody
  asks. What must hold is that seeing them decides nothing: the last line says in how many of all records that have
  such sentences the question is about them. A half is what tells least.

In brackets stands the probe's own noise: what 19 of 20 figures keep below where the kinds are dealt anew to chunks, so
that there is nothing to be found, with all records of a chunk together, whatever the seed, and in the proportions that
documents have. (More seeds don't make it less: it hangs on how many documents and chunks there are.) A figure less its
noise is what is told at least, at a confidence of 95 %. `*` stands at a figure that is above what is wanted, `!` at one
that is so less its noise; the last lines count both, and one in twenty is of the latter by chance where all are just at
the limit.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

import contexts
import shortcuts
import stability
from openbook.config import Config
from openbook.dataset.assemble import system_prompt
from openbook.records import Item
from openbook.scenarios import SCENARIOS
from record_features import FEATURES, Seen, told_otherwise
from shortcuts import Vector, points

FEWEST = 60
"""Records of a kind that are enough to try."""
ROUNDS = 40
"""Of the kinds dealt anew, for the noise."""
ONE_IN_TWENTY = 1.645
"""Standard deviations that one in twenty normal draws exceeds."""
LIMITS = {"near-identity": 10.0}
"""Points that a feature may tell, where it is not `LIMIT`."""
LIMIT = 3.0


class Rows:
    """The features of records, worked out once."""

    def __init__(self) -> None:
        """Know no record yet."""
        self._known: dict[tuple[str, int], Vector] = {}

    def of(self, records: Sequence[Seen], feature: str) -> Vector:
        """Return a row a record."""
        for record in records:
            if (feature, id(record)) not in self._known:
                self._known[feature, id(record)] = np.array(FEATURES[feature](record), dtype=float)
        return np.array([self._known[feature, id(record)] for record in records])


def noise(rows: Vector, labels: Vector, documents: Sequence[str], clusters: Sequence[str]) -> float:
    """Return what one in twenty figures exceeds where there is nothing to be found: each document has its chunks in the
    kinds in the proportion that another one has, for which chunks serve a kind hangs on what document they are from.
    """
    draws = np.random.default_rng(0)
    own: dict[str, list[bool]] = defaultdict(list)
    for document, label in zip(documents, labels, strict=True):
        own[document].append(bool(label))
    names = sorted(set(zip(documents, clusters, labels, strict=True)))
    found, folded = [], shortcuts.folds(documents)
    for _ in range(ROUNDS):
        share = dict(zip(own, draws.permutation([np.mean(told) for told in own.values()]), strict=True))
        dealt = {key: draws.random() < share[key[0]] for key in names}
        anew = np.array([dealt[key] for key in zip(documents, clusters, labels, strict=True)])
        found.append(points(rows, anew, folded))
    return float(ONE_IN_TWENTY * np.nanstd(found))


class Tally:
    """Counts what is above what is wanted, by feature."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self._figures: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def cell(self, feature: str, figure: float, by_chance: float) -> str:
        """Count a figure, and return it as it is shown."""
        above = figure - LIMITS.get(feature, LIMIT)
        self._figures[feature].append((above, above - by_chance))
        return f"{figure:+.1f} ({by_chance:.1f}){'*' * (above > 0)}{'!' * (above > by_chance)}"

    def told(self) -> Iterator[str]:
        """Yield a line for each feature."""
        for feature, found in self._figures.items():
            over, sure = (sum(one[n] > 0 for one in found) for n in (0, 1))
            by, surely = (sum(max(0.0, one[n]) for one in found) for n in (0, 1))
            yield (
                f"{feature}: {over} of {len(found)} above {LIMITS.get(feature, LIMIT):.0f}, by {by:.1f} points in all; "
                f"{sure} by more than their noise, by {surely:.1f}"
            )


def collected(
    folder: Path, wanted: "str | dict[str, float]", each: int, most: int, first: int = 0
) -> dict[str, list[Seen]]:
    """Return the records of each job, from as many seeds as it takes, from the `first` one on."""
    chunks, questions = stability.load(folder)
    recipe: dict[str, Any] = {"scenarios": wanted}
    if not questions:
        questions = {chunk.id: [contexts.Asked("", "", ("",))] for chunk in chunks}
        recipe["retrieval"] = {"query": "chunk"}
    by_job: dict[str, list[Seen]] = defaultdict(list)
    config = Config.model_validate({"api": contexts.MODEL, **recipe})
    jobs = {SCENARIOS[name].does for name, share in config.shares.items() if share}
    for seed in range(first, first + most):
        system = config.system.model_copy(update={"seed": seed})
        for built in contexts.build(recipe, seed, chunks, questions, 2):
            if isinstance(built, contexts.Built) and built.item.passages:
                found = by_job[SCENARIOS[built.item.scenario].does]
                found.append(Seen(built.item, _prompt(built.item, system)))
        if all(len(by_job[job]) >= each for job in jobs):
            break
    print(f"seeds {first} to {seed}")
    return dict(by_job)


def _prompt(item: Item, system: "Config.system") -> int:
    family = system.strict_prompts if item.strict else system.final_assistant_prompts
    return tuple(family).index(system_prompt(item, system))


def deciding(by_job: dict[str, list[Seen]]) -> str:
    """Say how often a sentence that passages tell with other figures is what is asked about, over all records."""
    told = {job: sum(told_otherwise(record)[1] for record in records) for job, records in by_job.items()}
    total = max(1.0, sum(told.values()))
    return f"{total:.0f} records tell a sentence with other figures; {told['compares'] / total:.0%} are asked about it"


Compared = tuple[str, list[Seen], list[Seen]]


def compared(by_job: dict[str, list[Seen]], each: int) -> Iterator[Compared]:
    """Yield what is compared: answerable or not, and every two kinds."""
    everything = [record for records in by_job.values() for record in records]
    yield ("answerable / not", spread([one for one in everything if one.item.has_gold], each),
           spread([one for one in everything if not one.item.has_gold], each))  # fmt: skip
    shown = {job: spread(records, each) for job, records in by_job.items()}
    for one, other in combinations(sorted(shown), 2):
        yield f"{one} / {other}", shown[one], shown[other]


def spread(records: Sequence[Seen], most: int) -> list[Seen]:
    """Return so many records at most, of all seeds and in the proportions that all have."""
    return [records[n * len(records) // most] for n in range(most)] if len(records) > most else list(records)


def under_same_prompts(one: list[Seen], other: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """Return the records whose system prompts may be compared: all, or those of the families that both kinds have."""
    cues = [{SCENARIOS[record.item.scenario].cue for record in records} for records in (one, other)]
    if cues[0] == cues[1] or len(cues[0] | cues[1]) == 3:
        return one, other
    shared = {record.item.strict for record in one} & {record.item.strict for record in other}
    return [r for r in one if r.item.strict in shared], [r for r in other if r.item.strict in shared]


def main() -> None:
    """Print a row for each comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenarios", default="robust", help="a preset, or NAME=SHARE,NAME=SHARE")
    parser.add_argument("--each", type=int, default=1000, help="records of each kind")
    parser.add_argument("--seeds", type=int, default=100, help="no more runs than this")
    parser.add_argument("--first", type=int, default=0, help="the first seed: what others find too is no chance")
    parser.add_argument("--only", default="", help="comparisons whose names contain this")
    args = parser.parse_args()
    given = args.scenarios
    wanted = {k: float(v) for k, v in (p.split("=") for p in given.split(","))} if "=" in given else given
    by_job = collected(args.folder, wanted, args.each, args.seeds, args.first)
    print("| kinds | records | chunks | " + " | ".join(FEATURES) + " |\n|" + "---|" * (3 + len(FEATURES)))
    rows, tally = Rows(), Tally()
    for name, one, other in compared(by_job, args.each):
        if args.only not in name or min(len(one), len(other)) < FEWEST:
            continue
        cells = []
        for feature in FEATURES:
            pair = under_same_prompts(one, other) if feature == "system prompt" else (one, other)
            is_evidence = feature == "told otherwise" and "compares" in name
            if is_evidence or min(map(len, pair)) < FEWEST:
                cells.append("–")
                continue
            records = [*pair[0], *pair[1]]
            labels = np.array([True] * len(pair[0]) + [False] * len(pair[1]))
            documents = [record.document for record in records]
            values = rows.of(records, feature)
            by_chance = noise(values, labels, documents, [record.item.gold[0].id for record in records])
            cells.append(tally.cell(feature, points(values, labels, shortcuts.folds(documents)), by_chance))
        chunks = Counter(len({record.item.gold[0].id for record in records}) for records in (one, other))
        print(f"| {name} | {len(one)} / {len(other)} | {min(chunks)} | {' | '.join(cells)} |", flush=True)
    print("", *tally.told(), sep="\n")
    if "compares" in by_job:
        print(deciding(by_job))


if __name__ == "__main__":
    main()
