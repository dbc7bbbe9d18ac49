"""How a text speaks of the passages by number, in figures or words: `Chunk 2`, `chunks 1 and 3`, `the third one`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.numerals import chinese, number_words, ordinal
from openbook.text.phrases import sentences
from openbook.text.said import IN_USE, telling
from openbook.text.word_lists import folded, lines_of
from openbook.text.words import CUT, MARKS

SHOWN = 80
"""Characters of a quotation that a detail shows."""

_AND_MORE = late(
    r"(?:\s?(?:,|، ?و?|و|、|and|or|und|oder|et|ou|y|o|e|en|of|i|и|или|ни|और|या|及|和|と|과|와|to|-|–|&)"
    r"\s?\d{1,3}\b){1,12}"
)
_AMOUNT = late(r"\s?[,،、]\s?\d{1,3}(?:[.,]\d+)?\s?(?![^\W\d_]{0,4}\s?\d)(?:[^\W\d_]|[%°€$£¥])")
"""`chunk 2, 22 minutes`: after one chunk and a comma a number that counts something is none of a chunk."""
_SEVERAL = late(r"[^\W\d_]+(?:s|n|en|ы|и|е|ах|ами|ين|ان|ों)\s{1,2}#?\d|(?:片段|文段|チャンク|청크|第)", re.IGNORECASE)
_DIGITS = late(r"\d+")
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_EASTERN = "片段|文段|段落|チャンク|抜粋|断片|パッセージ"
_UNSPACED = (
    (
        ("段", "篇", "份", "则", "チャンク", "抜粋", "断片", "パッセージ"),
        (
            rf"第\s?({_NUMERAL}(?:\s?[、,，和及と]\s?(?:第\s?)?{_NUMERAL})*)\s?(?:[个個条條份]\s?)?(?:段|篇|份(?!之)|则|{_EASTERN})"
            rf"|(?:{_EASTERN})\s?({_NUMERAL})(?![つ個个件番人])|({_NUMERAL})\s?(?:番目|つ目)の(?:{_EASTERN})"
        ),
    ),
    (
        ("청크", "단락", "발췌", "구절"),
        (
            r"(?:청크|단락|발췌문?|구절)\s?(\d{1,3})|(?:제\s?)?(\d{1,3})\s?번?째?\s?(?:청크|단락|발췌문?|구절)"
            r"|(첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?번째\s?(?:청크|단락|발췌문?|구절)"
        ),
    ),
)
"""Signs that a text may have one, and how it is numbered in scripts where no spaces part words, or only some."""
_LOOSE = (
    (
        (
            "资料",
            "資料",
            "文档",
            "文檔",
            "文件",
            "文書",
            "来源",
            "來源",
            "出典",
            "ドキュメント",
            "文献",
            "结果",
            "結果",
            "文章",
            "节选",
            "節選",
            "摘录",
            "文本",
            "引用",
            "テキスト",
        ),
        (
            r"(?:资料|資料|文档|文檔|文件|文書|来源|來源|出典|ドキュメント|文献|材料|(?:检索|搜索|検索)(?:结果|結果)|文章|节选|節選|摘录|文本块?|引用文?|テキスト)\s?"
            r"[（(\[【]?(\d{1,2})(?![\d.%])(?!\s?[份页頁本部点點年月日号號個个件章条條通枚回時分歳円元冊次种種类類人つ])"
        ),
    ),
    (
        ("문서", "자료", "출처", "결과", "텍스트", "문단", "글", "조각", "토막", "지문", "본문"),
        (
            r"(?<![가-힣])(?:문서|자료|출처|(?:검색 ?)?결과|텍스트|문단|글|조각|토막|지문|본문)\s?"
            r"\[?(\d{1,2})(?![\d.%])(?!\s?(?:부(?!터)|건|장|쪽|개|권|년|월|일|번|호|가지|회|통|명|차))"
        ),
    ),
)
"""The same of what is a passage with a figure behind it alone: `资料2`, `문서 3`."""
_HASH = late(r"(?<![\w#&/])#(\d{1,2})(?![\w#]|[.,]\d)")
"""A number behind a hash sign, as some count what they were shown."""
_BRACKETED = late(r"(?<![^\s(（,;、，。「《“\"«])\[(\d{1,2})\](?![\w`\[]|\(?https?:|: ?https?:|\([^)\s]*/\S*\)?\])")
"""A number in brackets, as citations are written."""
_NATIVE = {
    word: n for n, word in enumerate(("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"), start=1)
}
_LONGEST = 20
_FIGURE = late(
    r"\s{1,2}#?(?:(?:numbers?|num\.?|no\.|nr\.|n[°º]\.?|n[uú]m[eé]ro|nummer|№|номер|رقم|क्रमांक|संख्या)\s?)?\[?(\d{1,3})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_SPELLED = late(r"\s{1,2}([^\W\d_][\w\u0900-\u0963]{1,13})")
MOST = 21
"""Numbers from which on they are not spelled out."""
_ONE = ("one", "eins", "un", "uno", "um", "een", "jeden", "один", "واحد", "एक")
_WORD = late(rf"[\w{MARKS}]+")
_EACH = late(_NUMERAL)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text speaks of a chunk by its number."""

    rank: int
    start: int
    end: int
    words: str
    """As they stand in the text."""


@lru_cache(maxsize=1024)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return every mention of a chunk's number, in order; `chunks 1, 3 and 4` are three."""
    found = _in_spaced_words(text)
    if not text.isascii():
        found += _in_others(text)
    if "#" in text:
        found += [Mention(int(one[1]), one.start(), one.end(), one.group()) for one in _HASH.finditer(text)]
    if "[" in text:
        found += [Mention(int(one[1]), one.start(), one.end(), one.group()) for one in _BRACKETED.finditer(text)]
    return tuple(sorted(found, key=_start) if len(found) > 1 else found)


_start = attrgetter("start")


@lru_cache(maxsize=128)
def mentions_in_sentences(text: str) -> tuple[tuple[str, Sequence[Mention]], ...]:
    """Return the sentences of a text, each with its mentions and where they stand in it."""
    return tuple(_in_sentences(text))


def _in_sentences(text: str) -> Iterator[tuple[str, Sequence[Mention]]]:
    found, end = mentions(text), 0
    for sentence in sentences(text):
        if not found:
            yield sentence, ()
            continue
        start = text.index(sentence, end)
        end = start + len(sentence)
        inside = [one for one in found if start <= one.start and one.end <= end]
        yield sentence, [Mention(one.rank, one.start - start, one.end - start, one.words) for one in inside]


def _in_spaced_words(text: str) -> list[Mention]:
    naming = telling(text, _bit(text.isascii()))
    if not naming:
        return []
    there = frozenset().union(*map(_signs_in, naming))
    found: list[Mention] = []
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    has_digits = _DIGITS.search(text) is not None
    for sign in sorted(there if has_digits else there - _loose_nouns().keys(), key=_places().__getitem__):
        place = lowered.find(sign)
        while place >= 0:
            start, end = place, place + len(sign)
            while start and lowered[start - 1].isalpha():
                start -= 1
            noun = _WORD.match(lowered, start)
            if noun and _is_noun(sign, noun.group()):
                found += _numbered(text, start, noun.end(), is_loose=sign in _loose_nouns())
            place = lowered.find(sign, noun.end() if noun else end)
    return found


def _numbered(text: str, start: int, end: int, is_loose: bool) -> list[Mention]:
    """Return what a noun for passages counts, behind it or before; where it is none alone, in figures behind it."""
    if behind := _FIGURE.match(text, end):
        last = behind.end()
        return [Mention(int(behind[1]), start, last, text[start:last]), *_more(text, start, last)]
    if is_loose:
        return []
    if (behind := _SPELLED.match(text, end)) and (rank := _counted(behind[1])):
        return [Mention(rank, start, behind.end(), text[start : behind.end()])]
    before = text[max(0, start - _LONGEST) : start].split()[-1:]
    if before and text[start - 1].isspace() and (rank := ordinal(before[0])):
        start = text.rindex(before[0], 0, start)
        return [Mention(rank, start, end, text[start:end])]
    return []


def _more(text: str, start: int, end: int) -> list[Mention]:
    """Return the mentions of `chunks 1, 3 and 4` behind the first."""
    more = _AND_MORE.match(text, end)
    if not more or (_AMOUNT.match(text, end) and not _SEVERAL.match(text[start:end])):
        return []
    words = text[start : more.end()]
    return [Mention(int(other), more.start(), more.end(), words) for other in _DIGITS.findall(more[0])]


def _in_others(text: str) -> Iterator[Mention]:
    for signs, pattern in _unspaced():
        if not any(sign in text for sign in signs):
            continue
        for match in pattern.finditer(text):
            said = next(group for group in match.groups() if group)
            ranks = [_NATIVE[said]] if said in _NATIVE else [int(chinese_or_digits(one)) for one in _EACH.findall(said)]
            for rank in ranks:
                yield Mention(rank, match.start(), match.end(), match.group())
            if said.isdigit():
                yield from _more(text, match.start(), match.end())


def chinese_or_digits(numeral: str) -> str:
    """Return a number in digits, whichever way it is written."""
    return numeral if numeral[0].isdecimal() else chinese(numeral)


@lru_cache(maxsize=1024)
def _counted(word: str) -> int:
    """Return what a word behind a noun counts to (`chunk three`, `المقطع الثالث`); 0 for none."""
    plain = folded(word)
    return _cardinals().get(plain, 0) or (ordinal(plain) if plain[0] == "ا" else 0)


@lru_cache(maxsize=1)
def _cardinals() -> Mapping[str, int]:
    return {word: value for word, value in number_words().items() if 0 < value < MOST} | dict.fromkeys(_ONE, 1)


@lru_cache(maxsize=1)
def _nouns() -> Mapping[str, str]:
    return {**_loose_nouns(), **_forms("passage_words")}


@lru_cache(maxsize=1)
def _places() -> Mapping[str, int]:
    """Return the place of each sign in its list."""
    return {sign: place for place, sign in enumerate(_nouns())}


@lru_cache(maxsize=1)
def _loose_nouns() -> Mapping[str, str]:
    return _forms("numbered_words")


def _forms(name: str) -> Mapping[str, str]:
    return dict(lines_of(name))


@cache
def _bit(is_ascii: bool) -> int:
    """Return by which bit a word of a text tells that it may name a passage."""
    return IN_USE[is_ascii].add(frozenset(), inside={sign for sign in _nouns() if sign.isascii() or not is_ascii})


@lru_cache(maxsize=1024)
def _signs_in(word: str) -> frozenset[str]:
    """Return the signs of what names a passage that stand in a word; where it is cut, all that there are."""
    return frozenset([sign for sign in _nouns() if sign in word or len(word) >= CUT])


@lru_cache(maxsize=1024)
def _is_noun(sign: str, word: str) -> bool:
    return bool(re.fullmatch(_nouns()[sign], word))


@lru_cache(maxsize=1)
def _unspaced() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((signs, re.compile(pattern)) for signs, pattern in (*_UNSPACED, *_LOOSE))


def last_mention(text: str, before: int, reach: int) -> Mention | None:
    """Return the last mention that ends before a position and begins at most `reach` characters before it."""
    near = [one for one in mentions(text) if before - reach <= one.start and one.end <= before]
    return max(near, key=_end, default=None)


_end = attrgetter("end")


def speaks_of_chunk(text: str) -> bool:
    """Whether a text mentions a chunk by its number."""
    return bool(mentions(text))


@lru_cache(maxsize=1024)
def unnumbered(text: str) -> str:
    """Return a text without its mentions of chunks by number, so that what is left are figures of the matter."""
    pieces, last = [], 0
    for one in mentions(text):
        if one.start >= last:
            pieces.append(text[last : one.start])
        last = max(last, one.end)
    return "".join([*pieces, text[last:]])


def short(text: str) -> str:
    """Return words for a detail: on one line, shortened."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
