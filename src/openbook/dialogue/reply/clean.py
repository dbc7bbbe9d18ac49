"""What is around a reply, taken off: reasoning blocks, fences, end marks, and friendly words at the end."""

import re
from collections.abc import Iterator

from openbook.text.fences import FENCE

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>think|thinking|thought|thoughts|reasoning|reflection|seed:think)>"
    r"|\[(?P<close2>/?)(?P<name2>THINK)\]|◁(?P<close3>/?)(?P<name3>think)▷",
    re.IGNORECASE,
)
_TAG_SIGNS = ("think>", "thinking>", "thought>", "thoughts>", "reasoning>", "reflection>", "think]", "think▷")
_QUOTING = frozenset("`\"'“‘«„")
_HARMONY = re.compile(r"<\|channel\|>\s*final\b[^<]{0,40}<\|message\|>")
_END = re.compile(
    r"^[ \t]{0,8}(?:\*\*|__|<|\[|#{1,3} |-{2,3} ?)(?:END|End|FINISHED|Finished)\.?(?:\*\*|__|>|\]| ?-{2,3})?[ \t]{0,8}$"
    r"|\*\*(?:END|Finished\.?)\*\*|\[END\]|^[ \t]{0,8}END\.?\s*\Z"
    r"|(?:<\|(?:im_end|eot_id|end|endoftext|return|end_of_text)\|>|</s>|<end_of_turn>)\s{0,8}(?=<[|s]|\Z)",
    re.MULTILINE,
)
_END_SIGNS = ("END", "End", "Finished", "FINISHED", "<|", "</s>", "<end_of_turn>")
_RULE = re.compile(r"(?:[-*_=~][ \t]{0,2}){3,}")
_RULES = "-*_=~"
LONGEST_RULE = 200
"""Characters."""
_CHATTER = re.compile(
    r"(?:please )?let me know|(?:i )?hope (?:this|these|that)\b|feel free to (?:ask|reach|let)|these (?:questions|"
    r"turns|"
    r"conversations)\b|this (?:conversation|dialogue|exchange)\b|would you like me\b|if you(?:'d|’d| would) like "
    r"(?:me|more|"
    r"another|further)\b|is there anything else|end of (?:the )?(?:conversation|dialogue)|\(?note: (?:i|the "
    r"conversation|"
    r"this conversation|these)\b|i(?:'ve|’ve| have) (?:written|created|kept|made|ensured)\b|lassen sie (?:es "
    r")?mich wissen|"
    r"lass (?:es )?mich wissen|ich hoffe, |n['’]hésitez pas à me|j['’]espère que|no dudes? en (?:preguntar|dec)|"
    r"espero que "
    r"|avísame|fammi sapere|spero che |laat het me weten|ik hoop dat|daj mi znać|mam nadzieję|дайте (?:мне "
    r")?знать|надеюсь, "
    r"|希望(?:这|以上|对)|如果您还有|如需更多|他に(?:何か|ご)|何か(?:他|ご)|ご不明な点|도움이 되|더 필요",
    re.IGNORECASE,
)
CHATTER_LENGTH = 320
"""A friendly last paragraph is shorter than this; a longer one belongs to the answer."""


def without_reasoning(text: str) -> str:
    """Return a reply without its reasoning blocks, closed or not; a tag in quotes or backticks is text.

    Of a block that was opened by the chat template, only the closing tag is seen: everything before it goes. A block
    that never closes swallows the rest, if its tag opens a line.
    """
    if "<|channel|>" in text:
        finals = [match.end() for match in _HARMONY.finditer(text)]
        text = text[finals[-1] :] if finals else ""
    lowered = text.lower()
    if not any(sign in lowered for sign in _TAG_SIGNS):
        return text
    found = _TAG.finditer(text)
    tags = [tag for tag in found if text[max(0, tag.start() - 1) : tag.start()] not in _QUOTING]
    if "<question>" in lowered:
        tags = [tag for tag in tags if tag.group().strip("</>[]◁▷").casefold() in ("think", "thinking")]
    return "".join(_visible(text, tags)) if tags else text


def _visible(text: str, tags: list[re.Match[str]]) -> Iterator[str]:
    closing = [tag for tag in tags if _closes(tag)]
    start, place = 0, 0
    if _closes(tags[0]) and _alone(text, tags[0]):
        start, place = tags[0].end(), 1
    while place < len(tags):
        tag = tags[place]
        place += 1
        if _closes(tag) or tag.start() < start:
            continue
        while closing and closing[0].start() < tag.start():
            closing.pop(0)
        if closing:
            yield text[start : tag.start()]
            start = closing.pop(0).end()
        elif _opens_line(text, tag.start()):
            yield text[start : tag.start()]
            return
    yield text[start:]


def _closes(tag: re.Match[str]) -> bool:
    return bool(tag["close"] or tag["close2"] or tag["close3"])


def _alone(text: str, tag: re.Match[str]) -> bool:
    """Whether a closing tag starts or ends a line, as reasoning does, rather than standing within a sentence."""
    return _opens_line(text, tag.start()) or text[tag.end() : tag.end() + 1] in ("", "\n", "\r")


def _opens_line(text: str, position: int) -> bool:
    return not text[text.rfind("\n", 0, position) + 1 : position].strip()


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
    """Return a reply up to its end mark (`**END**`, a control token of a chat format, …)."""
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
    while True:
        head, gap, last = text.rpartition("\n\n")
        words = last.strip(" *_>#-\t\n")
        if not gap or len(words) > CHATTER_LENGTH or not _CHATTER.match(words):
            return text
        text = without_rules(head)
