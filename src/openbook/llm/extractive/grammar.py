"""A little English: where a sentence's subject ends, how its verb asks a question, how far it can be cut.

It knows the verbs of verbs.txt and the small words below, and prefers to understand nothing to understanding wrongly.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

Form = Literal["base", "third", "past", "participle"]

_TOKEN = re.compile(r"`[^`]+`(?:-\w+)?|[\w’'/@+&%°.-]*\w(?:['’]s?(?=\W|$))?|[^\w\s]")
_BE = frozenset("is are was were".split())
_MODAL = frozenset("can could must should may might will would cannot".split())
_BARRED = frozenset(
    "it they he she we i you this these those that there here what which who whom whose where when why how if unless while"
    " because although though since until whether as than to not and but or nor so then also however please note see let"
    " its their his her our my your another other others such same both either neither former latter following above below"
    " first second third next last finally once after before one some many most more much several few only even just still"
    " everything nothing something anyone everyone someone example examples make sure in on at for from with by under over"
    " during without within into through like unlike despite per yes no well all".split()
)
"""No sentence that starts with one of these has a subject that can stand in a question."""
_STOPS = frozenset(
    "it they he she we i you this these those there which who whom whose where when why how if unless while because although"
    " though since until whether as than but so here that not".split()
)
_PREPOSITIONS = frozenset(
    "of in on at for from with by under over during without within into through to between among across behind beside near"
    " above below after before against around about per via towards inside outside onto upon beyond along".split()
)
_ARTICLES = frozenset("the a an each every any".split())
_OBJECTS = frozenset(
    "the a an any all each every one no its their that whether how what which only both either two three four five six seven"
    " eight nine ten to by from with on in into at for of through if when as between up out off down over under additional"
    " multiple several different many more about least most nearly roughly exactly your requests traffic you users it them"
    " and or back again once twice until against across incoming outgoing existing certain specific new another".split()
)
_ADVERBS = frozenset(
    "also only always never still already then thus therefore often sometimes usually normally currently now even just both"
    " generally typically once twice first later again soon either simply".split()
)
_NOUNS = frozenset(
    "answers blocks buffers burns caches calls causes changes charges checks controls copies costs counts covers crosses cuts"
    " designs ends fails feeds files filters fixes forms forwards groups guards guides hangs hosts issues keeps lights limits"
    " lists loads locks logs maps marks matches means measures mounts moves names needs notes offers orders paints passes"
    " places plants points prints processes pulls pumps pushes ranges reads records references releases repairs reports"
    " requests resets results retries returns reviews rings rises routes runs scans seals sells sets shades shares shifts"
    " shows signs signals sleeps sorts sounds splits stands starts states stays stops stores strikes strips supports switches"
    " takes tests ties tracks transfers travels triggers tries trusts turns updates uses visits waits washes watches waters"
    " winds works wraps".split()
)
"""Third persons that are plurals of nouns as often."""


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
            self._forms |= {third: (base, "third"), participle: (base, "participle"), past: (base, "past"), base: (base, "base")}

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
        if len(tokens) < 3 or tokens[0][0].lower() in _BARRED or not re.match(r"[`\w]", tokens[0][0]):
            return None
        for place, (word, start, end) in enumerate(tokens[:14]):
            low = word.lower()
            if place and (low in _STOPS or not re.match(r"[`\w]", word)):
                return None
            if not place or word.startswith("`"):
                continue
            if low in _BE | _MODAL or (word == low and self._is_finite(tokens, place)):
                return self._build(lead, text, tokens, place, ordinary)
            del start, end
        return None

    def _is_finite(self, tokens: list[tuple[str, int, int]], place: int) -> bool:
        """Whether the word is the clause's verb and not a noun or participle that looks like one."""
        word = tokens[place][0]
        following = tokens[place + 1][0] if place + 1 < len(tokens) else "."
        before = tokens[place - 1][0].lower()
        form = self.form(word)
        if form in (None, "participle") or before in _PREPOSITIONS | _ARTICLES or following.lower() in _BE | _MODAL:
            return False
        leads_on = following.lower() in _OBJECTS or bool(re.match(r"[`\dA-Z]", following))
        plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
        if form == "third":
            noun = word in _NOUNS
            return not plural and not (noun and before.endswith("ing")) and (leads_on or not noun)
        if form == "base":
            return plural and leads_on
        return leads_on and following.lower() not in _PREPOSITIONS

    def _build(
        self, lead: str, text: str, tokens: list[tuple[str, int, int]], place: int, ordinary: Mapping[str, bool] | frozenset[str]
    ) -> Clause | None:
        """Return the clause whose verb is the token at `place`."""
        last = place - 1
        while last > 0 and (tokens[last][0].lower() in _ADVERBS or tokens[last][0].endswith("ly")):
            last -= 1
        final = tokens[last][0].lower()
        if final in _PREPOSITIONS | _ARTICLES | _ADVERBS | {"and", "or"} or last > 10:
            return None
        verb, rest = tokens[place][0].lower(), text[tokens[place][2] :].strip()
        adverb = text[tokens[last][2] : tokens[place][1]].strip()
        if adverb in ("also", "thus", "therefore", "then"):
            adverb = ""
        subject = lower_first(text[: tokens[last][2]], ordinary)
        if verb in ("are", "were") and re.fullmatch(r"[A-Z][a-z]+s", subject):
            subject = subject.lower()
        if verb in _BE | _MODAL:
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
    if low in _ARTICLES | _BARRED | _PREPOSITIONS or low in ordinary:
        return low + text[word.end() :]
    return text


def upper_first(text: str) -> str:
    """Return the text as a sentence begins; code spans stay."""
    return text[:1].upper() + text[1:]


def _split_lead(text: str) -> tuple[str, str]:
    """Cut a short phrase with a preposition, or `By default`, off the sentence's beginning."""
    match = re.match(r"((?:By default|In|With|For|On|At|Under|During|Within|Since|Until|After|Before|From)\b[^,;:.()]{0,50}),\s+", text)
    if not match or len(match[1].split()) > 7:
        return "", text
    if set(re.findall(r"[a-z']+", match[1].lower())) & {"this", "that", "these", "those", "it", "its", "such", "addition", "case", "other", "same", "example", "instance", "fact", "general", "particular", "short", "practice", "they", "their", "we", "our", "he", "his", "she", "her", "i", "my", "turn"}:
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
