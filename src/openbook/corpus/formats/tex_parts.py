"""The parts of a LaTeX file: comments, what is said before the document begins, the document, other files."""

from openbook.text.late import late

COMMENT = late(r"%[^\n]*(?:\n[ \t]*(?!\n))?")
INPUT = late(
    r"\\(?:input|include|subfile|(?:sub)?import\*?\{[^{}]*\}|includepdf|lstinputlisting|[A-Za-z]*[Vv]erbatim[Ii]nput"
    r"|inputminted\s*(?:\[[^\]]{0,500}\])?\s*\{[^{}]*\}|csvautotabular|pgfplotstabletypeset)\*?\s*(?:\[[^\]]{0,500}\]\s*)?\{([^{}]*)\}"
)
OVERLAY = late(r"(\\[A-Za-z]+\*?|\\begin\{[A-Za-z]+\*?\})<(?:[a-z]+[@:])?[\d+.][\d+.,|\s:@a-z()-]*>")
"""On which of a slide's steps something is seen."""
BEGIN, END = "\\begin{document}", "\\end{document}"


def without_comments(text: str) -> str:
    """Return the text without what stands behind a `%`, unless a backslash makes it a sign of its own."""
    parts: list[str] = []
    place = 0
    at = text.find("%")
    while at >= 0:
        before = at
        while before > place and text[before - 1] == "\\":
            before -= 1
        comment = COMMENT.match(text, at) if (at - before) % 2 == 0 else None
        if comment is not None:
            parts += (text[place:at], "\n" if comment[0].endswith("\n") else "")
            place = comment.end()
        at = text.find("%", comment.end() if comment is not None else at + 1)
    return "".join(parts) + text[place:]


def parts_of(text: str) -> tuple[str, str]:
    """Return what is said before a document begins, and the document.

    One that begins within something else is an example: of a part of a book, which begins nowhere itself.
    """
    begin = text.find(BEGIN)
    head = text[: max(begin, 0)]
    if begin < 0 or not (
        _is_outside(head) or ("\\documentclass" in head and _is_outside(head.partition("\\documentclass")[0]))
    ):
        return "", text
    body = begin + len(BEGIN)
    end = text.find(END, body)
    while end >= 0 and text.count(BEGIN, body, end) > text.count(END, body, end):
        end = text.find(END, end + 1)
    return head, text[body:] if end < 0 else text[body:end]


def without_inputs(text: str) -> tuple[str, list[str]]:
    """Return the text without what reads other files in, and their names."""
    found = INPUT.findall(text)
    return INPUT.sub("", text) if found else text, found


def without_overlays(head: str, body: str) -> str:
    """Return the body of a document without the steps of its slides, where it is one of slides."""
    return OVERLAY.sub(r"\1", body) if "beamer" in head or "\\begin{frame}" in body else body


def _is_outside(head: str) -> bool:
    """Whether all that is begun in a text has ended."""
    return head.count("\\begin{") == head.count("\\end{")
