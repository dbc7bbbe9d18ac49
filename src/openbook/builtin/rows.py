"""What tables tell: options and what they do, their defaults, and whether they must be set."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from openbook.builtin import lexicon
from openbook.builtin.blocks import Block, clean, sentences
from openbook.builtin.facts import Fact, Tools, evidence, self_contained
from openbook.builtin.grammar import upper_first

_DESCRIBES = re.compile(
    r"descri|purpose|meaning|what it does|effect|function$|behaviou?r|explanation|does|operation$|task|^use", re.I
)
_CALLED = {"field": "option", "metrics": "metric", "name": "option", "key": "option", "setting": "setting"}
_NOUN_FIRST = re.compile(
    r"(?:(?:[A-Z][\w/-]*|[a-z][\w/-]*) ){1,5}?(?:of|to|for|that|which|used|from|where|when|being|containing"
    r"|between|in|on|at|with)\b|[A-Z]\w+ (?:name|URL|version|type|path|list|key|mode|port|status|code|id)\b"
)
_STATE = re.compile(
    r"(If|When) (not (?:specified|set|defined|provided|configured)|unset|omitted|empty|set to `?[\w.-]+`?|specified"
    r"|enabled|disabled|set|true|false), (.+)"
)
_FINITE = re.compile(r"^(?:\S+ ){0,5}?(?:is|are|was|were|can|must|should|will)\b")
_ARTICLED = re.compile(r"(?:An?|The|One|All|Each|Any) [\w`-]+ ")
_EMPTY = re.compile(r"^(?:[-–—/]|n/?a|none|null|nil|\"\"|''|``|\[\]|\{\}|`\"\"`|`\[\]`|`\{\}`|)$", re.I)


def describe(name: str, text: str, tools: Tools) -> tuple[str, str] | None:
    """Turn a description into (`does` or `is`, predicate): `Defines the level` → does, `defines the level`."""
    words = text.split()
    if len(words) < 3 or " / " in text or not re.match(r"[A-Za-z`]", text):
        return None
    if _says_itself(name, text):
        return None
    first, following = words[0].lower(), words[1].lower()
    form = tools.grammar.form(first)
    if first.endswith("ly") and tools.grammar.form(following) == "third":
        return "does", first + text[len(first) :]
    doubtful = first in ("rules", "requests", "matches") and following not in ("the", "a", "an", "all", "requests")
    if form == "third" and not doubtful:
        return "does", tools.small(first + text[len(first) :])
    if form == "base" and (reading := _reading(first, following, tools)) != "noun":
        predicate = tools.grammar.third(first) + text[len(first) :]
        unclear = (
            reading == "unclear"
            or re.search(r"\b(?:and|or|then) [a-z]+ ", predicate)
            or (following == "to" and first == "enable")
        )
        return None if unclear else ("does", predicate)
    if first == "whether":
        return "does", "says " + first + text[len(first) :]
    if first in lexicon.NO_NOUNS:
        return None
    if _ARTICLED.match(text):
        clause = tools.clause(text)
        if clause:
            return None
        return "is", tools.small(text)
    if tools.clause(text) or _FINITE.search(re.split(r" (?:that|which|who) ", text)[0]):
        return None
    if _NOUN_FIRST.match(text) and not re.match(r"\w+(?:ing|ed)\b", first):
        return "names", "the " + (first + text[len(first) :] if tools.is_ordinary(words[0]) else text)
    return None


def _says_itself(name: str, text: str) -> bool:
    """Whether a description names what it describes: `Sets the forwardBody option to true` of `forwardBody`."""
    bare = name.strip("`")
    joined = re.search(r"[a-z][A-Z]", bare)
    if name in text or (joined and re.search(rf"(?<![\w-]){re.escape(bare)}(?![\w-])", text)):
        return True
    kinds = "|".join(sorted(lexicon.KINDS))
    return bool(re.search(rf"\bthe {re.escape(bare)} (?:{kinds})\b", text, re.I))


def _reading(first: str, following: str, tools: Tools) -> Literal["verb", "noun", "unclear"]:
    """Return what a word is that may be a verb: `Enable caching`, `List of hosts`, `Load balancing strategy`."""
    if following in ("the", "a", "an", "all", "any", "whether", "how", "requests", "connections", "your", "each"):
        return "verb"
    if following in ("of", "for", "that", "which", "in", "used", "at") or first in lexicon.BARE:
        return "noun"
    if following.endswith("ing") and first not in lexicon.TAKES_GERUND:
        return "noun"
    return "unclear" if tools.grammar.third(first) in lexicon.NOUNS else "verb"


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
        noun = _CALLED.get(noun, noun) if noun in lexicon.KINDS else ""
        if not noun and not name.startswith("`"):
            continue
        called = f"the {name} {noun}".strip() if noun else name
        section = block.path[-1] if block.path else ""
        raw = re.split(r"<br\s*/?>", cells[place])[0]
        parts = sentences(raw)
        if not parts:
            continue
        text, quote = re.sub(r"\.\s*\([^)]*\)\.?$", ".", clean(parts[0])), evidence(parts[0])
        if not quote or not self_contained(text) or not 3 <= len(text.split()) <= 40:
            continue
        told = describe(name, text.rstrip("."), tools)
        if told:
            yield told_fact(called, told, parts, quote, section, tools)
        yield from _columns(called, cells, header, quote, section)
        yield from _unset(called, parts, section, tools)


def told_fact(called: str, told: tuple[str, str], parts: Sequence[str], quote: str, section: str, tools: Tools) -> Fact:
    """Return the fact of a row or list item: what it does, or is."""
    verb, predicate = told
    if verb == "names" and re.search(
        r" (?:option|label|annotation|parameter|setting|argument|flag|attribute|property)$", called
    ):
        verb, predicate = "does", f"sets {predicate}"
    elif verb != "does":
        many = verb == "names" and re.match(
            r"the (?:(?!of )[\w-]+ ){0,2}?[\w-]{3,}s (?:of|to|for|that|used|in)\b", predicate
        )
        verb, predicate = ("does", f"holds {predicate}") if many else ("is", f"is {predicate}")
    answer, quotes = f"{upper_first(called)} {predicate}.", [quote]
    more = clean(parts[1]) if len(parts) > 1 else ""
    extra = evidence(parts[1]) if len(parts) > 1 else ""
    if (
        extra
        and more.endswith(".")
        and self_contained(more.removeprefix("It "))
        and 4 <= len(more.split()) <= 25
        and re.match(r"(?:It|The|A|An|If|When|By|Accepted|Valid|Possible|Supported) ", more)
    ):
        answer, quotes = f"{answer} {more}", [quote, extra]
    asked, said = (
        (f"what does {called} do", f"what {called} does")
        if verb == "does"
        else (f"what is {called}", f"what {called} is")
    )
    return Fact("option", asked, said, answer, tuple(quotes), called, tools.recall(predicate, 4), section, called)


def _columns(called: str, cells: Sequence[str], header: Sequence[str], quote: str, section: str) -> Iterator[Fact]:
    """Yield the default and the duty to set it, from columns of their own."""
    for head, cell in zip(header, cells, strict=False):
        shown = clean(cell)
        if (
            re.fullmatch(r"default(?: value)?s?", head, re.I)
            and not _EMPTY.match(shown)
            and len(shown.split()) <= 6
            and '""' not in shown
        ):
            bare = shown.strip("`").strip('"“”')
            if '"' in bare or "`" in bare or not bare:
                continue
            single = " " not in bare
            first = bare.split()[0].lower()
            small = first in lexicon.ORDINARY | lexicon.BARRED or re.match(r"[A-Z][a-z]+ [a-z]", bare)
            told = f"`{bare}`" if single else bare[0].lower() + bare[1:] if small else bare
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
                called,
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
                called,
                "It is marked as required.",
            )


def _unset(called: str, parts: Sequence[str], section: str, tools: Tools) -> Iterator[Fact]:
    """Yield what happens where an option is left out, or given: `If not specified, …`."""
    for raw in parts[1:]:
        text, quote = clean(raw), evidence(raw)
        match = _STATE.match(text)
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
            called,
        )


def _name(text: str) -> str:
    """Return a row's name: one code span, or a short term; empty where it is something else."""
    spans = [span.strip() for span in re.findall(r"`([^`]+)`", text)]
    if spans and spans[0].startswith("("):
        return ""
    if spans and not re.sub(r"`[^`]+`|\s", "", text):
        return f"`{''.join(spans)}`" if len("".join(spans).split()) <= 4 and len("".join(spans)) <= 70 else ""
    return text if re.fullmatch(r"[A-Z][\w/-]*(?: [\w/-]+){0,3}", text) else ""
