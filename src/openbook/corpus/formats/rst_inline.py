"""Marks inside of lines of reStructuredText → what they show."""

import re
from collections.abc import Mapping

from openbook.corpus.formats.scripts import lowered, raised
from openbook.text.late import late

MARKS = (
    r"``(?P<literal>.+?)``(?!`)"
    r"|:(?P<role>[\w.+:-]{1,60}):`(?P<said>[^`]+)`"
    r"|`(?P<link>[^`]+)`(?P<under>__?)?(?P<after>:[\w.+:-]{1,60}:)?"
    r"|\[(?P<note>[#*\w.-]{1,40})\]_(?!\w)"
    r"|\|(?<![\w|\\]\|)(?P<name>[^|\s](?:[^|\n]{0,60}[^|\s])?)\|_{0,2}(?![|\w])"
    r"|\\(?P<escaped>_|[^\w\n])"
)
WORD = r"(?<![\w`])(?P<word>[A-Za-z0-9](?:[\w.-]*[^\W_])?)__?(?=[\s.,;:!?)\]\"']|\Z)"
MARK, MARK_OR_WORD = late(MARKS, re.DOTALL), late(f"{MARKS}|{WORD}", re.DOTALL)
WORD_END = late(r"_(?<!__)(?<![^\w.-]_)_?(?=[\s.,;:!?)\]\"']|\Z)")
"""Words that lead somewhere are looked for where one ends so: each letter may begin one, and a backslash none."""
STRUCK = late(r"\[STRIKEOUT:([^\[\]]+)\]")
"""How pandoc writes what its own format strikes out."""
SPECIAL = late(r"[`_|\\]")
"""What each of them has: most lines have none of it."""
TARGETED = late(r"(.*?)\s*<[^<>]*>\Z", re.DOTALL)
CODE_ROLES = frozenset(
    "code literal command file program option samp kbd envvar keyword c:expr cpp:expr math".split()  # noqa: SIM905
)
REFERENCES = late(
    r"(?:py|c|cpp|js|rst|std)?:?(?:func|meth|class|mod|attr|exc|data|const|obj|type|macro|member|var|fn)\Z"
)


def inline(text: str, substitutions: Mapping[str, str]) -> str:
    """Return the text with its roles, links, notes and substitutions as they read."""
    if "[STRIKEOUT:" in text:
        text = STRUCK.sub(r"~~\1~~", text)
    if SPECIAL.search(text) is None:
        return text

    def shown(match: re.Match[str]) -> str:
        if match.lastgroup == "link":
            return match["link"]
        if match["literal"] is not None:
            return f"`{match['literal']}`" if "`" not in match["literal"] else f"`` {match['literal']} ``"
        if match["role"] is not None:
            return _role(match["role"], match["said"], _before(match))
        if match["link"] is not None:
            if match["after"]:
                return _role(match["after"].strip(":"), match["link"], _before(match))
            target = TARGETED.match(match["link"])
            return (target[1] or _bare(match["link"])) if target else match["link"]
        if match["note"] is not None:
            return f"[{match['note'].lstrip('#')}]"
        if match["name"] is not None:
            return substitutions.get(match["name"], match[0])
        if match.lastgroup == "word":
            return match["word"]
        return "" if match["escaped"] == " " else match["escaped"]

    return (MARK if WORD_END.search(text) is None else MARK_OR_WORD).sub(shown, text)


def _before(match: re.Match[str]) -> str:
    """Return the sign that what is marked stands at; empty where a space is seen before it."""
    before = match.string[max(0, match.start() - 3) : match.start()].removesuffix("\\ ")
    return before[-1:].strip()


def _role(role: str, said: str, before: str) -> str:
    target = TARGETED.match(said)
    words = target[1] if target and target[1] else _bare(said)
    if role == "math":
        return f"${said}$"
    if REFERENCES.match(role) or role in CODE_ROLES:
        bare = words.lstrip("!")
        return f"`{bare.lstrip('~').rpartition('.')[2] if bare.startswith('~') else bare}`"
    if role in ("sub", "subscript"):
        return lowered(words, before)
    if role in ("sup", "superscript"):
        return raised(words, before)
    if role in ("pep", "rfc") and words.isdigit():
        return f"{role.upper()} {words}"
    return words.lstrip("!~")


def _bare(said: str) -> str:
    """Return a target without its brackets; `<name>_ROOT` is a name with a place to fill in."""
    return said[1:-1] if said[:1] == "<" and said[-1:] == ">" and said.count("<") == 1 else said
