"""The checklist of a visit in field mode: a digit answers, and the next question has the keyboard."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evalapp.base.messages import tr
from evalapp.domain.checklists import Checked, Question
from evalapp.store.work import Work
from evalapp.ui.kit.colours import SMALL, TINY
from evalapp.ui.kit.kept_fields import KeptChoice, KeptField, KeptText
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.screens.inspections.field_section import FieldSection, Keeping
from evalapp.ui.screens.inspections.field_state import FieldState, answer_options
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.field_parts import answer_question, note_finding

_UNASKED = Checked.NOT_APPLICABLE.value
_NOTED = (Checked.FAILED.value, _UNASKED)


class ChecklistSection(FieldSection):
    """The questions that are asked, by what was answered so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Checklist"))
        self._state: FieldState | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(SMALL)
        self.body.addLayout(self._list)
        self.rows: dict[str, QuestionRow] = {}

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The answers, each with its note."""
        return tuple(stop for made in self.rows.values() for stop in made.tab_stops)

    def begin(self) -> QWidget | None:
        """The first question."""
        return next((each.answer.editor for each in self.rows.values()), None)

    def render_state(self, state: FieldState) -> None:
        """Show the questions with their answers."""
        self._state = state
        asked = state.of.questions
        self.setVisible(bool(asked))
        self.note.setText(state.checklist_sums)
        if [each.code for each in asked] != list(self.rows):
            self._rebuild(asked)
        for question in asked:
            self.rows[question.code].show_answer(state, question)

    def _rebuild(self, asked: tuple[Question, ...]) -> None:
        """Lay the questions out anew where another answer asks others; rows that stay keep the keyboard."""
        known = self.rows
        self.rows = {each.code: known.get(each.code) or self._made(each) for each in asked}
        for code, gone in known.items():
            if code not in self.rows:
                gone.hide()
                gone.deleteLater()
        group = ""
        for number, question in enumerate(asked):
            made = self.rows[question.code]
            made.show_group(question.group if question.group != group else "")
            group = question.group
            if self._list.indexOf(made) != number:
                self._list.insertWidget(number, made)

    def _made(self, question: Question) -> "QuestionRow":
        made = QuestionRow(question)
        made.kept.connect(self._keep)
        made.found.connect(self._find)
        return made

    def _keep(self, question: str, field: KeptField, text: str) -> None:
        state = self._state
        if state is None:
            return
        answer, note = self.rows[question].typed
        keeping = partial(_answered, visit=state, question=question, answer=answer, note=note)
        self.kept.emit(Keeping(keeping, field, text))

    def _find(self, question: Question) -> None:
        if self._state:
            noting = partial(
                note_finding, visit_id=self._state.visit.id, topic=question.topic, text=question.text
            )
            self.kept.emit(Keeping(noting, then=lambda finding: f"finding:{finding.id}:person"))


class QuestionRow(QWidget):
    """One question: its text, its answer, and a note where something is not in order."""

    kept = Signal(str, object, str)
    found = Signal(object)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._group = label(look="strong")
        text = label(question.text, wrap=True)
        key = f"answer:{question.code}"
        self.answer = KeptChoice(key, question.text, answer_options(), bare=True)
        self.note = KeptText(
            f"{key}:note", tr("Note: {text}", text=question.text), hint=tr("Note"), bare=True
        )
        for field in (self.answer, self.note):
            field.left.connect(partial(self._tell, field))
        self._find = button(tr("+ Finding about it"))
        self._find.setProperty("target", "large")
        self._find.clicked.connect(lambda: self.found.emit(self._question))
        self._below = row(self.note, self._find, spacing=SMALL)
        top = row(text, self.answer, spacing=SMALL)
        column(self, self._group, top, self._below, spacing=TINY)

    @property
    def typed(self) -> tuple[str, str]:
        """The answer and the note as they stand."""
        return self.answer.text, self.note.text

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops in the row."""
        return (self.answer.editor, self.note.editor, self._find)

    def show_group(self, group: str) -> None:
        """Show the heading of the questions that follow."""
        self._group.setText(group)
        self._group.setVisible(bool(group))

    def show_answer(self, state: FieldState, question: Question) -> None:
        """Show what was answered; what owes its reason says so where that is written."""
        answer, note = state.answer_to(question)
        self.answer.show_value(answer)
        self.note.show_value(note)
        self.note.set_hint(tr("Why it does not apply") if answer == _UNASKED else tr("Note"))
        self._below.setVisible(answer in _NOTED or bool(note) or self.note.unsent is not None)
        self.answer.editor.setEnabled(state.can_enter)
        self.note.editor.setEnabled(state.can_enter)
        self._find.setVisible(state.can_enter and answer == Checked.FAILED.value)

    def _tell(self, field: KeptField, _key: str, text: str) -> None:
        self.kept.emit(self._question.code, field, text)


def _answered(work: Work, *, visit: FieldState, question: str, answer: str, note: str) -> None:
    checked = Checked(answer) if answer else None
    answer_question(work, visit_id=visit.visit.id, question=question, answer=checked, note=note)
