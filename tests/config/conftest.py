"""Fixtures for configs."""

from configs import in_its_own_folder, load, problems

__all__ = ["in_its_own_folder", "load", "problems"]
