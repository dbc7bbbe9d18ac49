"""Checks of citations: numbers, sources and what is laid in their mouths are as shown.

RESEARCH.md, "Checks that need no model", 5. What memory says of passages is looked at in `recall`.
"""

import re
from collections.abc import Sequence, Set

from openbook.codes import Code
from openbook.dialogue.checks.ascribed import following, is_talk
from openbook.dialogue.checks.empty_words import talk
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Passage, Turn
from openbook.text.content import GRAMMAR, Content, word_count
from openbook.text.denial import turning
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import Mention, last_mention, mentions, mentions_in_sentences, short
from openbook.text.normalise import bare, holds
from openbook.text.phrases import phrases
from openbook.text.quotations import Quotation, quotations, standing

BEFORE = 250
"""Characters before a quotation in which the chunk is named that it is ascribed to."""

_NAMED = late(r"\s{0,2}[(（]([^()（）\n]{3,200})[)）]")
_FILE = late(r"[\w./\\ -]{1,160}\.[A-Za-z]{2,8}")
_MARK = late(r"(?<![\w\])`])\[(\d{1,2})\](?![\w(`:])")
"""A number in brackets, as citations are written; after a name it is an index, before a parenthesis a link."""
_SOURCE = late(
    r"(?:source|quelle|fuente|fonte|bron|źródło|источник|المصدر|स्रोत|출처|来源|來源|出典)\s?[:：]\s*$", re.IGNORECASE
)
_PARENTHESIS = late(r"[(（][^()（）\n]{1,200}[)）]")
_BREAK = late(r"[.!?;](?=\s)|[。！？；؛।\n]|\b(?:but|while|whereas|aber|während|mais|pero|но)\b")
_PART = late(r"[,;:.()\[\]—–](?!\d)|[，、；：。（）【】،؛।]")
_QUOTED = late('["“„«「『]')
LEADING, TRAILING = 32, 24
"""Characters before and after a chunk's number in which a word lays the statement in its mouth."""
STRAY = 0.15
"""Share of a statement's words that the named chunk may have by chance."""
CHANCE, FEWEST = 0.34, 3
"""The same where another chunk has all of a statement's words, and so many of them."""
LEAST, MOST = 0.3, 0.6
"""Shares of a statement's words that another chunk must have: after `according to chunk 2`, after `chunk 2 says`."""


def wrong_citation(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a chunk number that was not shown, a source that is another chunk's, or a quotation from another chunk.

    A number that the passages or the questions speak of themselves (`chunk 7 of the file`) is none of ours.
    """
    for number, turn in enumerate(turns, start=1):
        for text in (turn.thoughts, turn.answer):
            wrong = _wrong_number(text, item, turns) or _wrong_source(text, item, turns)
            wrong = wrong or _wrong_chunk(text, item.passages) or _wrongly_laid(text, item.passages)
            if wrong:
                return Finding("citations", Code.WRONG_CITATION, f"turn {number} {wrong}")
    return None


def _wrong_number(text: str, item: Item, turns: Sequence[Turn]) -> str:
    for mention in mentions(text):
        if not 1 <= mention.rank <= len(item.passages) and not _of_the_matter(mention, item, turns):
            return f"speaks of “{short(mention.words)}”, but {len(item.passages)} chunks were shown"
    for mark in _MARK.finditer(text) if "[" in text else ():
        if int(mark[1]) > len(item.passages) and not any(mark.group() in one for one in _texts(item, turns)):
            return f"cites “{mark.group()}”, but {len(item.passages)} chunks were shown"
    return ""


def _of_the_matter(mention: Mention, item: Item, turns: Sequence[Turn]) -> bool:
    """Whether passages or questions speak of a number themselves, in these words or others."""
    span = bare(mention.words)
    return any(
        holds(bare(text), span) or any(one.rank == mention.rank for one in mentions(text))
        for text in _texts(item, turns)
    )


def _texts(item: Item, turns: Sequence[Turn]) -> list[str]:
    return [*(passage.text for passage in item.passages), *(turn.question for turn in turns)]


def _wrong_source(text: str, item: Item, turns: Sequence[Turn]) -> str:
    """Return what is wrong with a source that is named behind a chunk's number: another chunk's, or nobody's."""
    passages = item.passages
    sources = [passage.source for passage in passages]
    for mention in mentions(text):
        match = _NAMED.match(text, mention.end)
        named = match[1].strip("` ").removeprefix("Source: ") if match else ""
        if not named or not 1 <= mention.rank <= len(sources):
            continue
        own = sources[mention.rank - 1]
        if named in sources and named != own:
            return f"gives {named} as the source of chunk {mention.rank}, which is from {own}"
        if _FILE.fullmatch(named) and not _is_name_of(named, own):
            known = any(_is_name_of(named, one) for one in sources) or any(named in one for one in _texts(item, turns))
            if not known:
                return f"gives {named} as the source of chunk {mention.rank}, which is from {own}"
    return ""


def _is_name_of(named: str, source: str) -> bool:
    """Whether a name is a source's, or its end, or its file's alone, with or without what a reader adds to it."""
    return named in source or source.endswith(named.lstrip("./")) or source in named


def _wrong_chunk(text: str, passages: Sequence[Passage]) -> str:
    """Return what is wrong with a quotation that a sentence gives to one chunk, and that stands in another only."""
    for quotation in quotations(text):
        before = [last_mention(text, quotation.start, BEFORE), _last_source(text, quotation.start, passages)]
        named = max(filter(None, before), key=lambda one: one.end, default=None)
        if named is None or not _is_its_subject(text[named.end : quotation.start - 1], text, quotation):
            continue
        ranks = _named_at_once(named, text) or {named.rank}
        sources = {passage.source for passage in passages if passage.rank in ranks and named is before[1]}
        own = [passage for passage in passages if passage.rank in ranks or passage.source in sources]
        if own and standing(quotation.text, own) is None and (other := standing(quotation.text, passages)):
            who = f"chunk {named.rank}" if named is before[0] else named.words
            return f"quotes “{short(quotation.text)}” from {who}, but it stands in chunk {other.rank}"
    return ""


def _named_at_once(last: Mention, text: str) -> set[int]:
    """Return the numbers of the chunks that one phrase names which ends with a mention: `chunks 1 and 2`."""
    ranks, start = set[int](), last.start
    for one in reversed(mentions(text)):
        if one.start == start or one.end == start:
            ranks.add(one.rank)
            start = one.start
    return ranks


def _last_source(text: str, end: int, passages: Sequence[Passage]) -> Mention | None:
    """Return where a text names the source of a passage last before a place, by its path or its file's name."""
    if "." not in text[max(0, end - BEFORE) : end]:
        return None
    found = []
    for passage in passages:
        name = passage.source.rpartition("/")[2]
        place = text.rfind(name, max(0, end - BEFORE), end) if "." in name.strip(".") else -1
        if place < 0:
            continue
        is_sole = all(other.source == passage.source or not other.source.endswith(name) for other in passages)
        if is_sole or text[:place].endswith(passage.source.removesuffix(name)):
            found.append(Mention(passage.rank, place, place + len(name), name))
    return max(found, key=lambda one: one.end, default=None)


def _is_its_subject(between: str, text: str, quotation: Quotation) -> bool:
    """Whether what stands between a chunk's number and a quotation leaves no doubt that the one has the other."""
    said = _PARENTHESIS.sub("", between)
    return not (_BREAK.search(said) or mentions(following(quotation, text)) or phrases("negations").within(said))


def _wrongly_laid(text: str, passages: Sequence[Passage]) -> str:
    """Return what is wrong with a statement that is laid in one chunk's mouth while another one makes it."""
    if not mentions(text) and not any(one.source in text for one in passages):
        return ""
    for sentence, said in mentions_in_sentences(text):
        if _QUOTED.search(sentence):
            continue  # `_wrong_chunk` has looked at it
        named = _at_once(said) or _sources_in(sentence, passages)
        if len(named) != 1 or not (strength := _laid(sentence, named[0])):
            continue
        ranks = {mention.rank for mention in said} or {named[0].rank}
        stated = _matter(f"{sentence[: named[0].start]} {_PARENTHESIS.sub('', sentence[named[0].end :])}")
        stated = [word for word in stated if word not in _named_by(ranks, passages)]
        counts = {
            passage.rank: sum(word in Content.of(passage.text).vocabulary for word in stated) for passage in passages
        }
        own = max((counts[rank] for rank in ranks if rank in counts), default=None)
        best = max(counts, key=lambda rank: counts[rank], default=0)
        is_whole = counts.get(best, 0) == len(stated) >= FEWEST
        most = len(stated) * (CHANCE if is_whole else STRAY)
        if own is not None and own <= most and counts[best] >= max(1, strength * len(stated)):
            return f"lays in the mouth of chunk {named[0].rank} what stands in chunk {best}: “{short(sentence)}”"
    return ""


def _is_tag(sentence: str, named: Mention) -> bool:
    """Whether a chunk is named behind a statement, where the sentence says nothing else: `(see chunk 2)`."""
    before, behind = _PART.split(sentence[: named.start]), _PART.split(sentence[named.end :])
    if len(before) < 2 or any(map(content, behind[1:])):
        return False
    own = word_count([word for word in _matter(f"{before[-1]} {behind[0]}") if word not in talk()])
    return own < 1 and not phrases("negations").within(sentence)


def _is_denied(sentence: str, named: Mention) -> bool:
    """Whether a clause denies what it says of a chunk: before its number, or right behind it (`steht in 2 nichts`)."""
    before, behind = _PART.split(sentence[: named.start])[-1], _PART.split(sentence[named.end :])[0]
    denied = phrases("negations").within(behind) if behind.strip() else ""
    return phrases("negations").within(before) != "" or (denied != "" and not _matter(behind))


def _at_once(named: Sequence[Mention]) -> Sequence[Mention]:
    """Return mentions that stand in one phrase as one: `chunks 1 and 2`."""
    if len(named) < 2 or any(one.end != named[-1].end for one in named[1:]) or named[1].start != named[0].end:
        return named
    first, last = named[0], named[-1]
    return [Mention(first.rank, first.start, last.end, last.words)]


def _named_by(ranks: Set[int], passages: Sequence[Passage]) -> frozenset[str]:
    """Return the words of the names of some passages' sources."""
    return frozenset().union(*(Content.of(one.source).vocabulary for one in passages if one.rank in ranks))


def _matter(statement: str) -> list[str]:
    """Return the content words of a statement, without those for a document and for what it does."""
    return [word for word in content(statement) if not (is_talk(word) or GRAMMAR.fullmatch(word))]


def _sources_in(sentence: str, passages: Sequence[Passage]) -> list[Mention]:
    """Return where a sentence names sources: `(source: notes/a.md)`."""
    found = ((passage, sentence.find(passage.source)) for passage in passages)
    return [
        Mention(passage.rank, start, start + len(passage.source), passage.source)
        for passage, start in found
        if start >= 0 and "." in passage.source
    ]


def _laid(sentence: str, named: Mention) -> float:
    """Return the share of a statement's words by which another chunk claims it; 0 where nothing is laid in a mouth."""
    opens, closes = sentence[: named.start].rstrip("` ")[-1:], sentence[named.end :].lstrip("` ")[:1]
    if named.words.startswith("[") or (opens in "(（[【" and closes in (*")]）】",)):
        return 0 if turning(sentence) else LEAST
    if _is_tag(sentence, named):
        return LEAST
    said = phrases("ascribing")
    before = sentence[max(0, named.start - LEADING) : named.start]
    if before and (said.within(before) or _SOURCE.search(before)):
        return 0 if _is_denied(sentence, named) else LEAST
    after = _PARENTHESIS.sub("", sentence[named.end :])[:TRAILING]
    return MOST if said.within(after) and not phrases("negations").within(sentence) else 0
