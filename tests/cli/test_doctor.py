"""`openbook doctor` makes one call to each model and says what it found."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from outside import Command
from whole_runs import serving, write_documents

from mock_server import Fault, MockServer, error, reply_with, web
from openbook.llm.timing import Timing
from openbook.terminal import doctor


@pytest.fixture(autouse=True)
def documents(tmp_path: Path) -> None:
    write_documents(tmp_path / "documents", documents=3)


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


def test_it_says_what_a_run_of_this_config_takes_at_the_speed_of_the_call(
    command: Command, write_config: Callable[..., Path], tmp_path: Path
) -> None:
    with serving(latency=0.05) as server:
        ended = command("doctor", write_config(server.url), "--json")
        assert server.seen == 1, "it sends nothing more"
    runs = {one["size"]: one for one in json.loads(ended.out)["run"]}
    assert runs["small"]["calls"]["low"] == 9, "a chunk each"
    assert runs["large"]["calls"]["low"] >= 4
    assert 0 < runs["large"]["seconds"]["low"] < runs["large"]["seconds"]["high"]
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/v1/models", {"data": [{"id": "other", "max_model_len": 1}, {"id": "mock", "max_model_len": 900}]}),
        ("/props", {"default_generation_settings": {"n_ctx": 900, "params": {}}, "total_slots": 1}),
        ("/api/ps", {"models": [{"name": "mock", "context_length": 900}]}),
        ("/api/v0/models", {"data": [{"id": "mock", "loaded_context_length": 900, "max_context_length": 9000}]}),
    ],
)
def test_a_context_too_short_for_the_calls_of_this_config_is_said_with_what_to_change(
    command: Command,
    write_config: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    said: dict[str, object],
) -> None:
    def get(self: MockServer, asked: str) -> web.Response:
        return web.json_response(said) if asked == path else reply_with(Fault(404))

    monkeypatch.setattr(MockServer, "_get", get)
    with serving() as server:
        ended = command("doctor", write_config(server.url))
    assert "context: 900 tokens; a call has about " in ended.out
    assert "lower system.chunk_size" in ended.out


def test_an_empty_reply_is_no_reply(command: Command, write_config: Callable[..., Path]) -> None:
    with serving(answer=lambda body: "") as server:
        ended = command("doctor", write_config(server.url))
    assert ended.code == 2
    assert ended.out.count("no reply: the reply is empty") == 2


def test_a_sick_server_is_given_up_soon_and_in_its_own_words(
    command: Command, write_config: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor.TIMING.patience <= 10 < Timing().patience
    assert doctor.TIMING.longest_refusal <= 10 < Timing().longest_refusal
    monkeypatch.setattr(doctor, "TIMING", Timing(patience=0, longest_refusal=0, first_wait=0))
    with serving(fault=lambda number, body: Fault(502, error("Bad Gateway, says the proxy"))) as server:
        ended = command("doctor", write_config(server.url))
    assert ended.code == 2
    assert "Bad Gateway, says the proxy" in ended.out


def test_what_keeps_a_run_from_beginning_is_said_after_the_models(
    command: Command, write_config: Callable[..., Path]
) -> None:
    with serving() as server:
        ended = command("doctor", write_config(server.url, path={"input_dir": "nowhere"}))
    assert ended.code == 2
    assert "answered in" in ended.out
    assert "A run can't begin: " in ended.out
    assert "nowhere" in ended.out
