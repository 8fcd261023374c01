"""Late files of a visit in field mode: a small table whose lines are kept cell by cell."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from evalapp.base.messages import N_, tr
from evalapp.domain.field_visits import LateFile, LateFileId
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.kept_fields import KeptField, KeptLine
from evalapp.ui.kit.labels import button, label
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.inspections.field_section import FieldSection, Keeping
from evalapp.ui.screens.inspections.field_state import FieldState, file_values
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.field_parts import change_late_file, note_late_file, remove_late_file

_FIELDS = (
    ("code", N_("File code")),
    ("received", N_("Received")),
    ("due", N_("Due")),
    ("done", N_("Done")),
    ("note", N_("Note")),
)
_DATE = N_("dd/mm/yyyy")
_WIDTHS = (96, 92, 92, 92, 0)  # in which a code and a day are read whole
#: The field by which a file is added; what is typed there is a file only when it is left.
ADDING = "file:new"


class FilesSection(FieldSection):
    """Files that were late, with how many working days."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Late files"))
        self._state: FieldState | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(SMALL)
        for number, (_, words) in enumerate(_FIELDS):
            self._grid.addWidget(label(tr(words), "muted"), 0, number)
            self._grid.setColumnStretch(number, 2 if number in (0, 4) else 1)
            self._grid.setColumnMinimumWidth(number, px(_WIDTHS[number]))
        days = label(tr("Working days late"), "muted", wrap=True)  # as narrow as the figures under it
        days.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(days, 0, len(_FIELDS))
        self.body.addLayout(self._grid)
        self.rows: dict[LateFileId, _FileRow] = {}
        self._next = 1
        self.adding = KeptLine(ADDING, tr("Code of another late file"), hint=tr("+ File code…"), bare=True)
        self.adding.left.connect(self._add)
        self.body.addWidget(self.adding)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The lines, and where another file is noted."""
        lines = (stop for made in self.rows.values() for stop in made.tab_stops)
        return (*lines, self.adding.editor)

    def begin(self) -> QWidget:
        """Where another file is noted."""
        return self.adding.editor

    def render_state(self, state: FieldState) -> None:
        """Show the files."""
        self._state = state
        present = {file.id: file for file in state.of.late_files}
        for key in [key for key in self.rows if key not in present]:
            self.rows.pop(key).remove_from(self._grid)
        for key, file in present.items():
            if key not in self.rows:
                self.rows[key] = self._made(file)
            self.rows[key].show_file(state, file)
        self.adding.show_value("")
        self.adding.setVisible(state.can_enter)
        for number in range(self._grid.columnCount()):
            item = self._grid.itemAtPosition(0, number)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setVisible(bool(present))

    def _made(self, file: LateFile) -> "_FileRow":
        made = _FileRow(file, self._grid, self._next)
        self._next += 1
        made.kept.connect(self._keep)
        made.removed.connect(self._remove)
        return made

    def _add(self, _key: str, code: str) -> None:
        if self._state and code:
            noting = partial(note_late_file, visit_id=self._state.visit.id, code=code)
            self.kept.emit(Keeping(noting, self.adding, code, lambda file: f"file:{file.id}:due"))

    def _keep(self, file: LateFileId, field: KeptField, text: str) -> None:
        if self._state:
            keeping = partial(
                change_late_file,
                visit_id=self._state.visit.id,
                file_id=file,
                field=field.key.rpartition(":")[2],
                text=text,
            )
            self.kept.emit(Keeping(keeping, field, text))

    def _remove(self, file: LateFileId) -> None:
        if self._state:
            self.adding.editor.setFocus()  # what has the keyboard goes away
            self.kept.emit(Keeping(partial(remove_late_file, visit_id=self._state.visit.id, file_id=file)))


class _FileRow(QWidget):
    """The fields of one file, laid into the grid of them all; it has no looks of its own."""

    kept = Signal(object, object, str)
    removed = Signal(object)

    def __init__(self, file: LateFile, grid: QGridLayout, line: int) -> None:
        super().__init__()
        self._key = file.id
        self.fields: dict[str, KeptLine] = {}
        for number, (key, words) in enumerate(_FIELDS):
            hint = tr(_DATE) if key in ("received", "due", "done") else ""
            field = KeptLine(f"file:{file.id}:{key}", f"{tr(words)} {file.code}", hint=hint, bare=True)
            field.left.connect(partial(self._tell, field))
            self.fields[key] = field
            grid.addWidget(field, line, number)
        self._days = label(look="strong")
        grid.addWidget(self._days, line, len(_FIELDS))
        self._remove = button("✕", "flat")
        self._remove.clicked.connect(lambda: self.removed.emit(self._key))
        grid.addWidget(self._remove, line, len(_FIELDS) + 1)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops in the line."""
        return (*(field.editor for field in self.fields.values()), self._remove)

    def show_file(self, state: FieldState, file: LateFile) -> None:
        """Show what is noted of the file."""
        for key, value in file_values(file).items():
            self.fields[key].show_value(value)
            self.fields[key].editor.setEnabled(state.can_enter)
        self._days.setText("" if file.days is None else str(file.days))
        words = tr("Remove {name}", name=file.code)
        self._remove.setAccessibleName(words)
        self._remove.setToolTip(words)
        self._remove.setVisible(state.can_enter)

    def remove_from(self, grid: QGridLayout) -> None:
        """Take the line off the screen."""
        for part in (*self.fields.values(), self._days, self._remove):
            grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.deleteLater()

    def _tell(self, field: KeptField, _key: str, text: str) -> None:
        self.kept.emit(self._key, field, text)
