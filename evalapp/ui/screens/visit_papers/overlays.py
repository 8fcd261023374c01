"""What takes the whole screen for a moment: drawing on a photo, and signing."""

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.minutes import ROLE_LABELS, SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Signer, Way
from evalapp.domain.photos import Mark, MarkKind, Photo
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.marking import Drawn, MarkingBoard
from evalapp.ui.kit.pen import PenBox
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.screens.visit_papers.state import SignerAt

_ARROW, _BLUR = "arrow", "blur"


class BoardState(Struct, frozen=True):
    """What can be done with what is drawn."""

    can_undo: bool = False
    can_redo: bool = False
    has_marks: bool = False


MARKING: tuple[ActionSpec[BoardState], ...] = (
    ActionSpec("mark.undo", N_("Undo"), allowed=lambda state: state.can_undo),
    ActionSpec("mark.redo", N_("Redo"), allowed=lambda state: state.can_redo),
    ActionSpec("mark.clear", N_("Remove all marks"), allowed=lambda state: state.has_marks),
    ActionSpec("mark.leave", N_("Close"), shortcut="Esc"),
    ActionSpec("mark.save", N_("Save these marks"), shortcut="Ctrl+Return", primary=True),
)
SIGNING: tuple[ActionSpec[bool], ...] = (
    ActionSpec("pen.undo", N_("Undo"), allowed=lambda drawn: drawn),
    ActionSpec("pen.clear", N_("Start over"), allowed=lambda drawn: drawn),
    ActionSpec("pen.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "pen.take",
        N_("Use this signature"),
        shortcut="Ctrl+Return",
        primary=True,
        allowed=lambda drawn: drawn,
    ),
)


class MarkingPanel(QWidget):
    """Draws arrows and blurs parts on a copy of one photo."""

    left = Signal()
    kept = Signal(object, object)  # the photo and its marks

    def __init__(self) -> None:
        super().__init__()
        self._photo: Photo | None = None
        self._title = label(look="title")
        self.tool = Segments(tr("What is drawn"))
        self.tool.chosen.connect(self._use)
        self.board = MarkingBoard(tr("Photo to draw on"))
        self.board.changed.connect(self._follow)
        self.actions_bar = ActionBar(MARKING)
        self.actions_bar.triggered.connect(self._do)
        hint = label(
            tr(
                "Drag with the mouse. With the keyboard: move the cross with the arrows, Space begins and "
                "ends a mark. The photo as it came stays untouched."
            ),
            "muted",
            wrap=True,
        )
        layout = column(
            self,
            row(self._title, None, self.tool, self.actions_bar, spacing=MEDIUM),
            self.board,
            hint,
            margin=LARGE,
        )
        layout.setStretch(1, 1)

    def begin(self, photo: Photo, picture: bytes) -> None:
        """Show a photo with the marks it has."""
        self._photo = photo
        self._title.setText(photo.caption or photo.name)
        self.board.show_picture(picture, [_drawn(mark) for mark in photo.marks])
        self._use(_ARROW)
        self.board.setFocus()

    def _use(self, tool: str) -> None:
        self.tool.show_choices((Choice(_ARROW, tr("Arrow")), Choice(_BLUR, tr("Blur"))), tool)
        self.board.use(blurs=tool == _BLUR)
        self.board.setFocus()

    def _follow(self) -> None:
        board = self.board
        self.actions_bar.show_state(BoardState(board.can_undo, board.can_redo, bool(board.marks)))

    def _do(self, key: str) -> None:
        match key:
            case "mark.undo":
                self.board.undo()
            case "mark.redo":
                self.board.redo()
            case "mark.clear":
                self.board.clear()
            case "mark.save":
                self.kept.emit(self._photo, tuple(map(_mark, self.board.marks)))
            case _:
                self.left.emit()


class SigningPanel(QWidget):
    """Somebody signs with a mouse, a pen or a finger."""

    left = Signal()
    signed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._at: SignerAt | None = None
        self._title = label(look="title")
        self._about = label(look="muted")
        self.pen = PenBox(tr("Signature"), SIGNATURE_WIDTH, SIGNATURE_HEIGHT)
        self.pen.changed.connect(self._follow)
        self.actions_bar = ActionBar(SIGNING)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self,
            row(self._title, self._about, None, self.actions_bar, spacing=MEDIUM),
            self.pen,
            margin=LARGE,
        )
        layout.setStretch(1, 1)

    def begin(self, at: SignerAt) -> None:
        """Let somebody sign; what they drew before is shown."""
        self._at, signer = at, at.signer
        self._title.setText(signer.name)
        self._about.setText(tr(ROLE_LABELS[signer.role]))
        self.pen.show_strokes(signer.strokes)
        self._follow()
        self.pen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self.actions_bar.show_state(bool(self.pen.strokes))

    def _do(self, key: str) -> None:
        match key:
            case "pen.undo":
                self.pen.undo()
            case "pen.clear":
                self.pen.show_strokes(())
            case "pen.take" if self._at is not None:
                of = self._at.signer
                drawn = Signer(of.role, of.name, of.title, Way.DRAWN, "", self.pen.strokes)
                self.signed.emit(SignerAt(self._at.number, drawn))
            case _:
                self.left.emit()


def _drawn(mark: Mark) -> Drawn:
    return Drawn(mark.kind is MarkKind.BLUR, mark.x1, mark.y1, mark.x2, mark.y2)


def _mark(of: Drawn) -> Mark:
    return Mark(MarkKind.BLUR if of.blurs else MarkKind.ARROW, of.x1, of.y1, of.x2, of.y2)
