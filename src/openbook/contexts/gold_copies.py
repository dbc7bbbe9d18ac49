"""Copies of gold that tell what is asked: what an answer rests on is not left out of them."""

from collections.abc import Sequence

from openbook.contexts.counterparts import ALTERED, Counterparts
from openbook.contexts.in_passing import stands_alone
from openbook.contexts.text_versions import prose, statements
from openbook.dataclass import replace
from openbook.records import Chunk, Item, Passage, Question, Turn
from openbook.text.content import Content
from openbook.text.leak import sought
from openbook.text.normalise import bare, holds


def agreeing(item: Item, counterparts: Counterparts) -> Item:
    """Return the item with a copy of gold that tells all that it is asked about: one that was planned before that was
    known, and tells less, is made anew, of whichever gold that is shown, and goes where none can be made.
    """
    own = {chunk.id: chunk for chunk in item.gold}
    copy = next((one for one in item.passages if one.is_gold and one.chunk_id not in own), None)
    if copy is None:
        return item
    first = own.get(copy.chunk_id.removesuffix(ALTERED), item.gold[0])
    if _tells_all(copy.text, first, item.questions):
        return item
    others = tuple(one for one in item.passages if one is not copy)
    for chunk in dict.fromkeys((first, *(own[one.chunk_id] for one in others if one.chunk_id in own))):
        made = counterparts.shortened(chunk, rested_on(chunk.text, item.questions))
        if made is not None and _tells_all(made.text, chunk, item.questions):
            if made.chunk_id == copy.chunk_id:  # keeps the name that was drawn for it
                return replace(item, passages=(*others, replace(made, source=copy.source)))
            return replace(item, passages=(*under_own_names(others, [first]), made))
    return replace(item, passages=under_own_names(others, [first]))


def under_own_names(passages: Sequence[Passage], chunks: Sequence[Chunk]) -> tuple[Passage, ...]:
    """Return passages, those of some chunks under the names of these: one may have been named as a version of a copy
    that is gone.
    """
    own = {chunk.id: chunk.source for chunk in chunks}
    return tuple(replace(one, source=own.get(one.chunk_id, one.source)) for one in passages)


def as_told(item: Item, turns: Sequence[Turn]) -> Item:
    """Return the item in which a copy of gold counts as gold only where it tells all that the turns answer: where
    questions and answers come in one call, nobody knew that before.
    """
    own = {f"{chunk.id}{ALTERED}": chunk for chunk in item.gold}
    if item.questions or not any(one.is_gold and one.chunk_id in own for one in item.passages):
        return item
    short = {
        one.chunk_id
        for one in item.passages
        if one.chunk_id in own and not all(_tells(one.text, own[one.chunk_id], turn) for turn in turns)
    }
    passages = tuple(replace(one, is_gold=one.is_gold and one.chunk_id not in short) for one in item.passages)
    return replace(item, passages=passages) if short else item


def _tells(copy: str, chunk: Chunk, turn: Turn) -> bool:
    """Whether a copy of a chunk has what a turn quotes of it; where it quotes nothing, what its answer rests on."""
    words, whole = bare(copy), bare(chunk.text)
    quoted = [quote for quote in (bare(one.quote) for one in turn.citations) if holds(whole, quote)]
    answer = turn.short_answer or turn.answer
    if not quoted:
        return _tells_all(copy, chunk, [Question(turn.question, answer)])
    return all(holds(words, one) or not holds(whole, one) for one in (*quoted, bare(answer)))


def _tells_all(copy: str, chunk: Chunk, questions: Sequence[Question]) -> bool:
    """Whether a copy of a chunk has what answers rest on, and every reference answer that stands in the chunk."""
    words, whole = bare(copy), bare(chunk.text)
    answers = (bare(question.reference_answer) for question in questions)
    return all(holds(words, bare(sentence)) for sentence in rested_on(chunk.text, questions)) and all(
        holds(words, answer) or not holds(whole, answer) for answer in answers
    )


def rested_on(text: str, questions: Sequence[Question]) -> frozenset[str]:
    """Return the sentences of a text on which the answers to questions may rest: that have a part of a quotation or the
    words that make an answer this one, or where none has, that share most with a question; and what those of them refer
    to that don't stand alone.
    """
    told, sentences = statements(text), len(prose(text))
    found = {place for question in questions for place in _places(told, text, question)}
    before = {place - 1 for place in found if 0 < place < sentences and not stands_alone(told[place], text)}
    return frozenset(told[place] for place in found | before)


def _places(sentences: Sequence[str], text: str, question: Question) -> Sequence[int]:
    answer = sought(question.text, question.reference_answer, text)
    telling = answer.keys or answer.whole
    told = [Content.of(sentence).vocabulary for sentence in sentences]
    shares = [len(telling & words) for words in told]
    found = [place for place, share in enumerate(shares) if share and 2 * share >= max(shares)]
    if question.quote:
        quoted = bare(question.quote)
        said = [bare(sentence) for sentence in sentences]
        found += [place for place, words in enumerate(said) if holds(words, quoted) or holds(quoted, words)]
    if found:
        return found
    shared = [len(answer.asked & words) for words in told]
    return [place for place, count in enumerate(shared) if count and count == max(shared)]
