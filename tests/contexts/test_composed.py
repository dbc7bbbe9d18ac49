"""Contexts that were composed before are looked up, and are what they were."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from simulated import corpus, settings

from openbook.contexts.compose import Composer
from openbook.contexts.simulate import Simulator
from openbook.dataclass import dataclass
from openbook.derived import Derived
from openbook.records import Chunk, Item, Passage


@dataclass(frozen=True, slots=True)
class Named:
    """Says of the chunk of an id that it tells."""

    id: str

    def __call__(self, passage: Passage) -> bool:
        return passage.chunk_id == self.id


class Counted:
    """Counts the contexts that are drawn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        for name in ("compose", "exchange"):
            monkeypatch.setattr(Composer, name, self._counting(getattr(Composer, name)))

    def _counting(self, draw: Any) -> Any:
        def drawn(*given: Any) -> Any:
            self.times += 1
            return draw(*given)

        return drawn


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def run(folder: Path, chunks: Sequence[Chunk], unsuitable: Sequence[str] = (), **changed: Any) -> tuple[Any, ...]:
    """Build all contexts and repair the first, in a run of its own that remembers in `folder`."""
    derived = Derived(folder)
    made = Simulator(chunks, settings(**changed), Path(tempfile.mkdtemp(dir=folder)), unsuitable, derived=derived)
    items = [fate.became for fate in made.items(range(len(chunks)))]
    first = next(item for item in items if isinstance(item, Item) and not item.has_gold)
    repaired = made.repair(first, [first.passages[0].chunk_id], Named(first.passages[-1].chunk_id))
    derived.close(10_000)
    return items, repaired, made.notices, made.tallied()


CHANGES: dict[str, dict[str, Any]] = {
    "usual": {},
    "shares of every kind": {"scenarios": "robust"},
    "random": {"distractors": "random"},
    "one family": {"near_duplicate": 0.05},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_second_run_draws_no_context_and_has_the_same(name: str, tmp_path: Path, drawn: Counted) -> None:
    once = run(tmp_path, corpus(12), **CHANGES[name])
    times = drawn.times
    assert run(tmp_path, corpus(12), **CHANGES[name]) == once
    assert times >= len(once[0])
    assert drawn.times == times


def test_another_chunk_setting_or_verdict_draws_anew(tmp_path: Path, drawn: Counted) -> None:
    chunks = corpus(12)
    run(tmp_path, chunks)
    for others, unsuitable, changed in (
        (corpus(13), (), {}),
        (chunks, [chunks[5].id], {}),
        (chunks, (), {"rag_max_chunks": 5}),
        (chunks, (), {"hardness": "easy"}),
        (chunks, (), {"seed": 7}),
    ):
        before = drawn.times
        run(tmp_path, others, unsuitable, **changed)
        assert drawn.times - before > len(others)


def test_what_a_bare_function_tells_is_asked_each_time(tmp_path: Path, drawn: Counted) -> None:
    chunks, derived = corpus(12), Derived(tmp_path)
    made = Simulator(chunks, settings(rag_failure_percentage=1.0), tmp_path, (), derived=derived)
    item = next(fate.record for fate in made.items(range(48)))
    before = drawn.times
    for _ in range(2):
        made.repair(item, [item.passages[0].chunk_id], lambda _: False)
        derived.flush()
    derived.close(most=100)
    assert drawn.times - before == 2
