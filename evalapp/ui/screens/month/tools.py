"""What the grid is chosen by: the form, the view, a filter, and a person looked for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from evalapp.base.messages import counted, tr
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.keyboard import begin_finding, found_by_key
from evalapp.ui.kit.labels import row
from evalapp.ui.kit.pickers import Choice, ChoicePicker, Segments
from evalapp.ui.kit.search_line import make_clearable
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.month.state import VIEW_LABELS, MonthState


class MonthTools:
    """The forms as tabs, and under them view, filter and search."""

    def __init__(self) -> None:
        self.forms = Segments(tr("Form"))
        self.form_picker = ChoicePicker(tr("Form"), tr("Form"))
        self.form_picker.hide()
        self.policies = ChoicePicker(tr("Policy"), tr("Policy"))
        self.policies.is_way = True
        self.policies.hide()
        self.views = Segments(tr("View"))
        self.filter = ChoicePicker(tr("Show"), tr("everybody"))
        self.form_picker.is_way = self.filter.is_way = True
        self.find_line = FindLine()
        self._has_forms = self._is_narrow = False
        self.row = row(self.policies, self.views, self.filter, self.find_line, None, spacing=MEDIUM)

    def show_state(self, state: MonthState) -> None:
        """Offer what this month has."""
        tabs = [Choice(code, f"{title} {counted(count)}") for code, title, count in state.form_counts]
        self.forms.show_choices(tabs, state.form)
        self.form_picker.show_choices(tabs, state.form)
        self.views.show_choices(
            [Choice(key, tr(text)) for key, text in VIEW_LABELS.items()], state.view_shown
        )
        self.policies.show_choices([Choice(*each) for each in state.policies], state.place)
        self.policies.setVisible(bool(state.policies))
        self.filter.show_choices([Choice(*each) for each in state.filters], state.showing)
        self.find_line.show_words(state.words)
        self.row.setVisible(state.round is not None)
        self._has_forms = state.round is not None
        self._show_forms()

    def fit(self, room: int) -> None:
        """Show the forms as tabs where there is room for all of them, else as a list."""
        self._is_narrow = self.forms.sizeHint().width() > room
        self._show_forms()

    def _show_forms(self) -> None:
        self.forms.setVisible(self._has_forms and not self._is_narrow)
        self.form_picker.setVisible(self._has_forms and self._is_narrow)


class FindLine(QLineEdit):
    """Finds people as their name is typed; Enter goes on to the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("Find a person (Ctrl+F)"))
        self.setAccessibleName(tr("Find a person"))
        make_clearable(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(140))
        self.setMaximumWidth(px(220))
        found_by_key(self)  # the grid hears it itself

    def show_words(self, words: str) -> None:
        """Show what is looked for, where it was changed elsewhere; nothing is announced."""
        if self.text() != words:
            self.blockSignals(True)
            self.setText(words)
            self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape shows everybody again and goes back to the grid."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.returnPressed.emit()
            return
        super().keyPressEvent(event)

    def begin(self) -> None:
        """Look for somebody else."""
        begin_finding(self)
