"""Where preference pairs come from, and that nothing but the question and its passages tells which answer is chosen."""

import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drafts import chunk
from test_pairs import export

from openbook.dataset.pairs.balance import telling
from openbook.dataset.stored import turn_row
from openbook.records import Chunk, Citation, Draft, Item, Passage, Question, Turn

PLACES = (
    "Skerry",
    "Hamnavoe",
    "Brough",
    "Ness",
    "Vaila",
    "Fetlar",
    "Unst",
    "Mousa",
    "Bressay",
    "Papa",
    "Swona",
    "Burra",
)
WORKS = ("lamp", "horn", "boat", "slip", "mast", "winch", "stair", "store", "crane", "tower")


def place(n: int) -> tuple[str, str]:
    return PLACES[n % len(PLACES)], WORKS[n // len(PLACES) % len(WORKS)]


def source(n: int) -> str:
    return "-".join(place(n)).lower() + ".md"


def gold(n: int) -> Chunk:
    where, what = place(n)
    return chunk(f"{n}", f"The {what} of {where} is looked after by {n + 3} people of the {what} guild.", source(n))


def passages(*shown: tuple[Chunk, bool]) -> tuple[Passage, ...]:
    return tuple(Passage(c.id, c.source, c.text, n, 1.0, is_gold) for n, (c, is_gold) in enumerate(shown, start=1))


def question(n: int) -> str:
    where, what = place(n)
    return f"How many people look after the {what} of {where}?"


def told(n: int, rank: int) -> Turn:
    _, what = place(n)
    words = f"is looked after by {n + 3} people"
    thoughts = f'Chunk {rank} (Source: {source(n)}) says that the {what} "{words} of the {what} guild".'
    return Turn(question(n), thoughts, quoted(n, words, rank), (Citation(rank, words),), found=True)


WAYS = (
    "Chunk {rank} says of {where}: “{words}”.",
    "In {where} the {what} “{words}”, as chunk {rank} says.",
    "According to chunk {rank} the {what} “{words}”. That is in {where}.",
    "“{words}”: so says chunk {rank} of the {what} at {where}.",
    "It “{words}” (chunk {rank} says).",
)


def quoted(n: int, words: str, rank: int) -> str:
    """Return an answer that quotes a passage, in a way that the number chooses."""
    where, what = place(n)
    return WAYS[n * n // 2 % len(WAYS)].format(where=where, what=what, words=words, rank=rank)


def second(n: int) -> Turn:
    where, what = place(n)
    thoughts = f"The people who look after it are of the {what} guild."
    return Turn(f"Which guild is that in {where}?", thoughts, f"It is the guild of the {what}.", found=True)


def answered(n: int, beside: int, at: int = 2, **changes: Any) -> Draft:
    """Return a draft whose gold passage stands at a place, beside that of another draft."""
    shown = [(gold(n), True), (gold(beside), False)]
    item = Item(gold(n).id, (gold(n),), "gold_hard", passages(*(shown if at == 1 else shown[::-1])), **changes)
    return Draft(item, (told(n, at), second(n)))


def declined(n: int, scenario: str = "missing_abstain") -> Draft:
    where, what = place(n)
    other = chunk(f"other{n}", f"Boats call at {where} on Tuesdays.")
    asked = Question(question(n), f"The {what} of {where} is looked after by {n + 3} people.")
    item = Item(gold(n).id, (gold(n),), scenario, passages((other, False)), (asked,), strict=True)
    said = f"The passages speak of boats at {where} and don't say how many look after its {what}."
    return Draft(item, (Turn(asked.text, "Chunk 1 is about boats.", said, found=False),))


def disputed(n: int) -> Draft:
    where, what = place(n)
    against = chunk(f"against{n}", gold(n).text.replace(str(n + 3), str(n + 703)))
    asked = Question(question(n), f"The {what} of {where} has {n + 3} people.")
    item = Item(gold(n).id, (gold(n),), "conflicting", passages((against, False), (gold(n), True)), (asked,))
    item = replace(item, passages=(replace(item.passages[0], synthetic=True), item.passages[1]))
    said = f"For {where} the sources disagree: one gives {n + 703} people, the other {n + 3}."
    return Draft(item, (Turn(asked.text, "They disagree.", said, found=True),))


Tried = tuple[Draft, str, str, Sequence[Turn]]
"""An accepted draft, and one that was refused before it: the check, the code, the turns."""


def refused(folder: Path, tried: Sequence[Tried], at: Sequence[int] = ()) -> None:
    """Write what a run keeps of refused drafts: a line of attempts for each."""
    lines = []
    for draft, check, code, turns in tried:
        one = {"step": "generate", "number": 1, "key": "00", "detail": "", "replaced": [], "mends": ""}
        bad = {**one, "check": check, "code": code, "at": list(at), "turns": [turn_row(turn) for turn in turns]}
        attempts = [bad, {**one, "key": "01", "check": ""}]
        lines.append(json.dumps({"id": draft.item.id, "outcome": "accepted", "attempts": attempts}))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "attempts.jsonl").write_text("\n".join(lines) + "\n")


def of(rows: Sequence[dict[str, Any]], origin: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["origin"] == origin]


def both(row: dict[str, Any]) -> tuple[str, str]:
    return row["chosen_answer"]["content"], row["rejected_answer"]["content"]


PLAIN = {"generation": {"thoughts": "none"}}


@pytest.mark.parametrize("scenario", ["missing_abstain", "empty"])
def test_hidden_gold_makes_the_reference_answer_wrong_and_shown_gold_makes_declining_wrong(
    tmp_path: Path, scenario: str
) -> None:
    made = declined(3, scenario)
    if scenario == "empty":
        made = replace(made, item=replace(made.item, passages=()))
    _, rows = export(tmp_path, [made], "dpo")
    hidden, shown = rows
    assert both(hidden) == (made.turns[0].answer, made.item.questions[0].reference_answer)
    assert both(shown) == both(hidden)[::-1]
    assert (hidden["fault"], shown["fault"]) == ("answers_though_missing", "declines_though_found")
    assert gold(3).text in shown["prompt"][0]["content"]
    assert gold(3).text not in hidden["prompt"][0]["content"]
    sizes = [row["prompt"][0]["content"].count("Source: ") for row in rows]
    assert sizes == ([0, 1] if scenario == "empty" else [1, 1])


def test_an_answer_out_of_memory_has_to_say_that_it_is(tmp_path: Path) -> None:
    _, rows = export(tmp_path, [declined(3, "missing_recall")], "dpo")
    assert [row["fault"] for row in rows] == ["passes_off_memory", "declines_though_found"]


def test_what_a_part_of_the_gold_leaves_open_is_found_where_all_of_it_is_shown(tmp_path: Path) -> None:
    made = declined(3, "partial")
    rest = chunk("rest", "The guild counts them each spring.")
    shown = (*made.item.passages, *passages((rest, True)))
    numbered = tuple(replace(passage, rank=rank) for rank, passage in enumerate(shown, start=1))
    made = replace(made, item=replace(made.item, gold=(rest, gold(3)), passages=numbered))
    _, rows = export(tmp_path, [made], "dpo")
    assert [row["fault"] for row in rows] == ["answers_though_missing", "declines_though_found"]
    assert gold(3).text in rows[1]["prompt"][0]["content"]
    assert rest.text in rows[1]["prompt"][0]["content"]


def test_one_side_is_wrong_beside_a_contradiction_and_two_are_wrong_without(tmp_path: Path) -> None:
    made = disputed(4)
    _, rows = export(tmp_path, [made], "dpo")
    beside, alone = rows
    assert both(beside) == (made.turns[0].answer, made.item.questions[0].reference_answer) == both(alone)[::-1]
    assert (beside["fault"], alone["fault"]) == ("tells_one_side", "tells_what_is_not_shown")
    assert "707" in beside["prompt"][0]["content"]
    assert "707" not in alone["prompt"][0]["content"]


def test_an_answer_that_was_edited_into_one_side_is_no_contrast(tmp_path: Path) -> None:
    made = disputed(4)
    turn = replace(made.turns[0], answer="It has 7 people in all.")
    assert export(tmp_path, [replace(made, turns=(turn,))], "dpo")[1] == []


def test_a_question_that_was_edited_has_no_reference_answer(tmp_path: Path) -> None:
    made = declined(3)
    assert export(tmp_path, [replace(made, turns=(replace(made.turns[0], question="Who?"),))], "dpo")[1] == []


def test_an_answer_from_another_passage_of_the_context_is_wrong_with_its_citation(tmp_path: Path) -> None:
    own, other = answered(1, beside=2), answered(2, beside=3, at=1)
    _, rows = export(tmp_path, [own, other], "dpo", export={"citations": "numbers"}, system={"num_items_per_group": 1})
    first, second_ = of(rows, "other_records")
    assert first["prompt"][0] == second_["prompt"][0]
    assert (first["prompt"][-1]["content"], second_["prompt"][-1]["content"]) == (question(1), question(2))
    assert both(first) == both(second_)[::-1]
    assert both(first)[1].endswith(
        "According to chunk 1 the lamp “is looked after by 5 people” [1]. That is in Brough."
    )
    assert f"Chunk 1\nSource: {source(2)}\n---\n{gold(2).text}" in first["prompt"][0]["content"]
    assert {first["fault"], second_["fault"]} == {"answers_from_another_passage"}


def test_passages_change_places_where_the_other_answer_names_its_own(tmp_path: Path) -> None:
    beside = chunk("third", "Nothing is known of the third.")
    own = answered(1, beside=2, at=2)
    shown = passages((gold(2), False), (gold(1), True), (beside, False))
    own = replace(own, item=replace(own.item, passages=shown))
    other = answered(2, beside=3, at=1)
    moved = passages((gold(3), False), (beside, False), (gold(2), True))
    other = Draft(replace(other.item, passages=moved), (told(2, 3), second(2)))
    _, rows = export(tmp_path, [own, other], "dpo", system={"num_items_per_group": 1})
    first = of(rows, "other_records")[0]
    assert f"Chunk 3\nSource: {source(2)}" in first["prompt"][0]["content"]
    assert f"Chunk 2\nSource: {source(1)}" in first["prompt"][0]["content"]


def test_passages_stay_where_they_are_where_no_answer_names_them_by_number(tmp_path: Path) -> None:
    own, other = answered(1, beside=2), answered(2, beside=3, at=2)
    turn = replace(
        other.turns[0], thoughts="", answer="Five people, so says the guild.", citations=(Citation(2, "is looked"),)
    )
    other = replace(other, turns=(turn, other.turns[1]))
    _, rows = export(tmp_path, [own, other], "dpo", export={"citations": "numbers"}, system={"num_items_per_group": 1})
    first = of(rows, "other_records")[0]
    assert first["prompt"][0]["content"].index(source(2)) < first["prompt"][0]["content"].index(source(1))
    assert both(first)[1] == "Five people, so says the guild. [1]"


@pytest.mark.parametrize("spoils", ["number", "place", "text", "held_out", "earlier"])
def test_an_answer_that_would_be_wrong_beside_other_passages_is_not_put_there(tmp_path: Path, spoils: str) -> None:
    own, other = answered(1, beside=2), answered(2, beside=3, at=1)
    system = {"num_items_per_group": 1}
    if spoils == "number":
        turn = replace(other.turns[0], thoughts=other.turns[0].thoughts + " Chunk 2 is about something else.")
        other = replace(other, turns=(turn, other.turns[1]))
    elif spoils == "place":
        other = Draft(answered(2, beside=3, at=2).item, (told(2, 2), second(2)))
    elif spoils == "text":
        shown = tuple(replace(p, text=p.text + " Still.") if p.is_gold else p for p in other.item.passages)
        other = replace(other, item=replace(other.item, passages=shown))
    elif spoils == "held_out":
        other = replace(other, item=replace(other.item, held_out=True))
    else:
        system = {"num_items_per_group": 2}
    _, rows = export(tmp_path, [own, other], "dpo", system=system)
    assert len(of(rows, "other_records")) == (2 if spoils == "earlier" and len(of(rows, "other_records")) else 0)


CLEAN = "It is the {} guild that keeps it."
WRONG = "Chunk 2 says of {}: “a number that nobody has counted”."


def mended(n: int, wrong: str = WRONG, clean: str = CLEAN) -> Tried:
    made = answered(n, beside=n + 500)
    first, last = made.turns
    bad = replace(first, answer=wrong.format(place(n)[0]), citations=())
    return made, "quotes", "quote_not_found", (bad, replace(last, answer=clean.format(place(n)[1])))


def test_a_refused_answer_is_worse_than_the_one_that_mended_it(tmp_path: Path) -> None:
    made, check, code, turns = mended(1)
    refused(tmp_path, [(made, check, code, turns)])
    _, rows = export(tmp_path, [made], "dpo", **PLAIN)
    worse, better = of(rows, "refused_drafts")
    assert both(worse) == (made.turns[0].answer, turns[0].answer)
    assert worse["fault"] == "quote_not_found"
    assert both(better) == (CLEAN.format(place(1)[1]), made.turns[0].answer)
    assert better["fault"] == "repeats_an_earlier_answer"
    assert worse["prompt"][-1]["content"] == question(1)


def test_a_right_answer_of_a_refused_draft_that_was_kept_makes_no_second_pair(tmp_path: Path) -> None:
    made, check, code, turns = mended(1, clean=second(1).answer)
    refused(tmp_path, [(made, check, code, turns)])
    _, rows = export(tmp_path, [made], "dpo", **PLAIN)
    (row,) = of(rows, "refused_drafts")
    assert both(row) == (made.turns[0].answer, turns[0].answer)
    assert second(1).answer in [both(own)[0] for own in of(rows, "own_answers")]


def test_refused_drafts_of_other_questions_or_without_a_good_answer_are_passed_over(tmp_path: Path) -> None:
    one, check, code, turns = mended(1)
    other = (replace(turns[0], question="How many?"), turns[1])
    same = mended(2, clean="It says “a guild that has no name at all here”, says chunk 2.")
    refused(tmp_path, [(one, check, code, other), same])
    _, rows = export(tmp_path, [one, same[0]], "dpo", **PLAIN)
    assert of(rows, "refused_drafts") == []


def test_a_draft_that_was_shortened_is_compared_turn_by_turn_with_those_that_were_not(tmp_path: Path) -> None:
    made, check, code, turns = mended(1)
    gone = Turn("Who pays that guild?", "Nobody says.", "Nobody says.")
    for at in (1, 2):
        folder = tmp_path / str(at)
        refused(folder, [(made, check, code, (*turns[:at], gone, *turns[at:]))], at=(1,))
        _, rows = export(folder, [made], "dpo", **PLAIN)
        worse, better = of(rows, "refused_drafts")
        assert both(worse) == (made.turns[0].answer, turns[0].answer)
        assert both(better) == (CLEAN.format(place(1)[1]), made.turns[0].answer)


def test_the_turns_at_fault_stand_with_a_refused_draft_whatever_found_them(tmp_path: Path) -> None:
    made = answered(1, beside=501)
    turns = (made.turns[0], replace(made.turns[1], answer="Nobody has ever told."))
    for at, fault in (((2,), "declines_though_found"), ((), "")):
        folder = tmp_path / str(len(at))
        refused(folder, [(made, "a judge", "ungrounded", turns)], at)
        _, rows = export(folder, [made], "dpo", **PLAIN)
        found = [(both(row), row["fault"]) for row in of(rows, "refused_drafts")]
        assert found == ([((made.turns[1].answer, turns[1].answer), fault)] if at else [])


def test_a_draft_that_was_refused_for_its_question_or_its_passages_makes_no_pair(tmp_path: Path) -> None:
    made, _, _, turns = mended(1)
    refused(tmp_path, [(made, "deixis", "deixis", turns)], at=(1,))
    assert of(export(tmp_path, [made], "dpo", **PLAIN)[1], "refused_drafts") == []


def test_a_folder_without_attempts_has_no_refused_drafts(tmp_path: Path) -> None:
    _, rows = export(tmp_path, [answered(1, beside=501)], "dpo", **PLAIN)
    assert {row["origin"] for row in rows} == {"own_answers"}


def test_orpo_imitates_no_answer_without_the_thoughts_that_others_have(tmp_path: Path) -> None:
    assert export(tmp_path / "a", [declined(3)], "orpo")[1] == []
    assert len(export(tmp_path / "b", [declined(3)], "orpo", **PLAIN)[1]) == 2


def test_a_group_of_pairs_that_is_too_long_is_left_out_whole_and_said(tmp_path: Path) -> None:
    made = declined(3)
    long = replace(made.item.gold[0], text=gold(3).text + " and so on" * 400)
    made = replace(made, item=replace(made.item, gold=(long,)))
    exported, rows = export(tmp_path, [made], "dpo", export={"max_tokens": 400})
    assert rows == []
    assert exported.left_out == {"longer than export.max_tokens": 2}


def test_the_length_that_the_settings_ask_for_holds_every_pair(tmp_path: Path) -> None:
    made = declined(3)
    long = replace(made.item.gold[0], text=gold(3).text + " and so on" * 4000)
    exported, _ = export(tmp_path, [replace(made, item=replace(made.item, gold=(long,)))], "dpo")
    room = re.search(r"max_length=(\d+)", (exported.folder / "train_trl.py").read_text())
    assert room is not None
    assert int(room[1]) > 10_000


def probe(rows: Sequence[dict[str, Any]]) -> float:
    """Return how often the words, marks and lengths of answers tell the chosen one, in groups that were not seen."""

    def traits(text: str) -> set[str]:
        words = text.lower().split()
        looks = {f"size {int(3 * math.log2(1 + len(text)))}", f"words {len(words) // 4}", f"last {text[-1:]}"}
        return looks | {f"first {' '.join(words[:n])}" for n in (1, 2, 3)} | set(re.findall(r"[^\w\s]", text))

    folds: dict[int, list[tuple[set[str], set[str]]]] = defaultdict(list)
    for row in rows:
        chosen, rejected = (traits(text) for text in both(row))
        folds[sum(map(ord, row["group"].partition("-")[0])) % 5].append((chosen, rejected))
    right = 0.0
    for held, seen in folds.items():
        weight: Counter[str] = Counter()
        for fold, others in folds.items():
            for chosen, rejected in others if fold != held else ():
                weight.update(chosen - rejected)
                weight.subtract(rejected - chosen)
        for chosen, rejected in seen:
            score = sum(weight[trait] for trait in chosen) - sum(weight[trait] for trait in rejected)
            right += 1.0 if score > 0 else 0.5 if score == 0 else 0.0
    return right / len(rows)


def run_of(number: int) -> tuple[list[Draft], list[Tried]]:
    """Return drafts of all kinds; a fifth are mended ones, of which some begin in a way that gives them away."""
    made, tried = [], []
    for n in range(number):
        if n % 10 in (0, 6, 8):
            wrong = ("Well now. " if n % 20 == 0 else "") + quoted(n + n // 4 + 1, f"is kept by the {n + 90} people", 2)
            one = mended(n, wrong, clean=second(n).answer)
            tried.append(one)
            made.append(one[0])
        elif n % 10 in (1, 7):
            made.append(declined(n))
        elif n % 10 == 2:
            made.append(disputed(n))
        else:
            made.append(answered(n, n + 1) if n % 2 else answered(n, n - 1, at=1))
    return made, tried


@pytest.mark.whole
def test_length_style_and_opening_tell_nothing_over_hundreds_of_pairs(tmp_path: Path) -> None:
    made, tried = run_of(115)
    refused(tmp_path, tried)
    exported, rows = export(tmp_path, made, "dpo", **PLAIN, system={"num_items_per_group": 1})
    assert len(rows) > 200
    assert {row["origin"] for row in rows} == {"own_answers", "reference_answers", "other_records", "refused_drafts"}
    assert 0.45 <= probe(rows) <= 0.55
    assert len(of(rows, "refused_drafts")) >= 8
    assert [checked.counts for checked in exported.checked] == [{}]


def test_the_probe_sees_an_opening_that_stands_on_one_side(tmp_path: Path) -> None:
    _, rows = export(tmp_path, run_of(115)[0], "dpo", **PLAIN)
    for row in rows:
        row["chosen_answer"] = {"content": "Indeed, " + row["chosen_answer"]["content"]}
    assert probe(rows) > 0.9


def test_pairs_are_left_out_until_no_trait_tells_and_as_few_as_do() -> None:
    drawn = random.Random(1)
    words = ["one", "two", "three", "four"]

    def said(opening: str) -> str:
        return f"{opening} {' '.join(drawn.choices(words, k=8))}"

    told_by = [[(said("The"), said("As")), (said("The"), said("The"))] for _ in range(60)]
    fair = [[(said("The"), said("The")), (said("As"), said("As"))] for _ in range(60)]
    gone = telling([*told_by, *fair])
    assert len({n for n in gone if n < 60}) >= 50
    assert len({n for n in gone if n >= 60}) <= 30


@pytest.mark.one_in(2)
@pytest.mark.parametrize("name", ["dpo", "kto"])
def test_what_would_give_refused_drafts_away_is_left_out_and_counted(tmp_path: Path, name: str) -> None:
    tried = [mended(n) for n in range(40)]
    refused(tmp_path, tried)
    exported, rows = export(tmp_path, [made for made, *_ in tried], name, **PLAIN)
    ((reason, count),) = exported.left_out.items()
    assert reason == "of refused drafts, which length, style or opening would give away"
    assert count + len(of(rows, "refused_drafts")) == 40 * (2 if name == "dpo" else 4)
    assert len(of(rows, "refused_drafts")) < 20
    assert exported.rows["train"] == len(rows)
