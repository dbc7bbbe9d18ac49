"""The house's dataclasses are the library's, with shared methods: each is set beside what the library makes."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from inspect import signature
from typing import Any

import pytest

from openbook import dataclass as house
from openbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Boat:
    """A boat."""

    name: str
    oars: int = 2
    crew: list[str] = field(default_factory=list)
    seen: int = field(default=0, compare=False)


@dataclass(slots=True)
class Log:
    """What a boat met."""

    boat: Boat
    lines: list[str] = field(default_factory=list)
    first: str = field(init=False)
    closed: bool = field(default=False, init=False, repr=False)
    pages: dict[int, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.first = self.lines[0] if self.lines else ""


@dataclass(frozen=True)
class Harbour:
    name: str


@dataclass(frozen=True, slots=True)
class Ferry(Boat):
    """A boat with more to it."""

    seats: int = 40


@dataclass(slots=True, eq=False)
class Berth:
    """Itself alone."""

    number: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Has its own ways."""

    weight: float
    rope: str = field(default="hemp", kw_only=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Anchor) and self.weight == other.weight

    def __repr__(self) -> str:
        return f"an anchor of {self.weight}"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Has no fields."""


def as_the_library_does(cls: Any, **options: bool) -> Any:
    """Return the same fields as a class that the library's own decorator has made."""
    fields = [(each.name, each.type, copy.copy(each)) for each in dataclasses.fields(cls)]
    return dataclasses.make_dataclass(cls.__qualname__, fields, **options)


LIBRARYS = as_the_library_does(Boat, frozen=True, slots=True)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("Gull",), {}),
        (("Gull", 4, ["Ada"], 9), {}),
        ((), {"oars": 6, "name": "Tern"}),
        (("Gull",), {"crew": ["Ada", "Ben"], "seen": 1}),
    ],
)
def test_an_instance_is_made_and_shown_as_by_the_library(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = Boat(*values, **named), LIBRARYS(*values, **named)
    assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
    assert repr(ours) == repr(theirs)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("Gull", 4, [], 0, 1), {}), (("Gull",), {"sails": 2}), (("Gull",), {"name": "Tern"})],
    ids=["missing", "too many", "unknown", "twice"],
)
def test_what_does_not_fit_the_fields_is_refused_in_the_librarys_words(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError) as ours:
        Boat(*values, **named)
    with pytest.raises(TypeError) as theirs:
        LIBRARYS(*values, **named)
    assert str(ours.value) == str(theirs.value)


def test_a_default_that_is_made_is_each_instances_own() -> None:
    assert Boat("Gull").crew is not Boat("Gull").crew
    given: list[str] = []
    assert Boat("Gull", crew=given).crew is given


def test_instances_are_equal_by_class_and_compared_fields() -> None:
    assert Boat("Gull", seen=1) == Boat("Gull", seen=2)
    assert Boat("Gull") != Boat("Tern")
    assert Boat("Gull") != Ferry("Gull")
    assert Boat("Gull") != LIBRARYS("Gull")
    assert Harbour("Leith") == Harbour("Leith")
    assert Nothing() == Nothing()
    nan = float("nan")
    assert Harbour(nan) == Harbour(nan)  # type: ignore[arg-type]


def test_frozen_ones_are_hashed_by_what_is_compared_and_others_not_at_all() -> None:
    assert hash(Harbour("Leith")) == hash(Harbour("Leith")) == hash(("Leith",))
    assert len({Nothing(), Nothing()}) == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Log(Boat("Gull")))


def test_a_field_that_is_not_hashed_is_compared_nevertheless() -> None:
    @dataclass(frozen=True, slots=True)
    class Lock:
        """A lock of a canal."""

        name: str
        gates: dict[str, int] = field(hash=False)

    assert hash(Lock("Upper", {"left": 1})) == hash(Lock("Upper", {"left": 2}))
    assert Lock("Upper", {"left": 1}) != Lock("Upper", {"left": 2})


def test_without_eq_each_instance_is_itself_alone() -> None:
    berth = Berth(1)
    assert berth != Berth(1)
    assert len({berth, Berth(1), berth}) == 2


def test_a_frozen_one_neither_changes_nor_loses_a_field() -> None:
    boat = Boat("Gull")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        boat.name = "Tern"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del boat.name
    assert boat.name == "Gull"


def test_slots_leave_no_room_for_another_field() -> None:
    with pytest.raises(AttributeError):
        Log(Boat("Gull")).wind = 3  # type: ignore[attr-defined]
    assert not hasattr(Boat("Gull"), "__dict__")
    assert vars(Harbour("Leith")) == {"name": "Leith"}


def test_fields_that_are_not_given_are_made_and_post_init_is_called() -> None:
    log = Log(Boat("Gull"), ["Left at dawn."])
    assert (log.first, log.closed, log.pages) == ("Left at dawn.", False, {})
    assert "closed" not in repr(log)
    log.closed = True
    assert log != Log(Boat("Gull"), ["Left at dawn."])
    with pytest.raises(TypeError):
        Log(Boat("Gull"), closed=True)  # type: ignore[call-arg]


def test_what_a_class_defines_itself_is_kept() -> None:
    assert Anchor(12.5) == Anchor(12.5, rope="steel")
    assert repr(Anchor(12.5)) == "an anchor of 12.5"
    with pytest.raises(TypeError):
        Anchor(12.5, "steel")  # type: ignore[misc]


def test_a_class_of_a_class_has_the_fields_of_both() -> None:
    ferry = Ferry("Gull", seats=60)
    assert (ferry.name, ferry.oars, ferry.seats) == ("Gull", 2, 60)
    assert [each.name for each in dataclasses.fields(Ferry)] == ["name", "oars", "crew", "seen", "seats"]

    class Named(Harbour):
        """Makes itself as its base does."""

    assert Named("Leith").name == "Leith"


@pytest.mark.parametrize(
    "record", [Boat("Gull", 4, ["Ada"]), Log(Boat("Gull"), ["x"]), Harbour("Leith"), Ferry("Gull")]
)
def test_a_record_comes_out_of_pickles_and_copies_as_it_was(record: Any) -> None:
    assert pickle.loads(pickle.dumps(record)) == record
    assert copy.deepcopy(record) == copy.copy(record) == record


def test_the_librarys_functions_take_them() -> None:
    boat = Boat("Gull")
    assert dataclasses.is_dataclass(boat)
    assert dataclasses.replace(boat, oars=4) == Boat("Gull", 4)
    assert dataclasses.asdict(boat) == {"name": "Gull", "oars": 2, "crew": [], "seen": 0}
    match boat:
        case Boat(name, oars):
            assert (name, oars) == ("Gull", 2)


def test_help_shows_the_parameters_that_the_library_shows_before_and_after_the_first_instance() -> None:
    def fresh(declared: Any) -> Any:
        @declared(slots=True)
        class Sail:
            """A sail."""

            area: float
            ropes: list[str] = field(default_factory=list)
            mended: int = field(default=0, init=False)
            colour: str = "red"

        return Sail

    ours, theirs = fresh(dataclass), fresh(dataclasses.dataclass)
    assert str(signature(ours)) == str(signature(theirs))
    ours(4.5)
    assert str(signature(ours)) == str(signature(theirs))


def test_a_record_that_holds_itself_is_shown() -> None:
    crew: list[Any] = []
    boat = Boat("Gull", crew=crew)
    crew.append(boat)
    assert repr(boat) == "Boat(name='Gull', oars=2, crew=[...], seen=0)"


def test_an_init_is_written_for_a_class_that_has_an_instance() -> None:
    @dataclass(frozen=True, slots=True)
    class Buoy:
        """A buoy."""

        light: bool = True

    assert Buoy.__init__ is house._first
    assert Buoy().light
    assert Buoy.__init__.__module__ == __name__


@pytest.mark.parametrize("given", [{}, {"oars": 3}, {"name": "b", "seen": 4}])
def test_a_copy_is_the_librarys(given: dict[str, Any]) -> None:
    boat = Boat("a", 4, ["x"], seen=2)
    mine, theirs = house.replace(boat, **given), dataclasses.replace(boat, **given)
    assert (mine, mine.seen, mine.crew is boat.crew) == (theirs, theirs.seen, True)


def test_a_copy_with_a_field_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(TypeError, match="sails"):
        house.replace(Boat("a"), sails=2)


def test_what_is_not_given_is_made_anew_in_a_copy() -> None:
    assert house.replace(Log(Boat("a"), ["x"]), lines=["y"]).first == "y"
