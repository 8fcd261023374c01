"""Whose minutes they are, as that office has its papers headed now; what was signed keeps its own head."""

from datetime import date

from msgspec import Struct

from evalapp.base.names import fold
from evalapp.domain.inspection_teams import Team
from evalapp.domain.inspections import Visit, VisitKind
from evalapp.domain.layouts import PLAIN_LAYOUT
from evalapp.domain.units import Unit
from evalapp.store.work import Work
from evalapp.usecases.layouts import layout_for

_TEAM = "Đoàn kiểm tra"


class Head(Struct, frozen=True):
    """What stands above the minutes."""

    agency: str
    body: str
    seat: str = ""
    logo: str = ""


def head_of(work: Work, visit: Visit, team: Team | None) -> Head:
    """The unit's own head where it looked at itself, else that of the office that sent the team."""
    unit = work.units.get(visit.unit)
    version = unit.on(visit.day) or unit.latest
    above = None if version.parent is None else work.units.get(version.parent)
    superior = _name(above, visit.day)
    if visit.kind is VisitKind.SELF_INSPECTION:
        layout = layout_for(work, unit.id)
        return Head(layout.superior or superior, layout.name or version.name, layout.place, layout.logo)
    issuer = team.issuer if team else ""
    sender = _sender(work, issuer, visit.day) if issuer else above
    layout = layout_for(work, sender.id) if sender else PLAIN_LAYOUT
    named = _name(sender, visit.day) if sender else ""
    return Head(layout.name or named or issuer or superior, _TEAM, layout.place, layout.logo)


def _sender(work: Work, issuer: str, day: date) -> Unit | None:
    """The unit whose name stands in who issued a decision, as “Sở Nội vụ” in “Giám đốc Sở Nội vụ”."""
    named = [unit for unit in work.units.all() if fold(_name(unit, day)) in fold(issuer)]
    return max(named, key=lambda unit: len(_name(unit, day)), default=None)


def _name(unit: Unit | None, day: date) -> str:
    return (unit.on(day) or unit.latest).name if unit else ""
