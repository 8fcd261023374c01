"""How heads and deputies scored: who is counted under whom, in a month of a real file."""

from decimal import Decimal
from pathlib import Path

from evalapp.domain.groups import GroupKind, Part
from evalapp.domain.people import Role
from evalapp.domain.rounds import Stage
from evalapp.usecases.distribution import distribution_report
from evalapp.usecases.settling import close_round, settle_round
from tests import grouped, make


def test_a_deputy_counts_the_people_of_the_field_and_the_head_everybody_else(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    grouped.put(workspace, "Một cửa", "NV002", kind=GroupKind.FIELD, part=Part.DEPUTY)
    grouped.put(workspace, "Một cửa", "NV003", "NV004", kind=GroupKind.FIELD)
    month = make.opened(workspace)
    make.give(workspace, month.id, {"NV003": "85", "NV004": "85", "NV005": "88"}, stage=Stage.DEPUTY)
    make.give(workspace, month.id, make.TOTALS)
    with workspace.work() as work:
        settle_round(work, round_id=month.id)
        close_round(work, round_id=month.id)

    with workspace.work() as work:
        report = distribution_report(work, unit=work.units.by_code(make.OFFICE).id, period=make.JULY)

    head, deputy = report.spread.scorers
    assert (head.role, head.name, head.rated) == (Role.HEAD, make.NAMES[0], 9)
    assert (deputy.role, deputy.name, deputy.rated) == (Role.DEPUTY, make.NAMES[1], 2)
    assert (deputy.alike, deputy.alike_total) == (2, Decimal(85))
