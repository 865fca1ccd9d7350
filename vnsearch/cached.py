"""`functools.cached_property` without a lock, as it is from Python 3.12 on.

The lock that it had before is one for all objects of a class: threads that read different
indexes waited for each other, and a child that is forked while one reads waited for ever.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property
else:

    class cached_property:
        """A property worked out once and kept in the object; by two threads at once, twice."""

        def __init__(self, work_out):
            self._work_out = work_out
            self.__doc__ = work_out.__doc__

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._work_out(instance)
            return value
