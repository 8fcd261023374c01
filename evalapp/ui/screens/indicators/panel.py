"""The panel beside the figures: the months of an indicator, or the figure that is being typed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.values import as_number
from evalapp.domain.indicators import Figure, Indicator, Measure, Subject
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.charts import TrendChart
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.screens.indicators.state import (
    FIGURE_FIELDS,
    CountedLine,
    Editing,
    IndicatorsState,
    own_fields,
)
from evalapp.ui.shell.routes import Desk, Place
from evalapp.usecases.entering import FieldError
from evalapp.usecases.indicators import add_indicator, record_figures

_NARROWEST = 300

ACTIONS: tuple[ActionSpec[IndicatorsState], ...] = (
    ActionSpec("figure.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "figure.save",
        N_("Save, go to the next"),
        shortcut="Ctrl+Return",
        primary=True,
        allowed=lambda state: not state.busy,
    ),
)


class FigurePanel(QFrame):
    """Draws the months of what the cursor is on; fills in what the state says is being edited."""

    left = Signal()
    saved = Signal(str)
    edited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(_NARROWEST)
        self._desk = desk
        self._state: IndicatorsState | None = None
        self._title = label(look="title", wrap=True)
        self.explained = label(wrap=True)
        self.explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.explained.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.chart = TrendChart(tr("The last 24 months"))
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        parts = (self._title, self.explained, self.chart, self.form, self.actions_bar)
        self._layout = column(self, *parts, margin=LARGE, spacing=MEDIUM)
        self._layout.addStretch(0)

    def render_state(self, state: IndicatorsState, line: CountedLine | None) -> None:
        """Draw the months of a line, and the fields of what is being filled in."""
        before = self._state.editing if self._state else None
        self._state = state
        editing = state.editing
        for part in (self.form, self.actions_bar):
            part.setVisible(editing is not None)
        is_own = editing is not None and not editing.code
        self.chart.setVisible(editing is None and bool(state.drawn))
        self.explained.setVisible(not is_own)
        self.explained.setText(state.explained(line))
        self.chart.show_points(state.drawn, percent=state.draws_shares)
        self._layout.setStretch(3, 1 if editing else 0)
        self._layout.setStretch(5, 0 if editing else 1)
        if editing is None:
            self._title.setText(tr("The last 24 months"))
            return
        self._title.setText(
            tr("Figure of {code}", code=editing.code) if editing.code else tr("An indicator of our own")
        )
        if before is None or before.code != editing.code:
            fields = FIGURE_FIELDS if editing.code else own_fields(state.lines)
            self.form.show_fields(fields, editing.values)
            self.form.begin()
        self.form.mark(editing.refused)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {"figure.leave": self.left.emit, "figure.save": self._save}[key]()

    def _save(self) -> None:
        state = self._state
        if state is None or state.editing is None:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        self.edited.emit(replace(state.editing, values=values, refused={}))
        save = (
            partial(_recorded, person=state.person, code=state.editing.code) if state.editing.code else _added
        )
        self._desk.tasks.run(
            partial(save, place=state.place, values=values),
            label=tr("Saving"),
            done=self.saved.emit,
            owner=self,
            refused=self._mark_refused,
        )

    def _mark_refused(self, error: UserError) -> None:
        editing: Editing | None = self._state.editing if self._state else None
        if editing is None:
            self._desk.tell(tr_error(error), Tone.BAD)
            return
        at = error.field if isinstance(error, FieldError) else "numerator" if editing.code else "code"
        self.edited.emit(editing.refuse(at, tr_error(error)))


def _recorded(work: Work, *, place: Place, person: str, code: str, values: Mapping[str, str]) -> str:
    numbers = [_number(values, key) for key in ("numerator", "denominator", "value")]
    figure = Figure(Subject(unit=UnitId(0)), place.period, code, *numbers, note=values["note"])
    record_figures(
        work,
        period=place.period,
        figures=[figure],
        unit_code=None if person else place.unit,
        person_code=person or None,
    )
    return code


def _added(work: Work, *, place: Place, values: Mapping[str, str]) -> str:
    indicator = Indicator(
        values["code"], values["name"], Measure(values["measure"]), values["whole"], values["per"]
    )
    return add_indicator(work, unit_code=place.unit or "", indicator=indicator).code


def _number(values: Mapping[str, str], key: str) -> Decimal | None:
    text = values[key].strip().removesuffix("%").strip()
    try:
        return as_number(text) if text else None
    except UserError as error:
        raise FieldError(key, error) from error
