"""What the installed packages say of themselves: their versions, and what they add to openbook."""

from functools import cache
from importlib import metadata
from importlib.metadata import EntryPoint


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
    return tuple(sorted((point for point in entry_points() if point.group == group), key=lambda one: one.name))


@cache
def entry_points() -> tuple[EntryPoint, ...]:
    """Return the entry points that are for openbook, of all groups.

    Packages are looked through once, and only those are read whose file of them names one: it is one of few or none.
    Where a package is there twice, the one counts that Python finds first.
    """
    texts = ((one, one.read_text("entry_points.txt") or "") for one in metadata.distributions())
    names = dict.fromkeys(one.name for one, text in texts if "[openbook." in text)
    return tuple(point for name in names for point in metadata.distribution(name).entry_points)
