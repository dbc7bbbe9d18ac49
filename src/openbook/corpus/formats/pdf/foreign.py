"""Functions of pdfium without ctypes' look at each argument, which takes longer than most of them do."""

import ctypes
from typing import Any


class Handle(ctypes.c_void_p):
    """An address that a bare function takes as it is; false for none."""


def typed(function: Any, given: Any, *taken: Any) -> Any:
    """Return a foreign function that takes and gives addresses as plain numbers."""
    return ctypes.CFUNCTYPE(given, *taken)(address_of(function))


def bare(function: Any, given: Any = ctypes.c_int) -> Any:
    """Return a foreign function that looks at no argument: addresses have to be handles, numbers to fit 32 bits."""
    return ctypes.PYFUNCTYPE(given)(address_of(function))


def address_of(pointer: Any) -> int:
    """Return where a pointer points, 0 for nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
