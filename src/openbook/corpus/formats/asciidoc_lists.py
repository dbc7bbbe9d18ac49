"""Lists of AsciiDoc: how deep an item stands by the marks that are open, and which number it has."""

from openbook.dataclass import dataclass, field


@dataclass(slots=True)
class Lists:
    """The lists that are open at a line."""

    marks: list[str] = field(default_factory=list)
    """How the items of each begin, the outermost first."""
    counts: list[int] = field(default_factory=list)
    """The number of the last item of each."""
    start: int = 1
    """Of the next list that begins."""

    def item(self, mark: str) -> str:
        """Return how an item begins, indented by the lists that it stands in."""
        if mark in self.marks:
            depth = self.marks.index(mark)
            self.marks[depth + 1 :], self.counts[depth + 1 :] = [], []
            self.counts[depth] += 1
        else:
            depth = len(self.marks)
            self.marks.append(mark)
            self.counts.append(self.start)
        self.start = 1
        sign = f"{self.counts[depth]}." if mark[0] in ".<" else "-"
        return f"{'   ' * depth}{sign}"

    def end(self) -> None:
        """End all of them."""
        self.marks.clear()
        self.counts.clear()
