"""The panel beside a form's rows: everything about one row that does not fit into the table."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from evalapp.base.errors import FieldError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.drafts import Document
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label, still
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.policies.row_editing import RowEditing, fields_of, with_row

_NARROWEST = 320

ACTIONS: tuple[ActionSpec[RowEditing], ...] = (
    ActionSpec("row.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "row.save",
        N_("Apply"),
        shortcut="Ctrl+Return",
        primary=True,
        shown=lambda editing: editing.line.editable,
    ),
)


class RowPanel(QFrame):
    """Fills in one row of a form."""

    left = Signal()
    edited = Signal(object)  # the whole document with the row as it was filled in

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._editing: RowEditing | None = None
        self._document: Document = MappingProxyType({})
        self._title = label(look="strong", wrap=True)
        self.form = Form(tr("The row"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(self, self._title, self.form, self.actions_bar, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(1, 1)
        layout.addStretch()
        still(self._title)
        self.hide()

    @property
    def editing(self) -> RowEditing | None:
        """The row that is filled in."""
        return self._editing

    def show_row(self, document: Document, editing: RowEditing | None) -> None:
        """Fill in this row; the same one keeps what is typed."""
        before = self._editing
        self._editing, self._document = editing, document
        self.setVisible(editing is not None)
        if editing is None:
            return
        self.form.title = editing.title
        self._title.setText(editing.title)
        if before is None or replace(before, refused=editing.refused) != editing:
            self.form.show_fields(fields_of(editing), editing.values)
        self.form.mark(editing.refused)
        self.actions_bar.show_state(editing)

    def begin(self) -> None:
        """Put the cursor on the first field."""
        self.form.begin()

    def let_go(self) -> bool:
        """Keep what is typed before another row is shown; false where it was refused and stays."""
        editing = self._editing
        if (
            editing is None
            or not editing.line.editable
            or {**editing.values, **self.form.values} == dict(editing.values)
        ):
            return True
        self._save()
        return not (self._editing and self._editing.refused)

    def _do(self, key: str) -> None:
        {"row.leave": self.left.emit, "row.save": self._save}[key]()

    def _save(self) -> None:
        editing = self._editing
        if editing is None or not editing.line.editable:
            return
        values: Mapping[str, str] = {**editing.values, **self.form.values}
        try:
            document = with_row(self._document, editing, values)
        except FieldError as error:
            self._editing = editing.refuse(error.field, tr_error(error))
            self.form.mark(self._editing.refused)
            return
        self.edited.emit(document)
