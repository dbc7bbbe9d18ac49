"""How a right config is understood: defaults, and values however they are written."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from configs import ENOUGH, SERVER, Load, with_api
from hypothesis import given
from hypothesis import strategies as st

from openbook.config import Config, load_config
from openbook.config.source import Source, parse
from openbook.errors import ConfigError


@pytest.mark.parametrize(
    ("preset", "shares"),
    [
        ("reference", {"gold": 0.75, "missing_recall": 0.25}),
        ("raft", {"gold_random": 0.8, "missing_recall": 0.2}),
        ("robust", {"missing_abstain": 0.13, "multi_source": 0.14}),
    ],
)
def test_a_preset_is_named_and_has_its_shares(preset: str, shares: dict[str, float]) -> None:
    got = Config.model_validate({"scenarios": preset}).scenarios.shares(0.25)
    assert {name: got[name] for name in shares} == pytest.approx(shares)
    assert sum(got.values()) == pytest.approx(1)


def test_a_config_made_in_code_has_all_defaults() -> None:
    config = Config.model_validate({"system": {"chunk_size": 100}})
    assert config.system.chunk_size == 100
    assert config.system.rag_failure_percentage == 0.4
    assert config.notices == ()


def test_an_empty_key_or_section_has_its_default(load: Load) -> None:
    config = load("path: {input_dir: d}\nsystem: {chunk_size: , chunk_unit: characters, seed: ~}\napi:\ncost:\n")
    assert (config.system.chunk_size, config.system.seed, config.cost.max_cost) == (4000, 0, None)


@pytest.mark.parametrize("true", ["True", "true", "yes", "'True'", '"true"', "on", "1"])
def test_booleans_are_taken_however_they_are_written(true: str, load: Load) -> None:
    assert load(f"path: {{input_dir: d}}\nsystem: {{use_subset: {true}}}").system.use_subset is True


@pytest.mark.parametrize("number", ["0.25", "'0.25'", "' 0.25 '", "2.5e-1", "25e-2", "+.25"])
def test_numbers_are_taken_however_they_are_written(number: str, load: Load) -> None:
    text = f"path: {{input_dir: d}}\nsystem: {{rag_failure_percentage: {number}, chunk_size: '2_000', seed: 3.0}}"
    system = load(text).system
    assert (system.rag_failure_percentage, system.chunk_size, system.seed) == (0.25, 2000, 3)


def test_on_and_off_are_words_where_words_are_wanted(load: Load) -> None:
    assert load(f"{ENOUGH}generation: {{structured: on}}").generation.structured == "on"
    assert load(f"{ENOUGH}generation: {{structured: off}}").generation.structured == "off"
    assert load(f"{ENOUGH}generation: {{thoughts: none, structured: Auto}}").generation.thoughts == "none"


def test_a_name_of_the_pipeline_and_its_other_name_are_the_same(load: Load) -> None:
    for name in ("rag-data", "rag-data-pipeline"):
        assert load(f"{ENOUGH}pipeline: {name}").pipeline == name


def test_merged_and_repeated_yaml_values_are_followed(load: Load) -> None:
    text = "path: {input_dir: d}\nsystem: &all {chunk_unit: characters, seed: 4}\n"
    assert load(text.replace("system: &all {", "system: {<<: {seed: 7, chunk_size: 90}, ")).system.seed == 4
    assert load(text + "read: {workers: 2}\ncost: {max_cost: &c 3, cost_per_million_small_input: *c}").cost == (
        Config.model_validate({"cost": {"max_cost": 3, "cost_per_million_small_input": 3}}).cost
    )


def test_format_templates_keep_their_last_newline(load: Load) -> None:
    text = (
        'system_format: "{{ system }}\\n", user_format: "U {{ user }}\\n", assistant_format: "A {{ assistant }}</s>\\n"'
    )
    config = load(f"path: {{input_dir: d}}\nsystem: {{chunk_unit: characters, template: chatml, {text}}}")
    assert config.system.formats == ("{{ system }}\n", "U {{ user }}\n", "A {{ assistant }}</s>\n")
    assert config.notices == (
        "system.template is not used: system_format, user_format and assistant_format are given.",
    )


def test_a_config_can_be_sent_to_another_process(load: Load) -> None:
    config = load(with_api(SERVER + ", small_api_key: k"), "system.seed=3")
    again = pickle.loads(pickle.dumps(config))
    assert again == config
    assert again.model("small") == config.model("small")


def test_a_config_never_changes(load: Load) -> None:
    config = load(ENOUGH)
    with pytest.raises(ValueError, match="frozen"):
        config.system.seed = 3  # type: ignore[misc]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_yaml_is_read_as_everybody_reads_it_with_a_line_for_every_key(value: object) -> None:
    text = yaml.safe_dump({"key": value}, allow_unicode=True)
    source = parse(text, Source("any.yaml"))
    assert source.problems == []
    assert source.values == yaml.safe_load(text)
    assert source.lines["key",] == 1


@given(st.text() | st.binary().map(lambda blob: blob.decode("latin-1")))
def test_any_text_is_a_config_or_has_problems(text: str) -> None:
    path = Path("any.yaml")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert caught.value.problems


@pytest.mark.whole
def test_importing_the_config_loads_nothing_heavy() -> None:
    script = "import sys, openbook.config; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"jinja2", "aiohttp", "tantivy", "lxml", "rich", "pypdfium2", "selectolax"} & set(loaded)
