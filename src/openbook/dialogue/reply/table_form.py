"""The turns of a reply that is written as a Markdown table: a column for each part of a turn, a row for each turn."""

import re

from openbook.dialogue.reply.json_shapes import kind_of_key
from openbook.dialogue.reply.labels import LabelKind, labels
from openbook.dialogue.reply.turn_fields import name_of
from openbook.text.late import late
from openbook.text.tables import cells_of

_RULE = late(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_BREAK = late(r"<br ?/?>", re.IGNORECASE)


def table_rows(text: str) -> list[dict[LabelKind, str]]:
    """Return the rows of a table whose columns are called like the parts of a turn; none of any other text."""
    rule = _RULE.search(text) if "|" in text else None
    if rule is None or any(label.kind == "question" for label in labels(text[: rule.start()])):
        return []
    names = _cells(text[: rule.start()].rstrip("\n").rpartition("\n")[2])
    kinds = [kind_of_key(name_of(name)) for name in names]
    if not {"question", "answer"} <= set(kinds):
        return []
    rows = []
    for line in text[rule.end() :].lstrip("\n").split("\n"):
        cells = _cells(line)
        if len(cells) != len(kinds):
            break
        rows.append({kind: cell for kind, cell in zip(kinds, cells, strict=True) if kind})
    return rows


def _cells(line: str) -> list[str]:
    parts = [_BREAK.sub("\n", part).replace("\\|", "|").strip() for part in cells_of(line)]
    return parts if "|" in line else []
