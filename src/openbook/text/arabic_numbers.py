"""Arabic numbers in words as figures: ones stand before tens, and what is tied to a word is a part of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.numerals import figure_of, value_of
from openbook.text.units import names_of_units
from openbook.text.word_lists import listed

_POINTS = late("[\u064b-\u0652\u0670\u0640]+")
"""Signs of vowels, and the stroke that stretches a word."""
_ALIKE = str.maketrans("أإآةى", "ااا\u0647ي")
_TIED = "بلكف"
"""What is tied to a number as it is to any word: by, for, as, so."""
_JOINTS = sorted(("".join(row) for row in product(("", "و"), ("", *_TIED), ("", "ال"))), key=len)
_OTHER_WORDS = frozenset({"لست", "ولست", "فالف"})
"""`I am not`, `so he wrote`: alone no numbers that something is tied to."""
_ONE = "واحد"
"""`One`, and behind another number `and one` (وأحد) too."""
_AND_DIGITS = late(r"و(?<!\w.)(?=\d)")
_LONE = frozenset({"beside", "order", "part"})
"""Kinds of words that are no number alone."""
_EDGES = ".,:;!?()[]{}«»\"'“”‘’،؛؟…*_|-–—\t\r"
"""What stands right before a word or right behind it."""
_AND = "و"
_ARABIC = late("[\u0621-\u064a]+")
_LASTS = {"\u0647": "\u0647ة", "ي": "يى"}


def in_arabic_digits(text: str) -> str:
    """Return an Arabic text with its numbers in words, and duals of units, as figures, and without signs of vowels.

    Most words count nothing: they are looked up, and only what stands around those that do is read.
    """
    text = _AND_DIGITS.sub("و ", _POINTS.sub("", text))
    counting, duals = _counting(), _duals()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        words = [word.strip(_EDGES) for word in line.split(" ")]
        if not (counting.isdisjoint(words) and duals.keys().isdisjoint(words)):
            lines[number] = _line_in_digits(line.split(" "), words)
    return "\n".join(lines)


def _line_in_digits(pieces: Sequence[str], words: Sequence[str]) -> str:
    """Return a line with figures: `pieces` is what its spaces part, `words` the same without what stands at edges."""
    row, place, counting, duals = [], 0, _counting(), _duals()
    while place < len(words):
        word, end = words[place], place + 1
        if word in counting or word[-1:].isdigit():
            while end < len(words) and (words[end] in counting or words[end] == _AND):
                end += 1
        if word in counting or end > place + 1:
            row.append(_phrase().sub(_figures, " ".join(pieces[place:end])))
        else:
            row.append(pieces[place].replace(word, duals[word]) if word in duals else pieces[place])
        place = end
    return " ".join(row)


@lru_cache(maxsize=1)
def _duals() -> Mapping[str, str]:
    """Return duals of units, as they are written and with what may be tied to them, each as a figure and the unit:
    `يومين` is two days.
    """
    units = [name for name in names_of_units() if _ARABIC.fullmatch(name)]
    stems = ((f"{name[:-1]}ت" if name[-1] == "\u0647" else name, name) for name in units)
    return {
        f"{tied}{written}{end}": f"{tied} 2 {name}"
        for stem, name in stems
        for written in _written(stem)
        for tied in ("", *"وبلف")
        for end in ("ان", "ين")
    }


@lru_cache(maxsize=1)
def _counting() -> frozenset[str]:
    """Return the words that numbers are made of, as they are written and with what may be tied to them."""
    return frozenset(f"{joint}{written}" for word in _words() for written in _written(word) for joint in _JOINTS)


def _written(word: str) -> Iterator[str]:
    """Yield how a word is written whose letters are made alike."""
    firsts, lasts = "اأإآ" if word[0] == "ا" else word[0], _LASTS.get(word[-1], word[-1])
    yield from (f"{first}{word[1:-1]}{last}" for first in firsts for last in lasts)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a number."""

    said: str
    kind: str
    """The line of the list that has it; `figure` where it is one in digits."""
    value: float
    has_and: bool
    is_definite: bool

    @property
    def is_other_alone(self) -> bool:
        """Whether it is no number without others beside it."""
        return self.is_definite or self.kind in _LONE or self.said.translate(_ALIKE) in _OTHER_WORDS


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the first words of a number come to."""

    total: float
    """In thousands and more."""
    group: float
    """Below a thousand, and multiplied by the next word that is one."""
    least: float
    """The last word for thousands and more."""
    last: str
    """The kind of the last word."""

    def with_one_more(self, word: _Word) -> "_Sum | None":
        """Return what it comes to with a word behind it; None where that is of no number with it."""
        value, kind = word.value, word.kind
        if kind in ("scale", "counted", "twice"):
            total = self._in_scales(word)
            return None if total is None else _Sum(total, 0, value / (2 if kind == "twice" else 1), kind)
        if self.last == "part" and not self.total:
            return None
        if kind == "part":
            is_told = word.has_and and self.total and not self.group
            return _Sum(self.total + value * self.least, 0, self.least, kind) if is_told else None
        rest, group = self.group % 100, None
        if word.has_and and kind in ("hundred", "hundreds"):
            group = value if not self.group else None
        elif word.has_and:
            group = self.group + value if rest == 0 or (kind == "tens" and rest < 10) else None
        elif kind == "hundred":
            group = self.group * value if 2 < self.group < 10 else None
        elif kind == "ten":
            group = self.group + value if 0 < rest < 10 else None
        return None if group is None else _Sum(self.total, group, self.least, kind)

    def _in_scales(self, word: _Word) -> float | None:
        """Return the total with a word for thousands and more behind it."""
        value = word.value
        if self.last == "part":
            if not self.total:
                return self.group * value
            return self.total if word.is_definite and value == self.least else None
        if word.has_and:
            return self.total + value if not self.group and value < self.least and word.kind != "counted" else None
        if word.kind == "twice":
            return None
        if self.group:
            return self.total + self.group * value if not self.total or value < self.least else None
        return self.total * value if value > self.least else None


def _begun(word: _Word) -> _Sum | None:
    """Return what the first word of a number comes to; None where it begins none."""
    if word.kind in ("scale", "twice"):
        return _Sum(word.value, 0, word.value / (2 if word.kind == "twice" else 1), word.kind)
    return None if word.kind == "counted" else _Sum(0, word.value, 0, word.kind)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, float]]:
    """Return the kind and the value of every word that numbers are made of, by its letters made alike."""
    entries = ((kind, entry.partition("=")) for kind, row in listed("arabic_numbers").items() for entry in row)
    found = {word.translate(_ALIKE): (kind, float(value)) for kind, (word, _, value) in entries}
    ones = [(word, value) for word, (kind, value) in found.items() if kind == "ones" and word[-1] not in "\u0647ا"]
    hundreds = [word for word, (kind, _) in found.items() if kind == "hundred"]
    found.update({f"{word}{hundred}": ("hundreds", 100 * value) for word, value in ones for hundred in hundreds})
    return found


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    """Return what finds words of numbers beside each other."""
    written = str.maketrans({"ا": "[اأإآ]", "\u0647": "[\u0647ة]", "ي": "[يى]"})

    def any_of(*kinds: str) -> str:
        words = sorted((word for word, (kind, _) in _words().items() if kind in kinds), key=len, reverse=True)
        return f"(?:{'|'.join(word.translate(written) for word in words)})"

    scales = any_of("scale", "counted", "twice")
    word = any_of("ones", "beside", "ten", "tens", "hundred", "hundreds", "scale", "counted", "twice")
    order = rf"(?:ال)?{any_of('order')}(?=\s+(?:(?:ال)?{any_of('ten')}|و(?:ال)?{any_of('tens')})(?!\w))"
    part = rf"{any_of('part')}(?=\s+(?:ال)?{scales}(?!\w))"
    figure = rf"(?<![.,٫٬])\d+(?:[.,٫٬]\d+)*(?=\s{any_of('scale', 'counted')}(?!\w))"
    first = rf"(?:و?[{_TIED}]?(?:{order}|{part}|(?:ال)?{word})|{figure})(?!\w)"
    following = rf"(?:\s+(?:و\s?)?(?:(?:ال)?{word}|{any_of('part')})(?!\w))*"
    return late(rf"(?<!\w){first}{following}")


def _figures(found: re.Match[str]) -> str:
    """Return words of numbers with a figure in the place of each number."""
    said = found[0].replace(" و ", " و").split()
    if said[0][0].isdigit() and value_of(said[0]) is None:
        return found[0]
    words = [_word(one) for one in said]
    pieces, place = [], 0
    while place < len(words):
        first, made = words[place], _longest(words[place:])
        place += max(1, len(made))
        if not made or (len(made) == 1 and first.is_other_alone):
            pieces.append(first.said)
        else:
            pieces.append(
                f"{'و ' if first.has_and and first.said != _ONE else ''}{figure_of(made[-1].total + made[-1].group)}"
            )
    return " ".join(pieces)


def _longest(words: Sequence[_Word]) -> list[_Sum]:
    """Return what the words come to that make a number from the first one on, each in its turn; empty for no number."""
    begun = _begun(words[0])
    made = [begun] if begun else []
    for word in words[1:] if begun else ():
        more = made[-1].with_one_more(word)
        if more is None:
            if word.kind in ("scale", "counted") and not word.has_and and made[-1].total:
                while made[-1].group:  # of the next number, which the word is a part of
                    made.pop()
            break
        made.append(more)
    return made


def _word(said: str) -> _Word:
    """Return a word that was found, in its parts."""
    plain = said.translate(_ALIKE)
    if plain[0].isdigit():
        return _Word(said, "figure", value_of(said) or 0.0, has_and=False, is_definite=False)
    joint = next(one for one in _JOINTS if plain.startswith(one) and plain[len(one) :] in _words())
    kind, value = _words()[plain[len(joint) :]]
    return _Word(said, kind, value, has_and=joint[:1] == "و" or plain == _ONE, is_definite=joint.endswith("ال"))
