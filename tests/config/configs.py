"""How the tests of this room write configs and read their problems."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from openbook.config import Config, load_config
from openbook.errors import ConfigError

Load = Callable[..., Config]
Problems = Callable[..., list[str]]

ENOUGH = "path: {input_dir: documents}\nsystem: {chunk_unit: characters}\n"
"""A config without any notice."""

SERVER = "small_model: m, small_base_url: 'http://h/v1'"


def with_api(api: str) -> str:
    """Return a config with these keys in its api section."""
    return f"{ENOUGH}api: {{{api}}}\n"


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def load() -> Load:
    """Write a config into the working directory and load it."""

    def write_and_load(text: str, *overrides: str) -> Config:
        Path("config.yaml").write_text(dedent(text), encoding="utf-8")
        return load_config(Path("config.yaml"), overrides)

    return write_and_load


@pytest.fixture
def problems(load: Load) -> Problems:
    """Load a config that is wrong and return its problems as a person reads them."""

    def lines(text: str, *overrides: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load(text, *overrides)
        assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
        return [str(problem) for problem in caught.value.problems]

    return lines
