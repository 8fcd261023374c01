"""The forms of a policy: the rows of one as a tree that is edited in place, with its sums."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_, tr
from evalapp.domain.policy import draft_rows
from evalapp.domain.policy.drafts import parts_of
from evalapp.domain.policy.problems import Path
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.labels import chip, column, row, show_chip
from evalapp.ui.kit.pickers import Segments
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.policies.columns import ROWS
from evalapp.ui.screens.policies.forms_state import RowLine, form_choices, lines_of, total_words
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.screens.policies.row_editing import editing_of
from evalapp.ui.screens.policies.row_panel import RowPanel
from evalapp.ui.shell.routes import Desk

_PANEL_WIDTH = 340


class FormsState(Struct, frozen=True):
    """Which form is shown, and on which row the cursor is."""

    opened: OpenState
    form: int = 0
    line: RowLine | None = None
    is_detailed: bool = False

    @property
    def can_edit(self) -> bool:
        """Whether there is a form that may be changed."""
        return self.opened.editable and bool(parts_of(self.opened.document, ("forms",)))

    @property
    def on_row(self) -> bool:
        """Whether a row can be changed."""
        return self.can_edit and self.line is not None

    @property
    def can_split(self) -> bool:
        """Whether the row is one that is scored."""
        return self.on_row and self.line is not None and not self.line.has_rows and bool(self.line.code)


def _editable(state: FormsState) -> bool:
    return state.opened.editable


ACTIONS: tuple[ActionSpec[FormsState], ...] = (
    ActionSpec(
        "rows.add", N_("Add a row"), shortcut="Ins", allowed=lambda state: state.can_edit, shown=_editable
    ),
    ActionSpec(
        "rows.split", N_("Split"), shortcut="Ctrl+T", allowed=lambda state: state.can_split, shown=_editable
    ),
    ActionSpec("rows.details", N_("Details"), shortcut="F4", allowed=lambda state: state.line is not None),
    ActionSpec(
        "rows.up",
        N_("Move up"),
        shortcut="Alt+Up",
        menu=MORE_MENU,
        allowed=lambda state: state.on_row,
        shown=_editable,
    ),
    ActionSpec(
        "rows.down",
        N_("Move down"),
        shortcut="Alt+Down",
        menu=MORE_MENU,
        allowed=lambda state: state.on_row,
        shown=_editable,
    ),
    ActionSpec(
        "rows.remove",
        N_("Remove the row"),
        shortcut="Ctrl+Del",
        menu=MORE_MENU,
        allowed=lambda state: state.on_row,
        shown=_editable,
    ),
)


class FormsPage(PolicyPanel):
    """The rows of one form at a time."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self._state: FormsState | None = None
        self._column = 0
        self.forms = Segments(tr("Form"))
        self.forms.chosen.connect(self._choose)
        self.total = chip()
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[RowLine] = Table(ROWS, lambda line: line.place, tr("Rows of the form"))
        self.table.rows_model.edited.connect(self._take_typed)
        self.table.moved.connect(self._follow)
        self.table.opened.connect(self._open_details)
        self.panel = RowPanel()
        self.panel.left.connect(self._close_details)
        self.panel.edited.connect(self.edited)
        split = beside(self.table, self.panel, widths=(900, _PANEL_WIDTH))
        layout = column(
            self, row(self.forms, self.total, None, self.actions_bar, spacing=MEDIUM), split, spacing=MEDIUM
        )
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    @property
    def form(self) -> int:
        """Which form is shown, by its position."""
        return self._state.form if self._state else 0

    def render_state(self, state: OpenState) -> None:
        """Draw the rows of the form that is chosen."""
        before = self._state or FormsState(state)
        count = len(parts_of(state.document, ("forms",)))
        self._draw(replace(before, opened=state, form=min(before.form, max(count - 1, 0))))

    def show_place(self, path: Path) -> None:
        """Put the cursor on the row, and the column, that a path is about."""
        if self._state is None or path[:1] != ("forms",):
            return
        form = path[1] if len(path) > 1 and isinstance(path[1], int) else self._state.form
        self._draw(replace(self._state, form=form))
        place = path[3] if len(path) > 3 else None
        if isinstance(place, int):
            keys = [each.key for each in ROWS]
            key = str(path[4]) if len(path) > 4 else "code"
            self._go_to(place, keys.index(key) if key in keys else keys.index("label"))
        self.table.setFocus()

    def _draw(self, state: FormsState) -> None:
        self._state = state
        self.forms.show_choices(form_choices(state.opened), state.form)
        self.table.show_rows(lines_of(state.opened, state.form))
        show_chip(self.total, *total_words(state.opened, state.form))
        self._show_line(self.table.current())

    def _show_line(self, line: RowLine | None) -> None:
        """Let the buttons and the panel follow the row that the cursor is on."""
        if self._state is None:
            return
        self._state = replace(self._state, line=line)
        self.actions_bar.show_state(self._state)
        is_shown = self._state.is_detailed and line is not None
        editing = editing_of(self._state.form, line) if is_shown and line is not None else None
        self.panel.show_row(self._state.opened.document, editing)

    def _follow(self, line: RowLine) -> None:
        before = self._state.line if self._state else None
        if before is not None and line.place != before.place and not self.panel.let_go():
            return  # what was refused stays in the panel, with the reason
        if self._state is not None and line != self._state.line:
            self._show_line(line)

    def _choose(self, form: int) -> None:
        if self._state:
            self._draw(replace(self._state, form=form))

    def _open_details(self, _line: RowLine) -> None:
        self._turn_details(shown=True)

    def _close_details(self) -> None:
        self._turn_details(shown=False)

    def _turn_details(self, *, shown: bool) -> None:
        if self._state is None:
            return
        self._state = replace(self._state, is_detailed=shown)
        self._show_line(self.table.current())
        if shown:
            self.panel.begin()
        else:
            self.table.setFocus()

    def _take_typed(self, _before: RowLine, after: RowLine, _column: str) -> None:
        if self._state is None or after.typed is None:
            return
        key, value = after.typed
        document = self._state.opened.document
        if key == "code":
            self.edited.emit(draft_rows.rename_row(document, self._state.form, after.place, value))
        else:
            self.edited.emit(draft_rows.set_row(document, self._state.form, after.place, key, value))

    def _do(self, key: str) -> None:
        state = self._state
        if state is None:
            return
        document, form = state.opened.document, state.form
        place = state.line.place if state.line else None
        if key == "rows.add":
            self._edit(*draft_rows.add_row(document, form, place), column="label")
        elif key == "rows.details":
            self._turn_details(shown=not state.is_detailed)
        elif place is None:
            return
        elif key == "rows.split":
            self._edit(*draft_rows.split_row(document, form, place), column="label")
        elif key == "rows.remove":
            self._edit(draft_rows.remove_row(document, form, place), max(place - 1, 0))
        else:
            by = -1 if key == "rows.up" else 1
            self._edit(*draft_rows.move_row(document, form, place, by))

    def _edit(self, document: dict[str, Any], place: int, column: str = "") -> None:
        """Tell of an edit and put the cursor where it was made."""
        number = [each.key for each in ROWS].index(column) if column else self.table.currentIndex().column()
        self.edited.emit(document)
        self._go_to(place, number)
        self.table.setFocus()

    def _go_to(self, place: int, column: int) -> None:
        found = next((line for line in self.table.rows_model.rows if line.place == place), None)
        if found is not None:
            self.table.select(found, max(column, 0))
