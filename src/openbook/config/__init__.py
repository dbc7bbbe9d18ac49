"""The config file: sections, defaults, and every problem of a file found at once."""

from openbook.config.config import Config
from openbook.config.load import load_config
from openbook.config.model_sections import ModelSettings

__all__ = ["Config", "ModelSettings", "load_config"]
