"""Contexts for a folder of product pages that have much of their text in common.

    python benchmarks/product_pages.py [--pages 5000] [--common 0.45] [--scenarios reference]

Each page has a paragraph that all pages have, and one of its own, in pseudo-words with figures.
The seconds are CPU: to index the pages, and to build a context about each, with its own text as query.
"""

import argparse
import random
import resource
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

import contexts
import scale
from openbook.config import Config
from openbook.contexts.simulate import Simulator
from openbook.records import Chunk

WORDS = 200
"""Of a page."""


def pages(count: int, common: float) -> list[Chunk]:
    """Return pages of which a part of the words is common to all."""
    words, made = scale.Words(), []
    shared = _told(words, random.Random(0), int(common * WORDS))
    for number in range(count):
        text = f"{_told(words, random.Random(number + 1), WORDS - int(common * WORDS))}\n\n{shared}"
        source = f"product-{number:05}.md"
        id_ = sha256(f"{source}\x1f{text}".encode()).hexdigest()[:16]
        made.append(Chunk(id_, source, source, 0, len(text), text, (), 0))
    return made


def _told(words: scale.Words, draw: random.Random, least: int) -> str:
    told: list[str] = []
    while sum(len(one.split()) for one in told) < least:
        used = words.drawn(draw, 6)
        values = {"n": draw.randrange(2, 900), "m": draw.randrange(2, 99), "y": draw.randrange(1800, 2025)}
        names = {"C": used[4].capitalize(), "D": used[5].capitalize()}
        told.append(draw.choice(scale.SENTENCES).format(*used, **values, **names))
    return " ".join(told)


def main() -> None:
    """Print what the contexts take."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--common", type=float, default=0.45, help="share of each page that all have")
    parser.add_argument("--scenarios", default="reference")
    args = parser.parse_args()
    chunks = pages(args.pages, args.common)
    values = {"api": contexts.MODEL, "scenarios": args.scenarios, "retrieval": {"query": "chunk"}}
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        simulator = Simulator(chunks, Config.model_validate(values), Path(folder), ())
        indexed = time.process_time()
        sizes = Counter(len(fate.record.passages) for fate in simulator.items(range(len(chunks))))
        spent = time.process_time() - indexed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{args.pages} pages, {args.common:.0%} common, {args.scenarios}: index {indexed - started:.1f} s, "
          f"simulate {spent:.1f} s, {1000 * spent / args.pages:.2f} ms an item, {peak:.0f} MB at most")  # fmt: skip
    print("passages in a context:", dict(sorted(sizes.items())))
    print(*simulator.notices, sep="\n")


if __name__ == "__main__":
    main()
