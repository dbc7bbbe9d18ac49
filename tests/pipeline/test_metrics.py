"""A run tells machines how far it is."""

import json
import re
from pathlib import Path

import pytest
from whole_runs import Configured, run_quietly, serving

from openbook.config import Config
from openbook.errors import OutputError
from openbook.llm.shard_model import Shard
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.metrics import COUNTED, prometheus, state, watched
from openbook.pipeline.progress import Progress
from openbook.pipeline.shards import run_shard

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")
LINE = re.compile(r'openbook_[a-z_]+(\{[a-z]+="[a-z]+"(,[a-z]+="[a-z]+")*\})? [0-9.e+-]+')


def watching(configured: Configured, url: str, folder: Path) -> Config:
    return configured(url=url, run={"metrics": [folder / "state.jsonl", folder / "deep" / "state.prom"]})


def test_a_run_tells_its_counters_as_json_lines_and_as_prometheus_text(configured: Configured, tmp_path: Path) -> None:
    with serving() as server:
        run_quietly(watching(configured, server.url, tmp_path))
        answered = server.answered
    first, *_, last = [json.loads(line) for line in (tmp_path / "state.jsonl").read_text("utf-8").splitlines()]
    assert (first["ended"], first["calls"]) == (False, {})
    assert (last["ended"], last["phase"]) == (True, "assemble")
    assert sum(calls["sent"] for calls in last["calls"].values()) == answered
    assert last["time"] >= first["time"] > 1.7e9
    text = (tmp_path / "deep" / "state.prom").read_text("utf-8")
    assert f'openbook_calls_total{{model="small",answered="server"}} {last["calls"]["small"]["sent"]}\n' in text
    assert "openbook_ended 1\n" in text
    for line in text.splitlines():
        assert line.startswith(("# HELP openbook_", "# TYPE openbook_")) or LINE.fullmatch(line), line


def test_a_shard_has_files_of_its_own(configured: Configured, tmp_path: Path) -> None:
    with serving() as server, Progress() as progress:
        run_shard(watching(configured, server.url, tmp_path), Shard(2, 3), progress, HaltSwitch())
    assert {path.name for path in tmp_path.glob("**/state*")} == {"state.2-of-3.jsonl", "state.2-of-3.prom"}


def test_a_run_is_told_of_again_and_again(tmp_path: Path) -> None:
    file, progress = tmp_path / "state.jsonl", Progress()
    with progress.phase("judge", 3, unit="chunks") as phase, watched([file], progress, every=0.001):
        phase.advance(2)
        while '"done":2' not in file.read_text("utf-8"):
            pass
    assert json.loads(file.read_text("utf-8").splitlines()[-1])["ended"] is True


def test_a_file_that_cannot_be_written_is_known_before_anything_is_paid(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError), watched([tmp_path / "file" / "state.jsonl"], Progress()):
        pytest.fail("it began")


def test_every_field_and_every_metric_stands_in_the_page() -> None:
    now = state(Progress(), ended=False)
    assert [name for name in (*now, *COUNTED) if name != "calls" and not re.search(rf"[`.]{name}`", PAGE)] == []
    names = set(
        re.findall(r"# TYPE (\w+)", prometheus(now | {"total": 1, "calls": {"small": dict.fromkeys(COUNTED, 1)}}))
    )
    assert len(names) == 10
    assert [name for name in sorted(names) if name not in PAGE] == []
