"""The judge's verdict, read from whatever it wrote: suitable, unsuitable, or nothing that could be taken for either."""

import re
from collections.abc import Iterator, Mapping
from json import JSONDecodeError, loads
from typing import Any

from openbook.dialogue.reply.wrapping import unwrapped
from openbook.text.late import late

REASON: Mapping[str, Any] = {"type": "string", "maxLength": 600}
"""A reason in a schema: a small model that begins to repeat itself is stopped, and still gets to its verdict."""
VERDICT_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"reasoning": REASON, "verdict": {"type": "string", "enum": ["suitable", "unsuitable"]}},
    "required": ["reasoning", "verdict"],
    "additionalProperties": False,
}
"""What a structured verdict looks like."""

_UNFIT = (
    r"unsuitable|not[- ]suitable|non[- ]?suitable|unsuited|ungeeignet\w*|inappropriée?s?|inadaptée?s?|"
    r"inadecuad[oa]s?|inadatt[oaie]"
    r"|inidone[oaie]|inadequad[oa]s?|impróprio|ongeschikte?|nieodpowiedni\w*|непригод\w*|неподход\w*|"
    r"не\s+(?:подход|пригод|годи)\w*"
    r"|nie nadaje się|ne convient pas|olämplig\w*|uegnet|uygun değil|不(?:太|是很)?(?:合适|合適|适合|適合|适宜|"
    r"適宜|适用|適用)|不宜"
    r"|不適切?|適切(?:では|じゃ)?(?:ない|ありません)|適して(?:いない|いません)|ふさわしくない|부적합|부적절|"
    r"적합하지|적절하지"
    r"|अनुपयुक्त|उपयुक्त नहीं|अयोग्य|অনুপযুক্ত|উপযুক্ত নয়|ไม่เหมาะ(?:สม)?|không (?:phù|thích) hợp|tidak (?:cocok|sesuai|layak)"
    r"|نامناسب|לא מתאים|ακατάλληλ\w*|nevhodn\w*|alkalmatlan|nepotrivit\w*|sopimaton|непридатн\w*"
    r"|غير (?:مناسب|ملائم|صالح)|ليس مناسب|لا يصلح"
)
_FIT = (
    r"suitable|geeignet\w*|appropriée?s?|adaptée?s?|convient|adecuad[oa]s?|apto|apta|adatt[oaie]|idone[oaie]|"
    r"adequad[oa]s?|geschikte?"
    r"|odpowiedni\w*|nadaje się|подход(?:ит|ящ)\w*|пригод\w*|lämplig\w*|egnet|uygun|合适|合適|适合|適合|适宜|適宜|"
    r"适用|適用"
    r"|उपयुक्त|योग्य|উপযুক্ত|เหมาะ(?:สม)?|phù hợp|thích hợp|cocok|sesuai|layak|מתאים|κατάλληλ\w*|vhodn\w*|alkalmas"
    r"|potrivit\w*|sopiva|придатн\w*"
    r"|適切|適して|ふさわしい|적합|적절|مناسب|ملائم|صالح|يصلح"
)
_TERM = late(
    rf"(?<![^\W\d_])(?:(?P<unfit>{_UNFIT})|(?P<fit>{_FIT}))|(?P<unfit2>不合适|不适合|不適合|不適切)|(?P<fit2>合适|"
    rf"适合|適切)"
)
_NOT = late(
    r"\b(?:not|never|no|nor|neither|hardly|scarcely|cannot|without|lacks?|fails?|far from|anything but|too(?= "
    r"[\w-]+ to be)|nicht|kaum|"
    r"keine?\w*|pas|"
    r"non|não|niet|geen|nie|не|inte|ikke|değil)\b|\w+n['’]t\b"
)
_OPINION = late(
    r"\b(?:call|consider|think|believe|say|find|deem|regard|judge|rate|make|mean|halte|finde|denke|glaube|creo|"
    r"considero|pense|penso)\b"
)
_IDLE = late(
    r"\b(?:whether|if|what makes|when|unless|were|must be|needs? to be|in order to be|would have been|might have "
    r"been|could have been|"
    r"ob|wenn|si|если)\b[^,;]{0,60}$|\b(?:to decide|to judge|criteri\w+|question is)\b[^,;]{0,40}$"
)
_HAVING = late(
    r"\b(?:has|have|having|contains?|includes?|mentions?|some|few|any|other|with|lists?|like|of)\s+(?:\w+\s+){0,2}$"
)
_IF_ONLY = late(r"\s*(?:\w+\s+){0,6}?(?:only )?if\b")
_LABELS = (
    r"(?:verdict|judge?ment|decision|conclusion|assessment|answer|classification|result|rating|evaluation|"
    r"suitability|urteil|"
    r"bewertung|verdikt|fazit|ergebnis|antwort|entscheidung|eignung|jugement|décision|avis|évaluation|réponse|"
    r"veredicto|conclusión|"
    r"decisión|evaluación|respuesta|giudizio|verdetto|conclusione|decisione|valutazione|risposta|veredito|"
    r"conclusão|decisão|"
    r"avaliação|resposta|oordeel|conclusie|beslissing|antwoord|werdykt|ocena|decyzja|wniosek|odpowiedź|вердикт|"
    r"вывод|решение|оценка|"
    r"заключение|ответ|结论|結論|判断|判定|判決|评判|评估|결론|판정|판단|평가|الحكم|النتيجة|القرار|karar|omdöme|"
    r"निर्णय|निष्कर्ष|फ़ैसला|उत्तर|সিদ্ধান্ত|ผล|คำตัดสิน|kết luận|đánh giá|kesimpulan|keputusan|putusan|מסקנה|החלטה|απόφαση|"
    r"συμπέρασμα|verdikt|závěr|rozhodnutí|ítélet|döntés|verdict|concluzie|päätös|arvio|висновок|рішення)"
)
_LABELLED = late(
    rf"^(?:[^\W\d_]+\s+){{0,3}}{_LABELS}(?:\s+(?:is|ist|est|es|è|é))?\s*[:：=|–—-]+\s*(?P<rest>.+)$|"
    rf"^(?:(?:the|my|final|overall|so)\s+){{0,3}}{_LABELS}\s+is\s+(?P<rest2>.+)$"
)
_YES = late(r"(?:yes|true|accept(?:ed)?|keep|pass|ja|oui|sí|si|sì|sim|tak|да|是|はい|예|네|نعم)\b")
_NO = late(r"(?:no|false|reject(?:ed)?|discard|fail|nein|non|não|nee|nie|нет|否|いいえ|아니요|아니오|لا)\b")
_STARTS = late(
    rf"(?:(?P<unfit>{_UNFIT})|(?P<fit>{_FIT}))\s*(?P<end>$|[.,;:!。，、；：！–—-]|\s+(?:because|since|as|although|"
    rf"though|even|despite|but|for|"
    r"overall|weil|obwohl|car|porque|perché|omdat)\b)"
)
_FIRST = late(rf"(?:(?P<unfit>{_UNFIT})|(?P<fit>{_FIT}))(?![^\W\d_]|\s*\?)")
"""The first word of a labelled verdict decides, whatever is said behind it."""
_DECORATION = late(r"\\boxed|\\text(?:bf)?|[*_`\"“”„«»‘\[\](){}$\\#>✅❌✔✗️]|^\s*(?:[-•+]\s+|\d{1,2}[.)]\s+)")
_SENTENCE = late(r"(?<=[.!?。！？;])\s+|(?<=[。！？])|\n+")
_CLAUSE = late(
    r"[,:;，、–—]|\b(?:but|however|yet|so|therefore|hence|thus|still|because|since|aber|jedoch|mais|pero|ma|mas|"
    r"maar|ale|но|а)\b"
    r"|\band (?=is|are|so|therefore|thus|it|this|hence)"
)
_CONCESSION = late(
    r"\b(?:although|though|even though|even if|despite|while|whereas|except|apart from|obwohl|bien que|aunque|"
    r"sebbene|embora|hoewel|хотя)"
    r"\b[^,;.!?]{0,300}"
)
_CHOICES = late(
    rf"(?:{_UNFIT}|{_FIT})\s*(?:\bor\b|\boder\b|\bou\b|\bo\b|\bof\b|\blub\b|\bили\b|/|\||或|または|또는|"
    rf"أو)\s*(?:{_UNFIT}|{_FIT})"
)
_BETWEEN = frozenset("/|或または또는أو")
"""Signs between two verdicts that need no space around them."""
LONGEST_LINE = 4_000
"""Characters of a line that are looked at, from its end: a verdict stands at an end."""


def parse_verdict(text: str) -> bool | None:
    """Return whether a judge's reply says suitable (True), unsuitable (False) or neither (None).

    The last line that is a verdict decides: one with a label (`Verdict: …`) or one that says nothing else. Without such
    a line, one that begins with a verdict; else the last sentence that gives one.
    """
    visible = unwrapped(text, is_conversation=False).strip()
    lines = [plain for line in visible.split("\n") if (plain := _plain(line))]
    structured = _of_json(visible)
    if structured is not None:
        return structured
    leading: bool | None = None
    for line in reversed(lines):
        verdict = _explicit(line)
        if verdict is not None:
            return verdict
        if leading is None:
            leading = _leading(line)
    if leading is not None:
        return leading
    if len(lines) == 1 and len(lines[0]) < 20 and (_YES.match(lines[0]) or _NO.match(lines[0])):
        return bool(_YES.match(lines[0]))
    return _of_prose(lines)


def _plain(line: str) -> str:
    return _DECORATION.sub("", line[-LONGEST_LINE:]).replace("’", "'").casefold().strip(" \t.:-–—")


def _of_json(text: str) -> bool | None:
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start or len(text) > 20_000 or '"' not in text:
        return None
    try:
        value = loads(text[start : end + 1])
    except (JSONDecodeError, RecursionError):
        return None
    return _of_object(value) if isinstance(value, dict) else None


def _of_object(value: Mapping[str, Any]) -> bool | None:
    found = [_of_value(str(key).casefold(), said) for key, said in value.items()]
    return next((verdict for verdict in reversed(found) if verdict is not None), None)


def _of_value(key: str, said: Any) -> bool | None:
    if isinstance(said, list) and len(said) == 1:
        said = said[0]
    if isinstance(said, dict):
        alone = (_explicit(_plain(part)) for part in said.values() if isinstance(part, str))
        nested = _of_object(said)
        return nested if nested is not None else next((one for one in alone if one is not None), None)
    if isinstance(said, bool):
        return not said if re.search(_UNFIT, key) else said if re.search(_FIT, key) else None
    if isinstance(said, str) and (re.fullmatch(_LABELS, key) or re.search(_FIT, key)):
        return _explicit(f"verdict: {_plain(said)}")
    return None


def _may_offer(said: str) -> bool:
    """Whether a text may offer a choice of two verdicts: one word, or two without a sign between them, can't."""
    return len(said.split()) > 2 or not _BETWEEN.isdisjoint(said)


def _explicit(line: str) -> bool | None:
    """Return the verdict of a line that is one: labelled, or nothing but the verdict."""
    match = _LABELLED.match(line)
    if match:
        said = (match["rest"] or match["rest2"]).strip()
        first = _FIRST.match(said)
        if first:
            return None if _may_offer(said) and _CHOICES.match(said) else bool(first["fit"])
        if _CHOICES.search(said):
            return None
        if _YES.match(said) or _NO.match(said):
            return bool(_YES.match(said))
        return _of_prose([said])
    start = _STARTS.match(line)
    if start and not line[start.end() :].strip(" .,;:!。，、；：！–—-"):
        return bool(start["fit"])
    labelled = re.match(
        rf"(?:{_FIT})\s*[:=?]\s*(?:(yes|true|ja|oui|sí|sì|sim|да)|(no|false|nein|non|não|nee|нет))\b", line
    )
    return bool(labelled[1]) if labelled else None


def _leading(line: str) -> bool | None:
    """Return the verdict that a line begins with: `Suitable, although …`."""
    start = _STARTS.match(line)
    return bool(start["fit"]) if start and not _CHOICES.match(line) else None


def _of_prose(lines: list[str]) -> bool | None:
    verdict: bool | None = None
    asked = False
    for line in lines:
        for sentence in _SENTENCE.split(line):
            if sentence.rstrip().endswith("?"):
                asked = bool(_TERM.search(sentence))
                continue
            if asked and (_YES.match(sentence) or _NO.match(sentence)):
                verdict = bool(_YES.match(sentence))
            asked = False
            if _CHOICES.search(sentence):
                continue
            for said in _said(_CONCESSION.sub(" ", sentence)):
                verdict = said
    return verdict


def _said(sentence: str) -> Iterator[bool]:
    """Yield what each clause of a sentence says of the piece, its negations counted."""
    starts = [0, *(match.end() for match in _CLAUSE.finditer(sentence))]
    for match in _TERM.finditer(sentence):
        clause = max(start for start in starts if start <= match.start())
        before = sentence[clause : match.start()]
        after = sentence[match.end() : match.end() + 80]
        if _IDLE.search(before) or (_IF_ONLY.match(after) and re.search(r"\b(?:would|could|might)\b", before)):
            continue
        if _HAVING.search(before) and re.match(r"\s+\w", after) and not _NOT.search(before):
            continue
        unfit = bool(match["unfit"] or match["unfit2"])
        negations = sum(_reaches(before[found.end() :]) for found in _NOT.finditer(before))
        yield unfit == bool(negations % 2)


def _reaches(between: str) -> bool:
    """Whether a negation reaches the verdict over the words between them."""
    words = len(between.split())
    return words <= 4 or (words <= 9 and bool(_OPINION.search(between)))
