"""How a command ends: what a person who stops it is told, and sentences that fit a terminal."""

import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from on_a_terminal import on_a_terminal
from outside import Command

from openbook.pipeline import look_ahead
from openbook.terminal import fold as folding
from openbook.terminal import show
from openbook.terminal.fold import fold


def stop(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_who_stops_a_look_reads_nothing_of_payments(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(show, "find", stop)
    ended = command("show", tmp_path)
    assert ended.code == 130
    assert ended.err.strip() == "stopped."


def test_who_stops_a_plan_reads_that_nothing_was_sent(
    command: Command, write_config: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_ahead, "plan", stop)
    ended = command("plan", write_config(), "--quiet")
    assert ended.code == 130
    assert ended.err.strip() == "stopped: nothing was sent, and what was there is as it was."


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """A stream that takes itself for a terminal of 30 columns."""
    monkeypatch.setattr(folding, "_width", lambda stream: 30)
    return io.StringIO()


def test_a_sentence_is_folded_between_words_and_a_path_stays_whole(narrow: io.StringIO) -> None:
    path = "/a/very/long/path/of/somebody's/folder/config.yaml"
    told = fold(f"{path}: there is no such file. Name another-one-with-hyphens.", narrow)
    assert told.split("\n")[0] == f"{path}:"
    assert all(len(line) <= 30 for line in told.split("\n")[1:])
    assert "another-one-with-hyphens." in told.split("\n")[-1]
    assert " ".join(told.split()) == f"{path}: there is no such file. Name another-one-with-hyphens."


def test_an_indented_line_hangs_below_its_beginning(narrow: io.StringIO) -> None:
    told = fold("files:\n  a.bin: the extension .bin is not one that is read", narrow)
    assert told.split("\n")[:3] == ["files:", "  a.bin: the extension .bin is", "    not one that is read"]


def test_of_several_lines_each_is_told_apart_by_what_hangs_below_it(narrow: io.StringIO) -> None:
    told = fold("a.yaml:1: a key that nobody knows\na.yaml:2: another one", narrow)
    assert told.split("\n") == ["a.yaml:1: a key that nobody", "  knows", "a.yaml:2: another one"]


def test_what_goes_to_a_file_is_not_folded() -> None:
    assert fold("word " * 100, io.StringIO()) == "word " * 100
    assert fold("word " * 100, sys.stdout) == "word " * 100


@pytest.mark.whole
@pytest.mark.parametrize(
    "arguments", [["run", "a/b/c.yaml"], ["docs", "nothing"], ["export", "."], ["export", ".", "--to", "x"]]
)
def test_no_word_of_an_error_is_torn_at_the_edge(arguments: list[str], tmp_path: Path) -> None:
    code, shown = on_a_terminal(arguments, columns=60, here=tmp_path)
    assert code == 2
    assert len(shown.splitlines()) > 1
    assert max(map(len, shown.splitlines())) <= 60


@pytest.mark.whole
@pytest.mark.parametrize(
    ("settings", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({}, False)]
)
def test_errors_are_red_only_where_colour_is_wanted(settings: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    _, shown = on_a_terminal(["docs", "nothing"], here=tmp_path, **settings)
    assert ("\x1b[31m" in shown) is coloured
    assert ("\x1b" in shown) is coloured
