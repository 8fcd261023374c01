"""The scenes of evidence and proposals at a form: files attached, one removed, one missing, two proposals."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from evalapp.domain.rounds import SheetId
from evalapp.store.work import Work
from evalapp.ui.scenes_registers import recorded
from evalapp.ui.screens.month.screen import MonthScreen
from evalapp.ui.screens.sheet.beside import FILES, PROPOSALS
from evalapp.ui.screens.sheet.screen import SheetScreen
from evalapp.ui.shell.incoming import png_of
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.evidence import Pasted, attach_files, list_evidence, remove_evidence
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.suggestions import list_suggestions


def sheet_evidence(on: Theatre) -> None:
    """Files at a form: two at rows, one of the whole form, one removed with its reason."""
    on.tasks.run(partial(_attached, sheet=on.places.sheet_scoring), label="", done=_nothing)
    _page(on.show(on.places.scoring, Route("sheet", on.places.sheet_scoring)), FILES)


def sheet_proposals(on: Theatre) -> None:
    """What the registers propose for the person, decided on at the form."""
    found: list[SheetId] = []
    on.tasks.run(partial(_proposed, place=on.places.scoring), label="", done=found.append)
    settle(on.tasks)
    _page(on.show(on.places.scoring, Route("sheet", found[0])), PROPOSALS)


def month_proposals(on: Theatre) -> None:
    """Under the grid what is proposed for the person; beside it an event for those selected."""
    on.tasks.run(partial(recorded, place=on.places.scoring), label="", done=_nothing)
    settle(on.tasks)
    screen = on.show(on.places.scoring, Route("month"))
    if isinstance(screen, MonthScreen) and screen.state:
        line = next(line for line in screen.state.lines.values() if line.suggestions)
        screen.looking.choose_form(line.form.code)
        stage = screen.state.stages_shown[0]
        screen.grid.go_to((line.key, stage), next(iter(line.suggested)))
        settle(on.tasks)
        screen.recording.begin()


EVIDENCE: Mapping[str, Callable[[Theatre], None]] = {
    "month.proposals": month_proposals,
    "sheet.evidence": sheet_evidence,
    "sheet.proposals": sheet_proposals,
}


def _page(screen: QWidget, page: str) -> None:
    if not isinstance(screen, SheetScreen):
        raise TypeError("the form's own screen")
    screen.beside.turn_to(page)
    if screen.state:
        screen.render_state(screen.state)


def _attached(work: Work, *, sheet: SheetId) -> None:
    """Some evidence, where there is none yet."""
    current, _ = work.rounds.sheet(sheet)
    if list_evidence(work, round_id=current.id, sheet_id=sheet):
        return
    names = (
        "Biên bản làm việc.png",
        "Giấy khen của UBND huyện.png",
        "Ảnh chụp sổ trực.png",
        "Nhầm người.png",
    )
    rows = ("I.1", "II.2", "", "I.1")
    for number, (name, row) in enumerate(zip(names, rows, strict=True)):
        picture = Pasted(name, _picture(number))
        [stored] = attach_files(work, sheet_id=sheet, row=row, files=[picture])
        if name == names[-1]:
            remove_evidence(work, attachment_id=stored.id, reason="Đính nhầm người")


def _picture(shade: int) -> bytes:
    picture = QImage(8, 8, QImage.Format.Format_Grayscale8)
    picture.fill(40 * shade)
    return png_of(picture)


def _proposed(work: Work, *, place: Place) -> SheetId:
    """Somebody for whom something is proposed, the entries recorded where there are none yet."""
    recorded(work, place=place)
    unit = work.units.by_code(place.unit or "")
    current = next(each for each in list_rounds(work, unit=unit.id) if each.period == place.period)
    return list_suggestions(work, round_id=current.id)[0].participant.sheet


def _nothing(_outcome: object) -> None:
    """Setting a scene says nothing."""
