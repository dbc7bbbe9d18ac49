"""How often a run reads a record from disk, counted: each reading of an item unpacks its context and its last call."""

from collections import Counter
from typing import Any

import pytest
from whole_runs import Configured, run_quietly

from openbook.fates import Fate
from openbook.records import Item
from openbook.spool import Spool

OF_ITEM, OF_CHUNK, OF_DRAFT = 4, 4, 3
"""Readings of what became of an item (to write, to count what lacks, for the files and whether they stand already), of
a chunk, and, for its draft, of an item that has one.
"""


@pytest.mark.whole
def test_what_became_of_a_record_is_read_a_few_times(configured: Configured, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    get: Any = Spool.__getitem__

    def counted(spool: Spool[Any], index: Any) -> Any:
        record = get(spool, index)
        if isinstance(record, Fate):
            read["item" if isinstance(record.record, Item) else "chunk"] += 1
        return record

    monkeypatch.setattr(Spool, "__getitem__", counted)
    counts = run_quietly(configured()).counts
    assert counts.items.accepted
    assert read["item"] <= OF_ITEM * counts.items.total + OF_DRAFT * counts.items.accepted
    assert read["chunk"] <= OF_CHUNK * counts.chunks.total
