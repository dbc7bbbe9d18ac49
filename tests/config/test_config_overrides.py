"""What `--set` does."""

from pathlib import Path

import pytest
from configs import ENOUGH, Load, Problems

from openbook.config import load_config


def test_set_overrides_any_key_and_the_last_one_stands(load: Load) -> None:
    config = load(
        ENOUGH,
        "system.chunk_size=1000",
        "system.chunk_size=2000",
        "api.large_sampling.temperature=0.2",
        "meta_datagen.meta_datagen_keys=[judgement_details]",
        "cost.max_cost=1.5",
        "pipeline=rag-data-pipeline",
    )
    assert config.system.chunk_size == 2000
    assert config.model("large").sampling == {"temperature": 0.2}
    assert config.meta_datagen.meta_datagen_keys == ("judgement_details",)
    assert (config.cost.max_cost, config.pipeline) == (1.5, "rag-data-pipeline")


def test_set_takes_text_as_it_is_written(load: Load) -> None:
    config = load(
        ENOUGH,
        "system.bos=<s> # not a comment",
        "system.system_format={{ system }}",
        "system.user_format='{{ user }}'",
        r'system.assistant_format="{{ assistant }}\n"',
        "api.small_model=7",
        "api.small_base_url=http://h/v1?a=b",
        "path.text_key=null",
    )
    assert config.system.bos == "<s> # not a comment"
    assert config.system.formats == ("{{ system }}", "{{ user }}", "{{ assistant }}\n")
    assert config.model("small").model == "7"
    assert config.model("small").base_url == "http://h/v1?a=b"
    assert config.path.text_key == "null"


def test_set_with_nothing_means_the_default(load: Load) -> None:
    assert load(f"{ENOUGH}cost: {{max_cost: 3}}", "cost.max_cost=").cost.max_cost is None


def test_set_puts_a_wrong_value_of_the_file_right(load: Load) -> None:
    text = "path: {input_dir: d}\nsystem:\n  seed: x\n  seed: y\n"
    assert load(text, "system.seed=3").system.seed == 3


def test_paths_of_the_command_line_are_relative_to_the_working_directory(tmp_path: Path) -> None:
    for folder in ("project/documents", "documents"):
        (tmp_path / folder).mkdir(parents=True)
    Path("project/config.yaml").write_text("path: {input_dir: other}\n")
    path = load_config(
        Path("project/config.yaml"), ["path.input_dir=documents", f'path.output_dir="{tmp_path}/o"', "path.ledger=l.db"]
    ).path
    assert path.input_dir == tmp_path / "documents"
    assert path.output_dir == tmp_path / "o"
    assert path.ledger == tmp_path / "l.db"


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("system.seed=x", '--set: system.seed: found "x", wanted a whole number'),
        ("system.sed=1", "--set: system.sed: found an unknown key, wanted system.seed (the nearest known one)"),
        ("seed=1", "--set: seed: found an unknown key, wanted system.seed (the nearest known one)"),
        ("system=1", "--set: system: found a number, wanted keys with values"),
        ("system.seed.deep=1", "--set: system.seed: found keys with values, wanted a whole number"),
        ("system.chunk_overlap=11", "--set: system.chunk_overlap: found 11, wanted at most half of chunk_size (10)"),
        ("api.small_mode=api2", '--set: api.small_mode: found "api2", wanted api, cohere, batch or extractive'),
        (
            "api.small_api_key=$KEY",
            "--set: api.small_api_key: found $KEY, wanted ${KEY} to take it from the environment",
        ),
        ("system.seed", "--set: found no SECTION.KEY=VALUE, wanted one such as system.chunk_size=2000"),
        ("=3", "--set: found no SECTION.KEY=VALUE, wanted one such as system.chunk_size=2000"),
    ],
)
def test_problems_of_the_command_line_say_so(override: str, message: str, problems: Problems) -> None:
    assert problems("path: {input_dir: d}\nsystem: {chunk_size: 20}", override) == [message]


def test_problems_of_file_and_command_line_come_together(problems: Problems) -> None:
    assert problems("system: {chunk_size: 1}\n", "system.seed=x") == [
        "config.yaml: path.input_dir: found nothing, wanted the folder of your documents",
        "config.yaml:1: system.chunk_size: found 1, wanted a whole number, at least 20",
        '--set: system.seed: found "x", wanted a whole number',
    ]
