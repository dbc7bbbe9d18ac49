"""The forms that records are written in: rows of plain data, by name; `dataset.forms` binds them to functions."""

from collections.abc import Mapping
from functools import cache

GROUP = "openbook.forms"
"""The entry points by which packages add forms: each names a `dataset.forms.form.Form`."""

PACKAGED: Mapping[str, str] = {
    "axolotl": "segments with labels, for Axolotl's input_output",
    "axolotl-chat": "messages with a train flag, for Axolotl's chat_template",
    "trl": "prompt and completion, for TRL",
    "llamafactory": "sharegpt conversations, for LLaMA-Factory",
    "unsloth": "messages, for Unsloth",
    "openai": "messages with weights, for OpenAI's fine-tuning",
    "ms-swift": "messages with a loss flag, for ms-swift",
    "mlx": "messages, for mlx-lm",
    "sharegpt": "conversations, for tools without flags",
    "tokens": "token ids and labels",
    "parquet": "messages and segments in one typed table",
    "dpo": "preference pairs, for TRL, Axolotl and LLaMA-Factory",
    "orpo": "the same pairs, for training without a reference model",
    "kto": "single answers, wanted or not, for TRL",
    "retriever": "question, passage and hard negative, and a BEIR folder, for retrievers",
}
"""Each packaged form with what it is, in few words."""


@cache
def added() -> frozenset[str]:
    """Return the names of the forms that installed packages add."""
    from importlib.metadata import entry_points

    return frozenset(entry_points(group=GROUP).names) - set(PACKAGED)


def form_names() -> tuple[str, ...]:
    """Return the names of all forms, the packaged ones first."""
    return (*PACKAGED, *sorted(added()))
