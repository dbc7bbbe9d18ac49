"""Records in tokens: how long they are, and which of them are trained."""

import string
from collections.abc import Sequence
from pathlib import Path

from openbook.config import Config
from openbook.corpus.chunking.measure import Tokenizer
from openbook.dataset.render.segments import Segment

IGNORED = -100
"""The label of a token that is not in the loss, as every trainer has it."""

_LETTER, _SPACE, _SIGN, _PARTING, _BEYOND = b"a", b" ", b".", b"|", b"+"
"""Kinds of bytes; what parts words like a space and is a sign; a part of a character beyond ASCII."""


def _kind(code: int) -> bytes:
    if code > 127:
        return _BEYOND
    character = chr(code)
    if character in string.whitespace:
        return _SPACE
    return _LETTER if character.isalpha() else _PARTING if character.isspace() else _SIGN


_KINDS = b"".join(map(_kind, range(256)))


class EstimatedLengths:
    """Lengths without a tokenizer, on the safe side."""

    exact = False

    def length(self, text: str) -> int:
        """Return about how many tokens the text has, seldom too few.

        A word is one token and a fifth of a letter beyond three; a digit, a sign, a line end and a character beyond
        ASCII are one each.
        """
        kinds = text.encode("utf-8", "surrogatepass").translate(_KINDS)
        letters, signs, parting = kinds.count(_LETTER), kinds.count(_SIGN), kinds.count(_PARTING)
        if text.isascii() and not parting:
            words = kinds.count(_SPACE + _LETTER) + kinds.count(_SPACE + _SIGN) + (kinds[:1] in (_LETTER, _SIGN))
        else:
            words = len(text.split())
            signs += parting + len(text) - (len(kinds) - kinds.count(_BEYOND))
        return words + max(0, letters - 3 * words) // 5 + signs + text.count("\n")


class Encoder:
    """Lengths and ids by the tokenizer of the model that is trained."""

    exact = True

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take a tokenizer; control tokens in a text become the tokens that they are."""
        self._tokenizer = tokenizer

    def length(self, text: str) -> int:
        """Return the number of tokens, none added."""
        return len(self.ids(text))

    def ids(self, text: str) -> list[int]:
        """Return the ids of a text, none added."""
        return self._tokenizer.encode(text)[0]

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of ids, control tokens included."""
        return self._tokenizer.decode(ids)

    def encode(self, segments: Sequence[Segment]) -> tuple[list[int], list[int]]:
        """Return ids and labels of a record, its text tokenized as a whole, as a model sees it at inference.

        A token is trained where all of its characters are; one across a border is masked, and so is one of no
        characters (some tokenizers begin a text with such) unless it stands amid trained ones.
        """
        text = "".join(segment.text for segment in segments)
        ids, spans = self._tokenizer.encode(text)
        trained = bytearray(len(text))
        position = 0
        for segment in segments:
            if segment.label:
                trained[position : position + len(segment.text)] = b"\x01" * len(segment.text)
            position += len(segment.text)
        labels = [
            id_ if all(trained[start:end] or trained[max(0, start - 1) : start + 1]) else IGNORED
            for id_, (start, end) in zip(ids, spans, strict=True)
        ]
        return ids, labels


def ruler(config: Config) -> EstimatedLengths | Encoder:
    """Return the tokenizer of the config, that of its template's folder, or else an estimate."""
    name = config.system.tokenizer
    if name is None and (Path(config.system.template) / "tokenizer.json").is_file():
        name = config.system.template
    return EstimatedLengths() if name is None else Encoder(Tokenizer(name))
