"""SQLite: every paid reply by the hash of its request."""

from pathlib import Path

from openbook.config import Config
from openbook.file_names import LEDGER_FILE
from openbook.llm.ledger.store import Account, Ledger

__all__ = ["LEDGER_FILE", "Account", "Ledger", "ledger_of"]


def ledger_of(config: Config) -> Path:
    """Return the file of a config's ledger."""
    return config.path.ledger or config.path.output_dir / LEDGER_FILE
