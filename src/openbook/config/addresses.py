"""Folders that lie in storage (`s3://…`, `hf://…`): this machine works on a copy of each, at a place of its own."""

import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr, field_validator, model_validator

from openbook.config.messages import wrong
from openbook.text.late import late

SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]+):(/+)")
"""Two letters at least: one is a drive of Windows."""
LOCAL = ("file", "local")
CREDENTIALS = late(r"(?<=://)[^/@]+@")
STORED = ("input_dir", "output_dir")
"""What may lie in storage."""


def address_of(place: str | Path) -> str | None:
    """Return the address that a text or a path (which drops a slash) means; None for a place on the disk."""
    text = str(place)
    scheme = SCHEME.match(text)
    if scheme is None or scheme[1].lower() in LOCAL or not (scheme[2] == "//" or isinstance(place, Path)):
        return None
    return f"{text[: scheme.start(2)]}//{text[scheme.end() :].strip('/')}"


def plain_path(place: str | Path) -> str | Path:
    """Return the path of a `file://` address; anything else as it is."""
    scheme = SCHEME.match(str(place))
    if scheme is None or scheme[1].lower() not in LOCAL:
        return place
    return f"/{str(place)[scheme.end() :]}"


def shown(address: str) -> str:
    """Return an address without the name and the password that it may hold."""
    return CREDENTIALS.sub("***@", address)


def spool_folder() -> Path:
    """Return where copies stand unless the config says otherwise: state of this user, which nobody clears away."""
    state = os.environ.get("XDG_STATE_HOME", "")
    return (Path(state) if state else Path.home() / ".local" / "state") / "openbook"


def copy_of(address: str, spool: Path, part: str = "") -> Path:
    """Return where the copy of what lies at an address stands: the same place every time, for each `part` another."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", CREDENTIALS.sub("", address).partition("://")[2]).strip("-.")[-40:]
    digest = sha256(f"{address}\x1f{part}".encode()).hexdigest()[:12]
    return spool / f"{name or 'root'}-{digest}"


class Addressed(BaseModel):
    """A section with places that may lie in storage: in a loaded config each is the path of its copy."""

    model_config = ConfigDict(defer_build=True)

    _addresses: dict[str, tuple[str, Path]] = PrivateAttr(default_factory=dict)
    """By key: the address, and where its copy stands."""

    @model_validator(mode="wrap")
    @classmethod
    def _from_storage(cls, given: Any, make: Callable[[Any], Self]) -> Self:
        if not isinstance(given, dict):
            return make(given)
        named = {key: given[key] for key in STORED if isinstance(given.get(key), str | Path)}
        addresses = {key: found for key, value in named.items() if (found := address_of(value)) is not None}
        spool = Path(given.get("spool_dir") or spool_folder()) if addresses else Path()
        copies = {key: copy_of(address, spool) for key, address in addresses.items()}
        section = make(given | {key: plain_path(value) for key, value in named.items()} | copies)
        section._addresses = {key: (address, copies[key]) for key, address in addresses.items()}
        return section

    @field_validator("ledger", mode="before", check_fields=False)
    @classmethod
    def _on_the_disk(cls, value: Any) -> Any:
        if isinstance(value, str | Path) and (address := address_of(value)) is not None:
            raise wrong(shown(address), "a file on a disk: SQLite can't work in storage")
        return plain_path(value) if isinstance(value, str | Path) else value

    def address(self, key: str) -> str | None:
        """Return the address of the place at a key; None where it is on the disk."""
        address, copy = self._addresses.get(key, (None, None))
        return address if copy == getattr(self, key) else None

    def shown(self, key: str) -> str:
        """Return a place as a person knows it: its address without a password, or its path."""
        address = self.address(key)
        return shown(address) if address is not None else str(getattr(self, key))

    def with_copies_in(self, spool: Path) -> dict[str, Path]:
        """Move the copies below another folder, and return where they stand now, by key."""
        moved = {key: copy_of(address, spool) for key, (address, _) in self._addresses.items()}
        self._addresses = {key: (address, moved[key]) for key, (address, _) in self._addresses.items()}
        return moved

    def elsewhere(self, key: str, part: str) -> Self:
        """Return the section with a copy of its own for a part of the place at a key."""
        address, copy = self._addresses[key]
        other = copy_of(address, copy.parent, part)
        section = self.model_copy(update={key: other})
        section._addresses = self._addresses | {key: (address, other)}
        return section
