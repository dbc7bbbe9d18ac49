"""Functions of pdfium without ctypes' look at each argument, which takes longer than most of them do."""

import ctypes
from collections.abc import Callable
from functools import cache, partial
from struct import Struct, calcsize
from typing import Any


class Handle(ctypes.c_void_p):
    """An address that a bare function takes as it is; false for none."""


@cache
def typed(name: str, given: Any, *taken: Any) -> Any:
    """Return a function of pdfium that takes and gives addresses as plain numbers; every document asks for the same."""
    import pypdfium2.raw as pdfium

    return ctypes.CFUNCTYPE(given, *taken)(address_of(getattr(pdfium, name)))


@cache
def bare(name: str, given: Any = ctypes.c_int) -> Any:
    """Return a function of pdfium that looks at no argument: addresses are handles, numbers fit 32 bits."""
    import pypdfium2.raw as pdfium

    return ctypes.PYFUNCTYPE(given)(address_of(getattr(pdfium, name)))


def address_of(pointer: Any) -> int:
    """Return where a pointer points, 0 for nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


class Written:
    """Where a foreign function writes numbers, and what reads them: all at once, as to take them one by one is slow."""

    def __init__(self, kinds: str) -> None:
        """`kinds`: a letter for each number, as in `struct`; those of the most bytes first."""
        there = ctypes.create_string_buffer(calcsize(kinds))
        self.read: Callable[[], tuple[Any, ...]] = partial(Struct(kinds).unpack_from, there)
        self.to = tuple(
            ctypes.byref(there, calcsize(kinds[: at + 1]) - calcsize(kinds[at])) for at in range(len(kinds))
        )
