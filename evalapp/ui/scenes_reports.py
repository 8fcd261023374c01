"""The scenes of service figures and reports: figures with what does not fit, one refused, a report drawn."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.domain.indicators import Figure, Subject
from evalapp.domain.layouts import Layout
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.screens.indicators.screen import IndicatorsScreen
from evalapp.ui.screens.indicators.state import figure_editing
from evalapp.ui.screens.reports.screen import ReportsScreen
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.indicators import record_figures

_MONTHS = 24
_RECEIVED = 150


def indicators_full(on: Theatre) -> None:
    """The figures of a unit with its months; some do not fit each other."""
    _indicators(on)


def indicators_refused(on: Theatre) -> None:
    """A figure with more than all there are, the reason at its field."""
    screen = _indicators(on)
    state = screen.state
    line = state.line("HS_DUNGHAN") if state else None
    if state is None or line is None:
        return
    error = UserError(
        N_("{part} of {whole} is more than all there are. Correct one of them."), part=160, whole=_RECEIVED
    )
    editing = replace(figure_editing(line), values={**figure_editing(line).values, "numerator": "160"})
    screen.render_state(replace(state, editing=editing.refuse("numerator", tr_error(error))))


def reports_spread(on: Theatre) -> None:
    """How levels are spread, with bars."""
    on.show(on.places.done, Route("reports"))


def reports_layout(on: Theatre) -> None:
    """How the unit's papers are laid out, filled in beside the report."""
    screen = on.show(on.places.done, Route("reports"))
    if not isinstance(screen, ReportsScreen) or screen.state is None:
        raise TypeError("the reports' own screen")
    layout = Layout(place="Tây Hồ", signer_title="Trưởng phòng", recipients=("Như trên", "Lưu: VT"))
    screen.render_state(replace(screen.state, layout=layout))


def reports_templates(on: Theatre) -> None:
    """The unit's own templates of Word papers, with what they may name."""
    screen = on.show(on.places.done, Route("reports"))
    if not isinstance(screen, ReportsScreen) or screen.state is None:
        raise TypeError("the reports' own screen")
    screen.render_state(replace(screen.state, templates=True))


def reports_empty(on: Theatre) -> None:
    """A period in which nothing is closed."""
    screen = on.show(on.places.empty, Route("reports"))
    if not isinstance(screen, ReportsScreen):
        raise TypeError("the reports' own screen")


REPORTS: Mapping[str, Callable[[Theatre], None]] = {
    "indicators.full": indicators_full,
    "indicators.refused": indicators_refused,
    "reports.spread": reports_spread,
    "reports.layout": reports_layout,
    "reports.templates": reports_templates,
    "reports.empty": reports_empty,
}


def _indicators(on: Theatre) -> IndicatorsScreen:
    place = on.places.scoring
    on.tasks.run(partial(_recorded, place=place), label="", done=_nothing)
    screen = on.show(place, Route("indicators"))
    if not isinstance(screen, IndicatorsScreen):
        raise TypeError("the figures' own screen")
    state = screen.state
    line = state.line("HS_DUNGHAN") if state else None
    if line is not None:
        screen.table.select(line)
        settle(on.tasks)
    return screen


def _recorded(work: Work, *, place: Place) -> None:
    month = place.period
    for back in range(_MONTHS):
        late = (back * 7) % 23 or 10
        numbers = (("HS_TIEPNHAN", None, None, _RECEIVED), ("HS_DUNGHAN", _RECEIVED - late, _RECEIVED, None))
        last = (("HS_QUAHAN", late - 6, _RECEIVED, None), ("THU_XINLOI", None, None, 3)) if back == 0 else ()
        figures = [_figure(place, *each) for each in (*numbers, *last)]
        record_figures(work, period=month, figures=figures, unit_code=place.unit)
        month = month.previous()


def _figure(place: Place, code: str, part: int | None, whole: int | None, value: int | None) -> Figure:
    numerator, denominator, alone = (None if each is None else Decimal(each) for each in (part, whole, value))
    return Figure(Subject(unit=UnitId(0)), place.period, code, numerator, denominator, alone)


def _nothing(_outcome: None) -> None:
    """The list is read when the screen is shown."""
