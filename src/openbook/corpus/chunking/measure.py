"""How long a text is: in characters, or in the tokens of one tokenizer, each document encoded once."""

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from openbook.errors import InputError, MissingExtraError


class Measure(Protocol):
    """Places in a document, in characters, against places in the unit of `chunk_size`."""

    def place(self, character: int) -> int:
        """Return the place of a character in units; the difference of two is the length between them."""

    def places(self, characters: list[int]) -> list[int]:
        """Return the place of each character."""

    def character(self, place: int) -> int:
        """Return the first character of the unit at a place."""


class Characters:
    """One character is one unit."""

    def place(self, character: int) -> int:
        """Return the same number."""
        return character

    def places(self, characters: list[int]) -> list[int]:
        """Return the same list."""
        return characters

    def character(self, place: int) -> int:
        """Return the same number."""
        return place


class TokenPlaces:
    """The tokens of one document."""

    def __init__(self, starts: Sequence[int], length: int) -> None:
        """Take the first character of each token, ascending, and the document's length."""
        self._starts = starts
        self._length = length

    def place(self, character: int) -> int:
        """Return the number of tokens that start before the character."""
        return bisect_left(self._starts, character)

    def places(self, characters: list[int]) -> list[int]:
        """Return the place of each character."""
        return [bisect_left(self._starts, character) for character in characters]

    def character(self, place: int) -> int:
        """Return the first character of a token; the end of the text past the last one."""
        return self._starts[place] if place < len(self._starts) else self._length


class Tokenizer:
    """A Hugging Face tokenizer, from a file, a folder, or by its name on the hub."""

    def __init__(self, name: str) -> None:
        """Load it. Raises MissingExtraError, InputError where there is none of that name."""
        try:
            import tokenizers
        except ImportError:
            raise MissingExtraError("counting with a tokenizer", "tokenizers") from None
        path = Path(name).expanduser()
        file = path / "tokenizer.json" if path.is_dir() else path
        try:
            if file.is_file():
                self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(file))
            elif path.is_dir():
                raise InputError(f"{path} holds no tokenizer.json; name another in system.tokenizer or --tokenizer")
            else:
                self._tokenizer = tokenizers.Tokenizer.from_pretrained(name)
        except InputError:
            raise
        except Exception as error:
            # The library raises bare exceptions for broken files, unknown names and missing networks alike.
            reason = str(error).split("\n", 1)[0]
            raise InputError(
                f"the tokenizer {name!r} can't be loaded ({reason}); name a tokenizer.json, its folder, or a hub name, "
                "in system.tokenizer or --tokenizer"
            ) from None
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._untrimmed: Any = None

    def measure(self, text: str) -> TokenPlaces:
        """Encode a document."""
        offsets = self._tokenizer.encode(text, add_special_tokens=False).offsets
        return TokenPlaces([start for start, _ in offsets], len(text))

    def encode(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids of a text, nothing added, and the characters of each with its white space: half-open spans."""
        if self._untrimmed is None:
            import tokenizers

            # Byte-level tokenizers report a token without its space, so that nobody could tell whose the space is.
            said = self._tokenizer.to_str().replace('"trim_offsets":true', '"trim_offsets":false')
            self._untrimmed = tokenizers.Tokenizer.from_str(said)
        encoding = self._untrimmed.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of ids, control tokens included."""
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=False)
        return text

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text on its own."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]
