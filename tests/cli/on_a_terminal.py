"""The command line on a terminal of its own, with somebody who types."""

import os
import pty
import select
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

Typed = Sequence[tuple[str, str]]
"""What is waited for, and what is typed then."""
CTRL_C = "\x03"


def on_a_terminal(
    arguments: Sequence[object], typed: Typed = (), *, columns: int = 80, here: Path, **settings: str
) -> tuple[int, str]:
    """Run `openbook` on a terminal; return its exit code, and what the terminal showed."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, columns))
    code = "import os, fcntl, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    code += "from openbook.cli import main; main()"
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
    running = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=here,
        env=environment | {"TERM": "dumb"} | settings,
    )
    os.close(theirs)
    shown, read, pressed = b"", 0, ""
    waiting = list(typed)
    try:
        while chunk := _read(ours, again=pressed if pressed == CTRL_C else ""):
            shown += chunk
            if waiting and waiting[0][0].encode() in shown[read:]:
                read, pressed = len(shown), waiting.pop(0)[1]
                os.write(ours, pressed.encode())
    finally:
        os.close(ours)
        running.kill() if waiting else None
    assert not waiting, f"never asked for {waiting[0][0]}: {shown.decode(errors='replace')}"
    return running.wait(), shown.decode().replace("\r\n", "\n")


def _read(terminal: int, again: str) -> bytes:
    """Return what is shown next. Meanwhile press a key again: Python misses a signal right before it begins to read."""
    try:
        while again and not select.select([terminal], [], [], 1)[0]:
            os.write(terminal, again.encode())
        return os.read(terminal, 1 << 16)
    except OSError:  # nobody has it open any more
        return b""
