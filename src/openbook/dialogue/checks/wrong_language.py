"""The language check: questions and answers are in the language of the chunk.

RESEARCH.md, "Checks that need no model", 8.
"""

from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.language import differ, language


def wrong_language(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find turns that are surely in another language than the chunk; unsure cases pass."""
    wanted = language(item.gold[0].text)
    written = language("\n".join(f"{turn.question}\n{turn.answer}" for turn in turns))
    if not differ(wanted, written):
        return None
    detail = f"the chunk is in {_named(wanted)}, the conversation in {_named(written)}"
    return Finding("language", Code.WRONG_LANGUAGE, detail)


def _named(name: str) -> str:
    """Return a language's name, or a script's as such."""
    languages = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch", "polish")
    return name.capitalize() if name in languages else f"{name.capitalize()} script"
