"""`datasets.load_dataset` takes each folder as it is, by its card."""

from pathlib import Path

import pytest
from datasets import load_dataset
from exported import export

from openbook.dataset.forms import FORMS


@pytest.mark.parametrize("name", [name for name in FORMS if name != "tokens"])
def test_a_folder_is_loaded_as_it_is(tmp_path: Path, name: str) -> None:
    made = export(tmp_path, name)
    data = load_dataset(str(made.folder), cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in data.items()} == dict(made.exported.rows)
