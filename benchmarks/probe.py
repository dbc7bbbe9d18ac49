"""What gives a record's kind away to someone who can't see the question.

    python benchmarks/probe.py FOLDER [--scenarios robust] [--seeds 3]

FOLDER is as in `contexts.py`. Contexts are built by the code of a run, for several seeds; small classifiers then try to
tell what the answer must do from source names, sizes, lengths, near-identity and the family of the system prompt, on
documents they never saw. Points are balanced accuracy over a coin's 50.
"""

import argparse
import math
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

import contexts
import shortcuts
from openbook.records import Item
from openbook.scenarios import SCENARIOS
from shortcuts import Vector

RUN = 12
"""Characters of a run by which near-identity is told, in any script."""
FEWEST = 60
"""Items of a kind that are enough to try."""


def sizes(item: Item) -> list[float]:
    """Return the number of passages, also as flags."""
    count = len(item.passages)
    return [math.log(1 + count), *(float(count == n) for n in (1, 2, 3)), float(count > 8)]


def lengths(item: Item) -> list[float]:
    """Return what the passages' lengths come to."""
    logs = [math.log(len(passage.text)) for passage in item.passages] or [0.0]
    return [sum(logs) / len(logs), max(logs), min(logs), max(logs) - min(logs)]


def sources(item: Item) -> list[float]:
    """Return what the names look like: digits, brackets, versions, folders, names alike."""
    names = [passage.source for passage in item.passages] or [""]
    share = [sum(map(str.isdigit, name)) / max(1, len(name)) for name in names]
    marked = [bool(re.search(r"\(\d\)|-v\d|_\d{4}|^\d{4}|archive|(^|/)v\d", name)) for name in names]
    folders = [name.count("/") for name in names]
    return [max(share), sum(share) / len(share), float(any(marked)), sum(marked) / len(marked), float(max(folders))]


def alikeness(item: Item) -> list[float]:
    """Return how much the two most similar passages have in common."""
    runs = [{zlib.crc32(passage.text[n : n + RUN].encode()) for n in range(max(1, len(passage.text) - RUN))}
            for passage in item.passages]  # fmt: skip
    shares = [len(one & other) / min(len(one), len(other)) for one, other in combinations(runs, 2)] or [0.0]
    return [max(shares), float(max(shares) > 0.3), float(max(shares) > 0.98)]


def prompt(item: Item) -> list[float]:
    """Return the family of the system prompt."""
    return [float(item.strict)]


PROBES: dict[str, Callable[[Item], list[float]]] = {
    "sizes": sizes, "lengths": lengths, "sources": sources, "near-identity": alikeness, "system prompt": prompt,
}  # fmt: skip


def points(one: Sequence[Item], other: Sequence[Item], features: Callable[[Item], list[float]]) -> float:
    """Return by how many points over a coin the features tell one kind from the other."""
    items = [*one, *other]
    labels = np.array([True] * len(one) + [False] * len(other))
    rows: Vector = np.array([features(item) for item in items], dtype=float)
    seen = [shortcuts.Context(item.gold[0].document_id, (), (), ()) for item in items]
    right: dict[bool, list[bool]] = {True: [], False: []}
    for train, test in shortcuts._folds(seen):
        weights = shortcuts._fit(rows[train], labels[train], balanced=True)
        for n in test:
            right[bool(labels[n])].append(bool((shortcuts._design(rows[[n]]) @ weights)[0] > 0) == bool(labels[n]))
    return 50 * (sum(right[True]) / len(right[True]) + sum(right[False]) / len(right[False])) - 50


def main() -> None:
    """Print a row for each pair of kinds that differ in what the answer must do."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenarios", default="robust", help="a preset, or NAME=SHARE,NAME=SHARE")
    parser.add_argument("--seeds", type=int, default=3)
    args = parser.parse_args()
    chunks, questions = contexts.load(args.folder)
    given = args.scenarios
    wanted = {k: float(v) for k, v in (p.split("=") for p in given.split(","))} if "=" in given else given
    by_job: dict[str, list[Item]] = defaultdict(list)
    for seed in range(args.seeds):
        for built in contexts.build({"scenarios": wanted}, seed, chunks, questions, 2):
            if isinstance(built, contexts.Built) and built.item.passages:
                by_job[SCENARIOS[built.item.scenario].does].append(built.item)
    answerable = [item for items in by_job.values() for item in items if item.has_gold]
    missing = [item for items in by_job.values() for item in items if not item.has_gold]
    pairs = [("answerable / not", answerable, missing)]
    pairs += [(f"{a} / {b}", by_job[a], by_job[b]) for a, b in combinations(sorted(by_job), 2)]
    print("| kinds | items | " + " | ".join(PROBES) + " |\n|" + "---|" * (2 + len(PROBES)))
    for name, one, other in pairs:
        if min(len(one), len(other)) >= FEWEST:
            found = " | ".join(f"{points(one, other, features):+.1f}" for features in PROBES.values())
            print(f"| {name} | {len(one)} / {len(other)} | {found} |")


if __name__ == "__main__":
    main()
