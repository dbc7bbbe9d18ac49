"""What `run.processes` brings: a run over one process and over several, with a model that answers inside of them.

    python benchmarks/processes.py                       # 2,000 chunks, replies that burn 2 ms of CPU
    python benchmarks/processes.py --burn 0 --processes 1 2 4

The model is a function of the program (`openbook.run(config, model=…)`), so no server takes part of the cores. CPU is
that of all processes; a machine that does other work meanwhile shows it in the seconds, hardly in the CPU.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from calls import write_documents


class Burns:
    """Answers after so much work."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def reply(self, request: Any) -> Any:
        """Say that a chunk is suitable."""
        from openbook.calls import Reply, Usage

        until = time.thread_time() + self.seconds
        while time.thread_time() < until:
            pass
        return Reply("There is enough in it to ask about.\nVerdict: suitable", "stop", Usage(900, 12), 0.0)


def one(folder: Path, output: Path, processes: int, burn: float) -> dict[str, float]:
    """Judge all chunks, and return what that phase took."""
    from openbook import api
    from openbook.config import Config
    from openbook.pipeline.progress import Phase, Progress

    taken: dict[str, float] = {}

    class Meter(Progress):
        def phase_started(self, phase: Phase) -> None:
            if phase.name == "judge":
                taken["cpu"] = -cpu()

        def phase_ended(self, phase: Phase) -> None:
            if phase.name == "judge":
                taken["cpu"] += cpu()
                taken["seconds"] = phase.seconds()

    config = Config.model_validate(
        {
            "path": {"input_dir": folder, "output_dir": output},
            "system": {"chunk_size": 1800, "chunk_unit": "characters"},
            "run": {"processes": processes},
        }
    )
    result = api.run(config, model={"small": Burns(burn)}, progress=Meter())
    assert result.summary is not None
    return taken | {"calls": result.summary.counts.calls["small"].sent}


def cpu() -> float:
    """Return the CPU seconds of this process and of its ended children."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=2_000)
    parser.add_argument("--burn", type=float, default=2.0, metavar="MS", help="CPU of a reply")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        folder, output, processes = given.one
        print(json.dumps(one(Path(folder), Path(output), int(processes), given.burn / 1000)))
        return
    print("| processes | seconds | calls/s | times one | ms of CPU a call |\n|---|---|---|---|---|")
    best: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="openbook-processes-") as name:
        folder = Path(name) / "documents"
        write_documents(folder, given.items)
        for turn in range(given.rounds):
            for count in given.processes:
                output = Path(name) / f"{count}-{turn}"
                command = [sys.executable, __file__, "--burn", str(given.burn), "--one"]
                ended = subprocess.run(
                    [*command, folder, output, str(count)], check=True, capture_output=True, text=True
                )
                taken = json.loads(ended.stdout.splitlines()[-1])
                if count not in best or taken["seconds"] < best[count]["seconds"]:
                    best[count] = taken
    for count, taken in best.items():
        times = best[given.processes[0]]["seconds"] / taken["seconds"]
        rate, each = taken["calls"] / taken["seconds"], taken["cpu"] / taken["calls"] * 1000
        print(f"| {count} | {taken['seconds']:.1f} | {rate:,.0f} | {times:.2f} | {each:.2f} |")


if __name__ == "__main__":
    main()
