"""Fixtures for the command line."""

import sys
from pathlib import Path

from outside import command, write_config

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "run"))

__all__ = ["command", "write_config"]
