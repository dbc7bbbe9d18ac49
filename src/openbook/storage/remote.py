"""A folder, or a single file, in storage: fsspec is known to this file alone."""

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from openbook.atomic import full
from openbook.dataclass import dataclass
from openbook.errors import InputError, MissingExtraError, PrerequisiteError

EXTRA = frozenset({"s3", "s3a", "hf"})
"""What the extra `storage` brings a library for; other kinds need the one that fsspec names."""
AT_ONCE = 16
"""Transfers."""
PASSING_KEYS = frozenset({"name", "Key", "type", "last_commit", "security"})


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in storage."""

    size: int
    """Bytes."""
    tag: str
    """Another one whenever the content may be another one."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address that can be listed, fetched from and written to."""

    shown: str
    """The address, without a password."""
    system: Any
    root: str

    @classmethod
    def at(cls, address: str, shown: str) -> "Place":
        """Open an address. Raises PrerequisiteError where its kind is not known, or its library missing."""
        scheme = address.partition("://")[0].lower()
        try:
            from fsspec.core import url_to_fs

            system, root = url_to_fs(address)
            if scheme == "hf":  # `@~parquet` and the like have other names in a listing
                root = system.resolve_path(root).unresolve()
        except ImportError as error:
            if scheme in EXTRA or (error.name or "").startswith("fsspec"):
                raise MissingExtraError(shown, "storage") from None
            raise PrerequisiteError(f"{shown}: {error}") from None
        except ValueError as error:
            raise InputError(f"{shown}: this kind of address is not known ({error})") from None
        except Exception as error:
            raise PrerequisiteError(f"{shown}: can't be used ({_said(error)})") from error
        return cls(shown, system, str(root).rstrip("/"))

    def files(self) -> dict[str, Stored]:
        """Return what lies here, by the name relative to this place; of a single file its own name alone.

        Nothing where nothing is. Raises PrerequisiteError where it can't be listed.
        """
        with self._explained("can't be listed"):
            self.system.invalidate_cache()
            try:
                found = self.system.find(self.root, detail=True)
            except FileNotFoundError:
                return {}
        files = {}
        for path, info in found.items():
            path = str(path)
            inside = path.startswith(f"{self.root}/")
            name = path.removeprefix(f"{self.root}/") if inside else path.rpartition("/")[2]
            if (inside or path == self.root) and name and not path.endswith("/"):
                files[name] = Stored(int(info.get("size") or 0), _tag(info))
        return files

    def bring(self, names: Iterable[str], folder: Path, came: Callable[[str], object]) -> dict[str, str]:
        """Fetch files into a folder, each whole or not there; `came` is called with the name of each that came.

        Return why single ones can't be had. Raises PrerequisiteError where storage can't be reached.
        """
        return self._each(self._bring, [(name, folder / name) for name in names], came)

    def send(self, files: Mapping[str, Path]) -> None:
        """Put files here, by their names. Raises PrerequisiteError where one can't be written."""
        lost = self._each(self._send, list(files.items()), lambda name: None)
        for name, why in lost.items():
            raise PrerequisiteError(f"{self.shown}/{name}: can't be written ({why})")

    def read(self, name: str) -> bytes | None:
        """Return what a small file holds; None where there is none."""
        with self._explained(f"{name} can't be read"):
            self.system.invalidate_cache()
            try:
                return bytes(self.system.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes) -> None:
        """Write a small file, whatever was there."""
        with self._explained(f"{name} can't be written"):
            self.system.pipe_file(self._path(name), content)

    def create(self, name: str, content: bytes) -> bool | None:
        """Write a small file where there is none; return whether it was, None where this storage can't tell."""
        with self._explained(f"{name} can't be written"):
            try:
                self.system.pipe_file(self._path(name), content, mode="create")
            except FileExistsError:
                return False
            except (TypeError, NotImplementedError, ValueError):
                return None
            except OSError as error:
                if error.errno == errno.EEXIST or "PreconditionFailed" in repr(error) or "412" in str(error):
                    return False
                raise
        return True

    def delete(self, names: Iterable[str]) -> None:
        """Delete files that may be gone already."""
        for name in names:
            with self._explained(f"{name} can't be deleted"), suppress(FileNotFoundError):
                self.system.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}"

    def _bring(self, name: str, target: Path) -> None:
        path = self._path(name)
        is_itself = self.root.endswith(f"/{name}") and not self.system.isfile(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{uuid4().hex}.part")
        try:
            self.system.get_file(self.root if is_itself else path, str(part))
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def _send(self, name: str, source: Path) -> None:
        self.system.put_file(str(source), self._path(name))

    def _each(
        self, work: Callable[[str, Path], None], files: list[tuple[str, Path]], came: Callable[[str], object]
    ) -> dict[str, str]:
        lost: dict[str, str] = {}

        def one(given: tuple[str, Path]) -> tuple[str, str]:
            try:
                work(*given)
            except (PermissionError, FileNotFoundError) as error:
                return given[0], _said(error)
            return given[0], ""

        with self._explained("files can't be moved from or to it"), ThreadPoolExecutor(AT_ONCE) as pool:
            running = [pool.submit(one, given) for given in files]
            try:
                for future in running:
                    name, why = future.result()
                    if why:
                        lost[name] = why
                    else:
                        came(name)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return lost

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        """Turn what a library raises, each of its own kind, into one clear message."""
        try:
            yield
        except PrerequisiteError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise full(Path(error.filename or self.root)) from error
            hint = "see that the address, the keys in the environment and the network are right, and run again"
            raise PrerequisiteError(f"{self.shown}: {what} ({_said(error)}); {hint}") from error


def _tag(info: Mapping[str, Any]) -> str:
    told = {key: value for key, value in info.items() if key not in PASSING_KEYS}
    return sha256(repr(sorted(told.items())).encode()).hexdigest()[:32]


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300].rstrip(": ")
