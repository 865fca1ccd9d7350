"""The compiled library, where there is one, and its functions.

It is never needed: who calls a function has the same in NumPy beside it, for where nothing was
compiled, where the library is not of these very sources, or where VNSEARCH_KERNEL is 0.
"""

from __future__ import annotations

import ctypes  # NumPy loads it too
import os
import sys
import zlib
from functools import cache
from typing import Any

_address, _bytes_of = ctypes.addressof, (ctypes.c_char * 0).from_buffer

FOLDER = os.path.dirname(os.path.abspath(__file__))


def sources() -> list[str]:
    """The paths of the C files and of what they include."""
    return [
        os.path.join(FOLDER, name)
        for name in sorted(os.listdir(FOLDER))
        if name.endswith((".c", ".h"))
    ]


def library_path() -> str:
    """Where the library of the sources that are here would be: its name has their checksum, so
    that one of other sources is not even looked at.
    """
    checksum = 0
    for path in sources():
        with open(path, "rb") as file:
            checksum = zlib.crc32(file.read(), checksum)
    return os.path.join(FOLDER, f"kernel-{checksum:08x}.so")


@cache
def library() -> ctypes.CDLL | None:
    """The library, None where there is none; it is loaded when first asked for."""
    if os.environ.get("VNSEARCH_KERNEL") == "0" or sys.byteorder != "little":
        return None
    try:
        return ctypes.CDLL(library_path())
    except OSError:  # there is none, or it is of another kind of machine
        return None


def is_compiled() -> bool:
    """Whether the functions of the library can be called."""
    return library() is not None


class Pinned:
    """An array that is passed again and again, whose address is asked for once.

    Raises TypeError for an array that is not contiguous.
    """

    __slots__ = ("address", "array", "kind", "size")

    def __init__(self, array: Any) -> None:
        if not (array.dtype.isnative and array.flags.c_contiguous):
            raise TypeError(f"pins what is contiguous, not {array!r}")
        self.array = array
        self.kind = f"{array.dtype.kind}{array.itemsize}"
        self.address, self.size = array.ctypes.data, array.size


class Function:
    """A function of the library by its name; calls release the lock of the interpreter.

    `takes` has a word for each argument: `n` for a whole number; for an array the type of its
    elements as NumPy writes it, `u4`, with a `!` behind it where the function writes to it; `s`
    for bytes. Arrays, which must be contiguous and may be pinned, and bytes come to C as a
    pointer and the number of elements. All C functions return a whole number of 64 bits, as all
    that they take are.
    """

    __slots__ = ("_call", "_name", "_takes")

    def __init__(self, name: str, takes: str) -> None:
        self._name = name
        self._takes = takes.split()
        self._call: Any = None

    def __call__(self, *arguments: Any) -> int:
        """What the function returns.

        Raises TypeError for an array of another type, or that is not contiguous.
        """
        values: list[int | bytes] = []
        for kind, argument in zip(self._takes, arguments, strict=True):
            if kind == "n":
                values.append(argument)
                continue
            if kind == "s":
                values += (argument, len(argument))
                continue
            if type(argument) is Pinned:
                if argument.kind != kind:
                    raise TypeError(f"{self._name} takes {kind}, not {argument.array!r}")
                values += (argument.address, argument.size)
                continue
            element, flags = argument.dtype, argument.flags
            wrong = element.kind != kind[0] or element.itemsize != int(kind[1])
            wrong = wrong or not (element.isnative and flags.c_contiguous)
            if wrong or (kind[-1] == "!" and not flags.writeable):
                raise TypeError(f"{self._name} takes {kind}, contiguous, not {argument!r}")
            # Many times as fast as to ask NumPy, but only of what may be written to.
            data = flags.writeable and _address(_bytes_of(argument))
            values += (data or argument.ctypes.data, argument.size)
        call = self._call or self._find()
        result: int = call(*values)
        return result

    def _find(self) -> Any:
        compiled = library()
        if compiled is None:
            raise RuntimeError("there is no library: ask is_compiled() first")
        call = compiled[self._name]
        integer, pointer = ctypes.c_int64, ctypes.c_void_p  # which takes bytes, too
        call.restype = integer
        types: list[Any] = []
        for kind in self._takes:
            types += [integer] if kind == "n" else [pointer, integer]
        call.argtypes = types  # at once: each time that they are set, all of them are looked at
        self._call = call
        return call
