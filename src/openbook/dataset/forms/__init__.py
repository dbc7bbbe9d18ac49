"""One exporter a file: rows for a trainer, and the settings without which it would train something else."""

from collections.abc import Mapping

from openbook.config.export import Format
from openbook.dataset.forms import (
    axolotl,
    axolotl_chat,
    llamafactory,
    mlx,
    ms_swift,
    openai,
    parquet,
    sharegpt,
    tokens,
    trl,
    unsloth,
)
from openbook.dataset.forms.form import Form

_MODULES = (axolotl, axolotl_chat, trl, llamafactory, unsloth, openai, ms_swift, mlx, sharegpt, tokens, parquet)

FORMS: Mapping[Format, Form] = {module.FORM.name: module.FORM for module in _MODULES}
"""Every format by its name."""
