"""The trainers' own code needs a virtual environment of its own, which `.ci/trainers` makes; elsewhere it rests."""

import os
from importlib.util import find_spec

import pytest
from table import Seen

HERE = all(find_spec(name) for name in ("torch", "trl", "axolotl"))

collect_ignore_glob = [] if HERE else ["test_*.py"]


@pytest.fixture(autouse=True)
def _their_warnings(recwarn: pytest.WarningsRecorder) -> None:
    """The trainers warn of many things; only ours are errors."""


def pytest_configure(config: pytest.Config) -> None:
    """Have tables written of what is seen, where they are asked for."""
    if os.environ.get("OPENBOOK_TABLE"):
        config.pluginmanager.register(Seen())
