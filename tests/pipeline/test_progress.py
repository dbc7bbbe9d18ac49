"""What a person sees while a run works."""

import io
import threading

import pytest
from rich.console import Console

from openbook.llm.counters import Counters as Calls
from openbook.llm.counters import Trouble
from openbook.pipeline.progress import Progress
from openbook.terminal import numbers as figures
from openbook.terminal.display import LiveProgress, LogProgress, describe, open_progress, table
from openbook.terminal.trouble import trouble


def plain(width: int = 80) -> Console:
    return Console(file=io.StringIO(), width=width)


def written(console: Console) -> str:
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_phase_counts_and_knows_how_long_it_took() -> None:
    progress = Progress()
    with progress.phase("read", 3, unit="documents") as phase:
        phase.advance()
        phase.advance(2)
    assert phase.done == 3
    assert phase.ended is not None
    assert progress.seconds().keys() == {"read"}


def test_tokens_are_those_of_the_phase_although_the_model_was_called_before() -> None:
    progress, calls = Progress(), Calls(input_tokens=100, cost=1.0)
    progress.watch({"large": calls})
    with progress.phase("generate", 1, size="large") as phase:
        calls.input_tokens, calls.output_tokens, calls.cost = 150, 5, 1.5
    calls.input_tokens = 999
    assert (phase.spent.tokens, phase.spent.cost) == (55, 0.5)


def test_a_stop_has_something_to_wait_for_only_where_a_server_was_reached() -> None:
    progress, calls = Progress(), Calls()
    progress.watch({"small": calls})
    assert not progress.sending
    with progress.phase("read"):
        assert not progress.sending
    with progress.phase("judge", 2, size="small"):
        assert not progress.sending
        calls.in_flight = 1
        assert progress.sending
    assert not progress.sending


def test_a_log_has_a_line_a_phase_and_a_notice_once() -> None:
    console = plain()
    with LogProgress(console) as progress:
        progress.start()
        with progress.phase("read", unit="documents") as phase:
            phase.advance(1204)
        progress.notice("one file has no text layer")
        progress.notice("one file has no text layer")
    assert written(console).splitlines() == ["read: 1,204 documents in 0.0 s", "note: one file has no text layer"]


def test_a_long_phase_says_now_and_then_how_far_it_is() -> None:
    console = plain()
    progress = LogProgress(console, every=0)
    with progress.phase("judge", 10, unit="chunks") as phase:
        phase.advance(4)
        progress.tick()
        assert "judge: 4 of 10 chunks" in written(console)


def test_a_thread_looks_at_the_counters_while_the_run_works() -> None:
    looked = threading.Event()

    class Display(LogProgress):
        def tick(self) -> None:
            looked.set()

    with Display(plain(), every=0.001) as progress:
        progress.start()
        assert looked.wait(60)


def test_rate_tokens_cost_and_time_left_stand_on_the_line() -> None:
    progress, calls = Progress(), Calls()
    progress.watch({"large": calls})
    with progress.phase("generate", 1000, unit="items", size="large") as phase:
        phase.started -= 10
        phase.advance(500)
        calls.input_tokens, calls.cost = 1_200_000, 0.31
        line = describe(phase, progress)
    assert line == "generate: 500 of 1,000 items, 50/s, 1.2M tokens, cost 0.31, 10 s left"


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_terminal_shows_a_line_a_phase_at_any_width(width: int) -> None:
    console = plain(width)
    progress = Progress()
    with progress.phase("read", unit="documents") as phase:
        phase.advance(26)
    with progress.phase("judge", 1204, unit="chunks") as phase:
        phase.advance(312)
        console.print(table(progress, width))
    lines = written(console).splitlines()
    assert len(lines) == 2
    assert "312/1,204  chunks" in lines[1]
    assert max(map(len, lines)) <= width


def test_a_phase_that_was_cut_short_is_not_marked_as_done() -> None:
    console, progress = plain(), Progress()
    with pytest.raises(KeyboardInterrupt), progress.phase("read"):
        raise KeyboardInterrupt
    with progress.phase("judge", 3) as phase:
        phase.advance()
    console.print(table(progress))
    assert "■ read" in written(console)
    assert "■ judge" in written(console)


def test_where_the_talk_goes_decides_the_display() -> None:
    assert type(open_progress(None)) is Progress
    assert type(open_progress(plain())) is LogProgress
    assert type(open_progress(Console(file=io.StringIO(), force_terminal=True))) is LiveProgress
    dumb = Console(file=io.StringIO(), force_terminal=True, _environ={"TERM": "dumb"})
    assert type(open_progress(dumb)) is LogProgress


def test_the_terminal_is_left_as_it_was_found() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    with LiveProgress(console) as progress:
        progress.start()
        with progress.phase("read", 1) as phase:
            phase.advance()
    assert written(console).count("\x1b[?25h") == written(console).count("\x1b[?25l") == 1


def test_advancing_writes_nothing_and_waits_for_nobody() -> None:
    console = plain()
    progress = LogProgress(console, every=0)
    with progress.phase("read", 100_000) as phase, progress._lock:
        other = threading.Thread(target=lambda: [phase.advance() for _ in range(100_000)])
        other.start()
        other.join()
        assert written(console) == ""
    assert phase.done == 100_000


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (figures.whole(1204), "1,204"),
        (figures.short(950), "950"),
        (figures.short(999.7), "1.0k"),
        (figures.short(1249), "1.2k"),
        (figures.short(12_400), "12k"),
        (figures.short(999_900), "1.0M"),
        (figures.short(3.4e9), "3.4G"),
        (figures.rate(0.05), "3.0/min"),
        (figures.rate(0.31), "0.3/s"),
        (figures.rate(42.3), "42/s"),
        (figures.duration(0.42), "0.4 s"),
        (figures.duration(9.97), "10 s"),
        (figures.duration(28), "28 s"),
        (figures.duration(59.7), "1:00"),
        (figures.duration(245), "4:05"),
        (figures.duration(7445), "2:04:05"),
        (figures.money(0), "0.00"),
        (figures.money(0.00421), "0.0042"),
        (figures.money(1204.5), "1,204.50"),
        (figures.percent(2, 3), "67 %"),
        (figures.percent(0, 0), ""),
    ],
)
def test_figures_read_well(made: str, wanted: str) -> None:
    assert made == wanted


def test_trouble_is_told_after_five_seconds_with_what_how_often_and_until_when() -> None:
    progress, calls = Progress(), Calls(trouble=Trouble(since=100.0, times=14, detail="502 Bad Gateway", until=400.0))
    progress.watch({"large": calls})
    with progress.phase("generate", 3, size="large") as phase:
        assert trouble(phase, progress, 104.0) is None
        assert trouble(phase, progress, 121.0) == "no replies: 502 Bad Gateway (14 times in 21 s, gives up in 4:39)"
        calls.trouble = None
        assert trouble(phase, progress, 121.0) is None
    assert trouble(phase, progress, 121.0) is None, "a phase that has ended has none"


def test_a_server_that_says_nothing_at_all_is_told_too() -> None:
    progress, calls = Progress(), Calls(in_flight=2, heard=100.0, timeout=240.0)
    progress.watch({"large": calls})
    with progress.phase("generate", 3, size="large") as phase:
        assert trouble(phase, progress, 104.0) is None
        assert trouble(phase, progress, 107.0) == (
            "no word from the server for 7.0 s (2 requests out, given up after 4:00)"
        )
        calls.in_flight = 0
        assert trouble(phase, progress, 107.0) is None


def test_a_model_may_take_as_long_as_it_took_before() -> None:
    progress, calls = Progress(), Calls(in_flight=1, heard=100.0, slowest=31.0)
    progress.watch({"large": calls})
    with progress.phase("generate", 3, size="large") as phase:
        assert trouble(phase, progress, 130.0) is None
        assert trouble(phase, progress, 135.0) == "no word from the server for 35 s (1 request out)"


def test_a_log_says_trouble_when_it_comes_and_then_now_and_then() -> None:
    console, calls = plain(), Calls(trouble=Trouble(since=0.0, times=9, detail="502 Bad Gateway", until=None))
    progress = LogProgress(console)
    progress.watch({"large": calls})
    with progress.phase("generate", 3, size="large"):
        for _ in range(3):
            progress.tick()
        assert written(console).count("generate: no replies: 502 Bad Gateway") == 1


def test_trouble_that_comes_and_goes_fills_no_log() -> None:
    met = Trouble(since=0.0, times=9, detail="502 Bad Gateway", until=None)
    console, calls = plain(), Calls()
    progress = LogProgress(console)
    progress.watch({"large": calls})
    with progress.phase("generate", 3, size="large"):
        for calls.trouble in (met, None, met, None, met):
            progress.tick()
        assert written(console).count("no replies") == 1
