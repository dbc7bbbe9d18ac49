"""The trainers' own code needs a virtual environment of its own, which `.ci/trainers` makes; elsewhere it rests."""

from importlib.util import find_spec

import pytest

HERE = all(find_spec(name) for name in ("torch", "trl", "axolotl"))

collect_ignore_glob = [] if HERE else ["test_*.py"]


@pytest.fixture(autouse=True)
def _their_warnings(recwarn: pytest.WarningsRecorder) -> None:
    """The trainers warn of many things; only ours are errors."""
