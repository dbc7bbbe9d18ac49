"""Which files of a folder are meant: `path.include` and `path.exclude`."""

import re

from openbook.dataclass import dataclass, field


@dataclass(slots=True)
class Globs:
    """The patterns of a config, and how many files each has met.

    `*` and `?` stay within a name, `**` goes over folders, `[a-c]` is one character of several. A pattern without `/`
    is looked for in every folder, one with `/` from the input folder on. One that meets a folder means all below it.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    left_out: int = 0
    """Files, without those in folders that are left out as a whole."""
    folders: int = 0
    """Folders that are left out as a whole."""
    _met: set[str] = field(default_factory=set)
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def takes(self, source: str) -> bool:
        """Whether a file is to be read; for a folder (its source ends in `/`), whether to look inside."""
        if not (self.include or self.exclude):
            return True
        folder = source.endswith("/")
        path = source.rstrip("/")
        # All patterns are asked: one that meets nothing is said in the end.
        taken = not [pattern for pattern in self.exclude if self._meets(pattern, path, folder=folder)]
        if taken and not folder and self.include:
            taken = bool([pattern for pattern in self.include if self._meets(pattern, path)])
        if not taken:
            self.folders += folder
            self.left_out += not folder
        return taken

    def idle(self) -> list[str]:
        """Return the patterns that have met nothing: likely a slip."""
        return [pattern for pattern in (*self.include, *self.exclude) if pattern not in self._met]

    def _meets(self, pattern: str, path: str, *, folder: bool = False) -> bool:
        if pattern not in self._patterns:
            self._patterns[pattern] = re.compile(_expression(pattern))
        # For a folder: whether all below it is met.
        if self._patterns[pattern].match(f"{path}/" if folder else path) is None:
            return False
        self._met.add(pattern)
        return True


def _expression(pattern: str) -> str:
    """Return the regular expression of a pattern, for paths below the input folder with `/`."""
    pattern = pattern.removeprefix("./")
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    parts = ["" if anchored else "(?:.*/)?"]
    place = 0
    while place < len(body):
        if body.startswith("**/", place):
            parts.append("(?:.*/)?")
            place += 3
            continue
        if body.startswith("**", place):
            parts.append(".*")
            place += 2
            continue
        char = body[place]
        closed = body.find("]", place + 2) if char == "[" else -1
        if closed > 0:
            inside = body[place + 1 : closed].replace("\\", "\\\\").replace("[", "\\[")
            parts.append(f"[{'^' + inside[1:] if inside[0] in '!^' else inside}]")
            place = closed + 1
            continue
        parts.append("[^/]*" if char == "*" else "[^/]" if char == "?" else re.escape(char))
        place += 1
    end = "/.*" if pattern.endswith("/") else r"(?:/.*)?"
    return f"(?s:{''.join(parts)}{end})\\Z"
