"""A forecast in machines and hours."""

from pathlib import Path

from openbook.pipeline.at_rate import at_rate
from openbook.pipeline.counts import Counts, Forecast
from openbook.pipeline.summary import Summary


def planned(*forecasts: Forecast) -> Summary:
    sizes = ("small", "large")
    return Summary(Path(), Counts(), "model", forecast=dict(zip(sizes, forecasts, strict=False)))


def test_what_is_left_takes_as_long_as_the_machines_need() -> None:
    small, large = Forecast("s", 1000, 200, 0, 0, 1.0), Forecast("l", 1000, 0, 0, 0, 9.0, call_seconds=20.0)
    one, ten, hundred = at_rate(planned(small, large), 5.0)
    assert (one.seconds, ten.seconds, hundred.seconds) == (360.0, 36.0, 3.6)
    assert (one.in_flight, ten.in_flight, hundred.in_flight) == (100, 1000, 1800)
    assert {one.cost, ten.cost, hundred.cost} == {10.0}


def test_more_processes_than_one_are_for_rates_that_one_cannot_make() -> None:
    assert [one.processes for one in at_rate(planned(Forecast("l", 10**6, 0, 0, 0, 0.0)), 20.0)] == [1, 1, 5]


def test_how_many_are_in_flight_is_unknown_before_the_first_call() -> None:
    assert {one.in_flight for one in at_rate(planned(Forecast("l", 10, 0, 0, 0, 0.0)), 1.0)} == {None}


def test_a_plan_without_a_paid_call_takes_no_time() -> None:
    assert [one.seconds for one in at_rate(planned(), 1.0)] == [0.0, 0.0, 0.0]
