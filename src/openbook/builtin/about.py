"""What a passage deals with, told from its headings, its rows and its commonest words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from openbook.builtin import lexicon
from openbook.builtin.blocks import Block, blocks, clean, sentences
from openbook.builtin.facts import Tools, askable
from openbook.builtin.outline import generic
from openbook.builtin.questions import in_a_sentence
from openbook.records import Passage

ADJECTIVE = re.compile(r"(?:ly|ing|est|ous|ful|ive|ical|able|ible|er than|onger|arger|igher|ower)$")
"""Endings of words that are more likely adjectives or adverbs than names of things."""
_NATION = re.compile(r"(?:ish|[^aeiou]ian|ican|ese|ench|utch|erman|ewish)$")
_NOUN_ENDS = r"(?=[,.;]|\s(?:of|in|on|at|to|for|from|with|by|and|or|is|are|was|were|has|had|that|which|who|can)\b)"
"""What follows a word that ends a noun phrase, so that an adjective is not taken for a noun."""
_ROW = re.compile(r"(`[^`\s\"]{2,45}\w`|[A-Z]\w+)$")


def deals_with(passage: Passage, tools: Tools) -> str:
    """Return what a passage deals with, as a predicate, from what is in it."""
    found = blocks(passage.text)
    own = tools.of(passage.text, found, "", tools.grammar, tools.memory)
    headings = [block for block, below in pairwise([*found, *found[-1:]]) if block.kind == "heading" != below.kind]
    names = [in_a_sentence(clean(block.raw).rstrip(":"), own) for block in headings]
    names = [name for name in names if not generic(name) and askable(re.sub(r"[`?]", "", name), 8)]
    if names and re.match(r"(?:where|when|why|how|what|who) ", names[0], re.I):
        return f"tells {names[0][0].lower()}{names[0][1:].rstrip('?')}"
    if names:
        more = [
            name
            for name in names[1:2]
            if len(name.split()) < 6 and not re.match(r"(?:where|when|why|how|what)\b", name, re.I)
        ]
        return f"deals with {' and '.join(names[:1] + more)}"
    rows = list(
        dict.fromkeys(
            match[1] for block in found if block.kind == "row" for match in [_ROW.match(clean(block.cells[0]))] if match
        )
    )
    if rows:
        return f"lists {rows[0]} and {rows[1]}" if len(rows) > 1 else f"lists {rows[0]}"
    subject = next(_subjects(found, own), "")
    if subject:
        return f"is about {_softened(subject, passage.text, own)}"
    code = sum(len(block.raw) for block in found if block.kind == "code")
    if code > 0.4 * len(passage.text):
        return "shows examples of configuration"
    prose = " ".join(clean(block.raw) for block in found if block.kind != "code")
    names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*(?![\w'’-])", prose)
    nouns = re.findall(rf"\b(?:the|an?|of|his|her|its|their|my|our|your) ([a-z]{{4,}}){_NOUN_ENDS}", prose)
    nouns = [
        word
        for word in nouns
        if not tools.grammar.form(word) and not ADJECTIVE.search(word) and not word.endswith("ed")
    ]
    words = (
        [name for name in names if names.count(name) > 1 and not _NATION.search(name)]
        or [word for word in nouns if word not in lexicon.PLAIN]
        or [name for name in names if not _NATION.search(name)]
    )
    common = sorted(set(words), key=lambda word: (-words.count(word), words.index(word)))[:2]
    return f"speaks of {' and '.join(common)}" if common else "deals with something else"


def _softened(subject: str, text: str, tools: Tools) -> str:
    """Return a subject as it stands inside a sentence: `Single quotes` → `single quotes`, names as they are."""
    first = subject.split(" ", 1)[0]
    is_common = re.match(r"[A-Z][a-z]+ [a-z]{3,}", subject) and first.lower() not in tools.names
    is_name = re.search(rf"[a-z,;] {re.escape(first)}\b", text)
    return subject[0].lower() + subject[1:] if is_common and not is_name else subject


def _subjects(found: Sequence[Block], tools: Tools) -> Iterator[str]:
    """Yield the subjects of a passage's first sentences that can be named."""
    for block in found:
        if block.kind in ("paragraph", "item"):
            for raw in sentences(block.raw)[:3]:
                clause = tools.clause(clean(raw))
                if clause and clause.words <= 7 and askable(clause.subject, 7):
                    yield clause.subject
