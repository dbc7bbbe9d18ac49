"""Words that point to a text which the reader of a question does not see. Only sure cases are found.

The patterns stand by language in `text/lists/deixis.txt`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from openbook.text.language import languages_of
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.phrases import phrases
from openbook.text.said import spoken as spoken_words
from openbook.text.word_lists import lines_of, listed, stop_words

_SOMEBODY = late(r"\b(?:what|which|why|how|when|where) (?:is|are|was|were|does|do|did|can|should|would) (?:he|she)\b")
_OPENING = late(
    r"(?:what|why|how) (?:is|are|was|were|does|do|did|can) (?:this|these|those|they) (?:\w+\s?){0,2}\?$"
    r"|(?:what|how) (?:does|did|is|was) it (?:do|work|mean|for|about|called|used for)\??$"
    r"|(?:and|but|so|also),? (?:what|how|why|if)\b|(?:he|she|they)\b(?! (?:say|claim|tell|told)\b)"
)
_THAT = late(
    r"(?<!\w)(?:that|this|these|those|das|dies|dieses|cela|ça|ceci|eso|esto|aquello|это|этого|этому|هذا|ذلك|यह|वह|这|这个|那)"
    r"\s*(?:[?？؟.!]|$)"
)
"""At the end of a question."""
FEW_ASKED = 2
"""Content words of a question that don't tell what `that` is."""
_GIVEN = late(r"\W{0,3}[:`\n]")
STEM = 5
"""Letters with which forms of one word begin."""
_NAMED = late(r"(?<![.!?:] )(?<!^)(?<!^¿)\b(?!I\b)[A-Z][\w-]+|`|\d")
"""A name inside of a sentence, code or a figure: a pronoun may stand for it."""


_PERSON = late(
    r"(?<![.!?:¿] )(?<!^)(?<!^¿)(?<!\bin )(?<!\bto )(?<!\bat )(?<!\bon )(?<!\bfrom )"
    r"(?<!\bà )(?<!\ben )(?<!\bв )(?<!\bна )"
    r"\b(?!I\b)[A-ZА-ЯЁ][\w-]+[ ,](?=.*\?)|[A-ZА-ЯЁ][\w-]+\W*$"
)
"""A name inside of a sentence that is no place: a pronoun may stand for who bears it."""
_THEY = late(r"\b(?:do|did|are|were|can|could|must|should|have|had|will|would|may) they\b(?P<behind>[^.?!]*)")
_PLURAL = late(
    r"\b(?!(?:does|is|was|this|its|as|has|us|yes|always|perhaps|across|unless|pounds|euros|hours|days)\b)\w{2,}s\b|\band\b"
)
"""A word before `they` for which it may stand."""
_SOMEWHERE = late(
    r"\b(?:at|in|on|of|for|with) "
    r"(?!(?:the |their )?(?:morning|evening|afternoon|night|day|summer|winter|spring|autumn|fall|week|weekend|month"
    r"|year|end|beginning|total|general|advance|time|once|all|first|last|it|this|that|them|monday|sunday)s?\b)"
    r"(?:the |their )?[a-z]{3,}"
)
"""What makes people of `they`, whoever they are: `how often do they fire the kiln at Larkhill`."""


@lru_cache(maxsize=64)
def pointing_words(question: str) -> str:
    """Return the words of a question that point to an unseen text or to something never named; empty for none."""
    asked = " ".join(question.casefold().split())
    spoken = languages_of(asked)
    for name in (one for one in spoken if may_point(one, asked)):
        for pattern in _patterns().get(name, ()):
            if match := pattern.search(asked):
                return match.group().strip(" ,")
    if this := _this_text(asked, spoken):
        return this
    if (thing := _this_thing(asked, question, spoken)) and not _NAMED.search(question):
        return thing
    if (that := _THAT.search(asked)) and len(content(asked)) <= FEW_ASKED and not _NAMED.search(question):
        return that.group()
    if "english" in spoken and (somebody := _SOMEBODY.search(asked)) and not content(asked[: somebody.start()]):
        return somebody.group()
    opening = _OPENING.match(asked) if "english" in spoken else None
    if opening:
        return opening.group()
    they = _THEY.search(asked) if "english" in spoken else None
    if they:
        is_plain = _SOMEWHERE.search(they["behind"]) or _NAMED.search(question) or _PLURAL.search(asked[: they.start()])
        return "" if is_plain else they.group().removesuffix(they["behind"])
    return _unnamed(question, asked, spoken) or _somebody(question, asked, spoken)


def may_point(language: str, asked: str) -> bool:
    """Whether a question has a word without which no pattern of a language finds anything: most have none."""
    cues = _cues().get(language)
    return cues is None or any(map(asked.__contains__, cues))


def _somebody(question: str, asked: str, spoken: Sequence[str]) -> str:
    """Return the beginning of a question with a word for somebody never named."""
    for name in spoken:
        for pattern in _patterns().get(f"{name}.somebody", ()):
            match = pattern.match(asked)
            if match is None or (name != "german" and _PERSON.search(question)):
                continue  # in German every noun has a capital
            if name == "german" or not any(one.search(asked) for one in _patterns().get(f"{name}.expletive", ())):
                return match.group().strip()
    return ""


def _this_thing(asked: str, question: str, spoken: Sequence[str]) -> str:
    """Return `this device`, and the like, where the question names nothing that it may be."""
    for name in (one for one in spoken if one in _things()):
        if match := re.search(_things()[name], asked):
            noun = match.group().split()[-1]
            return match.group() if noun[:STEM] not in asked[: match.start()] else ""
    return ""


@lru_cache(maxsize=1)
def _things() -> dict[str, str]:
    return dict(lines_of("unseen_things"))


def unseen_text(question: str, gold: str) -> str:
    """Return the words of a question for a text that its reader doesn't see: `the author`, `in the passage`.

    What gold speaks of itself is its matter, and what is said to be of somebody or something is known by that.
    """
    asked = " ".join(question.casefold().replace("’", "'").split())
    for name in (one for one in languages_of(asked) if f"{one}.nouns" in _unseen()):
        nouns, before, behind, rest = (_unseen().get(f"{name}.{part}", "") for part in _PARTS)
        if not re.search(nouns, asked):
            continue
        lead = rf"{before}(?<=')|{before}\s" if before else r"(?<!का )(?<!के )(?<!की )(?<!वाले )(?<!वाली )(?<!\w)"
        if not rest:
            rest = rf"(?!\w|\s(?:{behind})(?:(?<=')|(?!\w))|\s?[«„“\"'`])" if behind else r"(?!\w)"
        for match in re.finditer(rf"(?<!\w)(?:{lead})(?P<noun>{nouns}){rest}", asked):
            if f" {match['noun']}" not in spoken_words(gold) and match["noun"][:STEM] not in asked[: match.start()]:
                return match.group().strip()
    return _shown_or_spoken_of(asked, question, gold)


def _shown_or_spoken_of(asked: str, question: str, gold: str) -> str:
    """Return a thing that is said to lie before one's eyes or to have been spoken of: `the attached form`.

    A word that gold has too says neither; and what is no document may be known by a name in the question.
    """
    for name in languages_of(asked):
        for words, pattern in _adjectives().get(name, ()):
            for match in pattern.finditer(asked) if any(map(asked.__contains__, words)) else ():
                if match["word"] in gold.casefold() or match["thing"] in stop_words():
                    continue
                if name not in _WITH_NAMES or _is_document(match["thing"]) or not _NAME.search(question):
                    return match.group().strip("?!.,;:؟。、， ")
    return ""


def _is_document(noun: str) -> bool:
    """Whether a word is one for a document, or ends with one: `Preisliste`."""
    kinds = (phrases(kind) for kind in ("document_words", "source_words"))
    return any(kind.within(noun) or kind.ends(noun, STEM) for kind in kinds)


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]]:
    """Return by language the patterns, each with the words of which one is in whatever it finds."""
    lines = ((name, [one.strip() for one in patterns.split(" || ")]) for name, patterns in lines_of(_ADJECTIVES))
    return {name: tuple((tuple(_WORD.findall(one)[0].split("|")), late(one)) for one in row) for name, row in lines}


_PARTS = ("nouns", "before", "behind", "rest")


@lru_cache(maxsize=1)
def _unseen() -> dict[str, str]:
    return dict(lines_of("unseen_texts"))


def _this_text(asked: str, spoken: Sequence[str]) -> str:
    """Return `this` with a kind of document that the question has not named before, nor gives itself behind it."""
    for name in (one for one in spoken if one in listed("demonstratives")):
        for match in re.finditer(rf"(?<!\w)(?:{listed('demonstratives')[name][0]}) ((?:\w+ )?)(\w+(?:-\w+)*)", asked):
            before, behind = asked[: match.start()], asked[match.end() :]
            for noun in (match[1].strip(), match[2].replace("-", " ")):
                named = noun and any(phrases(kind).within(noun) for kind in ("document_words", "source_words"))
                if named and noun[:STEM] not in before and not _GIVEN.match(behind):
                    return match.group()
    return ""


def _unnamed(question: str, asked: str, spoken: Sequence[str]) -> str:
    """Return a pronoun with which a question begins and for which nothing in its first sentence stands."""
    for name in spoken:
        for pattern in _patterns().get(f"{name}.pronoun", ()):
            match = pattern.match(asked)
            if match is None or any(one.search(asked) for one in _patterns().get(f"{name}.expletive", ())):
                continue
            if name in _CAPITALS and _NAMED.search(question):
                continue
            return match.group().strip()
    return ""


_ADJECTIVES = "pointing_adjectives"
_WORD = late(r"\(\?P<word>([^()]+)\)")
_NAME = late(r"(?<![.!?:¿] )(?<!^)(?<!^¿)\b(?!I\b)[A-ZА-ЯЁ][\w-]+|[`«„“\"『《\d]")
"""What may tell which thing is meant: a name within a sentence, a figure, or words in quotation marks."""
_WITH_NAMES = frozenset({"english", "french", "spanish", "italian", "portuguese", "dutch", "polish", "russian"})
"""Languages in which a capital within a sentence begins a name."""
_CAPITALS = frozenset({"english", "german", "french", "spanish"})


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[str, ...]]:
    words = dict(lines_of("deixis"))
    named = (head.removesuffix(".cues") for head in words if head.endswith(".cues"))
    return {one: tuple(f"{words[f'{one}.cues']}|{words[f'{one}.things']}".split("|")) for one in named}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    lines = lines_of("deixis")
    words = dict(lines)
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for head, rest in lines:
        language, _, kind = head.partition(".")
        if kind in ("", "pronoun", "somebody", "expletive"):
            compiled = (late(_filled(one.strip(), language, words)) for one in rest.split(" || "))
            found[head] = (*found.get(head, ()), *compiled)
    return found


def _filled(pattern: str, language: str, words: dict[str, str]) -> str:
    for name in ("things", "texts", "shown", "verbs"):
        pattern = pattern.replace(name.upper(), words.get(f"{language}.{name}", ""))
    return pattern
