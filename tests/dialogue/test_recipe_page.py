"""The page on the recipe says what the program does."""

import re
from pathlib import Path

import pytest

from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue import generate, judge
from openbook.dialogue.checks.table import CHECKS
from openbook.dialogue.prompts import load_prompts

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "recipe.md").read_text("utf-8")


def test_every_check_of_the_page_exists_and_every_code_too() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+ \| `(\w+)` \|$", (DOCS / "checks.md").read_text("utf-8"), re.MULTILINE)
    names = {*(check.name for check in CHECKS), "quotes", "copied_example"}
    assert {name for name, _ in rows} == names
    assert {code for _, code in rows} <= {str(code) for code in Code}
    assert len(rows) >= 12


@pytest.mark.parametrize(
    ("name", "tokens"), [("filter", 300), ("rag_success_conversation", 440), ("rag_failed_conversation", 430)]
)
def test_the_prompts_are_as_long_as_the_page_says(name: str, tokens: int) -> None:
    rendered = load_prompts(Config()).render(name, text="", metadata="", stringified_retrieved_chunks="", questions="")
    assert isinstance(rendered, tuple)
    assert sum(len(message.content) for message in rendered) / 4 == pytest.approx(tokens, rel=0.08)
    assert f"{tokens:,}" in PAGE


def test_the_sampling_is_as_the_page_says() -> None:
    assert (judge.SAMPLING["temperature"], generate.SAMPLING["temperature"]) == (0.2, 0.7)
    assert (judge.SAMPLING["max_tokens"], generate.SAMPLING["max_tokens"]) == (800, 3000)
    assert "Temperature 0.2 for the judge and 0.7 for the writer, `top_p` 0.95, 800 and 3,000 tokens" in PAGE
