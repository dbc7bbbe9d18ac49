"""Commands inside of LaTeX text → what they show; formulas are not touched."""

import re

from openbook.corpus.formats.tex_aside import FORMULA, PutAside
from openbook.corpus.formats.tex_signs import as_it_is, with_accents, with_signs
from openbook.text.late import late

MATH = late(FORMULA, re.DOTALL)
SHOWN = {"textbf": "**{}**", "textit": "*{}*", "emph": "*{}*", "texttt": "`{}`", "url": "{}", "path": "`{}`"}
SHOWN |= {"nolinkurl": "{}", "Verb": "`{}`"}
SHOWN |= {"footnote": " ({})", "textsuperscript": "^{}", "caption": "\n\n{}\n\n", "lstinline": "`{}`"}
SHOWN |= {"ref": "({})", "eqref": "({})", "autoref": "({})", "cref": "({})", "Cref": "({})", "pageref": "({})"}
TILDES = "\x027e\x02\x027e\x02"
"""Two of them that stay: those of a text are spaces."""
SHOWN |= {"enquote": "“{}”", "textquote": "“{}”", "frametitle": "\n\n### {}\n\n", "framesubtitle": "\n\n{}\n\n"}
SHOWN |= dict.fromkeys(("sout", "st"), f"{TILDES}{{}}{TILDES}")
TYPEWRITTEN = frozenset({"texttt", "path", "Verb", "lstinline"})
"""Those in whose letters two hyphens are two."""
TYPED = late(r"\{\\(?:tt|ttfamily)(?![A-Za-z])[ \t]*((?:[^{}\\\n]|\\[^A-Za-z\n])*)\}")
OPTION = late(r"(?<=\{)--(?=[A-Za-z])")
"""What an option of a program begins with, whatever command shows it."""
CITED = frozenset("cite citep citet autocite textcite parencite footcite supercite citealp citealt Cite".split())  # noqa: SIM905
ITEMS = frozenset({"item", "question", "choice", "CorrectChoice", "correctchoice"})
"""What begins an item, also in the questions of an exam."""
REMARKS = late(r"\[([^\[\]]*)\]")
FRACTIONS = frozenset({"nicefrac", "sfrac", "textfrac"})
LAST = dict.fromkeys("href textcolor colorbox hypertarget hyperlink parbox raisebox scalebox rotatebox".split(), 2)  # noqa: SIM905
LAST |= {"fcolorbox": 3}
"""Commands of which only the last of so many arguments is shown: colours, addresses and sizes stand before it."""
GONE = dict.fromkeys(
    """label vspace hspace includegraphics bibliographystyle bibliography usepackage documentclass pagestyle
    thispagestyle index nocite phantom hyphenation graphicspath color pagenumbering selectlanguage title author date
    institute theoremstyle lstset hypersetup geometry tikzset pgfplotsset captionsetup setlist enumlabel
    edlabel zlabel linelabel""".split(),  # noqa: SIM905
    1,
)
GONE |= dict.fromkeys(
    """setlength setcounter addtocounter newcommand renewcommand markboth newtheorem numberwithin rule
    adjustimage""".split(),  # noqa: SIM905
    2,
)
GONE |= {"addcontentsline": 3, "definecolor": 3}
"""Commands that show nothing, and how many arguments they take: a group behind these is text."""
NOTE = late(r"[A-Za-z]*(?:foot|end|side|margin|page|inner|outer|left|right)note(?:text|[A-Z])?|marginpar|todo")
"""Commands that set a note somewhere else on the page."""
COMMAND = late(
    r"\\([A-Za-z]+)\*?((?:\[[^\[\]]*\]|[ \t]+\[[^\[\]]*\](?=[ \t]*[\[{]))*)((?:[ \t]*(?:\n[ \t]*)?\{[^{}]*+\})*)"
)
CALL = late(r"\\[A-Za-z]+\*?(?:\[[^\[\]]*\])*(?:[ \t]*(?:\n[ \t]*)?\{[^{}]*+\})+")
"""A command with its arguments."""
CAPTIONED = frozenset({"subfloat", "subfigure", "subtable"})
"""Commands whose text in brackets is shown below a picture."""
ARGUMENT = late(r"(\s*)\{([^{}]*)\}")
ESCAPED = late(r"\\([#$%&_{}])")
DIMENSION = late(
    r"\\(?:kern|[hvm]skip|raise|lower|[hv]size|[a-z]*(?:indent|skip|sep|rule|fuzz))\s*=?\s*-?[\d.]+\s*(?:true)?[a-z]{2}"
    r"(?:\s+(?:plus|minus)\s*-?[\d.]+\s*[a-z]{2})*|\\[hv]box\s+(?:to|spread)\s*(?:-?[\d.]+\s*(?:true)?[a-z]{2}|-?[\d.]*\\[a-z]+)"
)
"""Lengths that are not between braces."""
VERB = late(
    r"\\(?:[Vv]erb\*?|lstinline(?:\[[^\]\n]*\])?|mintinline(?:\[[^\]\n]*\])?\{\w+\})"
    r"(?:([^A-Za-z\s*{}\[])(.*?)\1|\{((?:[^{}\n]|\{[^{}\n]*\})*)\})"
)
"""Code within a line, between two signs of any kind or in braces."""
ADDRESS = late(r"\\(url|nolinkurl|path|href)\s*(?:\[[^\]\n]*\])?\{((?:[^{}\s#]|#(?!\d))*)\}")
"""An address, no sign of which is a command or a comment; one with an argument of a definition (`#1`) comes later."""
IN_ADDRESS = late(r"\\([%#&_~$])")
LINE_END = late(r"\\\\(?:\*?\[[^\]]{0,1000}\])?[ \t]*\n?")
SPACE = late(r"\\[-,;:!/@ ]")
COLOUR = late(
    r"\\(?:(?:PYG?|textcolor|colorbox)\{[^{}]*\}|text(?:bf|it|sl|tt|rm)|underline|emph)"
    r"\{((?:[^{}\\]|\\[{}\\#$%&_^~]|\\PYG?Z[a-z]+\{\})*)\}"
)
PYGMENTS = {
    "bs": "\\",
    "us": "_",
    "ob": "{",
    "cb": "}",
    "ca": "^",
    "am": "&",
    "lt": "<",
    "gt": ">",
    "sh": "#",
    "pc": "%",
}
PYGMENTS |= {"dl": "$", "hy": "-", "sq": "'", "dq": '"', "ti": "~", "at": "@", "lb": "[", "rb": "]"}
PYGMENT = late(r"\\PYG?Z([a-z]+)\{\}")
HIDDEN = late(r"\x02([0-9a-f]+)\x02")

DEEPEST = 24
"""Times that commands and groups within each other are looked for."""
SPECIAL = late(r"[\\$~{}\x01\x02\x60]|--|''")
"""What is written otherwise than it reads: most cells of tables have none of it."""


def plain_marks(text: str) -> str:
    """Return the text as it reads: commands by what they show, accents as letters, formulas as they are."""
    if SPECIAL.search(text) is None:
        return text
    kept = PutAside("\x01")
    text = with_accents(DIMENSION.sub("", MATH.sub(lambda match: kept(match[0]), text)))
    text = text.replace("``", "“").replace("''", "”").replace("`", "‘")
    text = with_signs(text)
    if "{\\tt" in text:
        text = TYPED.sub(r"\\texttt{\1}", text)
    text = ESCAPED.sub(lambda match: as_it_is(match[1]), text)
    if "{--" in text:
        text = OPTION.sub(lambda match: as_it_is(match[0]), text)
    if "\\\\" in text:
        text = LINE_END.sub("\n", text)
    for _ in range(DEEPEST):
        shorter = COMMAND.sub(_shown, text)
        if shorter == text and "\\" in text:
            # A group that is no argument keeps the command around it from being seen.
            shorter = _ungrouped(text)
        if shorter == text:
            break
        text = shorter
    text = SPACE.sub(lambda match: " " if match[0][1] in ",;: " else "", text)
    text = text.replace("~", " ").replace("---", "—").replace("--", "–")
    text = text.replace("{", "").replace("}", "")
    if "\x02" in text:
        text = HIDDEN.sub(lambda match: chr(int(match[1], 16)), text)
    return kept.back(text)


def _ungrouped(text: str) -> str:
    """Return the text without the braces around what is no argument and holds no group."""
    parts: list[str] = []
    place = at = 0
    slash, brace, end = text.find("\\"), text.find("{"), text.find("}")
    while brace >= 0 and end >= 0:
        if 0 <= slash < brace:
            call = CALL.match(text, slash)
            at = call.end() if call is not None else slash + 1
            slash = text.find("\\", at)
            brace = text.find("{", at) if brace < at else brace
            continue
        following = text.find("{", brace + 1)
        end = text.find("}", brace) if end < brace else end
        if end >= 0 and not 0 <= following < end and (brace == 0 or text[brace - 1] != "}"):
            parts += (text[place:brace], text[brace + 1 : end])
            place = end + 1
            slash = text.find("\\", place) if 0 <= slash < place else slash
        brace = following
    return "".join(parts) + text[place:]


def _shown(match: re.Match[str]) -> str:
    name = match[1]
    if match.string.startswith("{", match.end()):
        # What is inside of its argument comes first.
        return match[0]
    if not match[3] and name not in CAPTIONED:
        return "\n- " * (name in ITEMS)
    found: list[tuple[str, str]] = ARGUMENT.findall(match[3])
    if name in GONE:
        return _behind(found, GONE[name])
    arguments = [words for _, words in found]
    if name in LAST:
        return arguments[: LAST[name]][-1] + _behind(found, LAST[name])
    if name in CITED:
        return _cited(arguments[0].strip(), REMARKS.findall(match[2])) + _behind(found, 1)
    if name in FRACTIONS and len(found) > 1:
        return f"{arguments[0]}/{arguments[1]}" + _behind(found, 2)
    if name in TYPEWRITTEN:
        arguments[0] = arguments[0].replace("--", as_it_is("--"))
    if arguments and (name in SHOWN or NOTE.fullmatch(name)):
        return SHOWN.get(name, SHOWN["footnote"]).format(arguments[0].strip()) + _behind(found, 1)
    if name in CAPTIONED and match[2]:
        return f"\n\n{match[2].rpartition('[')[2].rstrip(']')}\n\n" + " ".join(arguments)
    return "\n- " * (name == "item") + " ".join(arguments[:1] + [words.lstrip(" ") for words in arguments[1:]])


def _cited(sources: str, remarks: list[str]) -> str:
    """Return the names of sources, with what is said before them and of the place in them."""
    before, behind = ("", *(remark.strip() for remark in remarks))[-2:] if remarks else ("", "")
    return f"[{before}{' ' * bool(before)}{sources}{', ' * bool(behind)}{behind}]"


def _behind(groups: list[tuple[str, str]], count: int) -> str:
    """Return the text of the groups that stand behind a command's own arguments, with the space before each."""
    return "".join(space + words for space, words in groups[count:])


def uncoloured(code: str) -> str:
    """Return code as it was before Pygments gave it its colours."""
    for _ in range(4):
        shorter = COLOUR.sub(lambda match: match[1], code)
        if shorter == code:
            break
        code = shorter
    code = PYGMENT.sub(lambda match: PYGMENTS.get(match[1], ""), code)
    return re.sub(r"\\([{}\\])", r"\1", code)
