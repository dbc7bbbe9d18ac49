"""`openbook doctor` makes one call to each model and says what it found."""

import json
from collections.abc import Callable
from pathlib import Path

from outside import Command
from whole_runs import serving

from mock_server import Fault, error


def test_a_model_is_called_once_and_what_it_can_is_said(command: Command, write_config: Callable[..., Path]) -> None:
    with serving() as server:
        ended = command("doctor", write_config(server.url))
        assert server.seen == 1, "both names are one model"
    assert ended.code == 0, ended.err
    assert ended.out.count("answered in") == 2
    assert "replies by schema: yes" in ended.out
    assert "says its usage: yes" in ended.out


def test_a_server_that_takes_no_schema_is_told_from_one_that_does(
    command: Command, write_config: Callable[..., Path]
) -> None:
    def fault(number: int, body: dict[str, object]) -> Fault | None:
        said = error("response_format is not supported", param="response_format")
        return Fault(400, said) if "response_format" in body else None

    with serving(fault=fault) as server:
        ended = command("doctor", write_config(server.url), "--json")
    models = json.loads(ended.out)["models"]
    assert [model["schema"] for model in models] == [False, False]
    assert "text_form" in models[0]["humoured"]


def test_a_wrong_key_is_said_and_nothing_is_written(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    with serving(fault=lambda number, body: Fault(401, error("bad key"))) as server:
        ended = command("doctor", write_config(server.url))
    assert ended.code == 2
    assert "no reply: " in ended.out
    assert "key" in ended.out
    assert not (tmp_path / "output").exists()


def test_without_a_model_it_says_who_works(command: Command, write_config: Callable[..., Path]) -> None:
    assert "the built-in engine judges and writes" in command("doctor", write_config()).out


def test_a_model_that_is_refused_does_not_keep_the_others_from_being_called(
    command: Command, write_config: Callable[..., Path]
) -> None:
    with (
        serving(fault=lambda number, body: Fault(401, error("bad key"))) as closed,
        serving() as open_,
    ):
        ended = command("doctor", write_config(open_.url, api={"small_base_url": closed.url}))
        both = command("doctor", write_config(closed.url))
    assert ended.code == 2
    assert "Set api.small_api_key" in ended.out
    assert ended.out.count("answered in") == 1
    assert "Set api.large_api_key" in both.out, "each is told by its own key"
