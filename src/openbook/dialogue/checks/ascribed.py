"""Whether words in quotation marks are presented as a passage's."""

import re
from functools import lru_cache

from openbook.text.clauses import contrasted
from openbook.text.denial import turning
from openbook.text.late import late
from openbook.text.mentions import mentions, speaks_of_chunk
from openbook.text.phrases import any_within, phrases
from openbook.text.quotations import Quotation

BEFORE, AFTER = 250, 90
"""Characters around a quotation in which the words stand that ascribe it to a passage."""
CLOSE = 48
"""Characters before a quotation in which a verb of saying makes it one, whatever its form."""
AT_ONCE = 8
"""Characters after a quotation in which Japanese and Korean ascribe it."""
VERB = 18
"""Characters after a quotation in which languages that end with the verb negate what is before it."""

OPENING = 3
"""Words at the beginning of a sentence among which is what it speaks of."""

_LEADS = late(r"[:：,，]\s*$")
_VERB_LAST = late("[\u3041-\u30ff\uac00-\ud7af\u0900-\u097f]")
_SAID = late(
    r"\b(?:according to|quot(?:e|es|ed|ing)|stat(?:es|ed|ing)|sa(?:ys|id)|reads|writes|wrote|explains|mentions|"
    r"describes|defines|"
    r"warns|recommends|specifies|"
    r"(?<!could )(?<!might )(?<!can )(?<!would )(?<!may )(?<!to )puts? it|"
    r"points out|laut|heißt es|steht|sagt|schreibt|selon|indique|précise|dit|"
    r"según|dice|"
    r"indica|secondo|afferma|segundo|diz|volgens|staat|zegt|według|согласно|говорится|сказано|написано|указано)\b"
    r"|\b[a-z]{2,}s\s(?:all |also |both |clearly |do |explicitly )?say\b"
    r"|によると|指出|写道|寫道|根据|根據|따르면|وفق|يقول|تقول(?!ي)|ينص|جاء في|कहता|लिखा|अनुसार",
    re.IGNORECASE,
)
_PASSAGE = late(
    r"\b(?:passages?|excerpts?|sources?|documents?|texts?|sections?|articles?|guides?|manuals?|handbooks?|"
    r"documentation|abschnitt|"
    r"quelle|textstelle|extrait|fragmento|pasaje|fuente|brano|fonte|trecho|bron|fragment\w*|źródł\w*|источник\w*|фрагмент\w*)\b"
    r"|出典|片段|段落|来源|來源|출처|المقطع|المصدر|खंड",
    re.IGNORECASE,
)
_END = late(r"[.!?](?=[\s\"”’“»›」』)]|$)|[。！？।؟\n]")
_CLAUSE = late(r"[,;:.!?](?=\s)|[。！？；，、؛،।\n—–]")
_ASIDE = late(r"[(（][^()（）\n]*[)）]")
"""Such as a file's name, which denies nothing: `無線/案内.txt`."""
_COLON = late(r"[:：]\s*$")


def ascribed(quotation: Quotation, text: str, is_thoughts: bool) -> bool:
    """Whether a quotation in proper marks is presented as coming from a passage."""
    lead, after = sentence_before(quotation, text), contrasted(following(quotation, text))[0]
    patterns = (_SAID, _PASSAGE) if is_thoughts else (_SAID,)
    if phrases("suggesting").within(lead[-CLOSE:]) and not phrases("told").within(lead):
        around = f"{lead}\n{after}"
        if not (mentions(around) or any(one.search(around) for one in patterns)):
            return False
    before = text[max(0, quotation.start - BEFORE) : quotation.start]
    before = (before.rstrip() if quotation.is_block else before).rpartition("\n\n")[2]
    if speaks_of_chunk(before) or speaks_of_chunk(after) or _is_subject_of(lead):
        return True
    if is_thoughts and _COLON.search(lead) and phrases("source_words").within(lead):
        return True
    if told(quotation, text):
        return True
    return any(pattern.search(before) or pattern.search(after) for pattern in patterns)


@lru_cache(maxsize=4096)
def is_talk(word: str) -> bool:
    """Whether a word is one for a document, or for what it does: it says nothing of the matter."""
    return any_within(word, ("source_words", "document_words", "ascribing")) != ""


def _is_subject_of(lead: str) -> bool:
    """Whether words that lead to a quotation begin with a kind of document, which says it: `the rules put it so:`."""
    opening = " ".join(lead.split()[:OPENING])
    named = phrases("document_words").within(opening) or phrases("source_words").within(opening)
    is_said = named and _LEADS.search(lead.rstrip("“”\"'«»„‘ "))
    return bool(is_said) and not phrases("suggesting").within(lead)


def closely_ascribed(quotation: Quotation, text: str) -> bool:
    """Whether words in a weaker form are a passage's: in a sentence on one, after a colon or a verb of saying."""
    sentence = sentence_before(quotation, text)
    if not (mentions(sentence) or phrases("source_words").within(sentence)):
        return False
    if _COLON.search(sentence.rstrip("“”\"'«»„‘*_")) or phrases("ascribing").within(sentence[-CLOSE:]):
        return True
    return bool(phrases("ascribing").within(text[quotation.end + 1 : quotation.end + 1 + AT_ONCE]))


def told(quotation: Quotation, text: str) -> bool:
    """Whether somebody said quoted words, by a verb right before them, and they are not what one could say."""
    lead, after = sentence_before(quotation, text), text[quotation.end + 1 : quotation.end + 1 + VERB]
    is_said = phrases("told").within(lead[-CLOSE:]) or (_VERB_LAST.search(after) and phrases("told").within(after))
    return bool(is_said) and not phrases("suggesting").within(f"{lead} {after}")


def denied(quotation: Quotation, text: str) -> bool:
    """Whether a text says of quoted words that they stand nowhere."""
    lead = _ASIDE.sub("", sentence_before(quotation, text))
    clause = _CLAUSE.split(lead.rstrip(": "))[-1]
    if turning(clause):
        return True
    if quotation.text.rstrip()[-1:] in ".!?。！？।؟":
        return False
    near = text[quotation.end + 1 : quotation.end + 1 + CLOSE]
    near = near[:VERB] if _VERB_LAST.search(near) else near
    is_cut = text[quotation.end + 1 + len(near) :][:1].isalnum()
    near = near.rpartition(" ")[0] if is_cut and " " in near.strip() else near
    after = _END.split(near)[0]
    is_last = _VERB_LAST.search(after) or not (_COLON.search(lead) or _SAID.search(lead[-CLOSE:]))
    return bool(is_last and turning(_CLAUSE.split(after)[0]))


def sentence_before(quotation: Quotation, text: str) -> str:
    """Return what stands before a quotation in its own sentence, which a block of its own ends."""
    end = max(0, quotation.start - 1)
    before = text[max(0, end - BEFORE) : end]
    return _END.split(before.rstrip() if quotation.is_block else before)[-1]


def following(quotation: Quotation, text: str) -> str:
    """Return what stands after a quotation in its own sentence."""
    after = text[quotation.end : quotation.end + AFTER]
    if quotation.text.rstrip()[-1:] in ".!?。！？":
        return after if after[1:].lstrip()[:1] in "(（[" else ""
    return _END.split(after)[0]
