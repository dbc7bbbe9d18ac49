"""`openbook docs`: the pages of the documentation, which lie in the package."""

import re
from pathlib import Path

from openbook.errors import InputError

PLACES = (Path(__file__).parents[1] / "docs", Path(__file__).parents[3] / "docs")
"""In an installed package, and in a checkout."""


def folder() -> Path:
    """Return the folder of the pages. Raises InputError where the package was installed without them."""
    found = next((place for place in PLACES if (place / "configuration.md").is_file()), None)
    if found is None:
        raise InputError("The pages of the documentation are not installed with this package.")
    return found


def topics() -> dict[str, str]:
    """Return the title of each page by its topic, in the order of the index: what a newcomer needs comes first."""
    pages = {path.stem: path for path in sorted(folder().glob("*.md"))}
    index = pages.pop("README", None)
    order = re.findall(r"\]\((\w+)\.md\)", index.read_text("utf-8")) if index is not None else []
    pages = {name: pages[name] for name in dict.fromkeys([*order, *pages]) if name in pages}
    return {name: path.read_text("utf-8").split("\n", 1)[0].lstrip("# ") for name, path in pages.items()}


def page(topic: str) -> str:
    """Return a page as Markdown. Raises InputError for one that there is not, and says which there are."""
    known = topics()
    if topic not in known:
        raise InputError(f"{topic}: there is no page of this name. There are {', '.join(known)}.")
    return (folder() / f"{topic}.md").read_text("utf-8")
