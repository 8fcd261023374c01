"""From what was typed or offered in the grid to the step of marks it makes; no Qt, nothing is saved here."""

from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.carrying import is_rated_above, left_out_words
from evalapp.domain.reasons import note_left
from evalapp.domain.rounds import SCORING, Mark, Sheet, SheetId, Stage
from evalapp.ui.kit.grid import Entry
from evalapp.ui.kit.grid_columns import GridColumn
from evalapp.ui.screens.month.columns import NOTE
from evalapp.ui.screens.month.lines import GridRow, PersonLine
from evalapp.ui.screens.month.resuming import Found, at_cell
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.left_notes import LeftNote
from evalapp.ui.shell.steps import MarkEdit, Step


def entered(state: MonthState, entries: Iterable[Entry]) -> Step:
    """The step that these entries make; points and reason of one mark are one edit."""
    edits: dict[tuple[SheetId, Stage, str], MarkEdit] = {}
    for entry in entries:
        known: GridRow = entry.row  # what waited for another step is said to the row as it is by now
        shown = replace(known, line=state.lines.get(known.line.key, known.line))
        code = entry.column.removeprefix(NOTE)
        place = (shown.line.key, shown.stage, code)
        edit = edits.get(place) or state.mark_edit(shown, code, shown.mark(code))
        is_note = entry.column.startswith(NOTE)
        after = Mark(edit.after.points, entry.value) if is_note else Mark(entry.value, edit.after.note)
        edits[place] = replace(edit, after=after)
    return tuple(edits.values())


def notes_left(state: MonthState, step: Step) -> list[LeftNote]:
    """The notes that a step leaves under other scores than those they were written for."""
    return [
        LeftNote(*edit.place, line.name, note, edit.before.points, edit.after.points)
        for edit in step
        if edit.after.note and edit.before.points is not None and (line := state.lines.get(edit.sheet))
        if (note := note_left(edit.before, edit.after, line.sheet.decisions))
    ]


def still_left(state: MonthState, asked: Iterable[LeftNote]) -> list[LeftNote]:
    """Those of them that still stand so."""
    found = ((each, state.lines.get(each.sheet)) for each in asked)
    return [
        each
        for each, line in found
        if line
        and (mark := line.sheet.mark(each.stage, each.code)).points != each.before
        and each.note in mark.note
    ]


class Accepted(NamedTuple):
    """The step that takes full marks, and how many cells it leaves open since something was refused there."""

    step: Step
    left: int


def accepted(
    state: MonthState,
    shown: Iterable[GridRow],
    selected: Iterable[tuple[GridRow, GridColumn[GridRow]]] | None,
    refused: Container[object],
) -> Accepted:
    """The offered full marks: of the block that is selected, of who was looked for, or of everybody.

    Whoever typed something into a cell that was refused there did not mean full marks.
    """
    if selected is not None:
        codes: dict[SheetId, set[str]] = {}
        rows: dict[object, GridRow] = {}
        for each, cell in selected:
            codes.setdefault(each.line.key, set()).add(cell.key)
            rows[each.key] = each
        offered = state.accepting(rows.values(), codes)
    else:
        offered = state.accepting(shown if state.words or state.showing else state.everybody())
    step = tuple(edit for edit in offered if ((edit.sheet, edit.stage), edit.code) not in refused)
    return Accepted(step, len(offered) - len(step))


def is_above_earlier(sheet: Sheet, edit: MarkEdit) -> bool:
    """Whether a mark is higher than the latest that an earlier stage gave."""
    earlier = reversed(SCORING[: SCORING.index(edit.stage)])
    given = next(
        (points for stage in earlier if (points := sheet.mark(stage, edit.code).points) is not None), None
    )
    return given is not None and edit.after.points is not None and edit.after.points > given


def accepted_words(accepted: Accepted) -> tuple[str, Tone]:
    """What was taken, and how it is taken back; what stays open."""
    said: list[str] = []
    if accepted.step:
        told = N_(
            "Full marks accepted for {people} {people:person|people}, {cells} "
            "{cells:cell|cells}. Ctrl+Z undoes it."
        )
        people = len({edit.sheet for edit in accepted.step})
        said.append(tr(told, people=people, cells=len(accepted.step)))
    if accepted.left:
        told = N_("{count} {count:cell|cells} with a refused value {count:stays|stay} open.")
        said.append(tr(told, count=accepted.left))
    return " ".join(said), Tone.WARN if accepted.left else Tone.OK


class Accepting:
    """Full marks that were asked for: which cells are meant is known, what is offered when it is taken."""

    def __init__(
        self,
        shown: Iterable[GridRow],
        selected: Collection[tuple[GridRow, GridColumn[GridRow]]] | None,
        refused: Container[object],
    ) -> None:
        self._meant = shown, selected, refused
        self.people = len({row.key for row, _ in selected or ()})  # 0 for everybody
        self._left = self._above = 0

    def step(self, state: MonthState) -> Step:
        """The step that takes them."""
        step, self._left = accepted(state, *self._meant)
        self._above = sum(is_above_earlier(state.lines[edit.sheet].sheet, edit) for edit in step)
        return step

    def words(self, step: Step) -> tuple[str, Tone]:
        """What became of it, and where it is more than was given before."""
        said, tone = accepted_words(Accepted(step, self._left))
        if not self._above:
            return said, tone
        told = N_("{count} {count:of them is|of them are} higher than the earlier score.")
        return f"{said} " + tr(told, count=self._above), Tone.WARN


class Carrying:
    """Scores of the stage before that were asked for, where there are none and none was refused."""

    people = 0  # everybody

    def __init__(self, refused: Container[object]) -> None:
        self._refused = refused
        self._left: list[str] = []  # who is rated by others than those who would be taken to have scored

    def step(self, state: MonthState) -> Step:
        """The step that takes them over."""
        target = state.editing
        if target is None or target not in SCORING[1:]:
            return ()
        source = SCORING[SCORING.index(target) - 1]
        step = self._step(state, source)
        above = {
            key for key, line in state.lines.items() if is_rated_above(line.sheet.participant, source, target)
        }
        self._left = list(dict.fromkeys(state.lines[edit.sheet].name for edit in step if edit.sheet in above))
        return tuple(edit for edit in step if edit.sheet not in above)

    def _step(self, state: MonthState, source: Stage) -> Step:
        return tuple(
            state.mark_edit(row, code, mark)
            for row in state.everybody()
            if row.takes
            for code, mark in row.line.sheet.marks.get(source, {}).items()
            if mark.points is not None and code not in row.line.sheet.marks.get(row.stage, {})
            if (row.key, code) not in self._refused
        )

    def words(self, step: Step) -> tuple[str, Tone]:
        """What became of it."""
        left = left_out_words(self._left)
        if not step:
            said = tr("There are no earlier scores that could be carried over into empty cells.")
            return " ".join(filter(None, (said, left))), Tone.WARN
        told = N_(
            "Scores were carried over for {people} {people:person|people}, {cells} {cells:cell|cells}; "
            "none that stood was changed. Ctrl+Z takes it back."
        )
        said = tr(told, people=len({edit.sheet for edit in step}), cells=len(step))
        return (f"{said} {left}", Tone.WARN) if left else (said, Tone.OK)


def copied_words(cells: int, offers: int) -> tuple[str, Tone]:
    """What is on the clipboard, and that what was only offered left as empty cells."""
    told = tr("{count} {count:cell|cells} copied.", count=cells)
    if not offers:
        return told, Tone.OK
    left = N_(
        "{count} of them {count:is|are} only offered (gray) and left empty, for nobody has given these "
        "points yet. Ctrl+Shift+Enter accepts them; then copy again."
    )
    return f"{told} {tr(left, count=offers)}", Tone.WARN


def pasted_words(cells: int, changed: int) -> tuple[str, Tone]:
    """What became of a block that was taken, and how it is taken back."""
    if not changed:
        return tr("These {cells} cells held the same before: nothing was changed.", cells=cells), Tone.PLAIN
    told = N_("{cells} {cells:cell|cells} taken, {changed} changed. Ctrl+Z takes them back.")
    if changed == cells:
        told = N_("{cells} {cells:cell|cells} pasted. Ctrl+Z undoes it.")
    return tr(told, cells=cells, changed=changed), Tone.OK


def nothing_left(state: MonthState) -> tuple[str, Tone]:
    """What is said where no cell is left to go to: what is only offered is not scored yet."""
    if any(line.left[1] for line in state.lines.values()):
        told = N_("Only offered full marks are left: Ctrl+Shift+Enter accepts them for everybody.")
        return tr(told), Tone.WARN
    return tr("Nothing is left to score here."), Tone.OK


def next_offered(state: MonthState, after: PersonLine | None) -> Found | None:
    """The first cell of the next person who has full marks only offered: in this form, else in another."""
    rows = [row for row in state.everybody() if row.offers]
    here = [row for row in rows if row.line.form.code == state.form] or rows
    if not here:
        return None
    order = {key: number for number, key in enumerate(state.lines)}
    start = order[after.key] + 1 if after and after.key in order else 0
    row = min(here, key=lambda each: (order[each.line.key] - start) % len(order))
    return at_cell(state, row.line.key, next(iter(row.offers)))


def next_open_form(state: MonthState) -> str | None:
    """Another form in which something is left to score or to explain."""
    waiting = [line for line in state.lines.values() if line.left[0] or line.unexplained]
    open_forms = {line.form.code for line in waiting} - {state.form}
    return next((code for code, _, _ in state.form_counts if code in open_forms), None)
