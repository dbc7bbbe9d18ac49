"""What a chunk says of itself: an id that stays, its pages, and whether anything can be asked about it."""

import pytest

from openbook.codes import Code
from openbook.config import Config
from openbook.corpus.chunking.chunk import Chunker, make_chunker, too_short
from openbook.records import Chunk, Document

SENTENCE = "The harbour board met on the first Tuesday of March and agreed to deepen the eastern basin. "


def document(text: str, markup: str = "markdown", source: str = "a.md", pages: tuple[int, ...] = ()) -> Document:
    return Document(id="d", source=source, text=text, markup=markup, pages=pages)  # type: ignore[arg-type]


def test_equal_chunks_of_a_file_have_different_ids_and_an_added_line_changes_no_id() -> None:
    def ids(texts: list[str]) -> list[str]:
        chunker = Chunker(4000)
        return [
            chunk.id for n, text in enumerate(texts) for chunk in chunker(document(text, source=f"a.jsonl:{n + 1}"))
        ]

    first = ids(["One text.", "Two text.", "One text."])
    assert len(set(first)) == 3
    assert ids(["New text.", "One text.", "Two text.", "One text."])[1:] == first
    assert ids(["One text."]) == first[:1]


def test_pages_are_named_in_the_source() -> None:
    text = f"{SENTENCE * 3}\n\n{SENTENCE * 3}\n\n{SENTENCE * 3}"
    starts = (0, len(SENTENCE * 3) + 2, len(SENTENCE * 3) + 2, 2 * (len(SENTENCE * 3) + 2))
    chunks = Chunker(300)(document(text, "plain", "r.pdf", starts))
    assert [chunk.source for chunk in chunks] == ["r.pdf, p. 1", "r.pdf, p. 3", "r.pdf, p. 4"]
    [whole] = Chunker(4000)(document(text, "plain", "r.pdf", starts))
    assert whole.source == "r.pdf, pp. 1-4"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Harbour", True),
        ("# A\n\n## B\n\n### C", True),
        ("# A long heading with very many words in it", True),
        ("| --- | --- |", True),
        ("[one](http://a) [two](http://b) ![three](c) https://example.org/a/b/c/d", True),
        ("The dose is 5 mg.", False),
        ("# A\n\nThe quay was built on gravel.", False),
        ("港湾局は会合を開き、東の泊地を深くする。", False),
        ("港湾局", True),
        ("", True),
    ],
)
def test_what_nothing_can_be_asked_about_is_too_short(text: str, short: bool) -> None:
    found = too_short(Chunk("c", "d", "a.md", 0, len(text), text))
    assert (found is not None) is short
    assert found is None or (found.code, found.step, found.id) == (Code.TOO_SHORT, "chunk", "c")


def test_the_chunker_of_a_config_takes_its_size() -> None:
    config = Config.model_validate({"path": {"input_dir": "in", "output_dir": "out"}, "system": {"chunk_size": 100}})
    assert max(len(chunk.text) for chunk in make_chunker(config)(document(SENTENCE * 20))) <= 100


def test_a_chunk_knows_what_its_document_says_of_itself() -> None:
    document = Document(id="d", source="a.md", text="Words of a document.", metadata=(("year", "1911"),))
    assert [chunk.metadata for chunk in Chunker(100)(document)] == [(("year", "1911"),)]
