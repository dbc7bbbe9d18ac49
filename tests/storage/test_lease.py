"""Who may write to a place in storage is written there, and only one can have it."""

from collections.abc import Iterator

import pytest

from openbook.errors import OutputError
from openbook.storage.lease import LEASE_SECONDS, Lease
from openbook.storage.remote import Place

fsspec = pytest.importorskip("fsspec")
NAME = ".running"


class Clock:
    now = 1e9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place() -> Iterator[Place]:
    yield Place.at("memory://leases", "memory://leases")
    fsspec.filesystem("memory").store.clear()


def lease(place: Place, holder: str, clock: Clock) -> Lease:
    return Lease(place, NAME, holder, clock, lambda seconds: None)


def test_the_second_is_told_who_has_it_and_since_when(place: Place, clock: Clock) -> None:
    assert lease(place, "one", clock).take() == ""
    with pytest.raises(OutputError, match=r"last sign of life 2001-09-09 01:46:40 UTC.* or delete \.running there"):
        lease(place, "two", clock).take()


def test_the_holder_takes_it_again_after_a_kill(place: Place, clock: Clock) -> None:
    lease(place, "one", clock).take()
    assert lease(place, "one", clock).take() == ""


def test_a_renewed_one_lasts_and_one_without_a_sign_of_life_does_not(place: Place, clock: Clock) -> None:
    first = lease(place, "one", clock)
    first.take()
    clock.now += LEASE_SECONDS - 1
    assert first.renew()
    clock.now += LEASE_SECONDS - 1
    with pytest.raises(OutputError):
        lease(place, "two", clock).take()
    clock.now += 2
    assert "takes over" in lease(place, "two", clock).take()
    assert not first.renew()
    assert not first.is_ours()


def test_who_lost_it_does_not_take_it_away_from_the_next(place: Place, clock: Clock) -> None:
    first = lease(place, "one", clock)
    first.take()
    clock.now += LEASE_SECONDS + 1
    lease(place, "two", clock).take()
    first.release()
    assert lease(place, "two", clock).is_ours()


def test_a_released_one_is_anybody_s(place: Place, clock: Clock) -> None:
    first = lease(place, "one", clock)
    first.take()
    assert first.is_held()
    first.release()
    assert not first.is_held()
    assert lease(place, "two", clock).take() == ""


def test_a_mark_that_can_not_be_read_holds_nobody_up(place: Place, clock: Clock) -> None:
    place.write(NAME, b"half a li")
    lease(place, "one", clock).take()
    assert lease(place, "one", clock).is_ours()


@pytest.mark.parametrize("told", [TypeError("mode"), NotImplementedError(), ValueError("mode")])
def test_where_storage_can_not_create_alone_the_last_name_written_has_it(
    place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch, told: Exception
) -> None:
    write = place.system.pipe_file

    def no_create(path: str, content: bytes, mode: str = "overwrite") -> None:
        if mode == "create":
            raise told
        write(path, content)

    monkeypatch.setattr(place.system, "pipe_file", no_create)

    def other_writes(seconds: float) -> None:
        lease(place, "two", clock).place.write(NAME, b'{"holder": "two", "host": "there", "time": 1e9}')

    assert lease(place, "one", clock).take() == ""
    lease(place, "one", clock).release()
    with pytest.raises(OutputError, match="a run on there"):
        Lease(place, NAME, "one", clock, other_writes).take()
