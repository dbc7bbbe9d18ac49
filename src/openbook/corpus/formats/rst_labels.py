"""What directives of reStructuredText with content show: what they are called, their argument, and what is in them."""

from openbook.text.late import late

HOLDERS = frozenset(
    "topic sidebar epigraph container only ifconfig tab-set grid compound centered module rst-class cssclass".split()  # noqa: SIM905
)
STYLE = late(r"[a-z][\w-]*(?: +[a-z][\w-]*)*\Z")
"""What is said of how a block looks; a class of code has a capital, brackets, or a place in a module."""
VERSIONS = {"versionadded": "New in version", "versionchanged": "Changed in version"}

ADMONITIONS = frozenset(
    "attention caution danger error hint important note tip warning admonition seealso todo see-also".split()  # noqa: SIM905
)
LABELS = {"seealso": "See also"}
TABS = frozenset("tab tab-item group-tab dropdown details card grid-item-card grid-item tabs".split())  # noqa: SIM905
"""What has a title of its own, and is opened by it."""
STRUCTURE = late(r"(?:[-*+#>|`]|\d+[.)])(?:[ `]|\Z)|\|")
"""How a block begins that can't follow a label on its line."""


def said_by(name: str, argument: str, said: str, content: str) -> str:
    """Return what a directive shows; `said` is its argument as it reads."""
    if name in HOLDERS or (name == "class" and STYLE.match(argument)):
        return "\n\n".join(filter(None, (f"**{said}**" if said and name in ("topic", "sidebar") else "", content)))
    if name == "rubric":
        return f"**{said}**"
    if name.startswith(("version", "deprecat")):
        label = VERSIONS.get(name, name.capitalize())
        version, _, rest = said.partition(" ")
        more = _beside(rest, content)
        return f"{label} {version}:{more}" if more else f"{label} {version}."
    if name == "admonition":
        return f"{said}:\n\n{content}" if content else f"{said}:"
    if name in ADMONITIONS:
        return f"{LABELS.get(name, name.replace('-', ' ').capitalize())}:{_beside(said, content)}"
    if name in TABS:
        return "\n\n".join(filter(None, (f"{said}:" if said else "", content)))
    # The description of something: its signature, and what is said of it.
    return "\n\n".join(filter(None, (f"`{argument}`" if argument else "", content)))


def _beside(said: str, content: str) -> str:
    """Return what follows a label: on its line, or below it where that can't stand beside it."""
    apart = "\n\n" if not said and STRUCTURE.match(content) else " " if said or content else ""
    return apart + "\n\n".join(filter(None, (said, content)))
