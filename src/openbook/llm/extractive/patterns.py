"""What a sentence tells: a question that it answers, and how to say the answer from memory.

Each pattern is a function from a sentence to what it found, or None; the first one that fits is taken. They are written
for precision: a sentence that fits none of them says nothing to the engine.
"""

import re
from collections.abc import Callable, Iterator

from openbook.llm.extractive.blocks import clean
from openbook.llm.extractive.facts import Fact, Sentence, Tools, askable, evidence, self_contained
from openbook.llm.extractive.grammar import Clause, upper_first

Found = tuple[str, str, str, str, str] | None
"""Kind, direct and indirect question, subject and predicate of the answer from memory."""

_PERSON = re.compile(
    r"\b(?:keeper|engineer|founder|captain|writer|author|president|king|queen|officer|gardener|astronomer|pilot|teacher"
    r"|scientist|director|botanist|inventor|architect|politician|businessman|businesswoman|programmer|physicist|sailor"
    r"|painter|poet)\b"
)
_WORD_NUMBER = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
)
_NUMBER = rf"(?:\d[\d,.]*|(?:{_WORD_NUMBER}|a|hundred|thousand|million)(?:[- ](?:{_WORD_NUMBER}|hundred|thousand|million))*)"
_ABOUT = (
    r"(?:about|around|roughly|nearly|almost|at least|at most|up to|no more than|more than|less than|exactly|only|some|just"
    r"|just over|just under|over|under|not more than|a maximum of|a minimum of)"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = (
    rf"(?:(?:the )?(?:early |late )?(?:spring|summer|autumn|fall|winter) of {_YEAR}|(?:\d{{1,2}} )?{_MONTH}"
    rf"(?: \d{{1,2}},)?(?: {_YEAR})|{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}|{_YEAR})"
)
_CLOCK = (
    r"(?:at (?:noon|midnight|dusk|dawn|sunrise|sunset|\d{1,2}[:.]\d\d|\d{1,2} (?:o'clock|a\.?m|p\.?m))"
    r"|every (?:other )?(?:\w+ ){0,2}(?:second|minute|hour|day|night|morning|evening|week|month|spring|summer|autumn|winter"
    r"|year|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?"
    r"|on (?:the first|the last|every|each) \w+(?: of \w+(?: \w+)?)?"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:once|twice|three times) an? \w+)"
)
_TIME = re.compile(r"(?:second|minute|hour|day|night|week|month|year|decade|season|generation)s?$")
_LASTS = frozenset("take last wait run burn keep sleep work need stay live remain".split())
_STATIVE = frozenset(
    "have need require depend consist mean belong cost weigh stand lie remain become refer apply begin end come go get face"
    " know understand say see want wait stay sit live die name sleep hang wear own work exist vary differ look".split()
)
_PLACED = frozenset(
    "stored kept located installed mounted placed hung written built displayed logged recorded saved held published printed"
    " posted planted moored housed found".split()
)
_MEASURES = frozenset(
    "default maximum minimum limit number price fee fare speed temperature interval timeout depth height length weight"
    " diameter range capacity value period port size width distance frequency voltage pressure age rate ratio threshold".split()
)
_DECLARES = frozenset("define declare set configure find buy store put enable specify place read write keep".split())


def prose_facts(sentence: Sentence, tools: Tools) -> Iterator[Fact]:
    """Yield what the sentence tells by the first pattern that fits it; nothing where none does."""
    quote = evidence(sentence.raw)
    if not quote or not 5 <= len(sentence.text.split()) <= 45 or not self_contained(sentence.text):
        return
    for pattern in PATTERNS:
        found = pattern(sentence, tools)
        if not found or not askable(found[1], 24):
            continue
        kind, direct, indirect, subject, predicate = found
        answer, quotes = sentence.text, (quote,)
        more, extra = clean(sentence.following), evidence(sentence.following)
        if kind in ("definition", "role") and extra and _goes_on(more):
            answer, quotes = f"{answer} {more}", (quote, extra)
        yield Fact(kind, direct, indirect, answer, quotes, subject, predicate, sentence.section)
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
    empty = r"(?:an?|the|one of|any|part of) (?:bit|lot|little|few|good|must|matter|case|problem|pity|way|reason|result|need"
    empty += r"|number|first|only|best|worst|recommended|common|most|more|exception|default|last)\b"
    if not re.match(r"(?:an?|the|one of|any|part of) [\w`-]+ [\w`-]+", clause.rest) or re.match(empty, clause.rest):
        return None
    if re.search(r"\b(?:reason|result|purpose|goal|idea|advantage|problem|one|rest|answer|difference)$", clause.subject):
        return None
    person = _PERSON.search(" ".join(clause.rest.split()[:7])) and clause.subject[:1].isupper()
    who = "who" if person else "what"
    memory = tools.recall(f"{clause.verb} {clause.rest}", 4)
    return "definition", f"{who} {clause.verb} {clause.subject}", f"{who} {clause.plain('')}", clause.subject, memory


def value(sentence: Sentence, tools: Tools) -> Found:
    """`The default timeout is 5 seconds`: what is the default timeout?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("is", "are") or clause.adverb:
        return None
    head = re.split(r" (?:of|for|in|between|on) ", clause.subject)[0].split()[-1]
    if head not in _MEASURES or not re.match(rf"(?:set to |{_ABOUT} )?(?:`|{_NUMBER}\b)", clause.rest):
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
    if not unit.split(" of ")[0].endswith(("s", "people", "feet", "men")) or unit.endswith("ss"):
        return None
    joined = re.match(r"(?:in|on|at|for|from|per|a|an|each|every|when|during|between|under) ", tail)
    tail = tail if joined and askable(tail, 7) else ""
    plain = Clause("", clause.subject, "", clause.verb, clause.base, clause.helper, tail)
    how = f"how many {unit}"
    if clause.base in ("cost", "weigh"):
        how = "how much"
    elif _TIME.match(unit.split()[-1]) and clause.base in _LASTS:
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
    tail = re.search(rf",? ((?:in|on) {_DATE}|{_CLOCK})$", rest)
    if lead:
        when = tools.small(clause.lead)
    elif tail and not clause.lead:
        rest, when = rest[: tail.start()], tail[1]
    if not when or not askable(rest, 14) or re.search(r",|\b(?:that|which|who|when|because|if|so)\b", rest):
        return None
    if clause.verb in ("is", "are", "was", "were") and not tools.grammar.is_participle(rest.split()[0]):
        return None
    memory = tools.recall(f"{clause.verb} {rest} {when}", 40)
    return "date", f"when {clause.inverted(rest)}", f"when {clause.plain(rest)}", clause.subject, memory


def cause(sentence: Sentence, tools: Tools) -> Found:
    """`The lamp is covered by day because the sun …`: why is the lamp covered by day?"""
    clause = sentence.clause
    if not clause or clause.lead:
        return None
    match = re.search(r",? (because(?: of)?|so that|in order to) (.+)", clause.rest)
    if not match:
        purpose = r", (to (?:prevent|avoid|ensure|protect|guarantee|reduce|preserve|keep)) (.+)"
        match = re.search(purpose, clause.rest)
    if not match:
        return None
    rest = clause.rest[: match.start()]
    if "," in rest or not askable(f"{clause.subject} {rest}", 18) or re.search(r"\b(?:only|not|simply|partly|just)$", rest):
        return None
    link = "to" if match[1] == "in order to" else match[1]
    reason = tools.recall(match[2], 3)
    said = f"that is {link} {reason}" if link.startswith(("because", "so")) else f"that is done {link} {reason}"
    return "cause", f"why {clause.inverted(rest)}", f"why {clause.plain(rest)}", "", said if reason else ""


def condition(sentence: Sentence, tools: Tools) -> Found:
    """`If the wind exceeds force 9, the boat stays in port`: what happens if …?"""
    lead = r"(If|When|Whenever|Once|As soon as|Unless|As long as|Before|After) ([^,]+(?:, (?:and|or) [^,]+)?), (?:then )?(.+?)\.?$"
    match = re.match(lead, sentence.text)
    if not match:
        return None
    word, when, main = match[1].lower(), match[2], match[3]
    empty = r"(?:not|set|specified|empty|true|false|needed|necessary|possible|enabled|using|you are|so|all are|any|both|either)\b"
    if re.match(empty, when) or not askable(when, 20) or len(when.split()) < 3:
        return None
    if tools.grammar.form(when.split()[0].lower()) or main.split(" ")[0].endswith(",") or "please" in main:
        return None
    you = re.match(r"(?:you|one) (can|should|must|need to|have to|may|will have to|could)\b (.+)", main)
    if you:
        ask = f"do you {you[1]} do" if you[1] in ("need to", "have to") else f"{you[1].split()[0]} you do"
        memory = tools.recall(main, 4)
        return "condition", f"what {ask} {word} {when}", f"what you {you[1]} do {word} {when}", "", memory
    first, *others = main.split()
    if tools.grammar.form(first.lower()) == "base" and others and others[0] not in ("is", "are", "can", "must"):
        memory = tools.recall(main, 3)
        said = f"you should {memory}" if memory else ""
        return "condition", f"what should you do {word} {when}", f"what to do {word} {when}", "", said
    clause = tools.clause(upper_first(main))
    if not clause and not re.match(r"(?:it|they|there|no|only|all|both|an?|the|each|every) ", main):
        return None
    kept = len(main.split()) - len(clause.rest.split()) + 2 if clause else 40
    return "condition", f"what happens {word} {when}", f"what happens {word} {when}", "", tools.recall(main, kept)


def occasion(sentence: Sentence, tools: Tools) -> Found:
    """`Traefik returns a 502 when an error happens`: when does Traefik return a 502?"""
    clause = sentence.clause
    if not clause or clause.lead:
        return None
    link = r" (only when|only if|when|whenever|if|as soon as|once) "
    match = re.search(link + r"((?:the|an?|no|all|there|you|its|their|one|each|every|two|`)[^,;]+)", clause.rest)
    if not match:
        return None
    rest = clause.rest[: match.start()]
    if not rest or "," in rest or not askable(f"{clause.subject} {rest}", 16):
        return None
    if re.search(r"\b(?:even|especially|or|and|what|that|whether|which|be|to|see|check|know|is|not|used|as)$", rest):
        return None
    if re.search(r"\b(?:what|whether|how)\b", rest):
        return None
    reason = tools.recall(match[2], 4)
    said = f"that is the case {match[1]} {reason}" if reason else ""
    return "occasion", f"when {clause.inverted(rest)}", f"when {clause.plain(rest)}", "", said


def howto(sentence: Sentence, tools: Tools) -> Found:
    """`To stop the pump, close the valve`: how do you stop the pump?"""
    form = tools.grammar.form
    match = re.match(r"(?:In order to|To) ([a-z]+ [^,]+), (.+?)\.?$", sentence.text)
    if match and form(match[1].split()[0]) == "base" and askable(match[1], 14):
        main = match[2]
        you = re.match(r"(?:you|one) (?:can|should|must|need to|have to|may|could|will need to|first need to)\b", main)
        if you or form(main.split()[0]) == "base":
            memory = tools.recall(main, 4)
            said = memory if you or not memory else f"you {memory}"
            return "howto", f"how do you {match[1]}", f"how to {match[1]}", "", said
        clause = tools.clause(upper_first(main))
        if clause and (clause.verb in ("must", "should") or "required" in clause.rest):
            need = f"what is needed to {match[1]}"
            return "howto", need, need, "", tools.recall(main, len(main.split()) - len(clause.rest.split()) + 2)
        return None
    match = re.match(r"Use (?!the following)(.+?) to ([a-z]+ [^,]+)\.$", sentence.text)
    if match and form(match[2].split()[0]) == "base" and askable(match[2], 12) and askable(match[1], 12):
        asked = f"to {match[2]}"
        memory = tools.recall(f"you can use {match[1]}", 20)
        return "howto", f"what can you use {asked}", f"what you can use {asked}", "", memory
    link = r"by \w+ing|using|with|via|through|from|in|on"
    match = re.match(rf"You (can|must|should|may|need to|have to) ([a-z]+ .+?) ({link}) (.+?)\.?$", sentence.text)
    if not match or form(match[2].split()[0]) != "base" or not askable(match[2], 12):
        return None
    if re.search(r",|\b(?:both|either|between|and|or)\b", match[2]):
        return None
    how = "where" if match[3] in ("in", "on", "from") else "how"
    if how == "where" and match[2].split()[0] not in _DECLARES:
        return None
    ask = f"do you {match[1]}" if " " in match[1] else f"{match[1]} you"
    memory = tools.recall(f"you {match[1]} do so {match[3]} {match[4]}", 6)
    return "howto", f"{how} {ask} {match[2]}", f"{how} you {match[1]} {match[2]}", "", memory


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
        how, end = "what", " by"
    elif joint in ("in", "on", "at", "under", "behind", "inside", "beside") and done in _PLACED:
        how = "where"
    elif joint in ("when", "after", "before") and not modal:
        how = "when"
    elif joint == "for" and done in ("used", "needed", "required", "reserved"):
        how, end = "what", " for"
    elif joint == "to" and done == "used" and tools.grammar.form(tail.split()[0]) == "base":
        how, end = "what", " for"
    else:
        return None
    said = f"{clause.verb} {rest} {joint}{tail}"
    memory = tools.recall(said, len(f"{clause.verb} {rest} {joint}".split()) + 2)
    return "passive", f"{how} {asked.inverted()}{end}", f"{how} {asked.plain()}{end}", clause.subject, memory


def requirement(sentence: Sentence, tools: Tools) -> Found:
    """`The key must match the host name`, `The name cannot contain a colon`: what must, what cannot …?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("must", "should", "cannot", "can") or clause.lead:
        return None
    verbs = "contain|include|match|specify|have|provide|reference|point to|use|follow|end with|start with|wear|carry|show"
    match = re.match(rf"(not )?((?:{verbs})) \w.+", clause.rest)
    if not match or (match[1] and clause.verb == "can"):
        return None
    memory = tools.recall(f"{clause.verb} {clause.rest}", 4)
    no = match[1] or ""
    asked = f"what {clause.verb} {clause.subject} {no}{match[2]}"
    return "requirement", asked, f"what {clause.subject} {clause.verb} {no}{match[2]}", clause.subject, memory


def role(sentence: Sentence, tools: Tools) -> Found:
    """`The middleware updates the path`: what does the middleware do?"""
    clause = sentence.clause
    if not clause or clause.helper not in ("does", "do"):
        return None
    if re.match(r"(?:the )?(?:list|name|number|value|result|reason|fact|way|set|one|rest|default)\b", clause.subject):
        return None
    memory = tools.recall(f"{clause.verb} {clause.rest}", 3)
    first = clause.rest.split()[0] if clause.rest else ""
    joint = f" {first}" if clause.base in ("depend", "consist", "apply", "refer", "belong") else ""
    takes = re.match(r"(?:an?|the|two|three|all|at least|any|`)", clause.rest)
    named = not re.search(r"`|\b(?:an?|the|each|every)\b|[a-z]{3,}$", clause.subject)
    object_of = joint in (" on", " of", " to") or clause.base == "mean"
    object_of |= bool(takes) and (clause.base in ("need", "require", "contain", "include") or (named and bool(clause.lead)))
    lead = f" {tools.small(clause.lead)}" if clause.lead else ""
    if lead and not askable(lead, 8):
        return None
    if object_of:
        asked = f"what {clause.helper} {clause.subject} {clause.base}{joint}{lead}"
        return "object", asked, f"what {clause.subject} {clause.verb}{joint}{lead}", clause.subject, memory
    if joint or named or clause.base in _STATIVE:
        return None
    asked = f"what {clause.helper} {clause.subject} do{lead}"
    return "role", asked, f"what {clause.subject} {clause.helper}{lead}", clause.subject, memory


PATTERNS: tuple[Callable[[Sentence, Tools], Found], ...] = (
    value, measure, date, cause, condition, occasion, howto, definition, passive, requirement, role)  # fmt: skip
