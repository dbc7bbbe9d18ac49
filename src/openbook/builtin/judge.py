"""Is a chunk fit for questions? Rules that say what the chunk is instead, where it is not."""

import re
from collections.abc import Callable

from openbook.builtin.blocks import Block, blocks, clean, sentences
from openbook.builtin.words import words

_LINES = (
    (4, 0.45, "a table of contents", re.compile(
        r"(?:\.\s?){4,}\s*\w{0,6}\s*$|…+\s*\d+\s*$|\S[ \t]{3,}\d{1,4}\s*$"
        r"|^\s*(?:chapter|part|appendix)\s+[\divxlc]+\b[^.]{0,60}$", re.I)),
    (4, 0.5, "an index", re.compile(r"^[^.!?]{2,60},\s*(?:\d{1,4}(?:[–-]\d{1,4})?(?:ff?\.?)?(?:,\s*|\s*$))+$")),
    (3, 0.5, "a list of references", re.compile(
        r"^\s*(?:\[\d+\]|\d+\.|\^|[-*•])?\s*.{3,200}?(?:\(\d{4}[a-z]?\)|\bet al\b|\bdoi\b|arxiv|\bpp?\. ?\d|\bvol\. ?\d"
        r"|\bISBN\b|Retrieved \w+ \d)", re.I)),
    (3, 0.6, "an exercise without answers", re.compile(r"^\s*(?:\(?\d+[.)]|\(?[a-z]\)|[-*])?\s*[A-Z][^.]*\?\s*$")),
)  # fmt: skip
"""How many lines at least, and which share of them must look so, for a chunk to be what."""
_LINK = re.compile(r"!?\[[^\[\]]{0,300}\]\([^()]{0,500}\)|https?://\S+|<a\b[^<>]{0,500}>[^<>]{0,300}</a>")
_FOREIGN = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufeff\U00010000-\U0003ffff]")


def unsuitable(text: str, headings: tuple[str, ...] = ()) -> str:
    """Return what a chunk is instead of a text to ask about, as a sentence; empty where it is fit.

    Whether a text in another language holds sentences is not for these rules to say: it counts as fit.
    """
    found = blocks(text, headings)
    prose = _prose(found)
    reason = next((reason for rule in RULES if (reason := rule(text, found, prose))), "")
    return "" if reason and not prose and _in_another_script(text) else reason


def not_english(text: str) -> bool:
    """Whether a text is in a language that the rules for sentences don't know."""
    tokens = re.findall(r"[^\W\d_]+", text.lower())
    english, other = (sum(token in known for token in tokens) for known in (words("common"), words("others")))
    return _in_another_script(text) or (
        len(tokens) >= 12 and (other > english or (len(tokens) >= 40 and english < 0.06 * len(tokens)))
    )


def _in_another_script(text: str) -> bool:
    return len(_FOREIGN.findall(text)) > 0.3 * len(re.findall(r"[^\W\d_]", text))


def _prose(found: list[Block]) -> list[str]:
    """Return the cleaned sentences of paragraphs, list items and table cells."""
    pieces = [piece for block in found for piece in (block.cells if block.kind == "row" else (block.raw,))
              if block.kind in ("paragraph", "item", "row")]  # fmt: skip
    shown = [clean(sentence) for piece in pieces for sentence in sentences(piece)]
    return [
        text for text in shown if len(re.findall(r"[^\W\d_]{2,}", text)) >= 4 and re.search(r"[.!?:;]\W*$|^[A-Z]", text)
    ]


def lined(text: str, found: list[Block], prose: list[str]) -> str:
    """Tables of contents, indexes, lists of references, questions without answers: most lines look alike."""
    lines = [line for line in text.split("\n") if line.strip()]
    for fewest, least, what, pattern in _LINES:
        share = sum(bool(pattern.search(line)) for line in lines) / max(1, len(lines))
        if len(lines) >= fewest and share > least:
            return f"The piece is {what}: {share:.0%} of its lines are entries."
    return ""


def phrased(text: str, found: list[Block], prose: list[str]) -> str:
    """Licences, legal notices, and what sites print around their pages."""
    low = " ".join(text.lower().split())
    legal, site = ([phrase for phrase in sorted(words(kind)) if phrase in low] for kind in ("legal", "site"))
    of_gutenberg = sum(word in low for word in words("gutenberg")) >= 3
    if low.count("project gutenberg") >= 3 or (of_gutenberg and ("electronic work" in low or "gutenberg" in low)):
        return "The piece is the notice of Project Gutenberg around a book, not the book."
    if len(legal) >= 3 and sum(map(low.count, legal)) >= len(text) / 400:
        return f"The piece is a licence or legal notice: it speaks of {', '.join(map(repr, legal[:3]))}."
    if len(site) >= 3 and sum(len(sentence.split()) for sentence in prose) < 60 * len(site):
        return f"The piece is boilerplate of a site: it speaks of {', '.join(map(repr, site[:3]))}."
    return ""


def links(text: str, found: list[Block], prose: list[str]) -> str:
    """Lists of links."""
    items = [block for block in found if block.kind in ("item", "paragraph")]
    only = sum(len(clean(_LINK.sub("", block.raw)).split()) < 4 and bool(_LINK.search(block.raw)) for block in items)
    other = sum(len(block.raw) for block in found if block.kind in ("row", "code"))
    if only >= 3 and only > 0.6 * len(items) and other < 0.5 * len(text):
        return f"The piece is a list of links: {only} of its {len(items)} entries say nothing else."
    return ""


def empty(text: str, found: list[Block], prose: list[str]) -> str:
    """Headings, code, tables of figures: no sentence to ask about."""
    if sum(len(sentence.split()) for sentence in prose) >= 12:
        return ""
    for kind, what in (
        ("code", "code or configuration, with no sentence that explains it"),
        ("row", "a table of bare values, with no sentence that explains them"),
        ("heading", "made of headings without text"),
    ):
        if sum(len(block.raw) for block in found if block.kind == kind) >= 0.3 * len(text):
            return f"The piece is {what}."
    return "The piece holds no full sentence that a question could be asked about."


RULES: tuple[Callable[[str, list[Block], list[str]], str], ...] = (lined, phrased, links, empty)
"""Each returns why the chunk is unsuitable, or nothing. Of its text, its blocks and its prose."""
