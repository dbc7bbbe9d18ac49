"""One exporter a file: rows for a trainer, and the settings without which it would train something else."""

from collections.abc import Mapping
from importlib.metadata import entry_points

from openbook.config.sections import FormName
from openbook.dataset.forms import (
    axolotl,
    axolotl_chat,
    llamafactory,
    mlx,
    ms_swift,
    openai,
    pairs,
    parquet,
    retriever,
    sharegpt,
    tokens,
    trl,
    unsloth,
)
from openbook.dataset.forms.form import Form
from openbook.errors import InputError
from openbook.forms import GROUP

_ALL = (
    *(module.FORM for module in (axolotl, axolotl_chat, trl, llamafactory, unsloth, openai, ms_swift, mlx, sharegpt)),
    tokens.FORM,
    parquet.FORM,
    pairs.DPO,
    pairs.ORPO,
    pairs.KTO,
    retriever.FORM,
)

FORMS: Mapping[FormName, Form] = {form.name: form for form in _ALL}
"""Every packaged form by its name."""


def form_of(name: FormName) -> Form:
    """Return a form, packaged or added by a package. Raises InputError where it can't be had."""
    if name in FORMS:
        return FORMS[name]
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    form = found.load() if found is not None else None
    if not isinstance(form, Form):
        raise InputError(f"{name}: there is no such form. A package adds one by the entry point group {GROUP}.")
    return form
