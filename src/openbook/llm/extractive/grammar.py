"""A little English: where a sentence's subject ends, how its verb asks a question, how far it can be cut.

It knows the verbs of verbs.txt and the small words below, and prefers to understand nothing to understanding wrongly.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from openbook.llm.extractive import lexicon

Form = Literal["base", "third", "past", "participle"]

_TOKEN = re.compile(r"`[^`]+`(?:-\w+)?|[\w’'/@+&%°.-]*\w(?:['’]s?(?=\W|$))?|[^\w\s]")


_LEAD = re.compile(
    r"((?:By default|In|With|For|On|At|Under|During|Within|Since|Until|After|Before|From)\b[^,;:.()]{0,50}),\s+"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause, taken apart."""

    lead: str
    """A phrase before it: `By default`; empty where it has none."""
    subject: str
    """As it stands in the middle of a sentence."""
    adverb: str
    """Between subject and verb: `automatically`."""
    verb: str
    base: str
    """Base form; for be and modals the verb itself."""
    helper: str
    """`does`, `do` or `did`; empty for be and modals, which ask by themselves."""
    rest: str
    """What follows the verb, without the final point."""

    @property
    def words(self) -> int:
        """Number of words in the subject."""
        return len(self.subject.split())

    def inverted(self, rest: str | None = None) -> str:
        """Return the clause in the order of a question: `does the lamp burn oil`."""
        rest = self.rest if rest is None else rest
        parts = (self.helper, self.subject, self.adverb, self.base, rest) if self.helper else (
            self.verb, self.subject, self.adverb, rest)  # fmt: skip
        return " ".join(part for part in parts if part)

    def plain(self, rest: str | None = None) -> str:
        """Return the clause in the order of a statement."""
        rest = self.rest if rest is None else rest
        return " ".join(part for part in (self.subject, self.adverb, self.verb, rest) if part)


class Grammar:
    """The verbs, and what can be done with them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read lines of `base` or `base third past participle`; `#` begins a comment."""
        self._forms: dict[str, tuple[str, Form]] = {}
        self._third: dict[str, str] = {}
        self._participles: set[str] = set()
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            base, *irregular = line.split()
            third, past, participle = irregular or _regular(base)
            self._third[base] = third
            self._participles.add(participle)
            self._forms |= {
                third: (base, "third"),
                participle: (base, "participle"),
                past: (base, "past"),
                base: (base, "base"),
            }

    @classmethod
    def load(cls) -> "Grammar":
        """Read the verbs that come with the package."""
        text = files(__package__).joinpath("verbs.txt").read_text("utf-8")
        return cls(text.splitlines())

    def third(self, base: str) -> str:
        """Return the third person of a known verb: `set` → `sets`."""
        return self._third[base]

    def form(self, word: str) -> Form | None:
        """Return which form of a known verb this word is; past where past and participle look alike."""
        known = self._forms.get(word)
        return known[1] if known else None

    def is_participle(self, word: str) -> bool:
        """Whether the word can follow be: `stored`, `written`."""
        return word in self._participles

    def clause(self, sentence: str, ordinary: Mapping[str, bool] | frozenset[str] = frozenset()) -> Clause | None:
        """Take a sentence apart, or return None. `ordinary`: words known to be written small."""
        text = sentence.rstrip(".!").strip()
        lead, text = _split_lead(text)
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        if len(tokens) < 3 or tokens[0][0].lower() in lexicon.BARRED or not re.match(r"[`\w]", tokens[0][0]):
            return None
        for place, (word, start, end) in enumerate(tokens[:14]):
            low = word.lower()
            if place and (low in lexicon.STOPS or not re.match(r"[`\w]", word)):
                return None
            if not place or word.startswith("`"):
                continue
            if low in lexicon.BE | lexicon.MODAL or (word == low and self._is_finite(tokens, place)):
                return self._build(lead, text, tokens, place, ordinary)
            del start, end
        return None

    def _is_finite(self, tokens: list[tuple[str, int, int]], place: int) -> bool:
        """Whether the word is the clause's verb and not a noun or participle that looks like one."""
        word = tokens[place][0]
        following = tokens[place + 1][0] if place + 1 < len(tokens) else "."
        before = tokens[place - 1][0].lower()
        form = self.form(word)
        if (
            form in (None, "participle")
            or before in lexicon.PREPOSITIONS | lexicon.ARTICLES
            or following.lower() in lexicon.BE | lexicon.MODAL
        ):
            return False
        leads_on = following.lower() in lexicon.OBJECTS or bool(re.match(r"[`\dA-Z]", following))
        plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
        if form == "third":
            noun = word in lexicon.NOUNS
            doubtful = noun and (before.endswith("ing") or (place == 1 and not tokens[0][0].startswith("`")))
            return not plural and not doubtful and (leads_on or not noun)
        if form == "base":
            return plural and leads_on
        return leads_on and following.lower() not in lexicon.PREPOSITIONS

    def _build(
        self,
        lead: str,
        text: str,
        tokens: list[tuple[str, int, int]],
        place: int,
        ordinary: Mapping[str, bool] | frozenset[str],
    ) -> Clause | None:
        """Return the clause whose verb is the token at `place`."""
        last = place - 1
        while last > 0 and (tokens[last][0].lower() in lexicon.ADVERBS or tokens[last][0].endswith("ly")):
            last -= 1
        final = tokens[last][0].lower()
        if final in lexicon.PREPOSITIONS | lexicon.ARTICLES | lexicon.ADVERBS | {"and", "or"} or last > 10:
            return None
        if any(word.lower() in ("its", "their", "his", "her") for word, _, _ in tokens[:place]):
            return None
        verb, rest = tokens[place][0].lower(), text[tokens[place][2] :].strip()
        adverb = text[tokens[last][2] : tokens[place][1]].strip()
        if adverb in ("also", "thus", "therefore", "then"):
            adverb = ""
        subject = lower_first(text[: tokens[last][2]], ordinary)
        if re.fullmatch(
            r"(?:`[^`]+`|[A-Z]\w+) (?:option|middleware|parameter|field|header|matcher|label|annotation|function)",
            subject,
        ):
            subject = f"the {subject}"
        if verb in ("are", "were") and re.fullmatch(r"[A-Z][a-z]+s", subject):
            subject = subject.lower()
        if verb in lexicon.BE | lexicon.MODAL:
            return Clause(lead, subject, adverb, verb, verb, "", rest)
        base, form = self._forms[verb]
        helper = {"third": "does", "base": "do"}.get(form, "did")
        return Clause(lead, subject, adverb, verb, base, helper, rest)


def lower_first(text: str, ordinary: Mapping[str, bool] | frozenset[str]) -> str:
    """Return the text as it stands inside a sentence: the first letter small unless it begins a name."""
    word = re.match(r"[A-Za-z][\w'’-]*", text)
    if not word or not re.fullmatch(r"[A-Z][a-z'’-]*", word.group()):
        return text
    low = word.group().lower()
    if low in lexicon.ARTICLES | lexicon.BARRED | lexicon.PREPOSITIONS or low in ordinary:
        return low + text[word.end() :]
    return text


def upper_first(text: str) -> str:
    """Return the text as a sentence begins; code spans stay."""
    return text[:1].upper() + text[1:]


def _split_lead(text: str) -> tuple[str, str]:
    """Cut a short phrase with a preposition, or `By default`, off the sentence's beginning."""
    date = re.match(r"(On [A-Z][a-z]+ \d{1,2}, \d{4}|(?:In|On) (?:[A-Z][a-z]+ )?\d{4})(?:,\s+|\s+(?=[A-Z]|the ))", text)
    if date:
        return date[1], upper_first(text[date.end() :])
    match = _LEAD.match(text)
    if not match or len(match[1].split()) > 7 or lexicon.VAGUE & set(re.findall(r"[a-z']+", match[1].lower())):
        return "", text
    return match[1], upper_first(text[match.end() :])


def _regular(base: str) -> tuple[str, str, str]:
    """Return third person, past and participle of a regular verb."""
    if re.search(r"[^aeiou]y$", base):
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    elif base.endswith("e"):
        third, past = base + "s", base + "d"
    else:
        third = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        past = base + "ed"
    return third, past, past
