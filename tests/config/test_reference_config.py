"""A reference config runs as it is, once what its author left open is filled in."""

from pathlib import Path

import pytest
from configs import Load, Problems

from openbook.config import Config

LEFT_OPEN = (Path(__file__).parent / "reference_like.yaml").read_text("utf-8")
FILLED_IN = LEFT_OPEN.replace("!!PLACEHOLDER!!", "bees").replace("!!PLACEHOLDER", "bees").replace("{context}", "bee")


@pytest.fixture
def config(load: Load) -> Config:
    return load(FILLED_IN)


def test_all_that_is_left_open_is_named_at_once_with_its_line(problems: Problems) -> None:
    key = (
        "found the placeholder !!PLACEHOLDER!!, wanted your key, or ${NAME} to take it from the environment; "
        "nothing where the server wants none"
    )
    topic = "found the placeholder !!PLACEHOLDER!!, wanted your topic"
    name = "found {context}, wanted no name in braces but {data}: write your own words instead"
    assert problems(LEFT_OPEN) == [
        f"config.yaml:4: api.small_api_key: {key}",
        f"config.yaml:5: api.large_api_key: {key}",
        "config.yaml:13: path.input_dir: found the placeholder !!PLACEHOLDER!!, wanted a folder",
        f"config.yaml:29: system.final_assistant_prompts[1]: {topic}",
        f"config.yaml:33: system.final_assistant_prompts[2]: {topic}",
        f"config.yaml:36: system.final_assistant_prompts[3]: {topic}",
        f"config.yaml:37: system.final_assistant_prompts[4]: {name}",
    ]


def test_both_models_are_as_it_says(config: Config) -> None:
    small, large = config.model("small"), config.model("large")
    assert (small.model, small.mode, small.base_url) == (
        "example/judge-24b",
        "api",
        "https://models.example.com/v1/openai",
    )
    assert (large.model, large.cost_input, large.cost_output) == ("example/writer-70b", 0.23, 0.40)


def test_prompts_of_several_lines_come_out_as_yaml_folds_them(config: Config) -> None:
    prompts = config.system.final_assistant_prompts
    assert prompts[0] == "You know all there is to know of bees. Sources:\n{data}"
    assert prompts[1] == "{data}\nPeople ask about bees here."
    assert len(prompts) == 5


def test_formats_and_bos_are_taken_to_the_letter(config: Config) -> None:
    assert config.system.formats == (
        "Instruction: {{system}} **Finished.**",
        "Human: {{user}} **Finished.**",
        "AI: {{assistant}} **Finished.**",
    )
    assert config.system.bos == "<s>"


def test_an_empty_list_of_extras_is_an_empty_list(config: Config) -> None:
    assert config.meta_datagen.meta_datagen_extras == ()


def test_it_gets_one_notice_about_prompts_and_one_about_the_unit(config: Config) -> None:
    prompts, unit = config.notices
    assert prompts == (
        "No such folder beside the config (path.prompts: prompts, path.default_prompts: prompts): "
        "the packaged prompts are used."
    )
    assert unit == (
        "system.chunk_unit is not given: chunk_size (4000) counts characters. "
        "Write `chunk_unit: characters` to keep it so, or `chunk_unit: tokens` with a tokenizer."
    )


def test_legacy_keys_get_one_notice_wherever_they_stand(load: Load) -> None:
    text = FILLED_IN.replace("skip:\n", "skip:\n  task_id: 7\n") + "\nread_files_manually: True\n"
    assert load(text).notices[0] == "Not used here and passed over: read_files_manually, skip.task_id."


def test_prompts_beside_the_config_are_used_without_a_notice(load: Load) -> None:
    Path("prompts").mkdir()
    Path("prompts/filter.yaml").write_text("- {role: user, content: 'Judge {text}'}")
    config = load(FILLED_IN)
    assert config.path.prompts == Path.cwd() / "prompts"
    assert len(config.notices) == 1
