"""What a model puts around its answer, taken off: reasoning, channels, boxes, and the next turn that it made up.

Each family of models marks its thinking and its answer in its own way, and servers pass the marks on whole, torn or
stripped. What is left is the answer, or nothing: what can't be told apart from reasoning is no answer.
"""

import re

from openbook.dataclass import dataclass
from openbook.dialogue.reply.frames import HEAD, begins_form, is_closed, opens_line, unframed
from openbook.dialogue.reply.labels import Label, is_user, labels
from openbook.text.control import control_tokens, unquoted
from openbook.text.fences import fenced
from openbook.text.late import late


@dataclass(frozen=True, slots=True)
class Family:
    """How one family of models marks its thinking. The patterns match a mark wherever it stands."""

    name: str
    opens: str
    closes: str
    torn: str = ""
    """What is left of a closing mark of which a stop sequence took a part; it opens a line."""


_NAME = r"[a-z:_-]{0,20}(?:think|thought|reason|reflect|analysis|scratch_?pad|monologue)[a-z_-]{0,20}"
"""What thinking is called between the signs of control tokens."""
_ELEMENT = r"(?:[a-z:_-]{0,20}think(?:ing)?|thoughts?|reasoning|reflection)"
"""What it is called in elements, which an answer may hold too, wherever they stand; `frames` knows no names."""

FAMILIES = (
    Family(
        "tags",
        rf"<{_ELEMENT}(?:\s[^<>\n]{{0,99}})?>",
        rf"</{_ELEMENT}>",
        rf"(?:/{_ELEMENT}>|</{_ELEMENT}(?=[ \t]*$))",
    ),
    Family("brackets", rf"(?-i:\[(?:{_NAME.upper()})\])", rf"(?-i:\[/(?:{_NAME.upper()})\])"),
    Family("signs", rf"◁(?:{_NAME})▷", rf"◁/(?:{_NAME})▷"),
    Family("gemma", r"<\|channel>(?:thought|analysis)\b", r"<channel\|>"),
    Family("medgemma", r"<unused94>(?:thought)?", r"<unused95>"),
    Family(
        "tokens",
        rf"<[|｜](?!end[_▁]|/)(?:(?:begin[_▁]of|start)[_▁])?(?:{_NAME})(?<![_▁]end)[|｜]>",
        rf"<[|｜](?:(?:/|end[_▁](?:of[_▁])?)(?:{_NAME})|(?:{_NAME})(?<=[_▁]end))[|｜]>",
    ),
)
"""Thinking between an opening and a closing mark."""

FINALS = (
    late(r"<\|channel\|>[ \t]*final\b(?:(?!<\|message\|>)[^\n]){0,80}<\|message\|>"),
    late(r"<\|channel\|>[ \t]*commentary to=(?:(?!<\|message\|>)[^\n]){0,120}<\|message\|>(?=\s*\{)"),
    late(r"<\|tool_call_argument_begin\|>"),
    late(r"<｜tool▁sep｜>[\w.-]{0,60}\s{0,4}(?=```|\{)"),
    late(r"\[TOOL_CALLS\](?:[\w.-]{0,60}\[ARGS\])?(?=\s*[{\[])"),
    late(r"<\|START_ACTION\|>"),
    late(r"<\|START_(?:RESPONSE|TEXT)\|>"),
    late(r"<\|begin_of_(?:box|solution|answer)\|>"),
)
"""Marks behind which an answer stands, whatever stands before them."""

_SPOKEN = (
    (
        late(r"\A\s*here is my thought process:", re.IGNORECASE),
        late(r"^\s*here is my response:", re.IGNORECASE | re.MULTILINE),
    ),
    (
        late(r"\A\s*thinking\.\.\.\s*\n", re.IGNORECASE),
        late(r"^\s*\.\.\.done thinking\.", re.IGNORECASE | re.MULTILINE),
    ),
)
"""Sentences between which thinking stands: Granite's, and those of Ollama's terminal."""

_FINAL_LINE = late(
    r"^[ \t]*(?:[\[<({=#*~_-]{1,6}[ \t]?)?(?P<ends>/|end[ _](?:of[ _])?)?(?:[^\W_]{2,12}[ _]){0,3}"
    r"(?:final\w{0,2}[ _](?:response|answer|output|version|conversation|dialogue|reply|result|draft|json)"
    r"|(?:version|fassung|versión|versão|versione|conversa\w+)[ _]final\w?|endgültige fassung|final|最终版本|最終版)"
    r"[ \t]?[:：]?[ \t]?[\])>}=#*~_-]{0,6}[:：]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that says that the last version follows, or ends: `[BEGIN FINAL RESPONSE]`, `**Final version:**`."""
_STRIPPED = late(r"\A\s*(?:analysis|commentary)(?=[^\s,.:;])")
_STRIPPED_FINAL = late(r"assistant(?:commentary.*?assistant)?final(?=\W|[A-Z]|\Z|[^\x00-\x7f])", re.DOTALL)
"""Harmony's channels where the server took the control tokens and left their names."""


def _alternatives(n: int, family: Family) -> str:
    torn = f"|^(?P<torn{n}>{family.torn})" if family.torn else ""
    return f"(?P<open{n}>{family.opens})|(?P<close{n}>{family.closes}){torn}"


_MARKS = late("|".join(_alternatives(*row) for row in enumerate(FAMILIES)), re.IGNORECASE | re.MULTILINE)
_IN_BRACKETS = ("THINK", "THOUGHT", "REASON", "REFLECT", "ANALYSIS", "SCRATCH", "MONOLOGUE")
"""What stands in a mark in brackets, a word of `_NAME` each."""
_ROLE = r"(?:system|user|assistant|model|human|tool|developer|ipython)"
_TERM = late(r"\W{0,8}[^\W\d_][^\n:：]{0,30}[:：]")
"""How a row of a list opens that explains words: the next one may be `User:`."""
_ASKS = frozenset("?!？！؟")
_LEADING = frozenset(":：")
_CALL = late(r"<tool_(?:call|response)s?>")
_ROLE_NAME = late(rf"\s{{0,8}}{_ROLE}\s{{0,8}}(?=\n|<|\[|\Z)")
_MOST_LEADING = 6
"""Control tokens before an answer."""


def unwrapped(text: str, is_conversation: bool = True) -> str:
    """Return the answer in a reply, without what its model wrote around it; empty where there is reasoning at most.

    `is_conversation`: the answer is one of our forms; else it may be any words, as a verdict is.
    """
    text = _without_thinking(_last_channel(_without_spoken(text)))
    text = _final_version(text) if is_conversation else text
    for _ in range(4):
        inner = unframed(_without_leading(text), is_conversation)
        if inner == text:
            break
        text = inner
    return text


def goes_on_as_user(text: str) -> bool:
    """Whether a text ends with a further turn as a chat's transcript writes it: `User: …`, perhaps with its answer."""
    found = labels(text) if "\n" in text else []
    for place, label in enumerate(found):
        if not is_user(label) or label.shape == "bold":
            continue
        before, rest = text[: label.start], text[label.end :].strip()
        answer = next((later for later in found[place + 1 :] if later.kind == "answer" and not later.inline), None)
        if before.endswith("\n\n"):
            last = before.rstrip().rpartition("\n\n")[2]
            speaks = rest[-1:] in _ASKS or (rest.count(" ") > 1 and not _TERM.match(last))
            return answer is not None or ("\n\n" not in rest and (speaks or label.shape == "heading"))
        if answer and _goes_on_below(text, label, answer):
            return True
    return False


def _goes_on_below(text: str, user: Label, answer: Label) -> bool:
    """Whether a question and its answer follow line by line what was said: nothing leads to them, and they are no code.

    In two lines without an empty one, `User:` and `Assistant:` may be words that are explained.
    """
    said, asked = text[: user.start].rstrip(), text[user.end : answer.start].rstrip()
    is_led_to = said[-1:] in _LEADING or any(start <= user.start < end for start, end in fenced(text))
    return bool(said) and asked[-1:] in _ASKS and not is_led_to


def until_next_turn(text: str) -> str | None:
    """Return a part of a reply up to where its model went on with a turn that it made up.

    None where a control token or a call stands amid of it: what that means nobody can tell. A quoted token is text.
    """
    if "<tool_" in text and next(unquoted(text, _CALL.finditer(text)), None) is not None:
        return None
    for token in control_tokens(text):
        rest = text[token.end() :]
        after = rest.lstrip()
        if not after or next(control_tokens(rest), None) is not None or re.match(rf"{_ROLE}\b", after):
            return text[: token.start()].rstrip()
        return None
    return text


def _without_spoken(text: str) -> str:
    """Return a reply without the thinking between two sentences that say so; empty where the second one is missing."""
    for opens, closes in _SPOKEN:
        if opens.match(text):
            ends = list(closes.finditer(text))
            return text[ends[-1].end() :] if ends else ""
    return text


def _last_channel(text: str) -> str:
    """Return what stands in the last final channel, or in the box, to its end; the text where there is no such mark."""
    for final in FINALS:
        marks = list(unquoted(text, final.finditer(text)))
        if marks:
            return _to_end(text[marks[-1].end() :])
    if "<|channel|>" in text and any(token[0] == "<|channel|>" for token in control_tokens(text)):
        return ""
    if _STRIPPED.match(text):
        finals = list(_STRIPPED_FINAL.finditer(text))
        return text[finals[-1].end() :] if finals else "" if re.match(r"\s*\w+[A-Z]", text) else text
    return text


def _final_version(text: str) -> str:
    """Return what follows a line that says that the last version of the conversation does; all where there is none."""
    if not any(word in text.lower() for word in ("final", "最", "endg")):
        return text
    marks = list(unquoted(text, _FINAL_LINE.finditer(text)))
    for mark in reversed(marks):
        if not mark["ends"] and begins_form(text[mark.end() :]):
            ending = next((other.start() for other in marks if other["ends"] and other.start() > mark.end()), len(text))
            return text[mark.end() : ending]
    return text


def _to_end(text: str) -> str:
    """Return a channel's text up to the control token that ends it."""
    end = next(control_tokens(text), None)
    return text[: end.start()] if end else text


def _without_thinking(text: str) -> str:
    """Return a reply without its thinking, closed or not; a mark in quotes or backticks is text.

    Of thinking that the chat template opened, only the closing mark is seen: all before it goes, where the mark opens
    or ends a line or a form of ours follows it. Thinking that never closes swallows the rest, if its mark opens a line.
    """
    if not _may_be_marked(text):
        return text
    as_elements = "<question>" in text.lower()
    marks = list(unquoted(text, _MARKS.finditer(text)))
    if as_elements:  # then <thoughts> and <reasoning> are parts of the form
        marks = [mark for mark in marks if mark.group().strip("</>").casefold() in ("think", "thinking")]
    kept: list[str] = []
    start, opened = 0, -1
    for place, mark in enumerate(marks):
        if mark.start() < start:
            continue
        if str(mark.lastgroup).startswith("open"):
            opened = mark.start() if opened < 0 else opened
        elif opened >= 0:
            kept.append(text[start:opened])
            start, opened = mark.end(), -1
        elif _ends_thinking(text, mark, is_first=not kept and place == 0):
            kept, start = [], mark.end()
    if opened >= 0 and opens_line(text, opened):
        return "".join([*kept, text[start:opened]])
    return "".join([*kept, text[start:]])


def _may_be_marked(text: str) -> bool:
    """Whether a text has signs of which all marks of thinking have one; JSON has brackets, and a source a stroke."""
    return "<" in text or "◁" in text or ("/" in text and ">" in text) or any(word in text for word in _IN_BRACKETS)


def _ends_thinking(text: str, mark: re.Match[str], *, is_first: bool) -> bool:
    """Whether a closing mark without an opening one ends thinking, rather than standing within a sentence."""
    alone = opens_line(text, mark.start()) or text[mark.end() : mark.end() + 1] in ("", "\n", "\r")
    return (alone and is_first) or begins_form(text[mark.end() : mark.end() + HEAD])


def _without_leading(text: str) -> str:
    """Return a reply without the control tokens and role names that it begins with."""
    for _ in range(_MOST_LEADING):
        token = next(control_tokens(text), None)
        if token is None or text[: token.start()].strip():
            return text
        role = _ROLE_NAME.match(text, token.end())
        if role is None and is_closed(text, token):
            return text
        text = text[role.end() if role else token.end() :]
    return text
