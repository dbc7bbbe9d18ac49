"""Trainers that train the last answer of a row: their own code, run on the rows."""

import importlib.machinery
import sys
import types
from pathlib import Path

import pytest
import yaml
from exported import Set, byte_level, decoded, export, in_loss

from openbook.templates import TEMPLATES
from some import some


def ends(made: Set) -> tuple[str, ...]:
    """Return how a trained answer may end: with its token, and what the chat format writes behind it."""
    end = made.template.tokens["eos_token"]
    return end, f"{end}\n"


def answer_in(text: str, made: Set) -> str:
    """Return the answer in a trained text, without its end."""
    ending = max((end for end in ends(made) if text.endswith(end)), key=len, default=None)
    assert ending is not None
    return text.removesuffix(ending).removeprefix("<think>\n\n</think>\n\n").strip()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_mlx_lm_with_mask_prompt(tmp_path: Path, template: str, thoughts: str) -> None:
    datasets = pytest.importorskip("mlx_lm.tuner.datasets", exc_type=ImportError)
    made = export(tmp_path, "mlx", template, thoughts)
    tokenizer = byte_level(made.template)
    config = yaml.safe_load((made.folder / "mlx.yaml").read_text())
    settings = types.SimpleNamespace(mask_prompt=config["mask_prompt"])
    train, valid, _ = datasets.load_local_dataset(made.folder, tokenizer, settings)
    assert len(valid) == made.exported.rows["validation"]
    for place, wanted in enumerate(made.answers()):
        ids, offset = train.process(train[place])
        assert answer_in(decoded(tokenizer, ids[offset:]), made) == wanted.strip()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_unsloth_with_last_response_only(
    tmp_path: Path, template: str, thoughts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNSLOTH_IS_PRESENT", "1")
    unsloth = pytest.importorskip("unsloth_zoo.dataset_utils", exc_type=ImportError)
    made = export(tmp_path, "unsloth", template, thoughts)
    tokenizer = byte_level(made.template)
    script = (made.folder / "train_unsloth.py").read_text()
    call = next(line for line in script.splitlines() if "train_on_responses_only(trainer" in line)
    settings = eval(call.replace("trainer = train_on_responses_only(trainer, ", "dict("))
    mask = unsloth.train_on_responses_only(None, tokenizer=tokenizer, return_function=True, **settings)
    for row, wanted in some(zip(made.rows(), made.answers(), strict=True)):
        text = tokenizer.apply_chat_template(row["messages"], tokenize=False).removeprefix(tokenizer.bos_token or "")
        ids = tokenizer(text)["input_ids"]
        labels = mask({"input_ids": [ids]})["labels"][0]
        assert answer_in(in_loss(tokenizer, list(labels)), made) == wanted.strip()


@pytest.mark.parametrize("template", [name for name in TEMPLATES if TEMPLATES[name].llamafactory])
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_llamafactory_with_mask_history(
    tmp_path: Path, template: str, thoughts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISABLE_VERSION_CHECK", "1")
    if "torchaudio" not in sys.modules:  # it is imported for sounds, of which there are none
        silent = types.ModuleType("torchaudio")
        silent.__spec__ = importlib.machinery.ModuleSpec("torchaudio", None)
        monkeypatch.setitem(sys.modules, "torchaudio", silent)
    converter = pytest.importorskip("llamafactory.data.converter", exc_type=ImportError)
    from llamafactory.data.parser import get_dataset_list
    from llamafactory.data.processor.supervised import SupervisedDatasetProcessor
    from llamafactory.data.template import get_template_and_fix_tokenizer
    from llamafactory.hparams import DataArguments

    made = export(tmp_path, "llamafactory", template, thoughts)
    tokenizer = byte_level(made.template)
    config = yaml.safe_load((made.folder / "llamafactory.yaml").read_text())
    arguments = DataArguments(
        template=config["template"],
        dataset_dir=str(made.folder),
        mask_history=config["mask_history"],
        train_on_prompt=config["train_on_prompt"],
        cutoff_len=4096,
    )
    (attributes,) = get_dataset_list([config["dataset"]], str(made.folder))
    form = get_template_and_fix_tokenizer(tokenizer, arguments)
    processor = SupervisedDatasetProcessor(form, tokenizer, None, arguments)
    convert = converter.get_dataset_converter(attributes.formatting, attributes, arguments)
    for row, wanted in some(zip(made.rows(), made.answers(), strict=True)):
        columns = {key: [value] for key, value in convert(row).items()}
        result = processor.preprocess_dataset(columns)
        said = in_loss(tokenizer, result["labels"][0])
        assert answer_in(said, made) == wanted.strip()


@pytest.mark.parametrize("template", [name for name in TEMPLATES if TEMPLATES[name].swift])
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_ms_swift_with_loss_flags(tmp_path: Path, template: str, thoughts: str) -> None:
    swift = pytest.importorskip("swift.template", exc_type=ImportError)
    from swift.template.register import TEMPLATE_MAPPING

    made = export(tmp_path, "ms-swift", template, thoughts)
    tokenizer = byte_level(made.template)
    tokenizer.model_info = types.SimpleNamespace(
        task_type="causal_lm", max_model_len=4096, torch_dtype=None, model_type="llama", config=None
    )
    tokenizer.model_meta = types.SimpleNamespace(is_multimodal=False, template=TEMPLATES[template].swift)
    meta = TEMPLATE_MAPPING[TEMPLATES[template].swift]
    form = meta.template_cls(tokenizer, meta, max_length=4096)
    form.set_mode("train")
    for row, wanted in zip(made.rows(), made.answers(), strict=True):
        result = form.encode(row)
        said = in_loss(tokenizer, result["labels"])
        assert answer_in(said, made) == wanted.strip()
    assert swift is not None
