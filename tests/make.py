"""Builders for the tests: each sets only what matters, and goes through the use cases as a user would."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from evalapp.base.clock import Clock
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import PEOPLE, SCORES, UNITS, ListSpec
from evalapp.documents.reading.workbook import Row, Sheet, Workbook
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.people import Person, PersonId, Position
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Kind, Policy
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import PolicyRef, Round, RoundId, Stage
from evalapp.domain.units import UnitId
from evalapp.store.workspace import Workspace
from evalapp.usecases.people_import import import_people
from evalapp.usecases.policies import shipped
from evalapp.usecases.rounds import open_round
from evalapp.usecases.scores_import import import_scores
from evalapp.usecases.settling import close_round, preview_settlement, settle_round
from evalapp.usecases.summaries import summarise
from evalapp.usecases.units_import import import_units
from evalapp.usecases.users import add_user, set_password
from evalapp.usecases.workspaces import create_workspace, open_workspace

#: Brings an office as far as tests ask.
Prepare = Callable[[Workspace], object]
#: Take a list in whole or not at all.
ALL = ImportChoice()
NOON = datetime(2018, 8, 2, 5, 0, tzinfo=UTC)
JULY, AUGUST = Period(2018, 7), Period(2018, 8)
POLICY = "hn-3814-2018"
OFFICE, NEXT_DOOR, DISTRICT = "PNV", "PTP", "UB"

UNIT_HEADER = ("Mã đơn vị", "Tên đơn vị", "Mã cấp trên", "Loại", "Từ ngày", "Đến ngày")
UNIT_ROWS = (
    (DISTRICT, "UBND quận Tây Hồ", None, "UBND cấp huyện", None, None),
    (OFFICE, "Phòng Nội vụ", DISTRICT, "Cơ quan hành chính", None, None),
    (NEXT_DOOR, "Phòng Tư pháp", DISTRICT, "Cơ quan hành chính", None, None),
)
PEOPLE_HEADER = (
    "Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Đối tượng", "Từ ngày", "Đến ngày", "Ghi chú",
)  # fmt: skip
#: Ten people of one office, so that the quota of 30 % lets three of them keep level A.
NAMES = (
    "Đỗ Thị An", "Lê Văn Bình", "Nguyễn Hải Anh", "Trần Thị Ân", "Phạm Đức Ánh", "Vũ Quốc Cường",
    "Hoàng Ngọc Đào", "Bùi Thanh Hà", "Ngô Xuân Hòa", "Tạ Đình Ơn",
)  # fmt: skip
#: Of whoever gives others theirs.
OWN_PASSWORD = "mật khẩu của tôi"
#: What the rows of every form give without a bonus.
FULL = Decimal(90)
CODES = tuple(f"NV{number:03d}" for number in range(1, len(NAMES) + 1))


class Ticking:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self, start: datetime = NOON) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@cache
def _fresh() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fresh.sqlite"
        create_workspace(path, clock=Ticking()).close()
        return path.read_bytes()


def workspace(folder: Path, *, clock: Clock | None = None, name: str = "w.sqlite") -> Workspace:
    """An open workspace that was just made."""
    path = folder / name
    path.write_bytes(_fresh())
    return open_workspace(path, clock=clock or Ticking())


def office(folder: Path, *, people: int = 10, prepare: Prepare | None = None) -> Workspace:
    """A workspace with three units and so many people in one; what a function prepares is prepared once."""
    content, now = _office(people, prepare)
    path = folder / "w.sqlite"
    path.write_bytes(content)
    return open_workspace(path, clock=Ticking(now))


@cache
def _office(people: int, prepare: Prepare | None) -> tuple[bytes, datetime]:
    """The file of an office, and the time once it was made and prepared by a function of a module."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Ticking()
        made = workspace(Path(folder), clock=clock)
        take_units(made)
        take_people(made, *(person_row(number) for number in range(1, people + 1)))
        if prepare is not None:
            prepare(made)
        made.close()
        return made.path.read_bytes(), clock.now


def person_row(number: int, **changed: Any) -> tuple[Any, ...]:
    """The row of one of the ten; the first is the head, the second a deputy, the last a driver."""
    title = {1: "Trưởng phòng", 2: "Phó Trưởng phòng", 10: "Lái xe"}.get(number, "Chuyên viên")
    values = {
        "code": CODES[number - 1],
        "name": NAMES[number - 1],
        "birth": f"{number:02d}/03/1980",
        "unit": OFFICE,
        "position": title,
        "category": "Lao động hợp đồng" if number == 10 else "Công chức",
        "since": None,
        "until": None,
        "note": None,
    }
    return tuple((values | changed).values())


def listed(spec: ListSpec, header: Sequence[str], *rows: Sequence[Any], first: int = 1) -> ReadList:
    """A list as it was read, its header in the row `first` of Excel."""
    lines = [header, *rows]
    read = tuple(Row(number, tuple(map(_cell, line))) for number, line in enumerate(lines, start=first))
    return find_list(Workbook("danh-sach.xlsx", (Sheet("Sheet1", is_visible=True, rows=read),)), spec)


def _cell(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


def take_units(
    into: Workspace, *rows: Sequence[Any], choice: ImportChoice = ALL, first: int = 1
) -> ImportReport:
    """Take a list of units in; the three of the district where none are given."""
    with into.work() as work:
        read = listed(UNITS, UNIT_HEADER, *(rows or UNIT_ROWS), first=first)
        return import_units(work, read=read, choice=choice)


def take_people(
    into: Workspace, *rows: Sequence[Any], choice: ImportChoice = ALL, first: int = 1
) -> ImportReport:
    """Take a list of people in."""
    with into.work() as work:
        read = listed(PEOPLE, PEOPLE_HEADER, *rows, first=first)
        return import_people(work, read=read, choice=choice)


def policy() -> Policy:
    """The policy of the sample months."""
    return shipped()[POLICY]


def leaves(form: str = "staff") -> list[str]:
    """The rows of a form that are scored."""
    found = policy().form(form)
    assert found is not None
    return [row.code for row in found.leaves]


def form_of(code: str) -> str:
    """The form on which one of the ten is scored."""
    return {CODES[0]: "head", CODES[1]: "deputy", CODES[9]: "contract"}.get(code, "staff")


def points(code: str, total: Decimal | str = "90") -> dict[str, Decimal]:
    """Points for every row of a form that add up to a total; what its rows cannot give is a bonus."""
    form = policy().form(form_of(code))
    assert form is not None
    given = {row.code: row.maximum or Decimal(0) for row in form.leaves if row.kind not in OPTIONAL_KINDS}
    lost = sum(given.values(), Decimal(0)) - Decimal(total)
    result = next(row.code for row in form.leaves if row.kind is Kind.COMPLETION_BAND)
    given[result] -= max(lost, Decimal(0))
    given[next(row.code for row in form.leaves if row.kind is Kind.BONUS)] = max(-lost, Decimal(0))
    return given


def score_rows(totals: Mapping[str, Decimal | str]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The header and rows of a score list in which these people get these totals."""
    codes = list(dict.fromkeys(code for form in policy().forms for code in (r.code for r in form.leaves)))
    rows: list[tuple[Any, ...]] = []
    for code, total in totals.items():
        given = points(code, total)
        note = "Sáng kiến" if Decimal(total) > FULL else None
        rows.append((code, NAMES[CODES.index(code)], *(given.get(each) for each in codes), note))
    return ("Mã CB", "Họ và tên", *codes, "Ghi chú"), rows


def give(
    to: Workspace,
    of: RoundId,
    totals: Mapping[str, Decimal | str],
    *,
    stage: Stage = Stage.HEAD,
    choice: ImportChoice = ALL,
) -> ImportReport:
    """Give people totals at a stage, by a score list."""
    header, rows = score_rows(totals)
    with to.work() as work:
        return import_scores(
            work, round_id=of, read=listed(SCORES, header, *rows), stage=stage, choice=choice
        )


#: Six reach level A, three may keep it, and nobody is level at the line.
TOTALS: Mapping[str, str] = dict(
    zip(CODES, ("97", "96.5", "92", "91", "90.5", "85", "80", "72.5", "60", "98"), strict=True)
)
TIED: Mapping[str, str] = {**TOTALS, "NV003": "95", "NV004": "95", "NV002": "95"}


def unit_id(of: Workspace, code: str = OFFICE) -> UnitId:
    """The key of a unit."""
    with of.work() as work:
        return work.units.by_code(code).id


def opened(of: Workspace, period: Period = JULY, *, unit: str = OFFICE) -> Round:
    """A month, just opened."""
    key = unit_id(of, unit)
    with of.work() as work:
        return open_round(work, unit=key, period=period).round


def scored(of: Workspace, period: Period = JULY, totals: Mapping[str, Decimal | str] = TOTALS) -> Round:
    """A month with the head's scores in."""
    current = opened(of, period)
    give(of, current.id, totals)
    return round_now(of, current.id)


def settled(of: Workspace, period: Period = JULY, totals: Mapping[str, Decimal | str] = TOTALS) -> Round:
    """A month with everybody's level decided; the first named of equals at the line goes first."""
    current = scored(of, period, totals)
    with of.work() as work:
        ties = [tied for line in preview_settlement(work, round_id=current.id).quota for tied in line.ties]
        return settle_round(
            work,
            round_id=current.id,
            first=tuple(tied[0] for tied in ties),
            reason="Thâm niên" if ties else "",
        )


def closed(of: Workspace, period: Period = JULY, totals: Mapping[str, Decimal | str] = TOTALS) -> Round:
    """A month, closed and sealed."""
    current = settled(of, period, totals)
    with of.work() as work:
        return close_round(work, round_id=current.id)


def round_now(of: Workspace, key: RoundId) -> Round:
    """The round as it stands."""
    with of.work() as work:
        return work.rounds.get(key)


def results(of: Workspace, key: RoundId) -> dict[str, tuple[Decimal | None, str | None]]:
    """Everybody's total and level, as the summary tells them."""
    with of.work() as work:
        return {row.code: (row.total, row.level) for row in summarise(work, round_id=key).rows}


def give_password(of: Workspace, name: str, password: str) -> None:
    """Give a user a password; whoever gives it has one first."""
    with of.work() as work:
        set_password(work, name=work.user.name, password=OWN_PASSWORD)
        set_password(work, name=name, password=password)


def sign_in_as(
    of: Workspace, role: UserRole, *, unit: str | None = None, person: str | None = None, name: str = "Lan"
) -> None:
    """Act as a new user with one role."""
    with of.work() as work:
        user = add_user(work, name=name, role=role, unit_code=unit, person_code=person)
    of.sign_in(user)


def book(path: Path, *rows: Sequence[Any]) -> Path:
    """A workbook as an office would save it."""
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    made.save(path)
    return path


def person(*positions: Position, name: str = "Nguyễn Văn An", code: str = "NV001") -> Person:
    """Somebody with these positions."""
    return Person(PersonId(1), "u", code, name, positions=positions)


def position(unit: int = 1, since: str | None = None, until: str | None = None, **rest: Any) -> Position:
    """A position from a day to another, written as ISO text."""
    return Position(
        UnitId(unit), rest.pop("title", "Chuyên viên"), since=_day(since), until=_day(until), **rest
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def a_round(stage: Stage = Stage.SELF, **rest: Any) -> Round:
    """A round at a stage, without a workspace."""
    return Round(
        id=RoundId(1),
        uid="r",
        unit=UnitId(1),
        unit_code=OFFICE,
        unit_name="Phòng Nội vụ",
        superior_name="UBND quận Tây Hồ",
        period=JULY,
        policy=PolicyRef(1, POLICY, 1, "h", "Quy định"),
        stage=stage,
        opened_at=NOON,
        **rest,
    )
