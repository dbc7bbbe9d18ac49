"""Critical spans of an answer: the numbers, dates, names and quotations that make it this answer and no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from openbook.text.figures import figures
from openbook.text.normalise import bare, holds
from openbook.text.quotations import quotations

_CAPITALISED = r"[^\W\d_a-zß-ÿа-яα-ω\u0590-\uffff][\w'’&-]*"
_NAME = re.compile(rf"{_CAPITALISED}(?:(?:\s(?:of|the|de|von|van|der|la|di|du|and|for)){{0,2}}\s{_CAPITALISED}){{0,5}}")
_CODE = re.compile(r"`([^`\n]{3,80})`")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][\"”’)*_`]*\s+|[-*•>]\s+|\d[.)]\s+)[\"“(*_`]*$")
_SEARCH_WORDS = """
    document documents search searches result results passage passages chunk chunks source sources retrieved
    context material excerpt excerpts collection dokument dokumente suche treffer quelle quellen auszüge
    recherche extrait extraits documents búsqueda documentos fragmentos ricerca documenti brani pesquisa
    trechos zoekresultaten documenten fragmenten wyszukiwanie wyszukiwania dokumenty dokumentach документы
    документах документе поиск поиске
"""
_SEARCH_SIGNS = ("搜索", "检索", "文档", "資料", "検索", "문서", "검색", "المستندات", "البحث")
_CLAUSE = re.compile(r"[^.!?;:\n。！？；：]+[.!?;:\n。！？；：]*")

MOST_CAPITALS = 0.12
"""Share of capitalised words within sentences from which capitals say nothing."""
_OPENING_WORDS = """
    a all also and any as at both but by each every for from his her however if in into it its most no of on
    or our so some that the their then there these this those to usually use when with yes you your der die
    das le la el il
"""
"""Words that open sentences and no names."""
EVERYBODYS = frozenset({"true", "false", "null", "none", "nil", "yes", "no", "on", "off", "default", "auto", "string"})
"""Values that stand everywhere, and so give nothing away."""

Sort = Literal["quote", "date", "number", "name", "code", "value"]
"""`code` is several words between backticks, `value` a single one."""


@dataclass(frozen=True, slots=True)
class Span:
    """One thing that an answer stands or falls with."""

    text: str
    sort: Sort
    forms: tuple[str, ...]
    """Its bare words, in each way in which a passage may spell it."""


@lru_cache(maxsize=1)
def _search_words() -> frozenset[str]:
    return frozenset(_SEARCH_WORDS.split())


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return frozenset(_OPENING_WORDS.split())


def without_dismissals(answer: str) -> str:
    """Return an answer without the clauses that say what the search brought up: they name what the passages hold."""
    return "".join(clause for clause in _CLAUSE.findall(answer) if not _is_about_the_search(clause)).strip()


def _is_about_the_search(clause: str) -> bool:
    if not _search_words().isdisjoint(bare(clause).split()):
        return True
    return not clause.isascii() and any(sign in clause for sign in _SEARCH_SIGNS)


def critical_spans(answer: str, known: str) -> list[Span]:
    """Return the critical spans of an answer that `known` (bare words: the questions so far) does not hold.

    `proxyProtocol` in a question makes `Proxy Protocol` known.
    """
    found: dict[tuple[str, ...], Span] = {}
    joined = known.replace(" ", "")
    for span in _spans(answer):
        is_known = any(holds(known, form) for form in span.forms)
        if span.sort in ("name", "code", "value"):
            is_known = is_known or span.forms[0].replace(" ", "") in joined
        if span.forms not in found and not is_known:
            found[span.forms] = span
    return list(found.values())


def _spans(answer: str) -> Iterator[Span]:
    for quotation in quotations(answer):
        yield Span(quotation.text, "quote", (bare(quotation.text),))
    for match in _CODE.finditer(answer):
        words = bare(match[1])
        if len(words) > 4 and words.strip() not in EVERYBODYS:
            yield Span(match[1], "code" if words.count(" ") > 2 else "value", (words,))
    text = _CODE.sub(" ` ", answer)
    for figure in figures(text):
        yield Span(figure.text, "date" if figure.is_date else "number", figure.forms)
    yield from _names(text)


def _names(text: str) -> Iterator[Span]:
    """Yield runs of capitalised words: of two words or more anywhere, of one within a sentence.

    Where capitals are common within sentences, as in German, a single one tells no name.
    """
    single: list[Span] = []
    for match in _NAME.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before.isalnum() or before in ("'", "’", "_"):
            continue
        words = match.group().split()
        if not match.start() or _SENTENCE_START.search(text[max(0, match.start() - 12) : match.start()]):
            words = words[1:] if len(words) == 1 or words[0].casefold() in _openers() else words
            while words and words[0].islower():
                words = words[1:]
        name = " ".join(words).rstrip("'’-&").removesuffix("'s").removesuffix("’s")
        if len(name) < 3 or name.startswith(("I'", "I’")) or name.casefold() in _openers():
            continue
        span = Span(name, "name", (bare(name),))
        if len(words) > 1:
            yield span
        else:
            single.append(span)
    if len(single) <= max(3, text.count(" ") * MOST_CAPITALS):
        yield from single
