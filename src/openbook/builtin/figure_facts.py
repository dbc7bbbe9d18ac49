"""Figures and dates, with what they are of. Each rule is a function from a clause to a fact or None."""

import re
from dataclasses import replace

from openbook.builtin.facts import MaybeFact, Sentence, askable
from openbook.builtin.grammar import MONTH, Clause, grammar
from openbook.builtin.words import words

_COUNTED = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
)
_NUMBER = rf"(?:\d[\d,.]*|(?:{_COUNTED}|hundred|thousand|million)(?:[- ](?:{_COUNTED}|hundred|thousand|million))*)"
_ABOUT = (
    r"(?:about|around|roughly|nearly|almost|at least|at most|up to|no more than|more than|less than|exactly|only|some"
    r"|just|just over|just under|over|under|not more than|approximately)"
)
_FIGURE = rf"(?:{_ABOUT} )?{_NUMBER}\b"
_YEAR = r"(?:1\d\d\d|20\d\d|\d{1,4} (?:BC|BCE|AD|CE))"
_DATE = (
    rf"(?:in|on) (?:(?:the )?(?:early |late )?(?:spring|summer|autumn|fall|winter) of {_YEAR}"
    rf"|{MONTH} \d{{1,2}}, {_YEAR}|(?:\d{{1,2}} )?{MONTH},? {_YEAR}|{_YEAR})"
)
"""A date is nothing without its year."""
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_HOUR = r"(?:noon|midnight|dusk|dawn|sunrise|sunset|\d{1,2}[:.]\d\d|\d{1,2} (?:o'clock|a\.?m|p\.?m))"
_UNIT = "second|minute|hour|day|night|morning|evening|week|month|spring|summer|autumn|winter|year|decade|season"
_AGAIN = (
    rf"at {_HOUR}(?:(?:,|,? and)(?: at)? {_HOUR})*|every (?:other )?(?:\w+ ){{0,2}}(?:{_UNIT}|{_DAY})s?"
    rf"|on (?:the (?:first|last)|every|each) (?:day|{_DAY})(?: of \w+(?: \w+)?)?|on {_DAY}s"
    rf"|(?:once|twice|three times) an? (?:{_UNIT})"
)
_EACH_YEAR = rf"in (?:early |late )?(?:{MONTH}|spring|summer|autumn|winter)"
"""A date in the present tense, where what happens recurs."""
_WHEN = re.compile(
    rf"(?:^|,? )({_DATE}|{_AGAIN}|{_EACH_YEAR})"
    r"(?=$|,| by (?:the|an?|[A-Z])| to [a-z]+ (?:the|an?) | and (?!\d|in |on |at ))"
)
_NO_UNIT = (
    r"(?!(?:in|on|at|for|from|to|by|with|per|an?|each|every|when|if|before|after|during|and|that|which|between|under|of"
    r"|the|its|their|his)\b)"
)
_AMOUNT = re.compile(
    rf"(?:for )?({_FIGURE}) ((?:{_NO_UNIT}[a-z-]+ ){{0,2}}?{_NO_UNIT}[a-z-]+(?: of {_NO_UNIT}[a-z]+)?)"
    rf"(?=$|\W\s|\W$| (?!{_NO_UNIT}))(.*)"
)
_COUNT = re.compile(rf"({_FIGURE}) ((?:[a-z-]+ )?[a-z-]+s(?: of (?:[a-z-]+ )?[a-z]+s)?)", re.I)


def value(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The default timeout is 5 seconds`: what is the default timeout?"""
    head = re.split(r" (?:of|for|in|between|on) ", clause.subject)[0].split()[-1]
    measured = re.match(rf"((?:set to )?(?:`[^`]+`|{_FIGURE}[^,;]*))", clause.rest)
    if not clause.is_being or head not in words("measures") or not measured or not askable(clause.subject):
        return None
    return sentence.fact("figure", clause.asks("what"), measured[1])


def size(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The tower is 31 metres high`, `The light has a range of 22 miles`: how high, what range?"""
    named = re.match(rf"an? ([a-z]+) of ({_FIGURE}(?: [a-z]+)*)", clause.rest)
    if named and clause.base == "have" and named[1] in words("measures"):
        return sentence.fact("figure", clause.asks(f"what {named[1]}", clause.lead), named[2])
    sized = re.match(rf"({_FIGURE} [a-z-]+) (high|long|tall|wide|deep|thick|old|across)\b", clause.rest)
    if not sized or not clause.is_being:
        return None
    return sentence.fact("figure", clause.asks(f"how {sized[2]}".replace("across", "wide"), clause.lead), sized[1])


def amount(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The tank holds 400 litres of oil`, `The trip takes nine minutes`: how many litres, how long?"""
    match = _AMOUNT.match(clause.rest)
    if not match or not clause.helper or clause.base in ("stand", "lie", "sit"):
        return None
    number, unit, tail = match[1], match[2], "" if match[3].startswith(",") else match[3].strip()
    thing = unit.split(" of ")[0]
    if not thing.endswith(("s", "people", "feet", "men")) or thing.endswith("ss"):
        return None
    if (tail and not re.match(r"(?:in|on|at|per|an?|each|every) [^,;]+$", tail)) or not askable(tail or "x", 7):
        return None
    how = f"{'for ' if clause.rest.startswith('for ') else ''}how many {unit}"
    if clause.base in ("cost", "weigh"):
        how = "how much"
    elif re.search(rf"(?:{_UNIT})s?$", unit) and clause.base in words("lasts"):
        how = "how long"
    return sentence.fact("figure", clause.asks(how, f"{tail} {clause.lead}".strip()), f"{number} {unit}")


def count(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`41 ships were lost on the skerry`: how many ships were lost on the skerry?"""
    match = _COUNT.fullmatch(clause.subject)
    rest = re.split(r", | (?:and|but|because) ", clause.rest)[0]
    if not match or match[1].lower() == "one" or re.match(r"(?:the|an?) |.*\bbetween\b", rest):
        return None
    if not askable(rest, 10) or len(rest.split()) < 2:
        return None
    number, asked = match[1].lower(), f"how many {match[2]} {clause.verb} {rest} {clause.lead}".strip()
    return sentence.fact("figure", (asked, asked), number, (f"the number is {number}",), f"{match[2]} {rest}")


def date(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The pier was built in 1887`, `The bell rings at noon`: when?"""
    tail = _WHEN.search(clause.rest)
    if re.fullmatch(rf"{_DATE}|{_EACH_YEAR}", clause.lead):
        rest, when = re.split(r",(?!\d)| (?:which|who) ", clause.rest)[0], clause.lead
    elif tail and not clause.lead and not re.match(r", (?:and|or|to|until|till) ", clause.rest[tail.end() :]):
        rest, when = clause.rest[: tail.start()], tail[1]
    else:
        return None
    if re.fullmatch(_EACH_YEAR, when) and (clause.is_past or clause.base in words("modal")):
        return None
    rest = re.sub(r" (?:once|again|first|finally)$", "", rest)
    done = re.match(r"(?:first |originally |\w+ly )?(\w+)", rest)
    if joins_verb(rest) or re.search(r",|^that\b|\b(?:not|\d{4}|when|because|if|so|but)\b|-\w+$", rest):
        return None
    if clause.is_being and not (done and grammar().is_participle(done[1])):
        return None
    if not (askable(rest) if rest else clause.base in words("intransitive")):
        return None
    fact = sentence.fact("date", clause.asks("when", rest), when)
    return replace(fact, memory=(fact.memory[0], f"that {'was' if clause.is_past else 'is'} {when}"))


def joins_verb(rest: str) -> bool:
    """Whether another verb is joined to the clause's own, which a question would leave in the wrong form."""
    joined = re.search(r" (?:and|or|but|then) (.+)", rest)
    return any(
        grammar().form(word) == "past" or grammar().is_finite(word) for word in (joined[1] if joined else "").split()
    )
