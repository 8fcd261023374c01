"""The files attached to a form: opened, written out, removed with a reason."""

from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.attachments import Attachment, size_shown
from evalapp.domain.user_names import called
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.copies import PrivateCopies
from evalapp.ui.kit.dialogs import ANY_FILES
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.table import Table
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.evidence import open_evidence, remove_evidence, save_evidence


class FileLine(Struct, frozen=True):
    """One attached file."""

    attachment: Attachment

    @property
    def place(self) -> str:
        """The row it is attached to, or the whole form."""
        return self.attachment.row or tr("whole form")

    @property
    def name(self) -> str:
        """What it is called; of a removed one that it was."""
        name = self.attachment.name
        return name if self.attachment.stands else tr("✕ removed: {name}", name=name)

    @property
    def about(self) -> str:
        """Everything that is known of it."""
        file = self.attachment
        parts = [
            file.name,
            tr(file.kind.label),
            size_shown(file.size),
            tr("{by}, {at}", by=called(file.by), at=file.at),
            f"SHA-256 {file.digest[:12]}…",
        ]
        if file.removed is not None:
            parts.append(
                tr(
                    "removed by {by}, {at}: {reason}",
                    by=called(file.removed_by),
                    at=file.removed_at,
                    reason=file.removed,
                )
            )
        return " · ".join(parts)


class FilesState(Struct, frozen=True):
    """Everything the list of files needs to draw itself."""

    lines: tuple[FileLine, ...] = ()
    can_change: bool = False
    chosen: FileLine | None = None

    @property
    def can_open(self) -> bool:
        """Whether there is a file to open."""
        return self.chosen is not None

    @property
    def can_remove(self) -> bool:
        """Whether the chosen file may still be removed."""
        return self.can_change and self.chosen is not None and self.chosen.attachment.stands


COLUMNS: tuple[Column[FileLine], ...] = (
    Column("place", N_("Row"), lambda line: line.place, width=64, tone=lambda _line: Tone.MUTED),
    Column(
        "name",
        N_("File"),
        lambda line: line.name,
        tone=lambda line: Tone.PLAIN if line.attachment.stands else Tone.MUTED,
        tip=lambda line: line.about,
        wraps=True,
    ),
)
ACTIONS: tuple[ActionSpec[FilesState], ...] = (
    ActionSpec("file.remove", N_("Remove, because…"), allowed=lambda state: state.can_remove),
    ActionSpec("file.save", N_("Save as…"), allowed=lambda state: state.can_open),
    ActionSpec("file.open", N_("Open"), allowed=lambda state: state.can_open),
)


class FileList(QWidget):
    """The files of one form. Enter opens one, Delete removes it with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = FilesState()
        self._copies = PrivateCopies()
        self._nothing = label(look="muted", wrap=True)
        self._nothing.setText(
            tr("No file is attached. Drop files here, paste a picture (Ctrl+V), or choose them (Ctrl+E).")
        )
        self.table: Table[FileLine] = Table(COLUMNS, lambda line: line.attachment.id, tr("Evidence"))
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._choose)
        removing = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        removing.setContext(Qt.ShortcutContext.WidgetShortcut)
        removing.activated.connect(self._remove)
        self._about = label(look="muted", wrap=True)
        self._about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        across = row(self.actions_bar, None)
        column(self, self._nothing, self.table, self._about, across, spacing=SMALL).setStretch(1, 1)

    @property
    def state(self) -> FilesState:
        """What is shown."""
        return self._state

    def render_state(self, state: FilesState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self._nothing.setVisible(not state.lines)
        for part in (self.table, self._about, self.actions_bar):
            part.setVisible(bool(state.lines))
        self.table.show_rows(state.lines)
        self._about.setText(state.chosen.about if state.chosen else "")
        self.actions_bar.show_state(state)

    def show_files(self, lines: tuple[FileLine, ...], *, can_change: bool) -> None:
        """Show these files, the cursor where it was."""
        before = self._state.chosen
        known = {line.attachment.id: line for line in lines}
        chosen = known.get(before.attachment.id) if before else None
        self.render_state(FilesState(lines, can_change, chosen or next(iter(lines), None)))

    def _choose(self, line: FileLine) -> None:
        if self._state.chosen != line:
            self.render_state(FilesState(self._state.lines, self._state.can_change, line))

    def _do(self, key: str) -> None:
        {"file.open": self._open, "file.save": self._save, "file.remove": self._remove}[key]()

    def _open(self, _line: object = None) -> None:
        line = self._state.chosen
        if line:
            opening = partial(open_evidence, attachment_id=line.attachment.id)
            self._desk.tasks.run(opening, label=tr("Reading the file"), done=self._show_outside, owner=self)

    def _show_outside(self, opened: tuple[Attachment, bytes]) -> None:
        attachment, data = opened
        if not self._desk.dialogs.open_outside(self._copies.write(attachment.name, data)):
            text = tr(
                "This computer has no program for “{name}”. Save it and open it yourself.",
                name=attachment.name,
            )
            self._desk.tell(text, Tone.WARN)

    def _save(self) -> None:
        line = self._state.chosen
        out = (
            self._desk.dialogs.save_file(tr("Save evidence"), line.attachment.name, ANY_FILES)
            if line
            else None
        )
        if line and out:
            saving = partial(save_evidence, attachment_id=line.attachment.id, out=out)
            told = partial(tell_file, self._desk)
            self._desk.tasks.run(saving, label=tr("Writing the file"), done=told, owner=self)

    def _remove(self) -> None:
        line = self._state.chosen
        if line is None or not self._state.can_remove:
            return
        reason = self._desk.dialogs.reason(
            tr("Remove this evidence?"),
            tr(
                "“{name}” no longer counts as evidence; the file and the reason stay on record.",
                name=line.attachment.name,
            ),
            tr("Remove"),
        )
        if reason:
            removing = partial(remove_evidence, attachment_id=line.attachment.id, reason=reason)
            self._desk.tasks.run(removing, label=tr("Saving"), done=self._tell_nothing, owner=self)

    def _tell_nothing(self, _outcome: object) -> None:
        """What was done shows itself: the form is read again."""
