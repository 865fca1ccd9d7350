"""Lets permissions hold for root too, who may otherwise read and write everything."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION = 0x20080522  # of the structures below, as in linux/capability.h
_PASSES_OVER = 1 << 1 | 1 << 2 | 1 << 3  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("thread", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint32) for name in ("effective", "permitted", "inherited")
    )


@contextmanager
def permissions_hold() -> Iterator[None]:
    """In this thread and for as long as this lasts; leaves a test out where that cannot be."""
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root may read everything")
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(_VERSION, 0), (_Sets * 2)()
    assert libc.capget(ctypes.byref(header), sets) == 0, os.strerror(ctypes.get_errno())
    before = sets[0].effective
    try:
        _set(libc, sets, before & ~_PASSES_OVER)
        yield
    finally:
        _set(libc, sets, before)


def _set(libc: ctypes.CDLL, sets: ctypes.Array[_Sets], effective: int) -> None:
    sets[0].effective = effective
    header = _Header(_VERSION, 0)
    assert libc.capset(ctypes.byref(header), sets) == 0, os.strerror(ctypes.get_errno())
