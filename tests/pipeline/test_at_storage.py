"""An output folder in storage is what a folder on a disk is, with one machine at work on it at a time."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whole_runs import Configured, data_files, run_quietly, serving, write_documents

from openbook.config import Config
from openbook.errors import InputError, OutputError, PrerequisiteError
from openbook.llm.ledger import LEDGER_FILE
from openbook.llm.shard_model import Shard
from openbook.pipeline import at_storage as stored
from openbook.pipeline.at_storage import NEWER, RUNNING
from openbook.pipeline.executors.ray import Spread, run_on_ray
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.look_ahead import plan
from openbook.pipeline.merging import merge
from openbook.pipeline.progress import Progress
from openbook.pipeline.shards import run_shard
from openbook.storage import lease
from openbook.storage.remote import Place
from stores import s3_server

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Place]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "first"))
    monkeypatch.setattr(lease, "SETTLE_SECONDS", 0.0)
    with s3_server(monkeypatch) as address:
        yield Place.at(f"{address}/out", f"{address}/out")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    return lambda name: monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / name))


def at(place: Place, given: Config, **path: Any) -> Config:
    """Return the config with its output in storage."""
    values = given.model_dump(exclude_unset=True)
    values["path"] |= {"output_dir": place.shown} | path
    return Config.model_validate(values)


def brought(place: Place, folder: Path) -> dict[str, bytes]:
    """Return the data files of a place in storage."""
    place.bring(place.files(), folder, lambda name: None)
    return data_files(folder)


@pytest.mark.whole
def test_the_files_in_storage_are_those_of_a_run_on_a_disk(
    bucket: Place, configured: Configured, tmp_path: Path
) -> None:
    documents = Place.at(f"{bucket.shown[:-4]}/docs", "docs")
    local = write_documents(tmp_path / "documents")
    documents.send({path.name: path for path in local.iterdir()})
    run_quietly(configured())
    run_quietly(at(bucket, configured(), input_dir=f"{bucket.shown[:-4]}/docs"))
    assert brought(bucket, tmp_path / "got") == data_files(tmp_path / "output")
    assert RUNNING not in bucket.files()
    assert json.loads(bucket.read("run.json") or b"")["config"]["path"]["output_dir"] == bucket.shown


@pytest.mark.whole
def test_another_machine_goes_on_with_what_was_paid(
    bucket: Place, configured: Configured, machine: Callable[[str], None]
) -> None:
    with serving() as server:
        run_quietly(at(bucket, configured(url=server.url)))
        calls = server.answered
        machine("second")
        given = at(bucket, configured(url=server.url))
        with Progress() as progress:
            assert (
                plan(given, progress).summary.forecast["large"].calls
                == plan(given, progress).summary.forecast["large"].in_ledger
            )
        summary = run_quietly(given)
        assert server.answered == calls
    assert summary.paid["large"].output_tokens


@pytest.mark.whole
def test_two_machines_can_not_be_at_work_at_the_same_time(
    bucket: Place, configured: Configured, machine: Callable[[str], None]
) -> None:
    with stored.at_storage(at(bucket, configured())):
        assert RUNNING in bucket.files()
        with pytest.raises(OutputError, match="on this machine is using"):
            run_quietly(at(bucket, configured()))
        machine("second")
        with pytest.raises(OutputError, match=r"a run on .* is using this folder \(last sign of life"):
            run_quietly(at(bucket, configured()))
    run_quietly(at(bucket, configured()))


def age(place: Place, seconds: float) -> None:
    said = json.loads(place.read(RUNNING) or b"{}")
    place.write(RUNNING, json.dumps(said | {"time": said["time"] - seconds}).encode())


@pytest.mark.slow
def test_a_machine_that_is_gone_is_followed_by_another_and_its_replies_are_joined_when_it_is_back(
    bucket: Place, configured: Configured, machine: Callable[[str], None]
) -> None:
    def followed(url: str) -> None:
        """Run, and find at the end that another machine had taken over."""
        with stored.at_storage(at(bucket, configured(url=url))) as given:
            run_inside(given, limit=6)
            age(bucket, lease.LEASE_SECONDS + 1)
            machine("second")
            said: list[str] = []
            with stored.at_storage(at(bucket, configured(url=url)), told=said.append):
                assert "takes over" in said[0]

    with serving() as server:
        with pytest.raises(OutputError, match="another machine has taken over"):
            followed(server.url)
        before = server.answered
        machine("first")
        run_quietly(at(bucket, configured(url=server.url)), limit=6)
        assert server.answered == before, "what the first machine had paid was paid again"


def run_inside(given: Config, limit: int) -> None:
    """Run on the copy itself, while the test holds the place in storage."""
    values = given.model_dump()
    values["path"] |= {"output_dir": given.path.output_dir}
    run_quietly(Config.model_validate(values), limit=limit)


@pytest.mark.whole
def test_a_machine_notices_that_it_was_followed_and_stops(
    bucket: Place, configured: Configured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "PULSE_SECONDS", 0.01)
    switch, stopped = HaltSwitch(), threading.Event()
    switch.listen(lambda reason: stopped.set())

    def followed() -> None:
        with stored.at_storage(at(bucket, configured()), switch):
            bucket.write(RUNNING, json.dumps({"holder": "other", "host": "there", "time": 9e9}).encode())
            assert stopped.wait(20)

    with pytest.raises(OutputError, match="taken over"):
        followed()


@pytest.mark.slow
def test_new_replies_are_in_storage_before_the_run_ends(
    bucket: Place, configured: Configured, monkeypatch: pytest.MonkeyPatch, machine: Callable[[str], None]
) -> None:
    monkeypatch.setattr(stored, "PULSE_SECONDS", 0.05)
    pulses = []
    sent = stored._Held.send_newer

    def send_newer(held: stored._Held) -> None:
        sent(held)
        pulses.append(held.sent)

    monkeypatch.setattr(stored._Held, "send_newer", send_newer)

    def killed(url: str) -> None:
        with stored.at_storage(at(bucket, configured(url=url))) as given:
            run_inside(given, limit=6)
            ended = len(pulses)
            while len(pulses) < ended + 2:  # one may have begun before the run's last reply
                time.sleep(0.01)
            raise KeyboardInterrupt

    with serving() as server:
        with pytest.raises(KeyboardInterrupt):
            killed(server.url)
        before = server.answered
        assert LEDGER_FILE not in bucket.files()
        machine("second")
        age(bucket, lease.LEASE_SECONDS + 1)
        run_quietly(at(bucket, configured(url=server.url)), limit=6)
        assert server.answered == before, "what was in storage already was paid again"
    assert not [name for name in bucket.files() if name.startswith(f"{NEWER}/")]


@pytest.mark.slow
def test_storage_that_fails_at_the_end_costs_nothing_that_was_paid(
    bucket: Place, configured: Configured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise PrerequisiteError("storage is away")

    with serving() as server:
        with monkeypatch.context() as broken:
            broken.setattr(stored._Held, "send", fails)
            with pytest.raises(PrerequisiteError, match="storage is away"):
                run_quietly(at(bucket, configured(url=server.url)))
        calls = server.answered
        run_quietly(at(bucket, configured(url=server.url)))
        assert server.answered == calls
    assert "run.json" in bucket.files()


@pytest.mark.slow
def test_shards_on_machines_without_a_common_disk_meet_in_storage(
    bucket: Place, configured: Configured, machine: Callable[[str], None], tmp_path: Path
) -> None:
    with serving() as server:
        run_quietly(configured("whole", server.url))
        calls = server.answered
        server.bodies.clear()
        for _ in range(8):
            machine("driver")
            with Progress() as progress:
                if merge(at(bucket, configured(url=server.url)), progress).open is None:
                    break
            for number in (1, 2):
                machine(f"shard {number}")
                with Progress() as progress:
                    run_shard(at(bucket, configured(url=server.url)), Shard(number, 2), progress, HaltSwitch())
        machine("last")
        run_quietly(at(bucket, configured(url=server.url)))
        assert server.stats()["repeated"] == 0
        assert server.answered == 2 * calls
    assert brought(bucket, tmp_path / "got") == data_files(tmp_path / "whole")


@pytest.mark.whole
def test_a_merge_waits_for_shards_that_are_at_work(bucket: Place, configured: Configured) -> None:
    given = at(bucket, configured())
    refused = pytest.raises(OutputError, match=r"shards/1-of-2: this shard is at")
    with stored.at_storage(given, part="1-of-2"), Progress() as progress, refused:
        merge(given, progress)


@pytest.mark.slow
def test_what_was_taken_away_in_storage_is_not_brought_back_but_for_replies(
    bucket: Place, configured: Configured
) -> None:
    run_quietly(at(bucket, configured()))
    bucket.write("foreign.txt", b"not ours")
    bucket.delete(["drafts.jsonl", LEDGER_FILE])
    with stored.at_storage(at(bucket, configured())) as given:
        assert not (given.path.output_dir / "drafts.jsonl").exists()
        assert (given.path.output_dir / LEDGER_FILE).exists()
    assert {"foreign.txt", LEDGER_FILE} <= bucket.files().keys()
    assert "drafts.jsonl" not in bucket.files()


def test_ray_wants_a_folder_that_all_nodes_share(configured: Configured) -> None:
    config = at(Place("s3://bucket/out", None, "bucket/out"), configured())
    with pytest.raises(InputError, match="wanted a folder on a disk that all nodes share"), Progress() as progress:
        run_on_ray(config, Spread(), progress, HaltSwitch())


@pytest.mark.slow
def test_verbs_that_look_and_that_write_take_an_address(bucket: Place, configured: Configured, tmp_path: Path) -> None:
    run_quietly(at(bucket, configured()))
    shown = openbook("show", bucket.shown, "--json")
    assert json.loads(shown.stdout)
    assert openbook("export", bucket.shown, "--to", "sharegpt").returncode == 0
    assert any(name.startswith("export/sharegpt/") for name in bucket.files())
    assert RUNNING not in bucket.files()


def openbook(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "openbook", *arguments], capture_output=True, check=True)


CONCURRENCY = 4


@pytest.mark.slow
@pytest.mark.parametrize("kills", [2, pytest.param(16, marks=pytest.mark.long)])
def test_killed_runs_lose_only_what_was_in_flight_and_storage_has_the_same_bytes(
    bucket: Place, tmp_path: Path, kills: int
) -> None:
    documents = write_documents(tmp_path / "documents", documents=4 + kills)
    with serving(latency=0.05) as server:
        names: dict[str, str] = {"whole": str(tmp_path / "whole"), "stored": bucket.shown}
        for name, output in names.items():
            api = {f"{size}_{key}": value for size in ("small", "large") for key, value in
                   (("model", "m"), ("base_url", server.url))}  # fmt: skip
            system = {"chunk_size": 500, "chunk_unit": "characters", "concurrency_limit": CONCURRENCY}
            config = {"path": {"input_dir": str(documents), "output_dir": output}, "system": system, "api": api,
                      "retrieval": {"query": "chunk"}}  # fmt: skip
            (tmp_path / f"{name}.yaml").write_text(json.dumps(config))
        openbook("run", str(tmp_path / "whole.yaml"), "--quiet")
        calls = server.answered
        server.bodies.clear()
        command = [sys.executable, "-m", "openbook", "run", str(tmp_path / "stored.yaml"), "--quiet"]
        killed = 0
        while killed < kills:
            run = subprocess.Popen(command)
            before = server.seen
            while run.poll() is None and server.seen < before + 5 + killed % 3:
                time.sleep(0.005)
            if run.poll() is not None:
                break
            run.send_signal(signal.SIGKILL)
            run.wait()
            killed += 1
        assert subprocess.run(command, check=False).returncode == 0
        repeated = server.stats()["repeated"]
    assert killed == kills
    assert repeated <= kills * CONCURRENCY, "more was paid twice than can have been in flight"
    assert sum(server.bodies.values()) - repeated == calls
    assert brought(bucket, tmp_path / "got") == data_files(tmp_path / "whole")
