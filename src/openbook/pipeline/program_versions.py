"""What ran: versions that a person needs to tell two results apart."""

import platform
from importlib import metadata

from openbook import __version__

_LIBRARIES = ("aiohttp", "chardet", "jinja2", "lxml", "orjson", "pydantic", "pypdfium2", "selectolax", "tantivy")


def versions() -> dict[str, str]:
    """Return the versions of openbook, Python, and each library that can change the data."""
    found = {"openbook": __version__, "python": platform.python_version(), "platform": _platform()}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def _platform() -> str:
    """Return system, release and machine; what `platform.platform` adds, it asks other programs for."""
    return "-".join(filter(None, (platform.system(), platform.release(), platform.machine())))
