"""The pages of reference are what the program says of itself."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", PROJECT / ".ci" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["cli.md", "keys.md"])
def test_a_page_that_is_made_from_the_code_is_up_to_date(page: str) -> None:
    written = (PROJECT / "docs" / page).read_text("utf-8")
    assert script().PAGES[page]() == written, "run .ci/reference.py"
