"""Properties of documents in YAML, numbers as they are written: `version: 1.10` is no 1.1, `0123` no 83."""

from functools import cache
from typing import Any


def properties_in(text: str | bytes) -> Any:
    """Return what YAML holds. Raises yaml.YAMLError, ValueError and RecursionError for what is none."""
    import yaml

    return yaml.load(text, Loader=_loader())


@cache
def _loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = type("PropertiesLoader", (base,), {})
    for kind in ("int", "float"):
        loader.add_constructor(f"tag:yaml.org,2002:{kind}", base.construct_scalar)  # type: ignore[attr-defined]
    return loader
