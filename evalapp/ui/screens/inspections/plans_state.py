"""What the page of decisions and plans shows: teams with what they cover, and what is due."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.inspection_teams import PLAN_STATE_LABELS, PlannedVisit, PlanState, Team
from evalapp.domain.inspections import VISIT_KIND_LABELS, VisitKind
from evalapp.domain.people import Person
from evalapp.domain.units import Unit
from evalapp.ui.kit.forms import YES, FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.routes import Place

TEAM, PLAN = "team", "plan"
_TONES = {
    PlanState.DONE: Tone.OK,
    PlanState.OVERDUE: Tone.BAD,
    PlanState.DUE: Tone.WARN,
    PlanState.AHEAD: Tone.PLAIN,
    PlanState.DROPPED: Tone.MUTED,
}


def kind_key(kind: VisitKind) -> str:
    """The field that says whether a team may make visits of a kind."""
    return f"kind.{kind.value}"


class Entering(Struct, frozen=True):
    """What is being filled in: a decision or a line of a plan, and why some of it was refused."""

    what: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    refusal: str = ""

    @property
    def title(self) -> str:
        """What stands above the panel."""
        return tr("Decision that sets up a team") if self.what == TEAM else tr("Planned visit")


class ShownTeam(Struct, frozen=True):
    """A team as one line of the list."""

    team: Team
    scope: str
    is_valid: bool

    @property
    def state(self) -> tuple[str, Tone]:
        """Whether the decision holds today."""
        return (tr("In force"), Tone.OK) if self.is_valid else (tr("Not in force"), Tone.PLAIN)


class ShownPlan(Struct, frozen=True):
    """A planned visit as one line of the list."""

    planned: PlannedVisit
    unit_name: str
    today: date

    @property
    def state(self) -> tuple[str, Tone]:
        """Where it stands; the visit that did it by its number."""
        state = self.planned.state(self.today)
        words = tr(PLAN_STATE_LABELS[state])
        if self.planned.visit_number:
            words = f"{words}: {self.planned.visit_number}"
        return words, _TONES[state]


class PlansState(Struct, frozen=True):
    """Everything the page needs to draw itself."""

    place: Place
    today: date = date.min
    teams: tuple[Team, ...] = ()
    planned: tuple[PlannedVisit, ...] = ()
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    may_log: bool = False
    entering: Entering | None = None
    loaded: bool = False
    busy: bool = False

    @property
    def can_enter(self) -> bool:
        """Whether something may be filled in."""
        return self.may_log and self.loaded and not self.busy and self.entering is None

    @property
    def can_drop(self) -> bool:
        """Whether something planned may be dropped."""
        return self.can_enter and any(
            each.state(self.today) not in (PlanState.DONE, PlanState.DROPPED) for each in self.planned
        )

    @property
    def team_lines(self) -> tuple[ShownTeam, ...]:
        """The decisions, the newest first."""
        names = {unit.id: unit.name for unit in self.units}
        return tuple(
            ShownTeam(
                team,
                ", ".join(sorted(names.get(each, "?") for each in team.units)) or tr("Every unit"),
                team.is_valid_on(self.today),
            )
            for team in self.teams
        )

    @property
    def plan_lines(self) -> tuple[ShownPlan, ...]:
        """What is planned, in order of the last day."""
        names = {unit.id: unit.name for unit in self.units}
        return tuple(
            ShownPlan(each, names.get(each.unit, each.unit_code), self.today) for each in self.planned
        )

    @property
    def sums(self) -> str:
        """How much is due and overdue."""
        states = [each.state(self.today) for each in self.planned]
        told = N_("{due} due now, {overdue} overdue, {done} visited of {all} planned")
        return tr(
            told,
            due=states.count(PlanState.DUE),
            overdue=states.count(PlanState.OVERDUE),
            done=states.count(PlanState.DONE),
            all=len(states),
        )

    def began(self, what: str) -> "PlansState":
        """The same with a form to fill in."""
        period = self.place.period
        values = {
            "unit": self.place.unit or "",
            "kind": VisitKind.UNANNOUNCED.value if what == PLAN else "",
            "since": period.first_day.strftime("%d/%m/%Y"),
            "until": period.last_day.strftime("%d/%m/%Y"),
        }
        if what == TEAM:
            values |= {"units": "", "day": self.today.strftime("%d/%m/%Y")}
            values |= {kind_key(kind): YES for kind in VisitKind}
        return replace(self, entering=Entering(what, MappingProxyType(values)))

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields of what is being filled in."""
        if self.entering is None:
            return ()
        kinds = tuple(Choice(kind.value, tr(VISIT_KIND_LABELS[kind])) for kind in VisitKind)
        units = tuple(Choice(unit.code, unit.name, words=unit.code) for unit in self.units)
        since, until = FieldSpec("since", N_("From")), FieldSpec("until", N_("Until"))
        if self.entering.what == PLAN:
            return (
                FieldSpec("plan", N_("Plan"), hint=N_("such as 12/KH-UBND")),
                FieldSpec("unit", N_("Unit"), FieldKind.CHOICE, choices=units),
                FieldSpec("kind", N_("Kind of inspection"), FieldKind.CHOICE, choices=kinds),
                since,
                until,
                FieldSpec("subject", N_("What is looked at")),
            )
        people = tuple(Choice(each.code, f"{each.name} · {each.code}") for each in self.people)
        return (
            FieldSpec("number", N_("Number of the decision")),
            FieldSpec("day", N_("Signed on")),
            FieldSpec("issuer", N_("Issued by")),
            since,
            until,
            FieldSpec("head", N_("Head of the team"), FieldKind.CHOICE, choices=people),
            FieldSpec("outsider", N_("Head who is not in the lists"), hint=N_("name, title")),
            FieldSpec("members", N_("Other members"), hint=N_("codes or “name, title”, parted by ;")),
            FieldSpec(
                "units",
                N_("Units that are covered, with those below them"),
                hint=N_("codes, parted by ; – empty: every unit"),
            ),
            *(FieldSpec(kind_key(kind), VISIT_KIND_LABELS[kind], FieldKind.CHECK) for kind in VisitKind),
            FieldSpec("subject", N_("What is looked at")),
        )
