"""What sentences tell: one small rule a kind of fact, each refusing what it can't handle well.

A rule is a function from a clause (or a sentence) to a fact or None; the first one that fits is taken.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from openbook.builtin.blocks import Block, clean, is_marked, on_one_line
from openbook.builtin.facts import Fact, Page, Sentence, askable, fuller_first, quotable, says_something, self_contained
from openbook.builtin.figure_facts import amount, count, date, joins_verb, size
from openbook.builtin.grammar import Clause, grammar
from openbook.builtin.words import content_words, pattern, upper_first, words
from openbook.text.late import late

_BEGINS = late(r"[A-Z`\d]")
_ASKS = late(r"^(?:for )?(?:who|which|what|when|where|how|why) ")
_GOES_ON = late(r"(It|They) (?!(?:seem|appear|follow|mean|depend|make|take|remain)s? )(\w+) (\w+)")
_NAMED = late(r"(?:the )?`[^`]+`(?: [a-z]+)?|the [A-Z]\w+ [a-z]+|[A-Z]\w*[a-z][A-Z]\w*")
_GOAL = late(r"(?:In order to|To) ([a-z]+) ([^,]+), (.+?)\.?$")


def sentence_facts(said: Sequence[str], place: int, block: Block, page: Page) -> list[Fact]:
    """Return what the sentence at a place of a paragraph or list item tells, one fact at most."""
    first = place
    while first and _GOES_ON.match(clean(said[first])):
        first -= 1
    told: Fact | None = None
    for raw in said[first : place + 1]:
        told = _told(raw, told, block, page)
    return [told] if told else []


def _told(raw: str, before: Fact | None, block: Block, page: Page) -> Fact | None:
    """Return what a sentence tells behind another one."""
    flat = " ".join(raw.split())
    text, quote = clean(raw) if is_marked(raw) else on_one_line(flat), quotable(flat)
    whole = _goes_on(text, before) if before else ""
    quotes = (*before.quotes, quote) if before and whole else (quote,)
    text = whole or text
    is_sentence = quote and text.endswith(".") and _BEGINS.match(text) and 4 <= text.count(" ") <= 35
    if not is_sentence or not self_contained(text):
        return None
    return _fact(Sentence(text, quotes, page.clause(text), page, block))


def _fact(sentence: Sentence) -> Fact | None:
    """Return what one sentence tells by the first rule that fits it."""
    clause = sentence.clause
    fact: Fact | None = None
    for of_sentence in SENTENCE_RULES.values():
        if fact := of_sentence(sentence):
            break
    if not fact and clause:
        for name, of_clause in CLAUSE_RULES.items():
            if (not clause.lead or name in _LED) and (fact := of_clause(clause, sentence)):
                break
        counted = fact and fact.direct.startswith("how many " + fact.subject[:9])
        if fact and not counted and not sentence.page.is_clear(fact.subject, sentence.block, clause.is_past):
            return None
    if not fact or not (sentence.page.topic or re.search("[`A-Z]", fact.direct)):
        return None
    return fact if askable(_ASKS.sub("", fact.indirect), 22) else None


def _goes_on(text: str, told: Fact) -> str:
    """Return a sentence that begins with `It` or `They` with the subject of the definition before it; else nothing."""
    match = _GOES_ON.match(text)
    many = bool(re.search(r" (?:are|were)$", told.indirect))
    if not match or told.kind != "definition" or (match[1] == "They") != many:
        return ""
    if match[2] in words("be") and (not grammar().is_participle(match[3]) or re.search(r"\b(?:that|to)\b", text)):
        return ""
    return f"{upper_first(told.subject)}{text[len(match[1]) :]}"


def definition(clause: Clause, sentence: Sentence) -> Fact | None:
    """`A wick is a strip of cotton that …`: what is a wick?"""
    subject, rest = clause.subject, clause.rest
    if not clause.is_being:
        return None
    head = re.split(r",| (?:of|by|from|in|at|for|with|who|which|that|and|known|born|based) ", rest)[0]
    role = head.split()[-1] if head.split() else ""
    person = subject[:1].isupper() and role.endswith(tuple(words("people")))
    if (clause.is_past and not person) or pattern("vague_subject").search(subject):
        return None
    maybe_person = re.search(r"(?:er|or|ist|ian|man|woman)$", role) and re.fullmatch(r"[A-Z]\S+ [A-Z]\S+", subject)
    if subject.split(" of ")[0].split()[-1] in words("empty") or (maybe_person and not person):
        return None
    kind = re.match(r"(?:an?|the|one of) ([\w-]+|`)", rest)
    many = clause.verb == "are" and re.match(r"(?:[a-z-]+ ){0,3}?[a-z]{3,}s (?:that|which|who|of|for) \w", rest)
    least = 3 if set(content_words(subject)) <= set(content_words(rest)) else 2
    if kind[1] in words("empty") if kind else not many or grammar().is_participle(rest.split(" ")[0]):
        return None
    if not says_something(rest, subject, least):
        return None
    short = re.split(r", (?:which|who|where|\w+ed|\w+ing) |[;:] ", rest)[0]
    memory = (clause.told(rest), clause.told(short))
    return sentence.fact("definition", clause.asks("who" if person else "what"), short, memory)


def cause(clause: Clause, sentence: Sentence) -> Fact | None:
    """`The lamp is covered by day because the sun …`: why is the lamp covered by day?"""
    said = "because" in clause.rest or "so that" in clause.rest or "since" in clause.rest
    match = pattern("because").search(clause.rest) if said else None
    rest = clause.rest[: match.start()] if match else ""
    if not match or "," in rest or joins_verb(rest) or not askable(f"{clause.subject} {rest}", 16):
        return None
    if re.search(r"\b(?:only|not|simply|partly|just)$", rest) or rest in words("aimed"):
        return None
    since = match[1] == "since"
    if since and (clause.verb in ("has", "have", "had") or not sentence.page.clause(upper_first(match[2]))):
        return None
    why = fuller_first(match[2], f"that is {'because' if since else match[1]} ")
    return sentence.fact("cause", clause.asks("why", rest), "", why)


def occasion(clause: Clause, sentence: Sentence) -> Fact | None:
    """`The siren starts when the visibility falls below two miles`: when does the siren start?"""
    said = "when" in clause.rest or "if" in clause.rest or "as soon as" in clause.rest
    match = pattern("occasion").search(clause.rest) if said else None
    state = sentence.page.clause(upper_first(match[2])) if match else None
    rest = clause.rest[: match.start()] if match else ""
    if not match or not state or clause.is_past or state.is_past or joins_verb(rest) or re.search(r",|^to ", rest):
        return None
    is_whole = askable(rest) if rest else clause.base in words("intransitive")
    if not is_whole or words("asks") & {clause.base, *rest.split()}:
        return None
    return sentence.fact("occasion", clause.asks("when", rest), "", (f"that is {match[1]} {match[2]}",))


def effect(clause: Clause, sentence: Sentence) -> Fact | None:
    """`The `addPrefix` middleware updates the path`: what does it do?"""
    if clause.helper not in ("does", "do") or clause.base in words("stative"):
        return None
    if not _NAMED.fullmatch(clause.subject):
        return None
    asks = (f"what {clause.helper} {clause.subject} do", f"what {clause.subject} {clause.helper}")
    fits = says_something(clause.rest, clause.subject)
    return sentence.fact("effect", asks, "", fuller_first(clause.told(clause.rest))) if fits else None


def condition(sentence: Sentence) -> Fact | None:
    """`If the flag is red, no boat comes nearer than 200 metres`: what happens if …?"""
    match = pattern("condition").match(sentence.text)
    if not match or "please" in match[3] or re.search(r"\b(?:its|their)\b", match[2]):
        return None
    when, main = f"{match[1].lower()} {match[2]}", match[3]
    if pattern("elliptic").match(match[2]) or not askable(match[2]) or not says_something(main, match[2], 1):
        return None
    if grammar().is_finite(main.split(" ", 1)[0]):
        return None
    state, happens = sentence.page.clause(upper_first(match[2])), sentence.page.clause(upper_first(main))
    if state.is_past if state else not re.match(r"(?:you|an?|no|more|less) ", match[2]):
        return None
    asks, told = (f"what happens {when}", f"what happens {when}"), (main, "")
    if you := pattern("you").match(main):
        must = f"do you {you[1]}" if you[1].endswith(" to") else f"{you[1]} you"
        asks = (f"what {must} do {when}", f"what you {you[1]} do {when}")
    elif _is_order(main):
        asks, told = (f"what should you do {when}", f"what to do {when}"), (main, "you should ")
    elif happens and not happens.is_past:
        told = (happens.told(happens.rest), "")
    else:
        same = "they" if state and (state.verb == "are" or state.helper == "do") else "it"
        if happens or not state or not re.match(rf"(?:{same} (?:is|are|must|can|cannot)|no) ", main):
            return None
    return sentence.fact("condition", asks, "", fuller_first(*told), state.subject if state else "")


def howto(sentence: Sentence) -> Fact | None:
    """`To stop the pump, close the valve`: how do you stop the pump?"""
    match = _GOAL.match(sentence.text)
    if not match or grammar().form(match[1]) != "base" or not askable(match[2], 12):
        return None
    you, goal = bool(pattern("you").match(match[3])), f"{match[1]} {match[2]}"
    if not you and not _is_order(match[3]):
        return None
    memory = fuller_first(match[3], "" if you else "you ")
    return sentence.fact("howto", (f"how do you {goal}", f"how to {goal}"), "", memory, match[2])


def _is_order(text: str) -> bool:
    """Whether a text tells somebody to do something."""
    first, _, rest = text.partition(" ")
    return grammar().form(first.lower()) == "base" and not grammar().is_finite(rest.split(" ", 1)[0])


SENTENCE_RULES: Mapping[str, Callable[[Sentence], Fact | None]] = {"condition": condition, "howto": howto}
"""Rules that read a sentence of two clauses."""
CLAUSE_RULES: Mapping[str, Callable[[Clause, Sentence], Fact | None]] = {
    "size": size, "amount": amount, "count": count, "date": date,
    "cause": cause, "occasion": occasion, "definition": definition, "effect": effect,
}  # fmt: skip
"""Rules that read a main clause."""
_LED = frozenset({"size", "amount", "count", "date"})
"""Rules that take a clause with a phrase before it."""
