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


def test_the_page_has_every_check_in_its_order_with_its_code_and_whether_only_our_prompts_ask_for_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| `(\w+)` \|$", (DOCS / "checks.md").read_text("utf-8"), re.MULTILINE)
    told = [(name, code, text.endswith("(only with our own prompts)")) for name, text, code in rows]
    beside = [("quotes", Code.QUOTE_NOT_FOUND, False), ("copied_example", Code.PROMPT_LEAK, False)]
    assert told == [*((check.name, check.code, check.ours) for check in CHECKS), *beside]


def test_the_page_says_which_checks_prompts_of_ones_own_do_without() -> None:
    [said] = re.findall(r"but those that want what our prompts ask for \((.+?)\)", PAGE, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", said)) == {check.name for check in CHECKS if check.ours}


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("filter", 300),
        ("ask_gold", 280),
        ("rag_gold", 380),
        ("rag_missing_recall", 360),
        ("rag_success_conversation", 440),
        ("rag_failed_conversation", 430),
    ],
)
def test_the_prompts_are_as_long_as_the_page_says(name: str, tokens: int) -> None:
    config = Config.model_validate({"api": {"large_model": "m", "large_base_url": "http://127.0.0.1:1/v1"}})
    rendered = load_prompts(config).render(name, text="", metadata="", stringified_retrieved_chunks="", questions="")
    assert isinstance(rendered, tuple)
    assert sum(len(message.content) for message in rendered) / 4 == pytest.approx(tokens, rel=0.08)
    assert f"{tokens:,}" in PAGE


def test_the_sampling_is_as_the_page_says() -> None:
    assert (judge.SAMPLING["temperature"], generate.SAMPLING["temperature"]) == (0.2, 0.7)
    assert (judge.SAMPLING["max_tokens"], generate.SAMPLING["max_tokens"]) == (800, 3000)
    assert "Temperature 0.2 for the judge and 0.7 for the writer, `top_p` 0.95, 800 and 3,000 tokens" in PAGE
