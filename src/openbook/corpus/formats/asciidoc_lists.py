"""Lists of AsciiDoc: how deep an item stands by the marks that are open, and which number it has."""

from openbook.corpus.formats.item_numbers import counted
from openbook.dataclass import dataclass, field
from openbook.text.late import late

STYLE = late(r"\b(arabic|decimal|loweralpha|upperalpha|lowerroman|upperroman)\b")
KINDS = {"arabic": "1", "decimal": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
LEVELS = "1aiAI"
"""How items are numbered by the number of their dots, where nothing else is said."""


def numbers_of(style: str) -> str:
    """Return how the style above a list has it numbered; empty where it doesn't say."""
    found = STYLE.search(style)
    return KINDS[found[1]] if found else ""


@dataclass(slots=True)
class Lists:
    """The lists that are open at a line."""

    marks: list[str] = field(default_factory=list)
    """How the items of each begin, the outermost first."""
    counts: list[int] = field(default_factory=list)
    """The number of the last item of each."""
    kinds: list[str] = field(default_factory=list)
    """How each is numbered, as HTML names the kinds; empty for bullets."""
    start: int = 1
    """Of the next list that begins."""
    kind: str = ""
    """Of the next list that begins; empty where nothing says it."""

    def item(self, mark: str) -> str:
        """Return how an item begins, indented by the lists that it stands in."""
        if mark in self.marks:
            depth = self.marks.index(mark)
            self.marks[depth + 1 :], self.counts[depth + 1 :], self.kinds[depth + 1 :] = [], [], []
            self.counts[depth] += 1
        else:
            depth = len(self.marks)
            self.marks.append(mark)
            self.counts.append(self.start)
            level = LEVELS[min(len(mark), len(LEVELS)) - 1] if mark[0] == "." else "1"
            self.kinds.append((self.kind or level) if mark[0] in ".<" else "")
        self.start, self.kind = 1, ""
        kind = self.kinds[depth]
        sign = f"{counted(self.counts[depth], kind)}." if kind else "-"
        return f"{'   ' * depth}{sign}"

    def end(self) -> None:
        """End all of them."""
        self.marks.clear()
        self.counts.clear()
        self.kinds.clear()
