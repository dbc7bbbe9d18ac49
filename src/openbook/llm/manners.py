"""How one server has to be humoured for one model, learnt from its complaints and remembered in the ledger."""

from collections.abc import Callable

from openbook.calls import Request
from openbook.dataclass import dataclass
from openbook.llm.failures import LEAST_REPLY
from openbook.llm.wire import LONGEST, REPLY, WINDOW, most_tokens


@dataclass(slots=True)
class Manners:
    """The adaptations that are known, and what they mean for a request."""

    remember: Callable[[str], None]
    """Keeps a name for later runs."""
    names: tuple[str, ...] = ()
    """In the order in which they were learnt; of several limits of one kind the last counts."""
    _window_met: bool = False
    """Whether this run has met the limit, and not only an earlier one."""

    def learn(self, name: str) -> None:
        """Take a name into account from now on."""
        self._window_met = self._window_met or name.startswith(WINDOW)
        if name not in self.names or name.startswith((WINDOW, REPLY)):
            self.names = (*(known for known in self.names if known != name), name)
            self.remember(name)

    def room(self, request: Request, guess: int) -> int | None:
        """Return how many tokens the reply to a prompt of about `guess` tokens may have; None for all that it asks for.

        Where the prompt itself seems to leave no room, the server is asked: our estimate may be wrong, or the server a
        larger one by now.
        """
        most = most_tokens(request)
        if most is None:
            return None
        rooms = [most]
        if (cap := self._last(REPLY)) is not None:
            rooms.append(cap)
        if (window := self._last(WINDOW)) is not None and (left := window - guess - guess // 10) >= LEAST_REPLY:
            rooms.append(left)
        return min(rooms) if min(rooms) < most else None

    def doubt_window(self) -> None:
        """Forget a window of an earlier run that has cut a reply: the server may be served with a longer one by now."""
        window = self._last(WINDOW)
        if window is not None and not self._window_met:
            self.names = tuple(name for name in self.names if not name.startswith(WINDOW))
            self.remember(f"{WINDOW}0")

    @property
    def longest(self) -> int | None:
        """How many bytes of a text are too many for a vector; None where that is not known."""
        return min((int(name.removeprefix(LONGEST)) for name in self.names if name.startswith(LONGEST)), default=None)

    def _last(self, kind: str) -> int | None:
        """Return the limit of a kind that was learnt last; None for none, or one that was taken back."""
        known = [int(name.removeprefix(kind)) for name in self.names if name.startswith(kind)]
        return (known[-1] or None) if known else None
