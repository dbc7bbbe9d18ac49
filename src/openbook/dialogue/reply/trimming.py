"""What is around the text form of a reply, taken off: fences, end marks, and friendly words at the end."""

import re

from openbook.text.fences import FENCE
from openbook.text.late import late
from openbook.text.phrases import phrases

_END = late(
    r"^[ \t]{0,8}(?:\*\*|__|<|\[|#{1,3} |-{2,3} ?)(?:END|End|FINISHED|Finished)\.?(?:\*\*|__|>|\]| ?-{2,3})?[ \t]{0,8}$"
    r"|\*\*(?:END|Finished\.?)\*\*|\[END\]|^[ \t]{0,8}END\.?\s*\Z"
    r"|(?:<\|(?:im_end|eot_id|end|endoftext|return|end_of_text)\|>|</s>|<end_of_turn>)\s{0,8}(?=<[|s]|\Z)",
    re.MULTILINE,
)
_LAST_LINE = late(
    r"\n[ \t]*(?:[\[<({*_=#~–—-]{1,12}[ \t]?(?:the )?"
    r"(?:end|fin|ende|einde|fine|fim|koniec|конец|完|结束|終わり|끝)"
    r"(?: (?:(?:of|de la|de|der|des|du|da|do|van|della) (?:the |this )?[^\W\d_]{2,20}(?: \d)?"
    r"|(?:output|response|reply|conversation|dialogue|transcript|answer|json)))?[.!]?"
    r"[ \t]?[\]>)}*_=#~–—-]{1,12}|// ?end|the end\.?|[\[<](?:eof|eos|done|stop)[\]>]|(?-i:EOF))\s*\Z"
    r"|(?<=[.!?。”])\n\s*(?-i:assistant|user|model)\s*\Z",
    re.IGNORECASE,
)
"""A last line that says that this is the end, between marks or in words that say nothing else; or a role's name."""
_NOTHING = late(r"[^\w]+|\d{1,2}[.)]|<!--[^<>]*-->")
"""A last paragraph without a word: a lone sign, the number of a further point, a comment."""
_REMARK = late(
    r"\W{0,4}(?:notes?|remarks?|disclaimer|comments?|hinweise?|anmerkung(?:en)?|remarques?|notas?|observaciones|opmerking(?:en)?"
    r"|uwag[ai]|примечани[ея]|ملاحظ(?:ة|ات)|टिप्पणी|नोट|注意|注記|備考|补充|备注|说明|註|注|참고|비고)\W{0,3}[:：]",
    re.IGNORECASE,
)
"""How a remark opens: behind a rule it is none of the answer, elsewhere where it speaks of the conversation."""
_LOOK_BACK = late(r"\W{0,6}(?:self[- ]?(?:check|review|assessment)|word count)\W{0,3}(?:[:：]|\*\*)", re.IGNORECASE)
"""How a paragraph opens that looks back on the conversation, wherever it stands."""
_LIST_OF_CHECKS = late(
    r"\W{0,6}(?:check ?list|(?:final |quality |requirements? |constraints? )?checks?|verification|validation|rationale"
    r"|explanation)\W{0,3}(?:[:：]|\*\*)",
    re.IGNORECASE,
)
"""How one opens that does so where it stands behind a rule."""
_IN_BRACKETS = late(r"[*_]{0,3}(?:\([^()\n]+\)|\[[^\[\]\n]+\]|（[^（）\n]+）)[*_]{0,3}")
"""A remark between brackets, which needs no word to open it there."""
_END_SIGNS = ("END", "End", "Finished", "FINISHED", "<|", "</s>", "<end_of_turn>")
_RULE = late(r"(?:[-*_=~][ \t]{0,2}){3,}")
_RULES = "-*_=~"
LONGEST_RULE = 200
"""Characters."""
_CHATTER = late(
    r"(?:[^\W\d_]{2,20}[*_ ]{0,3}:[*_ ]{0,4})?"
    r"(?:(?:please )?let me know|please (?:confirm|tell me)|(?:i )?hope (?:this|these|that)\b"
    r"|feel free to (?:ask|reach|let|adjust|change|edit|modify)|would you like me\b|is there anything else"
    r"|if you(?:'d|’d| would) like (?:me|more|another|further)\b"
    r"|i(?:'ve|’ve| have) (?:written|created|kept|made|ensured)\b"
    r"|(?:these|both) (?:\w+ )?turns\b|both questions (?:rest on|are based on|test|cover)"
    r"|these (?:questions|conversations)\b"
    r"|th(?:is|at(?:['’]s| is) the (?:full|whole|complete)) (?:conversation|dialogue|exchange)\b"
    r"|end of (?:the )?(?:conversation|dialogue)|\(?note: (?:i|the conversation|this conversation|these)\b"
    r"|lassen sie (?:es )?mich wissen|lass (?:es )?mich wissen|ich hoffe, |n['’]hésitez pas à me|j['’]espère que"
    r"|no dudes? en (?:preguntar|dec)|espero que |avísame|fammi sapere|spero che |laat het me weten|ik hoop dat"
    r"|daj mi znać|mam nadzieję|дайте (?:мне )?знать|надеюсь, |希望(?:这|以上|对)|如果您还有|如需更多"
    r"|他に(?:何か|ご)|何か(?:他|ご)|ご不明な点|도움이 되|더 필요)",
    re.IGNORECASE,
)
CHATTER_LENGTH = 320
"""A friendly last paragraph is shorter than this; a longer one belongs to the answer."""


def unfenced(text: str, first_label: int) -> str:
    """Return a reply without the code fence around all of it, if its first label stands inside of one."""
    if "```" not in text and "~~~" not in text:
        return text
    fences = list(FENCE.finditer(text))
    before = sum(fence.start() < first_label for fence in fences)
    if before % 2 == 0:
        return text
    opening = fences[before - 1]
    closing = fences[-1] if len(fences) % 2 == 0 else None
    inside = text[opening.end() : closing.start() if closing else len(text)]
    return f"{text[: opening.start()]}{inside}{text[closing.end() :] if closing else ''}"


def until_end_mark(text: str) -> str:
    """Return a reply up to its end mark (`**END**`, `[End of conversation]`, a control token of a chat format, …)."""
    last = _LAST_LINE.search(text, max(0, len(text.rstrip()) - LONGEST_RULE))
    text = text[: last.start()] if last else text
    if not any(sign in text for sign in _END_SIGNS):
        return text
    mark = _END.search(text)
    return text[: mark.start()] if mark else text


def without_rules(text: str) -> str:
    """Return a part of a reply without blank lines and horizontal rules around it."""
    text = text.strip()
    while text and text[-1] in _RULES:
        head, _, last = text.rpartition("\n")
        if len(last) > LONGEST_RULE or not _RULE.fullmatch(last.strip()):
            return text
        text = head.rstrip()
    return text


def without_chatter(text: str) -> str:
    """Return the last answer without what a model says to the person who ordered the conversation."""
    if text.endswith("```") and len(FENCE.findall(text)) % 2:
        text = text[: text.rindex("```")].rstrip()
    while True:
        head, gap, last = text.rpartition("\n\n")
        if gap and _NOTHING.fullmatch(last.strip()) and len(FENCE.findall(head)) % 2 == 0:
            text = head.rstrip()
            continue
        said = without_rule_above(last)
        before = without_rules(head)
        words = last.strip(" *_>#-\t\n¡¿([")
        is_remark = bool(_LOOK_BACK.match(last)) or (
            _REMARK.match(last) is not None and phrases("form_talk").within(last) != ""
        )
        if said != last or len(before) < len(head.rstrip()):  # it stands behind a rule
            marks = (_REMARK.match(said), _LIST_OF_CHECKS.match(said), _IN_BRACKETS.fullmatch(said.strip()))
            is_remark = is_remark or any(marks)
        if not gap or len(words) > CHATTER_LENGTH or not (is_remark or _CHATTER.match(words)):
            return text
        text = before


def without_rule_above(text: str) -> str:
    """Return a paragraph without a horizontal rule that it begins with."""
    first, gap, rest = text.partition("\n")
    return rest if gap and _RULE.fullmatch(first.strip()) else text
