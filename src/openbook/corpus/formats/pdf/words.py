"""How a document writes its words: what a hyphen at a line's end is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from openbook.corpus.formats.pdf.lines import Line
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.word_lists import listed

WORD = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
COMPOUND = frozenset(
    """well self north south east west half high low long short old new full cross so ill ever all non anti ex mid
    two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety first second
    third state user real open large small hard soft single double""".split()  # noqa: SIM905 - a list of words
)
"""First halves of words that keep their hyphen, where the document itself does not tell."""
ENDINGS = frozenset(
    """ern erner erners erly ward wards ly y er ers est en ens ened ening ness less fold ing ings ed ish ism ist ity ize
    ized izes ise ised ises ment ments ary teen teenth ty tieth th ths s""".split()  # noqa: SIM905 - a list of endings
)
"""Second halves that are no words by themselves: north-ern, seven-teen."""
HEAD = 12
"""Lines that tell the document's language."""
LONGEST = 15
"""Letters of a word that joins two others, at most."""


class Words:
    """How the document itself writes its words, to tell a hyphen that belongs from one that does not."""

    def __init__(self, lines: Callable[[], Iterable[Line]]) -> None:
        """`lines`: all lines of the document; they are asked for when the first word is cut."""
        self._lines = lines
        self._counts: Counter[str] | None = None
        self._joining: frozenset[str] | None = None

    def _seen(self, word: str) -> int:
        if self._counts is None:
            self._counts = Counter(WORD.findall("\n".join(line.text for line in self._lines()).casefold()))
        return self._counts[word]

    def joined(self, before: str, after: str) -> str:
        """Return what stands between the halves of a word at a line's end: a hyphen or nothing.

        Behind a compound that leaves out its end, a hyphen and a space.
        """
        first = re.search(r"[\w-]+$", before)
        second = re.match(r"[\w-]+", after)
        if first is None or second is None or not second[0][0].isalpha():
            return "-"
        if second[0][0].isupper() and not first[0].isupper():
            return "-"
        if self._joins(second[0], after) and not self._seen((first[0] + second[0]).casefold()):
            return "- "
        whole, apart = (first[0] + second[0]).casefold(), f"{first[0]}-{second[0]}".casefold()
        if self._seen(whole) != self._seen(apart):
            return "" if self._seen(whole) > self._seen(apart) else "-"
        is_compound = first[0].casefold() in COMPOUND and second[0].casefold() not in ENDINGS
        return "-" if is_compound or "-" in first[0] else ""

    def _joins(self, word: str, text: str) -> bool:
        """Whether a word that a text begins with joins what stands before it to what follows."""
        if len(word) > LONGEST:
            return False
        if self._joining is None:
            known = listed("joining")
            spoken = language("\n".join([line.text for line in islice(self._lines(), HEAD)]))
            self._joining = frozenset(known.get(spoken, ()))
        if word.casefold() in self._joining:
            return True
        following = text.split(None, 2)[1:2]
        return bool(following) and "-" in following[0][:-1] and word.casefold() in listed("joining")["before_hyphens"]
