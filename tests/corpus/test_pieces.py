"""Tables and code that are longer than a chunk: written so that each chunk of them can be understood alone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.corpus.chunking.chunk import Chunker
from openbook.corpus.finish import Finish
from openbook.corpus.pieces import in_pieces
from openbook.records import Document
from some import some

HEADER = "| berth | depth |\n| --- | --- |"


def rows(count: int, prefix: str = "") -> str:
    return "\n".join(f"{prefix}| berth {n} | {n + 3} metres |" for n in range(count))


def chunks(text: str, size: int = 400, overlap: int = 0) -> list[str]:
    document = Finish(size - overlap)(Document(id="d", source="a.md", text=text, markup="markdown"))
    found = Chunker(size, overlap)(document)
    assert all(document.text[chunk.start : chunk.end] == chunk.text for chunk in found)
    return [chunk.text for chunk in found]


def lengths(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def test_every_chunk_of_a_long_table_names_its_columns() -> None:
    found = chunks(f"# Berths\n\nSome words before it.\n\n{HEADER}\n{rows(60)}\n\nSome words behind it.")
    of_table = [chunk for chunk in found if "metres" in chunk]
    assert len(of_table) > 4
    assert all(HEADER in chunk for chunk in of_table)
    assert all(any(f"| berth {n} |" in chunk for chunk in of_table) for n in range(60))


def test_a_caption_goes_with_every_piece() -> None:
    for caption in (
        "Table 3: Depths.",
        "**Depths at low water**",
        "Tabelle 2.1 – Tiefen.",
        "表3 泊位水深",
        "The depths:",
    ):
        of_table = [chunk for chunk in chunks(f"Words.\n\n{caption}\n\n{HEADER}\n{rows(60)}") if "metres" in chunk]
        assert all(caption in chunk for chunk in some(of_table)), caption


@pytest.mark.parametrize("prefix", ["> ", "   "])
def test_a_caption_inside_of_a_quotation_or_a_list_goes_along_too(prefix: str) -> None:
    header = "\n".join(prefix + line for line in HEADER.split("\n"))
    text = f"- Words of an item.\n\n{prefix}**Table 2**\n{prefix.rstrip()}\n{header}\n{rows(60, prefix)}"
    of_table = [chunk for chunk in chunks(text) if "metres" in chunk]
    assert all(f"**Table 2**\n{header}" in chunk for chunk in some(of_table))


def test_a_sentence_above_a_table_is_no_caption() -> None:
    found = chunks(f"The harbour was deep.\n\n{HEADER}\n{rows(60)}")
    assert sum("The harbour was deep." in chunk for chunk in found) == 1


def test_a_short_table_is_not_parted_from_its_caption() -> None:
    text = f"{'Words of a paragraph. ' * 13}\n\nTable 1. Depths at low water.\n\n{HEADER}\n{rows(6)}"
    assert ["Table 1. Depths at low water." in chunk for chunk in chunks(text)] == ["metres" in c for c in chunks(text)]


@pytest.mark.parametrize("prefix", ["   ", "> ", "> > "])
def test_tables_in_lists_and_quotations_name_their_columns_too(prefix: str) -> None:
    header = "\n".join(prefix + line for line in HEADER.split("\n"))
    of_table = [chunk for chunk in chunks(f"1. First:\n\n{header}\n{rows(60, prefix)}") if "metres" in chunk]
    assert all(header.strip() in chunk for chunk in some(of_table))


def test_all_rows_above_the_rule_name_the_columns() -> None:
    header = "| berth | depth |\n| | at low water |\n|---|---|"
    assert all(header in chunk for chunk in some(chunks(f"{header}\n{rows(60)}")))


def test_what_a_chunk_repeats_of_the_one_before_leaves_room_for_the_header() -> None:
    of_table = [chunk for chunk in chunks(f"{HEADER}\n{rows(60)}", overlap=100) if "metres" in chunk]
    assert all(HEADER in chunk for chunk in some(of_table))


def test_what_leads_to_a_table_that_just_fits_is_cut_off_rather_than_the_table() -> None:
    table = f"{HEADER}\n{rows(14)}"
    found = chunks(f"# Berths of the harbour\n\nThe depths at low water:\n\n{table}", size=len(table) + 20)
    assert all(HEADER in chunk for chunk in some(chunk for chunk in found if "metres" in chunk))


def test_short_tables_and_tables_in_code_stay_as_they_are() -> None:
    text = f"{HEADER}\n{rows(3)}\n\n```\n{HEADER}\n{rows(6)}\n```"
    assert in_pieces(text, 400, lengths) == []


def test_a_table_whose_header_fills_the_chunk_is_left_alone() -> None:
    text = f"| {'long name ' * 40} | b |\n| --- | --- |\n{rows(9)}"
    assert in_pieces(text, 300, lengths) == []


def test_a_row_that_fits_in_no_chunk_names_its_values() -> None:
    text = f"{HEADER}\n{rows(9)}\n| berth x | {'deep ' * 200}|\n{rows(9)}"
    found = chunks(text)
    assert all(HEADER in chunk for chunk in some(chunk for chunk in found if "metres" in chunk))
    assert sum(chunk.startswith("berth: berth x\ndepth: deep") for chunk in found) == 1
    assert not any("| deep" in chunk for chunk in found)


def test_a_heading_above_a_caption_counts_as_well() -> None:
    table = f"{HEADER}\n{rows(14)}"
    found = chunks(f"# Berths\n\nTable 1. Depths\n\n{table}", size=len(table) + 18)
    assert all("Table 1. Depths" in chunk for chunk in some(chunk for chunk in found if "metres" in chunk))


def test_lengths_count_in_the_unit_of_the_chunk() -> None:
    text = f"{HEADER}\n{rows(60)}"
    [edit] = in_pieces(text, 100, lambda texts: [len(text) // 4 for text in texts])
    assert 100 < max(map(len, edit.text.split("\n\n"))) <= 400


def function(number: int) -> str:
    return f"def step_{number}(boat):\n    if boat:\n        boat.move({number})\n\n    return boat"


def test_long_code_is_cut_before_a_function_and_each_piece_keeps_the_fence() -> None:
    code = "\n\n\n".join(function(number) for number in range(30))
    found = [
        chunk
        for chunk in chunks(f"# Steps\n\nThe script:\n\n```python\n{code}\n```\n\nThe end of it.")
        if "boat" in chunk
    ]
    assert len(found) > 3
    for chunk in found:
        assert "```python\ndef step_" in chunk
        assert "    return boat\n```" in chunk
    assert all(sum(function(number) in chunk for chunk in found) == 1 for number in range(30))


def test_code_without_blank_lines_is_cut_where_something_new_begins() -> None:
    code = "\n".join(f"void step_{n}(boat *b) {{\n    move(b, {n});\n    wait();\n}}" for n in range(30))
    for chunk in some(chunks(f"~~~c\n{code}\n~~~")):
        assert chunk.startswith("~~~c\nvoid step_")
        assert chunk.endswith("}\n~~~")


def test_code_in_a_list_item_keeps_its_indentation_and_language() -> None:
    code = "\n\n".join(f"   move {n}\n   wait {n}" for n in range(60))
    for chunk in some(chunks(f"1. Run this:\n\n   ```sh\n{code}\n   ```")):
        assert "   ```sh\n   move" in chunk


def test_code_whose_fence_is_never_closed_is_cut_into_pieces_as_well() -> None:
    code = "\n\n".join(function(number) for number in range(30))
    assert all(chunk.startswith("```py\n") for chunk in some(chunks(f"```py\n{code}")))


def test_pages_keep_their_places_when_a_table_is_written_in_pieces() -> None:
    text = f"{HEADER}\n{rows(60)}\n\nThe second page."
    document = Document(id="d", source="a.pdf", text=text, markup="markdown", pages=(0, text.index("The second")))
    finished = Finish(400)(document)
    assert finished.text[finished.pages[1] :] == "The second page."
    assert finished.id != document.id
    assert Finish(10_000)(document) is document


WORD = re.compile(r"\w+")
TEXTS = st.lists(
    st.sampled_from(
        [
            "| a | b |",
            "|---|---|",
            "> | c | d |",
            "```",
            "~~~py",
            "",
            "words",
            "# Head",
            "say:",
            "   | e | f |",
            "a | b",
            "-|-",
        ]
    ),
    max_size=30,
).map("\n".join)


@given(TEXTS)
def test_no_line_is_lost_whatever_the_text(text: str) -> None:
    document = Document(id="d", source="a.md", text=text, markup="markdown")
    finished = Finish(24)(document)
    kept = Counter(WORD.findall(finished.text))
    assert all(kept[word] >= count for word, count in Counter(WORD.findall(text)).items())
    assert replace(finished, text=text, id="d") == document
