"""What tables and lists of terms tell: what a setting does, its default, whether it must be set, figures of things."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from openbook.builtin.blocks import Block, clean, sentences
from openbook.builtin.facts import Fact, Page, evidence, fuller_first, says_something, self_contained
from openbook.builtin.grammar import grammar
from openbook.builtin.words import upper_first, words

_DESCRIBES = re.compile(
    r"descri|purpose|meaning|what it does|effect|function$|behaviou?r|explanation|does|operation$|task|^use", re.I
)
_CALLED = {"field": "option", "metrics": "metric", "name": "option", "key": "option"}
_SETTINGS = frozenset(["option", "setting", "parameter", "argument", "flag", "attribute", "annotation", "label"])
_TERM = re.compile(r"^(`[^`]+`)(?: \([^)]*\))?(?::| [-–—]) ?(?=\S)(.+)$", re.S)
_NOUN_FIRST = re.compile(
    r"(?:[\w/-]+ ){1,4}?(?:of|to|for|that|which|used|from|where|when|containing|between|in|on|at|with)\b"
    r"|[A-Z]\w+ (?:name|URL|version|type|path|list|key|mode|port|status|code|id)\b"
)
_STATE = re.compile(
    r"(If|When) (not (?:specified|set|defined|provided|configured)|unset|omitted|empty|enabled|disabled"
    r"|set to `?[\w.-]+`?), (.+?)\.?$"
)
_EMPTY = re.compile(r"^(?:[-–—/]|n/?a|none|null|nil|\"\"|''|``|\[\]|\{\}|`\"\"`|`\[\]`|`\{\}`|)$", re.I)


def row_facts(block: Block, page: Page) -> Iterator[Fact]:
    """Yield what a row tells of what its first cell names."""
    cells, header = block.cells, block.header
    name = _name(clean(cells[0])) if len(cells) > 1 and len(header) in (0, len(cells)) else ""
    noun = re.sub(r"s$", "", (" ".join(header[:1]).lower().split() or [""])[-1])
    noun = _CALLED.get(noun, noun) if noun in words("kinds") else ""
    if not name or not (noun or name.startswith("`")):
        return
    called = f"the {name} {noun}".strip() if noun else name
    place = next((n for n, head in enumerate(header) if n and _DESCRIBES.search(head)), 0 if header else 1)
    section = block.path[-1] if block.path else ""
    parts = sentences(re.split(r"<br\s*/?>", cells[place])[0]) if place else []
    text, quote = (clean(parts[0]), evidence(parts[0])) if parts else ("", "")
    if quote and self_contained(text):
        told = _described(called, name, text, quote, page)
        facts = [*([told] if told else []), *_columns(called, cells, header, quote), *_states(called, parts)]
        yield from (replace(fact, section=section, is_row=True, subject=name) for fact in facts)


def term_fact(block: Block, page: Page) -> Iterator[Fact]:
    """Yield what a list's item of the form `` `term`: what it is `` tells."""
    match = _TERM.match(clean(block.raw))
    parts = sentences(match[2]) if match and "\n\n" not in block.raw else []
    quote = evidence(block.raw)
    if match and parts and quote and re.search(r"[.!]$", match[2]) and self_contained(parts[0]):
        told = _described(match[1], match[1], upper_first(parts[0]), quote, page)
        section = block.path[-1] if block.path else ""
        yield from [replace(told, section=section, is_row=True)] if told else []


def _described(called: str, name: str, text: str, quote: str, page: Page) -> Fact | None:
    """Return what the description says: `Defines the level` → what does it do."""
    text = re.sub(r"\.?\s*\([^)]*\)\.?$", "", text.rstrip("."))
    joined = re.search(r";|, (?:\w+ly )?(?:must|should|can|is|are|may|will|\w+s (?:to|the|an?))\b", text)
    found = _predicate(name, text, page) if 3 <= len(text.split()) <= 32 and not joined else None
    if not found or not says_something(found[1], name):
        return None
    verb, predicate = found
    if verb == "is" and called.split()[-1] in _SETTINGS:
        verb, predicate = "does", f"sets {predicate}"
    whole = f"{called} {predicate if verb == 'does' else f'is {predicate}'}"
    asks = (
        (f"what does {called} do", f"what {called} does")
        if verb == "does"
        else (f"what is {called}", f"what {called} is")
    )
    return Fact(
        "option",
        *asks,
        f"{upper_first(whole)}.",
        (quote,),
        name,
        "",
        fuller_first(whole.replace(called, f"{called} |", 1)),
    )


def _predicate(name: str, text: str, page: Page) -> tuple[Literal["does", "is"], str] | None:
    """Turn a description into a predicate; None where its first word can be read in two ways."""
    tokens = text.split()
    first, following = tokens[0].lower(), tokens[1].lower()
    bare = re.escape(name.strip("`"))
    itself = re.search(rf"`{bare}`|{bare} (?:{'|'.join(words('kinds'))})", text, re.I)
    if re.search(r"[a-z][A-Z]", bare) and bare in text:
        return None
    if itself or " / " in text or not re.match(r"[A-Z]?[a-z]+$", tokens[0]):
        return None
    form, rest = grammar().form(first), text[len(first) :]
    if form == "third" and (first not in words("nouns") or following in words("articles", "objects")):
        return "does", first + rest
    if (
        form == "base"
        and first not in words("bare")
        and following not in ("of", "for", "that", "which", "in", "used", "at")
    ):
        sure = following in words("articles") | {"all", "whether", "how"} or grammar().third(first) not in words(
            "nouns"
        )
        gerund = following.endswith("ing") and first not in words("takes_gerund")
        if (
            not sure
            or gerund
            or following == "to"
            or re.search(r"(?:,|\b(?:and|or|then)) [a-z]+ (?:the|an?|all|to)\b", rest)
        ):
            return None
        return "does", grammar().third(first) + rest
    if first == "whether":
        return "does", f"says {first}{rest}"
    verbs = (
        grammar().form(one) == "third" and two in words("articles") | {"whether", "how"}
        for one, two in pairwise(text.split())
    )
    is_noun = first in words("determiners") or (first in words("row_nouns") and following in words("prepositions"))
    if (
        (form in ("third", "base", "past") and not is_noun)
        or first in words("no_nouns")
        or first.endswith("ly")
        or page.clause(text)
        or any(verbs)
    ):
        return None
    inside = first + rest if first in words("row_nouns") | page.spelling.small else ""
    if first in ("a", "an", "the", "one", "all"):
        return "is", first + rest
    plain = (
        _NOUN_FIRST.match(text)
        and not re.match(r"\w+(?:ing|ed)\b", first)
        and inside
        and following not in words("articles")
    )
    return ("is", f"the {inside}") if plain else None


def _columns(called: str, cells: Sequence[str], header: Sequence[str], quote: str) -> Iterator[Fact]:
    """Yield the default and the duty to set it, from columns of their own."""
    for head, cell in zip(header, cells, strict=False):
        shown = clean(cell)
        bare, of = shown.strip("`").strip('"“”'), f"the default value of {called}"
        is_value = re.fullmatch(r"[^\s\"`]*\w[^\s\"`]*|\d[^\s\"`]*(?: \w+){1,2}", bare) and not _EMPTY.match(shown)
        if is_value and re.fullmatch(r"default(?: value)?s?", head, re.I):
            answer, note = f"By default, {called} is set to `{bare}`.", f"Its default is given as `{bare}`."
            asks, memory = (f"what is {of}", f"what {of} is"), (f"{of} is `{bare}`",)
            yield Fact("default", *asks, answer, (quote,), called, f"`{bare}`", memory, note=note)
        if re.fullmatch(r"required|mandatory", head, re.I) and shown.strip("*").lower() == "yes":
            must, note = f"{called} has to be set", "It is marked as required."
            asks, answer = (
                (f"does {called} have to be set", f"whether {must}"),
                f"Yes, {must}: it is marked as required.",
            )
            yield Fact("required", *asks, answer, (quote,), called, "yes", (must,), note=note)


def _states(called: str, parts: Sequence[str]) -> Iterator[Fact]:
    """Yield what happens where it is left out, or given: `If not specified, …`."""
    for raw in parts[1:]:
        match, quote = _STATE.match(clean(raw)), evidence(raw)
        if match and quote and self_contained(match[3]):
            when = f"{match[1].lower()} {called} is {match[2]}"
            answer = f"{upper_first(when)}, {match[3]}."
            yield Fact(
                "unset",
                f"what happens {when}",
                f"what happens {when}",
                answer,
                (quote,),
                called,
                "",
                fuller_first(match[3]),
            )


def _name(text: str) -> str:
    """Return a row's name: one code span, or a short term; empty where it is something else."""
    span = re.fullmatch(r"`\s*([^`\s(][^`]{0,68}?)\s*`", text)
    if span:
        return f"`{span[1]}`" if len(span[1].split()) <= 4 else ""
    return text if re.fullmatch(r"[A-Z][\w/-]*(?: [\w/-]+){0,3}", text) else ""
