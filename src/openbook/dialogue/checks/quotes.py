"""The quote check: what is said to stand in a passage stands there, word by word.

RESEARCH.md, "Checks that need no model", 3.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Citation, Item, Passage, Turn
from openbook.text.mentions import last_mention, short, speaks_of_chunk
from openbook.text.normalise import bare, holds
from openbook.text.quotations import Quotation, is_title, nearest, quotations, standing

BEFORE, AFTER = 250, 90
"""Characters around a quotation in which the words stand that ascribe it to a passage."""

_END = re.compile(r".*[^.,;:!?…。，；：！？]", re.DOTALL)
_SAID = re.compile(
    r"\b(?:according to|quot(?:e|es|ed|ing)|stat(?:es|ed|ing)|sa(?:ys?|id)|reads|writes|wrote|explains|mentions|"
    r"describes|defines|"
    r"warns|recommends|specifies|puts it|points out|laut|heißt es|steht|sagt|schreibt|selon|indique|précise|dit|"
    r"según|dice|"
    r"indica|secondo|afferma|segundo|diz|volgens|staat|zegt|według|согласно|говорится)\b|によると|指出|根据|根據|"
    r"따르면|وفق",
    re.IGNORECASE,
)
_PASSAGE = re.compile(
    r"\b(?:passages?|excerpts?|sources?|documents?|texts?|sections?|articles?|guides?|manuals?|handbooks?|"
    r"documentation|abschnitt|"
    r"quelle|textstelle|extrait|fragmento|pasaje|fuente|brano|fonte|trecho|bron|fragment\w*|źródł\w*|источник\w*)\b"
    r"|出典|片段|段落|来源|來源|출처|المقطع|المصدر",
    re.IGNORECASE,
)


def cited(item: Item, turns: Sequence[Turn]) -> tuple[Turn, ...] | Finding:
    """Return the turns with their citations and with misquotations put right, or the first quotation to refuse.

    Refused is what is ascribed to a passage and stands in none: at least four words in quote marks near `chunk 2`,
    `says` or (in thoughts) `the guide`. What repeats a question or an earlier answer, and titles, are left alone.
    An item without gold has no citations.
    """
    known = ""
    done: list[Turn] = []
    for number, turn in enumerate(turns, start=1):
        known += bare(turn.question)
        texts: list[str] = []
        found: list[Citation] = []
        for text, is_thoughts in ((turn.thoughts, True), (turn.answer, False)):
            pieces: list[str] = []
            last = 0
            for quotation in quotations(text):
                ordered = _named_first(quotation, text, item.passages)
                passage, quote = standing(quotation.text, ordered), quotation.text
                if passage is None:
                    if not _ascribed(quotation, text, is_thoughts) or _known(quotation.text, item, known):
                        continue
                    near = nearest(quotation.text, ordered)
                    if near is None:
                        said = short(quotation.text)
                        detail = f"turn {number} quotes “{said}”, which stands in no passage that was shown"
                        return Finding("quotes", Code.QUOTE_NOT_FOUND, detail)
                    passage, quote = near[0], near[1].replace('"', "'") + _END.sub("", quotation.text)
                    if not quotation.is_block:
                        pieces += [text[last : quotation.start], quote]
                        last = quotation.end
                found.append(Citation(passage.rank, quote))
            texts.append("".join([*pieces, text[last:]]))
        known += bare(turn.answer)
        citations = tuple(dict.fromkeys(found)) if item.has_gold else ()
        done.append(replace(turn, thoughts=texts[0], answer=texts[1], citations=citations))
    return tuple(done)


def _named_first(quotation: Quotation, text: str, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages, the one that was named last before a quotation first."""
    named = last_mention(text, quotation.start, BEFORE)
    return sorted(passages, key=lambda passage: (named is None or passage.rank != named.rank, passage.rank))


def _ascribed(quotation: Quotation, text: str, is_thoughts: bool) -> bool:
    """Whether a quotation is presented as coming from a passage."""
    before = text[max(0, quotation.start - BEFORE) : quotation.start]
    before = (before.rstrip() if quotation.is_block else before).rpartition("\n\n")[2]
    after = text[quotation.end : quotation.end + AFTER].partition("\n")[0]
    if speaks_of_chunk(before) or speaks_of_chunk(after):
        return True
    patterns = (_SAID, _PASSAGE) if is_thoughts else (_SAID,)
    return any(pattern.search(before) or pattern.search(after) for pattern in patterns)


def _known(text: str, item: Item, known: str) -> bool:
    """Whether quoted words are nobody's evidence: said before in the conversation, a title, or a source's name."""
    span = bare(text)
    return is_title(text) or holds(known, span) or any(holds(bare(passage.source), span) for passage in item.passages)
