"""Runs of words that two texts share are found wherever they begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.dialogue.checks.phantom import RUN, WordRuns, blocks_of, may_share
from openbook.text.normalise import bare
from some import some

HIDDEN = bare("The keeper trims each wick before the sun goes down and writes the hour into the book of the station.")
OWN = "on every single evening of the year our own keeper"


@pytest.mark.parametrize("before", range(RUN + 2))
def test_a_run_is_found_wherever_it_begins(before: int) -> None:
    taken = " ".join(HIDDEN.split()[3 : 3 + RUN])
    text = bare(f"{' '.join(OWN.split()[:before])} {taken} and then sleeps")
    assert next(WordRuns.read(text).shared(HIDDEN)) == f" {taken} "
    assert may_share([bare("A lamp."), text], blocks_of(HIDDEN))


def test_words_that_the_other_text_has_in_another_order_are_no_run() -> None:
    words = HIDDEN.split()
    others = [words[::-1], words[: RUN - 1], [word for word in words for _ in range(2)]]
    assert not [row for row in some(others) if [*WordRuns.read(bare(" ".join(row))).shared(HIDDEN)]]


def test_a_run_does_not_reach_from_one_text_into_another() -> None:
    words = HIDDEN.split()
    texts = [bare(" ".join(words[start : start + 3])) for start in range(0, 9, 3)]
    assert not may_share(texts, blocks_of(HIDDEN))


@given(st.lists(st.sampled_from("ab"), max_size=40), st.lists(st.sampled_from("ab"), max_size=60))
def test_the_runs_are_all_that_both_texts_have_in_their_order(words: list[str], others: list[str]) -> None:
    hidden = bare(" ".join(others))
    runs = [f" {' '.join(words[first : first + RUN])} " for first in range(len(words) - RUN + 1)]
    both = [run for run in runs if run in hidden]
    read = WordRuns.read(bare(" ".join(words)))
    assert [*read.shared(hidden)] == [*read.shared(hidden, blocks_of(hidden))] == both
