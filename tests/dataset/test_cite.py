"""Citations as people see them: from those that are stored, never more and never fewer."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
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


OPENS = {"cohere": ("<co: {}>", "</co: {}>"), "anthropic": ('<cite index="{}">', "</cite>")}


def spanned(form: str, numbers: str, text: str) -> str:
    opens, closes = OPENS[form]
    return opens.format(numbers) + text + closes.format(numbers)


@pytest.mark.parametrize("form", OPENS)
def test_spans_enclose_what_is_quoted(form: str) -> None:
    made = quoting("It is “kept by two wardens”, and A lantern burns.", BY_TWO, LANTERN)
    said = f"It is “{spanned(form, '2', BY_TWO.quote)}”, and {spanned(form, '1', LANTERN.quote)}."
    assert answer(form, made) == said


@pytest.mark.parametrize("form", OPENS)
def test_an_answer_that_rests_on_what_it_does_not_quote_is_one_span(form: str) -> None:
    made = quoting("They are “kept by two wardens”.", BY_TWO, LANTERN)
    assert answer(form, made) == spanned(form, "1,2", "They are “kept by two wardens”.")


@pytest.mark.parametrize("form", OPENS)
def test_spans_that_overlap_are_one(form: str) -> None:
    made = quoting("It is kept by two wardens now.", BY_TWO, Citation(1, "two wardens now"))
    assert answer(form, made) == f"It is {spanned(form, '1,2', 'kept by two wardens now')}."


@pytest.mark.parametrize("form", OPENS)
def test_an_answer_that_speaks_of_such_marks_stays_as_it_was_written(form: str) -> None:
    said = f"It is kept by two wardens, and {spanned(form, '7', 'x')} is a mark."
    assert answer(form, quoting(said, BY_TWO)) == said


@pytest.mark.parametrize("form", ["numbers", "footnotes", *OPENS])
def test_no_word_of_an_answer_changes_with_its_citations(form: str) -> None:
    made = quoting("It is “kept by two wardens”, and a lantern burns.", BY_TWO, LANTERN)
    shown = answer(form, made).partition("\n\n[")[0]
    bare = re.sub(r" \[\d\]|</?co: [\d,]+>|</?cite[^>]*>", "", shown)
    assert bare == made.turns[0].answer


@pytest.mark.parametrize(("index", "shown"), [("index0", "1"), ("index", "2")])
def test_a_passage_has_the_number_under_which_the_template_shows_it(tmp_path: Path, index: str, shown: str) -> None:
    source = (
        "{% for d in documents or [] %}Document {{ loop." + index + " }}: {{ d.title }}\n{{ d.text }}\n{% endfor %}"
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    settings = {"chat_template": source, "eos_token": "<|im_end|>"}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings))
    sections = {"export": {"citations": "numbers", "passages": "documents"}, "system": {"template": str(tmp_path)}}
    chosen = config(**sections)
    (record,) = assemble([quoting("Two wardens do.", BY_TWO)], chosen)
    renderer = Renderer.from_config(chosen, exporting=True)
    assert renderer.chat(record).messages[-1].content == f"Two wardens do. [{shown}]"


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


@pytest.mark.parametrize("form", ["numbers", "footnotes", *OPENS])
@pytest.mark.parametrize("name", ["axolotl", "trl", "dpo"])
def test_the_check_finds_nothing_in_any_form_of_citations(tmp_path: Path, form: str, name: str) -> None:
    made = quoting("It is “kept by two wardens”.", BY_TWO)
    made = replace(
        made, turns=(*made.turns, replace(made.turns[0], question="And who else?", answer="Nobody else does."))
    )
    chosen = config(path={"output_dir": tmp_path}, export={"citations": form})
    (exported,) = write_records([made], chosen, [name], lambda: None, main=False).exported
    assert [(checked.rows > 0, checked.counts) for checked in exported.checked] == [(True, {})]
