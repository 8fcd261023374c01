"""Findings of a visit in field mode: a card each, every field of it kept as it is left."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.inspections import Finding, FindingId, VisitId
from evalapp.store.work import Work
from evalapp.ui.kit.colours import MEDIUM, SMALL
from evalapp.ui.kit.kept_fields import KeptChoice, KeptField, KeptLine, KeptPick, KeptText
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.screens.inspections.field_section import FieldSection, Keeping
from evalapp.ui.screens.inspections.field_state import FieldState, finding_values, severity_options
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.field_parts import change_finding, note_finding, remove_finding
from evalapp.usecases.field_places import keep_place, last_place

#: The number of a finding that nothing was said of yet, and what the keys of its fields begin with.
NOT_NOTED = FindingId(0)
NEW_FINDING = f"finding:{NOT_NOTED}:"


class FindingsSection(FieldSection):
    """What was found, or that nothing was."""

    photographed = Signal(str)  # photos of a finding are to be taken in: its field
    begun = Signal()  # another card is there, of which nothing is kept yet

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Findings"))
        self._state: FieldState | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(MEDIUM)
        self.body.addLayout(self._list)
        self.cards: dict[FindingId, FindingCard] = {}
        self._drafts: list[FindingCard] = []  # cards that say nothing yet, or whose first word is being kept
        self._add = button(tr("+ Finding"))
        self._add.setProperty("target", "large")
        self._add.clicked.connect(self.add_finding)
        self.body.addWidget(row(self._add, None))

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The cards, and the button for another one."""
        cards = (stop for made in (*self.cards.values(), *self._drafts) for stop in made.tab_stops)
        return (*cards, self._add)

    def render_state(self, state: FieldState) -> None:
        """Show the findings."""
        if self._state is None or self._state.visit.id != state.visit.id:
            self._discard(*self._drafts)
        self._state = state
        self.note.setText(state.found)
        present = {finding.id: finding for finding in state.visit.findings}
        self._settle_drafts(present)
        for key in [key for key in self.cards if key not in present]:
            gone = self.cards.pop(key)
            gone.hide()
            gone.deleteLater()
        for number, (key, finding) in enumerate(present.items(), start=1):
            if key not in self.cards:
                self.cards[key] = self._made(finding)
            self.cards[key].show_finding(state, finding, number)
        if not state.can_enter or state.visit.is_clean:
            self._discard(*(each for each in self._drafts if not each.says_something))
        for number, draft in enumerate(self._drafts, start=len(present) + 1):
            draft.show_finding(state, _nothing_yet(state), number)
        self._add.setVisible(state.can_enter)

    def add_finding(self) -> None:
        """Begin another finding: it becomes one with the first word that is said of it."""
        if self._state and self._state.can_enter:
            waiting = next((each for each in self._drafts if not each.says_something), None)
            draft = waiting or self._made(_nothing_yet(self._state))
            if waiting is None:
                self._drafts.append(draft)
                draft.show_finding(
                    self._state, _nothing_yet(self._state), len(self.cards) + len(self._drafts)
                )
                draft.show()
                self.begun.emit()
            draft.topic.editor.setFocus()

    def _made(self, finding: Finding) -> FindingCard:
        made = FindingCard(finding)
        made.kept.connect(partial(self._keep, made))
        made.removed.connect(partial(self._remove, made))
        made.repeated.connect(self._repeat)
        made.photographed.connect(self.photographed)
        self._list.addWidget(made)
        return made

    def _settle_drafts(self, present: Mapping[FindingId, Finding]) -> None:
        """What was said of a new finding is on disk: its card is that finding's from now on."""
        for draft in [each for each in self._drafts if each.noted.finding in present]:
            self._drafts.remove(draft)
            draft.become(draft.noted.finding)
            self.cards[draft.noted.finding] = draft

    def _discard(self, *drafts: FindingCard) -> None:
        for each in drafts:
            self._drafts.remove(each)
            each.hide()
            each.deleteLater()

    def _keep(self, card: FindingCard, field: KeptField, text: str) -> None:
        part = field.key.rpartition(":")[2]
        if card.finding:
            keeping = partial(_changed, finding_id=card.finding, field=part, text=text)
            self.kept.emit(Keeping(keeping, field, text))
        elif self._state and (text or card.noted.is_asked):
            card.noted.is_asked = True
            visit = self._state.visit.id
            saying = partial(_said, visit_id=visit, noted=card.noted, field=part, text=text)
            self.kept.emit(Keeping(saying, field, text))
        else:
            field.accept(text)

    def _remove(self, card: FindingCard) -> None:
        self._add.setFocus()  # what has the keyboard goes away
        if card.finding:
            self.kept.emit(Keeping(partial(remove_finding, finding_id=card.finding)))
        elif card in self._drafts and not card.noted.is_asked:
            self._discard(card)

    def _repeat(self, finding: Finding) -> None:
        """The same of somebody else: only the person is asked."""
        if self._state:
            values = finding_values(finding)
            noting = partial(
                _repeated, visit=self._state, values={key: values[key] for key in ("topic", "text", "place")},
                severity=values["severity"],
            )  # fmt: skip
            self.kept.emit(Keeping(noting, then=lambda made: f"finding:{made.id}:person"))


class Noted(Struct):
    """What became of a card that says nothing yet: whether it was asked to be noted, and as which finding."""

    is_asked: bool = False
    finding: FindingId = NOT_NOTED


class FindingCard(QFrame):
    """One finding: under which topic, about whom, how grave, what, where and when."""

    kept = Signal(object, str)
    removed = Signal()
    repeated = Signal(object)
    photographed = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        self.noted = Noted()
        self.setProperty("look", "card")
        key = f"finding:{finding.id}"
        self._number = label(look="strong")
        self.topic = KeptPick(f"{key}:topic", tr("Topic"), tr("Type a word of the topic"))
        self.person = KeptPick(f"{key}:person", tr("Person"), tr("Type a part of the name"))
        self.severity = KeptChoice(f"{key}:severity", tr("Severity"), severity_options(), bare=True)
        self.text = KeptText(f"{key}:text", tr("What was observed"))
        self.place = KeptLine(f"{key}:place", tr("Where it was observed"))
        self.noticed = KeptLine(f"{key}:noticed", tr("Time"))
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
        self._repeat = button(tr("Same finding, another person"), "flat")
        self._repeat.clicked.connect(lambda: self.repeated.emit(self._finding))
        self._photos = button(tr("Photos…"), "flat")
        self._photos.clicked.connect(lambda: self.photographed.emit(f"finding:{self._finding.id}"))
        self._remove = button(tr("Remove the finding"), "flat")
        self._remove.clicked.connect(lambda: self.removed.emit())
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

    @property
    def finding(self) -> FindingId:
        """Which finding it is; `NOT_NOTED` while nothing of it is kept."""
        return self._finding.id

    @property
    def says_something(self) -> bool:
        """Whether anything was said of it, kept or not."""
        waits = any(each.unsent or each.reason for each in self._fields.values())
        return bool(self.finding) or self.noted.is_asked or waits

    def become(self, finding: FindingId) -> None:
        """Be the card of a finding that was noted; the cursor stays where it is."""
        self._finding = replace(self._finding, id=finding)
        for name, field in self._fields.items():
            field.rename(f"finding:{finding}:{name}")

    def show_finding(self, state: FieldState, finding: Finding, number: int) -> None:
        """Show what is noted."""
        self._finding = finding
        told = N_("Finding {number}") if finding.id else N_("Finding {number}: kept with its first word")
        self._number.setText(tr(told, number=number))
        self.topic.offer(state.topics)
        self.person.offer(state.person_choices)
        for key, value in finding_values(finding).items():
            self._fields[key].show_value(value)
            self._fields[key].editor.setEnabled(state.can_enter)
        self._photos.setVisible(bool(finding.id))
        self._repeat.setVisible(state.can_enter and bool(finding.id))
        self._remove.setVisible(state.can_enter)

    def _tell(self, field: KeptField, _key: str, text: str) -> None:
        self.kept.emit(field, text)


def _nothing_yet(state: FieldState) -> Finding:
    return Finding(NOT_NOTED, "", "", place=state.visit.place)


def _said(work: Work, *, visit_id: VisitId, noted: Noted, field: str, text: str) -> Finding:
    """Note a finding with the first word said of it; where the cursor is now belongs to that finding."""
    if any(each.id == noted.finding for each in work.inspections.get(visit_id).findings):
        return _changed(work, finding_id=noted.finding, field=field, text=text)
    is_praise = (field, text) == ("severity", "praise")
    finding = note_finding(work, visit_id=visit_id, **({"positive": "yes"} if is_praise else {field: text}))
    noted.finding = finding.id
    place = last_place(work)
    if place is not None:
        keep_place(work, place=place.renamed(NEW_FINDING, f"finding:{finding.id}:"))
    return finding


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
