"""What the user answers when a dialog asks: the dialogs' own answers are given, nothing else is replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evalapp.ui.kit.pickers import Choice


@dataclass
class Answers:
    """Answers ready for the dialogs of a window."""

    file: Path | None = None
    saved: Path | None = None
    folder_chosen: Path | None = None
    confirm: bool = True
    reason: str | None = None
    choice: int = 0

    def open_file(self, _title: str, _kinds: str) -> Path | None:
        return self.file

    def save_file(self, _title: str, _name: str, _kinds: str) -> Path | None:
        return self.saved

    def folder(self, _title: str) -> Path | None:
        return self.folder_chosen
