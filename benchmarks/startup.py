"""What a command costs before it does anything: CPU of `openbook --help`, and of a run over one small file.

    python benchmarks/startup.py OLD/.venv/bin/openbook NEW/.venv/bin/openbook [--rounds N]

The builds take turns, so that what else the machine does meets both. CPU is user and system time of the command and
the processes that it starts: the median of the rounds and, in brackets, the smallest, and the ratio of the medians. The
first round, in which Python compiles what it imports, does not count; with --uncompiled each round does so.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

DOCUMENT = """# The boathouse

The boathouse of Hollin Skerry was built in 1887 by Maren Oake. It holds two boats, and a winch that lifts four hundred
kilograms. The doors open to the north, because the swell comes from the south in winter.

## The winch

The winch was made in Leith in 1902. Its drum carries sixty metres of steel rope, which is replaced every five years.
Nobody stands behind the rope while it is under load.
"""


def main() -> None:
    """Print a row for each command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("builds", nargs="+")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--uncompiled", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "documents")
        documents.mkdir()
        (documents / "boathouse.md").write_text(DOCUMENT, "utf-8")
        config = Path(folder, "config.yaml")
        config.write_text(f"pipeline: rag-data\npath:\n  input_dir: {documents}\n", "utf-8")
        print("| command | " + " | ".join(f"{build}, s" for build in options.builds) + " | of the first |")
        print("|---|" + "---|" * (len(options.builds) + 1))
        for name, words in (("openbook --help", ["--help"]), ("openbook run", ["run", str(config), "--quiet"])):
            environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
            environment["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
            environment |= {"PYTHONDONTWRITEBYTECODE": "1"} if options.uncompiled else {}
            taken: dict[str, list[float]] = {build: [] for build in options.builds}
            for number in range(-1, options.rounds):
                for build in options.builds:
                    fresh = ["--output", f"{folder}/{number}-{len(taken[build])}-{options.builds.index(build)}"]
                    seconds = cpu([build, *words, *(fresh if words[0] == "run" else [])], environment)
                    if number >= 0:
                        taken[build].append(seconds)
            middle = [statistics.median(taken[build]) for build in options.builds]
            cells = [f"{middle[at]:.2f} ({min(taken[build]):.2f})" for at, build in enumerate(options.builds)]
            print(f"| `{name}` | " + " | ".join(cells) + f" | {middle[-1] / middle[0]:.2f} |", flush=True)


def cpu(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the CPU seconds of a command and its children."""
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    started = os.posix_spawn(command[0], command, environment, file_actions=silent)
    _, status, usage = os.wait4(started, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)}: exit code {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
