"""Is a chunk fit for questions? Rules that say what the chunk is instead, where it is not."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import accumulate

from openbook.builtin.blocks import Block, blocks, clean, sentences
from openbook.builtin.words import pattern, words
from openbook.text.language import differ, language
from openbook.text.word_lists import stop_words
from openbook.text.words import spaced

LINES: Mapping[str, tuple[int, float, tuple[str, ...], str]] = {
    "contents_line": (4, 0.45, ("..", ". .", "  ", "\t", "chapter", "part", "appendix"), "a table of contents"),
    "index_line": (4, 0.5, (",",), "an index"),
    "references_line": (
        3, 0.5, ("(", "et al", "doi", "arxiv", "p.", "vol.", "isbn", "retrieved"), "a list of references"
    ),
    "exercise_line": (3, 0.6, ("?",), "an exercise without answers"),
}  # fmt: skip
"""Patterns of lines: how many lines at least, and which share of them must look so, for a chunk to be what. Each match
of a pattern in an ASCII line has one of the signs: elsewhere it need not be looked for.
"""
LINK_SIGNS = ("](", "://", "<a")
"""The same of a link."""
ENOUGH = 12
"""Words in sentences from which a chunk holds something to ask about."""


def unsuitable(text: str, headings: tuple[str, ...] = ()) -> str:
    """Return what a chunk is instead of a text to ask about, as a sentence; empty where it is fit.

    Whether a text in another script holds sentences is not for these rules to say: it counts as fit.
    """
    found = blocks(text, headings)
    reason = next((reason for rule in RULES.values() if (reason := rule(text, found))), "")
    return "" if reason and not any(_prose(found)) and _in_another_script(text) else reason


def _in_another_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(letter > "\u036f" for letter in letters) > 0.3 * len(letters)


def not_english(text: str) -> bool:
    """Whether a text is in a language that the rules for sentences don't know."""
    said = spaced(text).split()
    english = accumulate(map(stop_words("english").__contains__, said))
    is_sparse = len(said) >= 40 and all(count < 0.08 * len(said) for count in english)
    return is_sparse or differ(language(text), "english")


def _prose(found: list[Block]) -> Iterator[str]:
    """Yield the cleaned sentences of paragraphs, list items and table cells."""
    pieces = (piece for block in found for piece in (block.cells if block.kind == "row" else (block.raw,))
              if block.kind in ("paragraph", "item", "row"))  # fmt: skip
    shown = (clean(sentence) for piece in pieces for sentence in sentences(piece))
    spoken = (text for text in shown if len(re.findall(r"[^\W\d_]{2,}", text)) >= 4)
    return (text for text in spoken if re.search(r"[.!?:;]\W*$|^[A-Z]", text))


def lined(text: str, found: list[Block]) -> str:
    """Tables of contents, indexes, lists of references, questions without answers: most lines look alike."""
    lines = [(line, line.lower() if line.isascii() else "") for line in text.split("\n") if line.strip()]
    for looks, (fewest, least, signs, what) in LINES.items():
        share = _share(lines, pattern(looks), signs, least) if len(lines) >= fewest else 0
        if share > least:
            return f"The piece is {what}: {share:.0%} of its lines are entries."
    return ""


def _share(lines: list[tuple[str, str]], looks: re.Pattern[str], signs: tuple[str, ...], least: float) -> float:
    """Return the share of the lines that look so; 0 as soon as it can't be more than the least. Short ones come first,
    since each costs as much as it is long. Beside each line it stands in small letters, where it is ASCII.
    """
    may = sorted([line for line, low in lines if not low or _has_any(low, signs)], key=len)
    found = 0
    for number, line in enumerate(may):
        if (found + len(may) - number) / len(lines) <= least:
            return 0
        found += bool(looks.search(line))
    return found / len(lines)


def _has_any(text: str, signs: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, signs))


def phrased(text: str, found: list[Block]) -> str:
    """Licences, legal notices, and what sites print around their pages."""
    low = " ".join(text.lower().split())
    legal, site = ([phrase for phrase in _phrases(kind) if phrase in low] for kind in ("legal", "site"))
    is_named = "electronic work" in low or "gutenberg" in low
    book = [phrase for phrase in _phrases("gutenberg") if phrase in low] if is_named else []
    if len(book) >= 3 or low.count("project gutenberg") >= 3:
        return "The piece is the notice of Project Gutenberg around a book, not the book."
    if len(legal) >= 3 and sum(map(low.count, legal)) >= len(text) / 400:
        return f"The piece is a licence or legal notice: it speaks of {', '.join(map(repr, legal[:3]))}."
    if len(site) >= 3 and sum(len(sentence.split()) for sentence in _prose(found)) < 60 * len(site):
        return f"The piece is boilerplate of a site: it speaks of {', '.join(map(repr, site[:3]))}."
    return ""


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(sorted(words(kind)))


def linked(text: str, found: list[Block]) -> str:
    """Lists of links."""
    link, items = pattern("only_link"), [block for block in found if block.kind in ("item", "paragraph")]
    with_link = [block.raw for block in items if _has_any(block.raw, LINK_SIGNS) and link.search(block.raw)]
    only = sum(len(clean(link.sub("", raw)).split()) < 4 for raw in with_link)
    other = sum(len(block.raw) for block in found if block.kind in ("row", "code"))
    if only >= 3 and only > 0.6 * len(items) and other < 0.5 * len(text):
        return f"The piece is a list of links: {only} of its {len(items)} entries say nothing else."
    return ""


def empty(text: str, found: list[Block]) -> str:
    """Headings, code, tables of figures: no sentence to ask about."""
    if any(said >= ENOUGH for said in accumulate(len(sentence.split()) for sentence in _prose(found))):
        return ""
    for kind, what in (
        ("code", "code or configuration, with no sentence that explains it"),
        ("row", "a table of bare values, with no sentence that explains them"),
        ("heading", "made of headings without text"),
    ):
        if sum(len(block.raw) for block in found if block.kind == kind) >= 0.3 * len(text):
            return f"The piece is {what}."
    return "The piece holds no full sentence that a question could be asked about."


RULES: Mapping[str, Callable[[str, list[Block]], str]] = {
    "lined": lined, "phrased": phrased, "linked": linked, "empty": empty,
}  # fmt: skip
"""Each returns why the chunk is unsuitable, or nothing. Of its text and its blocks."""
