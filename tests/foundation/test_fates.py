"""What became of a record, as it lies on disk."""

import pickle
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from openbook.calls import WORTH, Exchange, Message, Reply, Request, Usage, parted
from openbook.codes import Code
from openbook.fates import Done, Fate
from openbook.records import Chunk, Draft, Item, Passage, Rejected

OIL = Chunk("oil", "d", "lamp.txt", 0, 5, "The lamp burns oil of any kind, and it wants trimming. " * 40)
SEA = Passage("sea", "sea.txt", "A tide of nine metres is told of by the keeper. " * 40, 1, 0.5, is_gold=False)
ITEM = Item("oil", (OIL,), "gold", (SEA,))


def asked(prompt: str | None, *messages: str) -> Exchange:
    said = tuple(Message("user", one) for one in messages)
    reply = Reply("Oil.", "stop", Usage(1, 1), 0.0)
    return Exchange(Request("generate", "large", "m", said, prompt, sampling={"top_p": 0.5}), reply)


def test_a_fate_comes_back_with_its_prompt_which_stands_with_the_record_once() -> None:
    exchange = asked(f"{SEA.text}?", f"Read {OIL.text} and {SEA.text} and {OIL.text}: what does it burn?", "no text")
    fate = Fate(ITEM, Draft(ITEM, ()), exchange)
    blob = pickle.dumps(fate)
    assert pickle.loads(blob) == fate
    assert blob.count(OIL.text.encode()) == 2  # in the record, and where the prompt has it a second time
    assert blob.count(SEA.text.encode()) == 1


def test_a_fate_of_each_record_comes_back() -> None:
    exchange, rejected = asked(None, f"Is {OIL.text} good?"), Rejected("judge", Code.UNSUITABLE, "", "oil", "lamp.txt")
    for fate in (Fate(OIL, rejected, exchange), Fate(Draft(ITEM, ()), None, exchange), Fate(ITEM, None), Fate("", "")):
        again = pickle.loads(pickle.dumps(fate))
        assert [getattr(again, one.name) for one in fields(again)] == [getattr(fate, one.name) for one in fields(fate)]
    assert pickle.dumps(Fate(OIL, rejected, exchange)).count(OIL.text.encode()) == 1


@given(st.lists(st.text("ab ", min_size=WORTH, max_size=WORTH + 3)), st.lists(st.integers(0, 9)), st.text("ab "))
def test_the_pieces_of_a_text_are_the_text(known: list[str], places: list[int], between: str) -> None:
    text = between.join(known[place] for place in places if place < len(known))
    pieces = parted(text, known)
    assert "".join(pieces) == text
    assert all(piece in known for piece in pieces[1::2])


def test_the_next_records_are_those_that_came_through() -> None:
    fates = [Fate(ITEM, ITEM if number % 2 else Rejected("judge", Code.UNSUITABLE, "", "", "")) for number in range(6)]
    done = Done(fates)
    done.add([1, 3])
    done.add([5])
    assert (len(done), list(done), done[-2:]) == (3, [ITEM] * 3, [ITEM] * 2)
