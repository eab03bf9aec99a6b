"""Exceptions in what Qt calls of ours, kept from ending the program.

Up to Python 3.11 an exception that comes from C code (`int("x")`) is a bare text until somebody catches it. When it
leaves a method that Qt has called, an event handler say, PySide 6.11 takes it for an exception object and reads what
is not there: the whole program ends. Whoever catches it on the way makes it whole. So every method of a class of ours
that stands in the place of one of Qt's is wrapped; what is raised is raised on. From Python 3.12 on nothing is done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

import shiboken6

_Object: Any = shiboken6.Shiboken.Object
"""what all classes of Qt are made from"""


def install() -> None:
    """Wraps the overrides of all classes that are made from now on."""
    if sys.version_info < (3, 12):
        _Object.__init_subclass__ = classmethod(_made)


def _made(cls: type, **words: Any) -> None:
    super(_Object, cls).__init_subclass__(**words)
    of_qt = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and not name.startswith("__") and any(name in vars(b) for b in of_qt):
            setattr(cls, name, whole(method))


def whole(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same method; its exceptions are whole objects."""

    @wraps(method)
    def wrapped(*values: Any, **named: Any) -> Any:
        try:
            return method(*values, **named)
        except Exception:  # catching it is what makes it whole
            raise

    return wrapped
