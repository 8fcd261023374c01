"""How long results are kept, and copies from before an erasure: what the law on personal data asks for."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.safety.state import SafetyState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.old_copies import delete_copies_before_erasure
from evalapp.usecases.person_data import MOST_YEARS, set_retention

KEEPING: tuple[ActionSpec[SafetyState], ...] = (
    ActionSpec(
        "safety.retention",
        N_("How long results are kept…"),
        menu=MORE_MENU,
        allowed=lambda state: state.may_decide,
    ),
    ActionSpec(
        "safety.erased",
        N_("Delete copies from before an erasure…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_change,
        shown=lambda state: bool(state.hold_erased),
    ),
)


class Keeping:
    """Asks in the name of the screen; `changed` is told when it has to be read again."""

    def __init__(self, desk: Desk, owner: QWidget, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._owner = owner
        self._changed = changed

    def steps(self, state: SafetyState) -> Mapping[str, Callable[[], None]]:
        """What each action does."""
        return {
            "safety.retention": partial(self._choose_years, state),
            "safety.erased": partial(self._delete, state.hold_erased),
        }

    def _choose_years(self, state: SafetyState) -> None:
        chosen = self._desk.dialogs.choose(
            tr("How long results are kept"),
            state.retention,
            tr("Keep"),
            [Choice(years, tr("{years} {years:year|years}", years=years)) for years in range(MOST_YEARS + 1)],
            asks_reason=False,
        )
        if chosen is not None:
            self._desk.tasks.run(
                partial(set_retention, years=int(str(chosen[0]))),
                label=tr("Saving"),
                done=self._tell_years,
                owner=self._owner,
            )

    def _tell_years(self, years: int) -> None:
        self._desk.tell(tr("Results are kept for {years} years.", years=years), Tone.OK)
        self._changed()

    def _delete(self, copies: Sequence[Path]) -> None:
        sure = self._desk.dialogs.confirm(
            tr("Delete copies from before an erasure?"),
            "\n".join(
                (
                    tr(
                        "They still hold what was erased of people. A new backup is made and checked first; "
                        "nothing older can be put back afterwards."
                    ),
                    "",
                    *(f"• {copy}" for copy in copies),
                )
            ),
            tr("Delete them"),
        )
        if sure:
            self._desk.tasks.attend(
                delete_copies_before_erasure,
                label=tr("Backing up"),
                done=self._tell_deleted,
                owner=self._owner,
            )

    def _tell_deleted(self, gone: Sequence[Path]) -> None:
        self._desk.tell(
            tr("Deleted after a new backup was made and checked: {count}", count=len(gone)), Tone.OK
        )
        self._changed()
