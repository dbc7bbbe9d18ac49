"""A plan says how much disk a run takes, before it takes it."""

from typing import Any

import pytest
from whole_runs import Configured, run_quietly, serving

from openbook.config import Config
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.progress import Progress
from openbook.terminal.numbers import volume
from openbook.terminal.plan_table import disk_of, plan_as_json


def planned(config: Config) -> tuple[int, int]:
    with Progress() as progress:
        disk = disk_of(plan(config, progress))
    return disk.output, disk.work


def written(config: Config) -> int:
    return sum(path.stat().st_size for path in config.path.output_dir.rglob("*") if path.is_file())


@pytest.mark.whole
@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "sections", [{}, {"system": {"rag_max_chunks": 6}}, {"export": {"formats": ["sharegpt", "trl"]}}]
)
def test_what_is_planned_is_about_what_is_written(configured: Configured, sections: dict[str, Any]) -> None:
    with serving() as server:
        config = configured("output", server.url, **sections)
        output, _ = planned(config)
        run_quietly(config)
    assert output / 3 < written(config) < output * 3


@pytest.mark.slow
def test_more_passages_take_more_room(configured: Configured) -> None:
    few, many = (planned(configured("output", system={"rag_max_chunks": most})) for most in (1, 8))
    assert few[0] < many[0]
    assert few[1] < many[1]


@pytest.mark.whole
def test_a_machine_reads_it_too(configured: Configured) -> None:
    with Progress() as progress:
        made = plan_as_json(plan(configured(), progress))
    assert made["disk"]["output"] > 0
    assert made["disk"]["work"] > 0


@pytest.mark.parametrize(
    ("size", "said"), [(10, "1 kB"), (2_400, "2 kB"), (1_500_000, "1.5 MB"), (24e9, "24 GB"), (3.2e12, "3.2 TB")]
)
def test_bytes_are_said_as_people_say_them(size: float, said: str) -> None:
    assert volume(int(size)) == said
