"""Qt's own texts, which nobody translated for Vietnamese."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from evalapp.base.messages import use_language
from evalapp.ui.kit.qt_words import QtWords

#: Keys, and half a word that Qt puts before a name of its own.
_NO_WORDS = {"Alt+Left", "Alt+Right", "Alt+Up", "Show "}


class _Listening(QTranslator):
    """Hears which of its texts a dialog asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if context == "QFileDialog":
            self.asked.add(source)
        return None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_dialog_for_files_has_no_english_word(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    listening = _Listening()
    qapp.installTranslator(listening)
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qapp.removeTranslator(listening)

    use_language("vi")
    ours = QtWords()
    left = [text for text in listening.asked - _NO_WORDS if ours.translate("QFileDialog", text) is None]

    assert ours.translate("QShortcut", "Return") == "Enter"  # as it is printed on the key
    assert listening.asked
    assert left == []
