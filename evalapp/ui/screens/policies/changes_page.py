"""What an open policy says otherwise than another version, grouped by part."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QStackedWidget

from evalapp.base.messages import tr
from evalapp.domain.policy.differences import differences_of
from evalapp.domain.policy.model import Policy
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.policies.changes_state import ChangeLine, change_lines
from evalapp.ui.screens.policies.columns import CHANGES
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.shell.routes import Desk


class ChangesState(Struct, frozen=True):
    """What is compared with what."""

    opened: OpenState
    with_hash: str = ""  # empty: with what it was begun from

    @property
    def others(self) -> tuple[Policy, ...]:
        """What it can be compared with, the nearest first."""
        opened = self.opened
        first = [opened.origin] if opened.origin else []
        own = [policy for policy in opened.versions if policy.code == opened.code]
        rest = [policy for policy in opened.versions if policy.code != opened.code]
        ordered = [*first, *sorted(own, key=lambda policy: -policy.version), *rest]
        known = {policy.hash: policy for policy in ordered if policy.document != opened.document}
        return tuple(known.values())

    @property
    def other(self) -> Policy | None:
        """The version it is compared with."""
        chosen = (policy for policy in self.others if policy.hash == self.with_hash)
        return next(chosen, self.others[0] if self.others else None)

    @property
    def lines(self) -> tuple[ChangeLine, ...]:
        """What differs."""
        if self.other is None:
            return ()
        before, after = self.other.document, self.opened.document
        return change_lines(differences_of(before, after), before, after)


class ChangesPage(PolicyPanel):
    """The differences as a table."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self._state: ChangesState | None = None
        self._drawn: ChangesState | None = None
        self.other = ChoicePicker(tr("Compared with"), tr("no other version"))
        self.other.chosen.connect(self._choose)
        self.table: Table[ChangeLine] = Table(
            CHANGES,
            lambda line: line.number,
            tr("Differences"),
            spans=lambda line: line.is_heading,
            span_from=0,
        )
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = column(
            self, row(label(tr("Compared with"), "muted"), self.other, None, spacing=MEDIUM), self._stack
        )
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    def render_state(self, state: OpenState) -> None:
        """Compare what is open now; while another page is shown, only remember it."""
        self._state = replace(self._state, opened=state) if self._state else ChangesState(state)
        if self.isVisible():
            self._draw()

    def showEvent(self, event: object) -> None:
        """Draw when the page is turned to: comparing is not free."""
        super().showEvent(event)  # pyright: ignore[reportArgumentType] - Qt's own event
        self._draw()

    def _choose(self, chosen: str) -> None:
        if self._state:
            self._state = replace(self._state, with_hash=chosen)
            self._draw()

    def _draw(self) -> None:
        state = self._state
        if state is None or state == self._drawn:
            return
        self._drawn = state
        self.other.show_choices(
            [
                Choice(policy.hash, f"{policy.code}, {policy.version}: {policy.title}")
                for policy in state.others
            ],
            state.other.hash if state.other else None,
        )
        lines = state.lines
        self.table.show_rows(lines)
        nothing = tr("There is no other version yet.") if state.other is None else tr("Both say the same.")
        self._empty.show_text(tr("Nothing differs."), nothing)
        self._stack.setCurrentWidget(self.table if lines else self._empty)
