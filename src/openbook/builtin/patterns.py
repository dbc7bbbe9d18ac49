"""What a sentence tells: a question that it answers, and how to say the answer from memory.

Each pattern is a function from a sentence to what it found, or None; the first one that fits is taken. They are written
for precision: a sentence that fits none of them says nothing to the engine.
"""

import re
from collections.abc import Callable, Iterator

from openbook.builtin import lexicon
from openbook.builtin.blocks import clean
from openbook.builtin.conditions import cause, condition, howto, occasion
from openbook.builtin.facts import Fact, Found, Sentence, Tools, askable, evidence, self_contained
from openbook.builtin.figures import count, date, measure, value
from openbook.builtin.grammar import Clause

_PERSON = re.compile(
    r"\b(?:keeper|engineer|founder|captain|writer|author|president|king|queen|officer|gardener|astronomer|pilot|teacher"
    r"|scientist|director|botanist|inventor|architect|politician|businessman|businesswoman|programmer|physicist|sailor"
    r"|painter|poet|people|visitor|critic|user|team|crew|staff)s?\b"
)

_PLURAL = r"(?:[a-z-]+ ){0,3}?[a-z]{3,}s (?:that|which|who|of|found in|used for|native to) \w"
"""How a definition in the plural goes on: `insects that live in colonies`."""
_NO_NAME = re.compile(
    r"(?:the|an?) (?:same )?(?:option|middleware|parameter|field|header|value|setting|server|service|identifier"
    r"|provider|router|feature|algorithm|method|command|file|name|key|system|process|result|second|first|latter|former)$"
    r"|.*\b(?:best|most|least|[a-z]{3,}est)\b|.*[()]"
)
"""A subject that nobody understands without the text, or that its own sentence would have to explain."""


def prose_facts(sentence: Sentence, tools: Tools) -> Iterator[Fact]:
    """Yield what the sentence tells by the first pattern that fits it; nothing where none does."""
    quote = evidence(sentence.raw)
    if re.match(r"\d+\s?[A-Z]", sentence.text) or re.search(r"[a-z]{3}\d+[.,]?(?:\s|$)|\s\.", sentence.text):
        return
    if not quote or not 5 <= len(sentence.text.split()) <= 45 or not self_contained(sentence.text):
        return
    for pattern in PATTERNS:
        found = pattern(sentence, tools)
        if not found or not askable(re.sub(r"^(?:who|which|what) ", "", found[1]), 24):
            continue
        kind, direct, indirect, subject, predicate = found
        clause = sentence.clause
        if clause and kind in ("definition", "role", "state", "passive", "object") and _NO_NAME.match(clause.subject):
            return
        answer, quotes = sentence.text, [quote]
        if kind in ("state", "permission") and not direct.startswith("what "):
            no = re.search(r"\b(?:(?:is|are) (?:not|disabled)|(?:may|must|can) ?not)\b", sentence.text)
            answer = f"{'No' if no else 'Yes'}. {answer}"
        more, extra = clean(sentence.following), evidence(sentence.following)
        if kind in ("definition", "role") and extra and _goes_on(more):
            answer, quotes = f"{answer} {more}", [quote, extra]
        yield Fact(kind, direct, indirect, answer, tuple(quotes), subject, predicate, sentence.section)
        return


def _goes_on(more: str) -> bool:
    """Whether a sentence says more of the one before it, and nothing else."""
    start = re.match(r"(?:It|They) (?!is recommended|follows|means|seems|depends)", more)
    return (
        bool(start)
        and not re.search(r"\b(?:them|those|others)\b", more)
        and more.endswith(".")
        and self_contained(more[3:])
        and 5 <= len(more.split()) <= 28
    )


def definition(sentence: Sentence, tools: Tools) -> Found:
    """`The lamp is a first-order lens that …`: what is the lamp?"""
    clause = sentence.clause
    if not clause or clause.verb not in ("is", "are") or clause.lead or clause.adverb or clause.words > 8:
        return None
    empty = (
        r"(?:an?|the|one of|any|part of) (?:bit|lot|little|few|good|must|matter|case|problem|pity|way|reason|result"
        r"|need|number|first|only|best|worst|recommended|common|most|more|exception|default|last)\b"
    )
    plural = clause.verb == "are" and clause.words < 4 and re.match(_PLURAL, clause.rest)
    phrase = plural or re.match(r"(?:an?|the|one of|any|part of) [\w`-]+ [\w`-]+", clause.rest)
    if not phrase or re.match(empty, clause.rest):
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


def passive(sentence: Sentence, tools: Tools) -> Found:
    """`The oil is kept in the cellar`, `The bill is paid by the crown`: where, how, by whom, what for?"""
    clause = sentence.clause
    if not clause or clause.lead:
        return None
    called = re.fullmatch(
        r"(?:called|named|known as) ((?:the )?[A-Z]\w*(?: \w+){0,3}?)(?:[,.;].*| (?:after|because|by|since) .*)?",
        clause.rest,
    )
    if called and clause.verb in ("is", "are", "was", "were"):
        memory = tools.recall(f"{clause.verb} {clause.rest}", 3)
        word = clause.rest.split()[0]
        return "name", f"what {clause.inverted(word)}", f"what {clause.plain(word)}", clause.subject, memory
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
    elif joint == "by" and not modal and not tail.startswith(" default"):
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


def place(sentence: Sentence, tools: Tools) -> Found:
    """`The anemometer stands on a mast`: where does the anemometer stand?"""
    clause = sentence.clause
    if not clause or clause.lead or clause.adverb:
        return None
    where = (
        r"(?:in|on|at|behind|beside|under|near|off|between|inside|outside|opposite|next to) (?:the|an?|its|one|[A-Z]|`)"
    )
    stands = clause.base in ("stand", "lie", "hang", "sit", "live", "grow", "nest") and re.match(where, clause.rest)
    being = clause.verb in ("is", "are") and re.match(rf"(?:located |situated )?{where} ?[\w`-]+", clause.rest)
    vague = re.match(
        r"(?:in|on|at|under) (?:the )?(?:charge|order|front|case|use|fact|way|addition|sale|fire|same|future|past)\b",
        clause.rest,
    )
    if not (stands or being) or vague:
        return None
    memory = tools.recall(f"{clause.verb} {clause.rest}", 4)
    return "place", f"where {clause.inverted('')}", f"where {clause.plain('')}", clause.subject, memory


def permission(sentence: Sentence, tools: Tools) -> Found:
    """`Visitors may climb the tower`, `Dogs must stay ashore`: may they, must they?"""
    clause = sentence.clause
    if not clause or clause.lead or clause.adverb or clause.verb not in ("may", "must", "cannot"):
        return None
    rest = re.split(r", | (?:because|since|so that|unless|but) ", clause.rest)[0]
    no = rest.startswith("not ") or clause.verb == "cannot"
    rest = rest.removeprefix("not ")
    if (
        not re.match(r"(?:be )?[a-z]+ \w+", rest)
        or not askable(rest, 12)
        or re.search(r"\b(?:both|either|if|when|which|what|how)\b", rest)
    ):
        return None
    verb = "can" if clause.verb == "cannot" else "may" if no else clause.verb
    memory = tools.recall(f"{clause.verb} {clause.rest}", 4)
    return (
        "permission",
        f"{verb} {clause.subject} {rest}",
        f"whether {clause.subject} {verb} {rest}",
        clause.subject,
        memory,
    )


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
    if not clause:
        return None
    reports = clause.base in lexicon.REPORTS and clause.rest.startswith("that ")
    if not clause.rest or (clause.helper not in ("does", "do") and not reports):
        return None
    if clause.base == "follow" or re.match(
        r"(?:the )?(?:list|name|number|value|result|reason|fact|way|set|one|rest|default)\b", clause.subject
    ):
        return None
    lead = f" {tools.small(clause.lead)}" if clause.lead else ""
    if lead and not askable(lead, 8):
        return None
    memory = tools.recall(f"{clause.verb} {clause.rest}", 3)
    joint = clause.rest.split()[0] if clause.base in ("depend", "consist", "apply", "refer", "belong") else ""
    named = not re.search(r"`|\b(?:an?|the|each|every)\b|(?:^| )[a-z-]{3,}$", clause.subject)
    functional = clause.base in lexicon.FUNCTIONS or "`" in clause.subject
    takes = re.match(r"(?:an?|the|two|three|all|at least|any|no|that)\b|`", clause.rest) or clause.base == "mean"
    if joint in ("on", "of", "to") or (
        not joint
        and takes
        and clause.base not in lexicon.STATIVE
        and (named or not functional or clause.rest.startswith("that "))
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
    if joint or named or not functional or re.fullmatch(r"[a-z-]+", clause.subject) or _PERSON.search(clause.subject):
        return None
    asked = f"what {clause.helper} {clause.subject} do{lead}"
    return "role", asked, f"what {clause.subject} {clause.helper}{lead}", clause.subject, memory


PATTERNS: tuple[Callable[[Sentence, Tools], Found], ...] = (
    value, measure, count, date, cause, condition, occasion, howto, definition, place, passive, state, requirement,
    role, permission)  # fmt: skip
