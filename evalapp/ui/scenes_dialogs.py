"""The scenes of what is asked in the middle of the window: questions, and an error of the program."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from evalapp.base.messages import N_, tr
from evalapp.ui.kit.dialogs import Dialogs
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.seats import Seat
from evalapp.ui.shell.closing import waiting_words
from evalapp.ui.shell.routes import Route
from evalapp.ui.shell.support import crash_report
from evalapp.ui.shell.words import Unanswered
from evalapp.ui.theatre import Theatre

_LEAST, _FILE = 12, "danh-gia.sqlite"
_FORMS = (N_("Heads"), N_("Deputies"), N_("Contract workers"))


def _asked(on: Theatre, ask: Callable[[Dialogs], object]) -> None:
    """Ask over the month, and leave a picture of the question standing where it stood."""
    on.show(on.places.scoring, Route("month"))
    pictures: list[QPixmap] = []

    def look() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, QDialog):
            pictures.append(question.grab())
            question.reject()

    QTimer.singleShot(0, look)
    ask(on.window.dialogs)
    for picture in pictures:
        _Standing(on, picture).show()


class _Standing(QLabel):
    """A picture of a question in the middle of the window, as long as the screen under it is shown."""

    def __init__(self, on: Theatre, picture: QPixmap) -> None:
        super().__init__(on.window)
        self.setPixmap(picture)
        self.adjustSize()
        self.move(on.window.rect().center() - self.rect().center())
        on.window.screen_shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes with the screen."""
        if event.type() == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)


def dialogs_confirm(on: Theatre) -> None:
    """Whether to go on with something that cannot simply be taken back."""
    month = on.places.scoring.period.named
    _asked(
        on,
        lambda dialogs: dialogs.confirm(
            tr("Close {month}?", month=month),
            tr(
                "Scores, results and the regulation are sealed. "
                "Afterwards a correction needs a reason and makes a new revision."
            ),
            tr("Close the month"),
        ),
    )


def dialogs_look(on: Theatre) -> None:
    """Whether to go on although something waits."""
    waiting = Unanswered(2, ["Nguyễn Thị Ngọc Ánh", "Trần Văn Bình"])
    month = on.places.scoring.period.named
    _asked(
        on,
        lambda dialogs: dialogs.confirm_or_look(
            tr("Close {month}?", month=month),
            waiting_words(waiting, may_lead_back=True),
            tr("Close the month"),
            tr("Show the suggestions"),
        ),
    )


def dialogs_reason(on: Theatre) -> None:
    """The reason that goes on record."""
    month = on.places.scoring.period.named
    text = tr(
        "A new revision is made with the same scores; the closed one stays as it is. "
        "The reason goes on record."
    )
    _asked(on, lambda dialogs: dialogs.reason(tr("Reopen {month}?", month=month), text, tr("Reopen")))


def dialogs_choice(on: Theatre) -> None:
    """One of a few things, without a reason."""
    choices = [Choice(number, tr(form)) for number, form in enumerate(_FORMS)]
    _asked(
        on,
        lambda dialogs: dialogs.choose(tr("Form"), "", tr("Choose"), choices, asks_reason=False),
    )


def dialogs_several(on: Theatre) -> None:
    """Several of many, and the one reason for all of them."""
    choices = [Choice(number, f"Nguyễn Thị Ngọc Ánh · NV{number:03} · Chuyên viên") for number in range(14)]
    _asked(
        on,
        lambda dialogs: dialogs.choose_several(
            tr("Who goes first?"),
            tr(
                "They have the same total and the same points for results. "
                "The choice and its reason go on record."
            ),
            tr("Goes first"),
            choices,
            most=4,
        ),
    )


def dialogs_password(on: Theatre) -> None:
    """A password that was not right."""
    _asked(
        on,
        lambda dialogs: dialogs.password(
            tr("Password of {name}", name=_FILE),
            tr("{file} is encrypted. Type its password, or the code on its recovery sheet.", file=_FILE),
            tr("Open"),
            tr("Type the same once more."),
        ),
    )


def dialogs_sign_in(on: Theatre) -> None:
    """Who opens a file that several share."""
    seats = [Seat(name, name, has_password=True) for name in ("Quản trị", "Trưởng phòng Nội vụ", "Cán bộ TC")]
    _asked(
        on,
        lambda dialogs: dialogs.sign_in(
            tr("Who opens {file}?", file=_FILE),
            tr("Forgotten? Type the code of the recovery sheet."),
            tr("Open"),
            seats,
            "Trưởng phòng Nội vụ",
            tr("The password of {name} is not right.", name="Trưởng phòng Nội vụ"),
        ),
    )


def dialogs_passwords(on: Theatre) -> None:
    """A new password, typed twice."""
    _asked(
        on,
        lambda dialogs: dialogs.new_password(
            tr("Change the password"),
            tr("It holds for the data file and its backups. The recovery sheet stays as it is."),
            tr("Change"),
            least=_LEAST,
        ),
    )


def dialogs_crash(on: Theatre) -> None:
    """An error of the program's own, with its report."""
    _asked(on, lambda dialogs: dialogs.crash(crash_report(RuntimeError("x")), "", lambda: None))


DIALOGS: Mapping[str, Callable[[Theatre], None]] = {
    "dialogs.confirm": dialogs_confirm,
    "dialogs.look": dialogs_look,
    "dialogs.reason": dialogs_reason,
    "dialogs.choice": dialogs_choice,
    "dialogs.several": dialogs_several,
    "dialogs.password": dialogs_password,
    "dialogs.sign_in": dialogs_sign_in,
    "dialogs.passwords": dialogs_passwords,
    "dialogs.crash": dialogs_crash,
}
