"""From a config file to a config, or to all of its problems."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from openbook.config.config import Config
from openbook.errors import ConfigError, Problem


def load_config(path: Path, overrides: Sequence[str] = ()) -> Config:
    """Return the config in a YAML file, with its folders resolved. Raises ConfigError."""
    try:
        values = yaml.safe_load(path.read_text("utf-8")) or {}
        for override in overrides:
            key, _, value = override.partition("=")
            section, _, name = key.partition(".")
            values.setdefault(section, {})[name] = yaml.safe_load(value)
        config = Config.model_validate(values)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigError([Problem(str(path), None, "", str(error))]) from None
    folders = {name: (path.parent / folder).resolve() for name, folder in config.path if isinstance(folder, Path)}
    return config.model_copy(update={"path": config.path.model_copy(update=folders)})
