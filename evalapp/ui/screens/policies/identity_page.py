"""What a policy is called, for whom and when it holds, its quotas and due days, its forms' titles."""

from PySide6.QtWidgets import QSizePolicy

from evalapp.base.errors import FieldError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.problems import Path
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.policies.identity_state import field_at, fields_of, values_of, with_values
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.panels import PolicyPanel
from evalapp.ui.shell.routes import Desk

_WIDEST = 640

ACTIONS: tuple[ActionSpec[OpenState], ...] = (
    ActionSpec("identity.save", N_("Apply"), primary=True, shown=lambda state: state.editable),
)


class IdentityPage(PolicyPanel):
    """Fields one under another, applied together."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self._state: OpenState | None = None
        self._shown: tuple[object, ...] = ()
        self.form = Form(tr("General"))
        self.form.limit(px(_WIDEST))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._frame = label(look="muted", wrap=True)
        self._frame.setMaximumWidth(px(_WIDEST))
        self._frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = column(self, self._frame, self.form, row(self.actions_bar, None), spacing=MEDIUM)
        layout.setStretch(1, 1)
        layout.addStretch()
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
        self.form.mark({field_at(state.document, fault.path): fault.reason for fault in state.faults})
        self.actions_bar.show_state(state)

    def show_place(self, path: Path) -> None:
        """Go to the field that a path is about."""
        keys = [spec.key for spec in fields_of(self._state)] if self._state else []
        key = field_at(self._state.document, path) if self._state else ""
        if key in keys:
            self.form.field(key).setFocus()
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
