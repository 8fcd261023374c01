"""The only dialogs: choosing files, and questions that cannot be asked on the screen itself."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from evalapp.base.messages import N_, tr
from evalapp.base.settings import LAST_FOLDER, Settings
from evalapp.ui.kit.choice_list import FEW, ChoiceList, MarkList
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.labels import button, label, restyle
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.rows import stop_in_turn
from evalapp.ui.kit.seats import Seat
from evalapp.ui.kit.sizes import px

WORKBOOKS = N_("Workbooks (*.xlsx *.xls *.xlsm *.ods *.csv *.xml)")
DATA_FILES = N_("Data files (*.sqlite)")
XLSX_FILES = N_("Excel workbook (*.xlsx)")
PDF_FILES = N_("PDF document (*.pdf)")
WORD_FILES = N_("Word document (*.docx)")
PACKAGE_FILES = N_("Package (*.evpkg)")
EVIDENCE_FILES = N_(
    "Evidence (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.docx *.xlsx *.pptx *.odt *.ods);;All files (*)"
)
ANY_FILES = N_("All files (*)")
INTERRUPTED = "interrupted"  # a dialog that the lock closed, and nobody who used it
_QUESTION_WIDTH, _LIST_WIDTH = 440, 600
_LOOK = 2  # how a question ends where something is looked at first


class Dialogs:
    """Asks in the name of one window, and remembers the folder used last."""

    def __init__(self, owner: QWidget, settings: Settings) -> None:
        self._owner = owner
        self._settings = settings
        self._interrupted: dict[str, str] = {}  # reasons begun when the window was locked, by what was asked

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file to read."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._owner, title, self._settings.get(LAST_FOLDER), tr(kinds)
        )
        return self._remember(chosen)

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file; the system asks before one is written over.

        A name that is typed without an ending gets the one of `name`, before the system asks.
        """
        asking = QFileDialog(self._owner, title, self._settings.get(LAST_FOLDER), tr(kinds))
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix(Path(name).suffix)
        asking.selectFile(name)
        is_chosen = asking.exec() == QFileDialog.DialogCode.Accepted
        asking.deleteLater()
        return self._remember(asking.selectedFiles()[0] if is_chosen else "")

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for any number of files to read."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._owner, title, self._settings.get(LAST_FOLDER), tr(kinds)
        )
        return tuple(path for each in chosen if (path := self._remember(each)))

    def open_outside(self, file: Path) -> bool:
        """Hand a file to the program that the system opens it with; whether there is one."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self._owner, title, self._settings.get(LAST_FOLDER))
        return self._remember(chosen, is_folder=True)

    def confirm(self, title: str, text: str, action: str, *, careful: bool = False) -> bool:
        """Ask whether to go on with something that cannot simply be taken back.

        Where something would be lost (`careful`), Enter gives up and going on has to be chosen.
        """
        question = _Question(self._owner, title, text, action, careful=careful)
        return question.exec() == QDialog.DialogCode.Accepted

    def confirm_or_look(self, title: str, text: str, action: str, look: str) -> bool | None:
        """Ask whether to go on although something waits; None where that is to be looked at first.

        Enter goes there, Escape gives up, and going on has to be chosen.
        """
        answer = _Question(self._owner, title, text, action, look=look).exec()
        return None if answer == _LOOK else answer == QDialog.DialogCode.Accepted

    def reason(self, title: str, text: str, action: str) -> str | None:
        """Ask for the reason that goes on record; an empty one is not taken."""
        question = _Question(self._owner, title, text, action, asks_reason=True)
        return question.reason if self._is_answered(question) else None

    def choose(
        self, title: str, text: str, action: str, choices: Sequence[Choice], *, asks_reason: bool = True
    ) -> tuple[object, str] | None:
        """Ask for one of several things, and the reason for it where that goes on record."""
        question = _Question(self._owner, title, text, action, asks_reason=asks_reason, choices=choices)
        return (question.chosen, question.reason) if self._is_answered(question) else None

    def choose_several(
        self, title: str, text: str, action: str, choices: Sequence[Choice], *, most: int
    ) -> tuple[tuple[Hashable, ...], str] | None:
        """Ask for up to so many of several things at once, and the one reason for all of them."""
        question = _Question(self._owner, title, text, action, asks_reason=True, choices=choices, most=most)
        return (question.marked, question.reason) if self._is_answered(question) else None

    def _is_answered(self, question: "_Question") -> bool:
        """Ask; a reason that the lock interrupted stands there again where the same is asked once more."""
        question.reason = self._interrupted.pop(question.asked, "")
        is_answered = question.exec() == QDialog.DialogCode.Accepted
        if question.property(INTERRUPTED):
            self._interrupted[question.asked] = question.reason
        return is_answered

    def password(self, title: str, text: str, action: str, refused: str = "") -> str | None:
        """Ask for a password; `refused` says why the one before was not taken."""
        question = _Line(self._owner, title, text, action, refused, unseen=tr("Password"))
        return question.typed if question.exec() == QDialog.DialogCode.Accepted else None

    def sign_in(
        self, title: str, text: str, action: str, seats: Sequence[Seat], name: str, refused: str = ""
    ) -> tuple[str, str] | None:
        """Ask who works next, and their password; `refused` says why the one before was not taken."""
        from evalapp.ui.kit.signing import SigningIn

        question = SigningIn(self._owner, title, text, action, seats, name, refused)
        return (question.name, question.typed) if question.exec() == QDialog.DialogCode.Accepted else None

    def line(self, title: str, text: str, action: str, typed: str = "", refused: str = "") -> str | None:
        """Ask for one line; `refused` says why what was typed before was not taken."""
        question = _Line(self._owner, title, text, action, refused, typed=typed)
        return question.typed if question.exec() == QDialog.DialogCode.Accepted else None

    def new_password(self, title: str, text: str, action: str, *, least: int) -> str | None:
        """Ask for a password that is to hold from now on, twice; `least` is how long it has to be."""
        given = self.new_passwords(title, text, action, (tr("Password"),), least=least)
        return given[0] if given else None

    def new_passwords(
        self, title: str, text: str, action: str, names: Sequence[str], *, least: int
    ) -> tuple[str, ...] | None:
        """Ask for several new passwords in one form, each twice under its name."""
        question = _NewPasswords(self._owner, title, text, action, names, least)
        return question.typed if question.exec() == QDialog.DialogCode.Accepted else None

    def texts(self, title: str, about: str, texts: Sequence[tuple[str, str]]) -> None:
        """Show long texts to be read, one at a time, chosen by their names."""
        from evalapp.ui.kit.reading import Reading

        Reading(self._owner, title, about, texts).exec()

    def crash(self, text: str, saved: str, bundle: Callable[[], None]) -> None:
        """Show what went wrong in the program, ready to be copied; `bundle` saves what helps to mend it."""
        from evalapp.ui.kit.crash import Crash

        if Crash(self._owner, text, saved).exec() == QDialog.DialogCode.Accepted:
            bundle()

    def _remember(self, chosen: str, *, is_folder: bool = False) -> Path | None:
        if not chosen:
            return None
        path = Path(chosen)
        self._settings.set(LAST_FOLDER, str(path if is_folder else path.parent))
        return path


class _Asking(QDialog):
    """As high as its lines are at its width: no gap stands between them."""

    def showEvent(self, event: QShowEvent) -> None:
        """Only once it is dressed it is known how high its lines are."""
        super().showEvent(event)
        inside = self.layout()
        high = inside.totalHeightForWidth(self.width()) if inside else self.height()
        self.setMinimumHeight(high)
        self.resize(self.width(), high)


class _Question(_Asking):
    """A question with its action named by a verb, never “OK”."""

    def __init__(
        self,
        owner: QWidget,
        title: str,
        text: str,
        action: str,
        *,
        asks_reason: bool = False,
        choices: Sequence[Choice] = (),
        most: int = 1,
        careful: bool = False,
        look: str = "",
    ) -> None:
        super().__init__(owner)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(_QUESTION_WIDTH))
        self._picker = self._offered(title, choices, most)
        self._needs_choice = bool(choices)
        self._reason = QPlainTextEdit()
        self._reason.setAccessibleName(tr("Reason"))
        self._reason.setPlaceholderText(tr("Reason (Ctrl+Enter confirms)"))
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(px(80))
        self._reason.setVisible(asks_reason)
        self._reason.textChanged.connect(self._check)
        self._asks_reason = asks_reason
        self.asked = f"{title}\n{text}"
        self._go = button(action, "" if careful or look else "primary")
        first = button(look, "primary")
        first.clicked.connect(partial(self.done, _LOOK))
        leave = _lay_out(self, title, text, (self._picker, self._reason), self._go, (first,) if look else ())
        if careful:
            leave.setText(tr("Go back"))  # and lose nothing
            leave.setDefault(True)
            leave.setFocus()
        elif look:
            first.setDefault(True)
            first.setFocus()
        self._check()

    @property
    def reason(self) -> str:
        """What was written as the reason."""
        return self._reason.toPlainText().strip()

    @reason.setter
    def reason(self, text: str) -> None:
        self._reason.setPlainText(text)
        self._reason.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def chosen(self) -> object:
        """What was chosen."""
        return self._picker.key

    @property
    def marked(self) -> tuple[Hashable, ...]:
        """What was marked, where several can be."""
        return (self._picker.key or ()) if isinstance(self._picker, MarkList) else ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter confirms, since in the reason itself Enter begins a line; the rest is Qt's own."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go.click()
        else:
            super().keyPressEvent(event)

    def _offered(
        self, title: str, choices: Sequence[Choice], most: int
    ) -> ChoiceList | ChoicePicker | MarkList:
        """A few stand there in full, many are found by typing; where several can be taken all stand there."""
        if most > 1 or 0 < len(choices) <= FEW:
            self.setMinimumWidth(px(_LIST_WIDTH))
            listed = MarkList(title, choices, most) if most > 1 else ChoiceList(title, choices)
            listed.chosen.connect(self._check)
            listed.taken.connect(self._go_on)
            return listed
        picker = ChoicePicker(title, tr("Choose…"))
        picker.show_choices(choices, None)
        picker.chosen.connect(self._go_on)
        picker.setVisible(bool(choices))
        return picker

    def _go_on(self) -> None:
        """With the choice made, Enter answers what is asked next, or the question itself."""
        self._check()
        (self._reason if self._asks_reason else self._go).setFocus()

    def _check(self) -> None:
        has_reason = not self._asks_reason or bool(self.reason)
        has_choice = not self._needs_choice or self.chosen is not None
        self._go.setEnabled(has_reason and has_choice)


class Typing(_Asking):
    """Lines that are typed; Enter takes them, Escape gives up."""

    def __init__(self, owner: QWidget, title: str, text: str, action: str, parts: Sequence[QWidget]) -> None:
        super().__init__(owner)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(_QUESTION_WIDTH))
        self._go = button(action, "primary")
        _lay_out(self, title, text, parts, self._go)


def _lay_out(
    dialog: QDialog,
    title: str,
    text: str,
    parts: Sequence[QWidget],
    go: QPushButton,
    first: Sequence[QPushButton] = (),
) -> QPushButton:
    """What is asked, what answers it, and the ways out, of which the one that gives up is returned.

    `first` is what may be done before it is answered.

    Tab meets them in that order, giving up last.
    """
    go.setDefault(True)
    go.clicked.connect(dialog.accept)
    leave = button(tr("Cancel"))
    leave.clicked.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # Qt's own least is that of narrow lines
    layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
    layout.setSpacing(MEDIUM)
    said = label(text, wrap=True)
    said.setVisible(bool(text))
    for part in (label(title, "title", wrap=True), said, *parts):
        layout.addWidget(part)
    layout.addLayout(ways_out(leave, *first, go))
    stop_in_turn((*parts, *first, go, leave))
    return leave


def ways_out(leave: QPushButton, *ways: QPushButton) -> QHBoxLayout:
    """The buttons of a dialog: giving up at the left, what goes on at the right."""
    buttons = QHBoxLayout()
    buttons.setSpacing(SMALL)
    buttons.addStretch(1)
    for made in (leave, *ways):
        buttons.addWidget(made)
    return buttons


class _Line(Typing):
    """One line, unseen where it is a password; `refused` says why the one before was not taken."""

    def __init__(
        self,
        owner: QWidget,
        title: str,
        text: str,
        action: str,
        refused: str,
        *,
        typed: str = "",
        unseen: str = "",
    ) -> None:
        self._line = unseen_line(unseen) if unseen else QLineEdit(typed)
        self._line.setAccessibleName(unseen or title)
        said = label("✕ " + refused, "refused", wrap=True)
        super().__init__(owner, title, text, action, (self._line, said))
        restyle(self._line, "refused", "yes" if refused else "no")
        said.setVisible(bool(refused))
        self._line.textChanged.connect(self._check)
        self._line.setFocus()
        self._check()

    @property
    def typed(self) -> str:
        """What was typed."""
        return self._line.text()

    def _check(self) -> None:
        self._go.setEnabled(bool(self.typed))


class _NewPasswords(Typing):
    """Passwords that hold from now on, each typed twice; below stands what is still lacking."""

    def __init__(
        self, owner: QWidget, title: str, text: str, action: str, names: Sequence[str], least: int
    ) -> None:
        self._least = least
        self._pairs = [(unseen_line(name), unseen_line(tr("{name}, once more", name=name))) for name in names]
        self._lacking = label(look="muted", wrap=True)
        lines = [line for pair in self._pairs for line in pair]
        # Whose it is stays to be read once something is typed: dots look alike.
        parts = [part for line in lines for part in (label(line.accessibleName(), "muted"), line)]
        super().__init__(owner, title, text, action, (*parts, self._lacking))
        for line in lines:
            line.setPlaceholderText("")
            line.textChanged.connect(self._check)
        lines[0].setFocus()
        self._check()

    @property
    def typed(self) -> tuple[str, ...]:
        """What was typed, in the order of the names."""
        return tuple(first.text() for first, _ in self._pairs)

    def _check(self) -> None:
        """Each counts once it is long enough and typed twice alike."""
        is_long = all(len(password) >= self._least for password in self.typed)
        is_same = all(first.text() == again.text() for first, again in self._pairs)
        lacking = "" if is_same else tr("Type the same once more.")
        self._lacking.setText(lacking if is_long else tr("At least {least} characters.", least=self._least))
        self._go.setEnabled(is_long and is_same)


def unseen_line(name: str) -> QLineEdit:
    """A line in which dots stand for what is typed."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    return line
