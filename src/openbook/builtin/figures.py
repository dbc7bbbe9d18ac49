"""What sentences with figures tell: values, measures, counts, dates."""

import re

from openbook.builtin import lexicon
from openbook.builtin.facts import Found, Sentence, Tools, askable
from openbook.builtin.grammar import Clause

_WORD_NUMBER = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
)
_NUMBER = (
    rf"(?:\d[\d,.]*|(?:{_WORD_NUMBER}|a|hundred|thousand|million)(?:[- ](?:{_WORD_NUMBER}|hundred|thousand|million))*)"
)
_ABOUT = (
    r"(?:about|around|roughly|nearly|almost|at least|at most|up to|no more than|more than|less than|exactly|only|some"
    r"|just|just over|just under|over|under|not more than|a maximum of|a minimum of)"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = (
    rf"(?:(?:the )?(?:early |late )?(?:spring|summer|autumn|fall|winter) of {_YEAR}|(?:\d{{1,2}} )?{_MONTH}"
    rf"(?: \d{{1,2}},)?(?: {_YEAR})|{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}|{_YEAR}|{_MONTH})"
)
_HOUR = r"(?:noon|midnight|dusk|dawn|sunrise|sunset|\d{1,2}[:.]\d\d|\d{1,2} (?:o'clock|a\.?m|p\.?m))"
_CLOCK = (
    rf"(?:at {_HOUR}(?:(?:,|,? and) {_HOUR})*"
    r"|every (?:other )?(?:\w+ ){0,2}(?:second|minute|hour|day|night|morning|evening|week|month|spring|summer|autumn"
    r"|winter|year|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?"
    r"|on (?:the first|the last|every|each) \w+(?: of \w+(?: \w+)?)?"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:once|twice|three times) an? \w+)"
)
_TIME = re.compile(r"(?:second|minute|hour|day|night|week|month|year|decade|season|generation)s?$")


def value(sentence: Sentence, tools: Tools) -> Found:
    """`The default timeout is 5 seconds`: what is the default timeout?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("is", "are", "was", "were") or clause.adverb:
        return None
    head = re.split(r" (?:of|for|in|between|on) ", clause.subject)[0].split()[-1]
    known = head in lexicon.MEASURES or bool(re.search(r"\b(?:[a-z]{3,}est|only)\b", clause.subject))
    measured = known and re.match(rf"(?:set to |{_ABOUT} )?(?:`|{_NUMBER}\b)", clause.rest)
    measured = measured or (
        clause.subject.startswith("the ") and re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+){0,3}", clause.rest)
    )
    if not measured and not re.match(r"the default (?:value|\w+ (?:of|for)|\w+ name)\b", clause.subject):
        return None
    if clause.rest.startswith(("used", "ignored")):
        return None
    lead = f"{tools.small(clause.lead)}, " if clause.lead else ""
    memory = tools.recall(f"{clause.verb} {clause.rest}", 3)
    return "value", f"{lead}what {clause.inverted('')}", f"what {clause.plain('')}", clause.subject, memory


def measure(sentence: Sentence, tools: Tools) -> Found:
    """`The tower is 31 metres high`, `The tank holds 400 litres of oil`: how high, how many litres?"""
    clause = sentence.clause
    if not clause or clause.adverb not in ("", "only", "usually", "normally"):
        return None
    lead = tools.small(clause.lead)
    if lead and not askable(lead, 7):
        return None
    sized = re.match(rf"an? ({'|'.join(sorted(lexicon.MEASURES))}) of (?:{_ABOUT} )?{_NUMBER}\b", clause.rest)
    if sized and clause.base == "have":
        memory = tools.recall(f"{clause.verb} {clause.rest}", 5)
        ask = f"what {sized[1]} {clause.inverted(lead)}", f"what {sized[1]} {clause.plain(lead)}"
        return "quantity", *ask, clause.subject, memory
    if clause.verb in ("is", "are", "was", "were"):
        size = rf"(?:{_ABOUT} )?{_NUMBER} [\w-]+ (high|long|tall|wide|deep|thick|old|away|heavy|across)\b"
        match = re.match(size, clause.rest)
        if not match:
            return None
        how = "how " + {"away": "far away", "across": "wide"}.get(match[1], match[1])
        memory = f"{clause.verb} {match.group()}"
        return "quantity", f"{how} {clause.inverted(lead)}", f"{how} {clause.plain(lead)}", clause.subject, memory
    stop = "in|on|at|for|from|to|by|with|per|a|an|each|every|when|if|before|after|during|and|that|which|between|under"
    of = rf" of [\w-]+(?: (?!(?:{stop})\b)[\w-]+)?"
    noun = rf"(?:[\w-]+ )??[\w-]+(?:{of})?"
    amount = rf"(?:for )?((?:{_ABOUT} )?{_NUMBER}) ({noun})(?=$|[,.;:]| (?:{stop})\b)(.*)"
    match = re.match(amount, clause.rest)
    if not clause.helper or not match:
        return None
    unit, tail = match[2], match[3].strip()
    if clause.base in ("stand", "lie", "sit") or re.search(r"\b(?:its?|their)\b", tail):
        return None
    if not unit.split(" of ")[0].endswith(("s", "people", "feet", "men")) or unit.endswith("ss"):
        return None
    joined = re.match(r"(?:in|on|at|for|from|per|a|an|each|every|when|during|between|under) ", tail)
    tail = re.split(r" (?:that|which|who) |, ", tail)[0]
    tail = tail if joined and askable(tail, 7) else lead
    plain = Clause("", clause.subject, "", clause.verb, clause.base, clause.helper, tail)
    how = f"{'for ' if clause.rest.startswith('for ') else ''}how many {unit}"
    if clause.base in ("cost", "weigh"):
        how = "how much"
    elif _TIME.match(unit.split()[-1]) and clause.base in lexicon.LASTS:
        how = "how long"
    memory = tools.recall(f"{clause.verb} {match[1]} {unit} {tail}".strip(), 3)
    return "quantity", f"{how} {plain.inverted()}", f"{how} {plain.plain()}", clause.subject, memory


def count(sentence: Sentence, tools: Tools) -> Found:
    """`41 ships were lost on the skerry`: how many ships were lost on the skerry?"""
    clause = sentence.clause
    if not clause:
        return None
    match = re.fullmatch(rf"((?:{_ABOUT} )?{_NUMBER}) ((?:[\w-]+ )?[\w-]+s(?: of [\w -]+)?)", clause.subject, re.I)
    lead = tools.small(clause.lead)
    rest = re.split(r", | (?:and|but|because|since) ", clause.rest)[0]
    if not match or match[1].lower() in ("one", "a") or not askable(rest, 12) or (lead and not askable(lead, 10)):
        return None
    told = " ".join(part for part in ("how many", match[2], clause.verb, rest, lead) if part)
    return "quantity", told, told, "", f"the number is {match[1].lower()}"


def date(sentence: Sentence, tools: Tools) -> Found:
    """`The pier was built in 1887`, `The bell rings at noon`: when?"""
    clause = sentence.clause
    if not clause:
        return None
    rest, when = clause.rest, ""
    lead = re.fullmatch(rf"(?:In|On) {_DATE}", clause.lead)
    tail = re.search(rf"(?:^|,? )((?:in|on) {_DATE}|{_CLOCK})(?=$|,| to | by | with | and (?:is|was|has) )", rest)
    if lead:
        rest, when = (
            re.split(r",(?!\d)| (?:which|that|who|when|with|to|as|after) | and (?=the |an? |its )", rest)[0],
            tools.small(clause.lead),
        )
    elif tail and not clause.lead:
        rest, when = rest[: tail.start()], tail[1]
    rest = re.sub(r" (?:once|again|first|finally)$", "", rest)
    if re.search(r"-\w+$|\b(?:due|such|more|able|used|related|prior|according|subject|likely|part|a|an)$", rest):
        return None
    being = clause.verb in ("is", "are", "was", "were")
    if not when or (being and not rest) or (rest and not askable(rest, 14)):
        return None
    if re.search(r",(?!\d)|\b(?:that|which|who|when|because|if|so)\b", rest):
        return None
    if being and not tools.grammar.is_participle(rest.split()[0]):
        return None
    past = clause.helper == "did" or clause.verb in ("was", "were")
    said = f"that {'was' if past else 'is'} {when}"
    return "date", f"when {clause.inverted(rest)}", f"when {clause.plain(rest)}", "", said
