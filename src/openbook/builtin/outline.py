"""What lists and headings tell: terms, enumerations, and headed sections."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from openbook.builtin.blocks import Block, clean, sentences
from openbook.builtin.facts import Fact, Tools, askable, evidence, self_contained
from openbook.builtin.grammar import upper_first
from openbook.builtin.rows import describe, told_fact

_TERM = re.compile(r"^(`[^`]+`|[A-Z][\w/-]*(?: [\w/-]+){0,4})(?: \([^)]*\))?(?::| [-–—]) ?(?=\S)(.+)$", re.S)
_GENERIC = re.compile(
    r"^(?:configuration(?: options?| examples?| details)?|examples?(?: .*)?|options?|general|overview|introduction"
    r"|notes?|syntax|usage|details|description|summary|background|conclusion|faq|references?|parameters|see also"
    r"|dynamic configuration|routing configuration|static configuration|getting started|quick ?start|prerequisites"
    r"|requirements|installation|how it works|advanced|basics?|contents?|abstract|preface|settings?|fields?|features"
    r"|misc.*|other.*|[\d.]+)$",
    re.I,
)


def generic(heading: str) -> bool:
    """Whether a heading says nothing about what is below it."""
    return not heading or bool(_GENERIC.match(heading)) or len(heading) > 60 or (heading.isupper() and " " in heading)


def list_facts(lead: Block, items: Sequence[Block], tools: Tools) -> Iterator[Fact]:
    """Yield what an enumeration tells: `The following modes are supported:` and its items."""
    parts = sentences(lead.raw)
    intro = clean(parts[-1]) if parts else ""
    if not intro.endswith(":") or not 2 <= len(items) <= 7:
        return
    names = [_entry(item) for item in items]
    asked = _which(intro.rstrip(": "), tools)
    if not asked or not all(names) or len(set(names)) < len(names):
        return
    quote = evidence(parts[-1]).rstrip(": ")
    direct, indirect, many = asked
    if not quote or many not in ("", _COUNTS[len(names)]):
        return
    told = f"{', '.join(names[:-1])} and {names[-1]}"
    note = "The list names " + ", ".join(f'"{name}"' for name in names[:-1]) + f' and "{names[-1]}".'
    memory = tools.recall(f"they are {told}", 40)
    section = lead.path[-1] if lead.path else ""
    yield Fact("list", direct, indirect, f"{intro} {told}.", (quote,), "", memory, section, note=note)


def _entry(item: Block) -> str:
    """Return what a list item names; empty where it is a whole sentence or a piece of code."""
    shown = clean(item.raw).rstrip(".;,")
    match = _TERM.match(shown)
    if match:
        shown = match[1]
    if not 1 <= len(shown.split()) <= 9 or not askable(shown, 9) or shown.count(",") > 0:
        return ""
    return shown if " ".join(item.raw.split()).find(shown) >= 0 and '"' not in shown else ""


def _which(intro: str, tools: Tools) -> tuple[str, str, str] | None:
    """Return direct and indirect question for the line that leads a list, and the number that it names."""
    noun = r"((?:[a-z-]+ ){0,2}[a-z-]+s|[A-Z]\w+ [a-z]+s)"
    match = re.match(rf"The following {noun} (are|can be|may be|must be) (.+)$", intro)
    if match and askable(match[3], 12) and not re.search(r"\b(?:shown|listed|used in|below)\b", match[3]):
        return f"which {match[1]} {match[2]} {match[3]}", f"which {match[1]} {match[2]} {match[3]}", ""
    count = "|".join(_COUNTS[2:])
    match = re.match(
        rf"(.+?) (?:(in|at|on|by|through|for|into|from|of|with) )?"
        rf"(?:(?:the following )?({count})|the following) {noun}$",
        intro,
    )
    clause = tools.clause(f"{match[1]} x") if match else None
    if not match or not clause or clause.lead or not askable(match[1], 12) or "following" in match[1]:
        return None
    number = f"{match[3]} " if match[3] else ""
    joint = f"{match[2]} " if match[2] else ""
    rest = clause.rest.removesuffix("x").strip()
    which = f"{joint}which {number}{match[4]}"
    return f"{which} {clause.inverted(rest)}", f"{which} {clause.plain(rest)}", match[3] or ""


_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven")


def item_facts(items: Sequence[Block], tools: Tools) -> Iterator[Fact]:
    """Yield what list items of the form `term: what it is` tell."""
    for block in items:
        text = clean(block.raw)
        match = _TERM.match(text)
        if not match or "\n\n" in block.raw:
            continue
        name, described = match[1], match[2]
        if len(name.split()) > 4 or generic(name) or not self_contained(name):
            continue
        if not name.startswith("`") and not re.search(r"^\s*(?:\*\*|__|`)", block.raw):
            continue
        parts = sentences(described)
        quote = evidence(block.raw)
        first = upper_first(clean(parts[0]).rstrip(".")) if parts else ""
        if not quote or not 3 <= len(first.split()) <= 35 or not self_contained(first) or not first[:1].isalpha():
            continue
        section = block.path[-1] if block.path else ""
        told = describe(name, first, tools)
        if told:
            called = name if name.startswith("`") else tools.small(name)
            if not name.startswith("`") and told[0] != "does":
                continue
            yield told_fact(called, told, parts[:1], quote, section, tools)


def heading_facts(found: Sequence[Block], tools: Tools) -> Iterator[Fact]:
    """Yield what a headed section says: the heading asks, its first sentences answer."""
    for block, below in pairwise(found):
        if block.kind != "heading" or below.kind != "paragraph":
            continue
        heading = block.path[-1].rstrip(":").strip()
        parts = sentences(below.raw)
        told: list[tuple[str, str]] = []
        for raw in parts[:3]:
            text, quote = clean(raw), evidence(raw)
            start = text.removeprefix("It ") if told else text
            if not quote or not self_contained(start) or not text.endswith(".") or not 5 <= len(text.split()) <= 45:
                break
            told.append((text, quote))
        if not told or sum(len(text.split()) for text, _ in told) < 10:
            continue
        asked = _asked(heading, told[0][0], tools)
        if asked:
            answer = " ".join(text for text, _ in told[:2])
            clause = tools.clause(told[0][0])
            subject, predicate = (
                (clause.subject, f"{clause.verb} {clause.rest}") if clause and not clause.lead else ("", "")
            )
            memory = tools.recall(predicate, 4)
            yield Fact("heading", *asked, answer, tuple(quote for _, quote in told[:2]), subject, memory)


def _asked(heading: str, first: str, tools: Tools) -> tuple[str, str] | None:
    """Return direct and indirect question for a heading."""
    plain = tools.soften(re.sub(r"^[\d.]+\s+", "", heading))
    if heading.endswith("?"):
        ask = plain.rstrip("?").strip()
        if re.match(r"(?:how|why|what|when|where|who|which)\b", ask, re.I) and askable(ask, 16):
            ask = ask[0].lower() + ask[1:]
            return ask, f"the question of {ask}"
        return None
    match = re.match(r"(how|why|when|where) (?!to\b)(.+)", plain, re.I)
    if match and askable(plain, 12):
        told = plain[0].lower() + plain[1:]
        clause = tools.clause(upper_first(match[2]))
        return (f"{match[1].lower()} {clause.inverted()}", told) if clause else None
    if re.match(r"how to\b|\w+ing\b", plain, re.I):
        return None
    words = re.findall(r"[a-z]{4,}", heading.lower())
    if generic(heading) or not 1 <= len(heading.split()) <= 5 or not words or "`" in heading or not askable(plain, 6):
        return None
    if not any(word[:5] in first.lower() for word in words) or re.search(r"[a-z][A-Z]", heading):
        return None
    if not re.search(r"(?:[^s]s|tion|ing|ment|ness|ity|ance|ence|ncy|phy|logy)$|^the ", plain):
        return None
    return f"what should one know about {plain}", f"what there is to know about {plain}"
