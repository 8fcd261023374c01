"""What a policy is called, for whom it is, and from which day to which it is in force."""

from collections.abc import Mapping
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.drafts import Document, at, day_value, put
from evalapp.domain.policy.problems import Path
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.forms import FieldSpec, Form
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.screens.policies.forms_state import FORM_WORDS
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.entering import FieldError

IDENTITY_PARTS = frozenset(
    {"code", "title", "unit", "version", "effective_from", "effective_to", "jurisdiction", "extends", "basis"}
)
_DAYS = ("effective_from", "effective_to")
_FORM = "form:"
_WIDEST = 640

ACTIONS: tuple[ActionSpec[OpenState], ...] = (
    ActionSpec("identity.save", N_("Apply"), primary=True, shown=lambda state: state.editable),
)


def fields_of(state: OpenState) -> tuple[FieldSpec, ...]:
    """The fields of the page."""
    fixed = not state.editable
    forms = at(state.document, ("forms",), [])
    return (
        FieldSpec("title", N_("Title"), fixed=fixed),
        FieldSpec("code", N_("Code"), fixed=fixed),
        FieldSpec("unit", N_("Unit"), fixed=True),
        FieldSpec("effective_from", N_("In force from"), hint=N_("dd/mm/yyyy"), fixed=fixed),
        FieldSpec("effective_to", N_("In force to"), hint=N_("dd/mm/yyyy, or empty"), fixed=fixed),
        *(
            FieldSpec(f"{_FORM}{number}", FORM_WORDS.get(str(form.get("code")), N_("Form")), fixed=fixed)
            for number, form in enumerate(forms)
        ),
    )


def values_of(document: Document) -> dict[str, str]:
    """What is filled in."""
    values = {key: str(document.get(key) or "") for key in ("title", "code", "unit")}
    for key in _DAYS:
        text = str(document.get(key) or "")
        year, _, rest = text.partition("-")
        month, _, day = rest.partition("-")
        values[key] = f"{day}/{month}/{year}" if day else text
    for number, form in enumerate(at(document, ("forms",), [])):
        values[f"{_FORM}{number}"] = str(form.get("title", ""))
    return values


def with_values(document: Document, values: Mapping[str, str]) -> dict[str, Any]:
    """The document with what was filled in; a refusal says at which field."""
    changed = dict(document)
    for key in ("title", "code"):
        changed = put(changed, (key,), values[key].strip())
    for key in _DAYS:
        try:
            changed = put(changed, (key,), day_value(values[key]))
        except UserError as error:
            raise FieldError(key, error) from error
    for key, value in values.items():
        if key.startswith(_FORM):
            changed = put(changed, ("forms", int(key.removeprefix(_FORM)), "title"), value.strip())
    return changed


class IdentityPage(PolicyPanel):
    """Title, code, dates, and the titles that the forms are printed with."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self._state: OpenState | None = None
        self._shown: tuple[object, ...] = ()
        self.form = Form(tr("Title and dates"))
        self.form.setMaximumWidth(_WIDEST)
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._frame = label(look="muted", wrap=True)
        self._frame.setMaximumWidth(_WIDEST)
        layout = column(self, self._frame, self.form, row(self.actions_bar, None), spacing=MEDIUM)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.form)

    def render_state(self, state: OpenState) -> None:
        """Fill in what the document says; what is typed stays while nothing else changed it."""
        self._state = state
        frame = state.frame
        words = ""
        if frame is not None:
            words = tr("Inside the frame of {policy}: {title}", policy=frame.code, title=frame.title)
        self._frame.setText(words)
        self._frame.setVisible(bool(words))
        shown = (state.editable, *values_of(state.document).items())
        if shown != self._shown:
            self._shown = shown
            self.form.show_fields(fields_of(state), values_of(state.document))
        self.form.mark({str(fault.path[0]): fault.reason for fault in state.faults if len(fault.path) == 1})
        self.actions_bar.show_state(state)

    def show_place(self, path: Path) -> None:
        """Go to the field that a path is about."""
        keys = [spec.key for spec in fields_of(self._state)] if self._state else []
        if path and str(path[0]) in keys:
            self.form.field(str(path[0])).setFocus()
        else:
            self.form.begin()

    def _do(self, _key: str) -> None:
        self._save()

    def _save(self) -> None:
        if self._state is None or not self._state.editable:
            return
        try:
            document = with_values(
                self._state.document, {**values_of(self._state.document), **self.form.values}
            )
        except FieldError as error:
            self.form.mark({error.field: tr_error(error)})
            return
        self.edited.emit(document)
