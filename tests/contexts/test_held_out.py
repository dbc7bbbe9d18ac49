"""What is held out for validation never shows in the context of a training record."""

from pathlib import Path

import pytest
from simulated import corpus, settings, taken

from openbook.config.recipe import PRESETS
from openbook.contexts.simulate import Simulator


@pytest.mark.one_in(3)
@pytest.mark.parametrize("preset", list(PRESETS))
def test_no_training_context_shows_a_held_out_document(tmp_path: Path, preset: str) -> None:
    chunks = corpus(60)
    documents = sorted({chunk.document_id for chunk in chunks})
    held = frozenset(documents[::7])
    of = {chunk.id: chunk.document_id for chunk in chunks}
    config = settings(scenarios={"preset": preset})
    simulator = Simulator(chunks, config, tmp_path, (), held_out=held)
    items = list(taken(simulator.items(range(len(chunks)))))
    assert any(item.held_out for item in items)
    for item in items:
        assert item.held_out == (item.gold[0].document_id in held)
        shown = {of[passage.chunk_id] for passage in item.passages if passage.chunk_id in of}
        shown |= {chunk.document_id for chunk in item.gold}
        if not item.held_out:
            assert not shown & held
        else:
            assert {chunk.document_id for chunk in item.gold} <= held


@pytest.mark.whole
def test_what_a_conversation_turns_to_is_held_out_where_it_is(tmp_path: Path) -> None:
    chunks = corpus(60)
    held = frozenset(sorted({chunk.document_id for chunk in chunks})[::4])
    config = settings(scenarios={"gold_hard": 0.1, "topic_shift": 0.9})
    simulator = Simulator(chunks, config, tmp_path, (), held_out=held)
    turning = [item for item in taken(simulator.items(range(len(chunks)))) if item.scenario == "topic_shift"]
    assert len(turning) > 100
    assert all(len({chunk.document_id in held for chunk in item.gold}) == 1 for item in turning)
