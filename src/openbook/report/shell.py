"""The page around the blocks: its HTML, style and scripts, which lie beside this file as what they are."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

SCRIPTS = (
    "dom.js",
    "store.js",
    "quotes.js",
    "charts.js",
    "cards.js",
    "unasked.js",
    "overview.js",
    "record.js",
    "browse.js",
    "main.js",
)
"""In the order in which they build on each other; the page has them as one."""

BLOCKS = b"<!-- blocks -->"
"""Where the blocks go."""


def asset(name: str) -> str:
    """Return a file of the page."""
    return files("openbook.report").joinpath("page", name).read_text("utf-8")


def opening() -> bytes:
    """Return the page up to its blocks. A policy in it forbids every connection and every script but its own."""
    return _page()[0]


def page_end() -> bytes:
    """Return the page after its blocks."""
    return _page()[1]


def _page() -> tuple[bytes, bytes]:
    style, script = asset("style.css"), "\n".join(map(asset, SCRIPTS))
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{hashed(style)}'; script-src '{hashed(script)}'"
    )
    page = asset("page.html")
    for mark, text in (("{policy}", policy), ("{style}", style), ("{script}", script)):
        page = page.replace(mark, text)
    before, _, after = page.encode().partition(BLOCKS)
    return before, after


def hashed(text: str) -> str:
    """Return what a policy names an inline script or style by."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
