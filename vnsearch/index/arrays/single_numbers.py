"""An array of whole numbers of which one is asked for at a time."""

from __future__ import annotations

from vnsearch.index.arrays.array_file import ArrayFile

FEW_ASKED = 64  # times, after which a process lives on, and reads an array once and for all


class SingleNumbers:
    """The numbers of an array of a file: while few have been asked for, their pages alone are
    read.
    """

    __slots__ = ("_asked", "_file", "_name", "_whole")

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._asked = 0
        self._whole: memoryview | None = None

    def __getitem__(self, place: int) -> int:
        if self._whole is not None and place >= 0:
            number: int = self._whole[place]
            return number
        self._asked += 1
        if self._asked > FEW_ASKED:
            self._whole = self._file.array(self._name).data
        return int(self._file.part(self._name, place, place + 1)[0])
