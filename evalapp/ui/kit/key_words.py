"""Keys as they are printed on a keyboard."""

from PySide6.QtGui import QKeySequence

_PRINTED = {"Return": "Enter"}  # Qt tells the two Enter keys apart; people do not


def keys_text(keys: QKeySequence) -> str:
    """A key with what is held beside it, such as Ctrl+Shift+Enter; empty where there is none."""
    *held, last = keys.toString(QKeySequence.SequenceFormat.NativeText).split("+")
    return "+".join([*held, _PRINTED.get(last, last)])
