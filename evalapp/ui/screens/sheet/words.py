"""What is filled in beside a form: strengths, weaknesses, the authority's opinion; an event."""

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.registers import EntryId
from evalapp.domain.rounds import SheetId
from evalapp.domain.sheet_words import WORD_LABELS, words_of
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.screens.sheet.state import SheetState
from evalapp.ui.shell.events import EventPanel, EventSteps
from evalapp.ui.shell.filling import Filled, Filling
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.sheet_words import write_words


class FilledBeside(QStackedWidget):
    """What stands beside the form, giving way to words or an event while they are filled in."""

    typed = Signal()
    turned = Signal()  # something is filled in from now on, or no longer
    recorded = Signal(object)  # the keys of the entries of an event; none once it was taken back

    def __init__(self, desk: Desk, beside: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: SheetId | None = None
        self._filling: Filling | None = None
        self.panel = FillingPanel(desk)
        self.panel.left.connect(self.leave)
        self.panel.edited.connect(self._edit)
        self.panel.saved.connect(self.leave)
        self.panel.typed.connect(self.typed)
        self.events = EventPanel(desk)
        self.events.fill()
        self._event_steps = EventSteps(desk, self.events)
        self._event_steps.left.connect(self.leave)
        self._event_steps.recorded.connect(self.recorded)
        for page in (beside, self.panel, self.events):
            self.addWidget(page)
        for number in (1, 2, 3):  # which turn to what is covered now, and would be typed into a field
            QShortcut(QKeySequence(f"Alt+{number}"), self.events).activated.connect(self._tell_covered)
        self.leave()

    @property
    def is_filling(self) -> bool:
        """Whether something is being filled in."""
        return self.currentIndex() > 0

    def begin_event(self, state: SheetState) -> None:
        """Fill in an event about the person."""
        if state.person is None or state.policy is None:
            return
        who = state.person.sheet.participant
        self._sheet = who.sheet
        self.setCurrentIndex(2)
        called = f"{who.name} ({who.code})"  # whoever reads it may know two of that name
        self.events.begin({who.code: called}, state.policy, state.person.round.period, state.today)
        self.turned.emit()

    def withdraw_event(self, entries: tuple[EntryId, ...]) -> None:
        """Take back what was just recorded, with a reason."""
        self._event_steps.withdraw(entries)

    def begin(self, state: SheetState) -> None:
        """Show the words of a person's form to be written."""
        if state.person is not None:
            sheet = state.person.sheet
            self._sheet = sheet.participant.sheet
            self._filling = Filling(
                key=sheet.participant.sheet,
                title=tr("Strengths, weaknesses, opinion"),
                fields=_fields,
                filled=Filled(values=words_of(sheet)),
                save=partial(_written, sheet_id=sheet.participant.sheet),
                about=state.name,
            )
            self.panel.show_filling(self._filling)
            self.setCurrentIndex(1)
            self.turned.emit()

    def _edit(self, filled: Filled) -> None:
        """Keep what is typed, and say at its place what of it was refused."""
        if self._filling is not None:
            self._filling = replace(self._filling, filled=filled)
            self.panel.show_filling(self._filling)

    @property
    def typing(self) -> Mapping[str, str]:
        """The words that are typed and not saved, by their places."""
        return self.panel.form.values if self.panel.form.is_touched else {}

    def type_again(self, state: SheetState, words: Mapping[str, str]) -> None:
        """Go on with words that were being typed."""
        self.begin(state)
        self.panel.form.type_again(words)

    def _tell_covered(self) -> None:
        self._desk.tell(
            tr("Record the event, or close it (Esc), to look at what stands under it."), Tone.WARN
        )

    def follow(self, sheet: SheetId | None) -> None:
        """What is being written is saved once the form of somebody else is shown: it can be changed again."""
        if self._sheet is None or sheet == self._sheet:
            return
        filling, words = self._filling, self.typing
        if filling is not None and words:
            told = partial(self._tell_saved, filling.about)
            saving = partial(filling.save, values=words)
            self._desk.tasks.run(saving, label=tr("Saving"), done=told, owner=self)
        self.leave()

    def _tell_saved(self, name: str, _words: object) -> None:
        told = tr("What was written for {name} is saved.", name=name)
        self._desk.tell(told, Tone.OK)

    def leave(self, _saved: object = None) -> None:
        """Show again what stands beside the form."""
        self._sheet = self._filling = None
        self.panel.show_filling(None)
        self.events.hide()
        self.setCurrentIndex(0)
        self.turned.emit()


def _fields() -> tuple[FieldSpec, ...]:
    return tuple(FieldSpec(code, label, FieldKind.TEXT) for code, label in WORD_LABELS.items())


def _written(work: Work, *, sheet_id: SheetId, values: Mapping[str, str]) -> dict[str, str]:
    return write_words(work, sheet_id=sheet_id, words=values)
