"""Progress on a terminal, a line a phase; and in a log, a line when a phase ends and now and then before."""

import threading
import time
from typing import TYPE_CHECKING

from openbook.pipeline.progress import Phase, Progress
from openbook.terminal import numbers as figures
from openbook.terminal.trouble import trouble

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

REFRESH = 0.1
"""Seconds between two looks at the counters on a terminal."""
LOG_EVERY = 30.0
"""Seconds between two lines of one phase in a log."""
LOOK_EVERY = 1.0
"""Seconds between two looks at the counters for a log."""

LOOK_BACK_STEP = 1.0
"""Seconds between two points of a phase's history: 64 of them make the rate of now."""


def open_progress(console: "Console | None") -> Progress:
    """Return the display that suits where the talk goes to: live on a terminal, lines elsewhere, nothing for none."""
    if console is None:
        return Progress()
    return LiveProgress(console) if console.is_terminal and not console.is_dumb_terminal else LogProgress(console)


class _Ticking(Progress):
    """Looks at the counters from a thread of its own."""

    def __init__(self, console: "Console", every: float) -> None:
        super().__init__()
        self.console = console
        self._every = every
        self._stopped = threading.Event()
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._look, name="progress", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=1)
            self._thread = None

    def _look(self) -> None:
        while not self._stopped.wait(self._every):
            for phase in self.phases:
                now = time.monotonic()
                if phase.ended is None and (not phase.history or now - phase.history[-1][0] >= LOOK_BACK_STEP):
                    phase.history.append((now, phase.done))
            with self._lock:
                self.tick()

    def tick(self) -> None:
        """Show the counters as they are now."""


class LogProgress(_Ticking):
    """Plain lines, for a file or a pipe."""

    def __init__(self, console: "Console", every: float = LOG_EVERY) -> None:
        super().__init__(console, min(every, LOOK_EVERY))
        self._between = every
        self._said = time.monotonic()
        self._troubled = float("-inf")

    def tick(self) -> None:
        for phase in self.phases:
            if phase.ended is not None:
                continue
            told, now = trouble(phase, self), time.monotonic()
            news = told is not None and now - self._troubled >= self._between
            if news or now - self._said >= self._between:
                self._say(describe(phase, self))
                if told is not None:
                    self._troubled = now
                    self._say(f"{phase.name}: {told}")

    def phase_started(self, phase: Phase) -> None:
        self._said = time.monotonic()

    def phase_ended(self, phase: Phase) -> None:
        if phase.cut and not phase.done:
            return
        with self._lock:
            self._say(describe(phase, self))

    def notice_given(self, text: str) -> None:
        with self._lock:
            self._say(f"note: {text}")

    def _say(self, line: str) -> None:
        self._said = time.monotonic()
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


class LiveProgress(_Ticking):
    """Lines that move, below the notices."""

    def __init__(self, console: "Console", every: float = REFRESH) -> None:
        super().__init__(console, every)
        from rich.live import Live

        self._live = Live(console=console, auto_refresh=False, transient=False)

    def start(self) -> None:
        self._live.start()
        super().start()

    def stop(self) -> None:
        super().stop()
        if self._live.is_started:
            self.tick()
            self._live.stop()

    def tick(self) -> None:
        from rich.console import Group
        from rich.text import Text

        troubles = (told for phase in self.phases if (told := trouble(phase, self)))
        lines = [Text(f"  {told}", style="yellow", overflow="fold") for told in troubles]
        self._live.update(Group(table(self, self.console.width), *lines), refresh=True)

    def notice_given(self, text: str) -> None:
        from rich.text import Text

        with self._lock:
            self.console.print(Text.assemble(("note ", "yellow"), text))


def describe(phase: Phase, progress: Progress) -> str:
    """Return a phase as one plain line: `judge: 312 of 1,204 chunks, 42/s, 1.2M tokens, cost 0.31, 0:21 left`."""
    spent = progress.spent(phase)
    unit = phase.unit.removesuffix("s") if (phase.total or phase.done) == 1 else phase.unit
    parts = [f"{phase.name}: {_done(phase, ' of ')} {unit}".rstrip()]
    if phase.ended is not None:
        parts[0] += f" in {figures.duration(phase.seconds())}"
    if phase.done and phase.seconds() >= 1:
        parts.append(figures.rate(phase.rate()))
    if spent.tokens:
        parts.append(f"{figures.short(spent.tokens)} tokens")
    if spent.cost:
        parts.append(f"cost {figures.money(spent.cost)}")
    left = phase.seconds_left()
    if left is not None:
        parts.append(f"{figures.duration(left)} left")
    return ", ".join(parts)


def table(progress: Progress, width: int = 80) -> "RenderableType":
    """Return all phases so far as lines of a table; the bar takes what room a terminal of `width` leaves, if any."""
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    rows = [(p.name, _done(p, "/"), p.unit, _speed(p, progress), _time(p)) for p in progress.phases]
    room = width - len("▸ ") - sum(max(map(len, column)) + 2 for column in zip(*rows, strict=True))
    if room < 0:
        rows = [(name, done, unit, "", took) for name, done, unit, _, took in rows]
    bar_width = max(0, min(30, room - 2))
    grid = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "right", "left", "left", "right", "right"):
        grid.add_column(no_wrap=True, justify=justify)
    grid.columns[-2].style = "dim"
    for phase, (name, done, unit, speed, took) in zip(progress.phases, rows, strict=True):
        running = phase.ended is None
        short = phase.cut or (phase.total is not None and phase.done < phase.total)
        mark = ("▸ ", "cyan") if running else ("■ ", "yellow") if short else ("✓ ", "green")
        bar: RenderableType = Text("")
        if running and phase.total and bar_width:
            completed = min(phase.done, phase.total)
            bar = ProgressBar(phase.total, completed, width=bar_width, complete_style="cyan", finished_style="cyan")
        grid.add_row(
            Text.assemble(mark, (name, "bold" if running else "")), done, Text(unit, style="dim"), bar, speed, took
        )
    return grid


def _done(phase: Phase, between: str) -> str:
    done = figures.whole(phase.done)
    if phase.total is None or (phase.ended is not None and phase.done == phase.total):
        return done
    return f"{done}{between}{figures.whole(phase.total)}"


def _speed(phase: Phase, progress: Progress) -> str:
    spent = progress.spent(phase)
    parts = [figures.rate(phase.rate())] if phase.done and phase.seconds() >= 1 else []
    if spent.tokens:
        parts.append(f"{figures.short(spent.tokens)} tokens")
    if spent.cost:
        parts.append(f"cost {figures.money(spent.cost)}")
    return "  ".join(parts)


def _time(phase: Phase) -> str:
    left = phase.seconds_left()
    return f"{figures.duration(left)} left" if left is not None else figures.duration(phase.seconds())
