"""What a model has to produce at the end of an answer, or of a search call, until it stops."""

import re
from collections.abc import Sequence
from itertools import takewhile

from openbook.dataclass import dataclass
from openbook.dataset.render.caller import SEARCHED, TURN, Caller, unmarked
from openbook.dataset.render.marks import Shape
from openbook.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Closers:
    """The ends of a chat format, without white space behind them."""

    answer: str
    call: str = ""
    """Empty where no search is called."""
    is_header: bool = False
    """Whether nothing but the next role's header closes an answer: the model stops when it begins that."""


def closers(caller: Caller, *, searches: bool = False) -> Closers:
    """Return how answers and calls end.

    An answer amid a conversation may end otherwise than at its end, where a text of its own may follow too. What both
    share is what the model produces; where they share nothing, the end of the conversation decides, since that is where
    it stops; and where nothing ends it, it stops when it opens the next turn.
    """
    stretches = [text for text, _ in unmarked(caller.marked(Shape(TURN * 2)))]
    amid, last = stretches[2], stretches[4]
    control, eos = caller.template.control, caller.template.tokens.get("eos_token", "")
    answer = _closer(amid, last, control, eos)
    is_header = not last.strip()
    if not answer:
        answer, is_header = eos, False
    call = _of_calls(caller, control, eos, is_header=is_header) if searches else ""
    return Closers(answer, call, is_header)


def _of_calls(caller: Caller, control: Sequence[str], eos: str, *, is_header: bool) -> str:
    amid = [text for text, _ in unmarked(caller.marked(SEARCHED))][2]
    try:
        last = [text for text, _ in unmarked(caller.marked(SEARCHED.until(2)))][2]
    except ConfigError:
        last = amid
    if is_header and amid.startswith(last.rstrip()):
        rest = amid.removeprefix(last.rstrip())
        return last.rstrip() + _first_token(rest, control)
    return _closer(amid, last, control, eos)


def _closer(amid: str, last: str, control: Sequence[str], eos: str) -> str:
    end = last.rstrip()
    if not end:
        return _first_token(amid, control)
    if not amid.startswith(end):
        pairs = zip(_tokens(amid, control), _tokens(end, control), strict=False)
        shared = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)).rstrip()
        end = shared if any(token in shared for token in control) else end
    return end[: end.index(eos) + len(eos)] if eos and eos in end else end


def _first_token(text: str, control: Sequence[str]) -> str:
    """Return the text up to the end of its first control token, where it begins with one; empty where not."""
    token = next((token for token in _by_length(control) if text.lstrip().startswith(token)), "")
    return text[: len(text) - len(text.lstrip())] + token if token else ""


def _tokens(text: str, control: Sequence[str]) -> list[str]:
    known = _by_length(control)
    return [part for part in re.split(f"({'|'.join(map(re.escape, known))})", text) if part] if known else [text]


def _by_length(control: Sequence[str]) -> list[str]:
    return sorted(filter(None, control), key=len, reverse=True)
