"""What the installed packages say of themselves: their versions, and what they add to openbook."""

from functools import cache
from importlib import metadata
from importlib.metadata import EntryPoint, EntryPoints
from typing import cast


def version_of(package: str) -> str:
    """Return a package's version; empty where it is not installed.

    The library reads all that a package says of itself for it, its description too: here one line is enough.
    """
    try:
        said = metadata.distribution(package).read_text("METADATA") or ""
    except metadata.PackageNotFoundError:
        return ""
    line = next((line for line in said.splitlines() if line.startswith("Version:")), "")
    return line.removeprefix("Version:").strip() or metadata.version(package)


def added(group: str) -> tuple[EntryPoint, ...]:
    """Return what packages add by the entry points of a group, by their names."""
    return tuple(sorted(entry_points().select(group=group), key=lambda one: one.name))


@cache
def entry_points() -> EntryPoints:
    """Return the entry points of all groups: they are looked for once, since each package has a file of them."""
    return cast(EntryPoints, metadata.entry_points())
