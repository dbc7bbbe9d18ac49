"""How much room a server says there is: the numbers in its complaint, and which of them is what.

Servers put it in dozens of ways, but they all name a limit, and most of them the prompt's size or what was asked for in
all. So numbers are told apart by sums that come out (prompt and reply are what was asked for), by a few words beside
them, and by our own estimate of the prompt, rather than by whole sentences.
"""

import re
from collections.abc import Sequence

from openbook.dataclass import dataclass
from openbook.text.late import late


@dataclass(frozen=True, slots=True)
class Room:
    """What a complaint about length says, in tokens."""

    limit: int
    wanted: int | None = None
    """What was too much: the prompt, or prompt and reply."""
    prompt: int | None = None
    reply_alone: bool = False
    """Whether the limit is one on the reply, whatever the prompt."""

    def reply(self, guess: int) -> int:
        """Return how many tokens a reply may have beside a prompt of about `guess` tokens, if the server names none."""
        if self.reply_alone:
            return self.limit
        return self.limit - (self.prompt if self.prompt is not None else guess + guess // 10)


_NUMBER = late(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?![\w,-])|(?<![\w./-])\d+(?![\w-]|\.\d)")
_LEAST = 16
"""Smaller numbers are versions, counts of messages, the lower end of a range."""
_SUM = late(r"(\d+) ?\+ ?(\d+) ?>=? ?(\d+)")
_DIFFERENCE = late(r"(\d+) ?>=? ?(\d+) ?[-–−] ?(\d+)")
_OVER = late(r"(?:exceed\w*|over|longer)\b[^.;]{0,48}\bby ?$")
"""What stands before the tokens that are too many."""
_RANGE = late(r"[\[(] ?\d+ ?, ?(\d+) ?[\])]")
_IS_LIMIT_BEFORE = late(
    r"(?:max(?:imum|imal)?\b(?!_)|limit\w*|at most|up to|window|context (?:length|size)|exceed\w*|less than|fewer than"
    r"|or equal to|[<≤>]=?|greater than|more than|n_ctx|batch size|only|supports?|capacity|allows?)[^.;]{0,48}$"
)
_IS_LIMIT_AFTER = late(r"^\W{0,3}(?:tokens? ?)?(?:max(?:imum)?\b|limit|allowed|context|is the max)")
_IS_PROMPT_AFTER = late(
    r"^\W{0,3}(?:tokens? )?(?:(?:in|from|of|for) )?(?:(?:the|your|text) )*(?:input|prompt|message|query)"
)
_IS_PROMPT_BEFORE = late(
    r"(?:prompt|input|messages|text|inputs)\b[^.;\d]{0,40}"
    r"(?:contains?|has|have|is|was|with|of|count|length|:|=|\() ?(?:at least |about )?$"
)
_IS_PROMPT_ALONE = late(r"messages resulted in ?$")
_OF_REPLY = late(r"max_(?:new_|completion_|output_)?tokens|completion|output tokens|generated|new tokens")
_OF_CONTEXT = late(r"context(?!_window)|(?<!context_)window|max_model_len|input length|sequence length|inputs")


def read_room(said: str, asked: int | None, guess: int) -> Room | None:
    """Return what a complaint says of the room; None where it names no limit that was passed.

    `asked` is the `max_tokens` that was sent, `guess` about how many tokens the prompt has.
    """
    low = said.lower().replace("`", "").replace("'", "")
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", low)
    if match := _SUM.search(plain):
        first, second, limit = map(int, match.groups())
        return Room(limit, first + second, second if first == asked else first)
    if match := _DIFFERENCE.search(plain):
        return Room(int(match[2]), int(match[1]) + int(match[3]), int(match[3]))
    found_ = (found for found in _NUMBER.finditer(plain) if not _OVER.search(plain[: found.start()]))
    numbers = [(int(found.group()), found) for found in found_ if int(found.group()) >= _LEAST]
    limit_ = _limit(plain, numbers, asked)
    if limit_ is None:
        return None
    others = [(n, found) for n, found in numbers if n not in (limit_, asked)]
    prompt = _prompt(plain, others, limit_, asked, guess)
    wanted = max((n for n, _ in others if n > limit_), default=None)
    of_reply = _OF_REPLY.search(plain) and not _OF_CONTEXT.search(plain)
    if prompt is None and asked is not None and asked > limit_ and of_reply:
        return Room(limit_, asked, reply_alone=True)
    if prompt is None and wanted is None and asked is None:
        return None
    return Room(limit_, wanted or (prompt or guess) + (asked or 0), prompt)


def _limit(text: str, numbers: Sequence[tuple[int, re.Match[str]]], asked: int | None) -> int | None:
    if match := _RANGE.search(text):
        return int(match[1])
    named = []
    for place, (number, found) in enumerate(numbers):
        before = text[numbers[place - 1][1].end() if place else 0 : found.start()]
        if number != asked and (_IS_LIMIT_BEFORE.search(before) or _IS_LIMIT_AFTER.match(text[found.end() :])):
            is_prompt = _IS_PROMPT_AFTER.match(text[found.end() :]) or _IS_PROMPT_BEFORE.search(before)
            named.append((bool(is_prompt), number))
    return min(named)[1] if named else None  # what was passed is the smallest of them


def _prompt(
    text: str, others: Sequence[tuple[int, re.Match[str]]], limit: int, asked: int | None, guess: int
) -> int | None:
    values = {number for number, _ in others}
    for number, found in others:
        if _IS_PROMPT_ALONE.search(text[: found.start()]):
            return number
        if _IS_PROMPT_AFTER.match(text[found.end() :]) and not (asked and number - asked in values):
            return number
    parts = [(a, b) for a in values for b in values if a < b and a + b in values]
    if parts:  # prompt and reply, and what was asked for in all
        return min(parts[0], key=lambda part: abs(part - guess))
    if asked is not None:
        for number in values:
            if number - asked in values:
                return number - asked
        over = [number for number in values if number > max(limit, asked)]
        # What was asked for in all, or the prompt alone: the one of which our estimate of the prompt is nearer.
        if over and abs(over[0] - asked - guess) < abs(over[0] - guess):
            return over[0] - asked
    for number, found in others:
        if number > limit or _IS_PROMPT_BEFORE.search(text[: found.start()]):
            return number
    return None
