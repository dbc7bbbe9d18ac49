"""What sentences tell: one small rule a kind of fact, each refusing what it can't handle well.

A rule is a function from a clause (or a sentence) to a fact or None; the first one that fits is taken.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from openbook.builtin.blocks import Block, clean, sentences
from openbook.builtin.facts import (
    Fact,
    MaybeFact,
    Page,
    Sentence,
    askable,
    evidence,
    fuller_first,
    says_something,
    self_contained,
)
from openbook.builtin.figure_facts import amount, count, date, joins_verb, size, value
from openbook.builtin.grammar import Clause, grammar
from openbook.builtin.words import content_words, upper_first, words

_NAME = r"(?:the )?[A-Z][\w.'’-]*(?: (?:(?:of|the|and|de|van) )?[A-Z][\w.'’-]*)*"
_NAMED = re.compile(rf"(?:(called|named)|([a-z]+) by) ({_NAME})(?=$|[,;]| (?:in|after|because|since)\b)")
_BECAUSE = re.compile(r"(?:,? (?=because (?!of\b)|so that )|, (?=since [a-z]))(because|so that|since) (.+)")
_CONDITION = re.compile(r"(If|When|Whenever|As soon as|Unless) ([^,]+), (?:then )?(.+?)\.?$")
_OCCASION = re.compile(r"(?:^|(?<=\w) )(only when|only if|when|if|as soon as) ([^,;]+)$")
_ELLIPTIC = re.compile(r"(?:not|set|empty|true|false|necessary|possible|so|all|any|both|either|\w+ed|\w+ing)\b")
"""A condition that leaves out what it is about."""
_YOU = re.compile(r"(?:you|one) (can|should|must|need to|have to|may)\b (?!wish|want)")
_WHERE = re.compile(
    r"(?:in|on|at|under|behind|inside|beside|near|between|next to) (?:the|an?|one|[A-Z]|`)(?!.*\b\d{4})"
)
_VAGUE = re.compile(
    r"\b(?:best|most|least|only|main|first|second|unique|each|every|no|all|any|[a-z]{3,}est)\b|\d| (?:and|or) "
)
"""In a definition's subject: what is meant is known to none but the text."""


def prose_facts(block: Block, page: Page) -> Iterator[Fact]:
    """Yield what the sentences of a paragraph or list item tell."""
    told: Fact | None = None
    for raw in sentences(block.raw):
        text, quote = clean(raw), evidence(raw)
        whole = _goes_on(text, told) if told else ""
        quotes = (*(told.quotes if told and whole else ()), quote)
        told, text = None, whole or text
        begins, ends = re.match(r"[A-Z`\d]", text), text.endswith(".")
        if begins and ends and quote and 5 <= len(text.split()) <= 36 and self_contained(text):
            told = _fact(Sentence(text, quotes, page.clause(text), page, block))
            yield from [told] if told else []


def _fact(sentence: Sentence) -> MaybeFact:
    """Return what one sentence tells by the first rule that fits it."""
    clause, block = sentence.clause, sentence.block
    found = (rule(clause, sentence) for rule in RULES if clause and (rule in LED or not clause.lead)) if clause else ()
    fact = condition(sentence) or howto(sentence) or next((fact for fact in found if fact), None)
    if fact is None or not askable(
        re.sub(r"^(?:for )?(?:who|which|what|when|where|how|why) | by$", "", fact.indirect), 22
    ):
        return None
    known = (
        fact.kind in ("condition", "howto")
        or not fact.subject
        or fact.direct.startswith("how many " + fact.subject[:9])
    )
    if not known and not sentence.page.is_clear(fact.subject, block, bool(clause and clause.is_past)):
        return None
    return replace(fact, section=block.path[-1] if block.path else "")


def _goes_on(text: str, told: Fact) -> str:
    """Return a sentence that begins with `It` or `They` with the subject of the definition before it; else nothing."""
    match = re.match(r"(It|They) (?!(?:seem|appear|follow|mean|depend|make|take|remain)s? )(\w+) (\w+)", text)
    being = match and match[2] in words("be")
    if (
        not match
        or told.kind != "definition"
        or (match[1] == "It") == bool(re.search(r" (?:are|were)$", told.indirect))
    ):
        return ""
    if being and (not grammar().is_participle(match[3]) or re.search(r"\b(?:that|to)\b", text)):
        return ""
    return f"{upper_first(told.subject)}{text[len(match[1]) :]}"


def definition(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`A wick is a strip of cotton that …`: what is a wick?"""
    is_name = clause.subject[:1].isupper()
    head = re.split(r",| (?:of|by|from|in|at|for|with|who|which|that|and|known|born|based) ", clause.rest)[0]
    role = head.split()[-1] if head.split() else ""
    person = is_name and role.endswith(tuple(words("people")))
    called = clause.subject.split(" of ")[0].split()[-1]
    if (
        not clause.is_being
        or (clause.is_past and not person)
        or called in words("empty")
        or _VAGUE.search(clause.subject)
    ):
        return None
    if (
        not person
        and re.search(r"(?:er|or|ist|ian|man|woman)$", role)
        and re.fullmatch(r"[A-Z]\S+ [A-Z]\S+", clause.subject)
    ):
        return None
    least = 3 if set(content_words(clause.subject)) <= set(content_words(clause.rest)) else 2
    kind = re.match(r"(?:an?|the|one of) ([\w-]+|`)", clause.rest)
    many = (
        clause.verb == "are"
        and not grammar().is_participle(clause.rest.split(" ")[0])
        and re.match(r"(?:[a-z-]+ ){0,3}?[a-z]{3,}s (?:that|which|who|of|for) \w", clause.rest)
    )
    if (
        not (kind or many)
        or (kind and kind[1] in words("empty"))
        or not says_something(clause.rest, clause.subject, least)
    ):
        return None
    short = re.split(r", (?:which|who|where|\w+ed|\w+ing) |[;:] ", clause.rest)[0]
    asks = (
        ("who" if person else "what") + f" {clause.verb} {clause.subject}",
        f"{'who' if person else 'what'} {clause.subject} {clause.verb}",
    )
    return sentence.fact("definition", asks, short, (clause.told(clause.rest), clause.told(short)))


def cause(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The lamp is covered by day because the sun …`: why is the lamp covered by day?"""
    match = _BECAUSE.search(clause.rest)
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


def occasion(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The siren starts when the visibility falls below two miles`: when does the siren start?"""
    match = _OCCASION.search(clause.rest)
    state = sentence.page.clause(upper_first(match[2])) if match else None
    rest = clause.rest[: match.start()] if match else ""
    if (
        not match
        or not state
        or clause.is_past
        or state.is_past
        or joins_verb(rest)
        or words("asks") & {clause.base, *rest.split()}
    ):
        return None
    if not (askable(rest) if rest else clause.base in words("intransitive")) or re.search(r",|^to ", rest):
        return None
    return sentence.fact("occasion", clause.asks("when", rest), "", (f"that is {match[1]} {match[2]}",))


def place(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The chest is kept in the watch room`: where is the chest kept?"""
    word, _, where = clause.rest.partition(" ") if clause.is_being else ("", "", clause.rest)
    fits = word in words("placed") if word else clause.base in ("stand", "hang", "lie", "nest") and not clause.is_past
    if not fits or not _WHERE.match(where) or words("no_places") & set(where.split(",")[0].split()):
        return None
    return sentence.fact("place", clause.asks("where", word), "", fuller_first(clause.told(clause.rest)))


def name(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The boat is called Patience`, `The tower was designed by Ada Quill`: what is it called, by whom designed?"""
    match = _NAMED.match(clause.rest)
    if not match or not clause.is_being or not (match[1] or (grammar().is_participle(match[2]) and " " in match[3])):
        return None
    asks = clause.asks("what", match[1]) if match[1] else clause.asks("who", f"{match[2]} by")
    return sentence.fact("name", asks, match[3], (clause.told(match.group()), f"it {clause.verb} {match[3]}"))


def effect(clause: Clause, sentence: Sentence) -> MaybeFact:
    """`The `addPrefix` middleware updates the path`: what does it do?"""
    named = re.fullmatch(r"(?:the )?`[^`]+`(?: [a-z]+)?|the [A-Z]\w+ [a-z]+|[A-Z]\w*[a-z][A-Z]\w*", clause.subject)
    if not named or clause.helper not in ("does", "do") or clause.base in words("stative"):
        return None
    asks = (f"what {clause.helper} {clause.subject} do", f"what {clause.subject} {clause.helper}")
    fits = says_something(clause.rest, clause.subject)
    return sentence.fact("effect", asks, "", fuller_first(clause.told(clause.rest))) if fits else None


def condition(sentence: Sentence) -> MaybeFact:
    """`If the flag is red, no boat comes nearer than 200 metres`: what happens if …?"""
    match = _CONDITION.match(sentence.text)
    if not match or "please" in match[3] or re.search(r"\b(?:its|their)\b", match[2]):
        return None
    word, when, main = match[1].lower(), match[2], match[3]
    state, happens = sentence.page.clause(upper_first(when)), sentence.page.clause(upper_first(main))
    if (
        _ELLIPTIC.match(when)
        or not askable(when)
        or (state.is_past if state else not re.match(r"(?:you|an?|no|more|less) ", when))
    ):
        return None
    subject, you = state.subject if state else "", _YOU.match(main)
    if you:
        asks = (
            f"what {f'do you {you[1]}' if you[1].endswith(' to') else f'{you[1]} you'} do {word} {when}",
            f"what you {you[1]} do {word} {when}",
        )
        return sentence.fact("condition", asks, "", fuller_first(main), subject)
    if _is_order(main):
        asks = (f"what should you do {word} {when}", f"what to do {word} {when}")
        return sentence.fact("condition", asks, "", fuller_first(main, "you should "), subject)
    same = "they" if state and (state.verb == "are" or state.helper == "do") else "it"
    if not (happens and not happens.is_past) and not (
        state and re.match(rf"(?:{same} (?:is|are|must|can|cannot)|no) ", main)
    ):
        return None
    asked, told = f"what happens {word} {when}", happens.told(happens.rest) if happens else main
    return sentence.fact("condition", (asked, asked), "", fuller_first(told), subject)


def howto(sentence: Sentence) -> MaybeFact:
    """`To stop the pump, close the valve`: how do you stop the pump?"""
    match = re.match(r"(?:In order to|To) ([a-z]+) ([^,]+), (.+?)\.?$", sentence.text)
    if not match or grammar().form(match[1]) != "base" or not askable(match[2], 12):
        return None
    you, goal = bool(_YOU.match(match[3])), f"{match[1]} {match[2]}"
    if not you and not _is_order(match[3]):
        return None
    memory = fuller_first(match[3], "" if you else "you ")
    return sentence.fact("howto", (f"how do you {goal}", f"how to {goal}"), "", memory, match[2])


def _is_order(text: str) -> bool:
    """Whether a text tells somebody to do something."""
    first, _, rest = text.partition(" ")
    return grammar().form(first.lower()) == "base" and not grammar().is_finite(rest.split(" ", 1)[0])


FactRule = Callable[[Clause, Sentence], MaybeFact]
RULES: tuple[FactRule, ...] = (value, size, amount, count, date, cause, occasion, name, place, definition, effect)
LED: frozenset[FactRule] = frozenset({size, amount, count, date})
"""Rules that take a clause with a phrase before it."""
