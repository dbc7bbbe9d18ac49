"""Which files of the input folder are read."""

from pathlib import Path

import pytest

from openbook.config import Config, load_config
from openbook.corpus.globs import Globs
from openbook.corpus.read import read_corpus


@pytest.mark.parametrize(
    ("pattern", "path", "met"),
    [
        ("*.md", "a.md", True),
        ("*.md", "docs/a.md", True),
        ("*.md", "docs/a.txt", False),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/deep/a.md", False),
        ("docs/*.md", "more/docs/a.md", False),
        ("docs/**/*.md", "docs/a.md", True),
        ("docs/**/*.md", "docs/very/deep/a.md", True),
        ("**/a.md", "a.md", True),
        ("docs/**", "docs/deep/a.txt", True),
        ("drafts", "docs/drafts/a.md", True),
        ("drafts/", "docs/drafts/a.md", True),
        ("drafts/", "docs/drafts", False),
        ("./docs", "docs/a.md", True),
        ("v[0-9].txt", "v3.txt", True),
        ("v[!0-9].txt", "v3.txt", False),
        ("a?.txt", "ab.txt", True),
        ("a.txt", "aXtxt", False),
        ("[x", "[x", True),
        ("é*.md", "éa.md", True),
    ],
)
def test_a_pattern_meets_what_it_says(pattern: str, path: str, met: bool) -> None:
    assert Globs(exclude=(pattern,)).takes(path) is not met
    assert Globs(include=(pattern,)).takes(path) is met


def config(folder: Path, **path: object) -> Config:
    return Config.model_validate({"path": {"input_dir": folder, "output_dir": folder / "out", **path}})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.md", "b.txt", "docs/c.md", "docs/drafts/d.md", "docs/drafts/deep/e.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words of a document.")
    return tmp_path


def sources(config: Config, told: list[str] | None = None) -> list[str]:
    return [record.source for record in read_corpus(config, told=(told if told is not None else []).append)]


def test_only_included_files_are_read_and_excluded_ones_are_not(folder: Path) -> None:
    told: list[str] = []
    assert sources(config(folder, include=["*.md"], exclude=["drafts"]), told) == ["a.md", "docs/c.md"]
    assert told == ["path.include and path.exclude leave out 1 files, and 1 folders with all that is in them."]


def test_a_pattern_that_meets_nothing_is_said(folder: Path) -> None:
    told: list[str] = []
    sources(config(folder, exclude=["*.log", "b.txt"]), told)
    assert [sentence for sentence in told if "'*.log' meets no file" in sentence]
    assert not [sentence for sentence in told if "b.txt" in sentence]


def test_what_the_config_names_is_no_document(folder: Path) -> None:
    (folder / "prompts").mkdir()
    (folder / "prompts" / "filter.yaml").write_text("- role: user\n  content: '{text}'\n")
    (folder / "config.yaml").write_text("path: {input_dir: ., output_dir: out, prompts: prompts}\n")
    (folder / "other.yaml").write_text("a: b")
    assert sources(load_config(folder / "config.yaml"))[-1] == "other.yaml"
    assert len(sources(load_config(folder / "config.yaml"))) == 6
