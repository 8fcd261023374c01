"""A small office on a real file: units, people, and months brought as far as a test asks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from evalapp.domain.people import Birth, Category, Person, PersonId, Position, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Kind
from evalapp.domain.rounds import SCORING, PersonSheet, Round, Stage
from evalapp.domain.units import UnitVersion
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.routes import Place
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.rounds import advance_round, open_round
from evalapp.usecases.settling import close_round, preview_settlement, settle_round
from evalapp.usecases.summaries import person_sheets
from evalapp.usecases.workspaces import create_workspace

JULY, AUGUST, SEPTEMBER = Period(2018, 7), Period(2018, 8), Period(2018, 9)
UNIT = "PNV"
HERE = Place(UNIT, JULY)
NAMES = (
    "Lê Thị Hồng An",
    "Trần Văn Bình",
    "Đỗ Thị Ánh",
    "Nguyễn Hải Anh",
    "Hoàng Ngọc Ánh",
    "Phạm Quốc Cường",
    "Vũ Thùy Dung",
    "Nguyễn Văn Đào",
    "Bùi Minh Đức",
    "Đặng Thu Hà",
    "Ngô Xuân Hòa",
    "Trịnh Thị Kim Liên",
    "Nguyễn Hoàng Phương Quỳnh Như Ý Công Tằng Tôn Nữ",
    "Tạ Đình Ơn",
)
#: What the head takes off the results of each person in the order of the list; below 0 it is a bonus.
#: Five reach level A, four may keep it, and the last two of them are equal.
LOST = tuple(map(Decimal, "-4 -2 0 -1 0 0.5 7 12.5 2 22 3 9 1.5 45".split()))


def clock() -> datetime:
    """An afternoon in September 2018."""
    return datetime(2018, 9, 10, 7, 30, tzinfo=UTC)


def office(file: Path) -> Workspace:
    """A workspace with two units and fourteen people."""
    file.write_bytes(_prepared())
    return Workspace.open(file, clock=clock)


@cache
def _prepared() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "office.sqlite"
        _made(file).close()
        return file.read_bytes()


def _made(file: Path) -> Workspace:
    workspace = create_workspace(file, clock=clock)
    with workspace.work() as work:
        district = work.units.add("BQ", [UnitVersion("UBND huyện Bắc Quang", "UBND cấp huyện")])
        unit = work.units.add(UNIT, [UnitVersion("Phòng Nội vụ", "Cơ quan hành chính", district)])
        work.units.add("PTP", [UnitVersion("Phòng Tư pháp", "Cơ quan hành chính", district)])
        for number, name in enumerate(NAMES, start=1):
            role = {1: Role.HEAD, 2: Role.DEPUTY}.get(number, Role.STAFF)
            title = {Role.HEAD: "Trưởng phòng", Role.DEPUTY: "Phó Trưởng phòng"}.get(role, "Chuyên viên")
            category = Category.CONTRACT if number == len(NAMES) else Category.CIVIL_SERVANT
            work.people.add(
                Person(
                    PersonId(0),
                    "",
                    f"NV{number:03d}",
                    name,
                    Birth.on(date(1970 + number, 3, number)),
                    (Position(unit, title, role, category),),
                )
            )
        work.audit.record("test.office", UNIT)
    return workspace


def opened(workspace: Workspace, period: Period = JULY) -> Round:
    """The month, just opened."""
    with workspace.work() as work:
        return open_round(work, unit=work.units.by_code(UNIT).id, period=period).round


def scored(
    workspace: Workspace,
    period: Period = JULY,
    *,
    stages: tuple[Stage, ...] = SCORING,
    people: int = len(NAMES),
) -> Round:
    """The month with so many people scored at these stages; the last stage takes points off."""
    current = opened(workspace, period)
    with workspace.work() as work:
        sheets = person_sheets(work, round_id=current.id)
        for stage in stages:
            last = stage is stages[-1]
            marks = [
                mark
                for number, sheet in enumerate(sheets[:people] if last else sheets)
                for mark in marks_of(sheet, LOST[number] if last else Decimal(0))
            ]
            enter_marks(work, round_id=current.id, stage=stage, marks=marks)
        return work.rounds.get(current.id)


def settled(workspace: Workspace, period: Period = JULY) -> Round:
    """The month with everybody's level decided; of two equals at the line the first named goes first."""
    current = scored(workspace, period)
    with workspace.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)
        ties = [tied for line in preview_settlement(work, round_id=current.id).quota for tied in line.ties]
        first = tuple(tied[0] for tied in ties)
        return settle_round(work, round_id=current.id, first=first, reason="Kiêm nhiệm công tác đoàn thể")


def closed(workspace: Workspace, period: Period = JULY) -> Round:
    """The month, closed and sealed."""
    current = settled(workspace, period)
    with workspace.work() as work:
        return close_round(work, round_id=current.id)


def marks_of(sheet: PersonSheet, lost: Decimal) -> Iterator[NewMark]:
    """Somebody's marks of a stage: full ones, less what is lost or with a bonus."""
    key, leaves = sheet.sheet.participant.sheet, sheet.form.leaves
    largest = max((row for row in leaves if row.maximum), key=lambda row: row.maximum or Decimal(0))
    for row in leaves:
        if row.kind is Kind.BONUS and lost < 0:
            yield NewMark(key, row.code, -lost, "Sáng kiến cấp huyện")
        elif row.kind not in OPTIONAL_KINDS and row.maximum is not None:
            points = row.maximum - max(lost, Decimal(0)) if row is largest else row.maximum
            yield NewMark(key, row.code, points)
