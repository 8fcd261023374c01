"""The minutes of a visit: what they say besides it, who signs, and the signed versions."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.domain.minutes import SignerRole, Statement
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.labels import column, label
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.visit_papers.columns import VERSION_COLUMNS
from evalapp.ui.screens.visit_papers.fields import NoteField
from evalapp.ui.screens.visit_papers.signers import SignerRow, SignersPart
from evalapp.ui.screens.visit_papers.state import FIELDS, PapersState, SignerAt, VersionLine, with_signer
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.minutes import change_statement
from evalapp.usecases.minutes_text import hour_of, people_of, recommendations_of

_READ: dict[str, Callable[[str], Any]] = {
    "ended": hour_of,
    "members": people_of,
    "attending": people_of,
    "recommendations": recommendations_of,
}
_VERSIONS_HEIGHT = 128


class MinutesPage(QWidget):
    """Each field is on disk when the cursor leaves it; sealing is an action of the screen."""

    signing = Signal(object)  # somebody is to sign here, with a pen
    opened = Signal(int)  # a signed version is to be looked at
    stated = Signal(object)  # what is written down now

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = PapersState()
        self.fields = {key: NoteField(key, tr(text), lines, tr(hint)) for key, text, lines, hint in FIELDS}
        for field in self.fields.values():
            field.left.connect(self._save_field)
        self.signers = {role: SignersPart(role) for role in SignerRole}
        for part in self.signers.values():
            part.changed.connect(self.save_signer)
            part.signing.connect(self.signing)
        self.versions: Table[VersionLine] = Table(
            VERSION_COLUMNS, lambda line: line.minutes.version, tr("Signed versions")
        )
        self.versions.opened.connect(self._open)
        self.versions.setFixedHeight(px(_VERSIONS_HEIGHT))
        self._no_version = label(look="muted", wrap=True)
        left = _scrolled(tr("What the minutes say"), *self.fields.values())
        self._versions_title = label(tr("Signed versions"), "strong")
        right = _scrolled(
            tr("Who signs"),
            label(tr("Who signs"), "strong"),
            *self.signers.values(),
            self._versions_title,
            self._no_version,
            self.versions,
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(MEDIUM)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([480, 620])
        column(self, split)
        self.setFocusProxy(self.fields["place"])

    def render_state(self, state: PapersState) -> None:
        """The only method that changes what is on screen; what is being typed stays."""
        self._state = state
        for key, field in self.fields.items():
            field.show_text(state.field_texts[key], state.hints.get(key, ""), changes=state.may_log)
        for role, part in self.signers.items():
            part.show_signers(
                state.signers[role],
                changes=state.may_log,
                replaced=state.replaced_head,
                known=state.known_people(role),
            )
        self.versions.show_rows(state.versions)
        self.versions.setVisible(bool(state.versions))
        self._no_version.setVisible(not state.versions)
        self._no_version.setText(
            tr(
                "Nobody has signed yet. Seal the minutes once everybody is entered: what is sealed never "
                "changes; a correction is a new version with its reason. Then print it for those who sign "
                "on paper."
            )
        )

    def save_signer(self, at: SignerAt) -> None:
        """Keep one of those who sign."""

        def change(before: Statement) -> Statement:
            return replace(before, signers=with_signer(before, at))

        self._save(change, self.signers[at.signer.role].rows[at.number])

    def leave(self) -> None:
        """Save the field that the cursor is in."""
        for part in (*self.fields.values(), *self.signers.values()):
            part.leave()

    def _open(self, line: VersionLine) -> None:
        self.opened.emit(line.minutes.version)

    def _save_field(self, key: str, text: str) -> None:
        field = self.fields[key]
        try:
            value = _READ[key](text) if key in _READ else text
        except UserError as refusal:
            field.end(tr_error(refusal))
            return

        def change(before: Statement) -> Statement:
            return replace(before, **{key: value})

        self._save(change, field)

    def _save(self, change: Callable[[Statement], Statement], part: NoteField | SignerRow) -> None:
        of = self._state.of
        if of is None:
            return
        self._desk.tasks.run(
            partial(change_statement, visit_id=of.visit.id, change=change),
            label=tr("Saving"),
            done=partial(self._keep, part),
            owner=self,
            refused=lambda refusal: part.end(tr_error(refusal)),
            failed=lambda _error: part.end(""),
        )

    def _keep(self, part: NoteField | SignerRow, statement: Statement) -> None:
        part.end("")
        self.stated.emit(statement)


def _scrolled(name: str, *parts: QWidget) -> QScrollArea:
    inside = QFrame()
    inside.setProperty("look", "card")
    column(inside, *parts, margin=LARGE, spacing=SMALL).addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area
