"""A user who answers at once: dialogs that take their answers from the test instead of from a person."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evalapp.base.settings import Settings
from evalapp.ui.kit.dialogs import Dialogs
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.seats import Seat


class Answers:
    """What will be answered when something is asked."""

    file: Path | None = None
    files: Sequence[Path] = ()
    saved: Path | None = None
    chosen_folder: Path | None = None
    agrees: bool = True
    looks: bool = False  # first, where something waits
    reason: str | None = None
    choice: int = 0
    marked: Sequence[int] = (0,)
    passwords: Sequence[str] = ()
    who: Sequence[str] = ()  # who works, each time it is asked
    new_password: str | None = None
    new_passwords: tuple[str, ...] | None = None

    def __init__(self) -> None:
        self.refusals: list[str] = []  # what was said of the password before, each time one was asked for
        self.offered: list[str] = []  # what there was to choose from
        self.preset = ""  # who was offered first when it was asked who works
        self.names: list[str] = []  # under which files were offered to be saved
        self.questions: list[str] = []  # what was asked before going on
        self.titles: list[str] = []  # of the forms for several passwords
        self.texts: dict[str, str] = {}  # what was shown to be read
        self.named: list[str] = []  # the names offered for files to be saved
        self.opened: list[Path] = []  # what was handed to other programs

    def dialogs(self, owner: QWidget, settings: Settings) -> Dialogs:
        return _Answering(self, owner, settings)


class _Answering(Dialogs):
    def __init__(self, answers: Answers, owner: QWidget, settings: Settings) -> None:
        super().__init__(owner, settings)
        self._answers = answers

    def open_file(self, title: str, kinds: str) -> Path | None:
        return self._answers.file

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        self._answers.names.append(name)
        self._answers.named.append(name)
        return self._answers.saved

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        return tuple(self._answers.files)

    def open_outside(self, file: Path) -> bool:
        self._answers.opened.append(file)
        return True

    def folder(self, title: str) -> Path | None:
        return self._answers.chosen_folder

    def confirm(self, title: str, text: str, action: str, *, careful: bool = False) -> bool:
        self._answers.questions.append(text)
        return self._answers.agrees

    def confirm_or_look(self, title: str, text: str, action: str, look: str) -> bool | None:
        self._answers.questions.append(text)
        return None if self._answers.looks else self._answers.agrees

    def reason(self, title: str, text: str, action: str) -> str | None:
        return self._answers.reason

    def choose(
        self, title: str, text: str, action: str, choices: Sequence[Choice], *, asks_reason: bool = True
    ) -> tuple[object, str] | None:
        self._answers.offered = [choice.text for choice in choices]
        return choices[self._answers.choice].key, self._answers.reason or ""

    def choose_several(
        self, title: str, text: str, action: str, choices: Sequence[Choice], *, most: int
    ) -> tuple[tuple[Hashable, ...], str] | None:
        self._answers.offered = [choice.text for choice in choices]
        assert len(self._answers.marked) <= most
        return tuple(choices[each].key for each in self._answers.marked), self._answers.reason or ""

    def password(self, title: str, text: str, action: str, refused: str = "") -> str | None:
        number = len(self._answers.refusals)
        self._answers.refusals.append(refused)
        return self._answers.passwords[number] if number < len(self._answers.passwords) else None

    def sign_in(
        self, title: str, text: str, action: str, seats: Sequence[Seat], name: str, refused: str = ""
    ) -> tuple[str, str] | None:
        number = len(self._answers.refusals)
        self._answers.refusals.append(refused)
        self._answers.offered = [seat.called for seat in seats]
        self._answers.preset = name
        if number >= len(self._answers.who):
            return None
        return self._answers.who[number], self._answers.passwords[number]

    def new_password(self, title: str, text: str, action: str, *, least: int) -> str | None:
        return self._answers.new_password

    def new_passwords(
        self, title: str, text: str, action: str, names: Sequence[str], *, least: int
    ) -> tuple[str, ...] | None:
        self._answers.titles.append(title)
        self._answers.questions.append(text)
        return self._answers.new_passwords

    def texts(self, title: str, about: str, texts: Sequence[tuple[str, str]]) -> None:
        self._answers.texts = dict(texts)

    def crash(self, text: str, saved: str, bundle: Callable[[], None]) -> None:
        """The test hears of the crash through its worker."""
