"""A reviewer at work, without a page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openbook.dataset.decisions import Decision
from openbook.errors import InputError
from openbook.review.agreement import agreements
from openbook.review.desk import Desk
from output_folders import draft, write_folder

Sit = Callable[[str], Desk]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    write_folder(tmp_path, [draft("tower"), draft("hall"), draft("barn", gold_at=1)])
    desks: list[Desk] = []

    def open_desk(reviewer: str = "Ada") -> Desk:
        desks.append(Desk(tmp_path, reviewer))
        return desks[-1]

    yield open_desk
    for desk in desks:
        desk.close()


def key(desk: Desk, name: str) -> str:
    return next(row["key"] for row in desk.listed()["drafts"] if row["source"] == f"{name}.md")


def state(desk: Desk, name: str) -> tuple[Any, ...]:
    return next((r["mine"], r["holds"], r["disputed"]) for r in desk.listed()["drafts"] if r["source"] == f"{name}.md")


def written(desk: Desk, name: str, answer: str) -> list[dict[str, str]]:
    quote = f"The {name} is kept by two wardens."
    return [
        {"question": turn["question"], "thoughts": f'Chunk 2 says: "{quote}"', "answer": answer}
        for turn in desk.shown(key(desk, name))["turns"]
    ]


def test_decisions_are_there_for_the_next_desk(sit: Sit) -> None:
    desk = sit("Ada")
    desk.decide(key(desk, "tower"), "accept", "")
    desk.decide(key(desk, "hall"), "reject", "too vague")
    again = sit("Ada")
    assert state(again, "tower") == ("accept", "accept", False)
    assert again.shown(key(again, "hall"))["decisions"] == [
        {"reviewer": "Ada", "verdict": "reject", "note": "too vague"}
    ]
    again.take_back(key(again, "hall"))
    assert state(desk, "hall") == ("", "", False)


def test_an_edit_that_a_check_refuses_is_kept_only_on_request(sit: Sit) -> None:
    desk = sit("Ada")
    wrong = written(desk, "tower", "It has 4711 steps.")
    refused = desk.edit(key(desk, "tower"), wrong, "", anyway=False)
    assert not refused.kept
    assert "4711" in refused.finding
    assert state(desk, "tower")[0] == ""
    assert desk.edit(key(desk, "tower"), wrong, "", anyway=True).kept
    turn, *_ = desk.shown(key(desk, "tower"))["turns"]
    assert (turn["answer"], turn["citations"]) == ("It has 4711 steps.", []), "what was quoted says nothing of it"


def test_quotations_of_an_edit_are_found_anew(sit: Sit) -> None:
    desk = sit("Ada")
    kept = desk.edit(key(desk, "tower"), written(desk, "tower", "Two wardens keep the tower."), "", anyway=False)
    assert kept.kept, kept.finding
    citations = desk.shown(key(desk, "tower"))["turns"][0]["citations"]
    assert citations == [{"rank": 2, "quote": "The tower is kept by two wardens."}]


def test_accepting_ones_own_edit_keeps_it(sit: Sit) -> None:
    desk = sit("Ada")
    desk.edit(key(desk, "tower"), written(desk, "tower", "Two wardens keep the tower."), "", anyway=False)
    desk.decide(key(desk, "tower"), "accept", "good now")
    assert state(desk, "tower")[0] == "edit"
    assert [one["note"] for one in desk.shown(key(desk, "tower"))["decisions"]] == ["good now"]
    assert desk.shown(key(desk, "tower"))["turns"][0]["answer"] == "Two wardens keep the tower."


def test_a_correction_reaches_all_alike_but_what_was_rejected(sit: Sit) -> None:
    desk = sit("Ada")
    desk.decide(key(desk, "hall"), "reject", "")
    looked = desk.alike("Two wardens.", "Two wardens do.", apply=False)
    assert len(looked["keys"]) == 2, looked
    assert state(desk, "tower")[0] == ""
    desk.alike("Two wardens.", "Two wardens do.", apply=True)
    assert [state(desk, name)[0] for name in ("tower", "hall", "barn")] == ["edit", "reject", "edit"]


def test_a_correction_that_breaks_a_draft_leaves_it_as_it_is(sit: Sit) -> None:
    desk = sit("Ada")
    looked = desk.alike("Two wardens.", "There are 4711 wardens.", apply=True)
    assert looked["keys"] == []
    assert len(looked["findings"]) == 3
    assert state(desk, "tower")[0] == ""


def test_reviewers_who_differ_are_told(sit: Sit) -> None:
    ada, bob = sit("Ada"), sit("Bob")
    for name in ("tower", "hall", "barn"):
        ada.decide(key(ada, name), "accept", "")
        bob.decide(key(bob, name), "reject" if name == "hall" else "accept", "")
    assert state(bob, "hall") == ("reject", "reject", True)
    (agreement,) = bob.listed()["agreements"]
    assert (agreement["reviewers"], agreement["both"], agreement["same"]) == (("Ada", "Bob"), 3, 2)


def test_kappa_is_what_cohen_has_it() -> None:
    pairs = ["++"] * 20 + ["+-"] * 5 + ["-+"] * 10 + ["--"] * 15
    verdict = {"+": "accept", "-": "reject"}
    (agreement,) = agreements([Decision("", "a", verdict[a]), Decision("", "b", verdict[b])] for a, b in pairs)  # type: ignore[arg-type]
    assert agreement.kappa == pytest.approx(0.4)


def test_a_draft_that_is_not_there_is_said(sit: Sit) -> None:
    with pytest.raises(InputError, match="no such draft"):
        sit("Ada").decide("nothing", "accept", "")
