"""A little English: where a sentence's subject ends, and how its verb asks a question.

It knows the verbs of lists/verbs.txt and the small words of lists/words.txt. Where a sentence can be read in two ways
it reads none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from openbook.builtin.words import Spelling, lower_first, pattern, sections, upper_first, words
from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.made_once import MadeOnce

VerbForm = Literal["base", "third", "past", "participle"]

_PLAIN = late(r"[\w ,]*(?:-\w[\w ,]*)*", re.ASCII)
"""A text whose tokens are its words and commas."""
_TOKEN = late(r"`[^`]+`(?:-\w+)?|[\w’'/@+&%°.-]*\w(?:['’]s?(?=\W|$))?|[^\w\s]")
_APOSTROPHE = late("['’]")
_NAMED_KIND = late(r"(?:`[^`]+`|[A-Z]\w+) [a-z]+")
_BEGINS = late(r"[`\w]")
_GERUND = late(r"[A-Z]?[a-z]+ing ")
_PLURAL = late(r"[a-z]+[^s]s")
_OBJECT = late(r"[`\dA-Z]")
_SMALL_WORD = late(r"[a-z']+")
_VERBAL = late(r"\w+(?:ing|ed)\b")
_VOWELS = frozenset("aeiou")
_MOST = 9
"""Tokens of a subject."""
TOKENS = 20_000
"""Of which is kept, at least, what they are."""
_OPENS, _BARRED, _STOP, _VERB = 1, 2, 4, 8
"""What a token is: a word or code, what no subject begins with, what ends one, what may be a verb."""
_NOT_LAST = ("prepositions", "articles", "adverbs", "points_away", "joining")
"""Lists of words with which no subject ends."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause, taken apart."""

    lead: str
    """A phrase before it, as it stands inside a sentence: `in 1887`; empty where it has none."""
    subject: str
    """As it stands inside a sentence."""
    verb: str
    base: str
    """Base form; for be and modals the verb itself."""
    helper: str
    """`does`, `do` or `did`; empty for be and modals, which ask by themselves."""
    rest: str
    """What follows the verb, without the final point."""

    @property
    def is_being(self) -> bool:
        """Whether its verb is a form of be."""
        return self.verb in words("be")

    @property
    def is_past(self) -> bool:
        """Whether it tells of something that has happened once."""
        return self.helper == "did" or self.verb in ("was", "were", "had")

    def asks(self, how: str, rest: str = "") -> tuple[str, str]:
        """Return the direct and the indirect question: `what does the lamp burn`, `what the lamp burns`."""
        direct = (how, self.helper or self.verb, self.subject, self.base if self.helper else "", rest)
        return _joined(direct), _joined((how, self.subject, self.verb, rest))

    def told(self, rest: str) -> str:
        """Return the statement with `|` where a hedge may stand: `the lamp is | a burner`."""
        split = (self.verb, "|") if self.is_being else ("|", self.verb)
        return _joined((self.subject, *split, rest, self.lead))


class Grammar:
    """The verbs, and what can be done with them."""

    def __init__(self, verbs: Mapping[str, Iterable[str]]) -> None:
        """Learn lines of regular verbs, and lines of `base | third | past | participle`."""
        self._forms: dict[str, tuple[str, VerbForm]] = {}
        self._third: dict[str, str] = {}
        self._participles: set[str] = set()
        self._helpers = words("be", "modal")
        for base in " ".join(verbs["regular"]).split():
            self._learn(base, *_regular(base))
        for line in verbs["irregular"]:
            self._learn(*map(str.strip, line.split("|")))
        self._prepositions, self._before_nouns = words("prepositions"), words("prepositions", "articles")
        self._objects, self._nouns, self._weak_adverbs = words("objects"), words("nouns"), words("weak_adverbs")
        self._not_last, self._points_away = words(*_NOT_LAST), words("points_away")
        self._clause_ends = words("clause_ends")
        thirds = {word for word, (_, form) in self._forms.items() if form == "third"}
        self._finite = self._helpers | thirds - self._nouns
        verbs_met = self._helpers.union(self._forms)
        self._barred, self._stops, self._verbs = words("barred", "prepositions"), words("stops"), verbs_met
        self._kinds = MadeOnce(self._kind, TOKENS)
        """What the tokens met so far are, looked up once for all the sentences in which they stand."""

    def _learn(self, base: str, third: str, past: str, participle: str) -> None:
        self._third[base] = third
        self._participles.add(participle)
        self._forms.setdefault(participle, (base, "participle"))
        self._forms.update({third: (base, "third"), past: (base, "past"), base: (base, "base")})

    def _kind(self, token: str) -> int:
        small = token.lower()
        return (
            _OPENS * (_BEGINS.match(token) is not None)
            | _BARRED * (small in self._barred)
            | _STOP * (small in self._stops)
            | _VERB * (token in self._verbs)
        )

    def third(self, base: str) -> str:
        """Return the third person of a known verb: `set` → `sets`."""
        return self._third[base]

    def form(self, word: str) -> VerbForm | None:
        """Return which form of a known verb this word is; past where past and participle look alike."""
        known = self._forms.get(word)
        return known[1] if known else None

    def is_finite(self, word: str) -> bool:
        """Whether a word can only be the verb of a clause."""
        return word in self._finite

    def is_participle(self, word: str) -> bool:
        """Whether the word can follow be: `stored`, `written`."""
        return word in self._participles

    def clause(self, sentence: str, spelling: Spelling) -> Clause | None:
        """Take a sentence apart, or return None."""
        lead, text = _split_lead(sentence.rstrip(".!").strip())
        tokens = _tokens(text)
        if len(tokens) < 3 or not _BEGINS.match(text) or _GERUND.match(text):
            return None
        doubtful: list[int] = []
        opening = tokens[: _MOST + 2]
        ends = _BARRED
        for place, kind in enumerate(map(self._kinds.__getitem__, opening)):
            if kind & ends or not kind & _OPENS:
                break
            ends = _STOP
            if not place or not kind & _VERB:
                continue
            token = opening[place]
            form = self.form(token)
            if token == token.lower() and self._is_verb(tokens, place):
                return self._build(lead, text, tokens, place, spelling)
            if form == "third" and tokens[place - 1].lower() not in self._before_nouns:
                doubtful.append(place)
        return self._build(lead, text, tokens, doubtful[0], spelling) if len(doubtful) == 1 else None

    def _is_verb(self, tokens: Sequence[str], place: int) -> bool:
        """Whether the word is the clause's verb, and no noun or participle that looks like one."""
        word, before = tokens[place], tokens[place - 1].lower()
        following = tokens[place + 1] if place + 1 < len(tokens) else "."
        form = self.form(word)
        if word in self._helpers:
            return True
        if before in self._before_nouns or following.lower() in self._helpers:
            return False
        leads_on = following.lower() in self._objects
        if form == "base":
            return leads_on and bool(_PLURAL.fullmatch(before))
        sure = leads_on or _OBJECT.match(following)
        return form == "past" or (form == "third" and (word not in self._nouns or bool(sure and before[-1:] != "s")))

    def _build(self, lead: str, text: str, tokens: Sequence[str], place: int, spelling: Spelling) -> Clause | None:
        """Return the clause whose verb is the token at `place`; None where its subject is no plain noun phrase."""
        inside = [token.lower() for token in tokens[:place]]
        while len(inside) > 1 and inside[-1] in self._weak_adverbs:
            inside.pop()
        if len(inside) > _MOST or inside[-1] in self._not_last or inside[-1].endswith("ly"):
            return None
        parts = _APOSTROPHE.split("'".join(inside)) if any("'" in one or "’" in one for one in inside) else inside
        if not self._points_away.isdisjoint(parts) or self._has_clause(inside):
            return None
        verb, ends = tokens[place], self._clause_ends
        last = next((n for n in range(place + 1, len(tokens)) if tokens[n] in ends), len(tokens))
        following = tokens[place + 1 : last]
        if not self._finite.isdisjoint(following):
            return None
        next_word = tokens[place + 1] if place + 1 < len(tokens) else ""
        may_be_participle = self.form(verb) == "past" and next_word in self._prepositions
        if may_be_participle and any(self.form(token) == "past" for token in following):
            return None
        ends_subject = _end(text, tokens[: len(inside)])
        rest = text[_end(text, tokens[len(inside) : place + 1], ends_subject) :].strip()
        subject = spelling.inside(text[:ends_subject])
        if _NAMED_KIND.fullmatch(subject) and subject.rpartition(" ")[2] in words("kinds"):
            subject = f"the {subject}"
        if not subject or verb in self._helpers or (verb in ("has", "have", "had") and self._is_perfect(rest)):
            return Clause(lead, subject, verb, verb, "", rest) if subject else None
        base, form = self._forms[verb]
        return Clause(lead, subject, verb, base, {"third": "does", "base": "do"}.get(form, "did"), rest)

    def _is_perfect(self, rest: str) -> bool:
        """Whether `has` is followed by what makes it an auxiliary: `has not been`, `has also bundled`."""
        return any(word in ("not", "been", "never") or self.is_participle(word) for word in rest.split()[:2])

    def _has_clause(self, inside: Sequence[str]) -> bool:
        """Whether a clause of its own begins in a subject: `the book published in 1990`."""
        if "to" in inside[1:]:
            return True
        if self._participles.isdisjoint(inside[1:-1]):
            return False
        return any(one in self._participles and two in self._prepositions for one, two in pairwise(inside[1:]))


@cache
def grammar() -> Grammar:
    """Return the grammar with the verbs that come with the package."""
    return Grammar(sections("verbs"))


def _tokens(text: str) -> list[str]:
    """Return a sentence's words, code spans and signs."""
    if text.isascii() and _PLAIN.fullmatch(text):
        return text.replace(",", " , ").split()
    return _TOKEN.findall(text)


def _end(text: str, tokens: Sequence[str], end: int = 0) -> int:
    """Return where the last of some tokens ends, from a place on; nothing but white space is between two of them."""
    row = " ".join(tokens)
    if text.startswith(row, end + 1 if end else 0) and (not end or text[end] == " "):
        return end + len(row) + (1 if end else 0)
    for token in tokens:
        end = text.index(token, end) + len(token)
    return end


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part).replace("cannot", "can't", 1)


@cache
def _leads() -> tuple[str, ...]:
    return tuple(words("leads"))


def _split_lead(text: str) -> tuple[str, str]:
    """Cut a date, a short phrase with a preposition or `By default` off the sentence's beginning."""
    match = pattern("lead").match(text) if text.startswith(_leads()) else None
    lead = next(filter(None, match.groups())) if match else ""
    if not match or words("vague") & set(_SMALL_WORD.findall(lead.lower())):
        return "", text
    if len(lead.split()) > 8 or _VERBAL.search(lead):
        return "", text
    return lower_first(lead), upper_first(text[match.end() :])


def _regular(base: str) -> tuple[str, str, str]:
    """Return third person, past and participle of a regular verb."""
    if base[-1] == "y" and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied"
    past = base + "d" if base.endswith("e") else base + "ed"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"), past, past
