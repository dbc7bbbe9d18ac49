"""A model changes one fact of gold where another source is to say otherwise."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from simulated import chunk
from stations import handbook
from written import asker, scripted

from openbook.calls import Reply, Usage
from openbook.codes import Code
from openbook.config import Config
from openbook.contexts.contradict import Altered
from openbook.contexts.rewriting import Replacement
from openbook.contexts.simulate import Simulator
from openbook.dialogue.change_fact import Contradict
from openbook.dialogue.reply.replacements import Replacements, parse_replacements
from openbook.errors import UnusableReply
from openbook.llm.scripted import ScriptedModel
from openbook.records import Chunk, Item, Rejected
from some import some

API = {"large_model": "scripted", "large_base_url": "http://127.0.0.1:1/v1", "large_max_attempts": 2}
LOANS = chunk("loans.md", 0, "A tool may be kept for fourteen days. After the 14 days a reminder is sent by post.")
EDITS = (
    "**BEFORE:** fourteen days\n\n**AFTER:** ten days\n\n**BEFORE:** the 14 days\n\n**AFTER:** the 10 days\n\n"
    "**MENTION:** Ladders of the tool library go back after ten days."
)


def config(query: str = "question", **scenarios: Any) -> Config:
    shares = scenarios or {"conflicting": 1.0}
    return Config.model_validate(
        {"api": API, "scenarios": {**shares, "conflicting_by": "model"}, "retrieval": {"query": query}}
    )


def made_of(replies: Sequence[str], scenario: str = "conflicting") -> Altered | Rejected:
    settings = config(**{scenario: 1.0})
    large = asker(settings, scripted(replies), "large")
    return asyncio.run(Contradict(large)(Item(LOANS.id, (LOANS,), scenario, ())))


def test_a_reply_that_changes_one_fact_everywhere_is_taken() -> None:
    altered = made_of([EDITS])
    assert isinstance(altered, Altered)
    assert altered.text == "A tool may be kept for ten days. After the 10 days a reminder is sent by post."
    assert altered.mention == "Ladders of the tool library go back after ten days."


def test_a_reply_that_forgets_a_place_is_asked_for_again() -> None:
    altered = made_of(["**BEFORE:** fourteen days\n**AFTER:** ten days", EDITS])
    assert isinstance(altered, Altered)


def test_an_item_whose_fact_is_never_changed_alone_is_rejected_with_the_reason() -> None:
    rejected = made_of(["**BEFORE:** fourteen days\n**AFTER:** ten days"] * 2)
    assert isinstance(rejected, Rejected)
    assert (rejected.step, rejected.code) == ("contradict", Code.NOT_CONTRADICTED)
    assert "“14” still stands elsewhere" in rejected.detail


def test_that_there_is_no_fact_is_believed_at_once() -> None:
    rejected = made_of(["**NONE**"])
    assert isinstance(rejected, Rejected)
    assert rejected.code == Code.NOT_CONTRADICTED


def said(text: str, finish_reason: str = "stop") -> Reply:
    return Reply(text, finish_reason, Usage(10, 10), 0.0)


SAID = "Ladders go back after ten days."
BARE = Replacements((Replacement("fourteen days", "ten days"),), "")
CHANGED = Replacements((Replacement("fourteen days", "ten days"),), SAID)


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("**BEFORE:** fourteen days\n\n**AFTER:** ten days\n\n**MENTION:** Ladders go back after ten days.", CHANGED),
        ('BEFORE: "fourteen days"\nAFTER: “ten days”\nMENTION: Ladders go back after ten days.', CHANGED),
        ("1. **Before**: fourteen days\n   **After**: ten days\n", BARE),
        (f'{{"changes": [{{"before": "fourteen days", "after": "ten days"}}], "mention": "{SAID}"}}', CHANGED),
        ('```json\n[{"before": "fourteen days", "after": "ten days"}]\n```',
         BARE),
        ("<think>Which one?</think>**NONE**", Replacements((), "")),
        ('{"changes": [], "mention": ""}', Replacements((), "")),
    ],
)  # fmt: skip
def test_both_forms_of_a_reply_give_the_same_changes(text: str, edits: Replacements) -> None:
    assert parse_replacements(said(text)) == edits


@pytest.mark.parametrize(
    "reply",
    [
        said(""),
        said("I would change the days."),
        said("**BEFORE:** fourteen days"),
        said("**AFTER:** ten days\n**BEFORE:** fourteen days"),
        said('{"changes": [{"before": "fourteen days"}]}'),
        said('{"changes": "none"}'),
        said('{"changes": [{"bef'),
        said(EDITS, finish_reason="length"),
    ],
)
def test_what_names_no_changes_is_of_no_use(reply: Reply) -> None:
    with pytest.raises(UnusableReply):
        parse_replacements(reply)


def change_a_figure(request: Any) -> str:
    text = request.subject.gold[0].text
    before = next(word for word in ("kilograms", "minutes", "litres of oil") if word in text)
    number = text.partition(f" {before}")[0].split()[-1]
    other = int(number) + 1000
    return (
        f"**BEFORE:** {number} {before}\n**AFTER:** {other} {before}\n"
        f"**MENTION:** Every pilot of the bay has heard of {other} {before} at that place."
    )


def contradicted(chunks: list[Chunk], query: str) -> list[Item]:
    settings = config(query)
    rewrite = Contradict(asker(settings, ScriptedModel(change_a_figure), "large"))
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, settings, Path(folder), ())
        fates = list(simulator.items(range(len(chunks))))
        assert any(simulator.waits_for_a_model(fate.record) for fate in fates)
        made = [asyncio.run(simulator.contradict(fate.record, rewrite)) for fate in fates]
        assert not any(simulator.waits_for_a_model(item) for item in made if isinstance(item, Item))
    return [item for item in made if isinstance(item, Item)]


@pytest.mark.parametrize("query", ["question", "chunk"])
def test_the_changed_fact_stands_in_a_copy_or_in_another_page_and_the_context_is_whole(query: str) -> None:
    chunks = handbook(20)
    items = contradicted(chunks, query)
    assert len(items) == len(chunks)
    copies = 0
    for item in some(items):
        (told,) = [passage for passage in item.passages if passage.synthetic]
        is_copy = told.chunk_id == f"{item.id}-altered"
        copies += is_copy
        assert not told.is_gold
        assert is_copy or "Every pilot of the bay" in told.text
        assert len(item.passages) >= 2
        ranks = [passage.rank for passage in item.passages]
        assert ranks == (list(range(1, len(ranks) + 1)) if query == "chunk" else [0, 0])
    assert 0 < copies < 0.4 * len(items)


def test_what_a_model_has_said_stays_when_leaking_passages_are_replaced() -> None:
    chunks = handbook(20)
    settings = config("chunk")
    rewrite = Contradict(asker(settings, ScriptedModel(change_a_figure), "large"))
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, settings, Path(folder), ())
        fates = list(simulator.items(range(len(chunks))))
        item = asyncio.run(simulator.contradict(fates[0].record, rewrite))
        assert isinstance(item, Item)
        repaired = simulator.repair(item, [passage.chunk_id for passage in item.passages])
    assert isinstance(repaired, Item)
    assert [p.text for p in repaired.passages if p.synthetic] == [p.text for p in item.passages if p.synthetic]
