"""What was refused of somebody's marks, in the rows of the form: here, or in the list of the month."""

from PySide6.QtCore import QObject

from evalapp.domain.rounds import SheetId, Stage
from evalapp.ui.kit.table_model import Refusal, TableModel
from evalapp.ui.screens.sheet.state import SheetLine, SheetState
from evalapp.ui.shell.at_hand import NOTE, Held
from evalapp.ui.shell.routes import Desk

_NOTE_COLUMN = "note"
MarkPlace = tuple[SheetId, Stage, str]


class RefusedRows(QObject):
    """Keeps the rows of the form that is shown and what the list has refused the same."""

    def __init__(self, desk: Desk, model: TableModel[SheetLine]) -> None:
        super().__init__(model)
        self._refusals, self._model = desk.refusals, model
        self._shown: tuple[SheetId, Stage] | None = None
        self._known: dict[MarkPlace, Held] = {}
        model.dataChanged.connect(self._follow)

    def show(self, state: SheetState) -> None:
        """Mark what was refused of this person's marks, and nothing of somebody else's."""
        person, stage = state.person, state.editing
        self._shown = (person.sheet.participant.sheet, stage) if person and stage else None
        self._known = {place: held for place, held in self._refusals.held.items() if place[:2] == self._shown}
        self._model.hold({_cell(place): Refusal(*held) for place, held in self._known.items()})

    def hold(self, sheet: SheetId, stage: Stage, code: str, column: str, held: Held) -> None:
        """Keep what was refused on a form that is shown no more."""
        self._refusals.follow({}, {_place(sheet, stage, code, column): held})

    def _follow(self) -> None:
        if self._shown is None:
            return
        now = {
            _place(*self._shown, str(code), column): Held(kept.text, kept.reason)
            for (code, column), kept in self._model.refusals.items()
        }
        if now != self._known:
            self._refusals.follow(self._known, now)
            self._known = now


def _place(sheet: SheetId, stage: Stage, code: str, column: str) -> MarkPlace:
    return sheet, stage, NOTE + code if column == _NOTE_COLUMN else code


def _cell(place: MarkPlace) -> tuple[str, str]:
    """The row and the column of a place."""
    code = place[2].removeprefix(NOTE)
    return code, place[1].value if code == place[2] else _NOTE_COLUMN
