"""The one layout of retrieved passages, which is public so that a server can show what was trained."""

from types import SimpleNamespace

import openbook


def test_the_layout_is_the_one_that_the_specification_gives() -> None:
    passages = [
        SimpleNamespace(source="a.md", text="One.\n\nTwo {data}."),
        SimpleNamespace(source="b.pdf, p. 3", text="T"),
    ]
    assert openbook.format_context(passages) == (
        "Chunk 1\nSource: a.md\n---\nOne.\n\nTwo {data}.\n---\n\nChunk 2\nSource: b.pdf, p. 3\n---\nT\n---\n\n"
    )


def test_no_passage_is_no_text() -> None:
    assert openbook.format_context([]) == ""


def test_the_public_surface_is_small_and_all_of_it_is_there() -> None:
    assert sorted(openbook.__all__) == ["__version__", "format_context"]
    assert all(hasattr(openbook, name) for name in openbook.__all__)
