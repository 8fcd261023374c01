"""Taking the full marks that a form offers: all of its rows at once, one step that Ctrl+Z takes back."""

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Mark, PersonSheet
from evalapp.ui.screens.sheet.state import SheetLine
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.steps import MarkEdit, Step
from evalapp.usecases.marks import Entered, NewMark, enter_marks


def take_offers(
    desk: Desk, owner: QWidget, person: PersonSheet, lines: Iterable[SheetLine], refused: Collection[str]
) -> None:
    """Take what is offered in these rows, but where something was typed that was refused."""
    found = [
        (line.editing, line.criterion.code, points, line.note)
        for line in lines
        if line.editing is not None and (points := line.offered(line.editing)) is not None
    ]
    sheet = person.sheet.participant.sheet
    step = tuple(
        MarkEdit(sheet, stage, code, Mark(None, note), Mark(points, note))
        for stage, code, points, note in found
        if code not in refused
    )
    if not step:
        _tell(desk, person, step, len(found), None)
        return
    marks = [NewMark(sheet, each.code, each.after.points, each.after.note, (each.before,)) for each in step]
    taking = partial(enter_marks, round_id=person.round.id, stage=step[0].stage, marks=marks, where_open=True)
    told = partial(_tell, desk, person, step, len(found) - len(step))
    desk.tasks.run(taking, label=tr("Saving"), done=told, owner=owner)


def _tell(desk: Desk, person: PersonSheet, step: Step, left: int, entered: Entered | None) -> None:
    """Keep it as a step, and say what was taken, how it is taken back, and what stays open."""
    said: list[str] = []
    if entered is not None:
        desk.steps.add(person.round.id, step)
        told = N_("Full marks taken for {name}, {cells} {cells:row|rows}. Ctrl+Z takes it back.")
        said.append(tr(told, name=person.sheet.participant.name, cells=len(step)))
    if left:
        told = N_("{count} {count:cell|cells} with a refused value {count:stays|stay} open.")
        said.append(tr(told, count=left))
    desk.tell(" ".join(said), Tone.WARN if left else Tone.OK)
