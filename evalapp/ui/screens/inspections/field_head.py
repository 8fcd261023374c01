"""The head of a visit in field mode: which visit it is, and who was there."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.field_visits import Absence
from evalapp.store.work import Work
from evalapp.ui.kit.colours import MEDIUM, SMALL
from evalapp.ui.kit.kept_fields import FRAME, KeptChoice, KeptField, KeptLine, KeptPick
from evalapp.ui.kit.labels import button, column, label, restyle, row
from evalapp.ui.screens.inspections.field_section import FieldSection, Keeping
from evalapp.ui.screens.inspections.field_state import (
    SEEN,
    UNEXCUSED,
    FieldState,
    absent_options,
    paper_options,
)
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.field_parts import note_absence, remove_absence
from evalapp.usecases.field_visits import set_field

_PICKED = (("kind", N_("Kind of inspection")), ("unit", N_("Unit")), ("team", N_("Decision")))
_TYPED = (
    ("arrived", N_("Arrival")),
    ("left", N_("Departure")),
    ("day", N_("Date")),
    ("number", N_("Number of the minutes")),
    ("place", N_("Place of the visit")),
    ("representative", N_("For the unit")),
)
_COUNTED = (
    ("total", N_("Total staff")),
    ("present", N_("Present")),
    ("excused", N_("Absent with a reason")),
    ("unexcused", N_("Absent without a reason")),
)


class _OwnFields(FieldSection):
    """A section of the visit's own fields."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.fields: dict[str, KeptField] = {}
        self._state: FieldState | None = None

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The fields."""
        return tuple(field.editor for field in self.fields.values())

    def add(self, field: KeptField) -> KeptField:
        """Keep a field of the visit when it is left."""
        self.fields[field.key] = field
        field.left.connect(partial(self._keep, field))
        return field

    def render_state(self, state: FieldState) -> None:
        """Show the visit's fields."""
        self._state = state
        for key, field in self.fields.items():
            field.show_value(state.values[key])
            field.editor.setEnabled(state.can_enter)

    def _keep(self, field: KeptField, key: str, text: str) -> None:
        if self._state:
            keeping = partial(set_field, visit_id=self._state.visit.id, field=key, text=text)
            self.kept.emit(Keeping(keeping, field, text))


class HeadSection(_OwnFields):
    """Which visit this is: kind, unit, decision, hours, place, who received it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Visit"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(SMALL)
        self.picks: dict[str, KeptPick] = {}
        for number, (key, words) in enumerate(_PICKED):
            pick = KeptPick(key, tr(words), tr("Choose…"))
            self.picks[key] = pick
            grid.addWidget(self.add(pick), 0, number)
        for number, (key, words) in enumerate(_TYPED):
            grid.addWidget(self.add(KeptLine(key, tr(words))), 1 + number // 3, number % 3)
        for number in range(3):
            grid.setColumnStretch(number, 1)
        self.body.addLayout(grid)
        self._notice = label(wrap=True)
        self._beyond = KeptLine("beyond", tr("Why the visit was made all the same"))
        self.body.addWidget(self._notice)
        self.body.addWidget(self.add(self._beyond))

    def render_state(self, state: FieldState) -> None:
        """Show the head, and what its decision does not cover."""
        for key, choices in (
            ("kind", state.kind_choices),
            ("unit", state.unit_choices),
            ("team", state.team_choices),
        ):
            self.picks[key].offer(choices)
        super().render_state(state)
        words = state.outside or state.missing_decision
        self._notice.setText("⚠ " + words if words else "")
        self._notice.setVisible(bool(words))
        self._beyond.setVisible(bool(state.outside or state.visit.beyond))


class HeadcountSection(_OwnFields):
    """How many were there, and who was not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Headcount"))
        counted = [self.add(KeptLine(key, tr(words))) for key, words in _COUNTED]
        for each in counted:  # one that says why it was refused is no wider than the others
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body.addWidget(row(*counted, spacing=MEDIUM))
        self._list = QVBoxLayout()
        self._list.setSpacing(SMALL)
        self.body.addLayout(self._list)
        self._rows: dict[str, _AbsenceRow] = {}
        self._adding = KeptPick(
            "absent", tr("Somebody absent"), tr("+ Somebody absent…"), bare=True, adds=True
        )
        self._adding.left.connect(self._note)
        self.body.addWidget(row(self._adding, None))

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The figures, who is absent, and where somebody is added."""
        rows = (stop for made in self._rows.values() for stop in made.tab_stops)
        return (*super().tab_stops, *rows, self._adding.editor)

    def begin(self) -> QWidget:
        """The total."""
        return self.fields["total"].editor

    def render_state(self, state: FieldState) -> None:
        """Show the figures and the absentees."""
        super().render_state(state)
        total = self.fields["total"]
        if isinstance(total, KeptLine):
            total.set_hint(state.headcount_hint)
        restyle(self.note, "look", "warn")  # what does not add up is not said aside
        self.note.setText("⚠ " + state.headcount_note if state.headcount_note else "")
        self._adding.offer(state.absentee_choices)
        self._adding.show_value("")
        self._adding.setVisible(state.can_enter)
        present = {absence.person_code: absence for absence in state.of.absences}
        for code in [code for code in self._rows if code not in present]:
            gone = self._rows.pop(code)
            gone.hide()
            gone.deleteLater()
        for code, absence in present.items():
            if code not in self._rows:
                made = _AbsenceRow(code)
                made.kept.connect(self._keep_row)
                made.removed.connect(self._remove)
                self._rows[code] = made
                self._list.addWidget(made)
            self._rows[code].show_absence(state, absence)

    def _note(self, _key: str, code: str) -> None:
        if self._state and code:
            noting = partial(
                note_absence,
                visit_id=self._state.visit.id,
                person_code=code,
                excused=self._state.next_is_excused,
            )
            then = partial(_key_of_absent, code)
            self.kept.emit(Keeping(noting, self._adding, code, then))

    def _keep_row(self, code: str, field: KeptField, text: str) -> None:
        if self._state:
            values = dict(self._rows[code].values)
            keeping = partial(_noted, visit=self._state, code=code, values=values)
            self.kept.emit(Keeping(keeping, field, text))

    def _remove(self, code: str) -> None:
        if self._state:
            self._adding.editor.setFocus()  # what has the keyboard goes away
            self.kept.emit(Keeping(partial(remove_absence, visit_id=self._state.visit.id, person_code=code)))


class _AbsenceRow(QWidget):
    """Somebody who was absent: with a reason or without, which, and whether its paper was seen."""

    kept = Signal(str, object, str)
    removed = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._name = label(look="strong")
        key = f"absence:{code}"
        self._absent = KeptChoice(f"{key}:absent", tr("Absent"), absent_options(), bare=True)
        self._reason = KeptLine(f"{key}:reason", tr("Reason"), hint=tr("Reason"), bare=True)
        self._paper = KeptChoice(f"{key}:paper", tr("Paper"), paper_options(), bare=True)
        keeps_room = self._paper.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)  # the reasons of all stand under each other
        self._paper.setSizePolicy(keeps_room)
        self._fields: dict[str, KeptField] = {
            "absent": self._absent,
            "reason": self._reason,
            "paper": self._paper,
        }
        for field in self._fields.values():
            field.left.connect(partial(self._tell, field))
        self._remove = button("✕", "flat")
        self._remove.clicked.connect(lambda: self.removed.emit(self._code))
        for answers in (self._absent, self._paper):  # the reasons of all begin under each other
            answers.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._reason.setContentsMargins(0, FRAME, 0, 0)
        fields = row(self._absent, self._reason, self._paper, self._remove, spacing=SMALL)
        column(self, self._name, fields, spacing=SMALL)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops in the row."""
        return (*(field.editor for field in self._fields.values()), self._remove)

    @property
    def values(self) -> dict[str, str]:
        """What the row says now."""
        return {key: field.text for key, field in self._fields.items()}

    def show_absence(self, state: FieldState, absence: Absence) -> None:
        """Show what is noted."""
        name = state.name_of(absence.person_code)
        self._name.setText(f"{name} · {absence.person_code}")
        words = tr("Remove {name}", name=name)
        self._remove.setAccessibleName(words)
        self._remove.setToolTip(words)
        self._remove.setVisible(state.can_enter)
        for key, value in state.absence_values(absence).items():
            self._fields[key].show_value(value)
            self._fields[key].editor.setEnabled(state.can_enter)
        self._paper.setVisible(absence.excused)

    def _tell(self, field: KeptField, _key: str, text: str) -> None:
        self.kept.emit(self._code, field, text)


def _key_of_absent(code: str, _absence: Absence) -> str:
    return f"absence:{code}:absent"


def _noted(work: Work, *, visit: FieldState, code: str, values: dict[str, str]) -> Absence:
    excused = values["absent"] != UNEXCUSED
    paper = None if not values["paper"] else values["paper"] == SEEN
    return note_absence(
        work,
        visit_id=visit.visit.id,
        person_code=code,
        excused=excused,
        reason=values["reason"],
        paper=paper if excused else None,
    )
