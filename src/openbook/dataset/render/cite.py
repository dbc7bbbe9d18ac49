"""Citations as they are shown to people: made from those that are stored, so that none is ever added or lost."""

from dataclasses import replace

from openbook.config.sections import Citations
from openbook.records import Citation, Conversation, Turn

CLOSING = "\"”’»“'」』*_"
"""What may close a quotation."""


def cited(conversation: Conversation, form: Citations) -> Conversation:
    """Return the conversation with the record's own answers citing in a form: `[n]`, n the number of the passage.

    A number stands behind the quotation that it is for, or at the end of the answer where that does not quote the
    passage. `footnotes` names the sources below the answer. Answers to other contexts stay as they are, since their
    passages are not shown.
    """
    if form == "quotes":
        return conversation
    sources = {passage.rank: passage.source for passage in conversation.item.passages}
    turns = tuple(
        replace(entry, turn=_cited(entry.turn, sources, form)) if entry.trained else entry
        for entry in conversation.turns
    )
    return replace(conversation, turns=turns)


def _cited(turn: Turn, sources: dict[int, str], form: Citations) -> Turn:
    known = [citation for citation in turn.citations if citation.rank in sources]
    if not known:
        return turn
    answer = turn.answer.rstrip()
    unplaced: list[int] = []
    for citation in known:
        place = _behind(answer, citation)
        mark = f" [{citation.rank}]"
        if place < 0:
            unplaced.append(citation.rank)
        elif not answer.startswith(mark, place):
            answer = answer[:place] + mark + answer[place:]
    rest = [rank for rank in dict.fromkeys(unplaced) if f"[{rank}]" not in answer]
    answer += "".join(f" [{rank}]" for rank in rest)
    if form == "footnotes":
        ranks = sorted({citation.rank for citation in known})
        answer += "\n\n" + "\n".join(f"[{rank}] {sources[rank]}" for rank in ranks)
    return replace(turn, answer=answer)


def _behind(answer: str, citation: Citation) -> int:
    """Return the place behind a quotation and its closing marks in an answer; -1 where it is not quoted there."""
    start = answer.find(citation.quote) if citation.quote.strip() else -1
    if start < 0:
        return -1
    end = start + len(citation.quote)
    while end < len(answer) and answer[end] in CLOSING:
        end += 1
    return end
