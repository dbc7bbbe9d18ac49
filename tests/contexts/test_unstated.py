"""Figures that state nothing which another one contradicts: over 40 may be over 50 as well, and of a case that is made
up any will do.
"""

import re
from pathlib import Path

import pytest
import yaml

from openbook.contexts.contradict import contradicting
from openbook.text.normalise import bare, is_spaceless
from openbook.text.word_lists import lines_of

LISTS = yaml.safe_load(Path(__file__).with_name("unstated.yaml").read_text("utf-8"))
CASES = [(name, language) for name, by in LISTS.items() for language in by]
BOUNDS = [(name, language, said) for name, language in CASES for said in LISTS[name][language]["bounds"]]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_figure_that_is_told_itself_changes(name: str, language: str) -> None:
    case = LISTS[name][language]
    altered = contradicting(case["frame"].format(case["told"]), 0, "id")
    assert altered is not None
    assert altered.before in case["frame"].format(case["told"])


@pytest.mark.parametrize(("name", "language", "said"), BOUNDS)
def test_one_that_bounds_what_may_be_or_is_made_up_stays(name: str, language: str, said: str) -> None:
    assert contradicting(LISTS[name][language]["frame"].format(said), 0, "id") is None


@pytest.mark.parametrize("name", LISTS)
def test_each_phrase_around_a_figure_has_a_sentence(name: str) -> None:
    said = [bare(told).split() for listed, _, told in BOUNDS if listed == name]
    known = [phrase for _, rest in lines_of(name) for phrase in re.split(r"[,|]", rest)]
    lacking = [one for one in known if not any(_has(row, bare(re.sub(r"[…^]", " ", one)).split()) for row in said)]
    assert not lacking, "these want a sentence, or to be taken out"


def _has(row: list[str], words: list[str]) -> bool:
    is_run = any(row[n : n + len(words)] == words for n in range(len(row)))
    return is_run or (is_spaceless(words[0]) and words[0] in "".join(row))
