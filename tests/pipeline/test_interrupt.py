"""Ctrl-C, once and twice."""

import os
import signal

import pytest

from openbook.pipeline.halt import HaltSwitch
from openbook.terminal.interrupt import interrupts


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_signal_pulls_the_switch_and_the_second_stops_at_once() -> None:
    switch, said, heard = HaltSwitch(), [], []
    switch.listen(heard.append)
    with interrupts(switch, said.append, lambda: True):
        press()
        assert switch.reason == "interrupted"
        assert len(said) == 1
        with pytest.raises(KeyboardInterrupt):
            press()
    assert heard == ["interrupted"]


def test_while_nothing_is_sent_the_first_signal_stops_at_once() -> None:
    switch = HaltSwitch()
    with pytest.raises(KeyboardInterrupt), interrupts(switch, print, lambda: False):
        os.kill(os.getpid(), signal.SIGTERM)
    assert switch.reason is None


def test_the_handlers_of_before_come_back() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with interrupts(HaltSwitch(), print, lambda: True):
        pass
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_who_listens_late_hears_it_too_and_only_the_first_reason_counts() -> None:
    switch, heard = HaltSwitch(), []
    switch.pull("budget")
    switch.pull("interrupted")
    switch.listen(heard.append)
    assert heard == ["budget"]
