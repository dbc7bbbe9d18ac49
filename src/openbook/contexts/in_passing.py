"""A fact that a page on something else tells in passing: a sentence of one text, set into another."""

from collections.abc import Sequence, Set

from openbook import draws
from openbook.contexts.leaning import Leaning
from openbook.contexts.text_versions import CODE_BLOCK, RULE, is_whole, lines_of, prose
from openbook.contexts.titles import names
from openbook.records import Chunk
from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.normalise import is_spaceless

_BORDER = late(r"\n\n(?=\S)")

FEWEST_LEFT = 2
"""Sentences that a text has at least without its last one."""

FIGURE = 20
"""Characters of length that a digit more or less counts for, where a sentence is told in the place of another."""

_OPENING_MARKS = tuple("\"'“„‟‘‚«‹([{（［「『《〈【*_`~")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"), ("（", "）"), ("「", "」"), ("『", "』"), ("《", "》"))


def stands_alone(sentence: str, text: str) -> bool:
    """Whether a sentence of a text is a whole one, points to nothing before it, and does not go on from it.

    Never where the language has no list of words that do.
    """
    if not (sentence[0].isalnum() and sentence[0].upper() == sentence[0]) or _is_open(sentence):
        return False
    leaning = Leaning.of(text)
    points = not leaning.pointers or leaning.leans(sentence)
    before = "" if points else text[: text.find(sentence)]
    is_torn = before.rstrip(" ")[-1:].isalnum() or before.rstrip()[-1:] in (",", ";", "-")
    return not points and not is_torn and is_whole(sentence, text)


def _is_open(sentence: str) -> bool:
    """Whether a quotation or a bracket of a sentence ends elsewhere."""
    return sentence.count('"') % 2 == 1 or any(sentence.count(one) != sentence.count(other) for one, other in _PAIRS)


def _is_in_marks(sentence: str, text: str) -> bool:
    """Whether a sentence begins or ends a quotation, a bracket or a marked piece of the text, which would lose a mark
    with it.
    """
    return _is_open(sentence) or text[: text.find(sentence)][-1:] in _OPENING_MARKS


def names_its_subject(sentence: str, chunk: Chunk) -> bool:
    """Whether a sentence has what its chunk is called."""
    told = Content.of(sentence).vocabulary
    return any(told.issuperset(name) for name in names(chunk))


def shortened(text: str, seed: int, id_: str, needed: Set[str] = frozenset()) -> str | None:
    """Return the text without a sentence from its middle, as another version has it, or without a row or an item where
    it has too few, or without its last sentence; None where nothing can be left out beside what is `needed`.

    What follows a sentence does not point to it where there is a choice, no table is left empty, and no item without
    its beginning.
    """
    whole = [one for one in prose(text) if text.count(one) == 1 and is_whole(one, text) and not _is_in_marks(one, text)]
    loose = [one for one in whole[1:-1] if one not in needed]
    loose = [one for one in loose if not _is_pointed_at(one, text)] or loose
    if loose:
        before, _, after = text.partition(draws.pick(loose, seed, "shortened", id_))
        return before + after.lstrip(" ") if after.strip() else before.rstrip(" ")
    lines = [line for line in lines_of(text) if line not in needed and _may_be_left_out(line, text)]
    if lines:
        return text.replace(f"\n{draws.pick(lines, seed, 'shortened', id_)}\n", "\n", 1)
    is_last = len(whole) > FEWEST_LEFT and text.rstrip().endswith(whole[-1]) and whole[-1] not in needed
    return text[: text.rindex(whole[-1])].rstrip() if is_last else None


def _is_pointed_at(sentence: str, text: str) -> bool:
    """Whether what follows a sentence goes on from it, or begins with a word that points to it."""
    return Leaning.of(text).begins(text.partition(sentence)[2].lstrip())


def _may_be_left_out(line: str, text: str) -> bool:
    before, found, after = text.partition(f"\n{line}\n")
    if not found or after.startswith((" ", "\t")):
        return False
    is_alone = RULE.fullmatch(before.rpartition("\n")[2].strip()) and not after.startswith("|")
    return not (line.startswith("|") and is_alone)


def set_into(text: str, sentence: str, seed: int, *ids: str) -> str | None:
    """Return a text that tells a sentence in the place of one of its own, so that it is no longer than others and has
    no more figures: of one that nothing hangs on, as far as can be told, and of like length and digits. Behind one on
    which what follows does not hang where there is no such; None where that is nowhere, and within quotations never.
    What is told in several lines is a paragraph by itself, between two of tables and code too.
    """
    is_block = "\n" in sentence
    own = [
        one
        for one in prose(text)
        if text.count(one) == 1
        and one[0].isalnum()
        and is_whole(one, text)  # no figure or letter: it closes a quotation
    ]
    gap = "\n\n" if is_block else "\n"
    ends = [one for one in own if _ends_a_paragraph(one, text, gap) and not _is_pointed_at(one, text)]
    apart = [one for one in own if one in ends or (not is_block and _is_followed_by_a_whole_one(one, own, text))]
    apart = [one for one in apart if not _is_quoted(text[: text.find(one) + len(one)])]
    loose = [one for one in apart if one != own[0] and not _is_in_marks(one, text)]
    loose = [one for one in loose if not (is_block and _is_all_below_a_heading(one, own, text))]
    if loose:
        place = draws.number(seed, "passing", *ids)
        instead = min(loose, key=lambda one: (_unlike(one, sentence), draws.number(place, "place", one)))
        return _with_block(text, instead, sentence, 0) if is_block else text.replace(instead, sentence)
    if is_block and not ends:
        return _between_paragraphs(text, sentence, seed, *ids)
    if not apart:
        return None
    before = draws.pick([one for one in apart if one in ends] or apart, seed, "passing", *ids)
    if is_block:
        return _with_block(text, before, sentence, len(before))
    return text.replace(before, f"{before}{'' if is_spaceless(sentence) else ' '}{sentence}")


def _is_quoted(before: str) -> bool:
    """Whether a quotation or a bracket is open where a text ends, in its last paragraph."""
    said = before.rpartition("\n\n")[2]
    closed = said.count("“") + said.count("”")
    is_low = "„" in said  # then “ closes
    pairs = [(said.count(one), said.count(other)) for one, other in _PAIRS if not (is_low and one == "“")]
    is_outward = said.count("»") != said.count("«")  # German opens with »
    is_open = said.count('"') % 2 == 1 or is_outward
    return is_open or any(one > other for one, other in (*pairs, (said.count("„"), closed)))


def _unlike(one: str, other: str) -> int:
    """Return by how much two sentences differ in length and digits, in characters."""
    digits = [sum(map(str.isdigit, text)) for text in (one, other)]
    return abs(len(one) - len(other)) + FIGURE * abs(digits[0] - digits[1])


def _between_paragraphs(text: str, block: str, seed: int, *ids: str) -> str | None:
    """Return a text with one paragraph more, as one of tables and code has no sentence to tell it behind; None where it
    is one paragraph.
    """
    code = [found.span() for found in CODE_BLOCK.finditer(text)]
    borders = (found.start() for found in _BORDER.finditer(text))
    borders = (at for at in borders if not any(start <= at < end for start, end in code) and not _is_headed(text[:at]))
    free = [at for at in borders if not Leaning.of(text).begins(text[at:].lstrip())]
    if not free:
        return None
    at = draws.pick(free, seed, "passing", *ids)
    return f"{text[:at]}\n\n{block}{text[at:]}"


def _is_headed(before: str) -> bool:
    """Whether a heading or what announces a list ends a text: what follows belongs to it."""
    line = before.rpartition("\n")[2]
    return line.startswith("#") or line.rstrip().endswith(":")


def _is_all_below_a_heading(sentence: str, own: Sequence[str], text: str) -> bool:
    """Whether a sentence is the only one between a heading, or what announces something, and the next heading."""
    before, _, after = text.partition(sentence)
    section = after.partition("\n#")[0]
    return _is_headed(before.rstrip()) and not any(other in section for other in own)


def _with_block(text: str, sentence: str, block: str, kept: int) -> str:
    """Return a text with a paragraph behind the one that a sentence ends, of which so many characters are kept."""
    before, _, after = text.partition(sentence)
    told = f"{before}{sentence[:kept]}".rstrip()
    return "\n\n".join(filter(None, (told, block, after.lstrip(" ").lstrip("\n"))))


def _ends_a_paragraph(sentence: str, text: str, gap: str) -> bool:
    rest = text.partition(sentence)[2].lstrip(" ")
    return not rest or rest.startswith(gap)


def _is_followed_by_a_whole_one(sentence: str, own: Sequence[str], text: str) -> bool:
    rest = text.partition(sentence)[2].lstrip(" ")
    return any(rest.startswith(other) and stands_alone(other, text) for other in own)
