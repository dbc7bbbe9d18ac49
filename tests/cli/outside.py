"""The command line as a user calls it, in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from openbook.cli import main, openbook


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs `openbook` with its arguments in this process."""

    def call(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["openbook", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "100")
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return call


@pytest.fixture
def write_config(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a config for `tmp_path/documents` and `tmp_path/output`; sections as dicts."""
    return partial(write_config_in, tmp_path)


def write_config_in(folder: Path, url: str | None = None, **sections: dict[str, object]) -> Path:
    """Write a config for the folders `documents` and `output` beside it; sections as dicts."""
    given: dict[str, dict[str, object]] = {
        "path": {"input_dir": "documents", "output_dir": "output"},
        "system": {"chunk_size": 500, "chunk_unit": "characters"},
    }
    if url is not None:
        parts = {"model": "mock", "base_url": url, "mode": "api", "api_key": "sk-secret-123456"}
        given["api"] = {f"{size}_{key}": value for size in ("small", "large") for key, value in parts.items()}
        given["retrieval"] = {"query": "chunk"}
    for name, keys in sections.items():
        given[name] = given.get(name, {}) | keys
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump(given), encoding="utf-8")
    return path


def ran_in(folder: Path, url: str | None = None) -> Path:
    """Carry out a run over a folder's `documents` apart from a test, and return where its output lies."""
    ended = CliRunner().invoke(openbook, ["run", str(write_config_in(folder, url)), "--quiet"])
    assert ended.exit_code == 0, ended.output
    return folder / "output"
