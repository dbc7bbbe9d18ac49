"""Ctrl-C, once and twice."""

import os
import signal
from contextlib import suppress

import pytest

from openbook.llm.counters import Counters, Trouble
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.terminal.interrupt import interrupts


def press(number: int = signal.SIGINT) -> None:
    os.kill(os.getpid(), number)


class Busy(Progress):
    """A run that is sending, or writing."""

    def __init__(self, sending: bool = True, assembling: bool = False) -> None:
        super().__init__()
        self._is = sending, assembling

    @property
    def sending(self) -> bool:
        return self._is[0]

    @property
    def assembling(self) -> bool:
        return self._is[1]


def test_the_first_signal_pulls_the_switch_and_the_second_stops_at_once() -> None:
    switch, progress, heard = HaltSwitch(), Busy(), []
    switch.listen(heard.append)
    with interrupts(switch, progress):
        press()
        assert (switch.reason, switch.grace) == ("interrupted", None)
        assert len(progress.notices) == 1
        with pytest.raises(KeyboardInterrupt):
            press()
    assert heard == ["interrupted"]


def test_while_nothing_is_sent_the_first_signal_stops_at_once() -> None:
    switch = HaltSwitch()
    with pytest.raises(KeyboardInterrupt), interrupts(switch, Busy(sending=False)):
        press(signal.SIGTERM)
    assert switch.reason is None


def test_sigterm_leaves_calls_in_flight_a_few_seconds() -> None:
    switch = HaltSwitch()
    with interrupts(switch, Busy()):
        press(signal.SIGTERM)
        assert (switch.reason, switch.grace) == ("interrupted", 5.0)
        with pytest.raises(KeyboardInterrupt):
            press(signal.SIGTERM)


def test_what_is_being_written_is_written_in_spite_of_sigterm_but_not_of_ctrl_c() -> None:
    with interrupts(HaltSwitch(), Busy(sending=False, assembling=True)):
        press(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            press()


def test_the_handlers_of_before_come_back() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with interrupts(HaltSwitch(), Busy()):
        pass
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_who_listens_late_hears_it_too_and_only_the_first_reason_counts() -> None:
    switch, heard = HaltSwitch(), []
    switch.pull("budget")
    switch.pull("interrupted")
    switch.listen(heard.append)
    assert heard == ["budget"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_that_comes_again_before_anything_was_said_counts_once(number: int) -> None:
    switch, progress = HaltSwitch(), Busy()
    switch.listen(lambda reason: press(number))  # as `timeout` sends it to the group as well
    with interrupts(switch, progress):
        press(number)
    assert switch.reason == "interrupted"
    assert len(progress.notices) == 1


@pytest.mark.parametrize("sending", [True, False])
def test_who_stops_a_run_in_trouble_is_told_what_the_trouble_was(sending: bool) -> None:
    progress = Busy(sending)
    progress.watch({"large": Counters(trouble=Trouble(since=0.0, times=14, detail="502 Bad Gateway", until=None))})
    with suppress(KeyboardInterrupt), progress.phase("generate", 3, size="large"), interrupts(HaltSwitch(), progress):
        press()
    assert progress.notices[0].startswith("generate: no replies: 502 Bad Gateway (14 times in ")
