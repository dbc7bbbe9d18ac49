"""Which prompts a config needs, and under which names their files are looked up."""

from openbook.config.config import Config

SUCCESS = "rag_success_conversation"
FAILED = "rag_failed_conversation"

REFERENCE: dict[str, tuple[str, ...]] = {
    "filter": ("text",),
    SUCCESS: ("text", "stringified_retrieved_chunks"),
    FAILED: ("text", "stringified_retrieved_chunks"),
}
"""The reference's prompts, with the fields without which a reply could not be about the chunk."""

_WRITES_LIKE = {
    "gold": "gold", "gold_random": "gold", "gold_hard": "gold", "gold_only": "gold", "long_noisy": "gold",
    "empty": "missing_abstain", "outdated": "conflicting",
}  # fmt: skip
"""Whose writing prompt serves a scenario that has none of its own."""

_ASKS_LIKE = {"multi_source": "multi_source", "partial": "multi_source", "conflicting": "conflicting",
              "outdated": "conflicting", "topic_shift": "topic_shift"}  # fmt: skip
"""Whose asking prompt serves a scenario; `ask` serves the others."""


def writing(scenario: str, asked: bool) -> str:
    """Return the name of the prompt that writes the answers; `asked`: the questions are there already."""
    if not asked and scenario in ("gold", "missing_recall"):
        return SUCCESS if scenario == "gold" else FAILED
    return f"rag_{scenario}"


def asking(scenario: str) -> str:
    """Return the name of the prompt that asks the questions."""
    return f"ask_{scenario}"


def file_stems(name: str, asked: bool) -> tuple[str, ...]:
    """Return the file names, without their endings, under which a prompt is looked up: its own first."""
    if name.startswith("ask_"):
        like = _ASKS_LIKE.get(name.removeprefix("ask_"))
        return tuple(dict.fromkeys((name, f"ask_{like}" if like else "ask")))
    if name in REFERENCE or not name.startswith("rag_"):
        return (name,)
    like = _WRITES_LIKE.get(name.removeprefix("rag_"), name.removeprefix("rag_"))
    if like == "gold" and not asked:
        return (name, SUCCESS)
    return tuple(dict.fromkeys((name, f"rag_{like}")))


def needed(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the prompts that a config needs, each with the fields that it must have."""
    scenarios = config.shares
    if not config.asks_first:
        names = {writing(scenario, asked=False): ("stringified_retrieved_chunks",) for scenario in scenarios}
        return {**REFERENCE, **{name: fields for name, fields in names.items() if name not in REFERENCE}}
    asks = {asking(scenario): ("text",) for scenario in scenarios}
    writes = {writing(scenario, asked=True): ("questions", "stringified_retrieved_chunks") for scenario in scenarios}
    return {**REFERENCE, **asks, **writes}
