"""Chunks that name each other belong together."""

import tempfile
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


def links(one: Chunk) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        candidates = Candidates(CORPUS, Index.build(CORPUS, Path(folder)), Guard(0.3), 0)
        return [other.id for other in linked(one, candidates, Guard(0.3))]


def test_a_chunk_is_linked_with_what_it_names_and_with_what_names_it() -> None:
    assert links(TOWER)[:2] == [THORNE.id, FERRY.id] or links(TOWER)[:2] == [FERRY.id, THORNE.id]
    assert links(THORNE)[0] == TOWER.id


def test_a_title_is_found_in_any_case_and_without_its_brackets() -> None:
    assert names(chunk("x.md", "", "Ada Thorne (architect)")) >= {("ada", "thorn")}
    assert {position for _, position in Titles(CORPUS).named_in("the OLD tower of Ada Thorne")} == {0, 1}
    assert stands_in(("old", "tow"), FERRY.text) or stands_in(("old", "tower"), FERRY.text)


def test_numbers_and_short_words_are_no_titles() -> None:
    assert names(chunk("12.md", "")) == frozenset()
    assert names(chunk("a.md", "", "FAQ")) == frozenset()
