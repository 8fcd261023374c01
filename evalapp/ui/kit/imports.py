"""Imports at their usual speed, although PySide listens to each of them."""

import builtins
import gc


def import_plainly() -> None:
    """Take away the `__import__` that PySide puts in place of Python's own, before all else is imported.

    It reads the source of every module that is imported, in case one asks for a `__feature__` of PySide.
    None of ours does, and that reading takes a third of the time until the window is painted. Nor does Python
    look for garbage meanwhile: what is imported stays, and then the window has its `Collector`.
    """
    gc.disable()
    import PySide6.QtCore

    assert PySide6.QtCore  # it has put its own in place by now
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
