"""Is a chunk fit for questions? Rules that say what the chunk is instead, where it is not."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from openbook.builtin import lexicon
from openbook.builtin.blocks import Block, blocks, clean, sentences

_LEGAL = (
    "all rights reserved", "permission is hereby granted", "without warranty", "warranties of", "as is", "copyright",
    "licensed under", "redistribut", "liable for", "liability", "terms of use", "terms of this agreement", "trademark",
    "project gutenberg", "intellectual property", "governing law", "hereby", "disclaimer", "indemnif", "sublicense",
    "as-is", "merchantability", "warranties", "in lieu of", "fitness for",
)  # fmt: skip
_SITE = (
    "cookie", "subscribe", "newsletter", "sign in", "log in", "follow us", "share this", "privacy policy", "skip to",
    "back to top", "click here", "read more", "advertisement", "javascript", "previous page", "next page",
    "page not found", "from wikipedia", "retrieved from", "edit this",
)  # fmt: skip
_LEADERS = re.compile(
    r"(?:\.\s?){4,}\s*\w{0,6}\s*$|…+\s*\d+\s*$|\S[ \t]{3,}\d{1,4}\s*$"
    r"|^\s*(?:chapter|part|appendix)\s+[\divxlc]+\b[^.]{0,60}$",
    re.I,
)
_INDEX = re.compile(r"^[^.!?]{2,60},\s*(?:\d{1,4}(?:[–-]\d{1,4})?(?:ff?\.?)?(?:,\s*|\s*$))+$")
_REFERENCE = re.compile(
    r"^\s*(?:\[\d+\]|\d+\.|\^|[-*•])?\s*.{3,200}?(?:\(\d{4}[a-z]?\)|\bet al\b|\bdoi\b|arxiv|\bpp?\. ?\d|\bvol\. ?\d"
    r"|\bISBN\b|Retrieved \w+ \d)",
    re.I,
)
_QUESTION = re.compile(r"^\s*(?:\(?\d+[.)]|\(?[a-z]\)|[-*])?\s*[A-Z][^.]*\?\s*$")
_LINK = re.compile(r"!?\[[^\[\]]{0,300}\]\([^()]{0,500}\)|https?://\S+|<a\b[^<>]{0,500}>[^<>]{0,300}</a>")
_FOREIGN = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufeff\U00010000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class View:
    """A chunk, measured once for all rules."""

    text: str
    lines: tuple[str, ...]
    """Lines that are not blank."""
    found: tuple[Block, ...]
    prose: tuple[str, ...]
    """Cleaned sentences of paragraphs, list items and table cells."""
    words: int
    """Words in `prose`."""

    def share(self, pattern: re.Pattern[str]) -> float:
        """Return the share of lines in which the pattern is found."""
        return sum(bool(pattern.search(line)) for line in self.lines) / max(1, len(self.lines))

    def kinds(self, *kinds: str) -> int:
        """Return the number of characters in blocks of these kinds."""
        return sum(len(block.raw) for block in self.found if block.kind in kinds)


def view(text: str, headings: tuple[str, ...] = ()) -> View:
    """Measure a chunk."""
    found = tuple(blocks(text, headings))
    told: list[str] = []
    for block in found:
        pieces = (
            [block.raw] if block.kind in ("paragraph", "item") else list(block.cells) if block.kind == "row" else []
        )
        for raw in (sentence for piece in pieces for sentence in sentences(piece)):
            shown = clean(raw)
            if len(re.findall(r"[^\W\d_]{2,}", shown)) >= 4 and re.search(r"[.!?:;]\W*$|^[A-Z]", shown):
                told.append(shown)
    lines = tuple(line for line in text.split("\n") if line.strip())
    return View(text, lines, found, tuple(told), sum(len(sentence.split()) for sentence in told))


def judge(text: str, headings: tuple[str, ...] = ()) -> tuple[bool, str]:
    """Return whether the chunk is suitable, and a sentence that says why."""
    seen = view(text, headings)
    for rule in RULES:
        reason = rule(seen)
        if reason:
            return False, reason
    count = len(seen.prose)
    return True, f"The piece holds {count} statement{'s' * (count != 1)} in English prose, {seen.words} words in all."


def foreign(seen: View) -> str:
    """The rules know English only."""
    letters = len(re.findall(r"[^\W\d_]", seen.text))
    if letters and len(_FOREIGN.findall(seen.text)) > 0.3 * letters:
        return "The piece is not in English, and the rules of the built-in engine read English only."
    words = re.findall(r"[^\W\d_]+", " ".join(seen.prose).lower())
    english, other = (sum(word in known for word in words) for known in (lexicon.COMMON, lexicon.OTHERS))
    if len(words) >= 12 and (other > english or (len(words) >= 40 and english < 0.06 * len(words))):
        return "The piece does not read like English, and the rules of the built-in engine read English only."
    return ""


def contents(seen: View) -> str:
    """Tables of contents: lines that end in a page number, or a run of chapter names."""
    share = seen.share(_LEADERS)
    if len(seen.lines) >= 4 and share > 0.45:
        return f"The piece is a table of contents: {share:.0%} of its lines are entries."
    return ""


def index(seen: View) -> str:
    """Indexes: terms with page numbers."""
    share = seen.share(_INDEX)
    if len(seen.lines) >= 4 and share > 0.5:
        return f"The piece is an index: {share:.0%} of its lines are terms with page numbers."
    return ""


def references(seen: View) -> str:
    """Bibliographies and lists of notes."""
    share = seen.share(_REFERENCE)
    if len(seen.lines) >= 3 and share > 0.5:
        return f"The piece is a list of references: {share:.0%} of its lines cite a publication."
    return ""


def legal(seen: View) -> str:
    """Licences and legal notices."""
    low = " ".join(seen.text.lower().split())
    found = [phrase for phrase in _LEGAL if phrase in low]
    gutenberg = ("refund", "donations", "electronic work", "trademark", "license", "foundation", "public domain")
    licence = "electronic work" in low or "gutenberg" in low
    if low.count("project gutenberg") >= 3 or (licence and sum(word in low for word in gutenberg) >= 3):
        return "The piece is the notice of Project Gutenberg around a book, not the book."
    strong = sum(low.count(phrase) for phrase in found)
    if len(found) >= 3 and strong >= len(seen.text) / 400:
        return f"The piece is a licence or legal notice: it speaks of {found[0]!r}, {found[1]!r} and {found[2]!r}."
    return ""


def boilerplate(seen: View) -> str:
    """What sites print around their pages."""
    low = seen.text.lower()
    found = [phrase for phrase in _SITE if phrase in low]
    if len(found) >= 3 and seen.words < 60 * len(found):
        return f"The piece is boilerplate of a site: it speaks of {found[0]!r}, {found[1]!r} and {found[2]!r}."
    return ""


def exercise(seen: View) -> str:
    """Questions without answers."""
    share = seen.share(_QUESTION)
    if len(seen.lines) >= 3 and share > 0.6:
        return f"The piece is an exercise without answers: {share:.0%} of its lines are questions."
    return ""


def links(seen: View) -> str:
    """Lists of links."""
    linked = sum(map(len, _LINK.findall(seen.text)))
    items = [block for block in seen.found if block.kind in ("item", "paragraph")]
    only = sum(len(clean(_LINK.sub("", block.raw)).split()) < 4 and bool(_LINK.search(block.raw)) for block in items)
    if linked and only >= 3 and only > 0.6 * len(items) and seen.kinds("row", "code") < 0.5 * len(seen.text):
        return f"The piece is a list of links: {only} of its {len(items)} entries say nothing else."
    return ""


def empty(seen: View) -> str:
    """Headings, code, tables of figures: no sentence to ask about."""
    if seen.prose and seen.words >= 12:
        return ""
    what = max((("code", seen.kinds("code")), ("table", seen.kinds("row")), ("heading", seen.kinds("heading"))),
               key=lambda kind: kind[1])  # fmt: skip
    if what[1] < 0.3 * len(seen.text):
        return "The piece holds no full sentence that a question could be asked about."
    return {
        "code": "The piece is code or configuration, with no sentence that explains it.",
        "table": "The piece is a table of bare values, with no sentence that explains them.",
        "heading": "The piece consists of headings without text.",
    }[what[0]]


RULES: tuple[Callable[[View], str], ...] = (
    contents, index, references, legal, boilerplate, exercise, links, foreign, empty)  # fmt: skip
"""Each returns why the chunk is unsuitable, or nothing."""
