"""What a form asks in words, filled in beside it: strengths, weaknesses, the authority's opinion."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from evalapp.base.messages import tr
from evalapp.domain.rounds import SheetId
from evalapp.domain.sheet_words import WORD_LABELS, words_of
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.screens.sheet.state import SheetState
from evalapp.ui.shell.filling import Filled, Filling
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.sheet_words import write_words


class WordsBeside(QStackedWidget):
    """What stands beside the form, giving way to the words while they are written."""

    def __init__(self, desk: Desk, beside: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: SheetId | None = None
        self.panel = FillingPanel(desk)
        self.panel.left.connect(self.leave)
        self.panel.saved.connect(self.leave)
        for page in (beside, self.panel):
            self.addWidget(page)
        self.leave()

    def begin(self, state: SheetState) -> None:
        """Show the words of a person's form to be written."""
        if state.person is not None:
            sheet = state.person.sheet
            self._sheet = sheet.participant.sheet
            self.panel.show_filling(
                Filling(
                    key=sheet.participant.sheet,
                    title=tr("Strengths, weaknesses, opinion"),
                    fields=_fields,
                    filled=Filled(values=words_of(sheet)),
                    save=partial(_written, sheet_id=sheet.participant.sheet),
                    about=state.name,
                )
            )
            self.setCurrentIndex(1)

    def follow(self, sheet: SheetId | None) -> None:
        """What is being written stays only while its own form is shown."""
        if self._sheet is not None and sheet != self._sheet:
            self.leave()

    def leave(self, _saved: object = None) -> None:
        """Show again what stands beside the form."""
        self._sheet = None
        self.panel.show_filling(None)
        self.setCurrentIndex(0)


def _fields() -> tuple[FieldSpec, ...]:
    return tuple(FieldSpec(code, label, FieldKind.TEXT) for code, label in WORD_LABELS.items())


def _written(work: Work, *, sheet_id: SheetId, values: Mapping[str, str]) -> dict[str, str]:
    return write_words(work, sheet_id=sheet_id, words=values)
