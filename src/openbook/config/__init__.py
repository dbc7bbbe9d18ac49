"""The config file: sections, defaults, and every problem of a file found at once."""

from openbook.config.config import Config, ModelSettings
from openbook.config.load import load_config

__all__ = ["Config", "ModelSettings", "load_config"]
