"""From what to what a run may come: by assumption, and narrower with every call in the ledger."""

from pathlib import Path

import pytest
from whole_runs import Configured, run_quietly, serving

from openbook.pipeline.counts import Bounds
from openbook.pipeline.look_ahead import Plan, plan
from openbook.pipeline.progress import Progress

PRICES = {"cost_per_million_large_input": 1.0, "cost_per_million_large_output": 4.0}


def large(made: Plan) -> Bounds:
    assert made.summary.forecast is not None
    found = made.summary.forecast["large"].bounds
    assert found is not None
    return found


def width(bounds: Bounds) -> float:
    return bounds.calls.high / bounds.calls.low


def test_before_the_first_call_it_rests_on_assumptions_around_the_forecast(configured: Configured) -> None:
    config = configured(url="http://127.0.0.1:9/v1", cost=PRICES)
    made = plan(config, Progress())
    assert made.summary.forecast is not None
    expected, found = made.summary.forecast["large"], large(made)
    for name in ("calls", "input_tokens", "output_tokens", "cost"):
        between = getattr(found, name)
        assert between.low < getattr(expected, name) < between.high, name
    assert 0 < found.seconds.low < found.seconds.high
    assert "assumptions" in made.rests_on[0]
    assert "50% to 100%" in made.rests_on[1]


@pytest.mark.whole
def test_what_a_part_of_the_run_paid_narrows_it_and_the_rest_comes_to_that(configured: Configured) -> None:
    with serving() as server:
        config = configured(url=server.url, cost=PRICES)
        before = plan(config, Progress())
        run_quietly(config, limit=12)
        after = plan(config, Progress())
        sent = len(server.requests)
        whole = run_quietly(config)
        rest = len(server.requests) - sent
    assert width(large(after)) < width(large(before))
    assert "12 verdicts" in after.rests_on[0]
    assert after.summary.forecast is not None
    both = [one.bounds for one in after.summary.forecast.values() if one.bounds is not None]
    assert sum(one.calls.low for one in both) <= rest <= sum(one.calls.high for one in both)
    assert whole.counts.records


@pytest.mark.whole
def test_where_all_is_paid_there_is_nothing_left_to_bound(configured: Configured) -> None:
    with serving() as server:
        config = configured(url=server.url)
        run_quietly(config)
        made = plan(config, Progress())
    assert made.summary.forecast is not None
    assert all(one.bounds is None for one in made.summary.forecast.values())


@pytest.mark.parametrize(("rate", "least"), [(None, 0.0), (6.0, 60.0)])
def test_a_rate_of_the_config_bounds_the_time(configured: Configured, rate: float | None, least: float) -> None:
    api = {"large_model": "m", "large_base_url": "http://127.0.0.1:9/v1", "large_requests_per_minute": rate}
    found = large(plan(configured(api=api), Progress()))
    assert found.seconds.low >= least


def test_a_judge_that_is_skipped_leaves_no_doubt_about_chunks(configured: Configured) -> None:
    made = plan(configured(url="http://127.0.0.1:9/v1", skip={"skip_filter_chunks": True}), Progress())
    assert made.rests_on == (made.rests_on[0],)
    assert made.summary.forecast is not None
    assert large(made).calls.low == made.summary.forecast["large"].calls


def test_plan_writes_nothing(configured: Configured) -> None:
    config = configured(url="http://127.0.0.1:9/v1")
    plan(config, Progress())
    assert not Path(config.path.output_dir).exists()
