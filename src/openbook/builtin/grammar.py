"""A little English: where a sentence's subject ends, how its verb asks a question, how far it can be cut.

It knows the verbs of verbs.txt and the small words below, and prefers to understand nothing to understanding wrongly.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Literal

from openbook.builtin import lexicon

Form = Literal["base", "third", "past", "participle"]

_TOKEN = re.compile(r"`[^`]+`(?:-\w+)?|[\w’'/@+&%°.-]*\w(?:['’]s?(?=\W|$))?|[^\w\s]")


_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_GERUND_PHRASE = re.compile(r"[A-Z]?[a-z]+ing (?:[a-z]+ )?(?:out|into|in|on|to|from|up|off|with|by) ")
_OPENINGS = ("In", "On", "At", "For", "During", "Under", "Within", "After", "Before", "With", "From")
_VAGUE_OPENING = re.compile(
    r"\b(?:this|that|these|those|it|its|such|other|same|their|his|her|our|my|fact|addition|case|order|front)\b", re.I
)
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
        return " ".join(part for part in parts if part).replace("cannot", "can't", 1)

    def plain(self, rest: str | None = None) -> str:
        """Return the clause in the order of a statement."""
        rest = self.rest if rest is None else rest
        return " ".join(part for part in (self.subject, self.adverb, self.verb, rest) if part)


class Grammar:
    """The verbs, and what can be done with them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read lines of regular verbs, and lines of `base | third | past | participle`; `#` begins a comment."""
        self._forms: dict[str, tuple[str, Form]] = {}
        self._third: dict[str, str] = {}
        self._participles: set[str] = set()
        for line in lines:
            if "|" in line:
                base, third, past, participle = (form.strip() for form in line.split("|"))
                self._learn(base, third, past, participle)
            elif not line.startswith("#"):
                for base in line.split():
                    self._learn(base, *_regular(base))

    def _learn(self, base: str, third: str, past: str, participle: str) -> None:
        self._third[base] = third
        self._participles.add(participle)
        forms: tuple[tuple[str, Form], ...] = (
            (third, "third"), (participle, "participle"), (past, "past"), (base, "base"))  # fmt: skip
        for word, form in forms:
            if form != "participle" or word not in self._forms:
                self._forms[word] = (base, form)

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

    def clause(self, sentence: str, ordinary: frozenset[str] = frozenset()) -> Clause | None:
        """Take a sentence apart, or return None. `ordinary`: words known to be written small."""
        text = sentence.rstrip(".!").strip()
        lead, text = _split_lead(text)
        if not lead and sentence.split(" ", 1)[0] in _OPENINGS:
            return self._after_opening(text, ordinary)
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        begins = tokens[0][0] if len(tokens) > 2 else ""
        barred = begins.lower() in lexicon.BARRED | lexicon.PREPOSITIONS
        if barred or _GERUND_PHRASE.match(text) or not re.match(r"[`\w]", begins):
            return None
        for place, (word, _, _) in enumerate(tokens[:14]):
            low = word.lower()
            if place and (low in lexicon.STOPS or not re.match(r"[`\w]", word)):
                return None
            if not place or word.startswith("`"):
                continue
            if low in lexicon.BE | lexicon.MODAL or (word == low and self._is_finite(tokens, place)):
                return self._build(lead, text, tokens, place, ordinary)
            following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
            if self.form(word) in ("third", "past") and following in lexicon.ARTICLES:
                return None
        return None

    def _after_opening(self, text: str, ordinary: frozenset[str]) -> Clause | None:
        """Take `In clear air the light has …` apart: a leading phrase without a comma."""
        for match in re.finditer(r" (?=(?:the|an?|all|each|every|no) )", text[:60]):
            opening = text[: match.start()]
            words = opening.split()
            if (
                len(words) < 2
                or "," in opening
                or any(self.form(word) in ("third", "past") or word in lexicon.BE for word in words)
            ):
                continue
            clause = self.clause(upper_first(text[match.end() :]), ordinary)
            if clause and not clause.lead and not _VAGUE_OPENING.search(opening):
                return replace(clause, lead=opening)
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
        plural = before.endswith("s") and not before.endswith(("ss", "us", "is")) and before not in lexicon.SINGULARS
        if form == "third":
            noun = word in lexicon.NOUNS
            loose = before.endswith("ing") and (place < 2 or tokens[place - 2][0].lower() not in lexicon.ARTICLES)
            doubtful = noun and (loose or (place == 1 and not tokens[0][0].startswith("`")))
            governed = noun and self.form(before) == "past"
            return not plural and not doubtful and not governed and (leads_on or not noun)
        if form == "base":
            return plural and leads_on and following not in ("and", "or")
        if following.lower() not in lexicon.PREPOSITIONS and following != ".":
            return leads_on
        return word not in self._participles or not self._another_verb(tokens[place + 1 :])

    def _another_verb(self, tokens: list[tuple[str, int, int]]) -> bool:
        """Whether a verb follows before the next comma, so that what stands before it was a participle only."""
        for word, _, _ in tokens:
            if word in ",;:":
                return False
            if word in lexicon.BE | lexicon.MODAL or self.form(word) in ("third", "past"):
                return True
        return False

    def _is_perfect(self, rest: str) -> bool:
        """Whether `has` is followed by what makes it an auxiliary: `has not been`, `has also bundled`."""
        first, *others = [*rest.split()[:2], ""]
        return first in ("not", "been", "never") or self.is_participle(first) or self.is_participle(others[0])

    def _build(
        self,
        lead: str,
        text: str,
        tokens: list[tuple[str, int, int]],
        place: int,
        ordinary: frozenset[str],
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
        if verb in ("are", "were") and re.fullmatch(r"[A-Z][a-z]+(?: [a-z]+)?s", subject):
            subject = subject.lower()
        if verb in lexicon.BE | lexicon.MODAL:
            return Clause(lead, subject, adverb, verb, verb, "", rest)
        if verb in ("has", "have", "had") and self._is_perfect(rest):
            return Clause(lead, subject, adverb, verb, verb, "", rest)
        base, form = self._forms[verb]
        helper = {"third": "does", "base": "do"}.get(form, "did")
        return Clause(lead, subject, adverb, verb, base, helper, rest)


def lower_first(text: str, ordinary: frozenset[str]) -> str:
    """Return the text as it stands inside a sentence: the first letter small unless it begins a name."""
    word = re.match(r"[A-Za-z][\w'’-]*", text)
    if not word or not re.fullmatch(r"[A-Z][a-z'’-]*", word.group()):
        return text
    low = word.group().lower()
    titled = re.match(r" (?:[A-Z][a-z]|[a-z]+[A-Z])", text[word.end() :]) and low not in lexicon.ORDINARY
    if titled and low not in lexicon.ARTICLES | lexicon.BARRED | lexicon.PREPOSITIONS:
        return text
    if low in lexicon.ARTICLES | lexicon.BARRED | lexicon.PREPOSITIONS or low in ordinary:
        return low + text[word.end() :]
    return text


def upper_first(text: str) -> str:
    """Return the text as a sentence begins; code spans stay."""
    return text[:1].upper() + text[1:]


def _split_lead(text: str) -> tuple[str, str]:
    """Cut a short phrase with a preposition, or `By default`, off the sentence's beginning."""
    date = re.match(
        rf"(On {_MONTH} \d{{1,2}}, \d{{4}}|In (?:{_MONTH} )?\d{{4}}|In {_MONTH})(?:,\s+|\s+(?=[A-Z]|the ))", text
    )
    if date:
        return date[1], upper_first(text[date.end() :])
    match = _LEAD.match(text)
    if not match or len(match[1].split()) > 9 or lexicon.VAGUE & set(re.findall(r"[a-z']+", match[1].lower())):
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
