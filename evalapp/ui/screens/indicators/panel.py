"""The panel beside the figures: the months of an indicator, or the figure that is being typed."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import tr
from evalapp.documents.reading.values import as_number
from evalapp.domain.indicators import Figure, Indicator, Measure, Subject
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.charts import TrendChart
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.indicators.state import (
    FIGURE_FIELDS,
    CountedLine,
    Editing,
    IndicatorsState,
    own_fields,
)
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.half_typed import Aside
from evalapp.ui.shell.routes import Desk, Place
from evalapp.usecases.indicators import add_indicator, change_words, record_figures
from evalapp.usecases.meanwhile import refuse_other


class SavedFigure(Struct, frozen=True):
    """What was saved, and what is said of it."""

    code: str
    told: str = ""


class FigurePanel(QStackedWidget):
    """Draws the months of what the cursor is on; fills in what the state says is being edited."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.filling = FillingPanel(desk)
        self.form = self.filling.form
        self.explained = label(wrap=True)
        self.explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.explained.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.chart = TrendChart(tr("The last 24 months"))
        self._drawn = QFrame()
        self._drawn.setProperty("look", "card")
        title = label(tr("The last 24 months"), "title", wrap=True)
        layout = column(self._drawn, title, self.explained, self.chart, margin=LARGE, spacing=MEDIUM)
        layout.addStretch(1)
        for page in (self._drawn, self.filling):
            self.addWidget(page)

    def render_state(self, state: IndicatorsState, line: CountedLine | None) -> None:
        """Draw the months of a line, or the fields of what is being filled in."""
        self.explained.setText(state.explained(line))
        self.chart.setVisible(bool(state.drawn))
        self.chart.show_points(state.drawn, percent=state.draws_shares)
        self.setCurrentWidget(self.filling if state.editing else self._drawn)
        self.filling.show_filling(_filling_of(state, line))


def _filling_of(state: IndicatorsState, line: CountedLine | None) -> Filling | None:
    editing = state.editing
    if editing is None:
        return None
    code = editing.code
    return Filling(
        key=code,
        title=tr("Figure of {code}", code=code) if code else tr("An indicator of our own"),
        fields=lambda: FIGURE_FIELDS if code else own_fields(state.lines),
        filled=editing,
        save=partial(_recorded, place=state.place, person=state.person, editing=editing)
        if code
        else partial(_added, place=state.place),
        about=state.explained(line) if code else "",
        busy=state.busy,
        save_words=tr("Save and next"),
        aside=_aside(state, code),
    )


def _aside(state: IndicatorsState, code: str) -> Aside:
    if not code:
        return Aside(f"indicator/{state.place.unit}", is_new=True)
    return Aside(f"figure/{state.place.period}/{state.person or state.place.unit}/{code}")


def _recorded(
    work: Work, *, place: Place, person: str, editing: Editing, values: Mapping[str, str]
) -> SavedFigure:
    numbers = [_number(values, key) for key in ("numerator", "denominator", "value")]
    figure = Figure(Subject(unit=UnitId(0)), place.period, editing.code, *numbers, note=values["note"])
    recorded = record_figures(
        work,
        period=place.period,
        figures=[figure],
        unit_code=None if person else place.unit,
        person_code=person or None,
    )
    for change in recorded.changes:
        refuse_other(change.before, editing.seen, editing.code)
    return SavedFigure(editing.code, " ".join(map(change_words, recorded.changes)))


def _added(work: Work, *, place: Place, values: Mapping[str, str]) -> SavedFigure:
    indicator = Indicator(
        values["code"], values["name"], Measure(values["measure"]), values["whole"], values["per"]
    )
    return SavedFigure(add_indicator(work, unit_code=place.unit or "", indicator=indicator).code)


def _number(values: Mapping[str, str], key: str) -> Decimal | None:
    text = values[key].strip().removesuffix("%").strip()
    try:
        return as_number(text) if text else None
    except UserError as error:
        raise FieldError(key, error) from error
