"""The turns of a reply that is written as YAML, which some models prefer to the form that was asked for."""

import re
from typing import Any

from openbook.text.late import late

_BEGINS = late(
    r"\s*(?:```ya?ml[ \t]*\n\s*)?(?:---[ \t]*\n)?"
    r"(?:(?:[^\W\d]\w{0,40}:[ \t]*\n\s*)?-[ \t]+|[^\W\d]\w{0,40}:[ \t]*\n[ \t]+)[^\W\d]\w{0,40}:[ \t]"
)
_FENCE = late(r"^[ \t]*(?:```|~~~)(?:ya?ml)?[ \t]*$|^---[ \t]*$", re.MULTILINE)
_QUOTED = late(r"^[ \t]*(?:-[ \t]+)?\w{1,40}:[ \t]+(?:[\"'][^\n]*|[|>][+-]?[ \t]*)$", re.MULTILINE)
"""A text between quotation marks, or in lines below its key."""
LONGEST = 40_000
"""Characters."""


def yaml_value(text: str) -> Any:
    """Return what a reply in YAML holds; None for any other, and where no text needs it to be read."""
    if len(text) > LONGEST or not _BEGINS.match(text) or not _QUOTED.search(text):
        return None
    import yaml

    try:
        return yaml.safe_load(_FENCE.sub("", text))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
