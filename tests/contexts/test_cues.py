"""Before which items strict system prompts stand."""

import pytest

from openbook.contexts.cues import DECLINING, Cues
from openbook.scenarios import PRESETS


def test_where_nothing_declines_no_strict_prompt_stands() -> None:
    assert Cues.of(PRESETS["raft"]).strictly == 0
    assert Cues.of({"gold": 0.6, "missing_recall": 0.4}).strictly == 0


@pytest.mark.parametrize(
    ("shares", "strictly"),
    [
        ({"gold_hard": 0.8, "missing_abstain": 0.2}, 1),
        ({"gold_hard": 0.6, "missing_abstain": 0.2, "missing_recall": 0.2}, 0.5),
        ({"gold_hard": 0.9, "missing_abstain": 0.1}, 1),
    ],
)
def test_a_strict_prompt_stands_as_often_before_answerable_items_as_before_others(
    shares: dict[str, float], strictly: float
) -> None:
    cues = Cues.of(shares)
    assert cues.strictly == pytest.approx(strictly)
    assert not cues.is_capped


def test_in_robust_a_strict_prompt_does_not_tell_whether_the_answer_is_there() -> None:
    cues = Cues.of(PRESETS["robust"])
    before_answerable = (cues.bound + cues.strictly * cues.either) / (cues.bound + cues.either)
    assert before_answerable == pytest.approx(cues.abstaining / (cues.abstaining + cues.recalling))


@pytest.mark.parametrize("abstaining", [0.01, 0.05, 0.0999])
def test_one_in_ten_items_under_strict_prompts_declines_however_few_do_in_all(abstaining: float) -> None:
    cues = Cues.of({"gold_hard": 1 - abstaining, "missing_abstain": abstaining})
    under_strict = abstaining + cues.strictly * (1 - abstaining)
    assert abstaining / under_strict == pytest.approx(DECLINING)
    assert cues.is_capped


def test_an_answer_that_names_a_gap_declines_too() -> None:
    assert not Cues.of({"gold_hard": 0.8, "partial": 0.2}).is_capped
    assert Cues.of({"gold_hard": 0.95, "partial": 0.05}).is_capped
