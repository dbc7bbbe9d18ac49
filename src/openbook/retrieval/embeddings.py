"""Where vectors come from: a model in a local folder, or any endpoint with `/v1/embeddings`."""

import json
import sqlite3
import time
from array import array
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from openbook.errors import InputError, MissingExtraError, ServerError

Vector = Sequence[float]

BATCH = 32
"""Texts of one request."""
AT_ONCE = 8
"""Requests at the same time."""
ATTEMPTS = 6
LONGEST = 20_000
"""Characters of a text that are sent."""


class LocalModel:
    """A model2vec model in a local folder: static word vectors, fast on a CPU; nothing is downloaded."""

    def __init__(self, folder: Path) -> None:
        """Load the model. Raises InputError where there is none, MissingExtraError without the library."""
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder. retrieval.embedding_model wants one with a model2vec model.")
        try:
            from model2vec import StaticModel
        except ImportError:
            raise MissingExtraError("retrieval.candidates: dense", "dense") from None
        try:
            self._model: Any = StaticModel.from_pretrained(folder, force_download=False)
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"{folder}: can't be read as a model2vec model ({error}).") from None

    def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return a vector for each text."""
        vectors: Sequence[Vector] = self._model.encode(list(texts))
        return vectors


class Endpoint:
    """An OpenAI-compatible `/v1/embeddings`; what was answered once is kept in a file and never asked again."""

    def __init__(self, base_url: str, model: str, api_key: str | None, cache: Path, patience: float = 0.5) -> None:
        """`cache` is a file that is made if need be; `patience`: seconds to wait first, doubled with each attempt."""
        self._patience = patience
        self._url = f"{base_url}/embeddings"
        self._model = model
        self._headers = {"Content-Type": "application/json"}
        if api_key:
            self._headers["Authorization"] = f"Bearer {api_key}"
        self._lock = Lock()
        cache.parent.mkdir(parents=True, exist_ok=True)
        self._cache = sqlite3.connect(cache, check_same_thread=False)
        self._cache.execute("PRAGMA journal_mode=WAL")
        self._cache.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")

    def close(self) -> None:
        """Close the file of vectors."""
        self._cache.close()

    def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return a vector for each text. Raises ServerError where the server refuses, or does not answer for long."""
        keys = [sha256(f"{self._model}\x1f{text}".encode("utf-8", "surrogatepass")).digest() for text in texts]
        known = self._known(keys)
        missing = list(dict.fromkeys(key for key in keys if key not in known))
        wanted = dict(zip(keys, texts, strict=True))
        batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = pool.map(lambda batch: self._ask([wanted[key] for key in batch]), batches)
            for batch, vectors in zip(batches, answers, strict=True):
                found = dict(zip(batch, vectors, strict=True))
                known |= found
                self._keep(found)
        return [known[key] for key in keys]

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, Vector]:
        known: dict[bytes, Vector] = {}
        with self._lock:
            for key in keys:
                row = self._cache.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
                if row is not None:
                    known[key] = array("f", row[0])
        return known

    def _keep(self, vectors: Mapping[bytes, Vector]) -> None:
        with self._lock, self._cache:
            rows = [(key, array("f", vector).tobytes()) for key, vector in vectors.items()]
            self._cache.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def _ask(self, texts: Sequence[str]) -> list[Vector]:
        body = json.dumps({"model": self._model, "input": [text[:LONGEST] or " " for text in texts]}).encode()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with closing(urlopen(Request(self._url, body, self._headers), timeout=120)) as response:
                    return _vectors(json.load(response), len(texts))
            except HTTPError as error:
                said = error.read(300).decode("utf-8", "replace")
                if error.code not in (408, 409, 425, 429) and error.code < 500:
                    raise ServerError(f"{self._url} refuses embeddings: {error.code} {said}") from None
                reason = f"{error.code} {said}"
            except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
                reason = str(error)
            if attempt < ATTEMPTS:
                time.sleep(min(30.0, self._patience * 2**attempt))
        said = f"{self._url} gave no embeddings in {ATTEMPTS} attempts: {reason}"
        raise ServerError(f"{said}. What came is kept: run again when the server is back.")


def _vectors(answer: Any, wanted: int) -> list[Vector]:
    """Return the vectors of an answer in the order of the texts. Raises ValueError where it is not what was asked."""
    rows = sorted(answer["data"], key=lambda row: row["index"])
    vectors: list[Vector] = [array("f", row["embedding"]) for row in rows]
    if len(vectors) != wanted or len({len(vector) for vector in vectors}) != 1:
        raise ValueError(f"{len(vectors)} vectors for {wanted} texts")
    return vectors
