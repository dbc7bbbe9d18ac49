"""What the page says of the whole: the run's own numbers, what was asked for, and which documents are asked about."""

from pathlib import Path
from typing import Any

import orjson

from openbook.codes import KINDS, REASONS
from openbook.config import Config
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.token_counts import ruler
from openbook.file_names import RUN_FILE
from openbook.scenarios import SCENARIOS
from openbook.text.sources import document_of


class ItemFates:
    """The items of each document in the order of the corpus, and what became of them: a letter each."""

    LETTERS = "rejected", "failed", "pending", "used"

    def __init__(self) -> None:
        self._documents: dict[str, list[str]] = {}

    def add(self, source: str, fate: str) -> None:
        """Count one item."""
        self._documents.setdefault(document_of(source), []).append(fate[0])

    def rows(self) -> list[dict[str, str]]:
        """Return `source` and `items`, such as `uruu`: used, rejected, used, used."""
        return [{"source": source, "items": "".join(fates)} for source, fates in self._documents.items()]


def about(output: Path, config: Config) -> dict[str, Any]:
    """Return what is known of the run, and the words for its codes."""
    run = orjson.loads((output / RUN_FILE).read_bytes())
    asked = config.scenarios.shares(config.system.rag_failure_percentage)
    return {
        "name": output.resolve().name,
        "run": {key: value for key, value in run.items() if key != "output_dir"},
        "paid": {size: _tokens(output, size) for size in ("small", "large", "embedding", "judge", "target")},
        "asked": {name: share for name, share in asked.items() if share},
        "scenarios": {
            name: {"does": row.does, "shows": row.shows, "adds": row.adds} for name, row in SCENARIOS.items()
        },
        "reasons": {str(code): words for code, words in REASONS.items()},
        "kinds": {str(kind): words for kind, words in KINDS.items()},
        "control": list(Renderer.from_config(config).layout.defuse.tokens),
        "exact": ruler(config).exact,
        "thoughts": config.generation.thoughts,
        "template": "" if config.system.formats else config.system.template,
    }


def _tokens(output: Path, size: str) -> dict[str, Any] | None:
    path = output / f"{size}_model_tokens.json"
    try:
        found: dict[str, Any] = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found
