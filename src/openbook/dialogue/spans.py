"""Critical spans of an answer: the numbers, dates, names and quotations that make it this answer and no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from openbook.dialogue.folding import bare, holds
from openbook.dialogue.quotations import quotations

_MONTHS = (
    r"jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|février|mar(?:ch|s|zo)?|märz|apr(?:il)?|avril|may|mai|mayo|"
    r"jun[ei]?|juin|junio|jul[iy]?|"
    r"juillet|julio|aug(?:ust)?|août|agosto|sep(?:t(?:ember|embre)?)?|oct(?:ober|obre)?|oktober|nov(?:ember|"
    r"embre)?|dec(?:ember)?|"
    r"dezember|décembre|enero|febrero|abril|septiembre|octubre|noviembre|diciembre"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s)?(?:{_MONTHS})\b\.?,?(?:\s\d{{4}})?|"
    rf"\b(?:{_MONTHS})\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?"
    rf"|\b(?:{_MONTHS})\s\d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,-])[$€£¥]?(\d+(?:[.,:]\d+)*)\s?(%|°\s?[CFK]?\b|[^\W\d_]{1,12})?")
_NAME = re.compile(
    r"[^\W\d_a-zß-ÿа-я][\w'’&.-]*(?:\s(?:(?:of|the|de|von|van|der|la|di|du|and|"
    r"for)\s){0,2}[^\W\d_a-zß-ÿа-я][\w'’&-]*){0,5}"
)
_CODE = re.compile(r"`([^`\n]{3,80})`")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][\"”’)*_`]*\s+|[-*•>]\s+|\d[.)]\s+)[\"“(*_`]*$")
_SMALL = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
    "10": "ten", "11": "eleven", "12": "twelve", "14": "fourteen", "15": "fifteen", "20": "twenty", "30": "thirty",
    "40": "forty", "50": "fifty", "60": "sixty", "90": "ninety", "100": "hundred",
}  # fmt: skip
_DIGITS = {word: digits for digits, word in _SMALL.items()}
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_DIGITS)})\s([^\W\d_]{{2,12}})\b", re.IGNORECASE)
_DISMISSAL = re.compile(
    r"\b(?:documents?|search(?:es)?|results?|passages?|chunks?|sources?|retrieved|context|material|excerpts?|"
    r"collection|pages? (?:i|that)|"
    r"what (?:i|my search) found|dokumente?|suche|treffer|quellen?|auszüge|recherche|extraits?|búsqueda|"
    r"fragmentos|ricerca|brani|pesquisa|"
    r"trechos|zoekresultaten|fragmenten|wyszukiwani\w+|документ\w*|поиск\w*)\b|搜索|检索|文档|資料|検索|문서|검색|"
    r"المستندات|البحث",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|(?<=[。！？；：])|\n+")

Sort = Literal["quote", "date", "number", "name", "code"]


@dataclass(frozen=True, slots=True)
class Span:
    """One thing that an answer stands or falls with."""

    text: str
    sort: Sort
    forms: tuple[str, ...]
    """Its bare words, in each way in which a passage may spell it."""


def without_dismissals(answer: str) -> str:
    """Return an answer without the clauses that say what the search brought up: they name what the passages hold."""
    return "\n".join(clause for clause in _CLAUSE.split(answer) if not _DISMISSAL.search(clause))


def critical_spans(answer: str, known: str) -> list[Span]:
    """Return the critical spans of an answer that `known` (bare words: the questions so far) does not hold."""
    found: dict[tuple[str, ...], Span] = {}
    for span in _spans(answer):
        if span.forms not in found and not any(holds(known, form) for form in span.forms):
            found[span.forms] = span
    return list(found.values())


def _spans(answer: str) -> Iterator[Span]:
    for quotation in quotations(answer):
        yield Span(quotation.text, "quote", (bare(quotation.text),))
    taken: list[tuple[int, int]] = []
    for match in _DATE.finditer(answer):
        taken.append(match.span())
        yield Span(match.group(), "date", (bare(match.group()),))
    for match in _NUMBER.finditer(answer):
        if not any(start <= match.start() < end for start, end in taken):
            yield from _number(match)
    for match in _NUMBER_WORD.finditer(answer):
        word, unit = match[1].casefold(), match[2].casefold()
        yield Span(match.group(), "number", (f" {word} {unit} ", f" {_DIGITS[word]} {unit} "))
    for match in _CODE.finditer(answer):
        if len(bare(match[1])) > 6:
            yield Span(match[1], "code", (bare(match[1]),))
    yield from _names(answer)


def _number(match: re.Match[str]) -> Iterator[Span]:
    """Yield a number, in digits and in words; a single digit only with the word that follows it."""
    digits, unit = match[1], (match[2] or "").casefold()
    forms = [bare(digits)]
    if "," in digits:
        forms.append(bare(digits.replace(",", "")))
    elif digits.isdigit() and len(digits) > 3:
        forms.append(bare(f"{int(digits):,}"))
    if len(digits) == 1:
        if len(unit) < 2:
            return
        forms = [f" {digits} {unit} ", f" {_SMALL.get(digits, digits)} {unit} "]
    elif digits in _SMALL and len(unit) > 1:
        forms.append(f" {_SMALL[digits]} {unit} ")
    yield Span(match.group().strip(), "number", tuple(forms))


def _names(answer: str) -> Iterator[Span]:
    """Yield runs of capitalised words: of two words or more anywhere, of one within a sentence."""
    for match in _NAME.finditer(answer):
        words = match.group().split()
        if _SENTENCE_START.search(answer[max(0, match.start() - 12) : match.start()]) or not match.start():
            words = words[1:]
            while words and words[0].islower():
                words = words[1:]
        text = " ".join(words).rstrip(".'’-&")
        if len(text) > 2 and not text.isdigit() and text not in ("I'm", "I've", "I'd", "I'll"):
            yield Span(text, "name", (bare(text),))
