"""Where blocks of Markdown end that a line opens and another closes: fences, and directives between colons."""

from openbook.text.late import late

FENCE = late(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})[ ]*(?P<rest>.*)")


class BlockEnds:
    """Finds the ends of the blocks in some lines; what has been looked for in vain is not looked for again."""

    __slots__ = ("_colons", "_endless", "_lines")

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._endless: dict[str, int] = {}  # fences, and the line below which none closes them
        self._colons: dict[int, int | None] = {}  # the closing line of each block between colons

    def of_fence(self, place: int) -> int:
        """Return the line behind the one that closes a fence; behind the one that opens it where none does."""
        match = FENCE.fullmatch(self._lines[place])
        if match is None or place >= self._endless.get(fence := match["fence"], len(self._lines)):
            return place + 1
        for at in range(place + 1, len(self._lines)):
            line = self._lines[at]
            if fence in line and (line := line.strip()).startswith(fence) and not line.strip(fence[0]):
                return at + 1
        self._endless[fence] = place
        return place + 1

    def of_colons(self, place: int) -> int | None:
        """Return the line that closes a block between colons; None where none does."""
        if place not in self._colons:
            self._pair_colons(place)
        return self._colons[place]

    def _pair_colons(self, place: int) -> None:
        """Find the ends of a block and of all that begin below it, outside of fences."""
        open_ = [place]
        self._colons[place] = None
        at = place + 1
        while at < len(self._lines) and open_:
            line = self._lines[at].strip()
            if line.startswith(("```", "~~~")) and FENCE.fullmatch(self._lines[at]):
                at = self.of_fence(at)
                continue
            if line.startswith(":::") and line.strip(":"):
                open_.append(at)
                self._colons[at] = None
            elif line.startswith(":::"):
                self._colons[open_.pop()] = at
            at += 1
