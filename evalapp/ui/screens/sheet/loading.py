"""Reading one person's form, with who stands before and after them in the month's list."""

from evalapp.domain.rounds import SheetId
from evalapp.store.work import Work
from evalapp.ui.screens.sheet.state import SheetState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.history import score_history
from evalapp.usecases.summaries import person_sheet, summarise


def read_sheet(work: Work, *, place: Place, sheet_id: SheetId) -> SheetState:
    """The form as it stands now."""
    person = person_sheet(work, sheet_id=sheet_id)
    summary = summarise(work, round_id=person.round.id)
    sheets = [row.sheet for row in summary.rows]
    number = sheets.index(sheet_id)
    return SheetState(
        place,
        person,
        levels=tuple(summary.level_labels),
        before=sheets[number - 1] if number > 0 else None,
        after=sheets[number + 1] if number + 1 < len(sheets) else None,
        history=tuple(score_history(work, sheet_id=sheet_id)),
    )
