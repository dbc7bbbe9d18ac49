"""Rows of plain data stand low in the house, and the rooms bind what they name: no name leads nowhere."""

from importlib import import_module
from pathlib import Path
from typing import get_args

from openbook.codes import BROKE, KINDS, REASONS, Code, Kind
from openbook.config.prompt_files import PROMPTS, asking, file_stems, writing
from openbook.corpus.suffixes import FORMATS
from openbook.dataset.forms.table import FORMS
from openbook.dataset.render.chat_template import FOLDER, load_chat_template
from openbook.dataset.render.packaged import WRITERS
from openbook.dialogue.judging.looks import LOOKS
from openbook.dialogue.prompts import PACKAGED
from openbook.forms import PACKAGED as PACKAGED_FORMS
from openbook.judges import JUDGES, USUAL, JudgeName
from openbook.judges import PROMPTS as JUDGED_BY
from openbook.scenarios import FALLBACK, PRESETS, SCENARIOS
from openbook.templates import TEMPLATES
from some import some

STEMS = {path.stem for path in Path(str(PACKAGED)).iterdir()}


def test_each_template_is_the_jinja_of_its_name_and_no_jinja_has_no_row() -> None:
    assert {path.stem for path in FOLDER.glob("*.jinja")} == set(TEMPLATES) == set(WRITERS)
    for name, row in some(TEMPLATES.items()):
        source = load_chat_template(name).source
        assert row.eos in source or "eos_token" in source
        assert not row.bos or row.bos in source or "bos_token" in source


def test_each_form_is_bound_to_what_writes_it_and_nothing_else_writes() -> None:
    assert set(FORMS) == set(PACKAGED_FORMS)


def test_each_scenario_has_prompts_that_are_packaged() -> None:
    for name in some(SCENARIOS):
        assert STEMS & set(file_stems(asking(name), asked=True)), name
        assert STEMS & set(file_stems(writing(name, asked=True), asked=True)), name


def test_each_name_of_a_scenario_is_one() -> None:
    named = {name for shares in PRESETS.values() for name in shares} | {FALLBACK}
    named |= {like for row in SCENARIOS.values() for like in (row.written_like, row.asked_like) if like}
    assert named <= set(SCENARIOS)


def test_each_prompt_in_one_call_is_one_of_every_config() -> None:
    assert {row.one_call for row in SCENARIOS.values() if row.one_call} == set(PROMPTS) - {"filter"}


def test_each_suffix_has_a_reader() -> None:
    for row in some({row.reader: row for row in FORMATS.values()}.values()):
        assert callable(import_module(f"openbook.corpus.formats.{row.reader}").read)


def test_each_judge_is_bound_to_what_it_does_and_its_prompts_are_packaged() -> None:
    assert set(LOOKS) == set(JUDGES) == set(get_args(JudgeName))
    assert set(USUAL) <= set(JUDGES)
    for row in some(JUDGES.values()):
        assert set(row.prompts) <= STEMS & set(JUDGED_BY), row.name


def test_each_code_and_kind_has_its_words() -> None:
    assert set(REASONS) == set(Code)
    assert set(Code) >= BROKE
    assert set(KINDS) == set(Kind)
