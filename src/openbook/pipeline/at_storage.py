"""An output folder that lies in storage: a run works on this machine's copy, and storage has what it came to.

SQLite needs a disk, so the ledger is written here and sent: its new replies every few seconds in files of their own,
the whole at the end. Ledgers are joined, never replaced, so that no reply is lost whichever machine has it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from openbook.atomic import LOCK_FILE
from openbook.config import Config
from openbook.config.addresses import shown
from openbook.dataclass import dataclass, field
from openbook.errors import OutputError, PrerequisiteError
from openbook.file_names import DERIVED_FILE
from openbook.llm.given_up import GIVEN_UP_FILE
from openbook.llm.ledger import LEDGER_FILE
from openbook.llm.ledger.joining import join, write_newer
from openbook.llm.ledger.schema import connect
from openbook.pipeline.halt import HaltSwitch
from openbook.storage.copy import Copy, Synced, alone
from openbook.storage.lease import LEASE_SECONDS, Lease, new_holder
from openbook.storage.remote import Place

RUNNING = ".openbook.running"
"""In storage: says which machine is at work there."""
NEWER = f"{LEDGER_FILE}.newer"
"""In storage: a folder of replies that the ledger there doesn't have yet."""
PULSE_SECONDS = 20.0
"""Between signs of life, which take new replies along."""
SHARDS = "shards"
LAST = "run.json"
"""Sent when everything else is there."""
STAYS = frozenset({"reading.db", "reading.db-journal", *(f"{DERIVED_FILE}{part}" for part in ("", "-wal", "-shm"))})
"""What is quicker made again than moved."""


@contextmanager
def at_storage(
    config: Config,
    switch: HaltSwitch | None = None,
    part: str = "",
    told: Callable[[str], object] = lambda said: None,
) -> Iterator[Config]:
    """Hold an output folder in storage while the block works on its copy, and bring there what it came to.

    Yield the config to work with: the same where the output folder is on a disk. `part` is the name of a shard, which
    only holds, and writes, a folder of its own. Raises OutputError where another run has it, PrerequisiteError where
    storage can't be used: everything is kept here then, and the next run brings it.
    """
    address = config.path.address("output_dir")
    if address is None:
        yield config
        return
    if part:
        config = config.model_copy(update={"path": config.path.elsewhere("output_dir", part)})
    place, folder = Place.at(address, shown(address)), config.path.output_dir
    with ExitStack() as stack:
        if not stack.enter_context(alone(folder, wait=False)):
            raise OutputError(f"{place.shown}: another run on this machine is using this folder. Wait until it ends.")
        held = _Held(place, Copy.at(folder), part)
        lease = Lease(place, held.path(RUNNING), _holder(folder))
        if said := lease.take():
            told(said)
        told(f"{place.shown}: this machine works on a copy, {folder}, and brings there what it comes to.")
        held.fetch()
        held.send_ledger()
        pulse = _Pulse(held, lease, switch)
        pulse.start()
        try:
            yield config
        except KeyboardInterrupt:
            pulse.stop()
            raise
        except BaseException:
            pulse.stop()
            with ExitStack() as quiet:
                quiet.callback(lease.release)
                held.send()
            raise
        pulse.stop()
        if not lease.is_ours():
            raise OutputError(
                f"{place.shown}: another machine has taken over, since this one gave no sign of life for "
                f"{LEASE_SECONDS / 60:.0f} minutes. What was paid here is kept in {folder}; run again to join it."
            )
        held.send()
        lease.release()


def fetched(config: Config) -> None:
    """Bring the copy of an output folder in storage up to date, for who only looks at it."""
    address = config.path.address("output_dir")
    if address is None:
        return
    folder = config.path.output_dir
    with alone(folder, wait=False) as ours:
        if ours:  # else a run is at work on it, and it is newer here
            _Held(Place.at(address, shown(address)), Copy.at(folder), "").fetch()


def check_no_shard_works(config: Config) -> None:
    """Raise OutputError where a machine is at work on a shard of an output folder in storage."""
    address = config.path.address("output_dir")
    if address is None:
        return
    place = Place.at(address, shown(address))
    for name in place.files():
        if name.startswith(f"{SHARDS}/") and name.endswith(f"/{RUNNING}") and Lease(place, name, "").is_held():
            raise OutputError(f"{place.shown}/{name.removesuffix(f'/{RUNNING}')}: this shard is at work. Wait for it.")


def _holder(folder: Path) -> str:
    """Return the name under which this copy takes the right to write."""
    file = folder.with_name(f"{folder.name}.holder")
    if not file.is_file():
        file.write_text(new_holder())
    return file.read_text().strip()


@dataclass(slots=True)
class _Held:
    """What of a place in storage is copied here, and which of it may be written."""

    place: Place
    copy: Copy
    part: str
    sent: int = 0
    """The last reply of the ledger here that storage has."""
    parts: list[str] = field(default_factory=list)
    """Files of newer replies there."""

    def path(self, name: str) -> str:
        """Return where something of ours lies."""
        return f"{SHARDS}/{self.part}/{name}" if self.part else name

    @property
    def ledger(self) -> Path:
        """The ledger that is written."""
        return self.copy.folder / self.path(LEDGER_FILE)

    def fetch(self) -> None:
        """Bring here what is new there; ledgers are joined."""
        copy, folder = self.copy, self.copy.folder
        folder.mkdir(parents=True, exist_ok=True)
        stored = {name: one for name, one in self.place.files().items() if self._is_ours(name) or self._is_read(name)}
        ours = [name for name in stored if name == self.path(LEDGER_FILE) or name.startswith(f"{self.path(NEWER)}/")]
        self.parts = [name for name in ours if name != self.path(LEDGER_FILE)]
        names = [name for name in stored if name not in ours and not copy.is_current(name, stored[name])]
        self._bring(names, folder)
        for name in names:
            copy.note(name, stored[name].tag)
        with TemporaryDirectory(prefix=".openbook-", dir=folder.parent) as work:
            fresh = [name for name in ours if not copy.is_current(name, stored[name])]
            self._bring(fresh, Path(work))
            for name in sorted(fresh):
                new = not self.ledger.exists()
                if new and name == self.path(LEDGER_FILE):
                    self.ledger.parent.mkdir(parents=True, exist_ok=True)
                    (Path(work) / name).replace(self.ledger)
                    copy.note(name, stored[name].tag)
                    continue
                join(self.ledger, Path(work) / name, self._output())
                if name == self.path(LEDGER_FILE):
                    copy.known[name] = Synced(stored[name].tag, -1, -1)
        for name in names:
            where, newer, _ = f"/{name}".rpartition(f"/{NEWER}/")
            if newer:
                join(folder / where.lstrip("/") / LEDGER_FILE, folder / name, "")
        if not self.part:
            self._forget(set(stored))
        copy.keep()

    def _forget(self, stored: set[str]) -> None:
        """Let go of what was taken away in storage, but for the ledger and what was written here since."""
        for name in [name for name in self.copy.known if name not in stored]:
            path = self.copy.folder / name
            if path.exists() and name != LEDGER_FILE and not self.copy.is_changed(name):
                self.copy.drop(name)
            else:
                del self.copy.known[name]

    def _output(self) -> str:
        """Return the id of the output folder, by which replies are accounted for."""
        try:
            return (self.ledger.parent / LOCK_FILE).read_text().strip()
        except OSError:
            return ""

    def send_ledger(self) -> None:
        """Have storage know each reply that is here."""
        name = self.path(LEDGER_FILE)
        if self.ledger.exists():
            if self.ledger.with_name(f"{LEDGER_FILE}-wal").exists():  # a run was killed: what it wrote is still apart
                connect(self.ledger).close()
            self.sent = write_newer(self.ledger, None, 0)
            if self.copy.is_changed(name):
                self._send([name])

    def send_newer(self) -> None:
        """Send the replies that came since the last time."""
        if not self.ledger.exists():
            return
        with TemporaryDirectory(prefix=".openbook-", dir=self.copy.folder.parent) as work:
            part = Path(work) / "newer.db"
            last = write_newer(self.ledger, part, self.sent)
            if last > self.sent:
                name = f"{self.path(NEWER)}/{last:012}.db"
                self.place.send({name: part})
                self.parts.append(name)
                self.sent = last

    def send(self) -> None:
        """Bring to storage what was written here: the ledger first, the run's own account of itself last."""
        folder = self.copy.folder
        here = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
        here = [name for name in here if self._is_ours(name) or (name == LOCK_FILE and not self.part)]
        changed = [name for name in here if self.copy.is_changed(name)]
        first = [name for name in changed if name == self.path(LEDGER_FILE)]
        last = [name for name in changed if name == LAST]
        for names in (first, [name for name in changed if name not in (*first, *last)], last):
            self._send(names)
        gone = [name for name in self.copy.known if self._is_ours(name) and name not in here]
        self.place.delete([*gone, *self.parts])
        for name in gone:
            del self.copy.known[name]
        self.parts.clear()
        self.copy.keep()

    def _send(self, names: list[str]) -> None:
        if not names:
            return
        self.place.send({name: self.copy.folder / name for name in names})
        stored = self.place.files()
        for name in names:
            if name in stored:
                self.copy.note(name, stored[name].tag)
        self.copy.keep()

    def _bring(self, names: list[str], folder: Path) -> None:
        for name, why in self.place.bring(names, folder, lambda name: None).items():
            raise PrerequisiteError(f"{self.place.shown}/{name}: can't be read ({why})")

    def _is_ours(self, name: str) -> bool:
        """Whether it is written by who holds this."""
        parts = name.split("/")
        if any(part.startswith(".") for part in parts) or parts[-1] in STAYS or parts[-1].endswith(("-wal", "-shm")):
            return False
        if self.part:
            return name.startswith(self.path(""))
        return parts[0] != SHARDS or name == f"{SHARDS}/{GIVEN_UP_FILE}"

    def _is_read(self, name: str) -> bool:
        """Whether it is looked at, though others may write it."""
        if name == LOCK_FILE:
            return not (self.copy.folder / name).exists()
        if self.part:
            return name in (LEDGER_FILE, f"{SHARDS}/{GIVEN_UP_FILE}") or name.startswith(f"{NEWER}/")
        return name.startswith(f"{SHARDS}/") and not any(part.startswith(".") for part in name.split("/"))


class _Pulse:
    """Gives signs of life, and sends what is new, on a thread of its own."""

    def __init__(self, held: _Held, lease: Lease, switch: HaltSwitch | None) -> None:
        self._held = held
        self._lease = lease
        self._switch = switch
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._work, name="openbook-storage", daemon=True)
        self.lost = False

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._done.set()
        self._thread.join()

    def _work(self) -> None:
        heard = time.monotonic()
        while not self._done.wait(PULSE_SECONDS):
            try:
                self.lost = not self._lease.renew()
                self._held.send_newer()
                heard = time.monotonic()
            except PrerequisiteError:
                # Storage is away: what is paid is safe here, as long as nobody may take over.
                self.lost = time.monotonic() - heard > LEASE_SECONDS / 2
            if self.lost:
                if self._switch is not None:
                    self._switch.pull("interrupted")
                return
