"""Findings of a visit in field mode: a card each, every field of it kept as it is left."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.domain.inspections import Finding, FindingId
from evalapp.store.work import Work
from evalapp.ui.kit.colours import MEDIUM, SMALL
from evalapp.ui.kit.kept_fields import KeptChoice, KeptField, KeptLine, KeptPick, KeptText
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.screens.inspections.field_section import FieldSection, Keeping
from evalapp.ui.screens.inspections.field_state import FieldState, finding_values, severity_options
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.field_parts import change_finding, note_finding, remove_finding


class FindingsSection(FieldSection):
    """What was found, or that nothing was."""

    photographed = Signal(str)  # photos of a finding are to be taken in: its field

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Findings"))
        self._state: FieldState | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(MEDIUM)
        self.body.addLayout(self._list)
        self.cards: dict[FindingId, FindingCard] = {}
        self._add = button(tr("+ Finding"))
        self._add.setProperty("target", "large")
        self._add.clicked.connect(self.add_finding)
        self.body.addWidget(row(self._add, None))

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The cards, and the button for another one."""
        cards = (stop for made in self.cards.values() for stop in made.tab_stops)
        return (*cards, self._add)

    def render_state(self, state: FieldState) -> None:
        """Show the findings."""
        self._state = state
        self.note.setText(state.found)
        present = {finding.id: finding for finding in state.visit.findings}
        for key in [key for key in self.cards if key not in present]:
            gone = self.cards.pop(key)
            gone.hide()
            gone.deleteLater()
        for number, (key, finding) in enumerate(present.items(), start=1):
            if key not in self.cards:
                made = FindingCard(finding)
                made.kept.connect(self._keep)
                made.removed.connect(self._remove)
                made.repeated.connect(self._repeat)
                made.photographed.connect(self.photographed)
                self.cards[key] = made
                self._list.addWidget(made)
            self.cards[key].show_finding(state, finding, number)
        self._add.setVisible(state.can_enter)

    def add_finding(self) -> None:
        """Note another finding; it is on disk before its first field is filled in."""
        if self._state and self._state.can_enter:
            noting = partial(note_finding, visit_id=self._state.visit.id)
            self.kept.emit(Keeping(noting, then=_topic_of))

    def _keep(self, finding: FindingId, field: KeptField, text: str) -> None:
        keeping = partial(_changed, finding_id=finding, field=field.key.rpartition(":")[2], text=text)
        self.kept.emit(Keeping(keeping, field, text))

    def _remove(self, finding: FindingId) -> None:
        self._add.setFocus()  # what has the keyboard goes away
        self.kept.emit(Keeping(partial(remove_finding, finding_id=finding)))

    def _repeat(self, finding: Finding) -> None:
        """The same of somebody else: only the person is asked."""
        if self._state:
            values = finding_values(finding)
            noting = partial(
                _repeated, visit=self._state, values={key: values[key] for key in ("topic", "text", "place")},
                severity=values["severity"],
            )  # fmt: skip
            self.kept.emit(Keeping(noting, then=lambda made: f"finding:{made.id}:person"))


class FindingCard(QFrame):
    """One finding: under which topic, about whom, how grave, what, where and when."""

    kept = Signal(object, object, str)
    removed = Signal(object)
    repeated = Signal(object)
    photographed = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        self.setProperty("look", "card")
        key = f"finding:{finding.id}"
        self._number = label(look="strong")
        self.topic = KeptPick(f"{key}:topic", tr("Topic"), tr("Type a word of the topic"))
        self.person = KeptPick(f"{key}:person", tr("Person"), tr("Type a part of the name"))
        self.severity = KeptChoice(f"{key}:severity", tr("Severity"), severity_options(), bare=True)
        self.text = KeptText(f"{key}:text", tr("What was seen"))
        self.place = KeptLine(f"{key}:place", tr("Where it was seen"))
        self.noticed = KeptLine(f"{key}:noticed", tr("At what time"))
        self._fields: dict[str, KeptField] = {
            "topic": self.topic,
            "person": self.person,
            "severity": self.severity,
            "text": self.text,
            "place": self.place,
            "noticed": self.noticed,
        }
        for field in self._fields.values():
            field.left.connect(partial(self._tell, field))
        self._repeat = button(tr("The same, somebody else"), "flat")
        self._repeat.clicked.connect(lambda: self.repeated.emit(self._finding))
        self._photos = button(tr("Photos…"), "flat")
        self._photos.clicked.connect(lambda: self.photographed.emit(key))
        self._remove = button(tr("Take the finding out"), "flat")
        self._remove.clicked.connect(lambda: self.removed.emit(self._finding.id))
        picks = row(self.topic, self.person, spacing=MEDIUM)
        rest = row(self.place, self.noticed, spacing=MEDIUM)
        last = row(None, self._photos, self._repeat, self._remove)
        parts = (self._number, picks, self.severity, self.text, rest, last)
        column(self, *parts, margin=MEDIUM, spacing=SMALL)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops in the card."""
        editors = (field.editor for field in self._fields.values())
        return (*editors, self._photos, self._repeat, self._remove)

    def show_finding(self, state: FieldState, finding: Finding, number: int) -> None:
        """Show what is noted."""
        self._finding = finding
        self._number.setText(tr("Finding {number}", number=number))
        self.topic.offer(state.topics)
        self.person.offer(state.person_choices)
        for key, value in finding_values(finding).items():
            self._fields[key].show_value(value)
            self._fields[key].editor.setEnabled(state.can_enter)
        self._repeat.setVisible(state.can_enter)
        self._remove.setVisible(state.can_enter)

    def _tell(self, field: KeptField, _key: str, text: str) -> None:
        self.kept.emit(self._finding.id, field, text)


def _topic_of(finding: Finding) -> str:
    return f"finding:{finding.id}:topic"


def _changed(work: Work, *, finding_id: FindingId, field: str, text: str) -> Finding:
    """Praise stands beside the severities and is a field of its own."""
    if field != "severity":
        return change_finding(work, finding_id=finding_id, field=field, text=text)
    is_praise = text == "praise"
    finding = change_finding(work, finding_id=finding_id, field="positive", text="yes" if is_praise else "")
    return finding if is_praise else change_finding(work, finding_id=finding_id, field=field, text=text)


def _repeated(work: Work, *, visit: FieldState, values: dict[str, str], severity: str) -> Finding:
    finding = note_finding(work, visit_id=visit.visit.id, **values)
    return _changed(work, finding_id=finding.id, field="severity", text=severity)


def first_field(section: FindingsSection) -> QWidget | None:
    """The first field of the newest finding."""
    return next((card.topic.editor for card in reversed(section.cards.values())), None)
