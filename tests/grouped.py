"""A unit whose regime rates the collective first, and limits groups of similar tasks as well as the unit."""

from collections.abc import Mapping
from decimal import Decimal

from evalapp.domain.groups import GroupKind, Part
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.rounds import Round, RoundId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.groups import put_in_group
from evalapp.usecases.installed_policies import install
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import open_round
from tests import make

CODE = "grouped"
_FORM = """
code = "{role}"
title = "Phiếu"
{roles}
[[criterion]]
code = "I"
label = "Tiêu chí chung"
max = 30
[[criterion]]
code = "II"
label = "Kết quả thực hiện nhiệm vụ"
max = 70
"""
_POLICY = """
code = "grouped"
version = 1
title = "Tập thể xếp trước, tỷ lệ theo đơn vị và theo nhóm"
jurisdiction = "test"
period = "month"
effective_from = 2018-01-01
forms = ["head", "deputy", "staff", "collective"]
source = { document = "QĐ 1/QĐ-UBND", standing = "unit" }
[total]
maximum = 100
results_group = "II"
[[level]]
code = "A"
label = "Xuất sắc"
min = 90
[[level.further]]
forms = ["collective"]
when = { fact = "tasks_done", test = "at_least", value = 100 }
[[level]]
code = "B"
label = "Tốt"
min = 70
[[level.further]]
forms = ["collective"]
when = { fact = "tasks_done", test = "at_least", value = 100 }
[[level]]
code = "C"
label = "Hoàn thành"
min = 50
[[level.further]]
forms = ["collective"]
when = { fact = "tasks_done", test = "at_least", value = 100 }
[[level]]
code = "D"
label = "Không hoàn thành"
[[level.further]]
forms = ["collective"]
when = { fact = "tasks_done", test = "below", value = 70 }
[[quota]]
level = "A"
percent = 30
base = "rated"
[[quota]]
level = "A"
percent = 30
base = "rated"
scope = "similar"
[head_cap]
forms = ["head"]
"""


def policy() -> Policy:
    """The regime of this unit."""
    forms = {
        f"{role}.toml": _FORM.format(role=role, roles=f'roles = ["{role}"]')
        for role in ("head", "deputy", "staff")
    }
    return read_policy(
        {"policy.toml": _POLICY, "collective.toml": _FORM.format(role="collective", roles=""), **forms}
    )


def opened(of: Workspace) -> Round:
    """A month of the ten under that regime."""
    with of.work() as work:
        install(work, policy=policy())
    key = make.unit_id(of)
    with of.work() as work:
        return open_round(work, unit=key, period=make.JULY, policy_code=CODE).round


def give(to: Workspace, of: RoundId, totals: Mapping[str, Decimal | str], stage: Stage = Stage.HEAD) -> None:
    """Give people totals: all that can be of the general criteria, the rest for results."""
    with to.work() as work:
        keys = {sheet.participant.code: sheet.participant.sheet for sheet in work.rounds.sheets(of)}
        marks = [
            NewMark(keys[code], row, points)
            for code, total in totals.items()
            for row, points in (("I", Decimal(30)), ("II", Decimal(total) - 30))
        ]
        enter_marks(work, round_id=of, stage=stage, marks=marks)


def scored(of: Workspace, totals: Mapping[str, Decimal | str] = make.TOTALS) -> Round:
    """That month with the head's scores in."""
    current = opened(of)
    give(of, current.id, totals)
    return make.round_now(of, current.id)


def put(
    of: Workspace, name: str, *codes: str, kind: GroupKind = GroupKind.SIMILAR, part: Part = Part.MEMBER
) -> None:
    """Put people of the office into a group."""
    key = make.unit_id(of)
    with of.work() as work:
        put_in_group(work, unit=key, kind=kind, name=name, people=codes, part=part)
