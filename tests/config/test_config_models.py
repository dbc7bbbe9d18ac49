"""Which models a config means, and that its keys are never shown."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from configs import ENOUGH, SERVER, Load, Problems, with_api

from openbook.config import Config


def test_a_config_without_a_model_gets_the_built_in_engine(load: Load) -> None:
    config = load(ENOUGH)
    for size in ("small", "large"):
        settings = config.model(size)
        assert (settings.mode, settings.model, settings.base_url) == ("extractive", "extractive", "")


def test_the_two_models_may_be_of_different_kinds(load: Load) -> None:
    config = load(with_api(SERVER))
    assert config.model("small").mode == "api"
    assert config.model("large").mode == "extractive"


def test_cohere_needs_no_url(load: Load) -> None:
    settings = load(with_api("large_mode: cohere, large_model: c, large_api_key: k")).model("large")
    assert settings.base_url == "https://api.cohere.ai/compatibility/v1"


def test_an_explicit_built_in_engine_leaves_the_model_unused(load: Load) -> None:
    config = load(with_api(SERVER + ", small_mode: extractive, small_api_key: key-1"))
    assert config.model("small").model == "extractive"
    assert config.model("small").api_key is None
    assert config.notices == ("api.small_api_key is not used: the built-in engine needs no key.",)


def test_scenarios_that_the_built_in_engine_cannot_write_are_not_planned_for_it(load: Load) -> None:
    config = load(ENOUGH + "scenarios: {gold_hard: 0.3, missing_abstain: 0.2, multi_source: 0.5}\n")
    assert config.shares == {"gold_hard": 0.6, "missing_abstain": 0.4}
    assert any("multi_source" in notice for notice in config.notices)
    model = load(with_api("large_model: m, large_base_url: 'http://h/v1'") + "scenarios: robust\n")
    assert model.shares["multi_source"] == pytest.approx(0.14)
    assert model.notices == ()


@pytest.mark.parametrize("url", ["http://h/v1", "http://h/v1/", "http://h/v1/chat/completions", " http://h/v1 "])
def test_a_url_is_what_the_paths_of_the_api_are_appended_to(url: str, load: Load) -> None:
    config = load(with_api(f"small_model: m, small_base_url: '{url}'"))
    assert config.model("small").base_url == "http://h/v1"


def test_sampling_is_what_the_user_set_and_nothing_else(load: Load) -> None:
    config = load(with_api(SERVER + ", small_sampling: {temperature: '0.3', my_own: [1, {a: b}], top_p: }"))
    assert config.model("small").sampling == {"temperature": 0.3, "my_own": [1, {"a": "b"}]}
    assert config.model("large").sampling == {}


def test_without_judging_the_small_model_may_be_incomplete(load: Load) -> None:
    assert load(with_api("small_mode: api") + "skip: {skip_filter_chunks: True}").skip.skip_filter_chunks


def test_a_key_comes_from_the_environment(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", " sk-from-outside\n")
    key = load(with_api(SERVER + ", small_api_key: '${MY_KEY}'")).model("small").api_key
    assert key is not None
    assert key.get_secret_value() == "sk-from-outside"


def test_other_parts_of_api_and_path_come_from_it_too(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "h")
    config = load("path: {input_dir: '/${HOST}/d'}\nsystem: {bos: '${HOST}'}\napi: {small_mode: extractive}\n")
    assert config.path.input_dir == Path("/h/d")
    assert config.system.bos == "${HOST}"


SHOWN: list[Callable[[Config], object]] = [
    repr,
    str,
    lambda config: config.model("small"),
    lambda config: config.redacted(),
    lambda config: config.model_dump(),
    lambda config: config.model_dump_json(),
]


@pytest.mark.parametrize("show", SHOWN, ids=["repr", "str", "model", "redacted", "dump", "json"])
def test_a_key_is_never_shown(show: Callable[[Config], object], load: Load) -> None:
    config = load(with_api(SERVER + ", small_api_key: sk-very-secret"))
    assert "secret" not in repr(show(config)).replace("SecretStr", "")


@pytest.mark.parametrize(
    "api",
    [
        "small_api_key: [sk-very-secret]",
        "small_api_key: {sk-very-secret: 1}",
        "small_api_key: 'sk-very- secret'",
        "small_base_url: 'https://user:sk-very-secret@h/v1'",
        "small_api_key: !!int sk-very-secret",
        "small_api_key: !sk-very-secret key",
        "small_api_key: *sk-very-secret",
        "small_api_key: !sk-very-secret!key",
    ],
)
def test_no_error_shows_a_key(api: str, problems: Problems) -> None:
    assert "secret" not in "\n".join(problems(with_api(api)))


def test_no_error_shows_a_key_that_stands_in_the_wrong_place(problems: Problems) -> None:
    for text in ("api: sk-very-secret", "api: [sk-very-secret]", "api:\n  small_api_key sk-very-secret"):
        assert "secret" not in "\n".join(problems(f"{ENOUGH}{text}\n"))
    assert "secret" not in "\n".join(problems(ENOUGH, "api.small_api_key:sk-very-secret"))
    assert "secret" not in "\n".join(problems(ENOUGH, "sk-very-secret"))


def test_run_json_gets_the_whole_effective_config(load: Load) -> None:
    config = load(with_api(SERVER + ", small_api_key: sk-1, small_sampling: {top_k: 3}") + "cost: {max_cost: 2}")
    shown = json.loads(json.dumps(config.redacted()))
    assert shown["api"]["small_api_key"] == "***"
    assert shown["api"]["large_api_key"] is None
    assert shown["api"]["small_sampling"] == {"top_k": 3}
    assert (shown["api"]["small_mode"], shown["api"]["large_mode"]) == ("api", "extractive")
    assert shown["cost"]["max_cost"] == 2
    assert set(shown) == set(Config.model_fields)


def test_run_json_hides_what_a_url_carries(load: Load) -> None:
    config = load(with_api("small_model: m, small_base_url: 'https://h/v1?token=abc'"))
    assert config.redacted()["api"]["small_base_url"] == "https://h/v1?***"
