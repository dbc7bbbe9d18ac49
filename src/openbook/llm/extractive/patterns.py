"""What a sentence tells: a question that it answers, and how to say the answer from memory.

Each pattern is a function from a sentence to what it found, or None; the first one that fits is taken. They are written
for precision: a sentence that fits none of them says nothing to the engine.
"""

import re
from collections.abc import Callable, Iterator

from openbook.llm.extractive import lexicon
from openbook.llm.extractive.blocks import clean
from openbook.llm.extractive.conditions import cause, condition, howto, occasion
from openbook.llm.extractive.facts import Fact, Found, Sentence, Tools, askable, evidence, self_contained
from openbook.llm.extractive.grammar import Clause

_PERSON = re.compile(
    r"\b(?:keeper|engineer|founder|captain|writer|author|president|king|queen|officer|gardener|astronomer|pilot|teacher"
    r"|scientist|director|botanist|inventor|architect|politician|businessman|businesswoman|programmer|physicist|sailor"
    r"|painter|poet|people|visitor|critic|user|team|crew|staff)s?\b"
)
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
    rf"(?: \d{{1,2}},)?(?: {_YEAR})|{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}|{_YEAR})"
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


def prose_facts(sentence: Sentence, tools: Tools) -> Iterator[Fact]:
    """Yield what the sentence tells by the first pattern that fits it; nothing where none does."""
    quote = evidence(sentence.raw)
    if re.match(r"\d+\s?[A-Z]", sentence.text) or re.search(r"[a-z]{3}\d+[.,]?(?:\s|$)|\s\.", sentence.text):
        return
    if not quote or not 5 <= len(sentence.text.split()) <= 45 or not self_contained(sentence.text):
        return
    for pattern in PATTERNS:
        found = pattern(sentence, tools)
        if not found or not askable(found[1], 24):
            continue
        kind, direct, indirect, subject, predicate = found
        answer, quotes = sentence.text, [quote]
        if kind == "state" and not direct.startswith("what "):
            no = re.search(r"\b(?:is|are) (?:not|disabled)\b", sentence.text)
            answer = f"{'No' if no else 'Yes'}. {answer}"
        more, extra = clean(sentence.following), evidence(sentence.following)
        if kind in ("definition", "role") and extra and _goes_on(more):
            answer, quotes = f"{answer} {more}", [quote, extra]
        yield Fact(kind, direct, indirect, answer, tuple(quotes), subject, predicate, sentence.section)
        return


def _goes_on(more: str) -> bool:
    """Whether a sentence says more of the one before it, and nothing else."""
    start = re.match(r"(?:It|They) (?!is recommended|follows|means|seems|depends)", more)
    return bool(start) and more.endswith(".") and self_contained(more[3:]) and 5 <= len(more.split()) <= 28


def definition(sentence: Sentence, tools: Tools) -> Found:
    """`The lamp is a first-order lens that …`: what is the lamp?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("is", "are") or clause.lead or clause.adverb or clause.words > 8:
        return None
    empty = (
        r"(?:an?|the|one of|any|part of) (?:bit|lot|little|few|good|must|matter|case|problem|pity|way|reason|result"
        r"|need|number|first|only|best|worst|recommended|common|most|more|exception|default|last)\b"
    )
    if not re.match(r"(?:an?|the|one of|any|part of) [\w`-]+ [\w`-]+", clause.rest) or re.match(empty, clause.rest):
        return None
    if re.search(
        r"\b(?:reason|result|purpose|goal|idea|advantage|problem|one|rest|answer|difference)$", clause.subject
    ):
        return None
    person = _PERSON.search(" ".join(clause.rest.split()[:7])) and clause.subject[:1].isupper()
    who = "who" if person else "what"
    memory = tools.recall(
        re.split(r",? (?:which|who|that (?!name|kind|sort|age|time)) ", f"{clause.verb} {clause.rest}")[0], 4
    )
    return "definition", f"{who} {clause.verb} {clause.subject}", f"{who} {clause.plain('')}", clause.subject, memory


def value(sentence: Sentence, tools: Tools) -> Found:
    """`The default timeout is 5 seconds`: what is the default timeout?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("is", "are") or clause.adverb:
        return None
    head = re.split(r" (?:of|for|in|between|on) ", clause.subject)[0].split()[-1]
    measured = head in lexicon.MEASURES and re.match(rf"(?:set to |{_ABOUT} )?(?:`|{_NUMBER}\b)", clause.rest)
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
    if not clause or clause.lead or clause.adverb not in ("", "only", "usually", "normally"):
        return None
    if clause.verb in ("is", "are", "was", "were"):
        size = rf"(?:{_ABOUT} )?{_NUMBER} [\w-]+ (high|long|tall|wide|deep|thick|old|away|heavy|across)\b"
        match = re.match(size, clause.rest)
        if not match:
            return None
        how = "how " + {"away": "far away", "across": "wide"}.get(match[1], match[1])
        memory = f"{clause.verb} {match.group()}"
        return "quantity", f"{how} {clause.inverted('')}", f"{how} {clause.plain('')}", clause.subject, memory
    stop = "in|on|at|for|from|to|by|with|per|a|an|each|every|when|if|before|after|during|and|that|which|between|under"
    amount = rf"((?:{_ABOUT} )?{_NUMBER}) ((?:[\w-]+ )??[\w-]+(?: of [\w-]+(?: [\w-]+)?)?)(?=$|[,.;]| (?:{stop})\b)(.*)"
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
    tail = tail if joined and askable(tail, 7) else ""
    plain = Clause("", clause.subject, "", clause.verb, clause.base, clause.helper, tail)
    how = f"how many {unit}"
    if clause.base in ("cost", "weigh"):
        how = "how much"
    elif _TIME.match(unit.split()[-1]) and clause.base in lexicon.LASTS:
        how = "how long"
    memory = tools.recall(f"{clause.verb} {match[1]} {unit} {tail}".strip(), 3)
    return "quantity", f"{how} {plain.inverted()}", f"{how} {plain.plain()}", clause.subject, memory


def date(sentence: Sentence, tools: Tools) -> Found:
    """`The pier was built in 1887`, `The bell rings at noon`: when?"""
    clause = sentence.clause
    if not clause:
        return None
    rest, when = clause.rest, ""
    lead = re.fullmatch(rf"(?:In|On) {_DATE}", clause.lead)
    tail = re.search(rf",? ((?:in|on) {_DATE}|{_CLOCK})(?=$|,| to | by | with | and (?:is|was|has) )", rest)
    if lead:
        rest, when = re.split(r",(?!\d)| (?:which|that|who|when|with|to|as|after) ", rest)[0], tools.small(clause.lead)
    elif tail and not clause.lead:
        rest, when = rest[: tail.start()], tail[1]
    being = clause.verb in ("is", "are", "was", "were")
    if not when or len(rest.split()) < 2 - being or not askable(rest, 14):
        return None
    if re.search(r",(?!\d)|\b(?:that|which|who|when|because|if|so)\b", rest):
        return None
    if being and not tools.grammar.is_participle(rest.split()[0]):
        return None
    past = clause.helper == "did" or clause.verb in ("was", "were")
    said = f"that {'was' if past else 'is'} {when}"
    return "date", f"when {clause.inverted(rest)}", f"when {clause.plain(rest)}", "", said


def passive(sentence: Sentence, tools: Tools) -> Found:
    """`The oil is kept in the cellar`, `The bill is paid by the crown`: where, how, by whom, what for?"""
    clause = sentence.clause
    if not clause or clause.lead:
        return None
    verbs = r"(?:(can|could|must|should|may) )?(?:(?:is|are|was|were|be) )(?:(\w+ly|only|always|never|also) )?(\w+)"
    link = r"by \w+ing|using|through|via|by|with|in|on|at|under|behind|inside|beside|for|to|when|after|before"
    match = re.match(rf"{verbs} ({link})\b(.+)", f"{clause.verb} {clause.rest}")
    if not match or not tools.grammar.is_participle(match[3]):
        return None
    modal, adverb, done, joint, tail = match.groups()
    core = f"{adverb} {done}" if adverb and adverb != "also" else done
    rest = f"be {core}" if modal else core
    asked = Clause("", clause.subject, clause.adverb, clause.verb, clause.verb, "", rest)
    end = ""
    if joint.startswith("by ") or joint in ("using", "through", "via", "with"):
        how = "how"
    elif joint == "by" and not modal:
        person = re.match(
            r" (?:[A-Z]|(?:the |all |both |some )?(?:people|keepers?|men|women|visitors|users?|staff|team|crew)\b)",
            tail,
        )
        how, end = "who" if person else "what", " by"
    elif (
        joint in ("in", "on", "at", "under", "behind", "inside", "beside")
        and done in lexicon.PLACED
        and not re.match(r" (?:the )?\d|.*\b(?:spring|summer|autumn|winter|year)\b", tail)
    ):
        how = "where"
    elif joint in ("when", "after", "before") and not modal:
        how = "when"
    elif (joint == "for" and done in ("used", "needed", "required", "reserved")) or (
        joint == "to" and done == "used" and tools.grammar.form(tail.split()[0]) == "base"
    ):
        how, end = "what", " for"
    else:
        return None
    said = f"{clause.verb} {rest} {joint}{tail}"
    memory = tools.recall(said, len(f"{clause.verb} {rest} {joint}".split()) + 2)
    return "passive", f"{how} {asked.inverted()}{end}", f"{how} {asked.plain()}{end}", clause.subject, memory


def state(sentence: Sentence, tools: Tools) -> Found:
    """`Path sanitization is enabled by default`, `The balancer is in charge of …`: is it, what of?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("is", "are") or clause.lead or clause.adverb:
        return None
    match = re.match(
        r"(in charge of|responsible for|based on|made of|made from|famous for|known for) \w.+", clause.rest
    )
    if match:
        memory = tools.recall(f"{clause.verb} {clause.rest}", 5)
        asked = clause.inverted(match[1])
        return "state", f"what {asked}", f"what {clause.plain(match[1])}", clause.subject, memory
    known = (
        "enabled|disabled|supported|deprecated|allowed|forbidden|optional|required|mandatory|free|open|closed|available"
    )
    match = re.match(
        rf"(not )?({known})( by default)?((?: (?:for|in|on|with|to|by|from) [^,;]+?)?)(?=,| and | but |$)", clause.rest
    )
    if not match or re.search(r"\b(?:other|only|exclusively|if|when|unless)\b", match[4]):
        return None
    asked_for = match.group().removeprefix("not ").replace("disabled", "enabled")
    memory = tools.recall(f"{clause.verb} {clause.rest}", 3)
    return "state", clause.inverted(asked_for), f"whether {clause.plain(asked_for)}", clause.subject, memory


def requirement(sentence: Sentence, tools: Tools) -> Found:
    """`The key must match the host name`, `The name cannot contain a colon`: what must, what cannot …?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("must", "should", "cannot") or clause.lead:
        return None
    verbs = (
        "contain|include|match|specify|have|provide|reference|point to|use|follow|end with|start with|wear|carry|show"
    )
    match = re.match(rf"(not )?((?:{verbs})) \S.+", clause.rest[:3].lower() + clause.rest[3:])
    if not match:
        return None
    memory = tools.recall(f"{clause.verb} {clause.rest}", 4)
    no = match[1] or ""
    asked = f"what {clause.verb} {clause.subject} {no}{match[2]}"
    return "requirement", asked, f"what {clause.subject} {clause.verb} {no}{match[2]}", clause.subject, memory


def role(sentence: Sentence, tools: Tools) -> Found:
    """`The middleware updates the path`: what does the middleware do?"""
    clause = sentence.clause
    if not clause or clause.helper not in ("does", "do") or not clause.rest:
        return None
    if re.match(r"(?:the )?(?:list|name|number|value|result|reason|fact|way|set|one|rest|default)\b", clause.subject):
        return None
    lead = f" {tools.small(clause.lead)}" if clause.lead else ""
    if lead and not askable(lead, 8):
        return None
    memory = tools.recall(f"{clause.verb} {clause.rest}", 3)
    joint = clause.rest.split()[0] if clause.base in ("depend", "consist", "apply", "refer", "belong") else ""
    named = not re.search(r"`|\b(?:an?|the|each|every)\b|[a-z]{3,}$", clause.subject)
    functional = clause.base in lexicon.FUNCTIONS or "`" in clause.subject
    takes = re.match(r"(?:an?|the|two|three|all|at least|any|no|that|`)", clause.rest) or clause.base == "mean"
    if joint in ("on", "of", "to") or (
        not joint and takes and clause.base not in lexicon.STATIVE and (named or not functional)
    ):
        ask = " ".join(part for part in (clause.base, joint) if part) + lead
        tell = " ".join(part for part in (clause.verb, joint) if part) + lead
        return (
            "object",
            f"what {clause.helper} {clause.subject} {ask}",
            f"what {clause.subject} {tell}",
            clause.subject,
            memory,
        )
    if joint or named or not functional or _PERSON.search(clause.subject):
        return None
    asked = f"what {clause.helper} {clause.subject} do{lead}"
    return "role", asked, f"what {clause.subject} {clause.helper}{lead}", clause.subject, memory


PATTERNS: tuple[Callable[[Sentence, Tools], Found], ...] = (
    value, measure, date, cause, condition, occasion, howto, definition, passive, state, requirement, role)  # fmt: skip
