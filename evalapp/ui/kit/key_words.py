"""Keys as they are printed on a keyboard."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence

_PRINTED = {"Return": "Enter"}  # Qt tells the two Enter keys apart; people do not


def keys_named(named: str) -> list[QKeySequence]:
    """The keys that a text names, such as “Ctrl+N; F9”."""
    return QKeySequence.listFromString(named)


def keys_text(keys: Sequence[QKeySequence]) -> str:
    """Keys with what is held beside them, such as Ctrl+Shift+Enter; empty where there are none."""
    return ", ".join(map(_key_text, keys))


def _key_text(keys: QKeySequence) -> str:
    *held, last = keys.toString(QKeySequence.SequenceFormat.NativeText).split("+")
    return "+".join([*held, _PRINTED.get(last, last)])
