"""SQLite: every paid reply by the hash of its request."""

from openbook.llm.ledger.store import LEDGER_FILE, Account, Ledger

__all__ = ["LEDGER_FILE", "Account", "Ledger"]
