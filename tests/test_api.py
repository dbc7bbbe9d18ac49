"""What a program can do: the public names, and every line of the page on them."""

import asyncio
import gc
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from panel import panel

import openbook

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
QUICKSTART = ROOT / "examples" / "quickstart" / "documents"

NAMES = [
    "CallError", "Chunk", "Citation", "Config", "ConfigError", "Document", "Draft", "Halt", "InputError", "Item",
    "Message", "MissingExtraError", "Model", "NoRuleError", "OpenbookError", "OutputError", "Passage",
    "PrerequisiteError", "Progress", "RefusedError", "Rejected", "Reply", "Request", "Result", "ScriptedModel",
    "ServerError", "TrainingRecord", "TransientError", "Turn", "UnusableReply", "Usage", "__version__", "arun", "check",
    "chunk", "export", "format_context", "load", "load_config", "plan", "read", "run",
]  # fmt: skip


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> openbook.Config:
    documents = tmp_path / "documents"
    documents.mkdir()
    for path in sorted(QUICKSTART.glob("*.md"))[:6]:
        shutil.copy(path, documents)
    (tmp_path / "config.yaml").write_text("path: {input_dir: documents, output_dir: output}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return openbook.load_config("config.yaml")


def test_the_public_names_are_these_and_each_is_there_twice_alike() -> None:
    assert sorted(openbook.__all__) == sorted(NAMES)
    for name in NAMES:
        assert getattr(openbook, name) is getattr(openbook, name)
    assert set(NAMES) <= set(dir(openbook))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        openbook.nothing  # noqa: B018


def test_no_public_name_is_also_a_module() -> None:
    modules = {path.stem for path in (ROOT / "src" / "openbook").iterdir()}
    assert not modules & set(NAMES)


def test_the_page_names_every_function() -> None:
    functions = [name for name in NAMES if name[0].islower() and not name.startswith("_")]
    assert [name for name in functions if f"`{name}(" not in PAGE and f"`await {name}(" not in PAGE] == []


async def my_client(messages: tuple[openbook.Message, ...], **sampling: Any) -> str:
    return "Verdict: Unsuitable"


class Hit:
    source, text = "a.md", "One."


def executed(block: str, values: dict[str, Any]) -> dict[str, Any]:
    """Run a block of the page, which may await, with these names; return the names after it."""
    body = "\n".join(f"    {line}" for line in block.splitlines())
    exec(f"async def block():\n{body}\n    return locals()\n", values)
    return {**values, **asyncio.run(values["block"]())}


def test_every_block_of_the_page_runs_also_inside_of_a_running_loop(
    config: openbook.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    values: dict[str, Any] = {
        "openbook": openbook,
        "my_client": my_client,
        "hits": [Hit()],
        "my_system_prompt": "{data}",
    }
    for block in BLOCKS:
        values = executed(block, values)
    assert "assistant True" in capsys.readouterr().out
    assert values["result"].summary.counts.chunks.rejected > 0
    assert values["system"].startswith("Chunk 1\nSource: a.md")


def test_a_run_changes_nothing_in_the_process(config: openbook.Config) -> None:
    before = gc.get_threshold(), signal.getsignal(signal.SIGINT), asyncio.get_event_loop_policy()
    during = []

    class Watching(openbook.Progress):
        def phase_started(self, phase: Any) -> None:
            during.append((gc.get_threshold(), signal.getsignal(signal.SIGINT)))

    openbook.run(config, progress=Watching())
    assert set(during) == {before[:2]}
    assert (gc.get_threshold(), signal.getsignal(signal.SIGINT), asyncio.get_event_loop_policy()) == before


def test_records_have_messages_with_trained_flags_and_gold(config: openbook.Config) -> None:
    result = openbook.run(config)
    records = list(result.records())
    assert len(records) == result.summary.counts.records > 0  # type: ignore[union-attr]
    for record in records:
        *_, question, answer = record.chat.messages
        assert (record.chat.messages[0].role, record.chat.messages[0].trained) == ("system", False)
        assert (question.trained, answer.trained) == (True, True)
        assert bool(record.gold) == (record.scenario == "gold")
    again = openbook.load(result.output)
    assert list(again.records()) == records
    masked = next(again.records(["system.train_on_questions=false"])).chat.messages
    assert [message.trained for message in masked[:3]] == [False, False, True]


def test_a_handed_model_is_remembered_and_called_in_the_callers_loop(config: openbook.Config) -> None:
    loops = set()

    class Mine:
        async def reply(self, request: openbook.Request) -> openbook.Reply:
            loops.add(asyncio.get_running_loop())
            return openbook.Reply("Verdict: Unsuitable", "stop", openbook.Usage(10, 2), 0.0)

    async def twice() -> tuple[openbook.Result, openbook.Result]:
        first = await openbook.arun(config, model=Mine())
        assert loops == {asyncio.get_running_loop()}
        return first, await openbook.arun(config, model={"small": Mine(), "large": Mine()})

    first, second = asyncio.run(twice())
    assert first.summary is not None
    assert second.summary is not None
    sent = first.summary.counts.calls["small"].sent
    assert sent == first.summary.counts.chunks.rejected > 0
    assert (second.summary.counts.calls["small"].sent, second.summary.counts.calls["small"].replayed) == (0, sent)


def test_a_handed_judge_looks_at_what_the_built_in_engine_writes(config: openbook.Config) -> None:
    judge = panel(claims=lambda *_: {"understood": "partly"}, answers=lambda *_: {"found": False})
    chosen = config.verify.model_copy(update={"judges": ("understood",)})
    result = openbook.run(config.model_copy(update={"verify": chosen}), model={"judge": judge})
    assert judge.requests
    assert {dict(draft.scores).get("judge.understood") for draft in result.drafts()} == {0.5}


def test_a_cancelled_run_keeps_what_came_home(config: openbook.Config) -> None:
    class Slow:
        def __init__(self) -> None:
            self.asked = asyncio.Event()
            self.go_on = asyncio.Event()

        async def reply(self, request: openbook.Request) -> openbook.Reply:
            self.asked.set()
            await self.go_on.wait()
            return openbook.Reply("Verdict: Unsuitable", "stop", openbook.Usage(10, 2), 0.0)

    async def go() -> None:
        model = Slow()
        working = asyncio.ensure_future(openbook.arun(config, model=model))
        await model.asked.wait()
        working.cancel()
        asyncio.get_running_loop().call_later(0.1, model.go_on.set)
        with pytest.raises(asyncio.CancelledError):
            await working

    asyncio.run(go())
    assert (config.path.output_dir / "openbook.db").exists()
    assert (config.path.output_dir / "run.json").exists()


def test_reading_and_chunking_and_their_reasons(config: openbook.Config) -> None:
    (config.path.input_dir / "broken.docx").write_bytes(b"PK no")
    found = list(openbook.read(config.path.input_dir))
    documents = [one for one in found if isinstance(one, openbook.Document)]
    assert [one.source for one in found if isinstance(one, openbook.Rejected)] == ["broken.docx"]
    (alone,) = openbook.read(config.path.input_dir / documents[0].source)
    assert isinstance(alone, openbook.Document)
    assert alone.text == documents[0].text
    for chunk in openbook.chunk(alone, size=300):
        assert alone.text[chunk.start : chunk.end] == chunk.text
        assert len(chunk.text) <= 300
    assert [chunk.text for chunk in openbook.chunk("One text.")] == ["One text."]


@pytest.fixture
def made(config: openbook.Config) -> openbook.Result:
    return openbook.run(config)


def test_exports_and_their_check(made: openbook.Result, tmp_path: Path) -> None:
    exported = openbook.export(made, ["sharegpt", "trl"], tmp_path / "elsewhere")
    assert [one.folder for one in exported] == [tmp_path / "elsewhere" / "sharegpt", tmp_path / "elsewhere" / "trl"]
    assert openbook.export(made.output, "openai")[0].folder == made.output / "export" / "openai"
    checked = openbook.check(made.output / "axolotl_rag_conversations.jsonl", template="chatml")
    assert (checked.rows, checked.errors) == (made.summary.counts.records, 0)  # type: ignore[union-attr]
    with pytest.raises(openbook.InputError, match=r"parkett: there is no such form\. There are"):
        openbook.export(made, "parkett")
    with pytest.raises(openbook.InputError, match=r"there is no run\.json in it"):
        openbook.load(tmp_path)
