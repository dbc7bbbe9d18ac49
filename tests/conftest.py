"""Fixtures for all rooms."""

import gc
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

for name, examples in (("fast", 25), ("thorough", 300)):
    settings.register_profile(
        name, deadline=None, max_examples=examples, suppress_health_check=[HealthCheck.too_slow], print_blob=True
    )
settings.load_profile(os.environ.get("OPENBOOK_EXAMPLES", "fast"))

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real documents kept beside the project; a test that needs them skips where they are absent."""
    folder = Path(os.environ.get("OPENBOOK_CORPORA", PROJECT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("no shared corpora beside the project")
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """Have the commands that tests start hear Ctrl-C, which a shell's background job is deaf to, and compile what they
    import once, also where Python is to leave no such files.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.dont_write_bytecode:
        compiled = TemporaryDirectory(prefix="openbook-compiled-")
        config.add_cleanup(compiled.cleanup)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled.name


def pytest_collection_finish() -> None:
    """Have Python look for garbage from here on, and not among modules and tests: that took a tenth of all."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what takes minutes, and most cases of large families, to those who ask for it."""
    met: Counter[str] = Counter()
    for item in items:
        family = item.get_closest_marker("one_in")
        if family is not None:
            name = item.nodeid.partition("[")[0]
            if met[name] % family.args[0]:
                item.add_marker(pytest.mark.slow)
            met[name] += 1
    if "long" not in config.option.markexpr:
        for item in items:
            if item.get_closest_marker("long") is not None:
                item.add_marker(pytest.mark.skip(reason="takes minutes: pytest -m long"))
