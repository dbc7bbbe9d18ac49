"""What of the documents is asked about."""

from pathlib import Path
from unittest.mock import patch

from openbook.dataset.coverage import Coverage, Heading, Looked, look
from openbook.dataset.facts import facts_of
from openbook.derived import Derived
from openbook.records import Chunk, Citation, Draft, Item, Turn

TEXT = """---
title: The pump station and all of its many parts
---
The pump station stands behind the old northern sluice,
where the canal meets the river.

# Seals

- The upper seal is replaced every second autumn.
- [Viton](https://example.org/a/long/address/of/many/words) seals withstand 40 bar.

| Part | Name of material | Weight |
|---|---|---|
| Seal ring | Viton rubber | 12 g |

```
make all the seals at once
```

## Oil

The gearbox takes 2 litres of thin oil.
"""
STATION, AUTUMN, VITON, RING, OIL = range(5)


def chunk(text: str = TEXT, id_: str = "c", source: str = "pump.md", **more: object) -> Chunk:
    return Chunk(id_, "d", source, 0, len(text), text, **more)  # type: ignore[arg-type]


def draft(question: str, answer: str, *, quote: str = "") -> Draft:
    gold = chunk()
    turn = Turn(question, "", answer, (Citation(1, quote),) if quote else ())
    return Draft(Item("c", (gold,), "gold", ()), (turn,))


def covered(*seen: Looked) -> tuple[Coverage, dict[tuple[str, ...], Heading]]:
    """Return what was added up of some chunks, and the headings."""
    headings: list[Heading] = []
    coverage = Coverage(headings.append)
    for one in seen:
        coverage.add(one)
    coverage.end()
    return coverage, {heading.headings: heading for heading in headings}


def test_facts_are_sentences_items_and_rows_but_no_code_headings_front_matter_or_names_of_columns() -> None:
    assert [fact.text for fact in facts_of(chunk())] == [
        "The pump station stands behind the old northern sluice, where the canal meets the river.",
        "- The upper seal is replaced every second autumn.",
        "- Viton seals withstand 40 bar.",
        "| Seal ring | Viton rubber | 12 g |",
        "The gearbox takes 2 litres of thin oil.",
    ]


def test_a_fact_stands_under_the_headings_of_its_chunk_and_those_inside() -> None:
    paths = [fact.headings for fact in facts_of(chunk())]
    assert paths == [(), ("Seals",), ("Seals",), ("Seals",), ("Seals", "Oil")]
    later = chunk("It turns left 3 times.\n\n## Grease\n\nUse the blue tin 4.", headings=("Seals", "Oil"))
    assert [fact.headings for fact in facts_of(later)] == [("Seals", "Oil"), ("Seals", "Grease")]


def test_facts_are_found_in_scripts_without_spaces() -> None:
    text = "水泵站位于北闸后面。齿轮箱需要两升稀油。"
    assert [fact.text for fact in facts_of(chunk(text))] == ["水泵站位于北闸后面。", "齿轮箱需要两升稀油。"]


def test_a_fact_is_asked_about_by_a_question_with_its_answer_or_by_a_quotation() -> None:
    asked = draft("How much oil does the gearbox take?", "It takes 2 litres of thin oil.")
    quoted = draft("How strong?", "Strong enough.", quote="Viton seals withstand 40 bar.")
    coverage, headings = covered(look(chunk(), [asked, quoted]))
    rows = {path: (row.facts_asked, row.facts) for path, row in headings.items()}
    assert rows == {(): (0, 1), ("Seals",): (1, 3), ("Seals", "Oil"): (1, 1)}
    assert coverage.totals() == {
        "documents": {"total": 1, "asked": 1},
        "headings": {"total": 2, "asked": 2},
        "chunks": {"total": 1, "asked": 1},
        "facts": {"total": 5, "asked": 2},
    }


def test_what_became_of_a_chunk_that_nobody_asks_about_is_told_with_examples() -> None:
    _, headings = covered(look(chunk(), [], "no_rule"))
    row = headings["Seals",].row()
    assert (row["asked"], row["left_out"], row["facts"]) == (0, {"no_rule": 1}, 3)
    assert row["examples"][0] == "- The upper seal is replaced every second autumn."


def test_a_chunk_that_nobody_should_ask_about_holds_no_facts() -> None:
    coverage, _ = covered(look(chunk(), [], "unsuitable", asks=False))
    assert coverage.totals()["facts"] == {"total": 0, "asked": 0}
    assert coverage.totals()["chunks"] == {"total": 1, "asked": 0}


def test_the_pages_of_a_file_are_one_document() -> None:
    coverage, headings = covered(
        look(chunk(id_="a", source="m.pdf, p. 1"), [], "pending"),
        look(chunk(id_="b", source="m.pdf, pp. 2-3"), [], "pending"),
    )
    assert coverage.totals()["documents"]["total"] == 1
    assert headings["Seals",].chunks == 2


def test_a_heading_is_let_go_of_with_its_document() -> None:
    ended: list[Heading] = []
    coverage = Coverage(ended.append)
    coverage.add(look(chunk(id_="a", source="a.md"), [], "pending"))
    assert not ended
    coverage.add(look(chunk(id_="b", source="b.md"), [draft("How much oil?", "2 litres of thin oil.")]))
    assert [heading.source for heading in ended] == ["a.md"] * 3
    coverage.end()
    assert [heading.source for heading in ended] == ["a.md"] * 3 + ["b.md"] * 3
    assert coverage.totals()["documents"] == {"total": 2, "asked": 1}


def test_what_was_found_of_a_chunk_is_found_again_in_the_next_run_and_counts_as_before(tmp_path: Path) -> None:
    found: list[list[dict[str, object]]] = []
    looked_at: list[str] = []
    for _ in range(2):
        derived = Derived(tmp_path)
        seen = []
        for id_, asked in (("a", [draft("How much oil?", "It takes 2 litres of thin oil in its gearbox.")]), ("b", [])):
            one = chunk(id_=id_)
            with patch("openbook.dataset.coverage.facts_of", lambda of: looked_at.append(of.id) or facts_of(of)):
                seen.append(look(one, asked, "pending", derived=derived))
        derived.close(most=10)
        found.append([row.row() for row in covered(*seen)[1].values()])
    assert found[0] == found[1]
    assert [row["facts_asked"] for row in found[0]] == [0, 0, 1]
    assert [len(row["examples"]) for row in found[0]] == [2, 3, 1]  # type: ignore[arg-type]
    assert looked_at == ["a", "b"]
