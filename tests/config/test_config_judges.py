"""Who looks at drafts: one of the two models or one of its own, complete, and with its key kept to itself."""

import json

import pytest
from configs import ENOUGH, SERVER, Load, Problems, with_api

from openbook.judges import JUDGES, USUAL

OWN = "{model: j, base_url: 'http://j/v1', api_key: key-secret, cost_per_million_input: 2}"
TARGET = "{model: t, base_url: 'http://t/v1'}"


def verify(keys: str, api: str = "") -> str:
    return (with_api(api) if api else ENOUGH) + f"verify: {{{keys}}}\n"


def test_nobody_looks_at_drafts_unless_a_config_says_so(load: Load) -> None:
    config = load(ENOUGH)
    assert (config.judge_size, config.verify.asked, config.writers) == (None, (), ("small", "large"))
    assert load(verify("judge: none")).judge_size is None


def test_one_of_the_two_models_is_named_by_its_size(load: Load) -> None:
    config = load(verify("judge: small", SERVER))
    assert (config.judge_size, config.verify.asked, config.writers) == ("small", USUAL, ("small", "large"))


def test_a_model_of_its_own_has_limits_sampling_and_prices_of_its_own(load: Load) -> None:
    config = load(verify(f"judge: {OWN}"))
    settings = config.model("judge")
    assert (config.judge_size, config.writers) == ("judge", ("small", "large", "judge"))
    assert (settings.model, settings.base_url, settings.mode, settings.cost_input) == ("j", "http://j/v1", "api", 2.0)
    assert settings.key == "verify.judge."
    assert config.model("target").mode == "extractive"


def test_a_model_that_is_to_be_trained_is_asked_what_it_knows(load: Load) -> None:
    config = load(verify(f"judge: {OWN}, target: {TARGET}"))
    assert config.verify.asked == (*USUAL, "closed_book")
    assert config.writers == ("small", "large", "judge", "target")


def test_a_model_that_is_to_be_trained_can_be_sampled_without_a_judge(load: Load, problems: Problems) -> None:
    config = load(verify(f"samples: 2, target: {TARGET}"))
    assert (config.verify.asked, config.writers) == ((), ("small", "large", "target"))
    completing = verify(f"samples: 2, target: {TARGET}").replace("{chunk_unit", "{completion_mode: true, chunk_unit")
    assert any("verify.samples: found 2, wanted 0" in line for line in problems(completing))


def test_each_judge_has_a_threshold_and_one_changes_no_other(load: Load) -> None:
    usual = dict(load(ENOUGH).verify.thresholds)
    assert usual == {name: row.threshold for name, row in JUDGES.items()}
    changed = dict(load(verify("thresholds: {supported: 1}")).verify.thresholds)
    assert changed == usual | {"supported": 1.0}


def test_calls_of_a_judge_can_go_in_batches(load: Load) -> None:
    settings = load(verify("judge: {model: j, batch: anthropic, api_key: k}")).model("judge")
    assert (settings.mode, settings.batch, settings.base_url) == ("batch", "anthropic", "https://api.anthropic.com")


@pytest.mark.parametrize(
    ("keys", "api", "problem"),
    [
        ("judge: medium", "", 'verify.judge: found "medium", wanted none, small, large, or a model with its keys'),
        ("judge: small", "", "verify.judge: found small, which is the built-in engine, wanted a model"),
        ("judge: {base_url: 'http://j/v1'}", "", "verify.judge.model: found nothing, wanted the model's name"),
        ("judge: {model: j}", "", "verify.judge.base_url: found nothing, wanted the server's URL"),
        ("judge: {model: j, mode: cohere}", "", "verify.judge.api_key: found nothing, wanted your Cohere key"),
        ("judge: {model: j, base_url: 'http://j/v1', modle: x}", "", "verify.judge.modle: found an unknown key"),
        ("judge: small, judges: [closed_book]", SERVER, "verify.judges: found closed_book, wanted it with"),
        ("judge: small, judges: [supportd]", SERVER, 'verify.judges[1]: found "supportd", wanted supported,'),
        (
            f"target: {TARGET}",
            "",
            "verify.target: found a model without verify.judge and verify.samples, wanted one of them, which ask it",
        ),
        (f"judge: small, target: {TARGET}, judges: [needed]", SERVER, "verify.judges: found no closed_book"),
        ("samples: 2", "", "verify.samples: found 2, wanted it with verify.target"),
        (f"samples: 9, target: {TARGET}", "", "verify.samples: found 9, wanted a whole number from 0 to 8"),
        ("thresholds: {supported: 75}", "", "verify.thresholds.supported: found 75, wanted a number from 0 to 1"),
        ("audit: 5", "", "verify.audit: found 5, wanted a number from 0 to 1"),
        (
            "judge: {model: j, batch: openai, mode: api, base_url: 'http://j/v1'}",
            "",
            "verify.judge.batch: found openai",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_its_key(keys: str, api: str, problem: str, problems: Problems) -> None:
    assert any(problem in line for line in problems(verify(keys, api))), problems(verify(keys, api))


def test_completion_prompts_can_not_go_to_a_judge_whose_batches_take_none(problems: Problems) -> None:
    text = verify("judge: {model: j, batch: gemini, api_key: k}") + "skip: {}\n"
    text = text.replace("system: {", "system: {completion_mode: true, ")
    assert any("system.completion_mode" in line and "gemini" in line for line in problems(text))


def test_a_small_model_that_only_judges_drafts_must_be_complete(problems: Problems) -> None:
    text = verify("judge: small", "small_mode: api") + "skip: {skip_filter_chunks: true}\n"
    assert any("api.small_model" in line for line in problems(text))


def test_no_key_of_a_judge_is_ever_shown(load: Load, problems: Problems, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load(verify(f"judge: {OWN}"))
    assert "key-secret" not in json.dumps(config.redacted()) + repr(config)
    assert config.redacted()["verify"]["judge"]["api_key"] == "***"
    wrong = problems(verify("judge: {model: j, base_url: 'http://j/v1', api_key: [key-secret]}"))
    assert wrong
    assert "key-secret" not in "".join(wrong)


def test_keys_come_from_the_environment_wherever_they_stand(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OF_MINE", "key-1")
    config = load(
        verify("judge: {model: j, base_url: 'http://j/v1', api_key: '${OF_MINE}'}")
        + "retrieval: {embedding_api_key: '${OF_MINE}', query_prefix: '${OF_MINE}'}\n"
    )
    keys = (config.verify.judge.api_key, config.retrieval.embedding_api_key)
    assert [key and key.get_secret_value() for key in keys] == ["key-1", "key-1"]
    assert config.retrieval.query_prefix == "${OF_MINE}"
