"""What ran: versions that a person needs to tell two results apart."""

import platform

from openbook import __version__
from openbook.installed import version_of

_LIBRARIES = ("aiohttp", "chardet", "jinja2", "lxml", "orjson", "pydantic", "pypdfium2", "selectolax", "tantivy")


def versions() -> dict[str, str]:
    """Return the versions of openbook, Python, and each library that can change the data."""
    found = {"openbook": __version__, "python": platform.python_version(), "platform": _platform()}
    return found | {name: version_of(name) or "not installed" for name in _LIBRARIES}


def _platform() -> str:
    """Return system, release and machine; what `platform.platform` adds, it asks other programs for."""
    return "-".join(filter(None, (platform.system(), platform.release(), platform.machine())))
