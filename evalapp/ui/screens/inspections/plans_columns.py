"""The columns of decisions and of plans."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.inspections import VISIT_KIND_LABELS
from evalapp.ui.screens.inspections.plans_state import ShownPlan, ShownTeam


def _kinds(line: ShownTeam) -> str:
    return ", ".join(sorted(tr(VISIT_KIND_LABELS[kind]) for kind in line.team.kinds)) or tr("All kinds")


def _head(line: ShownTeam) -> str | None:
    return line.team.head.name if line.team.head else None


def _state(line: ShownTeam | ShownPlan) -> str:
    return line.state[0]


def _tone(line: ShownTeam | ShownPlan) -> Tone:
    return line.state[1]


TEAM_COLUMNS: tuple[Column[ShownTeam], ...] = (
    Column("number", N_("Decision"), lambda line: line.team.number, width=96, wraps=True),
    Column("since", N_("From"), lambda line: line.team.since, width=92, dispensable=True),
    Column("until", N_("Until"), lambda line: line.team.until, width=104),
    Column(
        "head",
        N_("Head of the team"),
        _head,
        width=96,
        wraps=True,
    ),
    Column("scope", N_("Units"), lambda line: line.scope, tip=lambda line: line.scope, dispensable=True),
    Column("kinds", N_("Kind"), _kinds, width=110, tone=lambda _line: Tone.MUTED, dispensable=True),
    Column(
        "state",
        N_("State"),
        _state,
        width=110,
        chip=True,
        tone=_tone,
    ),
)
PLAN_COLUMNS: tuple[Column[ShownPlan], ...] = (
    Column("plan", N_("Plan"), lambda line: line.planned.plan, width=90, wraps=True),
    Column("unit", N_("Unit"), lambda line: line.unit_name, wraps=True),
    Column(
        "kind", N_("Kind"), lambda line: tr(VISIT_KIND_LABELS[line.planned.kind]), width=110, dispensable=True
    ),
    Column("since", N_("From"), lambda line: line.planned.since, width=92, dispensable=True),
    Column("until", N_("Until"), lambda line: line.planned.until, width=104),
    Column(
        "subject",
        N_("What is looked at"),
        lambda line: line.planned.subject or None,
        width=150,
        dispensable=True,
    ),
    Column(
        "state",
        N_("State"),
        _state,
        width=190,
        chip=True,
        tone=_tone,
    ),
)
