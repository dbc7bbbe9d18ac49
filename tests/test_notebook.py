"""The notebook of the examples runs from its first cell to its last."""

import ast
import asyncio
import inspect
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from some import some

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOK = PROJECT / "examples" / "notebook.ipynb"


async def every_cell(cells: list[str], names: dict[str, Any]) -> None:
    """Run cells one after the other in one loop, as a kernel does."""
    for number, cell in enumerate(cells, start=1):
        made = compile(cell, f"cell {number}", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        result = eval(made, names)
        if inspect.isawaitable(result):
            await result


@pytest.mark.slow
def test_it_runs_and_says_what_it_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(PROJECT / "examples" / "quickstart" / "documents", tmp_path / "quickstart" / "documents")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    asyncio.run(every_cell(cells, {"__name__": "__main__"}))
    said = capsys.readouterr().out
    records, calls = map(int, *re.findall(r"(\d+) records from (\d+) calls", said))
    assert records > 0
    assert calls >= 6
    assert "the same again: 0 calls" in said
    assert "TRAINED assistant" in said
    assert re.search(r"[1-9]\d* rows, 0 errors", said)


def test_it_is_kept_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in some(cells))
