"""The window: kit, shell and screens. Calls use cases through `Tasks`, never the store or the documents."""

import builtins
from importlib import import_module

import_module("PySide6")  # puts its own `__import__` in place; what follows takes it away again
# It reads the source of every module that is imported from then on, in case one asks for a `__feature__` of
# PySide. None of ours does, and that reading takes a third of the time until a data file is open.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
