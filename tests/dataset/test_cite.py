"""Citations as people see them: from those that are stored, never more and never fewer."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafts import config, draft

from openbook.dataset.assemble import assemble
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.write import write_records
from openbook.records import Citation, Draft


def quoting(answer: str, *citations: Citation) -> Draft:
    made = draft("a", turns=1)
    return replace(made, turns=(replace(made.turns[0], thoughts="", answer=answer, citations=citations),))


def answer(form: str, made: Draft, **sections: Any) -> str:
    chosen = config(export={"citations": form}, **sections)
    (record,) = assemble([made], chosen)
    return Renderer.from_config(chosen, exporting=True).chat(record).messages[-1].content


BY_TWO = Citation(2, "kept by two wardens")
LANTERN = Citation(1, "A lantern burns")


def test_answers_stay_as_they_were_written_unless_asked_otherwise() -> None:
    assert answer("quotes", quoting("It is “kept by two wardens”.", BY_TWO)) == "It is “kept by two wardens”."


def test_a_number_stands_behind_the_quotation_it_is_for() -> None:
    made = quoting("It is “kept by two wardens”, they say.", BY_TWO)
    assert answer("numbers", made) == "It is “kept by two wardens” [2], they say."


def test_a_passage_that_is_not_quoted_is_named_once_at_the_end() -> None:
    made = quoting("Two wardens do.", BY_TWO, Citation(2, "The a is kept"), LANTERN)
    assert answer("numbers", made) == "Two wardens do. [2] [1]"


def test_footnotes_name_the_sources_below() -> None:
    made = quoting("Two wardens do.", BY_TWO)
    assert answer("footnotes", made) == "Two wardens do. [2]\n\n[2] a.md"


def test_an_answer_that_cites_nothing_gets_no_number() -> None:
    assert answer("footnotes", quoting("The sources don't tell.")) == "The sources don't tell."


def test_the_records_own_file_keeps_the_answers_as_they_were_written(tmp_path: Path) -> None:
    chosen = config(path={"output_dir": tmp_path}, export={"citations": "numbers"})
    written = write_records([quoting("Two wardens do.", BY_TWO)], chosen, ["axolotl"], lambda: None, main=True)
    (own, exported) = (
        json.loads(path.read_text())["segments"][-1]["text"]
        for path in (written.files[0], written.exported[0].folder / "train.jsonl")
    )
    assert own == "Two wardens do.<|im_end|>"
    assert exported == "Two wardens do. [2]<|im_end|>"
