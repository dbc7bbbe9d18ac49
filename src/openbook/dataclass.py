"""Dataclasses that cost little to declare: their methods are shared, and `__init__` is written for the first instance.

The library's own decorator compiles six methods of each class from text, which takes 0.4 ms: a sixth of what a run over
one small file cost, since it loads two hundred classes and makes no instance of a third of them. All else is the
library's: `field`, `fields`, `asdict`, how an instance is compared, hashed, shown and pickled.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import field
from operator import attrgetter
from reprlib import recursive_repr
from types import MemberDescriptorType
from typing import Any, NoReturn, TypeVar, dataclass_transform

__all__ = ["dataclass", "field", "replace"]

T = TypeVar("T")

NOT_GIVEN = type("Factory", (), {"__repr__": lambda self: "<factory>"})()
"""The default of a parameter whose value is made anew for each instance."""


@dataclass_transform(field_specifiers=(field,))
def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """Return the decorator of a dataclass; a method that the class itself defines is left as it is."""
    methods: dict[str, object] = {"__init__": _first, "__signature__": _Signature(), "__repr__": _shown}
    if eq:
        methods |= {"__eq__": _equal, "__hash__": _hash if frozen else None}
    if frozen:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        methods |= {"__getstate__": _state, "__setstate__": _restore}

    def declared(cls: type[T]) -> type[T]:
        for name, method in methods.items():
            if cls.__dict__.get(name) is None:  # Python gives a class with an `__eq__` of its own None for a hash
                setattr(cls, name, method)
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        fields = [each for each in dataclasses.fields(made) if each.compare]
        every = dataclasses.fields(made)
        made.__given__ = made.__match_args__ if len(made.__match_args__) == len(every) else None
        made.__compared__ = _together([each.name for each in fields])
        made.__hashed__ = _together([each.name for each in fields if each.hash is not False])
        return made  # type: ignore[no-any-return]

    return declared


def replace(record: T, /, **changes: Any) -> T:
    """Return a copy of a record with other values in some fields, in a quarter of the library's time.

    Raises TypeError for a field that there is none of.
    """
    cls: Any = record.__class__
    names = getattr(cls, "__given__", None)
    if names is None or not changes.keys() <= set(names):
        return dataclasses.replace(record, **changes)  # type: ignore[type-var]
    return cls(*[changes[name] if name in changes else getattr(record, name) for name in names])  # type: ignore[no-any-return]


def _together(names: list[str]) -> Callable[[object], tuple[Any, ...]]:
    """Return what takes some fields of an instance."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple([getattr(record, name) for name in names])


def _first(self: Any, /, *values: Any, **named: Any) -> None:
    """Give the class of the first instance its own `__init__`, and fill the instance by it."""
    cls: Any = next(cls for cls in type(self).__mro__ if cls.__dict__.get("__init__") is _first)
    cls.__init__ = _written(cls)
    cls.__init__(self, *values, **named)


class _Signature:
    """What `help` and editors ask a class for: the parameters of the `__init__` that it may not have yet."""

    def __get__(self, instance: object, cls: Any) -> Any:
        from inspect import signature

        init = _written(cls) if cls.__init__ is _first else cls.__init__
        types = {each.name: each.type for each in dataclasses.fields(cls)}
        _, *own = signature(init).parameters.values()
        named = [one.replace(annotation=types.get(one.name, one.annotation)) for one in own]
        return signature(init).replace(parameters=named, return_annotation=None)


def _written(cls: Any) -> Callable[..., None]:
    """Return the `__init__` that takes the fields of a class, as the library writes it."""
    frozen = cls.__setattr__ is _refuse_to_set
    named: dict[str, object] = {"__not_given": NOT_GIVEN}
    places: list[str] = []
    keywords: list[str] = []
    lines: list[str] = []
    for number, each in enumerate(dataclasses.fields(cls)):
        name, default, value = each.name, f"__default_{number}", each.name
        parameter = name
        if each.default is not dataclasses.MISSING:
            named[default] = each.default
            parameter, value = f"{name}={default}", name if each.init else default
        elif each.default_factory is not dataclasses.MISSING:
            named[default] = each.default_factory
            parameter = f"{name}=__not_given"
            value = f"{default}() if {name} is __not_given else {name}" if each.init else f"{default}()"
        elif not each.init:
            continue
        if each.init:
            (keywords if each.kw_only else places).append(parameter)
        named[f"__set_{number}"] = _setter(cls, name)
        lines.append(f"__set_{number}(__self, {value})" if frozen else f"__self.{name} = {value}")
    lines += ["__self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    parameters = ", ".join(["__self", *places, *(["*"] if keywords else []), *keywords])
    exec(f"def __init__({parameters}):\n  " + ("\n  ".join(lines) or "pass"), named)
    init: Any = named["__init__"]
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return init  # type: ignore[no-any-return]


def _setter(cls: Any, name: str) -> Callable[[object, object], None]:
    """Return what sets a field of a frozen instance: its slot does in a third of the time that the library takes."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda record, value: object.__setattr__(record, name, value)


@recursive_repr()
def _shown(self: Any) -> str:
    """Return the record as a call that makes it."""
    values = ", ".join(
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    )
    return f"{type(self).__qualname__}({values})"


def _equal(self: Any, other: Any) -> Any:
    """Whether all compared fields are equal, of instances of one class."""
    cls = self.__class__
    if other.__class__ is not cls:
        return NotImplemented
    return cls.__compared__(self) == cls.__compared__(other)


def _hash(self: Any) -> int:
    """Return a hash of the compared fields, without those that are not hashed."""
    return hash(self.__class__.__hashed__(self))


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    """Refuse to change a frozen record."""
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    """Refuse to take a field from a frozen record."""
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """Return what a pickle keeps of a frozen record: its values, in order."""
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    """Fill a record that comes out of a pickle."""
    for each, value in zip(dataclasses.fields(self), state, strict=False):
        object.__setattr__(self, each.name, value)
