"""The settings beside the rows are such as the trainers know: their own config classes take them."""

import importlib.machinery
import subprocess
import sys
import types
from pathlib import Path

import pytest
import yaml
from exported import export

from openbook.templates import TEMPLATES
from some import some


@pytest.mark.parametrize("name", ["axolotl", "axolotl-chat"])
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_axolotl_takes_its_config(tmp_path: Path, name: str, thoughts: str) -> None:
    schemas = pytest.importorskip("axolotl.utils.schemas.config", exc_type=ImportError)
    for template in some(TEMPLATES):
        made = export(tmp_path / template, name, template, thoughts)
        values = yaml.safe_load((made.folder / "axolotl.yaml").read_text())
        config = schemas.AxolotlInputConfig(**values)
        assert config.excess_length_strategy == "raise"
        assert config.datasets[0].type == ("input_output" if name == "axolotl" else "chat_template")


def test_mlx_lm_knows_each_key(tmp_path: Path) -> None:
    lora = pytest.importorskip("mlx_lm.lora", exc_type=ImportError)
    values = yaml.safe_load((export(tmp_path, "mlx").folder / "mlx.yaml").read_text())
    assert [key for key in values if key not in lora.CONFIG_DEFAULTS] == []


def test_llamafactory_takes_its_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISABLE_VERSION_CHECK", "1")
    if "torchaudio" not in sys.modules:  # it is imported for sounds, of which there are none
        silent = types.ModuleType("torchaudio")
        silent.__spec__ = importlib.machinery.ModuleSpec("torchaudio", None)
        monkeypatch.setitem(sys.modules, "torchaudio", silent)
    hparams = pytest.importorskip("llamafactory.hparams", exc_type=ImportError)
    values = yaml.safe_load((export(tmp_path, "llamafactory", "llama3").folder / "llamafactory.yaml").read_text())
    _, data, *_ = hparams.get_train_args(values)
    assert data.mask_history is True
    assert data.cutoff_len == values["cutoff_len"]


def test_ms_swift_knows_each_option(tmp_path: Path) -> None:
    pytest.importorskip("swift.template", exc_type=ImportError)
    script = (export(tmp_path, "ms-swift").folder / "train_swift.sh").read_text()
    options = [word.removeprefix("--") for word in script.split() if word.startswith("--")]
    assert "loss_scale" in options
    # In a process of its own: importing its arguments changes the trainer of transformers for everybody.
    fields = "from swift.arguments import SftArguments as s; print(*s.__dataclass_fields__)"
    known = subprocess.run([sys.executable, "-c", fields], capture_output=True, text=True, check=True).stdout.split()
    assert [option for option in options if option not in known] == []
