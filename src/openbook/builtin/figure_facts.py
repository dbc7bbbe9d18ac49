"""Figures and dates, with what they are of. Each rule is a function from a clause to a fact or None."""

import re

from openbook.builtin.facts import Fact, Sentence, askable
from openbook.builtin.grammar import Clause, grammar
from openbook.builtin.words import pattern, words
from openbook.dataclass import replace
from openbook.text.late import late

_JOINED = late(r" (?:and|or|but|then) (.+)")


def size(clause: Clause, sentence: Sentence) -> Fact | None:
    """`The tower is 31 metres high`, `The light has a range of 22 miles`: how high, what range?"""
    named = pattern("measure_of").match(clause.rest) if clause.base == "have" and " of " in clause.rest else None
    if named and named[1] in words("measures"):
        return sentence.fact("figure", clause.asks(f"what {named[1]}", clause.lead), named[2])
    told = clause.is_being and any(one in clause.rest for one in words("sizes"))
    sized = pattern("sized").match(clause.rest) if told else None
    if not sized:
        return None
    return sentence.fact("figure", clause.asks(f"how {sized[2]}".replace("across", "wide"), clause.lead), sized[1])


def amount(clause: Clause, sentence: Sentence) -> Fact | None:
    """`The tank holds 400 litres of oil`, `The trip takes nine minutes`: how many litres, how long?"""
    match = pattern("amount").match(clause.rest) if clause.helper else None
    if not match or clause.base in ("stand", "lie", "sit"):
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
    elif unit.rsplit(" ", 1)[-1].removesuffix("s") in words("time_unit") and clause.base in words("lasts"):
        how = "how long"
    return sentence.fact("figure", clause.asks(how, f"{tail} {clause.lead}".strip()), f"{number} {unit}")


def count(clause: Clause, sentence: Sentence) -> Fact | None:
    """`41 ships were lost on the skerry`: how many ships were lost on the skerry?"""
    match = pattern("count").fullmatch(clause.subject[:1].lower() + clause.subject[1:])
    if not match or match[1] == "one":
        return None
    rest = re.split(r", | (?:and|but|because) ", clause.rest)[0]
    if re.match(r"(?:the|an?) |.*\bbetween\b", rest):
        return None
    if not askable(rest, 10) or len(rest.split()) < 2:
        return None
    asked = f"how many {match[2]} {clause.verb} {rest} {clause.lead}".strip()
    return sentence.fact("figure", (asked, asked), match[1], (f"the number is {match[1]}",), f"{match[2]} {rest}")


def date(clause: Clause, sentence: Sentence) -> Fact | None:
    """`The pier was built in 1887`, `The bell rings at noon`: when?"""
    tail = pattern("when").search(clause.rest) if not words("when_by").isdisjoint(clause.rest.split()) else None
    if clause.lead and (pattern("date").fullmatch(clause.lead) or pattern("each_year").fullmatch(clause.lead)):
        rest, when = re.split(r",(?!\d)| (?:which|who) ", clause.rest)[0], clause.lead
    elif tail and not clause.lead and not re.match(r", (?:and|or|to|until|till) ", clause.rest[tail.end() :]):
        rest, when = clause.rest[: tail.start()], tail[1]
    else:
        return None
    if pattern("each_year").fullmatch(when) and (clause.is_past or clause.base in words("modal")):
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
    joined = _JOINED.search(rest)
    others = joined[1].split() if joined else []
    return any(grammar().form(word) == "past" or grammar().is_finite(word) for word in others)
