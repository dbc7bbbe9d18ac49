"""Servers with real, small models, from the script of a folder that OPENBOOK_SHARED names, for the slow checks."""

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SKIPPED = 75
SERVE = Path(os.environ.get("OPENBOOK_SHARED", HERE.parent / "shared")) / "models" / "serve.sh"


def looked_at(name: str, look: Callable[[str], str]) -> tuple[str, int]:
    """Start the model's server, return what `look` says of its URL and 0, and end it.

    Where the model can't be had: why, and SKIPPED.

    `OPENBOOK_MODEL_URL` names a server that runs already.
    """
    url = os.environ.get("OPENBOOK_MODEL_URL")
    if url:
        return look(url), 0
    if not SERVE.is_file():
        return f"no models are kept at {SERVE.parent}", SKIPPED
    port = _free_port()
    if not _serve("start", name, str(port)) and not (_serve("fetch", name) and _serve("start", name, str(port))):
        return f"the model {name} can't be had here", SKIPPED
    try:
        return look(f"http://127.0.0.1:{port}/v1"), 0
    finally:
        _serve("stop", name)


def _serve(*arguments: str) -> bool:
    """Run a command of the script that keeps the models."""
    return subprocess.run(["bash", str(SERVE), *arguments], cwd=HERE, check=False).returncode == 0


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
