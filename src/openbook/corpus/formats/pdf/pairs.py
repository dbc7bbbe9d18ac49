"""How naturally letters follow each other in languages of the Latin script: a cipher of one shows at once."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

LETTERS = "abcdefghijklmnopqrstuvwxyz "
"""Of the rows and columns below; the last one is the edge of a word."""
PAIRS = {
    # How common each pair is, from 0 (never) to 9, on a logarithmic scale: the mean over the words of 33 languages.
    "a": "677745657678794728886644569",
    "b": "633273236426336205436111415",
    "c": "724372277265347316465221446",
    "d": "743683348245457416546342447",
    "e": "767766757578795639885646459",
    "f": "622365237225236305455110305",
    "g": "633473446235366406656231427",
    "h": "722372136234346305355330316",
    "i": "757776745578797627885635268",
    "j": "611261004123245201325100015",
    "k": "733372336255347305666320417",
    "l": "844684438447457414666431527",
    "m": "863383347234546603546211417",
    "n": "846885848565467414786431638",
    "o": "566755645567786728766663258",
    "p": "724473446136347528566221316",
    "q": "000000000001010011115010002",
    "r": "846694548455668426776532548",
    "s": "746484468376557624796431559",
    "t": "945594468355558517667433658",
    "u": "555554536456674607774423247",
    "v": "722272116123246204323211425",
    "w": "613352225012244204321011414",
    "x": "434242114022313402352113315",
    "y": "535444333244554504553330226",
    "z": "622360226133345303334330435",
    " ": "878877778577887847987765460",
}
COMMON = {first + second: int(row[at]) for first, row in PAIRS.items() for at, second in enumerate(LETTERS)}
SHIFTS = tuple(shift for far in range(1, 32) for shift in (far, -far))
"""By how many codes maps are found to be off."""
FEWEST = 20
"""Letters of different words, below which nothing can be told."""
SURE = ((20, 5.0), (40, 5.2), (60, 5.4))
"""Mean commonness below which so many letters are no text: of 9,000 texts in 55 languages one in 3,000 is below."""
MOSTLY = 0.8
"""Share of the characters that a right shift makes letters of, at least."""
DOUBTFUL = 6.0
"""The same, below which a shift of all letters is tried."""
BETTER = ((20, 1.2), (40, 0.8))
"""By how much a shift from so many letters on must make it more natural."""


def is_scrambled(text: str, words: Sequence[str]) -> bool:
    """Whether letters of the Latin script are those of a cipher; `words` are the different words of the text."""
    spelled = [bare(word) for word in words]
    count = sum(map(len, spelled))
    if count < FEWEST:
        return False
    here = naturalness(spelled)
    if here < _at(SURE, count):
        return True
    return here < DOUBTFUL and max(map(naturalness, _shifted(text, spelled))) > max(here + _at(BETTER, count), DOUBTFUL)


def naturalness(words: Iterable[str]) -> float:
    """Return how common the pairs of letters in bare words are, from 0 to 9; languages are above 6."""
    edged = [f" {word} " for word in words if word]
    pairs = [COMMON[first + second] for word in edged for first, second in pairwise(word)]
    return sum(pairs) / len(pairs) if pairs else 0.0


def bare(text: str) -> str:
    """Return the letters from a to z of a text, accents and case left out."""
    return "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if "a" <= char <= "z")


def _shifted(text: str, words: Sequence[str]) -> Iterable[list[str]]:
    """Yield the words with their letters shifted: round the alphabet, and by the codes of all characters."""
    letters = LETTERS[:-1]
    for shift in range(1, len(letters)):
        table = str.maketrans(letters, letters[shift:] + letters[:shift])
        yield [word.translate(table) for word in words]
    tokens = sorted({token for token in text.split() if len(token) > 2})
    codes = range(0x21, 0x7F)
    for shift in SHIFTS:
        moves: dict[int, int | None] = {code: code + shift if code + shift in codes else None for code in codes}
        moved = [token.translate(moves) for token in tokens]
        if sum(char.isalpha() for token in moved for char in token) > MOSTLY * sum(map(len, tokens)):
            yield [bare(token) for token in moved]


def _at(steps: Sequence[tuple[int, float]], count: int) -> float:
    return [value for least, value in steps if count >= least][-1]
