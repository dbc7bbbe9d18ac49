"""The benchmark of calls still measures: each of its clients, against the mock server, in a process of its own."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.mark.slow
def test_each_client_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import calls

    got = calls.measured(calls.Case(40, 8), 1)
    assert set(got) == set(calls.CLIENTS)
    assert got["run"]["calls"] == got["calls"]["calls"] == got["raw"]["calls"] > 40
    assert all(figures["cpu_ms"] > 0 and figures["rate"] > 0 for figures in got.values())
    sys.modules.pop("calls", None)
