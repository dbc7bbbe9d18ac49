"""Guides, manuals and recipes in JSON: sections in sections, with titles, texts and steps, as one text."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.json_numbers import scalar
from openbook.corpus.formats.json_pieces import is_sentence

PARTS = frozenset(["sections", "subsections", "chapters", "lessons", "steps"])
"""Under what the parts of a text stand."""
HEADS = ("title", "heading", "headline", "name")
"""Under what a part has its title."""
TEXTS = frozenset(["text", "body", "content", "paragraph", "paragraphs", "description", "instruction", "instructions"])
"""Under what a part has its text."""
IDS = frozenset(
    "id uid uuid key slug anchor type order index position url uri href link src icon image".split()  # noqa: SIM905
)
"""Under what a part says nothing that a reader sees."""
DEEPEST = 60
"""Levels of parts; an object with more is no text."""


def outline(value: Mapping[Any, Any], key: str) -> str:
    """Return the text of an object with parts as Markdown; empty for all else.

    Where each of the parts has its text under the key, they are records of their own.
    """
    if PARTS.isdisjoint(value) or not any(_has_parts(value.get(name), key) for name in PARTS):
        return ""
    try:
        return "\n\n".join(_written(value, key, 1)) if _has_others(value, key, 0) else ""
    except RecursionError:
        return ""


def _has_parts(parts: Any, key: str) -> bool:
    """Whether a list holds parts: steps that are texts, or objects with a title or a text."""
    if not isinstance(parts, list) or not parts:
        return False
    if all(isinstance(one, str) for one in parts):
        return any(map(is_sentence, parts))
    return all(isinstance(one, dict) and not {*HEADS, *TEXTS, key}.isdisjoint(one) for one in parts)


def _has_others(value: Any, key: str, depth: int) -> bool:
    """Whether parts have texts under other names, and none under the key: they are metadata of no record."""
    if isinstance(value, list):
        return depth <= DEEPEST and any(_has_others(one, key, depth + 1) for one in value)
    if not isinstance(value, dict) or depth > DEEPEST:
        return False
    told = chain.from_iterable(
        one if isinstance(one, list) else (one,) for name, one in value.items() if name in TEXTS or name in PARTS
    )
    if key not in value and any(isinstance(one, str) and is_sentence(one) for one in told):
        return True
    return any(_has_others(one, key, depth + 1) for one in value.values())


def _written(node: Mapping[Any, Any], key: str, level: int) -> Iterator[str]:
    """Yield the blocks of a part: its title, and what else it holds in its order."""
    head = next((name for name in HEADS if isinstance(node.get(name), str) and node[name].strip()), "")
    if head:
        yield f"{'#' * min(level, 6)} {one_line(node[head])}"
    for name, one in node.items():
        if name != head:
            yield from _field(str(name), one, key, level)


def _field(name: str, value: Any, key: str, level: int) -> Iterator[str]:
    if isinstance(value, str):
        said = value.strip()
        if said and (name == key or name in TEXTS or is_sentence(said)):
            yield said
        elif said and level > 1 and name not in IDS:
            yield f"{name}: {one_line(said)}"
    elif isinstance(value, int | float):
        if level > 1 and name not in IDS:
            yield f"{name}: {scalar(value)}"
    elif level > DEEPEST:
        raise RecursionError(f"parts of more than {DEEPEST} levels")
    elif isinstance(value, dict):
        yield from _written(value, key, level + 1)
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        told = [one.strip() for one in value if one.strip()]
        if name in PARTS:
            yield _numbered(told)
        elif name in TEXTS or name == key or any(map(is_sentence, told)):
            yield from told
        elif told:
            yield f"{name}: {', '.join(told)}"
    elif isinstance(value, list):
        parts = ["\n\n".join(_field(name, one, key, level)) for one in value]
        titled = any(isinstance(one, dict) and not set(HEADS).isdisjoint(one) for one in value)
        yield from [_numbered(parts)] if name == "steps" and not titled else filter(None, parts)


def _numbered(steps: list[str]) -> str:
    lines = (step.replace("\n", "\n   ").replace("\n   \n", "\n\n") for step in steps if step)
    return "\n".join(f"{number}. {step}" for number, step in enumerate(lines, start=1))
