"""How a reply ended, and whether its prompt was read in full: what servers say in numbers alone."""

from collections.abc import Iterator

from openbook.calls import CONTEXT_FULL, Request, Usage
from openbook.dataclass import dataclass, field
from openbook.llm.wire import estimate_tokens
from openbook.text.late import late

NEARLY = 0.9
"""A reply that ends at its limit with fewer tokens than this share of what was allowed met another limit."""
IN_PART = 0.6
"""A prompt of which a server counts less than this share of its words was not read in full."""
SAME = 3
"""Prompts of different sizes in a row whose counts are the same by no chance."""
OTHER = 0.05
"""Share of its length by which a prompt must differ from another for equal counts of both to be no chance."""
BLOCK = 512
"""Contexts are multiples of it: a count next to one is no chance."""
LETTERS = 12
"""Bytes of one word that may be one token; longer runs, as in scripts without spaces, are several."""
_WORD = late(r"[^\W_]+")


def ending(said: str, usage: Usage, allowed: int | None) -> str:
    """Return how a reply ended whose server said `said`, and which was allowed so many tokens.

    Where nothing is said: cut off if it is as long as was allowed. Where it is shorter than that and yet at its limit,
    the server's context was full.
    """
    if usage.estimated or allowed is None:
        return said
    if said == "length" and usage.output_tokens < allowed * NEARLY:
        return CONTEXT_FULL
    return said or ("length" if usage.output_tokens >= allowed else "")


@dataclass(slots=True)
class PromptReading:
    """Watches whether a server reads prompts in full; some drop silently what does not fit."""

    _last: int | None = None
    """The count of the prompt before."""
    _short: tuple[int, int] = (-1, -1)
    """The count and the characters of the last prompt that seemed to be read in part."""
    _sizes: set[int] = field(default_factory=set)
    """Characters of the prompts in a row that came to the same count."""

    def in_part(self, request: Request, usage: Usage) -> bool:
        """Whether the server has read only a part of the prompt.

        Its count must be a size of a context, and either far below what the words need whatever the tokenizer (then the
        same count for two such prompts of different sizes will do as well), or below our estimate and the same for
        prompts of many sizes.
        """
        read = usage.input_tokens
        if usage.estimated or request.inputs:
            return False
        size = sum(len(text.encode("utf-8", "replace")) for text in _texts(request))
        length = sum(map(len, _texts(request)))
        self._sizes = {*self._sizes, length} if read == self._last else {length}
        self._last = read
        is_context = (read + 1) % BLOCK <= 2
        if read >= estimate_tokens(size):
            return False
        if read < least_tokens(request) * IN_PART:
            count, before = self._short
            self._short = (read, length)
            return is_context or (count == read and abs(length - before) > OTHER * length)
        return is_context and len(self._sizes) >= SAME


def least_tokens(request: Request) -> int:
    """Return how many tokens a prompt has at least: one a word."""
    words = (word for text in _texts(request) for word in _WORD.findall(text))
    return sum(max(1, len(word.encode("utf-8", "replace")) // LETTERS) for word in words)


def _texts(request: Request) -> Iterator[str]:
    return iter((request.prompt or "", *(message.content for message in request.messages)))
