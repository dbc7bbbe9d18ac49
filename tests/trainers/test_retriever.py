"""Rows for retrievers: sentence-transformers trains on them by the script beside them, and BEIR reads its folder."""

import math
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest
import transformers
from exported import byte_level, export

from some import some

library = pytest.importorskip("sentence_transformers", exc_type=ImportError)


def saved(folder: Path) -> str:
    """Return the folder of a tiny encoder of random weights."""
    made = export(folder / "any", "retriever")
    tokenizer = byte_level(made.template)
    transformers.set_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2
    )
    transformers.BertModel(config).save_pretrained(folder / "tiny")
    tokenizer.save_pretrained(folder / "tiny")
    return str(folder / "tiny")


def test_the_script_beside_the_rows_trains_an_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = export(tmp_path, "retriever")
    assert {"anchor", "positive", "negative"} <= made.rows()[0].keys()
    real = library.SentenceTransformerTrainingArguments

    def on_cpu(**settings: Any) -> Any:
        calm = {"use_cpu": True, "report_to": "none", "max_steps": 3, "logging_steps": 1, "save_strategy": "no"}
        return real(**settings | calm)

    monkeypatch.setattr(library, "SentenceTransformerTrainingArguments", on_cpu)
    monkeypatch.setattr(sys, "argv", ["train_retriever.py", saved(tmp_path)])
    monkeypatch.chdir(made.folder)
    state = runpy.run_path("train_retriever.py")["trainer"].state
    losses = [entry["loss"] for entry in state.log_history if "loss" in entry]
    assert len(losses) == 3
    assert all(math.isfinite(loss) and loss > 0 for loss in losses)
    assert library.SentenceTransformer("model").encode(["Who keeps it?"]).shape == (1, 16)


def test_beir_reads_its_folder(tmp_path: Path) -> None:
    loader = pytest.importorskip("beir.datasets.data_loader", exc_type=ImportError)
    made = export(tmp_path, "retriever")
    read = 0
    for split in ("train", "dev"):
        corpus, queries, judged = loader.GenericDataLoader(str(made.folder / "beir")).load(split=split)
        for query, scores in judged.items():
            assert queries[query].startswith("Who keeps station")
            (gold,) = (id_ for id_, score in scores.items() if score)
            assert "is kept by" in corpus[gold]["text"]
            assert all("lantern" in corpus[id_]["text"] for id_ in some(id_ for id_ in scores if id_ != gold))
            read += len(scores)
    assert read == 8
