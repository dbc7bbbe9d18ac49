"""Whether a passage tells what is asked, before an answer is written."""

from itertools import chain

from openbook.records import Item
from openbook.scenarios import SCENARIOS
from openbook.text.content import Content
from openbook.text.leak import content, sought, told
from openbook.text.normalise import bare, holds_words
from openbook.text.told_amounts import same_amount

SHORT_ANSWER = 12
"""Words up to which an answer is looked for as a whole; a longer one never recurs word for word."""


def holds_an_answer(text: str, item: Item) -> bool:
    """Whether a passage tells the answer to one of the item's questions; never, as long as none is asked.

    Before generation a refusal costs nothing, so that a chance mention of a short answer is refused too. Where a part
    of the gold is hidden, so is what only that part says.
    """
    if not item.questions:
        return False
    gold = gold_text(item)
    if any(_stands_in(asked.reference_answer, text) for asked in item.questions):
        return True
    if any(told(text, sought(asked.text, asked.reference_answer, gold)) for asked in item.questions):
        return True
    if any(same_amount(text, asked.reference_answer, asked.text) for asked in item.questions):
        return True
    if SCENARIOS[item.scenario].does != "leaves_a_gap":
        return False
    return not only_hidden(item).isdisjoint(Content.of(text).vocabulary)


def _stands_in(answer: str, text: str) -> bool:
    """Whether a short answer stands in a text word for word, be it by chance or a word of every sentence."""
    words = bare(answer)
    return 0 < len(words.split()) <= SHORT_ANSWER and holds_words(text, words)


def gold_text(item: Item) -> str:
    """Return the text that the item's answers are from."""
    return "\n".join(chunk.text for chunk in item.gold)


def only_hidden(item: Item) -> frozenset[str]:
    """Return the words of the reference answers that hidden gold has, and neither shown gold nor a question."""
    shown = {passage.chunk_id for passage in item.passages}
    hidden = [content(chunk.text) for chunk in item.gold if chunk.id not in shown]
    known = [content(chunk.text) for chunk in item.gold if chunk.id in shown]
    known += [content(question.text) for question in item.questions]
    told_by = {word for question in item.questions for word in content(question.reference_answer)}
    return frozenset(told_by.intersection(chain(*hidden)).difference(*known))
