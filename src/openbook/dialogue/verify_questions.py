"""Checks of questions: the first one can be understood by itself, and no turn says what another one said.

RESEARCH.md, "Checks that need no model", 6 and 7.
"""

import re
from collections.abc import Sequence

from openbook.dialogue.finding import Finding
from openbook.dialogue.folding import bare
from openbook.dialogue.mentions import mentions, short
from openbook.records import Code, Item, Turn

ALIKE = 0.9
"""Share of common words from which two questions of one conversation are the same one."""
SAME_ANSWER = 8
"""Answers of fewer words may be equal: `Yes, it does.`"""

_TEXT = r"(?:text|passage|excerpt|paragraph|chunk|snippet|extract)"
_THING = (
    rf"(?:{_TEXT}|article|document|section|chapter|context|material|source|story|guide|author|writer|narrator|speaker)"
)
_VERB = (
    r"(?:sa(?:y|id)|state|mention|describe|suggest|claim|explain|argue|recommend|discuss|define|list|present|"
    r"imply|emphasi[sz]e|refer|"
    r"mean|note|give|provide|offer|identify|compare|conclude|advise|warn)"
)
_DEIXIS = re.compile(
    rf"\b(?:this|that|the (?:given|provided|following|above|present|retrieved|quoted)) {_THING}s?\b(?! (?:field|"
    rf"box|file|node|root|tag))"
    rf"|\b(?:in|from|according to|per|based on|by) (?:this|the) (?:{_TEXT}|article|author|narrator|"
    rf"excerpt)s?(?=[\s,]*(?:$|[?.,;]|what|who|how|why|is|"
    rf"are|does|do|did|which|when|where))"
    rf"|\b(?:does|do|did|is|are|was|were|has|have) (?:the|this) {_THING}s? (?:also )?{_VERB}(?:e?d|s|ing)?\b"
    rf"|\bthe {_THING}'s? (?:point|argument|view|opinion|advice|claim|main|purpose|tone|thesis|message)\b"
    rf"|\b(?:mentioned|described|listed|shown|given|discussed|quoted|outlined) (?:above|below|here|earlier|in "
    rf"(?:the|this) {_THING})\b"
    rf"|\b(?:what|which|why|how) (?:is|are|was|were|does|do|did|can|should|would) (?:he|she)\b(?=[^.!]*\?)"
    r"|^(?:what|why|how) (?:is|are|was|were|does|do|did|can) (?:this|these|those|they) (?:\w+\s?){0,2}\?$"
    r"|^(?:what|how) (?:does|did|is|was) it (?:do|work|mean|for|about|called|used for)\??$|^(?:and|but|so|also),? "
    r"(?:what|how|why|if)\b"
    r"|^(?:he|she|they)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:laut (?:dem )?(?:text|abschnitt|artikel)|im (?:obigen )?text\b|in diesem (?:text|abschnitt|artikel|"
    r"auszug)|der autor\b(?! (?:von|des|der)))"
    r"|\b(?:selon|d['’]après|dans) (?:le texte|ce texte|ce passage|cet extrait|le passage|l['’]extrait|l['’]auteur)\b"
    r"|\b(?:según|en) (?:el texto|este texto|el pasaje|este pasaje|el fragmento|este fragmento|el autor)\b"
    r"|\b(?:secondo|nel) (?:il testo|testo|questo testo|questo brano|brano|l['’]autore)\b"
    r"|\b(?:segundo|de acordo com|no) (?:o texto|texto|este texto|este trecho|trecho|o autor)\b"
    r"|\b(?:volgens|in) (?:de tekst|deze tekst|deze passage|dit fragment|de auteur)\b"
    r"|\b(?:według|w) (?:tekstu|tekście|tym tekście|tym fragmencie|autora)\b"
    r"|(?<!\w)(?:согласно тексту|в тексте|в этом тексте|в данном отрывке|по мнению автора)(?!\w)"
    r"|根据(?:本|上|该|这段)?文|本文中|文中提到|上文|这段文字|この文章|この文書|本文(?:で|に|の)|上記の|이 글|"
    r"본문|위 글|위 지문|في النص|حسب النص",
    re.IGNORECASE,
)


def deixis(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a first question that points to a text which the person who reads it does not see.

    Only sure cases: `the author says`, `in this passage`, `described above`, a pronoun for something never named.
    """
    question = " ".join(turns[0].question.split())
    match = _DEIXIS.search(question) or _ELSEWHERE.search(question)
    if match is not None and not _named_before(match, question):
        words = match.group()
    elif mentions(question):
        words = mentions(question)[0].words
    else:
        return None
    detail = f"the first question can't be understood by itself, since it says “{short(words)}”"
    return Finding("deixis", Code.DEIXIS, detail)


def _named_before(match: re.Match[str], question: str) -> bool:
    """Whether a pronoun may mean something that an earlier sentence of the question names."""
    points = match.group().casefold()
    return points.endswith((" he", " she")) and bool(re.search(r"[.!?,:;] ", question[: match.start()]))


def duplicate_turns(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a question that was asked before in the same conversation, or a long answer that was given before."""
    questions: list[frozenset[str]] = []
    answers: set[str] = set()
    for number, turn in enumerate(turns, start=1):
        words = frozenset(bare(turn.question).split())
        if any(len(words & other) >= ALIKE * len(words | other) for other in questions):
            return Finding("duplicate_turns", Code.DUPLICATE_QUESTION, f"turn {number} asks what was asked before")
        questions.append(words)
        answer = bare(turn.answer)
        if answer in answers and answer.count(" ") > SAME_ANSWER:
            return Finding("duplicate_turns", Code.DUPLICATE_QUESTION, f"turn {number} answers as an earlier one did")
        answers.add(answer)
    return None


def blank_turns(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn whose question or answer holds no word."""
    for number, turn in enumerate(turns, start=1):
        for name, text in (("question", turn.question), ("answer", turn.answer)):
            if not bare(text).strip():
                return Finding("blank_turns", Code.UNUSABLE_REPLY, f"the {name} of turn {number} holds no word")
    return None
