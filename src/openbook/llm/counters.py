"""What one model's client has done in a run, and what its server is doing now; plain numbers, read without a lock."""

from openbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A server that gives no replies just now."""

    since: float
    """Monotonic seconds of the first failure after the last reply."""
    times: int
    """Failures since then."""
    detail: str
    """What the server said last, in one line."""
    until: float | None
    """Monotonic seconds at which the calls give up; None where nothing is known."""


@dataclass(slots=True)
class Counters:
    """What one model's client has done in this run."""

    sent: int = 0
    """Calls that the server answered."""
    replayed: int = 0
    """Calls that the ledger answered, at no cost."""
    retried: int = 0
    """Requests that were sent again after a failure."""
    in_flight: int = 0
    """Requests on the wire now."""
    heard: float = 0.0
    """Monotonic seconds at which the server last said anything, or at which the first request on the wire went out."""
    slowest: float = 0.0
    """Seconds that the slowest reply took."""
    timeout: float = 0.0
    """Seconds after which a request on the wire is given up; 0.0 before the first one."""
    trouble: Trouble | None = None
    """None while replies come."""
    input_tokens: int = 0
    """Of the calls sent."""
    output_tokens: int = 0
    cost: float = 0.0
    """Of the calls sent, in the currency of the config's prices."""

    def failed(self, detail: str, now: float, until: float | None) -> None:
        """Note one more answer that is no reply."""
        before = self.trouble
        self.trouble = Trouble(before.since if before else now, before.times + 1 if before else 1, detail, until)
