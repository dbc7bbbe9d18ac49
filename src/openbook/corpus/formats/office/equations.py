r"""Formulas in EQ fields (`EQ \f(a;b)`), as old versions of Word and East Asian texts have them → TeX."""

from openbook.dataclass import dataclass
from openbook.text.late import late

DEEPEST = 20
READING = late(r"\\o\s*(?:\\a[a-z]\s*)?\(\s*\\s\s*\\up")
"""A reading above the characters that it is of: no formula."""
SWITCH = late(r'\\\*\s*(?:"[^"]*"|\S+)')
"""How the field's result is to be set."""
FAR = late(r"\s*\d*(?=\s*[(\\])|")
"""By how many points an option moves what it is said of."""
OPENING, CLOSING = {"{": "\\{", "|": "\\lvert "}, {"}": "\\}", "|": "\\rvert"}
PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "|": "|"}


def equation(instruction: str) -> str:
    """Return the formula of a field's instruction as TeX; empty where a part of it is not known."""
    words = instruction.strip()
    reader = _Reader(SWITCH.sub("", words[2:] if words[:2].upper() == "EQ" else words))
    text = " ".join(reader.text("").split())
    return "" if reader.unknown else text


@dataclass(slots=True)
class _Reader:
    """Reads one formula from left to right."""

    source: str
    place: int = 0
    depth: int = 0
    unknown: bool = False

    def text(self, ends: str) -> str:
        """Return what stands before one of these characters, or the end."""
        parts = []
        while self.place < len(self.source) and not self.unknown:
            char = self.source[self.place]
            if char in ends:
                break
            self.place += 1
            if char != "\\":
                parts.append(char)
            elif self.place < len(self.source) and self.source[self.place].isalpha():
                parts.append(self._command())
            else:
                parts.append(self.source[self.place : self.place + 1])
                self.place += 1
        return "".join(parts).strip()

    def _command(self) -> str:
        name = self._word()
        options = []
        while self.source.startswith("\\", self.place) and self.source[self.place + 1 : self.place + 2].isalpha():
            self.place += 1
            options.append(self._word())
            if options[-1][:2] in ("bc", "lc", "rc") and self.source.startswith("\\", self.place):
                options[-1] = options[-1][:2] + self.source[self.place + 1 : self.place + 2]
                self.place += 2
            self.place += len(FAR.match(self.source, self.place)[0])  # type: ignore[index]
        parts = self._parts()
        if parts is None:
            self.unknown = True
            return ""
        return self._written(name.lower(), [option.lower() for option in options], parts)

    def _word(self) -> str:
        start = self.place
        while self.place < len(self.source) and self.source[self.place].isalnum():
            self.place += 1
        return self.source[start : self.place]

    def _parts(self) -> list[str] | None:
        """Return what stands between round brackets, parted by commas or semicolons."""
        self.place += len(self.source[self.place :]) - len(self.source[self.place :].lstrip())
        if not self.source.startswith("(", self.place) or self.depth > DEEPEST:
            return None
        self.depth += 1
        parts = []
        while True:
            self.place += 1
            parts.append(self._balanced())
            if self.place >= len(self.source) or self.source[self.place] == ")":
                break
        self.place += 1
        self.depth -= 1
        return parts

    def _balanced(self) -> str:
        """Return one part; round brackets in it are its own."""
        text = self.text("(),;")
        while self.source.startswith("(", self.place):
            self.place += 1
            text += f"({self.text(')')})"
            self.place += 1
            text += self.text("(),;")
        return text

    def _written(self, name: str, options: list[str], parts: list[str]) -> str:
        if name == "f" and len(parts) == 2:
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        if name == "r" and len(parts) < 3:
            return rf"\sqrt[{parts[0]}]{{{parts[1]}}}" if len(parts) == 2 and parts[0] else rf"\sqrt{{{parts[-1]}}}"
        if name == "s" and len(parts) == 1:
            lowered = any(option.startswith("do") for option in options)
            return f"{'_' if lowered else '^'}{{{parts[0]}}}"
        if name == "b" and len(parts) == 1:
            return _bracketed(options, parts[0])
        if name == "i" and len(parts) == 3:
            sign = "∑" if "su" in options else "∏" if "pr" in options else "∫"
            return f"{sign}_{{{parts[0]}}}^{{{parts[1]}}} {parts[2]}"
        if name == "a":
            return _array(options, parts)
        if name == "x" and len(parts) == 1:
            return rf"\boxed{{{parts[0]}}}"
        if name == "o" and len(parts) == 2 and parts[0].startswith("^{"):
            return parts[1]
        if name == "l":
            return ", ".join(parts)
        self.unknown = True
        return ""


def _bracketed(options: list[str], inside: str) -> str:
    start, end = "(", ")"
    for option in options:
        sign = option[2:3]
        if option.startswith("bc") and sign:
            start, end = sign, PAIRS.get(sign, sign)
        elif option.startswith("lc"):
            start, end = sign, end if len(options) > 1 else ""
        elif option.startswith("rc"):
            start, end = start if len(options) > 1 else "", sign
    return f"{OPENING.get(start, start)}{inside}{CLOSING.get(end, end)}"


def _array(options: list[str], parts: list[str]) -> str:
    columns = next((int(option[2:]) for option in options if option.startswith("co") and option[2:].isdecimal()), 1)
    columns = max(columns, 1)
    rows = [" & ".join(parts[place : place + columns]) for place in range(0, len(parts), columns)]
    return r"\begin{matrix} " + r" \\ ".join(rows) + r" \end{matrix}"
