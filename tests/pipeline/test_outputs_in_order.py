"""Files that other files are made of are there before them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import openbook
from openbook.pipeline import outputs

QUICKSTART = Path(__file__).resolve().parents[2] / "examples" / "quickstart" / "documents"


def test_attempts_are_written_before_the_pairs_that_are_made_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    shutil.copy(sorted(QUICKSTART.glob("*.md"))[0], documents)
    (tmp_path / "config.yaml").write_text("path: {input_dir: documents, output_dir: output}\n", "utf-8")
    real, seen = outputs.write_records, []

    def written(*args: Any, **kwargs: Any) -> Any:
        lines = (tmp_path / "output" / "attempts.jsonl").read_text("utf-8").splitlines()
        seen.extend(json.loads(line)["id"] for line in lines)
        return real(*args, **kwargs)

    monkeypatch.setattr(outputs, "write_records", written)
    openbook.run(openbook.load_config(str(tmp_path / "config.yaml")))
    assert seen
