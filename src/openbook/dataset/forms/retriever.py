"""Rows for retrievers: a question, the passage that holds its answer, and hard ones that were shown not to hold it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import product
from pathlib import Path

import orjson

from openbook import atomic
from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import ALL_PLACES, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat
from openbook.records import Conversation
from openbook.scenarios import SCENARIOS

ANSWERED_BY_GOLD = frozenset({"answers", "recalls", "abstains"})
"""What answers do where the question is about the item's gold chunk alone: there its negatives are known to be such."""

BY_SEVERAL = frozenset({"combines", "leaves_a_gap"})
"""What answers do where the question needs several chunks. Its negatives are known to be such where it was asked first:
then no passage was taken that tells of the reference answer.
"""


def of_records(record: Conversation, tools: RowTools) -> Iterator[Row]:
    """Yield a row for each negative of the record's first question.

    Later questions may lean on earlier ones. The passages that were shown without holding the answer are negatives;
    where gold was hidden, it is the positive all the same. Of several gold chunks each has rows of its own.
    """
    item = record.item
    does = SCENARIOS[item.scenario].does
    if does not in ANSWERED_BY_GOLD and not (does in BY_SEVERAL and item.questions):
        return
    question = next((entry.turn.question for entry in record.turns if entry.trained), "")
    ids = {chunk.id for chunk in item.gold}
    negatives = [p for p in item.passages if not p.is_gold and not p.synthetic and p.chunk_id not in ids]
    for gold, passage in product(item.gold, negatives):
        yield {
            "anchor": question,
            "positive": gold.text,
            "negative": passage.text,
            "positive_id": gold.id,
            "negative_id": passage.chunk_id,
            "positive_source": gold.source,
            "negative_source": passage.source,
        }


def beir(folder: Path, paths: Mapping[str, Path]) -> Iterable[str]:
    """Write the rows as a BEIR folder, and yield its files: corpus, queries, and who belongs together in each split."""
    corpus: dict[str, Row] = {}
    queries: dict[str, str] = {}
    for split, path in paths.items():
        judged: dict[tuple[str, str], int] = {}
        for line in path.read_bytes().splitlines():
            row = json.loads(line)
            query = sha256(row["anchor"].encode()).hexdigest()[:16]
            queries[query] = row["anchor"]
            for side, score in (("positive", 1), ("negative", 0)):
                id_ = row[f"{side}_id"]
                corpus[id_] = {"_id": id_, "title": row[f"{side}_source"], "text": row[side]}
                judged[query, id_] = max(score, judged.get((query, id_), 0))
        name = f"beir/qrels/{'train' if split == 'train' else 'dev'}.tsv"
        lines = ["query-id\tcorpus-id\tscore", *(f"{query}\t{id_}\t{score}" for (query, id_), score in judged.items())]
        yield _written(folder, name, "\n".join(lines).encode() + b"\n")
    yield _written(folder, "beir/corpus.jsonl", b"".join(orjson.dumps(row) + b"\n" for row in corpus.values()))
    rows = ({"_id": id_, "text": text} for id_, text in queries.items())
    yield _written(folder, "beir/queries.jsonl", b"".join(orjson.dumps(row) + b"\n" for row in rows))


def _written(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.write_bytes(path, content)
    return name


SCRIPT = '''\
"""Train a retriever on these rows: `python train_retriever.py MODEL`, from this folder.

{advice}
"""

import sys

from datasets import load_dataset
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.losses import MultipleNegativesRankingLoss
from sentence_transformers.training_args import BatchSamplers

MODEL = sys.argv[1] if len(sys.argv) > 1 else "intfloat/multilingual-e5-small"

columns = ["anchor", "positive", "negative"]
data = load_dataset("json", data_files={files!r}).select_columns(columns)
model = SentenceTransformer(MODEL)
# A question has a row for each of its negatives: no two of them may stand in one batch.
args = SentenceTransformerTrainingArguments(
    output_dir="model", num_train_epochs=1, per_device_train_batch_size=32, batch_sampler=BatchSamplers.NO_DUPLICATES
)
trainer = SentenceTransformerTrainer(
    model=model,
    args=args,
    train_dataset=data["train"],
    eval_dataset=data.get("validation"),
    loss=MultipleNegativesRankingLoss(model),
)
trainer.train()
model.save_pretrained("model")
'''


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield nothing: the rows are made of records."""
    return iter(())


def settings(situation: Situation) -> Mapping[str, str]:
    """Return a script for sentence-transformers."""
    return {"train_retriever.py": SCRIPT.format(files=dict(situation.files), advice=advice("encoder"))}


FORM = Form(
    "retriever",
    rows,
    settings,
    ALL_PLACES,
    of_records,
    finish=beir,
    trains="the question near its passage, far from others",
)
