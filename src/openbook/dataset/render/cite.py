"""Citations as they are shown to people: made from those that are stored, so that none is ever added or lost."""

from collections.abc import Callable, Mapping, Sequence

from openbook.config.sections import Citations
from openbook.dataclass import dataclass, replace
from openbook.records import Citation, Conversation, Turn

CLOSING = "\"”’»“'」』*_"
"""What may close a quotation."""

SPANS: Mapping[str, tuple[str, str]] = {
    "cohere": ("<co: {}>", "</co: {}>"),
    "anthropic": ('<cite index="{}">', "</cite>"),
}
"""What stands before and behind a span that rests on passages, by the form."""

Numbered = Callable[[int], int]
"""Gives the number that a passage is shown with, by its rank."""


def cited(conversation: Conversation, form: Citations, first: int = 1) -> Conversation:
    """Return the conversation with the record's own answers citing in a form; `first`: the number of the first passage.

    With `numbers`, `[n]` stands behind the quotation that it is for, or at the end of the answer where that does not
    quote the passage; `footnotes` names the sources below the answer. Spans enclose the quotations, or the whole answer
    where it rests on a passage that it does not quote. Answers to other contexts stay as they are, since their passages
    are not shown.
    """
    if form == "quotes":
        return conversation
    sources = {passage.rank: passage.source for passage in conversation.item.passages}

    def own(turn: Turn) -> Turn:
        known = [citation for citation in turn.citations if citation.rank in sources]
        if not known:
            return turn
        if form in SPANS:
            return replace(turn, answer=_spanned(turn.answer.rstrip(), known, *SPANS[form], lambda n: n - 1 + first))
        return _numbered(turn, known, sources if form == "footnotes" else {}, lambda n: n - 1 + first)

    turns = (replace(entry, turn=own(entry.turn)) if entry.trained else entry for entry in conversation.turns)
    return replace(conversation, turns=tuple(turns))


def _numbered(turn: Turn, known: Sequence[Citation], below: Mapping[int, str], shown: Numbered) -> Turn:
    answer = turn.answer.rstrip()
    unplaced: list[int] = []
    for citation in known:
        start, end = _place(answer, citation)
        mark = f" [{shown(citation.rank)}]"
        while start >= 0 and end < len(answer) and answer[end] in CLOSING:
            end += 1
        if start < 0:
            unplaced.append(citation.rank)
        elif not answer.startswith(mark, end):
            answer = answer[:end] + mark + answer[end:]
    rest = [rank for rank in dict.fromkeys(unplaced) if f"[{shown(rank)}]" not in answer]
    answer += "".join(f" [{shown(rank)}]" for rank in rest)
    if below:
        ranks = sorted({citation.rank for citation in known})
        answer += "\n\n" + "\n".join(f"[{shown(rank)}] {below[rank]}" for rank in ranks)
    return replace(turn, answer=answer)


@dataclass(slots=True)
class _Span:
    """A stretch of an answer, and the passages that it rests on."""

    start: int
    end: int
    ranks: set[int]


def _spanned(answer: str, known: Sequence[Citation], opens: str, closes: str, shown: Numbered) -> str:
    """Return an answer with its spans enclosed; unchanged where it has such marks itself: nobody could tell them apart.

    Spans that overlap are one. A passage that is not quoted bears the whole answer, which is one span then.
    """
    if any(mark.partition("{")[0].rstrip(' "=') in answer for mark in (opens, closes)):
        return answer
    placed = [_Span(*_place(answer, citation), {citation.rank}) for citation in known]
    if any(span.start < 0 for span in placed):
        placed = [_Span(0, len(answer), {citation.rank for citation in known})]
    spans: list[_Span] = []
    for span in sorted(placed, key=lambda one: one.start):
        if spans and span.start < spans[-1].end:
            spans[-1].end = max(spans[-1].end, span.end)
            spans[-1].ranks |= span.ranks
        else:
            spans.append(span)
    for span in reversed(spans):
        numbers = ",".join(str(shown(rank)) for rank in sorted(span.ranks))
        said = opens.format(numbers) + answer[span.start : span.end] + closes.format(numbers)
        answer = answer[: span.start] + said + answer[span.end :]
    return answer


def _place(answer: str, citation: Citation) -> tuple[int, int]:
    """Return where a quotation stands in an answer; (-1, -1) where it is not quoted there."""
    start = answer.find(citation.quote) if citation.quote.strip() else -1
    return (start, start + len(citation.quote)) if start >= 0 else (-1, -1)
