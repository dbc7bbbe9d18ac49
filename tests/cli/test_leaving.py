"""How the process of a command ends: with its code, all said, and after what was registered for the end."""

import subprocess
import sys

import pytest

ENDING = """
import atexit, sys, threading
import openbook.cli

def main():
    atexit.register(print, "last words")
    threading.Thread(target=lambda: (released.wait(), print("the thread's words"))).start()
    print("x" * 200_000)
    print("told", file=sys.stderr)
    released.set()
    sys.exit({code})

released = threading.Event()
openbook.cli.main = main
openbook.cli.command()
"""


@pytest.mark.parametrize(("code", "ends_with"), [("0", 0), ("3", 3), ("", 0)])
def test_a_process_ends_with_its_code_after_all_that_was_to_be_done(code: str, ends_with: int) -> None:
    ran = subprocess.run([sys.executable, "-c", ENDING.format(code=code)], capture_output=True, text=True)
    assert ran.returncode == ends_with
    assert ran.stderr == "told\n"
    assert sorted(ran.stdout.split("\n"), key=len)[1:] == ["last words", "the thread's words", "x" * 200_000]


def test_what_breaks_is_not_left_as_if_nothing_were() -> None:
    code = "import openbook.cli\nopenbook.cli.main = lambda: 1 / 0\nopenbook.cli.command()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 1
    assert "ZeroDivisionError" in ran.stderr


def test_nothing_in_memory_is_taken_apart() -> None:
    code = """
import sys, openbook.cli
class Held:
    def __del__(self): print("taken apart")
held = Held()
openbook.cli.main = lambda: sys.exit(0)
openbook.cli.command()
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == ""
