"""Words that point to a text which the reader of a question does not see. Only sure cases are found."""

import re

_TEXT = r"(?:text|passage|excerpt|paragraph|chunk|snippet|extract)"
_THING = (
    rf"(?:{_TEXT}|article|document|section|chapter|context|material|source|story|guide|author|writer|narrator|speaker)"
)
_VERB = (
    r"(?:sa(?:y|id)|state|mention|describe|suggest|claim|explain|argue|recommend|discuss|define|list|present|imply|"
    r"emphasi[sz]e|refer|mean|note|give|provide|offer|identify|compare|conclude|advise|warn)(?:e?d|s|ing)?"
)
_GIVEN = r"(?:given|provided|following|above|present|retrieved|quoted)"
_TO_A_TEXT = re.compile(
    rf"\b(?:this|the {_GIVEN}) {_THING}s?\b(?! (?:field|box|file|node|root|tag))"
    rf"|\b(?:in|from|according to|per|based on|by) (?:this|the) (?:{_TEXT}|article|author|narrator)s?"
    r"(?=[\s,]*(?:$|[?.,;]|what|who|how|why|is|are|does|do|did|which|when|where))"
    rf"|\b(?:does|do|did|is|are|was|were|has|have) (?:the|this) {_THING}s? (?:also )?{_VERB}\b"
    rf"|\bthe {_THING}'s? (?:point|argument|view|opinion|advice|claim|main|purpose|tone|thesis|message)\b"
)
_TO_A_PLACE = re.compile(
    r"\b(?:mentioned|described|listed|shown|given|discussed|quoted|outlined) "
    rf"(?:(?:above|below|here|earlier)(?=[?.,;]|$)|in (?:the|this) {_THING}\b)"
)
_TO_SOMEBODY = re.compile(
    r"\b(?:what|which|why|how|when|where) (?:is|are|was|were|does|do|did|can|should|would) (?:he|she)\b"
)
_OPENING = re.compile(
    r"(?:what|why|how) (?:is|are|was|were|does|do|did|can) (?:this|these|those|they) (?:\w+\s?){0,2}\?$"
    r"|(?:what|how) (?:does|did|is|was) it (?:do|work|mean|for|about|called|used for)\??$"
    r"|(?:and|but|so|also),? (?:what|how|why|if)\b|(?:he|she|they)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:laut (?:dem )?(?:text|abschnitt|artikel)|im (?:obigen )?text\b|in diesem (?:text|abschnitt|artikel|auszug)"
    r"|der autor\b(?! (?:von|des|der)))"
    r"|\b(?:selon|d['’]après|dans) (?:le texte|ce texte|ce passage|cet extrait|le passage|l['’]extrait|l['’]auteur)\b"
    r"|\b(?:según|en) (?:el texto|este texto|el pasaje|este pasaje|el fragmento|este fragmento|el autor)\b"
    r"|\b(?:secondo|nel) (?:il testo|testo|questo testo|questo brano|brano|l['’]autore)\b"
    r"|\b(?:segundo|de acordo com|no) (?:o texto|texto|este texto|este trecho|trecho|o autor)\b"
    r"|\b(?:volgens|in) (?:de tekst|deze tekst|deze passage|dit fragment|de auteur)\b"
    r"|\b(?:według|w) (?:tekstu|tekście|tym tekście|tym fragmencie|autora)\b"
    r"|(?<!\w)(?:согласно тексту|в тексте|в этом тексте|в данном отрывке|по мнению автора)(?!\w)"
    r"|根据(?:本|上|该|这段)?文|本文中|文中提到|上文|这段文字|この文章|この文書|本文(?:で|に|の)|上記の"
    r"|이 글|본문|위 글|위 지문|في النص|حسب النص"
)
_THINGS = (
    "text passage excerpt paragraph chunk snippet extract article document section chapter context material source"
)
_THINGS += " story guide author writer narrator speaker"
_ELSEWHERES = (
    "text abschnitt artikel auszug autor auteur passage extrait pasaje fragment testo brano trecho tekst tekś текст"
)
_ELSEWHERES += " отрыв автор 文 上記 글 본문 지문 النص"
_LOOKED_AT = {_TO_A_TEXT: _THINGS, _TO_A_PLACE: "above below here earlier in", _ELSEWHERE: _ELSEWHERES}
"""What must stand in a question for a pattern to match at all: looking for it is quicker."""


def pointing_words(question: str) -> str:
    """Return the words of a question that point to an unseen text or to something never named; empty for none."""
    asked = " ".join(question.casefold().split())
    for pattern, signs in _LOOKED_AT.items():
        if any(sign in asked for sign in signs.split()) and (match := pattern.search(asked)):
            return match.group()
    somebody = _TO_SOMEBODY.search(asked)
    if somebody and not re.search(r"[.!?,:;] ", asked[: somebody.start()]):
        return somebody.group()
    opening = _OPENING.match(asked)
    return opening.group() if opening else ""
