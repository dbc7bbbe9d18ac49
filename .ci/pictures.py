#!/usr/bin/env python3
"""Takes the pictures of the pages from what the program shows of the quickstart, in a terminal and in Chromium.

    .ci/pictures.py            all of them, into docs/pictures
    .ci/pictures.py show plan  those

Needs the environment of the README's test command; for pages of a browser also Playwright, a Chromium and pillow.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

PROJECT = Path(__file__).resolve().parents[1]
PICTURES = PROJECT / "docs" / "pictures"
DARK = "282a2e e06c75 7fc796 e0be6e 7aa2f7 bb9af7 7dcfff c8c6c0"
BRIGHT = "6e7278 f0828a 96dcac f0ce82 96b8fa cdaffa 96dcff faf8f3"


def colours(row: str) -> list[tuple[int, int, int]]:
    """Return the colours of a row of hexadecimal ones."""
    return [(int(one[:2], 16), int(one[2:4], 16), int(one[4:], 16)) for one in row.split()]


THEME = TerminalTheme((30, 33, 37), (226, 224, 219), colours(DARK), colours(BRIGHT))
MODEL = """
api:
  small_model: small
  small_base_url: http://127.0.0.1:8000/v1
  large_model: large
  large_base_url: http://127.0.0.1:8000/v1
cost:
  cost_per_million_small_input: 0.10
  cost_per_million_small_output: 0.40
  cost_per_million_large_input: 0.40
  cost_per_million_large_output: 1.60
"""
"""For a plan of what nobody has paid for yet: nothing listens there, and nothing is sent."""
FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def main(wanted: list[str]) -> None:
    """Run the quickstart in a folder of its own, and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(
            PROJECT / "examples" / "quickstart", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("output")
        )
        here = Path(folder)
        said("run config.yaml", here, 80)
        (here / "with-a-model.yaml").write_text((here / "config.yaml").read_text("utf-8") + MODEL, "utf-8")
        for name, take in {**TERMINAL, **PAGES}.items():
            if not wanted or name.rpartition("-")[0] in wanted or name in wanted:
                take(name, here)
                sys.stdout.write(f"{PICTURES / name}\n")


def said(arguments: str, here: Path, width: int) -> str:
    """Return what a command prints on a terminal of so many columns, colours included."""
    environment = {**os.environ, "COLUMNS": str(width), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    command = ["openbook", *arguments.split()]
    code = (
        f"import sys; sys.stdout.isatty = lambda: True; from openbook.cli import main; sys.argv = {command!r}; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=here, env=environment, capture_output=True, text=True, check=False
    )
    return ran.stdout


Keep = Callable[[list[str]], list[str]]
"""Which of the lines are shown."""
MORE = "  …"


def first(count: int) -> Keep:
    """Return what keeps the first lines."""
    return lambda lines: [*lines[:count], *([MORE] if len(lines) > count else [])]


def of_a_record(lines: list[str]) -> list[str]:
    """Return the head of a record, its gold passage, and what is trained."""
    gold = next(n for n, line in enumerate(lines) if "GOLD" in line)
    trained = next(n for n, line in enumerate(lines) if "┃" in line)
    return [*lines[:11], MORE, *lines[gold : gold + 11], MORE, *lines[trained - 1 : trained + 16], MORE]


def screen(arguments: str, width: int, keep: Keep = list, typed: str = "") -> Callable[[str, Path], None]:
    """Return what draws the terminal with a command and some lines of what it prints."""

    def take(name: str, here: Path) -> None:
        shown = keep(said(arguments, here, width).rstrip().splitlines())
        console = Console(
            record=True,
            width=width,
            file=io.StringIO(),
            force_terminal=True,
            color_system="truecolor",
            legacy_windows=False,
        )
        console.print(Text.assemble(("$ ", "bold green"), (f"openbook {typed or arguments}", "bold")))
        for line in shown:
            console.print(Text.from_ansi(line), soft_wrap=True)
        (PICTURES / f"{name}.svg").write_text(plain_svg(console, name), encoding="utf-8")

    return take


def plain_svg(console: Console, name: str) -> str:
    """Return the screen as a picture that loads nothing from elsewhere."""
    svg = console.export_svg(title="openbook", theme=THEME, unique_id=name)
    svg = re.sub(r"<!-- Generated .*?-->\s*", "", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code, monospace", FONT)
    return re.sub(r"font-family: ?arial", "font-family: system-ui", svg)


def page(
    width: int, height: int, scheme: str, place: str, act: Callable[[Any], None] = lambda _: None
) -> Callable[[str, Path], None]:
    """Return what takes a picture of the report at a place of it."""

    def take(name: str, here: Path) -> None:
        said("report output", here, 80)
        shoot(name, f"{(here / 'output' / 'report.html').as_uri()}{place}", width, height, scheme, act)

    return take


def review(width: int, height: int, scheme: str) -> Callable[[str, Path], None]:
    """Return what takes a picture of the page for reviewers."""

    def take(name: str, here: Path) -> None:
        running = subprocess.Popen(
            [sys.executable, "-m", "openbook", "review", "output", "--name", "Ada"],
            cwd=here,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert running.stdout is not None
            shoot(name, running.stdout.readline().strip(), width, height, scheme, lambda _: None)
        finally:
            running.terminate()
            running.wait()

    return take


def shoot(name: str, url: str, width: int, height: int, scheme: str, act: Callable[[Any], None]) -> None:
    """Take a picture of a page, in few colours."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        opened.goto(url)
        with suppress(Exception):
            opened.wait_for_load_state("networkidle")
        opened.wait_for_timeout(800)
        act(opened)
        opened.wait_for_timeout(300)
        taken = opened.screenshot()
        browser.close()
    image = Image.open(io.BytesIO(taken)).convert("RGB").quantize(160, dither=Image.Dither.NONE)
    image.save(PICTURES / f"{name}.png", optimize=True)


TERMINAL: dict[str, Callable[[str, Path], None]] = {
    "show-100": screen("show output 20", 100, of_a_record),
    "run-80": screen("run config.yaml", 80),
    "plan-80": screen("plan with-a-model.yaml --quiet", 80, typed="plan with-a-model.yaml"),
    "coverage-80": screen("report output --coverage", 80, first(40)),
}
PAGES: dict[str, Callable[[str, Path], None]] = {
    "report-light": page(1200, 850, "light", ""),
    "report-dark": page(1200, 850, "dark", "#records"),
    "review-light": review(1200, 850, "light"),
}

if __name__ == "__main__":
    main(sys.argv[1:])
