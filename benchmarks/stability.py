"""How many contexts change where one file is added, removed or changed.

    python benchmarks/stability.py [FOLDER …] [--presets reference,raft,robust] [--files 5]

A FOLDER is as in `contexts.py`, or holds documents, which are read and cut as a run does. Beside them stand 500 made
files of one or two chunks, with facts that a rule can change and without: there the kinds that need one fall short.
Each of a few files is left out (what it adds where it comes, it takes away where it goes), and has its first sentence
changed. A context has changed where an item that both corpora have has another kind, other passages or another order.
"""

import argparse
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import contexts
import openbook
import scale
from openbook.config import Config
from openbook.contexts.counterparts import ALTERED
from openbook.records import Chunk, Document, Item
from openbook.retrieval.duplicates import find_duplicates

FILES = 500
WORDS_A_CHUNK = 150
Contexts = dict[str, object]
"""By the items' ids."""
Corpus = tuple[list[Chunk], dict[str, list[contexts.Asked]]]


def made(sentences: Sequence[str]) -> list[Chunk]:
    """Return 500 files of one or two chunks in pseudo-words."""
    words, chunks = scale.Words(), []
    for number in range(FILES):
        draw = random.Random(number)
        topics = words.drawn(draw, 12)
        for ordinal in range(1 + number % 2):
            told: list[str] = []
            while sum(len(one.split()) for one in told) < WORDS_A_CHUNK:
                used = words.drawn(draw, 6)
                used[draw.randrange(2)] = draw.choice(topics)
                values = {"n": draw.randrange(2, 900), "m": draw.randrange(2, 99), "y": draw.randrange(1800, 2025)}
                names = {"C": draw.choice(topics).capitalize(), "D": used[3].capitalize()}
                told.append(draw.choice(sentences).format(*used, **values, **names))
            chunks.append(_chunk(f"{topics[0]}-{number:03}.md", ordinal, " ".join(told)))
    return chunks


def _chunk(source: str, ordinal: int, text: str) -> Chunk:
    id_ = sha256(f"{source}\x1f{text}".encode()).hexdigest()[:16]
    return Chunk(id_, source, source, 10_000 * ordinal, 10_000 * ordinal + len(text), text, (), ordinal)


def load(folder: Path) -> Corpus:
    """Return the chunks of a folder, with the questions where it has some."""
    if (folder / "passages.jsonl").exists():
        return contexts.load(folder)
    settings = Config.model_validate({"system": {"chunk_size": 1500}})
    documents = [one for one in openbook.read(folder, settings) if isinstance(one, Document)]
    chunks = [chunk for one in documents for chunk in openbook.chunk(one, size=1500) if isinstance(chunk, Chunk)]
    repeated = {one.id for one in find_duplicates(chunks)}
    return [chunk for chunk in chunks if chunk.id not in repeated], {}


def shown(corpus: Corpus, recipe: dict[str, Any]) -> Contexts:
    """Return what decides the requests of each item."""
    chunks, questions = corpus
    if questions:
        fates: Iterator[Any] = contexts.build(recipe, 0, chunks, questions, 2)
        items = (one.item for one in fates if isinstance(one, contexts.Built))
        return {item.id: _context(item) for item in items}
    recipe = recipe | {"retrieval": {"query": "chunk"}}
    everyone = {chunk.id: [contexts.Asked("", "", ("",))] for chunk in chunks}
    fates = contexts.build(recipe, 0, chunks, everyone, 1)
    return {one.item.id: _context(one.item) for one in fates if isinstance(one, contexts.Built)}


def _context(item: Item) -> tuple[object, ...]:
    gold = tuple(chunk.id for chunk in item.gold)
    return item.scenario, item.strict, gold, tuple((one.chunk_id, one.source, one.text) for one in item.passages)


def changed(before: Contexts, after: Contexts, of: Callable[[Any], object] = lambda one: one) -> float:
    """Return the share of the items of both that have changed."""
    both = before.keys() & after.keys()
    return sum(of(before[id_]) != of(after[id_]) for id_ in both) / len(both)


def had(before: Contexts, after: Contexts, gone: Set[str]) -> float:
    """Return the share of the items of both whose context had a chunk that is gone: they can't stay."""
    both = before.keys() & after.keys()
    return sum(not gone.isdisjoint(_ids(before[id_])) for id_ in both) / len(both)


def _ids(context: Any) -> set[str]:
    _, _, gold, passages = context
    return {*gold, *(id_.removesuffix(ALTERED) for id_, _, _ in passages)}


def without(corpus: Corpus, document: str) -> Corpus:
    """Return the corpus without a document."""
    return [chunk for chunk in corpus[0] if chunk.document_id != document], corpus[1]


def altered(corpus: Corpus, document: str) -> Corpus:
    """Return the corpus with the first words of a document turned round."""
    chunks, questions = list(corpus[0]), dict(corpus[1])
    place = next(n for n, chunk in enumerate(chunks) if chunk.document_id == document)
    old = chunks[place]
    head = re.split(r"(\s+)", old.text, maxsplit=8)
    new = "".join([*reversed(head[:-1]), head[-1]])
    chunks[place] = replace(old, id=f"{old.id[:12]}-new", text=new)
    if old.id in questions:
        questions[chunks[place].id] = questions[old.id]
    return chunks, questions


def main() -> None:
    """Print a row for each corpus and preset."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--presets", default="reference,raft,robust")
    parser.add_argument("--files", type=int, default=5, help="files that come or go")
    parser.add_argument("--no-made", action="store_true")
    args = parser.parse_args()
    corpora: dict[str, Corpus] = {folder.name: load(folder) for folder in args.folders}
    if not args.no_made:
        corpora["made, with facts"] = made(scale.SENTENCES), {}
        corpora["made, none"] = made([one for one in scale.SENTENCES if not re.search(r"\{[nmy]", one)]), {}
    head = ("corpus", "preset", "files", "chunks", "added or removed: mean, most", "of them showed the file",
            "of them another kind", "changed: mean, most", "ms an item")  # fmt: skip
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for name, corpus in corpora.items():
        for preset in args.presets.split(","):
            print(f"| {name} | {preset} | {' | '.join(row(corpus, preset, args.files))} |", flush=True)


def row(corpus: Corpus, preset: str, files: int) -> list[str]:
    """Return the figures of a preset."""
    recipe = {"scenarios": preset}
    sizes = Counter(chunk.document_id for chunk in corpus[0])
    drawn = random.Random(7).sample(sorted(sizes), min(files, len(sizes) - 1))
    started = time.process_time()
    whole = shown(corpus, recipe)
    spent = 1000 * (time.process_time() - started) / max(1, len(whole))
    others = [shown(without(corpus, document), recipe) for document in drawn]
    again = [shown(altered(corpus, document), recipe) for document in drawn]
    moved = [changed(whole, other) for other in others]
    gone = [{chunk.id for chunk in corpus[0] if chunk.document_id == document} for document in drawn]
    showed = [had(whole, other, ids) for other, ids in zip(others, gone, strict=True)]
    kinds = [changed(whole, other, lambda one: one[0]) for other in others]
    turned = [changed(whole, other) for other in again]
    return [str(len(sizes)), str(len(corpus[0])), f"{statistics.mean(moved):.1%}, {max(moved):.1%}",
            f"{statistics.mean(showed):.1%}", f"{statistics.mean(kinds):.1%}",
            f"{statistics.mean(turned):.1%}, {max(turned):.1%}", f"{spent:.1f}"]  # fmt: skip


if __name__ == "__main__":
    main()
