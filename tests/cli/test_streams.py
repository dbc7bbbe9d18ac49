"""Terminals and pipes as they are: an encoding without our signs, a reader who leaves, a disk without room."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from outside import Command

DOCUMENT = "# The yard\n\nThe bell of the yard rings at 07:15. The mast of the yard is 31 metres high.\n\n"


@pytest.fixture
def config(command: Command, write_config: Callable[..., Path], tmp_path: Path) -> Path:
    """A config whose output folder is made."""
    (tmp_path / "documents").mkdir()
    for n in range(6):
        text = DOCUMENT.replace("yard", f"yard {n}").replace("31", str(31 + n)) + "It is old and dear to us. " * n
        (tmp_path / "documents" / f"yard{n}.md").write_text(text, "utf-8")
    path = write_config()
    assert command("run", path, "--quiet").code == 0
    return path


def outside(*arguments: object, **settings: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "COLUMNS": "80", **settings.pop("env", {})}  # type: ignore[dict-item]
    words = [sys.executable, "-m", "openbook", *map(str, arguments)]
    return subprocess.run(words, env=environment, check=False, timeout=60, **settings)  # type: ignore[call-overload, no-any-return]


@pytest.mark.whole
def test_signs_that_an_encoding_lacks_are_shown_by_others(config: Path) -> None:
    shown = outside(
        "show", config.parent / "output", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, capture_output=True
    )
    text = shown.stdout.decode("ascii")
    assert "| is trained, the rest is masked" in text
    assert "?" not in text.splitlines()[0]


@pytest.mark.whole
@pytest.mark.parametrize("verb", ["show", "report --coverage"])
def test_a_reader_who_leaves_ends_the_command_as_a_shell_expects(config: Path, verb: str) -> None:
    name, *more = verb.split()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ended = outside(name, config.parent / "output", *more, stdout=pipe, stderr=subprocess.PIPE)
    assert ended.returncode == 141
    assert ended.stderr == b""


@pytest.mark.whole
def test_nobody_has_to_read_what_a_run_says_for_its_result(config: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ended = outside("run", config, stdout=subprocess.PIPE, stderr=pipe)
    assert ended.returncode == 0
    assert b"training records" in ended.stdout


@pytest.mark.whole
@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full here")
@pytest.mark.parametrize("verb", ["show", "report --coverage", "report --coverage --json"])
def test_output_without_room_is_one_sentence(config: Path, verb: str) -> None:
    name, *more = verb.split()
    with Path("/dev/full").open("wb") as full:
        ended = outside(name, config.parent / "output", *more, stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("openbook: standard output: the disk is full")
    assert len(ended.stderr.splitlines()) == 1
