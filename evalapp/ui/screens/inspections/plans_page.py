"""The page of decisions and plans: who may visit what, and what is due."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QFrame

from evalapp.base.columns import Tone
from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.values import as_date
from evalapp.domain.inspection_teams import Part, PlannedVisit, Team
from evalapp.domain.inspections import VisitKind, visit_kind_in
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import Form
from evalapp.ui.kit.labels import column, label, row, still
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.inspections.page import InspectionPage
from evalapp.ui.screens.inspections.plans_columns import PLAN_COLUMNS, TEAM_COLUMNS
from evalapp.ui.screens.inspections.plans_state import PLAN, TEAM, PlansState, ShownPlan, ShownTeam, kind_key
from evalapp.ui.shell.half_typed import Aside, HalfTypedLine
from evalapp.ui.shell.routes import Desk, Place
from evalapp.usecases.people import list_people
from evalapp.usecases.teams import (
    drop_planned,
    list_planned,
    list_teams,
    member_named,
    plan_visit,
    record_team,
)
from evalapp.usecases.units import list_units

PLAN_ACTIONS: tuple[ActionSpec[PlansState], ...] = (
    ActionSpec("plans.drop", N_("Drop…"), allowed=lambda state: state.can_drop),
    ActionSpec("plans.team", N_("New decision"), shortcut="Ctrl+E", allowed=lambda state: state.can_enter),
    ActionSpec(
        "plans.plan",
        N_("Plan a visit"),
        shortcut="Ctrl+N; F9",
        primary=True,
        allowed=lambda state: state.can_enter,
    ),
)
_PANEL_ACTIONS: tuple[ActionSpec[PlansState], ...] = (
    ActionSpec("plans.leave", N_("Close"), shortcut="Esc"),
    ActionSpec("plans.save", N_("Save"), shortcut="Ctrl+Return", primary=True),
)


_PANEL_WIDTH, _NARROWEST = 340, 300


class PlansPage(InspectionPage):
    """Decisions above, plans below, and what is filled in beside them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: PlansState | None = None
        self.actions_bar = ActionBar(PLAN_ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.teams: Table[ShownTeam] = Table(TEAM_COLUMNS, lambda line: line.team.id, tr("Decisions"))
        self.teams.say_nothing(tr("Decisions that set up inspection teams stand here once they are entered."))
        self.plans: Table[ShownPlan] = Table(PLAN_COLUMNS, lambda line: line.planned.id, tr("Plans"))
        self.plans.say_nothing(tr("Planned inspections stand here, with what is overdue. Ctrl+N plans one."))
        self._sums = label(look="muted")
        self.panel = QFrame()
        self.panel.setProperty("look", "card")
        self.panel.setMinimumWidth(px(_NARROWEST))
        self._title = label(look="title", wrap=True)
        self._reason = label(look="refused", wrap=True)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.half_typed = HalfTypedLine(desk.tasks, self.form)
        self._panel_bar = ActionBar(_PANEL_ACTIONS)
        self._panel_bar.triggered.connect(self._do)
        above = (self._title, self.half_typed, self._reason)
        layout = column(self.panel, *above, self.form, self._panel_bar, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(len(above), 1)
        layout.addStretch()
        still(self._title, self._reason)
        lists = QFrame()
        inner = column(
            lists,
            label(tr("Decisions"), "title"),
            self.teams,
            label(tr("Plans"), "title"),
            self.plans,
            self._sums,
        )
        inner.setStretch(1, 1)
        inner.setStretch(3, 2)
        split = beside(lists, self.panel, widths=(800, _PANEL_WIDTH))
        self.panel.hide()
        layout = column(self, row(None, self.actions_bar), split)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.plans)

    @property
    def state(self) -> PlansState | None:
        """What is shown."""
        return self._state

    def load(self, place: Place) -> None:
        """Read decisions and plans."""
        if self._state is None:
            self.render_state(PlansState(place))
        self._desk.tasks.load(partial(_read, place=place), done=self._show_loaded, owner=self)

    def render_state(self, state: PlansState) -> None:
        """The only method that changes what is on screen."""
        before = self._state.entering if self._state else None
        self._state = state
        self.actions_bar.show_state(state)
        self.teams.show_rows(state.team_lines)
        self.plans.show_rows(state.plan_lines)
        self._sums.setText(state.sums if state.planned else tr("Nothing is planned yet."))
        entering = state.entering
        self.panel.setVisible(entering is not None)
        if entering is None:
            return
        self.form.title = entering.title
        self._title.setText(entering.title)
        if before is None or before.what != entering.what:
            self.form.show_fields(state.fields, entering.values)
            self.form.begin()
            self.half_typed.begin(Aside(f"plans/{entering.what}", is_new=True))
        self._reason.setText("✕ " + entering.refusal if entering.refusal else "")
        self._reason.setVisible(bool(entering.refusal))
        self._panel_bar.show_state(state)

    def _show_loaded(self, loaded: PlansState) -> None:
        entering = self._state.entering if self._state else None
        self.render_state(replace(loaded, entering=entering))

    def _do(self, key: str) -> None:
        {
            "plans.team": partial(self._begin, TEAM),
            "plans.plan": partial(self._begin, PLAN),
            "plans.drop": self._drop,
            "plans.leave": self._give_up,
            "plans.save": self._save,
        }[key]()

    def _begin(self, what: str) -> None:
        if self._state and self._state.can_enter:
            self.render_state(self._state.began(what))

    def _give_up(self) -> None:
        if self.half_typed.may_leave(self._desk.dialogs):
            self._leave()

    def _leave(self) -> None:
        self.half_typed.end()
        self._desk.tell("", Tone.BAD)  # what was refused is over with the form that it was about
        if self._state:
            self.render_state(replace(self._state, entering=None))
            self.plans.setFocus()

    def _save(self) -> None:
        state = self._state
        if state is None or state.entering is None:
            return
        saving = partial(_saved, what=state.entering.what, values=self.form.values)
        self._desk.tasks.run(saving, label=tr("Saving"), done=self._done, owner=self, refused=self._refuse)

    def _done(self, _outcome: Team | PlannedVisit) -> None:
        self._leave()

    def _refuse(self, error: UserError) -> None:
        state = self._state
        if state and state.entering:
            at = {error.field: tr_error(error)} if isinstance(error, FieldError) else {}
            refusal = "" if at else tr_error(error)
            self.render_state(replace(state, entering=replace(state.entering, refusal=refusal)))
            self.form.mark(at)

    def _drop(self) -> None:
        line = self.plans.current()
        if line is None:
            return
        reason = self._desk.dialogs.reason(
            tr("Drop this planned visit?"),
            tr(
                "{plan}: {unit}. It stays in the plan with the reason.",
                plan=line.planned.plan,
                unit=line.unit_name,
            ),
            tr("Drop"),
        )
        if reason:
            dropping = partial(drop_planned, planned_id=line.planned.id, reason=reason)
            self._desk.tasks.run(dropping, label=tr("Saving"), done=self._done, owner=self)


def _read(work: Work, *, place: Place) -> PlansState:
    return PlansState(
        place,
        work.today,
        tuple(list_teams(work)),
        tuple(list_planned(work)),
        tuple(list_units(work)),
        tuple(list_people(work)),
        work.may(Right.LOG_INSPECTIONS),
        loaded=True,
    )


def _saved(work: Work, *, what: str, values: Mapping[str, str]) -> Team | PlannedVisit:
    asked = N_("Write from which day to which, as dd/mm/yyyy.")
    since, until = _day(values, "since", asked), _day(values, "until", asked)
    if what == PLAN:
        if not values["unit"] or not values["kind"]:
            raise UserError(N_("Choose the unit and the kind of inspection."))
        return plan_visit(
            work,
            plan=values["plan"],
            kind=visit_kind_in(values["kind"]),
            unit=work.units.by_code(values["unit"]).id,
            since=since,
            until=until,
            subject=values["subject"],
        )
    day = _day(values, "day", N_("Write on which day the decision was signed, as dd/mm/yyyy."))
    heads = [text for text in (values["head"], values["outsider"].strip()) if text]
    members = [member_named(work, text, Part.HEAD) for text in heads]
    members += [member_named(work, text) for text in values["members"].split(";") if text.strip()]
    return record_team(
        work,
        number=values["number"],
        day=day,
        since=since,
        until=until,
        members=members,
        issuer=values["issuer"],
        subject=values["subject"],
        kinds=_kinds(values),
        units=[code.strip() for code in values["units"].split(";") if code.strip()],
    )


def _day(values: Mapping[str, str], key: str, asked: str) -> date:
    """The day in a field; a refusal is marked there."""
    try:
        day = as_date(values[key].strip() or None)
    except UserError as error:
        raise FieldError(key, error) from error
    if day is None:
        raise FieldError(key, UserError(asked))
    return day


def _kinds(values: Mapping[str, str]) -> frozenset[VisitKind]:
    """The kinds that are ticked; a team that may make visits of every kind names none."""
    ticked = frozenset(kind for kind in VisitKind if values[kind_key(kind)])
    if not ticked:
        raise UserError(N_("Tick which kinds of inspection the team makes."))
    return frozenset() if len(ticked) == len(VisitKind) else ticked
