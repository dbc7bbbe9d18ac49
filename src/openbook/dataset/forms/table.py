"""Every form by its name. Who asks for none loads none of what they need."""

from collections.abc import Mapping
from importlib import import_module

from openbook.config.sections import FormName
from openbook.dataset.forms.form import Form
from openbook.errors import InputError
from openbook.forms import GROUP, PACKAGED, FormRow
from openbook.installed import added


def _written_by(row: FormRow) -> Form:
    module, _, name = row.writer.partition(":")
    form: Form = getattr(import_module(f"{__package__}.{module}"), name or "FORM")
    return form


FORMS: Mapping[FormName, Form] = {name: _written_by(row) for name, row in PACKAGED.items()}
"""Every packaged form by its name."""


def form_of(name: FormName) -> Form:
    """Return a form, packaged or added by a package. Raises InputError where it can't be had."""
    if name in FORMS:
        return FORMS[name]
    found = next((point for point in added(GROUP) if point.name == name), None)
    form = found.load() if found is not None else None
    if not isinstance(form, Form):
        raise InputError(f"{name}: there is no such form. A package adds one by the entry point group {GROUP}.")
    return form
