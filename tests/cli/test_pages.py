"""What the how-to pages tell people to write loads, and what troubleshooting quotes is said somewhere."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from outside import Command

from openbook.config import load
from openbook.llm import forecast
from openbook.pipeline import bounds
from some import some

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
MODELS = re.findall(r"```yaml\n(.*?)```", (DOCS / "models.md").read_text("utf-8"), re.DOTALL)
HOW_TO = ("cost", "decline", "languages", "prompts", "records", "writers")
SETTINGS = [
    block
    for page in HOW_TO
    for block in re.findall(r"```yaml\n(.*?)```", (DOCS / f"{page}.md").read_text("utf-8"), re.DOTALL)
    if not block.startswith("- role")
]
TROUBLE = re.findall(r"^\| `([^`]+)` \|", (DOCS / "troubleshooting.md").read_text("utf-8"), re.MULTILINE)
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((PROJECT / "src").rglob("*.py")))


@pytest.mark.parametrize("written", MODELS)
def test_each_config_of_the_page_on_models_loads(written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-secret")
    (tmp_path / "documents").mkdir()
    (tmp_path / "config.yaml").write_text(f"path: {{input_dir: documents}}\n{written}", "utf-8")
    config = load.load_config(tmp_path / "config.yaml")
    assert config.api.large_model == yaml.safe_load(written)["api"]["large_model"]


@pytest.mark.parametrize("written", SETTINGS)
def test_each_part_of_a_config_on_a_how_to_page_loads(written: str, tmp_path: Path) -> None:
    for folder in ("documents", "prompts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "config.yaml").write_text("path: {input_dir: documents}\n", "utf-8")
    parts = yaml.safe_load(written)
    given = [f"{section}.{key}={json.dumps(value)}" for section, keys in parts.items() for key, value in keys.items()]
    assert parts.keys() <= load.load_config(tmp_path / "config.yaml", given).model_fields_set


def test_the_page_on_cost_has_the_assumptions_of_the_plan() -> None:
    page = (DOCS / "cost.md").read_text("utf-8")
    spans = {
        match[1]: (float(match[2]), match[3])
        for match in re.finditer(r"^\| (.+?) \| ([\d.]+) \| (\S+) \|$", page, re.M)
    }
    written = [(low, float(high)) for low, high in list(spans.values())[:-1]]
    calls = bounds.CALLS
    assumed = [bounds.SUITABLE, calls["judge"], calls["ask"], calls["generate"], calls["verify"], calls["sample"]]
    assumed += [bounds.SPARE, bounds.WRITTEN, bounds.READ, bounds.SPEED]
    assert written == [(one.low, one.high) for one in assumed]
    assert list(spans.values())[-1] == (bounds.AT_ONCE, "all")
    assert all(str(tokens) in page for tokens in some(forecast.OUTPUT_TOKENS.values()))


@pytest.mark.parametrize("message", TROUBLE)
def test_each_message_of_troubleshooting_is_said(message: str) -> None:
    assert message in SOURCE


def test_every_page_is_listed() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (DOCS / "README.md").read_text("utf-8")))
    assert listed == {page.name for page in DOCS.glob("*.md")} - {"README.md"}


def test_the_site_has_every_page() -> None:
    site = (PROJECT / "mkdocs.yml").read_text("utf-8")
    pages = [str(page.relative_to(DOCS)) for page in sorted(DOCS.rglob("*.md"))]
    assert [page for page in pages if f": {page}" not in site] == []


@pytest.mark.slow
def test_the_tutorial_is_carried_out(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (DOCS / "tutorial.md").read_text("utf-8")
    shutil.copytree(PROJECT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("output"))
    monkeypatch.chdir(tmp_path)
    lines = [line for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    for line in some(line for line in lines if line.startswith("openbook ")):
        ended = command(*shlex.split(line)[1:])
        assert ended.code == 0, f"{line}: {ended.err}"


def test_the_tutorials_context_is_laid_out_as_in_training(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = re.findall(r"```python\n(.*?)```", (DOCS / "tutorial.md").read_text("utf-8"), re.DOTALL)
    exec(compile(code, "tutorial.md", "exec"), {})
    said = capsys.readouterr().out
    assert "Chunk 1\nSource: boat-and-landing.html\n---\nThe fuel tank" in said
