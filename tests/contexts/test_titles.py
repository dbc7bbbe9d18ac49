"""Chunks that name each other belong together."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from openbook.contexts.candidates import Candidates
from openbook.contexts.links import linked
from openbook.contexts.repetition import Guard
from openbook.contexts.titles import Titles, names, stands_in
from openbook.records import Chunk
from openbook.retrieval.index import Index


def chunk(source: str, text: str, title: str = "") -> Chunk:
    return Chunk(source, source, source, 0, len(text), text, (), 0, title)


TOWER = chunk("Old_Tower.md", "It stands on the cape. It was designed by Ada Thorne and lit with whale oil at first.")
THORNE = chunk("people/3.md", "She studied in the capital, and drew bridges and lamps for forty years.", "Ada Thorne")
BAKERY = chunk("bakery.md", "Bread is sold on Tuesdays. Whale oil was sold there too, at first, and lamps.")
FERRY = chunk("ferry.md", "From the pier the ferry passes the old tower twice a day, but for Mondays.")
CORPUS = [TOWER, THORNE, BAKERY, FERRY]


def links(one: Chunk, corpus: Sequence[Chunk] = CORPUS) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        candidates = Candidates(corpus, Index.build(corpus, Path(folder)), Guard(0.3), 0)
        return [other.id for other in linked(one, candidates, Guard(0.3))]


def test_a_chunk_is_linked_with_what_it_names_and_with_what_names_it() -> None:
    assert links(TOWER)[:2] == [THORNE.id, FERRY.id] or links(TOWER)[:2] == [FERRY.id, THORNE.id]
    assert links(THORNE)[0] == TOWER.id


def test_a_title_is_found_in_any_case_and_without_its_brackets() -> None:
    assert names(chunk("x.md", "", "Ada Thorne (architect)")).keys() >= {("ada", "thorn")}
    assert {position for _, position in Titles(CORPUS).named_in("the OLD tower of Ada Thorne")} == {0, 1}
    assert stands_in(("old", "tow"), FERRY.text) or stands_in(("old", "tower"), FERRY.text)


def test_numbers_and_short_words_are_no_titles() -> None:
    assert not names(chunk("12.md", ""))
    assert not names(chunk("a.md", "", "FAQ"))


OPENINGS = (
    "The quay has a crane",
    "The mole has steps",
    "The basin has a gate",
    "The yard has sheds",
    "The slip has rails",
)
HARBOUR = [replace(chunk("harbour.md", f"{said} for boats from the fjord."), id=f"harbour{n}", ordinal=2 * n)
           for n, said in enumerate(OPENINGS)]  # fmt: skip
CAPTAIN = chunk(
    "brandt.md", "Ole Brandt, captain, bought a sloop and a ketch. He moored them in the harbour by a crane."
)
SLOOPS = chunk("rigging.md", "A sloop has one mast, a ketch two; each captain trims the jib of the sloop by hand.")


def test_the_name_of_a_long_document_tells_less_than_the_words_that_two_texts_share() -> None:
    assert links(CAPTAIN, [*HARBOUR, CAPTAIN, SLOOPS])[0] == SLOOPS.id
    assert links(CAPTAIN, [HARBOUR[0], CAPTAIN, SLOOPS])[0] == HARBOUR[0].id


def test_a_name_alone_links_nothing_where_no_rare_word_is_shared_as_well() -> None:
    poet = chunk("poet.md", "A poet wrote that every harbour is a mother.")
    assert links(poet, [HARBOUR[1], poet, SLOOPS]) == []


def test_a_name_of_common_words_tells_nothing() -> None:
    lists = [chunk(f"list{n}.md", f"An example of number {n} follows, with its kettle.") for n in range(12)]
    example = chunk("example.md", "Here a kettle boils, and that is told with a teapot and a spoon.")
    spoons = chunk("spoons.md", "One example: a spoon of silver and a teapot of tin, for a guest.")
    teapots = chunk("teapots.md", "The teapot is of tin, its spoon of silver; the guest pours, and the spoon sinks.")
    assert links(spoons, [*lists, example, spoons, teapots])[0] == teapots.id
