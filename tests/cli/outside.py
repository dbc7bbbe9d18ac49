"""The command line as a user calls it, in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from openbook.cli import main


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

    def write(url: str | None = None, **sections: dict[str, object]) -> Path:
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
        path = tmp_path / "config.yaml"
        path.write_text(yaml.safe_dump(given), encoding="utf-8")
        return path

    return write
