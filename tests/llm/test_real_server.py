"""Calls to a real llama.cpp server with random weights: what it writes is noise, what it does is real."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import real_server
import tiny_gguf
from calling import Ran, ask, config_for, run_calls

from openbook.calls import Message, Reply, Request
from openbook.codes import Code
from openbook.errors import OpenbookError, RefusedError
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.timing import Timing

if TYPE_CHECKING:
    from openbook.pipeline.summary import Summary

pytestmark = pytest.mark.server
SCHEMA = {
    "type": "object",
    "properties": {"verdict": {"type": "string", "enum": ["suitable", "unsuitable"]}},
    "required": ["verdict"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if real_server.command() is None:
        pytest.skip("no llama.cpp server: python tests/llm/real_server.py fetches one")
    with real_server.serving(tmp_path_factory.mktemp("server"), "-c", "16384", "--parallel", "2") as address:
        yield address


def calls(folder: Path, url: str, *requests: Request, **options: Any) -> Ran:
    return asyncio.run(run_calls(folder, config_for(url, **options), requests, timing=Timing()))


def test_a_chat_is_answered_and_paid_once(tmp_path: Path, url: str) -> None:
    request = ask(messages=(Message("system", "Be brief."), Message("user", "Why?")), sampling={"max_tokens": 12})
    first, second = (calls(tmp_path, url, request) for _ in range(2))
    assert isinstance(first.only, Reply)
    assert isinstance(second.only, Reply)
    assert first.only.finish_reason in {"length", "stop"}
    assert not first.only.usage.estimated
    assert 0 < first.only.usage.output_tokens <= 12
    assert (second.only.replayed, second.only.text) == (True, first.only.text)


def test_a_completion_stops_where_it_is_told(tmp_path: Path, url: str) -> None:
    stops = tuple("abcdefghijklmnopqrst")
    ran = calls(tmp_path, url, ask(prompt="Once upon a time", stop=stops, sampling={"max_tokens": 200}))
    assert isinstance(ran.only, Reply)
    assert not set(ran.only.text) & set(stops)


def test_a_schema_is_kept_even_by_random_weights(tmp_path: Path, url: str) -> None:
    ran = calls(tmp_path, url, ask(schema=SCHEMA, sampling={"max_tokens": 60}))
    assert isinstance(ran.only, Reply)
    assert json.loads(ran.only.text)["verdict"] in {"suitable", "unsuitable"}
    assert ran.only.adaptations == ()


def test_a_cut_schema_is_known_by_its_finish_reason(tmp_path: Path, url: str) -> None:
    ran = calls(tmp_path, url, ask(schema=SCHEMA, sampling={"max_tokens": 3}))
    assert isinstance(ran.only, Reply)
    assert ran.only.finish_reason == "length"


def test_what_does_not_fit_is_refused_with_its_numbers(tmp_path: Path, url: str) -> None:
    ran = calls(tmp_path, url, ask("x" * 20000))
    assert isinstance(ran.only, RefusedError)
    assert "tokens where 8192 fit" in str(ran.only)


def test_many_calls_at_a_time_all_come_home(tmp_path: Path, url: str) -> None:
    ran = calls(tmp_path, url, *(ask(f"Number {n}?", sampling={"max_tokens": 5}) for n in range(40)))
    assert [result for result in ran.results if isinstance(result, OpenbookError)] == []
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        assert list(ledger.verify()) == []
        assert ledger.totals()["small"].calls == 40


DOCUMENTS = {
    "harbour": "The harbour was built by forty men in 1870; two wardens open its gate at dawn, and live in the tower.",
    "lantern": "A lantern needs oil of the second pressing: a litre lasts nine nights, the wick is cut every third.",
    "foghorn": "In fog the horn is blown four times an hour, unless a vessel answers with two short calls of its own.",
}
BIASES = {'"': 4.0, ",": 3.0, "]": 3.5, "}": 3.0}
"""What makes random weights write short strings, numbers and lists; the schema has them write a second turn."""


@pytest.mark.whole
def test_a_whole_run_accounts_for_every_item_and_is_replayed_at_no_cost(tmp_path: Path, url: str) -> None:
    """With a schema even random weights write turns. The checks refuse them, but all of the way is real."""
    from openbook.config import Config
    from openbook.pipeline.halt import HaltSwitch
    from openbook.pipeline.progress import Progress
    from openbook.pipeline.run import run

    for folder, files in {
        "documents": {f"{name}.md": f"# The {name}\n\n{text}\n" for name, text in DOCUMENTS.items()},
        "prompts": dict.fromkeys(
            ("filter.yaml", "rag_success_conversation.yaml", "rag_failed_conversation.yaml"),
            "- role: user\n  content: |\n    {text}\n    {stringified_retrieved_chunks}\n",
        ),
    }.items():
        (tmp_path / folder).mkdir()
        for name, text in files.items():
            (tmp_path / folder / name).write_text(text)
    tokens = [text for text, _ in tiny_gguf.vocabulary()]
    bias = {str(tokens.index(text.encode())): value for text, value in BIASES.items()}
    sampling = {"max_tokens": 600, "logit_bias": bias}
    api = {"model": "tiny", "base_url": url, "max_attempts": 2, "sampling": sampling}

    def go() -> "Summary":
        config = Config.model_validate(
            {
                "api": {f"{size}_{key}": value for size in ("small", "large") for key, value in api.items()},
                "path": {key: tmp_path / folder for key, folder in PATHS.items()},
                "skip": {"skip_filter_chunks": True},
                "generation": {"structured": "on"},
                "verify": {"repairs": 0},
            }
        )
        with Progress() as progress:
            return run(config, progress, HaltSwitch())

    first = go()
    data = [(tmp_path / "output" / name).read_bytes() for name in ("rejected.jsonl", "rag_prepared_data.jsonl")]
    items = first.counts.items
    assert items.total == items.accepted + items.rejected + items.failed == 3
    assert 3 <= first.counts.calls["large"].sent <= 6
    assert first.reasons["generate", Code.CALL_FAILED] == 0
    second = go()
    assert second.counts.calls["large"].sent == 0
    assert [(tmp_path / "output" / name).read_bytes() for name in ("rejected.jsonl", "rag_prepared_data.jsonl")] == data


PATHS = {"input_dir": "documents", "prompts": "prompts", "output_dir": "output"}
