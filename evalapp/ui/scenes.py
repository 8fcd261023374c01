"""Every state of every screen as a named scene, drawn from real data: for pictures and for looking at."""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.imports import Doubt, Fate, GoodRow, ImportReport, Refusal
from evalapp.domain.rounds import Stage
from evalapp.ui.kit.progress import ProgressBox
from evalapp.ui.scenes_around import AROUND
from evalapp.ui.scenes_dialogs import DIALOGS
from evalapp.ui.scenes_evidence import EVIDENCE
from evalapp.ui.scenes_exchange import EXCHANGE
from evalapp.ui.scenes_grid import GRID
from evalapp.ui.scenes_groups import GROUPS
from evalapp.ui.scenes_inspections import INSPECTIONS
from evalapp.ui.scenes_intake import INTAKES
from evalapp.ui.scenes_papers import PAPERS
from evalapp.ui.scenes_periods import PERIODS
from evalapp.ui.scenes_policies import POLICIES
from evalapp.ui.scenes_products import PRODUCTS
from evalapp.ui.scenes_registers import REGISTERS
from evalapp.ui.scenes_reports import REPORTS
from evalapp.ui.scenes_rewards import REWARDS
from evalapp.ui.scenes_safety import SAFETY
from evalapp.ui.scenes_users import USERS
from evalapp.ui.screens.month.screen import MonthScreen
from evalapp.ui.screens.people.screen import PeopleScreen
from evalapp.ui.screens.people.state import PeopleState
from evalapp.ui.screens.settlement.loading import read_settlement
from evalapp.ui.screens.settlement.screen import SettlementScreen
from evalapp.ui.screens.sheet.screen import SheetScreen
from evalapp.ui.shell.intake_state import Intake, Taken
from evalapp.ui.shell.routes import Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.considering import Considered


def month_scoring(on: Theatre) -> None:
    """The head is scoring; three people are left."""
    on.show(on.places.scoring, Route("month"))


def month_done(on: Theatre) -> None:
    """A month that is decided, locked for scores."""
    on.show(on.places.done, Route("month"))


def month_empty(on: Theatre) -> None:
    """A month that can be opened."""
    on.show(on.places.empty, Route("month"))


def month_busy(on: Theatre) -> None:
    """Papers are being written."""
    screen = on.show(on.places.done, Route("month"))
    box = ProgressBox(screen, on.tasks)  # the window has its own only once it was painted
    on.tasks.started.emit(tr("Writing the forms"))
    box.show_progress(7, 12)
    box.appear()
    if isinstance(screen, MonthScreen) and screen.state:
        screen.render_state(replace(screen.state, busy=True))


def month_refused(on: Theatre) -> None:
    """A step that was refused, in the message bar."""
    on.show(on.places.scoring, Route("month"))
    error = UserError(
        N_("Not scored yet in {month}: {people}. Score them, or say why they are not rated."),
        month=on.places.scoring.period.named,
        people=["NV010", "NV011", "NV012"],
    )
    on.window.messages.tell(tr_error(error), Tone.BAD)


def month_nothing(on: Theatre) -> None:
    """A search that finds nobody under this form."""
    screen = on.show(on.places.scoring, Route("month"))
    if isinstance(screen, MonthScreen) and screen.state:
        screen.render_state(replace(screen.state, words="bình"))


def month_intake(on: Theatre) -> None:
    """Filled forms that came back: good ones, refused ones, missing people."""
    screen = on.show(on.places.scoring, Route("month"))
    if isinstance(screen, MonthScreen):
        refused = (
            Refusal(17, "D", "55", (_too_many(),), "NV004_nguyen-van-dao_2018-08.xlsx"),
            Refusal(None, "", "", (_not_ours(),), "bao-cao-thang-8.xlsx"),
        )
        doubt = Doubt(
            None, UserError(N_("The same form of {name} came twice."), name="Đỗ Thị Ánh"), "NV002 (1).xlsx"
        )
        rows = (
            GoodRow(None, Fate.NEW, "Đỗ Thị Ánh", file="NV002_do-thi-anh_2018-08.xlsx"),
            GoodRow(None, Fate.NEW, "Lê Văn Bình", file="NV003_le-van-binh_2018-08.xlsx"),
            GoodRow(None, Fate.SAME, "Vũ Thùy Dung", file="NV005_vu-thuy-dung_2018-08.xlsx"),
        )
        report = ImportReport(2, 0, 1, refused, (doubt,), missing=("NV011",), rows=rows)
        screen.show_intake(
            Intake(tr("Self-score forms: {folder}", folder="thang-8"), lambda _work, _choice: Taken(report))
        )
        settle(on.tasks)


def sheet_typing(on: Theatre) -> None:
    """A form that the head is filling in."""
    on.show(on.places.scoring, Route("sheet", on.places.sheet_scoring))


def sheet_refused(on: Theatre) -> None:
    """A value that the row does not take stays where it was typed, marked."""
    screen = on.show(on.places.scoring, Route("sheet", on.places.sheet_scoring))
    if isinstance(screen, SheetScreen):
        model = screen.table.rows_model
        number = next(n for n, line in enumerate(model.rows) if line.takes_points)
        column = [column.key for column in model.columns].index(Stage.HEAD.value)
        model.setData(model.index(number, column), "55")


def sheet_noted(on: Theatre) -> None:
    """A long note was just written at a row."""
    screen = on.show(on.places.scoring, Route("sheet", on.places.sheet_scoring))
    if isinstance(screen, SheetScreen):
        model = screen.table.rows_model
        number = next(n for n, line in enumerate(model.rows) if line.takes_points)
        column = [column.key for column in model.columns].index("note")
        model.setData(
            model.index(number, column),
            tr("Came late twice, reported both times; made up for it in the evening"),
        )
        settle(on.tasks)


def sheet_locked(on: Theatre) -> None:
    """A form whose month is decided, with why."""
    on.show(on.places.done, Route("sheet", on.places.sheet_done))


def settlement_waiting(on: Theatre) -> None:
    """Somebody is not scored yet, so nothing can be settled."""
    on.show(on.places.scoring, Route("settlement"))


def settlement_ties(on: Theatre) -> None:
    """Equals stand at the line: somebody has to decide."""
    on.show(on.places.deciding, Route("settlement"))


def settlement_exception(on: Theatre) -> None:
    """The exceptional quota is considered; nothing of it is kept."""
    screen = on.show(on.places.deciding, Route("settlement"))
    if isinstance(screen, SettlementScreen):
        reading = partial(
            read_settlement, place=on.places.deciding, considered=Considered(exception="12/QĐ-UBND")
        )
        on.tasks.load(reading, done=screen.render_state, owner=screen)
        settle(on.tasks)


def settlement_done(on: Theatre) -> None:
    """The ranking with the line, as it was decided."""
    on.show(on.places.done, Route("settlement"))


def settlement_empty(on: Theatre) -> None:
    """A month that is not open."""
    on.show(on.places.empty, Route("settlement"))


def people_full(on: Theatre) -> None:
    """Units and people."""
    on.show(on.places.done, Route("people"))


def people_position(on: Theatre) -> None:
    """One of somebody's positions on the panel."""
    screen = on.show(on.places.done, Route("people"))
    on.window.act("people", "people.edit_person")
    settle(on.tasks)
    if isinstance(screen, PeopleScreen):
        screen.panel.dated.opened.emit(screen.panel.dated.rows_model.rows[0])
        settle(on.tasks)


def people_empty(on: Theatre) -> None:
    """Before the first list was taken in."""
    screen = on.show(on.places.done, Route("people"))
    if isinstance(screen, PeopleScreen):
        screen.render_state(PeopleState(on.places.done, loaded=True))


def settings_full(on: Theatre) -> None:
    """What the user chooses."""
    on.show(on.places.done, Route("settings"))


SCENES: Mapping[str, Callable[[Theatre], None]] = {
    **GRID,
    **INTAKES,
    **AROUND,
    **DIALOGS,
    **EVIDENCE,
    **EXCHANGE,
    **GROUPS,
    **INSPECTIONS,
    **PAPERS,
    **PERIODS,
    **PRODUCTS,
    **REGISTERS,
    **REPORTS,
    **POLICIES,
    "month.scoring": month_scoring,
    "month.done": month_done,
    "month.empty": month_empty,
    "month.busy": month_busy,
    "month.refused": month_refused,
    "month.nothing": month_nothing,
    "month.intake": month_intake,
    "sheet.typing": sheet_typing,
    "sheet.refused": sheet_refused,
    "sheet.noted": sheet_noted,
    "sheet.locked": sheet_locked,
    "settlement.waiting": settlement_waiting,
    "settlement.ties": settlement_ties,
    "settlement.exception": settlement_exception,
    "settlement.done": settlement_done,
    "settlement.empty": settlement_empty,
    "people.full": people_full,
    "people.position": people_position,
    "people.empty": people_empty,
    "settings.full": settings_full,
    **SAFETY,
    **USERS,
    **REWARDS,  # last: they close a month of their own
}


def _too_many() -> UserError:
    return UserError(
        N_("Row {code} ({label}) takes {minimum} to {maximum} points, not {points}."),
        code="II.2",
        label=tr("Results"),
        minimum=0,
        maximum=50,
        points=55,
    )


def _not_ours() -> UserError:
    return UserError(
        N_("This is not a self-score form that this workspace made. Send the forms out again if in doubt.")
    )
