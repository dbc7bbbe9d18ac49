"""Fixtures for all rooms."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("openbook", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("openbook")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real documents kept beside the project; a test that needs them skips where they are absent."""
    folder = Path(os.environ.get("OPENBOOK_CORPORA", PROJECT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("no shared corpora beside the project")
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what takes minutes to those who ask for it."""
    if "long" not in config.option.markexpr:
        for item in items:
            if item.get_closest_marker("long") is not None:
                item.add_marker(pytest.mark.skip(reason="takes minutes: pytest -m long"))
