"""What tables and lists of terms tell: what a setting does, its default, whether it must be set."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from openbook.builtin.blocks import Block, clean, sentences
from openbook.builtin.facts import Fact, Page, evidence, fuller_first, says_something, self_contained
from openbook.builtin.grammar import grammar
from openbook.builtin.words import pattern, upper_first, words
from openbook.dataclass import replace

_CALLED = {"field": "option", "metrics": "metric", "name": "option", "key": "option"}


def row_facts(block: Block, page: Page) -> Iterator[Fact]:
    """Yield what a row tells of what its first cell names."""
    cells, header = block.cells, block.header
    name = _name(clean(cells[0])) if len(cells) > 1 and len(header) in (0, len(cells)) else ""
    noun = re.sub(r"s$", "", (" ".join(header[:1]).lower().split() or [""])[-1])
    noun = _CALLED.get(noun, noun) if noun in words("kinds") else ""
    place = next((n for n, head in enumerate(header) if n and pattern("describes").search(head)), 0 if header else 1)
    parts = sentences(re.split(r"<br\s*/?>", cells[place])[0]) if name and place else []
    text, quote = (clean(parts[0]), evidence(parts[0])) if parts else ("", "")
    if quote and self_contained(text) and (noun or name.startswith("`")):
        called = f"the {name} {noun}" if noun else name
        section = block.path[-1] if block.path else ""
        for fact in (*_described(called, name, text, quote, page), *_columns(called, cells, header, quote)):
            yield replace(fact, section=section, is_row=True, subject=name)


def term_facts(block: Block, page: Page) -> Iterator[Fact]:
    """Yield what a list's item of the form `` `term`: what it is `` tells."""
    match = pattern("term").fullmatch(clean(block.raw)) if "`" in block.raw else None
    quote = evidence(block.raw) if match else ""
    if not match or not quote or "\n\n" in block.raw or match[2][-1] not in ".!":
        return
    said = sentences(match[2])[0]
    if self_contained(said):
        for fact in _described(match[1], match[1], upper_first(said), quote, page):
            yield replace(fact, section=block.path[-1] if block.path else "", is_row=True)


def _described(called: str, name: str, text: str, quote: str, page: Page) -> Iterator[Fact]:
    """Yield what the description says: `Defines the level` → what does it do."""
    text = re.sub(r"\.?\s*\([^)]*\)\.?$", "", text.rstrip("."))
    said = _predicate(name, text, page) if 3 <= len(text.split()) <= 32 and not pattern("run_on").search(text) else ""
    if not said or not says_something(said, name):
        return
    is_noun = said.startswith("is ")
    if is_noun and called.split()[-1] in words("settings"):
        said, is_noun = f"sets {said[3:]}", False
    ask = ("what is {}", "what {} is") if is_noun else ("what does {} do", "what {} does")
    memory = fuller_first(f"{called} | {said}")
    asks = [one.format(called) for one in ask]
    yield Fact("option", asks[0], asks[1], f"{upper_first(called)} {said}.", (quote,), name, "", memory)


def _predicate(name: str, text: str, page: Page) -> str:
    """Turn a description into a predicate; empty where its first word can be read in two ways."""
    plain = name.strip("`")
    bare = re.escape(plain)
    is_absent = name.isascii() and text.isascii() and plain.lower() not in text.lower()  # then no pattern is made of it
    itself = None if is_absent else re.search(rf"`{bare}`|{bare} {pattern('settings').pattern}", text, re.I)
    is_repeated = itself or (re.search(r"[a-z][A-Z]", bare) and bare in text)
    first, following, *_ = text.lower().split()
    if is_repeated or " / " in text or not re.match(r"[A-Z]?[a-z]+ ", text):
        return ""
    form, rest = grammar().form(first), text[len(first) :]
    if first == "whether":
        return f"says {first}{rest}"
    if form == "third" and (first not in words("nouns") or following in words("articles", "objects")):
        return first + rest if following != "to" or first not in words("wants_object") else ""
    if form == "base" and first not in words("bare") and following not in words("after_nouns"):
        return _third_person(first, following, rest)
    return _noun_phrase(first, following, text, page)


def _third_person(first: str, following: str, rest: str) -> str:
    """Return an order as what its option does: `Enable the cache` → `enables the cache`."""
    third = grammar().third(first)
    gerund = following.endswith("ing") and first not in words("takes_gerund")
    joins_order = re.search(r"(?:,|\b(?:and|or|then)) [a-z]+ (?:the|an?|all|to)\b", rest)
    doubtful = third in words("nouns") and following not in words("articles", "begins_object")
    return "" if doubtful or gerund or following == "to" or joins_order else third + rest


def _noun_phrase(first: str, following: str, text: str, page: Page) -> str:
    """Return what the description is called: `Amount of time to wait` → `is the amount of time to wait`."""
    is_noun = first in words("determiners") or (first in words("row_nouns") and following in words("prepositions"))
    told = pairwise(text.split())
    verbs = (grammar().form(one) == "third" and two in words("articles", "begins_object") for one, two in told)
    if (grammar().form(first) in ("third", "base", "past") and not is_noun) or first in words("no_nouns"):
        return ""
    if first.endswith("ly") or page.clause(text) or any(verbs):
        return ""
    rest = text[len(first) :]
    if first in ("a", "an", "the", "one", "all"):
        return f"is {first}{rest}"
    is_known = first in words("row_nouns") or page.spelling.is_small(first)
    is_noun = is_known and not re.match(r"\w+(?:ing|ed)\b", first)
    fits = is_noun and pattern("noun_first").match(text) and following not in words("articles")
    return f"is the {first}{rest}" if fits else ""


def _columns(called: str, cells: Sequence[str], header: Sequence[str], quote: str) -> Iterator[Fact]:
    """Yield the default and the duty to set it, from columns of their own."""
    for head, cell in zip(header, cells, strict=False):
        shown = clean(cell)
        bare, of = shown.strip("`").strip('"“”'), f"the default value of {called}"
        is_value = re.fullmatch(r"[^\s\"`]*\w[^\s\"`]*|\d[^\s\"`]*(?: \w+){1,2}", bare)
        if re.fullmatch(r"default(?: value)?s?", head, re.I) and is_value and not pattern("no_value").fullmatch(shown):
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


def _name(text: str) -> str:
    """Return a row's name: one code span, or a short term; empty where it is something else."""
    span = re.fullmatch(r"`\s*([^`\s(][^`]{0,68}?)\s*`", text)
    if span:
        return f"`{span[1]}`" if len(span[1].split()) <= 4 else ""
    return text if re.fullmatch(r"[A-Z][\w/-]*(?: [\w/-]+){0,3}", text) else ""
