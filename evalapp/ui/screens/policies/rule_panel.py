"""The panel of one rule: its sentence with controls, the fields beside it, what has to be mended, a trial."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from evalapp.base.errors import FieldError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.drafts import Document
from evalapp.domain.policy.place_words import place_text
from evalapp.domain.policy.rule_kinds import Rule, rule_at
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label, row
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.policies.opened import Fault, OpenState
from evalapp.ui.screens.policies.rule_trial_panel import RuleTrialPanel
from evalapp.ui.screens.policies.rules_state import RuleLine, fields_of, values_of, with_values
from evalapp.ui.screens.policies.sentence_editor import SentenceEditor, control_at

_NARROWEST = 340
_LOW, _LOWEST = 420, 250  # pixels
_SLIM, _LOW_SLIM = 440, 600  # a narrow panel needs more height for the same words
_FILLED = 96  # pixels: the first of the fields under the sentence
_SAID_LOW, _TOLD_LOW = 64, 18  # pixels: one of each, where there is little height
_SAID = 120  # pixels: three lines of the sentence, which keeps them whatever is filled in
_TOLD = 36  # pixels: two lines of what is to be mended
_IN_CONDITION = frozenset({"fact", "test", "value", "all", "any", "not"})

ACTIONS: tuple[ActionSpec[OpenState], ...] = (
    ActionSpec(
        "rule.save", N_("Apply"), shortcut="Ctrl+Return", primary=True, shown=lambda state: state.editable
    ),
)


_SENTENCE, _DETAILS, _TRIAL = -1, 0, 1  # what is shown of a rule


class RulePanel(QFrame):
    """Shows one rule, and edits it where it can be.

    Its sentence stands above the rest; where there is little height it is one of three things to turn to.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._line: RuleLine | None = None
        self._document: Document = MappingProxyType({})
        self._filled: tuple[object, ...] = ()
        self._values: Mapping[str, str] = MappingProxyType({})
        self._title = label(look="strong", wrap=True)
        self.editor = SentenceEditor()
        self.editor.edited.connect(self._take_sentence)
        self.editor.refused.connect(self._say)
        self._refused = label(look="refused", wrap=True)
        self._refused.hide()
        self._faults = label(look="refused", wrap=True)
        self.form = Form(tr("The rule"))
        self.form.submitted.connect(self._save)
        self.trial = RuleTrialPanel()
        self.sides = Segments(tr("What is shown of the rule"))
        self._side, self._is_low = _SENTENCE, False
        self.sides.chosen.connect(self.turn)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.trial)
        self._stack.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        )  # it has what is left
        self._stack.setMinimumHeight(px(_FILLED))
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        said, told = QWidget(), QWidget()
        column(said, self.editor)
        column(told, self._refused, self._faults, self._title, spacing=MEDIUM)
        self._said = Fitting(said, _SAID, tr("The rule"))
        self._said.setMinimumHeight(px(_SAID))
        self._told = Fitting(told, _TOLD, tr("What is to be mended"))
        layout = column(
            self,
            self._said,
            self._told,
            row(self.sides, None, self.actions_bar),
            self._stack,
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.setStretch(3, 1)
        layout.addStretch()
        self._show_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the controls of the sentence come before the sentence in words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = px(_LOW_SLIM if self.width() < px(_SLIM) else _LOW)
        if self._is_low != (self.height() < low):
            self._is_low = not self._is_low
            self._show_side()
        is_read = self._line is not None and not self.actions_bar.action("rule.save").isVisible()
        self._title.setVisible(not self._is_low or is_read)
        is_lowest = self.height() < px(_LOWEST)
        self._said.setMinimumHeight(px(_SAID_LOW if is_lowest else _SAID))
        self._told.keep(px(_TOLD_LOW if is_lowest else _TOLD))
        self._told.setVisible(not all(each.isHidden() for each in (self._refused, self._faults, self._title)))

    def show_rule(self, state: OpenState, line: RuleLine | None) -> None:
        """Show this rule; what is typed in its fields stays while nothing else changed them."""
        self.setVisible(line is not None and line.rule is not None)
        if line is None or line.rule is None:
            self._line = None
            return
        is_other = self._line is None or self._line.path != line.path
        self._line, self._document = line, state.document
        if is_other:
            self._say("")
            about = {fault.path[len(line.path) :][:1] for fault in line.faults}
            if about:  # where what is missing is filled in
                self.turn(_SENTENCE if about == {(line.rule.kind.condition,)} else _DETAILS)
        self._title.setText(line.text)
        self.editor.show_rule(line.rule, state.document, editable=state.editable)
        self.editor.mark(dict(_placed(line.rule, line.faults)))
        self._faults.setText("\n".join(f"✕ {_said(fault)}" for fault in line.faults))
        self._faults.setVisible(bool(line.faults))
        specs, values = (
            fields_of(line.rule, state.document, fixed=not state.editable),
            values_of(line.rule, state.document),
        )
        filled = (line.path, specs, tuple(values.items()))
        if filled != self._filled:
            self._filled, self._values = filled, values
            self.form.show_fields(specs, values)
        self.trial.show_rule(state, line.rule)
        self.actions_bar.show_state(state)
        self._fit()

    def turn(self, side: int) -> None:
        """Show the fields (0) or the trial (1), or where there is little height the sentence (-1)."""
        self._side = side
        self._show_side()

    def _show_side(self) -> None:
        choices = [Choice(_DETAILS, tr("Details and article")), Choice(_TRIAL, tr("Try it"))]
        side = self._side if self._is_low else max(self._side, _DETAILS)
        self.sides.show_choices(
            [Choice(_SENTENCE, tr("Sentence")), *choices] if self._is_low else choices, side
        )
        self._said.setVisible(not self._is_low or side == _SENTENCE)
        self._stack.setVisible(side != _SENTENCE)
        self._stack.setCurrentIndex(max(side, _DETAILS))

    def begin(self) -> None:
        """Put the cursor into the sentence."""
        if self._is_low:
            self.turn(_SENTENCE)
        self.editor.begin()

    def _say(self, reason: str) -> None:
        self._refused.setText(f"✕ {reason}" if reason else "")
        self._refused.setVisible(bool(reason))
        self._fit()

    def _take_sentence(self, document: Document) -> None:
        """An edit in the sentence; what is typed in the fields and can be taken goes along."""
        rule = rule_at(document, self._line.path) if self._line else None
        typed = {key: value for key, value in self.form.values.items() if value != self._values.get(key, "")}
        if rule is not None and typed:
            try:
                document = with_values(document, rule, typed)
            except FieldError as error:
                self.form.mark({error.field: tr_error(error)})
        self.edited.emit(document)

    def _do(self, _key: str) -> None:
        self._save()

    def _save(self) -> None:
        line = self._line
        if line is None or line.rule is None:
            return
        values: Mapping[str, str] = self.form.values
        try:
            document = with_values(self._document, line.rule, values)
        except FieldError as error:
            self.form.mark({error.field: tr_error(error)})
            return
        self.form.mark({})
        if document != self._document:
            self.edited.emit(document)


def _said(fault: Fault) -> str:
    """A fault as it is said at the rule, with its field where it has one."""
    key = fault.path[-1] if fault.path else ""
    place = place_text((key,)) if isinstance(key, str) and key not in _IN_CONDITION else ""
    return f"{place}: {fault.reason}" if place else fault.reason


def _placed(rule: Rule, faults: tuple[Fault, ...]) -> Iterator[tuple[str, str]]:
    """Each fault at the control that it is about."""
    for fault in faults:
        key, *inside = fault.path[len(rule.path) :] or ("",)
        yield (control_at(inside) if key == rule.kind.condition else str(key)), fault.reason
