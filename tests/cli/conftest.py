"""Fixtures for the command line."""

from outside import command, write_config

__all__ = ["command", "write_config"]
