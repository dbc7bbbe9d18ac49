"""What an answer adds to what its turn quotes, in gold's own words: `No. But 11,804 messages were late.`"""

from collections.abc import Sequence

from openbook.dataclass import replace
from openbook.dialogue.checks.turned_around import parts
from openbook.records import Item, Turn
from openbook.text.content import Content, is_number, is_spaceless, vocabulary_of, word_count
from openbook.text.leak import content
from openbook.text.normalise import bare, holds
from openbook.text.phrases import sentences

IN_A_ROW = 4
"""Words in a row that gold has too, from which a clause is gold's; twice as many characters without spaces."""
OWN = 2
"""Words of a clause, beside its figures and its question's, by which one sentence of gold is its place."""
RETOLD = 0.8
"""Share of an answer's words that are quoted, from which it adds nothing."""


def without_additions(item: Item, turn: Turn, quotes: Sequence[str]) -> Turn:
    """Return a turn without the clauses behind the first of its answer that gold says elsewhere than it is quoted.

    The first clause is the answer; what follows may tell more of the same text, and is no other figure or day for it.
    """
    first, *more = parts(turn.answer) or [turn.answer]
    said = [bare(quote) for quote in quotes]
    gold = [sentence for one in item.passages if one.is_gold for sentence in sentences(one.text)]
    others = [one for one in gold if not any(holds(bare(one), quote) or holds(quote, bare(one)) for quote in said)]
    kept = [clause for clause in more if not any(_is_of(clause, turn.question, one) for one in others)]
    return replace(turn, answer=" ".join([first, *kept])) if len(kept) < len(more) else turn


def _is_of(clause: str, question: str, sentence: str) -> bool:
    """Whether a clause stands in a sentence: in a row, or by all its words, which are more than a figure."""
    row = bare(clause)
    if holds(bare(sentence), row) and (len(row.split()) >= IN_A_ROW or is_spaceless(row.strip()[-1:])):
        return True
    words, asked = content(clause), Content.of(question).vocabulary
    held = Content.of(sentence).vocabulary
    own = word_count([word for word in words if word not in asked and not is_number(word)])
    return own >= OWN and all(word in held for word in words)


def retells(own: Sequence[str], quotes: Sequence[str]) -> bool:
    """Whether nearly all words of an answer beside its figures are quoted."""
    words, quoted = [one for one in own if not is_number(one)], vocabulary_of(tuple(quotes))
    return sum(map(quoted.__contains__, words)) >= RETOLD * len(words)
