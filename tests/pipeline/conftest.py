"""Fixtures for whole runs."""

from whole_runs import configured

__all__ = ["configured"]
