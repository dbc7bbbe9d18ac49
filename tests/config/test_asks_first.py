"""Questions are asked first where a model writes with the packaged prompts."""

from pathlib import Path
from typing import Any

import pytest

from openbook.config import Config

MODEL = {"large_model": "m", "large_base_url": "http://127.0.0.1:1/v1"}


def asks_first(api: dict[str, Any] = MODEL, **sections: Any) -> bool:
    return Config.model_validate({"api": api, **sections}).asks_first


def test_a_model_with_the_packaged_prompts_asks_first() -> None:
    assert asks_first()
    assert asks_first(scenarios="raft")


def test_a_config_can_have_it_in_one_call_and_the_built_in_engine_can_not_ask() -> None:
    assert not asks_first(retrieval={"query": "chunk"})
    assert not asks_first({}, retrieval={"query": "question"})


@pytest.mark.parametrize(("file", "asks"), [("rag_failed_conversation.yaml", False), ("filter.yaml", True)])
def test_writing_prompts_of_ones_own_keep_the_one_call(tmp_path: Path, file: str, asks: bool) -> None:
    (tmp_path / file).write_text("[]")
    assert asks_first(path={"prompts": tmp_path}) is asks
    assert asks_first(path={"prompts": tmp_path}, retrieval={"query": "question"})
