"""The forms that records are written in: plain rows by name; `dataset.forms.table` binds them to what writes them.

A form is a row here and a module in `dataset/forms`. Other packages add forms by entry points.
"""

from collections.abc import Mapping
from functools import cache

from openbook.dataclass import dataclass

GROUP = "openbook.forms"
"""The entry points by which packages add forms: each names a `dataset.forms.form.Form`."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One packaged form."""

    about: str
    """What it is, in few words."""
    writer: str
    """The module in `dataset/forms` whose `FORM` writes it; `module:NAME` where one module has several."""


PACKAGED: Mapping[str, FormRow] = {
    "axolotl": FormRow("segments with labels, for Axolotl's input_output", "axolotl"),
    "axolotl-chat": FormRow("messages with a train flag, for Axolotl's chat_template", "axolotl_chat"),
    "trl": FormRow("prompt and completion, for TRL", "trl"),
    "llamafactory": FormRow("sharegpt conversations, for LLaMA-Factory", "llamafactory"),
    "unsloth": FormRow("messages, for Unsloth", "unsloth"),
    "openai": FormRow("messages with weights, for OpenAI's fine-tuning", "openai"),
    "ms-swift": FormRow("messages with a loss flag, for ms-swift", "ms_swift"),
    "mlx": FormRow("messages, for mlx-lm", "mlx"),
    "sharegpt": FormRow("conversations, for tools without flags", "sharegpt"),
    "tokens": FormRow("token ids and labels", "tokens"),
    "parquet": FormRow("messages and segments in one typed table", "parquet"),
    "dpo": FormRow("preference pairs, for TRL, Axolotl and LLaMA-Factory", "pairs:DPO"),
    "orpo": FormRow("the same pairs, for training without a reference model", "pairs:ORPO"),
    "kto": FormRow("single answers, wanted or not, for TRL", "pairs:KTO"),
    "retriever": FormRow("question, passage and hard negative, and a BEIR folder, for retrievers", "retriever"),
}
"""Each packaged form by its name."""


@cache
def added() -> frozenset[str]:
    """Return the names of the forms that installed packages add."""
    from openbook import installed

    return frozenset(point.name for point in installed.added(GROUP)) - set(PACKAGED)


def form_names() -> tuple[str, ...]:
    """Return the names of all forms, the packaged ones first."""
    return (*PACKAGED, *sorted(added()))


def about_forms() -> tuple[tuple[str, str], ...]:
    """Return each form's name with what it is."""
    rows = [(name, row.about) for name, row in PACKAGED.items()]
    return (*rows, *((name, "added by a package") for name in sorted(added())))
