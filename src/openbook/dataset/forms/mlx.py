"""mlx-lm: messages, one row for each trained answer, everything before it masked by `mask_prompt`."""

from collections.abc import Mapping

import yaml

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import NO_DOCUMENTS, Form, Situation
from openbook.dataset.forms.unsloth import rows

ABOUT = """\
# mlx_lm.lora --config mlx.yaml, from this folder. Rows longer than max_seq_length are cut at the right end, where the
# answer is: keep it at the longest row or above.
"""


def settings(situation: Situation) -> Mapping[str, str]:
    """Return a config for `mlx_lm.lora`."""
    config = {
        "model": situation.template.model,
        "train": True,
        "data": ".",
        "mask_prompt": True,
        "max_seq_length": situation.room,
        "batch_size": 1,
        "iters": 1000,
        "learning_rate": 0.00001,
        "adapter_path": "adapters",
    }
    about = ABOUT + advice("adapter", sign="# ") + "\n"
    return {"mlx.yaml": about + yaml.safe_dump(config, sort_keys=False)}


FORM = Form(
    "mlx",
    rows,
    settings,
    NO_DOCUMENTS,
    validation="valid.jsonl",
    trains="the last answer of each row",
)
