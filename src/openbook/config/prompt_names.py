"""Which prompts a config needs, and under which names their files are looked up."""

from openbook.config.config import Config
from openbook.scenarios import SCENARIOS

SUCCESS = "rag_success_conversation"
FAILED = "rag_failed_conversation"

REFERENCE: dict[str, tuple[str, ...]] = {
    "filter": ("text",),
    SUCCESS: ("text", "stringified_retrieved_chunks"),
    FAILED: ("text", "stringified_retrieved_chunks"),
}
"""The reference's prompts, with the fields without which a reply could not be about the chunk."""


def writing(scenario: str, asked: bool) -> str:
    """Return the name of the prompt that writes the answers; `asked`: the questions are there already."""
    return (not asked and SCENARIOS[scenario].one_call) or f"rag_{scenario}"


def asking(scenario: str) -> str:
    """Return the name of the prompt that asks the questions."""
    return f"ask_{scenario}"


def file_stems(name: str, asked: bool) -> tuple[str, ...]:
    """Return the file names, without their endings, under which a prompt is looked up: its own first."""
    if name.startswith("ask_"):
        like = SCENARIOS[name.removeprefix("ask_")].asked_like
        return tuple(dict.fromkeys((name, f"ask_{like}" if like else "ask")))
    if name in REFERENCE or not name.startswith("rag_"):
        return (name,)
    scenario = SCENARIOS.get(name.removeprefix("rag_"))
    like = scenario.written_like if scenario else ""
    if like == "gold" and not asked:
        return (name, SUCCESS)
    return tuple(dict.fromkeys((name, f"rag_{like}" if like else name)))


def needed(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the prompts that a config needs, each with the fields that it must have."""
    scenarios = config.shares
    if not config.asks_first:
        names = {writing(scenario, asked=False): ("stringified_retrieved_chunks",) for scenario in scenarios}
        return {**REFERENCE, **{name: fields for name, fields in names.items() if name not in REFERENCE}}
    asks = {asking(scenario): ("text",) for scenario in scenarios}
    writes = {writing(scenario, asked=True): ("questions", "stringified_retrieved_chunks") for scenario in scenarios}
    return {**REFERENCE, **asks, **writes}
