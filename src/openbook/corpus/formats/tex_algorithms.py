"""Steps of algorithms in LaTeX → lines: what the commands of algorithmic, algorithmicx and algorithm2e show."""

from openbook.corpus.formats.tex_lists import INDENT
from openbook.corpus.formats.tex_macros import closing
from openbook.dataclass import dataclass, field
from openbook.text.late import late

ALGORITHMS = frozenset({"algorithmic", "algorithm", "algorithm2e"})
STEP = late(r"\$[^$]*\$|\\(?:([A-Za-z]+)(?:\*(?:\[[^\]]{0,1000}\])?)?[ \t]*|;)")
"""A formula, a command, or the end of a line."""
DEEPEST = 40
"""Steps within steps whose braces are told from those of words."""
GROUP = late(r"\s*\{")
FOLLOWS = late(r"[\w$(\\{]")
"""What a word is parted from by a space, which its command takes."""
OPENS = {
    "For": "for {} do", "ForAll": "for all {} do", "ForEach": "for each {} do", "While": "while {} do",
    "If": "if {} then", "uIf": "if {} then", "lIf": "if {} then", "eIf": "if {} then", "ElsIf": "else if {} then",
    "ElseIf": "else if {} then", "uElseIf": "else if {} then", "lElseIf": "else if {} then", "Else": "else",
    "uElse": "else", "lElse": "else", "Loop": "loop", "Repeat": "repeat", "Function": "function {}({})",
    "Procedure": "procedure {}({})", "lFor": "for {} do", "lForEach": "for each {} do", "lWhile": "while {} do",
}  # fmt: skip
"""What the next lines stand further in than, with its arguments."""
GOES_ON = frozenset({"ElsIf", "ElseIf", "Else"})
BEGINS = {
    "State": "", "Statex": "", "Require": "Require: ", "Ensure": "Ensure: ", "Input": "Input: ", "Output": "Output: ",
    "KwIn": "Input: ", "KwOut": "Output: ", "KwData": "Data: ", "KwResult": "Result: ",
}  # fmt: skip
"""What begins a line."""
WORDS = {
    "Return": "return", "KwRet": "return", "Print": "print", "Comment": " ▷ {}", "tcp": " ▷ {}", "tcc": " ▷ {}",
    "Call": "{}({})", "And": "and", "Or": "or", "Not": "not", "Xor": "xor", "To": "to", "KwTo": "to", "True": "true",
    "False": "false",
}  # fmt: skip
"""What stands within a line."""
UPPER = {name.upper(): name for name in (*OPENS, *BEGINS, *WORDS)}
"""As algorithmic names them."""


def steps(inside: str) -> str:
    """Return what stands in an algorithm, a step a line."""
    if STEP.search(inside) is None:
        return inside
    algorithm = _Algorithm()
    algorithm.add(inside, 0)
    return "\n".join(algorithm.ended())


@dataclass(slots=True)
class _Algorithm:
    """Puts the lines of an algorithm together."""

    lines: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    """The parts of the line that is not at its end yet."""
    depth: int = 0

    def ended(self) -> list[str]:
        """Return all lines, the last one at its end."""
        text = "".join(self.held).strip().replace("  ▷", " ▷")
        self.held = []
        if text:
            self.lines.append(INDENT * 2 * max(min(self.depth, DEEPEST), 0) + text)
        return self.lines

    def add(self, text: str, place: int) -> None:
        """Add the lines of a text from a place on."""
        while (match := STEP.search(text, place)) is not None:
            self.held.append(text[place : match.start()])
            place = match.end()
            name = match[1] or ""
            name = UPPER.get(name, name)
            if match[0] == "\\;":
                self.ended()
            elif name in OPENS:
                place = self._open(name, text, place)
            elif name in BEGINS:
                self.ended()
                self.held.append(BEGINS[name])
                if BEGINS[name] and text.startswith("{", place):
                    given, place = _groups(text, place, 1)
                    self.held.append(_worded(given[0]))
                    self.ended()
            elif name in WORDS:
                word, place = _word(name, text, place)
                self.held.append(word)
            elif name.startswith(("End", "END")) and name != "End":
                self._close(f"end {name[3:].lower()}")
            elif name in ("Until", "UNTIL"):
                given, place = _groups(text, place, 1)
                self._close(f"until {_worded(given[0])}")
            else:
                self.held.append(match[0])
        self.held.append(text[place:])

    def _open(self, name: str, text: str, place: int) -> int:
        """Add what begins lines that stand further in, and these where they are an argument; return where that ends."""
        head = OPENS[name]
        given, place = _groups(text, place, head.count("{}"))
        within = self.depth < DEEPEST and GROUP.match(text, place) is not None
        self.ended()
        self.depth -= name in GOES_ON and not within
        self.held.append(head.format(*map(_worded, given)))
        self.ended()
        self.depth += 1
        if not within:
            return place
        until = name == "Repeat"
        given, place = _groups(text, place, 2 if until or name == "eIf" else 1)
        self._add_body(given[-1] if until else given[0])
        if until:
            self._close(f"until {_worded(given[0])}")
        elif name == "eIf":
            self._close("else")
            self.depth += 1
            self._add_body(given[1])
        self.depth -= not until
        return place

    def _add_body(self, text: str) -> None:
        self.add(text, 0)
        self.ended()

    def _close(self, text: str) -> None:
        self.ended()
        self.depth -= 1
        self.held.append(text)
        self.ended()


def _worded(text: str) -> str:
    """Return what is given to a command, with the words in it."""
    parts: list[str] = []
    place = 0
    while (match := STEP.search(text, place)) is not None:
        name = match[1] or ""
        name = UPPER.get(name, name)
        parts.append(text[place : match.start()])
        word, place = _word(name, text, match.end()) if name in WORDS else (match[0], match.end())
        parts.append(word)
    return "".join(parts) + text[place:]


def _word(name: str, text: str, place: int) -> tuple[str, int]:
    """Return what a command shows within a line, and where it ends."""
    given, place = _groups(text, place, WORDS[name].count("{}"))
    apart = " " if not given and FOLLOWS.match(text, place) else ""
    return WORDS[name].format(*map(_worded, given)) + apart, place


def _groups(text: str, place: int, count: int) -> tuple[list[str], int]:
    """Return so many arguments, empty where they lack, and where the last one ends."""
    found: list[str] = []
    while len(found) < count and (start := GROUP.match(text, place)) is not None:
        end = closing(text, start.end() - 1)
        found.append(text[start.end() : end])
        place = end + 1
    return found + [""] * (count - len(found)), place
