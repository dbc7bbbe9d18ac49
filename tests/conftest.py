"""Fixtures for all rooms."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real documents kept beside the project; a test that needs them skips where they are absent."""
    folder = Path(os.environ.get("OPENBOOK_CORPORA", PROJECT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("no shared corpora beside the project")
    return folder
