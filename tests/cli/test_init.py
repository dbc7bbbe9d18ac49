"""`openbook init` writes a config that works as it is, and with a model after three lines are changed."""

import re
from pathlib import Path

import pytest

from openbook.config import load_config
from openbook.errors import OutputError
from openbook.terminal.init import write_template


def test_it_loads_as_it_is_without_a_notice(tmp_path: Path) -> None:
    path = write_template(tmp_path / "new")
    config = load_config(path)
    assert path == tmp_path / "new" / "config.yaml"
    assert config.notices == ()
    assert config.model("large").mode == config.model("small").mode == "extractive"


def test_it_reads_a_folder_that_is_made_with_it(tmp_path: Path) -> None:
    config = load_config(write_template(tmp_path / "new"))
    assert config.path.input_dir == tmp_path / "new" / "documents"
    assert config.path.input_dir.is_dir()
    assert config.path.output_dir == tmp_path / "new" / "output"


def test_where_documents_lie_already_it_reads_them_in_place(tmp_path: Path) -> None:
    (tmp_path / "manual.PDF").write_bytes(b"")
    config = load_config(write_template(tmp_path))
    assert config.path.input_dir == tmp_path
    assert not (tmp_path / "documents").exists()


def test_a_folder_of_documents_beside_a_readme_is_the_one_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("hello")
    (tmp_path / "documents").mkdir()
    assert load_config(write_template(tmp_path)).path.input_dir == tmp_path / "documents"


def test_three_lines_make_it_use_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    path = write_template(tmp_path)
    text, changed = re.subn(r"^  # (large_)", r"  \1", path.read_text(), flags=re.MULTILINE)
    path.write_text(text)
    settings = load_config(path).model("large")
    assert changed == 3
    assert (settings.mode, settings.model) == ("api", "gpt-4.1-mini")
    assert settings.api_key is not None


def test_all_that_is_commented_out_is_right_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "key-1")
    path = write_template(tmp_path)
    text = re.sub(r"^# (cost:|verify:|export:|  \w+: )", r"\1", path.read_text(), flags=re.MULTILINE)
    path.write_text(re.sub(r"^  # (large_)", r"  \1", text, flags=re.MULTILINE))
    config = load_config(path)
    assert (config.cost.max_cost, config.judge_size) == (5, "large")
    assert list(config.export.formats) == ["trl"]


def test_a_config_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        write_template(tmp_path)
    assert (tmp_path / "config.yaml").read_text() == "mine"


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't be written"):
        write_template(tmp_path / "file" / "folder")
