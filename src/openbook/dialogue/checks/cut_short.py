"""Whether a yes or a no rests on a quotation that ends right before its condition: `Dogs travel free` (unless …)."""

from openbook.records import Item, Turn
from openbook.text.content import GRAMMAR, Content
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.normalise import is_spaceless
from openbook.text.phrases import phrases
from openbook.text.said import spoken
from openbook.text.yes_no import side

REACH = 90
"""Characters behind a quotation among which its condition stands; half as many in a script without spaces."""
OPENING = 4
"""Words with which a condition begins, at most: `a no ser que`."""

_JOINT = late(r"[\s,，、،\"'”“’»«」』)]*(?:が、)?")
_ENDS = " .…⋯!?。！？।؟;；\"'"
_KANA = late("[\u3041-\u3096]")
_END = late(r"[.!?。！？।؟;；]|\n")


def cut_short(item: Item, turn: Turn, before: str = "") -> str:
    """Return what a yes or a no leaves out that the sentence it quotes goes on with; empty for nothing.

    It is told where most of its words stand in the turn or in the answers `before` it, or the answer has a condition of
    whatever words.
    """
    if not (side(turn.answer) or side(turn.short_answer)) or phrases("conditions").within(turn.answer):
        return ""
    said = Content.of(f"{before}\n{turn.question}\n{turn.thoughts}\n{turn.answer}").vocabulary
    for one in turn.citations:
        text = next((passage.text for passage in item.passages if passage.rank == one.rank), "")
        quote = one.quote.rstrip(_ENDS)
        place = text.find(quote)
        if place < 0 or not quote:
            continue
        tail = _END.split(text[place + len(quote) : place + len(quote) + REACH])[0]
        opening = _opening(tail)
        held = Content.of(quote).vocabulary
        matter = [word for word in content(tail) if word not in held and not GRAMMAR.fullmatch(word)] if opening else []
        if matter and 2 * sum(word in said for word in matter) < len(matter):
            return f"leaves out the “{opening}” behind what is quoted"
    return ""


def _opening(tail: str) -> str:
    """Return the words with which what goes on begins a condition; empty where it begins none."""
    is_apart = tail.startswith("、")
    tail = _JOINT.sub("", tail, count=1)
    if is_spaceless(tail[:1]):
        found = phrases("conditions").within(tail[: REACH // 2])
        if found and is_apart and "は" in tail.partition(found)[0]:
            return ""  # the condition of another statement, which has a subject of its own
        return found if tail.startswith(found) or _KANA.search(tail) else ""  # in Japanese it stands at the end
    words = spoken(tail).split()
    begun = (" ".join(words[:count]) for count in range(1, OPENING + 1))
    return next((found for one in begun if (found := phrases("conditions").within(one)) and one.startswith(found)), "")
