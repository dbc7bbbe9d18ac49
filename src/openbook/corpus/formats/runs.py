"""The text of one DOCX paragraph: runs, breaks, note marks, formulas; deleted and hidden text left out."""

from typing import Any

SKIPPED = frozenset(
    """del moveFrom delText instrText pPr rPr pict object drawing fldData proofErr bookmarkStart bookmarkEnd
    commentReference annotationRef rt txbxContent oMathParaPr ctrlPr sdtPr sdtEndPr lastRenderedPageBreak""".split()  # noqa: SIM905 - reads better than a column of names
)
SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0E0": "→", "F0E8": "➔", "F0FE": "☑", "F0A8": "☐"}


class Runs:
    """Collects what stands in a paragraph."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.notes: list[tuple[str, str]] = []
        """(`footnote` or `endnote`, its id) in order."""
        self.boxes: list[Any] = []
        """Text boxes that are anchored here."""

    def text(self) -> str:
        """Return the text; line breaks inside of it are kept."""
        return "".join(self._parts)

    def collect(self, element: Any) -> None:
        """Add an element's content."""
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = child.tag.rpartition("}")[2]
            if name == "t":
                self._parts.append(child.text or "")
            elif name == "r":
                if not _hidden(child):
                    self.collect(child)
            elif name == "AlternateContent":
                self._alternative(child)
            elif name in ("drawing", "pict", "object"):
                self.boxes.extend(_boxes(child))
            elif name in ("oMath", "oMathPara"):
                self._parts.append(formula(child))
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(name.removesuffix("Reference"), child)
            elif name not in SKIPPED:
                self._special(name, child)

    def _special(self, name: str, element: Any) -> None:
        if name == "tab":
            self._parts.append("\t")
        elif name in ("br", "cr"):
            self._parts.append("\n")
        elif name == "noBreakHyphen":
            self._parts.append("-")
        elif name == "sym":
            code = _attribute(element, "char").upper()
            self._parts.append(SYMBOLS.get(code, "•" if code.startswith("F0") else ""))
        else:
            self.collect(element)

    def _alternative(self, element: Any) -> None:
        """Take the first alternative that holds anything: the others say the same for older programs."""
        before = len(self._parts), len(self.boxes)
        for choice in element:
            self.collect(choice)
            if (len(self._parts), len(self.boxes)) != before:
                return

    def _note(self, kind: str, element: Any) -> None:
        identifier = _attribute(element, "id")
        if identifier:
            self.notes.append((kind, identifier))
            self._parts.append(f"[^{'e' if kind == 'endnote' else ''}{identifier}]")


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _hidden(run: Any) -> bool:
    vanish = run.find("{*}rPr/{*}vanish")
    return vanish is not None and _attribute(vanish, "val") not in ("0", "false", "off")


def _boxes(element: Any) -> list[Any]:
    """Return the outermost text boxes inside of a drawing."""
    return [
        box
        for box in element.iter("{*}txbxContent")
        if next((True for parent in box.iterancestors("{*}txbxContent")), False) is False
    ]


def formula(element: Any) -> str:
    """Return a formula on one line: `(a+b)/c`, `x^2`, `√(y)`."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    if not name or name in SKIPPED or name.endswith("Pr"):
        return ""
    parts = {child.tag.rpartition("}")[2]: formula(child) for child in element if isinstance(child.tag, str)}
    if name == "f":
        return f"{_group(parts.get('num', ''))}/{_group(parts.get('den', ''))}"
    if name in ("sSup", "sSub", "sSubSup"):
        below = f"_{_group(parts['sub'])}" if "sub" in parts else ""
        above = f"^{_group(parts['sup'])}" if "sup" in parts else ""
        return f"{parts.get('e', '')}{below}{above}"
    if name == "rad":
        return f"√({parts.get('e', '')})"
    if name == "nary":
        sign = next((_attribute(chr_, "val") for chr_ in element.iter("{*}chr")), "∫") or "∫"
        below = f"_{_group(parts['sub'])}" if parts.get("sub") else ""
        above = f"^{_group(parts['sup'])}" if parts.get("sup") else ""
        return f"{sign}{below}{above} {parts.get('e', '')}"
    if name == "d":
        return f"({', '.join(formula(child) for child in element if str(child.tag).endswith('}e'))})"
    return "".join(formula(child) for child in element)


def _group(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or text.isalnum() else f"({text})"
