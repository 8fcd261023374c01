"""Trying a rule: facts are typed, and what the rule does is seen at once."""

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.periods import Period
from evalapp.domain.policy.explain import reason_text, sentence
from evalapp.domain.policy.fact_words import fact_named
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.points import parse_points
from evalapp.domain.policy.problems import Path, PolicyError
from evalapp.domain.policy.reader import read_document
from evalapp.domain.policy.rule_kinds import FORM_WORDS, Rule
from evalapp.domain.policy.rule_trials import Trial, asked_facts, given_facts, tried
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.forms import FieldKind, FieldSpec, Form
from evalapp.ui.kit.labels import column, label, still
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.policies.fact_fields import fact_field, fact_typed, on_change
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.rule_counting import COUNTED, counting_fields, counting_words

_SAID = 36  # pixels: two lines of what comes out
_FORM, _TOTAL, _PERIOD = "form", "total", "period"
#: Rules that are tried with one person's facts, or by counting; the others say how a policy works.
_TRIED = frozenset({"gate", "consequence", "level", "head_cap"}) | COUNTED

_NOTHING = N_("There is nothing to try here: a month rated on “Trial on past months” shows what it does.")


class RuleTrialPanel(QWidget):
    """Facts in, and the level with the rule and without it."""

    def __init__(self) -> None:
        super().__init__()
        self._policy: Policy | None = None
        self._path: Path = ()
        self._shown: tuple[object, ...] = ()
        self.outcome = label(wrap=True)
        self.outcome.setAccessibleName(tr("What the rule does"))
        self.form = Form(tr("Facts to try the rule with"), keeps=False)
        said = Fitting(self.outcome, px(_SAID), self.outcome.accessibleName())
        layout = column(self, said, self.form, margin=MEDIUM, spacing=MEDIUM)
        layout.setStretch(1, 1)
        layout.addStretch()
        still(self.outcome)

    def show_rule(self, state: OpenState, rule: Rule) -> None:
        """Offer the facts of a rule; what was typed stays while the rule asks for the same."""
        self._path = rule.path
        if rule.path[0] not in _TRIED:
            self._show_words(tr(_NOTHING))
            return
        try:
            self._policy = read_document(state.document, {}, state.frame)
        except PolicyError:
            self._show_words(tr("Fix what is wrong first: then the rule can be tried."))
            return
        counts = rule.path[0] in COUNTED
        specs = (counting_fields if counts else _specs)(self._policy, rule.path)
        if (rule.path, specs) != self._shown:
            self._shown = (rule.path, specs)
            self.form.show_fields(specs, {_FORM: self._policy.forms[0].code})
            on_change(self.form, (spec.key for spec in specs), self.show_outcome)
        self.form.show()
        self.show_outcome()

    def show_outcome(self) -> None:
        """Say what comes out for what is filled in now."""
        if self._policy is None:
            return
        self.form.mark({})
        try:
            self.outcome.setText(self._said(self._policy))
        except UserError as error:
            self.outcome.setText(f"✕ {tr_error(error)}")

    def _said(self, policy: Policy) -> str:
        if self._path[0] in COUNTED:
            return counting_words(policy, self._path, self.form.values)
        return "\n".join(_told(self._tried(policy), policy, self._path))

    def _tried(self, policy: Policy) -> Trial:
        values = self.form.values
        form = policy.form(values[_FORM]) or policy.forms[0]
        total = parse_points(values[_TOTAL]) if values[_TOTAL].strip() else None
        period = Period.parse(values[_PERIOD]) if values[_PERIOD].strip() else None
        typed = {
            name: fact_typed(name, text) for name, text in values.items() if name in FACTS and text.strip()
        }
        return tried(
            policy, self._path, form=form, total=total, facts=given_facts(policy, typed), period=period
        )

    def _show_words(self, words: str) -> None:
        self._policy, self._shown = None, ()
        self.outcome.setText(words)
        self.form.hide()


def _specs(policy: Policy, path: Path) -> tuple[FieldSpec, ...]:
    forms = tuple(Choice(form.code, tr(FORM_WORDS[form.code])) for form in policy.forms)
    return (
        *(fact_field(name, policy) for name in asked_facts(policy, path)),
        FieldSpec(_FORM, N_("Form"), FieldKind.CHOICE, choices=forms),
        FieldSpec(_TOTAL, N_("Total"), hint=N_("empty: full points")),
        FieldSpec(_PERIOD, N_("Period"), hint=N_("such as 2018-07; empty: any")),
    )


def _told(trial: Trial, policy: Policy, path: Path) -> Iterable[str]:
    """The outcome in words: whether the rule applies, the level with it and without it, and why."""
    if trial.unknown and trial.verdict is None:
        names = [fact_named(name) for name in trial.unknown]
        yield tr("Not known yet: {missing}", missing=names)
    elif trial.verdict is not None:
        yield tr("The condition holds.") if trial.verdict else tr("The condition does not hold.")
    if path[0] == "consequence":
        yield (
            tr("It proposes: {label}", label=trial.proposed[0].label)
            if trial.proposed
            else tr("It proposes nothing.")
        )
        return
    yield tr(
        "With the rule: {level}. Without it: {other}.",
        level=_level(trial.with_rule),
        other=_level(trial.without_rule),
    )
    for entry in trial.with_rule.trace:
        if entry.step in ("gate", "head_cap", "level", "requires", "no_level"):
            yield f"– {sentence(entry).cited}"


def _level(rating: Rating) -> str:
    points = "" if rating.total is None else tr(" ({points} points)", points=Decimal(rating.total))
    return (rating.level or reason_text(rating) or tr("no level")) + points
