"""What tables, lists and headings tell: options and what they do, their defaults, terms, and headed sections."""

import re
from collections.abc import Iterator, Sequence

from openbook.llm.extractive.blocks import Block, clean, sentences
from openbook.llm.extractive.facts import Fact, Tools, askable, evidence, self_contained
from openbook.llm.extractive.grammar import upper_first

_DESCRIBES = re.compile(r"descri|purpose|meaning|what it does|effect|function|behaviou?r|explanation|does", re.I)
_KINDS = frozenset(
    "field option parameter key property attribute setting label annotation argument flag command metric variable matcher"
    " operator middleware switch method function header event signal code instrument lamp plant vessel route form".split()
)
_CALLED = {"field": "option", "metrics": "metric", "name": "option", "key": "option", "setting": "setting"}
_NOUN_FIRST = re.compile(
    r"(?:(?:[A-Z][\w/-]*|[a-z][\w/-]*) ){1,5}?(?:of|to|for|that|which|used|from|where|when|being|containing|between|in|on|at|with)\b|[A-Z]\w+ (?:name|URL|version|type|path|list|key|mode|port|status|code|id)\b"
)
_BARE = frozenset("name list number set group order point path match log rule time timeout port limit value range map form mark sign host cache file report record result start stop end test key use return count state filter request mount process support".split())
_ARTICLED = re.compile(r"(?:An?|The|One|All|Each|Any) [\w`-]+ ")
_EMPTY = re.compile(r"^(?:[-–—/]|n/?a|none|null|nil|\"\"|''|``|\[\]|\{\}|`\"\"`|`\[\]`|`\{\}`|)$", re.I)
_TERM = re.compile(r"^(`[^`]+`|[A-Z][\w/-]*(?: [\w/-]+){0,4})(?: \([^)]*\))?(?::| [-–—]) ?(?=\S)(.+)$", re.S)
_GENERIC = re.compile(
    r"^(?:configuration(?: options?| examples?| details)?|examples?(?: .*)?|options?|general|overview|introduction|notes?|syntax|usage|details"
    r"|description|summary|background|conclusion|faq|references?|parameters|see also|dynamic configuration|routing configuration|static configuration"
    r"|getting started|quick ?start|prerequisites|requirements|installation|how it works|advanced|basics?|contents?|abstract|preface|settings?|fields?|features|misc.*|other.*|[\d.]+)$",
    re.I,
)


def generic(heading: str) -> bool:
    """Whether a heading says nothing about what is below it."""
    return not heading or bool(_GENERIC.match(heading)) or len(heading) > 60


def describe(name: str, text: str, tools: Tools) -> tuple[str, str] | None:
    """Turn a description into (`does` or `is`, predicate): `Defines the level` → does, `defines the level`."""
    words = text.split()
    if len(words) < 3 or not re.match(r"[A-Za-z`]", text):
        return None
    first, following = words[0].lower(), words[1].lower()
    form = tools.grammar.form(first)
    if form == "third" and (first not in ("rules", "requests", "matches", "headers", "routes") or following in ("the", "a", "an", "all")):
        return "does", tools.small(first + text[len(first) :])
    noun = first in _BARE and (following in ("of", "to", "for", "that", "which", "in", "used", "at") or following not in ("the", "a", "an", "all", "any", "whether", "how", "to", "requests", "connections", "your", "incoming"))
    if form == "base" and not noun:
        predicate = tools.grammar.third(first) + text[len(first) :]
        if re.search(r"\b(?:and|or|then) [a-z]+ ", predicate):
            return None
        return "does", predicate
    if first == "whether":
        return "does", "says " + first + text[len(first) :]
    if re.match(r"(?:if|when|how|what|where|for|in|on|by|not|only|see|use|useful|optional|required|evaluated|specific|same|used|applied|must|can|should|it|this|these|more|default|defaults|deprecated|to|you)$", first):
        return None
    if _ARTICLED.match(text):
        clause = tools.clause(text)
        if clause:
            return None
        return "is", tools.small(text)
    if tools.clause(text) or re.search(r"\b(?:is|are|was|were|can|must|should|will)\b", " ".join(words[:6])):
        return None
    if _NOUN_FIRST.match(text) and not re.match(r"\w+(?:ing|ed)\b", first):
        rest = words[0] if not re.fullmatch(r"[A-Z][a-z-]+", words[0]) or first not in tools.ordinary and first not in _BARE else first
        return "does", "sets the " + rest + text[len(first) :]
    return None


def row_facts(rows: Sequence[Block], tools: Tools) -> Iterator[Fact]:
    """Yield what the rows of tables tell: what an option does, its default, whether it must be set."""
    for block in rows:
        cells, header = block.cells, block.header
        if len(cells) < 2 or (header and len(header) != len(cells)):
            continue
        name = _name(clean(cells[0]))
        place = next((n for n, head in enumerate(header) if n and _DESCRIBES.search(head)), 0 if header else 1)
        if not name or not place:
            continue
        noun = re.sub(r"s$", "", header[0].lower().split()[-1]) if header and header[0] else ""
        noun = _CALLED.get(noun, noun) if noun in _KINDS else ""
        if not noun and not name.startswith("`"):
            continue
        called = f"the {name} {noun}".strip() if noun else name
        section = block.path[-1] if block.path else ""
        raw = re.split(r"<br\s*/?>", cells[place])[0]
        parts = sentences(raw)
        if not parts:
            continue
        text, quote = clean(parts[0]), evidence(parts[0])
        if not quote or not self_contained(text) or not 3 <= len(text.split()) <= 40:
            continue
        told = describe(name, text.rstrip("."), tools)
        if told:
            yield _told(called, told, parts, quote, section, tools)
        yield from _columns(called, cells, header, quote, section)
        yield from _unset(called, parts, section, tools)


def _told(called: str, told: tuple[str, str], parts: Sequence[str], quote: str, section: str, tools: Tools) -> Fact:
    """Return the fact of a row or list item: what it does, or is."""
    verb, predicate = told
    answer, quotes = f"{upper_first(called)} {predicate if verb == 'does' else 'is ' + predicate}.", (quote,)
    more = clean(parts[1]) if len(parts) > 1 else ""
    extra = evidence(parts[1]) if len(parts) > 1 else ""
    if extra and more.endswith(".") and self_contained(more.removeprefix("It ")) and 4 <= len(more.split()) <= 25 and re.match(r"(?:It|The|A|An|If|When|By|Accepted|Valid|Possible|Supported) ", more):
        answer, quotes = f"{answer} {more}", (quote, extra)
    asked, said = (f"what does {called} do", f"what {called} does") if verb == "does" else (f"what is {called}", f"what {called} is")
    memory = predicate if verb == "does" else f"is {predicate}"
    return Fact("option", asked, said, answer, quotes, called, tools.recall(memory, 4), section)


def _columns(called: str, cells: Sequence[str], header: Sequence[str], quote: str, section: str) -> Iterator[Fact]:
    """Yield the default and the duty to set it, from columns of their own."""
    for head, cell in zip(header, cells, strict=False):
        shown = clean(cell)
        if re.fullmatch(r"default(?: value)?s?", head, re.I) and not _EMPTY.match(shown) and len(shown.split()) <= 6 and '""' not in shown:
            bare = shown.strip("`").strip('"“”')
            if '"' in bare or "`" in bare or not bare:
                continue
            single = " " not in bare
            told = f"`{bare}`" if single else bare[0].lower() + bare[1:] if re.match(r"[A-Z][a-z]+ [a-z]", bare) else bare
            if single and not re.search(r"\w", bare):
                continue
            yield Fact(
                "default",
                f"what is the default value of {called}",
                f"what the default value of {called} is",
                f"By default, {called} is set to {told}." if single else f"The default of {called} is {told}.",
                (quote,),
                f"the default value of {called}",
                f"is {told}",
                section,
                f"Its default is given as {told}.",
            )
        if re.fullmatch(r"required|mandatory", head, re.I) and shown.strip("*").lower() == "yes":
            yield Fact(
                "required",
                f"does {called} have to be set",
                f"whether {called} has to be set",
                f"Yes, {called} has to be set: it is marked as required.",
                (quote,),
                called,
                "has to be set",
                section,
                "It is marked as required.",
            )


def _unset(called: str, parts: Sequence[str], section: str, tools: Tools) -> Iterator[Fact]:
    """Yield what happens where an option is left out, or given: `If not specified, …`."""
    for raw in parts[1:]:
        text, quote = clean(raw), evidence(raw)
        match = re.match(r"(If|When) (not (?:specified|set|defined|provided|configured)|unset|omitted|empty|set to `?[\w.-]+`?|specified|enabled|disabled|set|true|false), (.+)", text)
        if not match or not quote or not self_contained(match[3]) or not text.endswith("."):
            continue
        state = f"is {match[2]}"
        word = match[1].lower()
        main = re.sub(r"^it\b", "it", match[3].rstrip("."))
        yield Fact(
            "unset",
            f"what happens {word} {called} {state}",
            f"what happens {word} {called} {state}",
            f"{match[1]} {called} {state}, {main}.",
            (quote,),
            "",
            tools.recall(main, 6),
            section,
        )


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
            if not name.startswith("`") and (told[0] == "is" or told[1].startswith("sets the ")):
                continue
            yield _told(called, told, parts[:1], quote, section, tools)


def heading_facts(found: Sequence[Block], tools: Tools) -> Iterator[Fact]:
    """Yield what a headed section says: the heading asks, its first sentences answer."""
    for block, below in zip(found, found[1:], strict=False):
        if block.kind != "heading" or below.kind != "paragraph":
            continue
        heading = block.path[-1].rstrip(":").strip()
        parts = sentences(below.raw)
        told = []
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
            yield Fact("heading", *asked, answer, tuple(quote for _, quote in told[:2]), section="")


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
    if re.match(r"(?:how to|choosing|configuring|using|setting|changing|adding|creating|defining|enabling|disabling|cleaning|lighting|starting|stopping|feeding|winding|reading)\b", plain, re.I):
        return None
    words = [word for word in re.findall(r"[a-z]{4,}", heading.lower())]
    if generic(heading) or not 1 <= len(heading.split()) <= 5 or not words or "`" in heading or not askable(plain, 6):
        return None
    if not any(word[:5] in first.lower() for word in words):
        return None
    return f"what should one know about {plain}", f"what there is to know about {plain}"


def _name(text: str) -> str:
    """Return a row's name: one code span, or a short term; empty where it is something else."""
    spans = re.findall(r"`([^`]+)`", text)
    if spans and not re.sub(r"`[^`]+`|\s", "", text):
        return f"`{''.join(spans)}`" if not re.search(r"\s", "".join(spans)) and len("".join(spans)) <= 70 else ""
    return text if re.fullmatch(r"[A-Z][\w/-]*(?: [\w/-]+){0,3}", text) else ""
