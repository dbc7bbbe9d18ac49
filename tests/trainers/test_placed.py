"""Passages as results of searches, or in the template's own field: the trainers' own code trains calls and answers."""

import importlib.machinery
import json
import sys
import types
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from axolotl.prompt_strategies.chat_template import load as load_chat
from axolotl.prompt_strategies.input_output import load as load_segments
from axolotl.utils.dict import DictDefault
from datasets import load_dataset
from exported import Set, byte_level, decoded, export, in_loss
from test_every_template import AXOLOTL
from test_trl import trainer_of

from openbook.templates import TEMPLATES
from some import some

SHOWN = ("A lantern burns", "is kept by", "<tool_response>")
"""What stands in passages alone."""


def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let LLaMA-Factory be imported: it asks for versions of its own, and for a library of sounds."""
    monkeypatch.setenv("DISABLE_VERSION_CHECK", "1")
    if "torchaudio" not in sys.modules:
        silent = types.ModuleType("torchaudio")
        silent.__spec__ = importlib.machinery.ModuleSpec("torchaudio", None)
        monkeypatch.setitem(sys.modules, "torchaudio", silent)


def masked(said: str) -> None:
    assert not any(words in said for words in SHOWN)


def calls(text: str) -> int:
    return text.count("</tool_call><|im_end|>")


@pytest.mark.parametrize("template", ["chatml", "qwen3"])
def test_axolotl_trains_the_calls_of_rendered_records(tmp_path: Path, template: str) -> None:
    made = export(tmp_path, "axolotl", template, passages="tool")
    tokenizer = byte_level(made.template)
    strategy = load_segments(tokenizer, DictDefault(yaml.safe_load((made.folder / "axolotl.yaml").read_text())))
    said = [in_loss(tokenizer, strategy.tokenize_prompt(row)["labels"]) for row in made.rows()]
    assert sum(map(calls, said)) == 3
    for one in said:
        masked(one)


def test_axolotl_renders_calls_and_trains_them_with_their_ends(tmp_path: Path) -> None:
    made = export(tmp_path, "axolotl-chat", passages="tool")
    tokenizer = byte_level(made.template)
    cfg = DictDefault(yaml.safe_load((made.folder / "axolotl.yaml").read_text()))
    cfg = DictDefault({**cfg, "chat_template": "jinja", "chat_template_jinja": made.template.source})
    dataset = {**cfg.datasets[0], "chat_template": "jinja", "chat_template_jinja": made.template.source}
    strategy = load_chat(tokenizer, cfg, DictDefault(dataset))
    for row in some(made.rows()):
        result = strategy.tokenize_prompt(row)
        said = in_loss(tokenizer, result["labels"])
        assert '"arguments": {"query": "Who keeps' in said
        assert "search" in decoded(tokenizer, result["input_ids"]).partition("</tools>")[0]
        masked(said)


@pytest.mark.parametrize("template", ["chatml", "qwen3"])
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_trl_trains_calls_and_answers_each_in_a_row_of_its_own(tmp_path: Path, template: str, thoughts: str) -> None:
    made = export(tmp_path, "trl", template, thoughts, passages="tool")
    tokenizer = byte_level(made.template)
    trainer = trainer_of(made, tokenizer, tmp_path, completion_only_loss=True)
    said = [in_loss(tokenizer, row["labels"]) for row in trainer.train_dataset]
    assert [calls(one) for one in said] == [1, 0, 0] * 3
    assert all("<tools>" in decoded(tokenizer, row["input_ids"]) for row in some(trainer.train_dataset))
    for one in said:
        masked(one)
        assert one.rstrip().endswith("<|im_end|>")
    trainer.train()


@pytest.mark.parametrize(
    "path", [path for path in AXOLOTL if path.stem in ("command_a_rag", "jamba")], ids=lambda p: p.stem
)
def test_trl_hands_each_rows_documents_to_the_template(tmp_path: Path, path: Path) -> None:
    source = path.read_text("utf-8")
    settings = {
        "chat_template": source,
        "bos_token": "<s>",
        "eos_token": {"jamba": "<|eom|>"}.get(path.stem, "<|END_OF_TURN_TOKEN|>"),
    }
    folder = tmp_path / "tokenizer"
    folder.mkdir()
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    made = export(tmp_path, "trl", str(folder), "none", passages="documents")
    segments = export(tmp_path, "axolotl", str(folder), "none", passages="documents")
    tokenizer = byte_level(made.template)
    trainer = trainer_of(made, tokenizer, tmp_path, completion_only_loss=True, max_length=20_000)
    for row in trainer.train_dataset:
        text = decoded(tokenizer, row["input_ids"])
        assert "A lantern burns at the other station" in text
        masked(in_loss(tokenizer, row["labels"]))
    ours = "".join(segment["text"] for segment in segments.rows()[0]["segments"])
    theirs = decoded(tokenizer, trainer.train_dataset[0]["input_ids"]).partition("The 1 wardens do.")[0]
    assert ours.startswith(theirs)


@pytest.mark.parametrize("template", ["chatml", "qwen3"])
def test_llamafactory_trains_calls_and_answers_each_in_a_row_of_its_own(
    tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(monkeypatch)
    converter = pytest.importorskip("llamafactory.data.converter", exc_type=ImportError)
    from llamafactory.data.parser import get_dataset_list
    from llamafactory.data.processor.supervised import SupervisedDatasetProcessor
    from llamafactory.data.template import get_template_and_fix_tokenizer
    from llamafactory.hparams import DataArguments

    made = export(tmp_path, "llamafactory", template, "none", passages="tool")
    tokenizer = byte_level(made.template)
    config = yaml.safe_load((made.folder / "llamafactory.yaml").read_text())
    chosen = {key: config[key] for key in ("template", "mask_history", "train_on_prompt", "cutoff_len")}
    arguments = DataArguments(dataset_dir=str(made.folder), **chosen)
    (attributes,) = get_dataset_list([config["dataset"]], str(made.folder))
    form = get_template_and_fix_tokenizer(tokenizer, arguments)
    processor = SupervisedDatasetProcessor(form, tokenizer, None, arguments)
    convert = converter.get_dataset_converter(attributes.formatting, attributes, arguments)
    said = []
    for row in made.rows():
        result = processor.preprocess_dataset({key: [value] for key, value in convert(row).items()})
        said.append(in_loss(tokenizer, result["labels"][0]))
        masked(said[-1])
        text = decoded(tokenizer, result["input_ids"][0])
        assert "Search the documents." in text
        assert "A lantern burns" in text or "Who keeps" in said[-1]
    ends = made.template.tokens["eos_token"]
    assert ["Who keeps station" in one and "search" in one for one in said] == [True, False, False] * 3
    assert all(one.rstrip().endswith(ends) for one in said)


@pytest.mark.parametrize("template", ["chatml", "qwen3"])
def test_ms_swift_trains_calls_and_answers_each_in_a_row_of_its_own(tmp_path: Path, template: str) -> None:
    pytest.importorskip("swift.template", exc_type=ImportError)
    from swift.template.register import TEMPLATE_MAPPING

    made = export(tmp_path, "ms-swift", template, "none", passages="tool")
    tokenizer = byte_level(made.template)
    tokenizer.model_info = types.SimpleNamespace(
        task_type="causal_lm", max_model_len=4096, torch_dtype=None, model_type="llama", config=None
    )
    tokenizer.model_meta = types.SimpleNamespace(is_multimodal=False, template=TEMPLATES[template].swift)
    meta = TEMPLATE_MAPPING[TEMPLATES[template].swift]
    script = (made.folder / "train_swift.sh").read_text().split()
    options = dict(pairwise(script))
    form = meta.template_cls(tokenizer, meta, max_length=4096, agent_template=options.get("--agent_template"))
    form.set_mode("train")
    said = []
    for row in made.rows():
        result = form.encode(row)
        said.append(in_loss(tokenizer, result["labels"]))
        masked(said[-1])
        text = decoded(tokenizer, result["input_ids"])
        assert "Search the documents." in text
        assert "A lantern burns" in text or "Who keeps" in said[-1]
    assert ["Who keeps station" in one and "search" in one for one in said] == [True, False, False] * 3
    assert all(one.rstrip().endswith(made.template.tokens["eos_token"]) for one in said)


def test_openai_knows_each_field_of_a_row_with_tools(tmp_path: Path) -> None:
    chat = pytest.importorskip("openai.types.chat", exc_type=ImportError)
    from pydantic import TypeAdapter

    message, tool = TypeAdapter(chat.ChatCompletionMessageParam), TypeAdapter(chat.ChatCompletionFunctionToolParam)
    made = export(tmp_path, "openai", passages="tool")
    for row in some(made.rows()):
        assert row.keys() == {"messages", "tools"}
        for one in row["tools"]:
            assert tool.validate_python(one) == one
        for said in row["messages"]:
            assert said.pop("weight", None) in ((0, 1) if said["role"] == "assistant" else (None,))
            read = message.validate_python(said)
            assert {**read, **({"tool_calls": list(read["tool_calls"])} if "tool_calls" in read else {})} == said
        (call,) = row["messages"][2]["tool_calls"]
        assert json.loads(call["function"]["arguments"]).keys() == {"query"}
        assert row["messages"][3]["tool_call_id"] == call["id"]


def test_mlx_lm_takes_tools(tmp_path: Path) -> None:
    datasets = pytest.importorskip("mlx_lm.tuner.datasets", exc_type=ImportError)
    made = export(tmp_path, "mlx", passages="tool")
    tokenizer = byte_level(made.template)
    train, _, _ = datasets.load_local_dataset(made.folder, tokenizer, types.SimpleNamespace(mask_prompt=True))
    said = []
    for place in range(len(made.rows())):
        ids, offset = train.process(train[place])
        said.append(decoded(tokenizer, ids[offset:]))
        masked(said[-1])
    assert [calls(one) for one in said] == [1, 0, 0] * 3


@pytest.mark.parametrize(
    "name", ["axolotl", "axolotl-chat", "trl", "openai", "llamafactory", "ms-swift", "mlx", "unsloth"]
)
def test_a_folder_with_searches_is_loaded_as_it_is(tmp_path: Path, name: str) -> None:
    made: Set = export(tmp_path, name, passages="tool")
    data: Any = load_dataset(str(made.folder), cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in data.items()} == dict(made.exported.rows)
