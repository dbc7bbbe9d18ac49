"""A real inference server for tests: llama.cpp's, from Debian sid, unpacked into a cache folder and installed nowhere.

`python tests/llm/real_server.py` fetches it (19 MB, with apt's own client and the machine's own mirror) and says where
it is. Tests use it where it has been fetched or `llama-server` is installed, and skip elsewhere: they fetch nothing.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tiny_gguf import write_model

PACKAGE = "llama.cpp-tools"
SUITE = "sid"
START_SECONDS = 30.0
LONGEST_SECONDS = 900
"""After which the server ends by itself, should the tests be killed."""


def cache() -> Path:
    """Return the folder that holds the unpacked server."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "openbook-tests" / "llama.cpp"


def command() -> list[str] | None:
    """Return the words that start the server; None where there is none."""
    installed = shutil.which("llama-server")
    if installed:
        return [installed]
    root = cache() / "root"
    server, loaders = root / "usr/bin/llama-server", sorted(root.glob("usr/lib/*/ld-linux-*.so.*"))
    if not server.exists() or not loaders:
        return None
    return [str(loaders[0]), "--library-path", ":".join(map(str, libraries(root))), str(server)]


def libraries(root: Path) -> Sequence[Path]:
    """Return all folders with libraries, those of the system first."""
    folders = {path.parent for path in root.glob("usr/lib/**/*.so*")}
    return sorted(folders, key=lambda folder: (len(folder.parts), folder))


def mirror() -> str:
    """Return the address of the Debian archive that this machine uses."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*.*"))]
    for path in files:
        if path.suffix in {".list", ".sources"} and path.is_file():
            for address in re.findall(r"^(?:deb\s.*?|URIs:\s*)(\S+://\S+)", path.read_text(), re.MULTILINE):
                if address.rstrip("/").endswith("/debian"):
                    return str(address)
    raise SystemExit("No Debian archive among this machine's package sources.")


def fetch() -> None:
    """Download the server and all it needs, and unpack it into the cache folder."""
    folder = cache()
    for name in ("state/lists/partial", "archives/partial", "root"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    keyring = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
    signed = f"[signed-by={keyring}] " if keyring.exists() else ""
    (folder / "sources.list").write_text(f"deb {signed}{mirror()} {SUITE} main\n")
    (folder / "status").touch()  # nothing is installed, so everything that is needed is downloaded
    settings = {
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State": folder / "state",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder,
        "APT::Sandbox::User": "root",
    }
    (folder / "apt.conf").write_text("".join(f'{key} "{value}";\n' for key, value in settings.items()))
    env = os.environ | {"APT_CONFIG": str(folder / "apt.conf")}
    quiet = {"env": env, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], **quiet)
    options = ["--download-only", "--no-install-recommends", "--yes"]
    subprocess.run(["apt-get", "install", *options, PACKAGE], **quiet)
    for package in sorted((folder / "archives").glob("*.deb")):
        subprocess.run(["dpkg", "-x", str(package), str(folder / "root")], check=True)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """Yield the base URL of a server with a model of random weights, on a free port of this machine alone."""
    start = command()
    assert start is not None
    write_model(folder / "tiny.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"LLAMA_LOG_FILE": str(folder / "server.log")}
    backends = sorted((cache() / "root").glob("usr/lib/*/ggml/backends*/libggml-cpu-x64.so"))
    if backends and len(start) > 1:
        env["GGML_BACKEND_PATH"] = str(backends[0])
    ends = [timeout, str(LONGEST_SECONDS)] if (timeout := shutil.which("timeout")) else []
    command_line = [
        *ends,
        *start,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "-m",
        str(folder / "tiny.gguf"),
        *options,
    ]
    with (folder / "server.out").open("wb") as log:
        process = subprocess.Popen(command_line, stdout=log, stderr=log, env=env)
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process, folder / "server.out")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait(10)


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once the server is ready; raises RuntimeError with the end of its log where it never is."""
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The server did not start: {log.read_text(errors='replace')[-2000:]}")


if __name__ == "__main__":
    if command() is None:
        fetch()
    print(command() or sys.exit("The server could not be fetched."))  # noqa: T201
