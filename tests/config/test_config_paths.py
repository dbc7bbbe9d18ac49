"""Where the paths of a config lead."""

from pathlib import Path

import pytest
from configs import ENOUGH, Load

from openbook.config import load_config


def test_paths_are_relative_to_the_config_file(tmp_path: Path) -> None:
    for folder in ("project/documents", "project/prompts", "documents"):
        (tmp_path / folder).mkdir(parents=True)
    Path("project/config.yaml").write_text(
        "path: {input_dir: ./documents, output_dir: out/../result, prompts: prompts, ledger: shared.db}\n"
    )
    path = load_config(Path("project/config.yaml")).path
    assert path.input_dir == tmp_path / "project" / "documents"
    assert path.output_dir == tmp_path / "project" / "result"
    assert path.prompts == tmp_path / "project" / "prompts"
    assert path.ledger == tmp_path / "project" / "shared.db"


def test_what_is_not_beside_the_config_is_looked_for_in_the_working_directory(tmp_path: Path) -> None:
    for folder in ("documents", "prompts", "project"):
        (tmp_path / folder).mkdir()
    Path("project/config.yaml").write_text("path: {input_dir: documents, output_dir: out, prompts: ./prompts}\n")
    path = load_config(Path("project/config.yaml")).path
    assert path.input_dir == tmp_path / "documents"
    assert path.prompts == tmp_path / "prompts"
    assert path.output_dir == tmp_path / "project" / "out"


def test_a_tokenizer_or_a_template_beside_the_config_is_found(tmp_path: Path, load: Load) -> None:
    Path("my").mkdir()
    Path("my/tokenizer.json").write_text("{}")
    assert load("path: {input_dir: d}\nsystem: {template: ./my}").system.template == str(tmp_path / "my")
    Path("llama3").mkdir()
    assert load("path: {input_dir: d}\nsystem: {template: llama3}").system.template == "llama3"
    for name in ("my/tokenizer.json", "./my"):
        config = load(f"path: {{input_dir: d}}\nsystem: {{tokenizer: {name}}}")
        assert config.system.tokenizer == str(tmp_path / name)
    assert load("path: {input_dir: d}\nsystem: {tokenizer: org/name}").system.tokenizer == "org/name"


def test_a_home_folder_is_understood(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load("path: {input_dir: ~/documents}").path.input_dir == tmp_path / "documents"


def test_extras_of_meta_datagen_are_found_beside_the_config(load: Load, tmp_path: Path) -> None:
    Path("extra.yaml").write_text("[]")
    config = load(f"{ENOUGH}meta_datagen: {{do_meta_datagen: True, meta_datagen_extras: [extra.yaml]}}")
    assert config.meta_datagen.meta_datagen_extras == (tmp_path / "extra.yaml",)
