"""The panel in which a worked example is made: typed, or taken from somebody's closed month."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.model import Policy
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label, still
from evalapp.ui.kit.pickers import ChoicePicker
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.policies.examples_state import (
    FORM,
    MONTH,
    PERSON,
    TITLE,
    PeopleChoices,
    typed_example,
    typed_fields,
    typed_outcome,
)
from evalapp.ui.screens.policies.fact_fields import on_change
from evalapp.usecases.draft_cases import add_case, add_case_of_person

_NARROWEST = 340

ACTIONS: tuple[ActionSpec[bool], ...] = (
    ActionSpec("example.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "example.save",
        N_("Add the example"),
        shortcut="Ctrl+Return",
        primary=True,
        allowed=lambda can_save: can_save,
    ),
)


class ExamplePanel(QFrame):
    """Fills in one new example, and says what comes out of it while it is typed."""

    left = Signal()
    asked = Signal(object)  # the use case that adds the example; the screen knows the draft
    month_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._policy: Policy | None = None
        self._people: PeopleChoices | None = None
        self._title = label(look="strong", wrap=True)
        self._outcome = label(wrap=True)
        self._outcome.setAccessibleName(tr("What comes out"))
        self.form = Form(tr("The example"))
        self.form.submitted.connect(self._save)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        layout = column(
            self, self._title, self._outcome, self.form, self.actions_bar, margin=LARGE, spacing=MEDIUM
        )
        layout.setStretch(2, 1)
        layout.addStretch()
        still(self._title, self._outcome)
        self.hide()

    def type_one(self, policy: Policy) -> None:
        """Offer the fields of an example that is typed."""
        self._people = None
        self._title.setText(tr("New example"))
        self._show_typed(policy, {FORM: policy.forms[0].code})
        self.actions_bar.show_state(True)
        self.show()
        self.form.begin()

    def take_month(self, choices: PeopleChoices) -> None:
        """Offer the closed months and the people of the one chosen."""
        self._policy, self._people = None, choices
        self._title.setText(tr("An example from a person's month"))
        self._outcome.setText(
            tr("The points and facts of that month are copied, the name is not. What comes out is expected.")
            if choices.people
            else tr("No month is closed yet that an example could be taken from.")
        )
        self.form.show_fields(choices.fields, choices.values)
        month = self.form.field(MONTH)
        if isinstance(month, ChoicePicker):
            month.chosen.connect(self._choose_month)
        self.actions_bar.show_state(bool(choices.people))
        self.show()
        self.form.begin()

    def refresh(self, policy: Policy | None) -> None:
        """The policy was edited: what is typed stays, and comes out by the new one."""
        if self._policy is not None and policy is not None and policy.hash != self._policy.hash:
            self._show_typed(policy, self.form.values)

    def _show_typed(self, policy: Policy, values: Mapping[str, str]) -> None:
        self._policy = policy
        form = policy.form(values[FORM]) or policy.forms[0]
        specs = typed_fields(policy, form)
        self.form.show_fields(specs, {**values, FORM: form.code})
        on_change(self.form, (spec.key for spec in specs), self._show_outcome)
        picker = self.form.field(FORM)
        if isinstance(picker, ChoicePicker):
            picker.chosen.connect(self._choose_form)
        self._show_outcome()

    def _choose_form(self, form: str) -> None:
        if self._policy is not None:
            self._show_typed(self._policy, {**self.form.values, FORM: form})
            self.form.field(FORM).setFocus()

    def _choose_month(self, month: str) -> None:
        self.month_chosen.emit(int(month))

    def _show_outcome(self) -> None:
        if self._policy is not None:
            self._outcome.setText(typed_outcome(self._policy, self.form.values))

    def _do(self, key: str) -> None:
        {"example.leave": self.left.emit, "example.save": self._save}[key]()

    def _save(self) -> None:
        values = self.form.values
        if self._people is not None:
            if values[PERSON]:
                unit, _, period = self._people.months[int(values[MONTH])]
                self.asked.emit(partial(add_case_of_person, unit=unit, period=period, person=values[PERSON]))
            return
        if not values[TITLE].strip():
            self.form.mark({TITLE: tr("Say in a few words what the example shows.")})
            return
        self.form.mark({})
        try:
            self.asked.emit(partial(add_case, new=typed_example(values)))
        except UserError as error:
            self._outcome.setText(f"✕ {tr_error(error)}")
