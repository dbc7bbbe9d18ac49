"""What a chunk tells: facts, the sentences they are read from, and what may stand in a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openbook.builtin import lexicon
from openbook.builtin.blocks import Block, clean, quotable
from openbook.builtin.grammar import Clause, Grammar, lower_first
from openbook.builtin.memory import Memory, runs

_POINTS_AWAY = re.compile(
    r"\b(?:this|these|those|the following|as follows|herein|hereby|aforementioned|previous|previously"
    r"|e\.g\.|i\.e\.|examples?|section|paragraph|documentation|tutorial|snippet|we|our|ours|us|i|me|my|mine|let's|here|latter|former"
    r"|respectively|otherwise,|read more|more information|learn more|more details|refer to)\b"
    r"|\b(?:above|below)(?=[.,;:)]|$)|\b(?:the|as|shown|listed|described|mentioned|defined|given) (?:above|below)\b"
    r"|\bsee (?:the|also|our|(?-i:[A-Z`]))|[(,] ?see\b|\b(?:figure|table|page|chapter) ?\d"
    r"|\b\w+s that \w+(?=[.;,]|$)"
    r"|\bthe (?:next |last )?(?:table|figure|chapter)\b"
    r"|\bthe same (?:applies|is true|goes|holds|way|thing|reason|manner|effect|as)\b"
    r"|^(?:see|that|such|then|it|they|its|their|he|she|his|her|both|another|other|others|the other|there|and|but|or|so"
    r"|also|nor|yet|which|who|e|as)\b"
    r"|\b(?:in|of|to|for|on|with|at|by|from|than|like|is|does|do|achieve|avoid|prevent|about) (?:that|such|so|it|them)"
    r"(?:[,.;]| (?:case|way|end|reason|means)\b|$)",
    re.I,
)
_PERSON = re.compile(
    r"(?<=[a-z,] )[A-Z][a-z]+|\b(?:keeper|captain|engineer|doctor|author|king|queen|president|man|woman|boy|girl)\b"
)
_SHE = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.I)
_NOT_ASKED = re.compile(
    r"[:;“”\"!?—…=<>{}|]|--|\b(?:it|they|them|he|she|him|her|his|we|i|this|that|these|those|here|there|also|however|none"
    r"|nothing)\b"
    r"|\bsuch\b(?! as)|\bto be$|\b(?:and|or|but|the|an?|of|to|in|while|when|if|that|which|because|so|as|than)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a chunk tells."""

    kind: str
    """Name of the pattern that found it."""
    direct: str
    """The question, first letter small, without its mark: `what does the lamp burn`."""
    indirect: str
    """The same inside a sentence: `what the lamp burns`."""
    answer: str
    """Whole sentences."""
    quotes: tuple[str, ...]
    """Verbatim evidence, white space collapsed."""
    subject: str = ""
    """Of the answer from memory; empty where that is one clause."""
    predicate: str = ""
    """Of the answer from memory, in other words than the text's; empty where none could be made."""
    section: str = ""
    """The heading above it; for the question's context."""
    row: str = ""
    """Where the evidence is a table's row or a list's item: what it is about, since the quotation does not name it."""
    note: str = ""
    """What else the evidence shows, in a sentence: the cell of another column."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose and what surrounds it."""

    raw: str
    text: str
    """Cleaned, with a final point."""
    section: str
    clause: Clause | None
    """Its main clause, where the grammar can take it apart."""
    following: str
    """The raw sentence after it in the same paragraph; empty at its end."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the rules work with, for one chunk."""

    grammar: Grammar
    memory: Memory
    ordinary: frozenset[str]
    """Words that the chunk writes small and never large inside a sentence."""
    names: frozenset[str]
    """Words that it writes large inside a sentence; in small letters."""
    titled: frozenset[str]
    """Words of its title that it writes small nowhere; in small letters."""
    hidden: frozenset[tuple[str, ...]]
    """Runs of the chunk's tokens, which an answer from memory must not repeat."""

    @classmethod
    def of(cls, text: str, found: Sequence[Block], title: str, grammar: Grammar, memory: Memory) -> "Tools":
        """Learn from a chunk how its words are written."""
        prose = " . ".join(clean(block.raw) for block in found if block.kind in ("paragraph", "item", "row"))
        prose = re.sub(r"`[^`]*`", "`", prose)
        small = frozenset(re.findall(r"(?<![\w.@/-])[a-z][a-z-]+(?![\w@/])", prose))
        names = frozenset(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][\w-]+", prose))
        titled = frozenset(word.lower() for word in re.findall(r"[A-Z][\w-]+", title)) - small
        return cls(grammar, memory, (small | lexicon.ORDINARY) - names, names, titled, runs(text))

    def is_ordinary(self, word: str) -> bool:
        """Whether a word at the beginning of a phrase is written small inside a sentence."""
        low = word.lower()
        known = low in lexicon.ORDINARY | lexicon.BARE or low not in self.names | self.titled
        return known and bool(re.fullmatch(r"[A-Z]?[a-z][a-z-]*", word))

    def small(self, text: str) -> str:
        """Return the text as it stands inside a sentence."""
        return lower_first(text, self.ordinary)

    def soften(self, heading: str) -> str:
        """Return a heading as it stands inside a sentence: in small letters if all its words are ordinary ones."""
        words = re.split(r"(`[^`]*`|[\s/]+)", heading)
        plain = [word for word in words if re.fullmatch(r"[A-Z][a-z'’-]*", word) and word.lower() not in self.names]
        mixed = any(re.search(r"[a-z][A-Z]|[A-Z]{2}", word) for word in words)
        if mixed or not all(word.lower() in self.ordinary or word in lexicon.TITLE_WORDS for word in plain):
            return heading
        return "".join(word.lower() if word in plain else word for word in words)

    def clause(self, text: str) -> Clause | None:
        """Take a sentence apart."""
        return self.grammar.clause(text, self.ordinary)

    def recall(self, text: str, words: int = 3) -> str:
        """Say it from memory, the first words kept; empty where that would quote the chunk."""
        kept = re.match(rf"(?:\S+\s*){{0,{words}}}", text)
        return self.memory.recall(text, self.hidden, len(kept.group().rstrip()) if kept else 0)


def askable(text: str, limit: int = 16) -> bool:
    """Whether the words can stand in a question whose source nobody sees."""
    return (
        bool(text)
        and len(text.split()) <= limit
        and not _NOT_ASKED.search(text)
        and not _POINTS_AWAY.search(text)
        and text.count("(") == text.count(")")
        and text.count("`") % 2 == 0
    )


def self_contained(text: str) -> bool:
    """Whether a sentence can stand alone."""
    someone = _SHE.search(text)
    return (
        not _POINTS_AWAY.search(text)
        and not (someone and not _PERSON.search(text[: someone.start()]))
        and text.count("(") == text.count(")")
        and text.count("`") % 2 == 0
        and not text.endswith((":", ":.", ",", "…"))
    )


def evidence(raw: str) -> str:
    """Return the verbatim quotation for a sentence; empty where markup leaves too little of it."""
    quote = re.sub(
        r"(?:[ ,;:(]+(?:the|an?|your|its|in|on|of|to|for|from|with|by|and|or|as|at|are|is|using|see|via|such))+$",
        "",
        quotable(raw),
    )
    shown, flat = len(clean(raw)), " ".join(raw.split())
    if quote.count("(") == quote.count(")") + 1 and f"{quote})" in flat:
        quote += ")"
    after = flat[flat.find(quote) + len(quote) :] if quote else ""
    whole = re.match(r"[.!?,;:)\s*]*$|[,;]", after) or re.search(r"[.!?]$", quote)
    if len(quote) >= 0.75 * shown and flat[:12] in quote and whole:
        return quote
    links = sum(map(len, re.findall(r"\]\(([^()\s]*)\)", flat)))
    if not re.search(r"[\"“”<>|]", flat) and links <= 0.5 * len(flat) and flat.count("](") < 3:
        return flat
    return quote if len(quote) >= 0.6 * shown and whole else ""


Found = tuple[str, str, str, str, str] | None
"""What a pattern found: kind, direct and indirect question, subject and predicate of the answer from memory."""
