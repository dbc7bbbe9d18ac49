"""Do two builds make the same data? Runs both over the same documents and compares every data file, byte for byte.

    python benchmarks/same_bytes.py OLD/.venv/bin/openbook NEW/.venv/bin/openbook CORPUS… [--work FOLDER]

Each corpus (a folder of documents) goes through the built-in engine, and through the mock server of the tests, asking
for the chunk and asking first. With the mock the new build gets the old one's ledger and a server that is gone: it must
answer everything from the ledger, so that no request's key has changed. The last line counts what differs.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
NOT_DATA = ("run.json", "openbook.db", "openbook.db-wal", "openbook.db-shm", "reading.db", "derived.db",
            ".openbook.lock")  # fmt: skip
"""Files with times, versions or a layout of their own; the token files count what a run has paid."""


def main() -> None:
    """Compare, print a line a difference, and exit with 1 where there is any."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        differences = [line for corpus in options.corpus for line in compared(options, corpus, Path(folder))]
    print("\n".join(differences))
    print(f"{len(differences)} differences")
    sys.exit(bool(differences))


def compared(options: argparse.Namespace, corpus: Path, folder: Path) -> Iterator[str]:
    """Yield a line for each file of a corpus that the two builds make differently."""
    config = folder / "config.yaml"
    config.write_text("pipeline: rag-data\n", "utf-8")
    built_in = [f"path.input_dir={corpus.resolve()}"]
    for build in ("old", "new"):
        run(getattr(options, build), config, folder / build, built_in)
    yield from differences(folder / "old", folder / "new", f"{corpus.name}, built-in")
    for query in ("chunk", "question"):
        with mock_server() as url:
            paid = [*built_in, "api.large_model=mock", f"api.large_base_url={url}", "system.use_subset=true",
                    "api.small_model=mock", f"api.small_base_url={url}", f"retrieval.query={query}",
                    "system.subset_size=60", "meta_datagen.do_meta_datagen=true"]  # fmt: skip
            run(options.old, config, folder / f"old-{query}", paid)
        shutil.copytree(folder / f"old-{query}", folder / f"new-{query}")
        run(options.new, config, folder / f"new-{query}", [*paid, "api.large_timeout_seconds=1"])
        yield from differences(folder / f"old-{query}", folder / f"new-{query}", f"{corpus.name}, mock, {query}")
    for made in [path for path in folder.iterdir() if path.is_dir()]:
        shutil.rmtree(made)


def run(openbook: str, config: Path, output: Path, overrides: Sequence[str]) -> None:
    """Run a build; it may end with 1, where something failed, or 3, where nothing came."""
    command = [openbook, "run", str(config), "--output", str(output), "--quiet"]
    command += [word for override in overrides for word in ("--set", override)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if ended.returncode not in (0, 1, 3):
        sys.exit(f"{' '.join(command)}: exit code {ended.returncode}\n{ended.stderr}")


def differences(old: Path, new: Path, where: str) -> Iterator[str]:
    """Yield a line for each data file that is not the same in both folders."""
    files = {path.relative_to(folder) for folder in (old, new) for path in folder.rglob("*") if path.is_file()}
    for name in sorted(file for file in files if file.name not in NOT_DATA):
        one, other = (folder / name for folder in (old, new))
        if not one.is_file() or not other.is_file():
            yield f"{where}: {name} is missing in the {'old' if other.is_file() else 'new'}"
        elif one.read_bytes() != other.read_bytes():
            yield f"{where}: {name} differs"


@contextmanager
def mock_server() -> Iterator[str]:
    """Serve the tests' mock on a port of its own."""
    command = [sys.executable, str(TESTS / "mock_server.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = server.stdout.readline().split()[-1]
        try:
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
