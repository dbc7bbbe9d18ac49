"""Drafts written apart from the rules: sets written one after the other, of every kind and in ten languages."""

from functools import cache
from pathlib import Path

import pytest
from cards import Card, cards, outcome

from openbook.config import Config
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.prompts import load_prompts
from some import some

HERE = Path(__file__).parent
PROMPTS = load_prompts(Config())
ABSTAINING = load_prompts(Config.model_validate({"scenarios": {"missing_abstain": 0.5, "gold_hard": 0.5}}))
SETS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twentyfirst"),
    *("twentysecond", "twentythird", "twentyfourth", "twentyfifth", "twentysixth"),
    *("twentyseventh", "twentyeighth", "twentyninth"),
)
UNTOLD = frozenset((HERE / "untold.txt").read_text("utf-8").splitlines())
"""Drafts that the rules still judge wrongly: once they don't, the line goes."""


@cache
def drafts(folder: str) -> list[Card]:
    """The drafts of a set, first the usual ones of each world that has some with gold."""
    found = cards(HERE / folder)
    worlds = {id(card.world): card for card in found}
    return [
        *(
            Card(one.language, True, "natural", one.world, "gold", f"usual {n}")
            for n, one in enumerate(worlds.values())
            if "then" in one.world.turns
        ),
        *found,
    ]


def wrong(card: Card) -> str:
    """What is wrong with the verdict on a draft; empty for nothing."""
    verdict = outcome(card, ABSTAINING if card.scenario == "missing_abstain" else PROMPTS)
    if card.good:
        return verdict.detail if isinstance(verdict, Finding) else ""
    return "" if isinstance(verdict, Finding) else "nothing was found"


@pytest.mark.one_in(12)
@pytest.mark.parametrize(
    ("folder", "language"), sorted({(folder, card.language) for folder in SETS for card in drafts(folder)}), ids=str
)
def test_drafts_written_by_hand_are_judged_rightly(folder: str, language: str) -> None:
    told = [(str(card), wrong(card)) for card in some(one for one in drafts(folder) if one.language == language)]
    amiss = [(card, detail) for card, detail in told if bool(detail) != (card in UNTOLD)]
    assert not amiss, "where nothing is said the rules tell it now: take it out of untold.txt"
