"""Notes of a form that stay under a score that was changed: asked about above the rows."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject

from evalapp.domain.reasons import note_left
from evalapp.domain.rounds import Mark, RoundId, Sheet, Stage
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.sheet.columns import COLUMNS
from evalapp.ui.screens.sheet.state import SheetLine, SheetState
from evalapp.ui.shell.left_notes import LeftNote, LeftNoteBar
from evalapp.ui.shell.undoing import Undoing

_NOTE = "note"
#: Saves what became of a row in one of its columns.
Save = Callable[[SheetLine, SheetLine, str], None]


class Noting(QObject):
    """Asks once whether the note of a score that was changed still holds."""

    def __init__(self, table: Table[SheetLine], undoing: Undoing, save: Save) -> None:
        super().__init__(table)
        self._table, self._undoing, self._save = table, undoing, save
        self._state: SheetState | None = None
        self.bar = LeftNoteBar()
        self.bar.changing.connect(self._change)
        self.bar.cleared.connect(self._clear)

    def keep(self, of: RoundId, stage: Stage, code: str, before: Mark, sheet: Sheet) -> None:
        """A score was saved: keep the step, and ask about a note written for the one before."""
        self._undoing.keep_mark(of, stage, code, before, sheet)
        after, who = sheet.mark(stage, code), sheet.participant
        note = note_left(before, after, sheet.decisions)
        if note and before.points is not None:
            self.bar.ask([LeftNote(who.sheet, stage, code, who.name, note, before.points, after.points)])

    def follow(self, state: SheetState) -> None:
        """Ask no more about what was answered otherwise, nor about anybody who is not shown."""
        self._state = state
        sheet = state.person.sheet if state.person else None
        self.bar.follow(
            each
            for each in self.bar.asked
            if sheet
            and sheet.participant.sheet == each.sheet
            and each.note in (mark := sheet.mark(each.stage, each.code)).note
            and mark.points != each.before
        )

    def _line(self, left: LeftNote) -> SheetLine | None:
        lines = self._state.lines if self._state else ()
        return next((each for each in lines if each.criterion.code == left.code), None)

    def _change(self, left: LeftNote) -> None:
        line = self._line(left)
        if line is not None:
            self._table.select(line, [each.key for each in COLUMNS].index(_NOTE))
            self._table.edit(self._table.currentIndex())

    def _clear(self, left: LeftNote) -> None:
        line = self._line(left)
        if line is not None:
            self._save(line, replace(line, note=""), _NOTE)
