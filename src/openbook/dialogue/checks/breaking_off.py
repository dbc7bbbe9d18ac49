"""Whether an answer ends within a sentence, as one does that was cut off or given up."""

from openbook.text.content import is_spaceless
from openbook.text.language import likeliest
from openbook.text.late import late
from openbook.text.normalise import length
from openbook.text.phrases import phrases
from openbook.text.word_lists import listed
from openbook.text.words import MARKS

FEWEST = 3
"""Words of a text that may break off."""
LONG = 8
"""Words from which its last sentence has an end; key words alone need none."""

_GOES_ON = (",", "，", "、", "،", ":", "：", "(", "（", "-", "–", "—", "«", "「", "„")
_OPEN = late(r"[(（][^()（）\n]{2,60}$")
_LETTER = late(rf"[\w{MARKS}]")
_LAST = late(rf"[\w{MARKS}]+$")
_APART = late(rf"(?<![^\s'’])[\w{MARKS}]+$")


def breaks_off(text: str) -> bool:
    """Whether a text ends within a sentence: with what goes on, within brackets, with a word that ends none, or with
    one word of a condition that is added.
    """
    text = text.rstrip()
    if text.endswith(_GOES_ON) or _OPEN.search(text):
        return length(text) >= FEWEST and "```" not in text
    last = _LAST.search(text) if _LETTER.match(text[-1:]) else None
    if last is None or length(text) < LONG:
        return False
    if is_spaceless(last.group()):
        return text.endswith(listed("unfinished")["signs"]) and any(end in text for end in "。！？")
    joint, begun = f"- - {text}".split()[-3:-1]
    of = [one for one, words in listed("unfinished").items() if last.group() in words]
    of = of or [one for one, words in listed("unfinished").items() if joint in words and _adds(begun)]
    return bool(of) and _APART.search(text) is not None and likeliest(text) in of


def _adds(word: str) -> bool:
    """Whether a word behind one that joins begins a condition: `, and if you`."""
    return bool(phrases("conditions").within(word)) and not phrases("narrowing").within(word)
