"""What a chunk tells: facts, and what words may stand in a question or an answer whose source nobody sees."""

from collections.abc import Collection, Sequence
from typing import Literal

from openbook.builtin.blocks import Block, clean
from openbook.builtin.grammar import Clause, grammar
from openbook.builtin.words import Spelling, content_words, pattern, words
from openbook.dataclass import dataclass
from openbook.text.control import control_tokens
from openbook.text.late import late

FactKind = Literal[
    "definition", "figure", "date", "cause", "condition", "occasion", "howto", "effect", "option", "default", "required"
]


_TOKEN = late(r"[ie]\.[eg]\.|[\w'’]+")
_GAPS = str.maketrans({chr(code): " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "_'")})
"""What parts the tokens of an ASCII text that has no point but its last."""
_LETTERS = late("[a-z]+")
_MIXED = late("[A-Za-z][0-9]|[0-9][A-Za-z]")
_LAST_WORD = late(r"\w+$")
_JOINT = late(r" (?:of|in|on|at|for|from) ")
_NAMED = late(r"(?:^|[ (])[A-Z]")
_OF_A_KIND = late(r"(?:an?|no|every|each|all) ")
_BETWEEN = 3
"""Words that may stand between an article and its noun."""
_INTRODUCES = late(rf"\b(?:an?|another|one|two|some|several|its|their) (?:[\w-]+ ){{0,{_BETWEEN}}}\Z")
_WHOLE = late(r"[A-Z][A-Za-z ,'-]*(?: \d+[A-Za-z ,'-]*)*(?<=[A-Za-z\d])\.")
"""A sentence of plain words and figures, in which nothing is that the pattern `broken` looks for."""
_PLAIN = late(r"(?:[\w ,.]|-(?!-))*")
"""Where neither such a character stands nor a word of `not_asked_by`, the pattern `not_asked` finds nothing."""
_TARGET = late(r"\]\(([^()\s]*)\)")
_NO_TEXT = late(r"[\"“”<>|]")
_POINTING = {"points_away": "points_away_by", "points_back": "points_back_by"}
"""Patterns, and the list of words of which every match has one: elsewhere they need not be looked for."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a chunk tells."""

    kind: FactKind
    direct: str
    """The question, first letter small, without its mark: `what does the lamp burn`."""
    indirect: str
    """The same inside a sentence: `what the lamp burns`."""
    answer: str
    """Whole sentences."""
    quotes: tuple[str, ...]
    """Verbatim evidence, white space collapsed."""
    subject: str
    """What it is about, as a passage that helps would name it: `the lamp`, `` `pkce` ``."""
    short: str = ""
    """The answer in few words; empty where it has no short one."""
    memory: tuple[str, ...] = ()
    """Clauses that give the answer from memory, the fullest first."""
    section: str = ""
    """The heading above it; for the question's context."""
    is_row: bool = False
    """Whether the evidence is a table's row or a list's item, which does not name what it is about."""
    note: str = ""
    """What else the evidence shows, in a sentence: the cell of another column."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the chunk that facts are looked for in."""

    spelling: Spelling
    topic: str
    """What its document is about, as it stands inside a sentence; empty where that can't be told."""
    prose: str
    """Its sentences, cleaned."""
    is_whole: bool
    """Whether the document stands for itself: not one row of many in a file."""

    def clause(self, text: str) -> Clause | None:
        """Take a sentence apart."""
        return grammar().clause(text, self.spelling)

    def is_clear(self, subject: str, block: Block, past: bool) -> bool:
        """Whether somebody who knows the topic knows what is meant: code, a name, a kind of thing, or what the page is
        on. In a story (`past`) a thing without a name is one that was told of before.
        """
        if "`" in subject or _NAMED.search(subject) or _OF_A_KIND.match(subject):
            return True
        heads = set(content_words(subject))
        if not heads or heads <= words("empty"):
            return False
        titled = heads & set(content_words(" ".join((self.topic, *block.path))))
        if titled or not self.topic:
            return bool(titled)
        if past:
            return self.is_whole and not self._is_introduced(subject)
        return self.is_whole or bool(block.path) or len(heads) > 1

    def _is_introduced(self, subject: str) -> bool:
        """Whether the chunk also has the thing with another article, so that the definite one refers to that."""
        head = _JOINT.split(subject)[0].split()[-1]
        place = self.prose.find(f" {head}")
        while place >= 0:
            start, end = place, place + 1 + len(head)
            for _ in range(_BETWEEN + 1):
                start = self.prose.rfind(" ", 0, max(start, 0))
            is_whole = _is_letter(head[-1:]) != _is_letter(self.prose[end : end + 1])
            if is_whole and _INTRODUCES.search(self.prose[max(start, 0) : place + 1]):
                return True
            place = self.prose.find(f" {head}", place + 1)
        return False


def _is_letter(character: str) -> bool:
    return character == "_" or character.isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose that can stand alone."""

    text: str
    """Cleaned, with its final point."""
    quotes: tuple[str, ...]
    clause: Clause | None
    """Its main clause, where the grammar can take it apart."""
    page: Page
    block: Block

    def fact(
        self, kind: FactKind, asks: tuple[str, str], short: str = "", memory: tuple[str, ...] = (), about: str = ""
    ) -> Fact:
        """Return what it tells: if not said otherwise about its clause's subject, and remembered as the clause says."""
        clause, path, short = self.clause, self.block.path, short.strip()
        if clause:
            about, memory = about or clause.subject, memory or (clause.told(clause.rest), f"it is {short}")
        about, section = "" if about in words("anyone") else about, path[-1] if path else ""
        return Fact(kind, *asks, self.text, self.quotes, about, short, memory, section)


def askable(text: str, limit: int = 14) -> bool:
    """Whether the words can stand in a question whose source nobody sees."""
    last = _LAST_WORD.search(text)
    if not (last or text.endswith(("`", ")"))) or len(text.split()) > limit:
        return False
    said = _tokens(text)
    may_be_barred = not words("not_asked_by").isdisjoint(said) or not _PLAIN.fullmatch(text)
    if may_be_barred and pattern("not_asked").search(text):
        return False
    is_open = last and last.group() in words("articles", "prepositions", "hanging")
    return not is_open and words("pronouns").isdisjoint(said) and _is_closed(text, said)


def self_contained(text: str) -> bool:
    """Whether a sentence can stand alone."""
    said = _tokens(text)
    if (said and said[0] in words("begins_after")) or not words("persons").isdisjoint(said):
        return False
    return _is_closed(text, said) and not (_WHOLE.fullmatch(text) is None and pattern("broken").search(text))


def _is_closed(text: str, said: Sequence[str]) -> bool:
    """Whether a text, of these words, points nowhere else, and whatever is opened in it is closed."""
    if text.count("(") != text.count(")") or text.count("`") % 2:
        return False
    if text.isascii() and words("elsewhere", *_POINTING.values()).isdisjoint(said) and _is_of_words(text, said):
        return True
    if not words("elsewhere").isdisjoint(said):
        return False
    held = _letters(text, said)
    for name, by in _POINTING.items():
        if (held is None or not words(by).isdisjoint(held)) and pattern(name).search(text):
            return False
    return True


def _is_of_words(text: str, said: Sequence[str]) -> bool:
    """Whether each of a text's words is of letters alone or of figures alone."""
    row = "".join(said)
    return row.isalpha() or (row.isalnum() and not _MIXED.search(text))


def _letters(text: str, said: Sequence[str]) -> Collection[str] | None:
    """Return what stands in a text in plain small letters, of these words; None where it has other letters."""
    if not text.isascii():
        return None
    return said if "".join(said).isalpha() else _LETTERS.findall(text.lower())


def _tokens(text: str) -> list[str]:
    if text.isascii() and text.find(".") in (-1, len(text) - 1):
        return text.lower().translate(_GAPS).split()
    return _TOKEN.findall(text.lower())


def says_something(predicate: str, subject: str, least: int = 2) -> bool:
    """Whether a predicate says at least so many things of a subject that its name does not say."""
    known = {word[:5] for word in content_words(subject)}
    told = [word for word in content_words(predicate) if word[:5] not in known and word not in words("empty")]
    return len(told) >= least


def fuller_first(clause: str, lead: str = "") -> tuple[str, ...]:
    """Return a clause whole, and without what is joined to its end, for an answer from memory."""
    first = pattern("joined").split(clause, maxsplit=1)[0]
    told = [clause, *([first] if len(first.split()) > 3 and "," not in first else [])]
    return tuple(dict.fromkeys(f"{lead}{text}" for text in told))


def evidence(raw: str) -> str:
    """Return the verbatim quotation for a sentence; empty where too little of it is text."""
    return quotable(" ".join(raw.split()))


def quotable(flat: str) -> str:
    """Do that for one whose white space is collapsed."""
    links = sum(map(len, _TARGET.findall(flat))) if "](" in flat else 0
    is_text = not _NO_TEXT.search(flat) and links <= 0.5 * len(flat) and flat.count("](") < 3
    return flat if is_text and next(control_tokens(flat), None) is None else ""


def prose_of(found: Sequence[Block]) -> str:
    """Return the cleaned text of what a reader reads as sentences."""
    return " . ".join(clean(block.raw) for block in found if block.kind in ("paragraph", "item", "row"))
