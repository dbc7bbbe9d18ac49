"""What a person types here: a next step that is printed can be copied and works."""

import shutil
import sys
from pathlib import Path


def command() -> str:
    """Return how openbook was called: by its name where that finds it, else by its path or as a module."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m openbook"
    found = shutil.which(called.name)
    if called.name != "openbook" or (found is not None and Path(found).resolve() == called.resolve()):
        return "openbook"
    return near(called)


def near(path: Path) -> str:
    """Return a path as short as it can be typed here: relative where it lies below the working directory."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
