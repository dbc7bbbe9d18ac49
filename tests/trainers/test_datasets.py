"""`datasets.load_dataset` takes each folder as it is, by its card."""

from pathlib import Path

import pytest
from datasets import load_dataset
from exported import byte_level, export

from openbook.dataset.forms.table import FORMS
from openbook.dataset.render.chat_template import load_chat_template


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("meta", [False, True])
def test_a_folder_is_loaded_as_it_is(tmp_path: Path, name: str, meta: bool) -> None:
    byte_level(load_chat_template("chatml")).save_pretrained(tmp_path / "tokenizer")
    made = export(tmp_path, name, meta=meta, tokenizer=str(tmp_path / "tokenizer"))
    data = load_dataset(str(made.folder), cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in data.items()} == dict(made.exported.rows)
    assert len(data["train"]) > 0
    assert ("meta" in data["train"].column_names) == meta
