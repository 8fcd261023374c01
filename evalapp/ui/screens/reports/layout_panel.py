"""The panel beside a report in which its unit's papers are laid out; the preview shows what comes of it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from evalapp.base.columns import Tone
from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.values import as_date
from evalapp.domain.layouts import DISPENSABLE, Layout
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import YES, FieldKind, FieldSpec, Form
from evalapp.ui.kit.labels import column, label, still
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.reports.state import ReportsState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.layouts import keep_layout, keep_logo

_LOGO_MENU = N_("Logo")
_ACTIONS: tuple[ActionSpec[ReportsState], ...] = (
    ActionSpec("layout.logo", N_("Logo…"), menu=_LOGO_MENU, allowed=lambda state: not state.busy),
    ActionSpec("layout.no_logo", N_("Without logo"), menu=_LOGO_MENU, allowed=lambda state: not state.busy),
    ActionSpec("layout.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "layout.save",
        N_("Save"),
        shortcut="Ctrl+Return",
        primary=True,
        allowed=lambda state: not state.busy,
    ),
)
_FIELDS = (
    FieldSpec("superior", N_("Superior body, as printed")),
    FieldSpec("name", N_("Unit, as printed")),
    FieldSpec("place", N_("Place on papers")),
    FieldSpec(
        "signer_title",
        N_("Signs as"),
        hint=N_("TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH; PHÓ CHỦ TỊCH: a line each"),
    ),
    FieldSpec("signer", N_("Who signs")),
    FieldSpec("title", N_("Title of the month's summary"), hint=N_("empty: as the program has it")),
    FieldSpec("recipients", N_("Recipients"), hint=N_("one after another, parted by “;”")),
    FieldSpec("since", N_("Applies from"), hint=N_("dd/mm/yyyy; empty: always")),
)
_NARROWEST = 320
_PICTURES = "JPEG, PNG (*.jpg *.jpeg *.png)"


class LayoutPanel(QFrame):
    """What stands on the papers of a unit, field by field."""

    left = Signal()
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._desk = desk
        self._state: ReportsState | None = None
        self._title = label(look="title", wrap=True)
        self._logo = ""
        self._logo_line = label(look="muted", wrap=True)
        self.form = Form(tr("Layout of papers"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(_ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self,
            self._title,
            self.form,
            self._logo_line,
            self.actions_bar,
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.setStretch(1, 1)
        layout.addStretch()
        still(self._title, self._logo_line)

    def render_state(self, state: ReportsState) -> None:
        """Show the fields of the unit's layout when it is begun; nothing otherwise."""
        begins = state.layout is not None and (self._state is None or self._state.layout is None)
        self._state = state
        self.setVisible(state.layout is not None)
        if state.layout is not None and begins:
            self._title.setText(tr("Layout of papers of {unit}", unit=state.place.unit or ""))
            self.form.show_fields((*_FIELDS, *_columns()), _values(state.layout))
            self.form.begin()
            self._show_logo(state.layout.logo)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {
            "layout.leave": self.left.emit,
            "layout.logo": self._choose_logo,
            "layout.no_logo": partial(self._show_logo, ""),
            "layout.save": self._save,
        }[key]()

    def _choose_logo(self) -> None:
        state = self._state
        file = self._desk.dialogs.open_file(tr("Logo of the unit"), _PICTURES)
        if state is None or file is None:
            return
        keeping = partial(_logo_kept, unit=state.place.unit or "", file=file)
        self._desk.tasks.run(keeping, label=tr("Reading"), done=self._show_logo, owner=self)

    def _show_logo(self, logo: str) -> None:
        """What the papers will carry once the layout is saved."""
        self._logo = logo
        self._logo_line.setText(tr("Papers carry the unit's logo.") if logo else tr("Papers carry no logo."))

    def _save(self) -> None:
        state = self._state
        if state is None or state.layout is None:
            return
        saving = partial(_kept, unit=state.place.unit or "", values=self.form.values, logo=self._logo)
        self._desk.tasks.run(
            saving, label=tr("Saving"), done=self._done, owner=self, refused=self._mark_refused
        )

    def _done(self, _layout: Layout) -> None:
        self.saved.emit()

    def _mark_refused(self, error: UserError) -> None:
        if isinstance(error, FieldError):
            self.form.mark({error.field: tr_error(error)})
        else:
            self._desk.tell(tr_error(error), Tone.BAD)


def _columns() -> list[FieldSpec]:
    """The columns that lists may do without, each with a mark while it is shown."""
    return [
        FieldSpec(title, tr("Lists show “{title}”", title=title), FieldKind.CHECK) for title in DISPENSABLE
    ]


def _values(layout: Layout) -> dict[str, str]:
    return {
        "superior": layout.superior,
        "name": layout.name,
        "place": layout.place,
        "signer_title": layout.signer_title,
        "signer": layout.signer,
        "title": layout.title,
        "recipients": "; ".join(layout.recipients),
        "since": layout.since.strftime("%d/%m/%Y") if layout.since else "",
        **{title: "" if title in layout.hidden else YES for title in DISPENSABLE},
    }


def _logo_kept(work: Work, *, unit: str, file: Path) -> str:
    return keep_logo(work, unit=work.units.by_code(unit).id, file=file)


def _kept(work: Work, *, unit: str, values: Mapping[str, str], logo: str) -> Layout:
    layout = Layout(
        day_of(values["since"]),
        values["superior"],
        values["name"],
        values["place"],
        values["signer_title"],
        values["signer"],
        tuple(values["recipients"].split(";")),
        logo,
        values["title"],
        tuple(title for title in DISPENSABLE if values[title] != YES),
    )
    return keep_layout(work, unit=work.units.by_code(unit).id, layout=layout)


def day_of(text: str) -> date | None:
    """From which day something holds, as the field has it; empty means always."""
    try:
        return as_date(text.strip() or None)
    except UserError as error:
        raise FieldError("since", error) from error
