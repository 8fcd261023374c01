"""Taking lists of facts in: whom a row means, what it says, and nothing half done."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.specs import FACTS
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.periods import Period
from evalapp.domain.registers import Entry
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases.facts_import import import_facts
from evalapp.usecases.registers import list_entries, withdraw_entry
from tests import make

HEADER = (
    "Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Sự kiện", "Từ ngày", "Đến ngày", "Số quyết định",
    "Nơi xảy ra", "Ghi chú",
)  # fmt: skip
TAKE = ImportChoice()
KEYS = ("code", "name", "birth", "unit", "event", "since", "until", "document", "place", "note")


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def row(**values: Any) -> tuple[Any, ...]:
    """A row about NV003 on the ninth of July, unless it says otherwise."""
    given = {"code": "NV003", "event": "Đi muộn", "since": "09/07/2018"} | values
    return tuple(given.get(key) for key in KEYS)


def take(
    into: Workspace,
    *rows: Sequence[Any],
    choice: ImportChoice = TAKE,
    period: Period = make.JULY,
    first: int = 1,
) -> ImportReport:
    with into.work() as work:
        read = make.listed(FACTS, HEADER, *rows, first=first)
        return import_facts(work, read=read, period=period, choice=choice)


def entries(of: Workspace) -> list[Entry]:
    with of.work() as work:
        return [line.entry for line in list_entries(work)]


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.same, len(report.refused)


def why(report: ImportReport) -> list[tuple[int | None, str, str]]:
    return [(each.row, each.column, str(each.reasons[0])) for each in report.refused]


def test_a_day_that_is_years_away_is_to_be_looked_at_and_comes_in_all_the_same(office: Workspace) -> None:
    report = take(
        office, row(event="Nghỉ ốm", since="09/07/2018", until="09/07/2098"), row(since="09/07/1918")
    )

    assert [(each.row, each.column, str(each.reason)) for each in report.warnings] == [
        (2, "Đến ngày", "2098-07-09 is years away."),
        (3, "Từ ngày", "1918-07-09 is years away."),
    ]
    assert (report.applied, len(entries(office))) == (True, 2)


def test_a_list_of_leave_discipline_complaints_and_commendations_comes_in(office: Workspace) -> None:
    report = take(
        office,
        row(event="Nghỉ thai sản", since="01/03/2018", until="31/08/2018"),
        row(event="Quyết định kỷ luật", document="12/QĐ-UBND", note="Khiển trách"),
        row(code=None, unit="PNV", event="Tồn đọng kéo dài", document="3/KL"),
        row(code="NV004", event="Giấy khen", document="99/QĐ"),
    )

    assert (counts(report), report.applied, report.warnings) == ((4, 0, 0, 0), True, ())
    assert [(each.kind.code, each.since, each.until, each.document) for each in entries(office)] == [
        ("leave_maternity", date(2018, 3, 1), date(2018, 8, 31), ""),
        ("discipline", date(2018, 7, 9), None, "12/QĐ-UBND"),
        ("backlog", date(2018, 7, 9), None, "3/KL"),
        ("commendation", date(2018, 7, 9), None, "99/QĐ"),
    ]


def test_a_row_without_days_happened_in_the_period(office: Workspace) -> None:
    take(office, row(since=None), period=make.AUGUST)

    assert [(each.since, each.until) for each in entries(office)] == [(date(2018, 8, 1), date(2018, 8, 31))]


def test_the_same_list_twice_changes_nothing(office: Workspace) -> None:
    rows = [row(), row(event="Kỷ luật", document="12/QĐ"), row(event="Nghỉ ốm", since=None)]
    take(office, *rows)
    before = entries(office)

    report = take(office, *rows)

    assert counts(report) == (0, 0, 3, 0)
    assert entries(office) == before


def test_a_list_that_knows_more_completes_what_is_recorded(office: Workspace) -> None:
    take(office, row(event="Nghỉ ốm"), row(event="Kỷ luật"))

    report = take(office, row(event="Nghỉ ốm", until="20/07/2018"), row(event="Kỷ luật", document="12/QĐ"))

    assert counts(report) == (0, 2, 0, 0)
    assert [(each.until, each.document) for each in entries(office)] == [
        (date(2018, 7, 20), ""),
        (None, "12/QĐ"),
    ]


def test_a_blank_cell_takes_nothing_away(office: Workspace) -> None:
    take(office, row(event="Kỷ luật", document="12/QĐ", note="Khiển trách", place="PTP"))
    before = entries(office)

    report = take(office, row(event="Kỷ luật"))

    assert counts(report) == (0, 0, 1, 0)
    assert entries(office) == before


def test_two_decisions_of_one_day_are_told_apart_by_their_numbers(office: Workspace) -> None:
    report = take(office, row(event="Kỷ luật", document="1/QĐ"), row(event="Kỷ luật", document="2/QĐ"))

    assert counts(report) == (2, 0, 0, 0)


def test_the_same_event_twice_in_a_list_is_refused(office: Workspace) -> None:
    report = take(office, row(), row(note="Lần nữa"), first=4)

    assert why(report) == [
        (6, "Sự kiện", "The same event stands in row 5 too. Two events of one day are told apart by number.")
    ]
    assert entries(office) == []


def test_what_was_withdrawn_does_not_come_back_with_the_old_list(office: Workspace) -> None:
    take(office, row())
    with office.work() as work:
        withdraw_entry(work, entry_id=list_entries(work)[0].entry.id, reason="Nhầm")

    report = take(office, row())

    assert counts(report) == (0, 0, 1, 0)
    assert [each.withdrawn for each in entries(office)] == ["Nhầm"]
    assert str(report.warnings[0].reason) == "This entry was withdrawn and stays so: Nhầm."


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"event": "Chơi cờ"}, "Sự kiện", "“Chơi cờ” is no event"),
        ({"event": None}, "Sự kiện", "No event is given"),
        ({"code": "NV099"}, "Mã CB", "nobody with the code “NV099”"),
        ({"name": "Trần Văn Ba"}, "Mã CB", "belongs to Nguyễn Hải Anh"),
        ({"code": None}, "Mã CB", "names nobody"),
        ({"code": None, "name": "Ai Đó"}, "Họ và tên", "Nobody is named Ai Đó"),
        ({"code": None, "unit": "XYZ"}, "Đơn vị", "no unit “XYZ”"),
        ({"place": "XYZ"}, "Nơi xảy ra", "no unit “XYZ”"),
        ({"since": "31/02/2018"}, "Từ ngày", "does not exist"),
        ({"since": None, "until": "31/07/2018"}, "Đến ngày", "without a first one"),
        ({"until": "08/07/2018"}, "Đến ngày", "lies before the first day"),
        ({"note": "x" * 2001}, "Ghi chú", "longer than 2000"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_cell(
    office: Workspace, changed: dict[str, Any], column: str, reason: str
) -> None:
    report = take(office, row(), row(**{"since": "10/07/2018"} | changed), first=3)

    [(number, cell, said)] = why(report)

    assert (number, cell, report.applied) == (5, column, False)
    assert reason in said
    assert entries(office) == []


def test_the_good_rows_come_in_when_they_are_asked_for(office: Workspace) -> None:
    report = take(office, row(), row(event="Chơi cờ"), choice=ImportChoice(take_good=True))

    assert (counts(report), report.applied, len(entries(office))) == ((1, 0, 0, 1), True, 1)


def test_a_dry_run_takes_nothing_in(office: Workspace) -> None:
    report = take(office, row(), choice=ImportChoice(dry_run=True))

    assert (counts(report), report.applied, entries(office)) == ((1, 0, 0, 0), False, [])


def test_a_person_without_a_code_is_known_by_a_name_that_one_has(office: Workspace) -> None:
    report = take(office, row(code=None, name="Nguyễn Hải Anh"))

    assert [str(each.reason) for each in report.warnings] == ["No code; matched by name with NV003."]
    assert counts(report) == (1, 0, 0, 0)


def test_namesakes_are_told_apart_by_birth(office: Workspace) -> None:
    make.take_people(office, make.person_row(3, code="NV033", birth="01/01/1990"))

    vague = take(office, row(code=None, name="Nguyễn Hải Anh"))
    clear = take(office, row(code=None, name="Nguyễn Hải Anh", birth="01/01/1990"))

    assert "Several people are named Nguyễn Hải Anh: NV003, NV033" in why(vague)[0][2]
    assert counts(clear) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"event": "Nghỉ ốm"}, "No last day is given: the leave lasts until one is."),
        ({"event": "Kỷ luật"}, "No number of the document is given for: Discipline decision."),
        (
            {"unit": "PTP"},
            "Nguyễn Hải Anh holds no position in PTP; the entry is about Nguyễn Hải Anh all the same.",
        ),
    ],
)
def test_what_somebody_should_look_at_is_told(
    office: Workspace, changed: dict[str, Any], warning: str
) -> None:
    report = take(office, row(**changed))

    assert [str(each.reason) for each in report.warnings] == [warning]
    assert report.applied


def test_a_date_that_excel_may_have_swapped_is_questioned(office: Workspace) -> None:
    report = take(office, row(since=date(2018, 7, 9)), row(event="Trang phục", since="13/07/2018"))

    assert [(each.row, str(each.reason)[:31]) for each in report.warnings] == [
        (2, "Day and month of a date in this")
    ]


def test_a_head_takes_in_only_rows_of_their_own_unit(office: Workspace) -> None:
    make.sign_in_as(office, UserRole.HEAD, unit="PTP")

    report = take(office, row(), row(code=None, unit="PTP", event="Tồn đọng", document="1/KL"))

    assert [number for number, *_ in why(report)] == [2]
    assert "may not keep the registers" in why(report)[0][2]


def test_nobody_takes_in_what_concerns_themselves_but_leave(office: Workspace) -> None:
    make.sign_in_as(office, UserRole.PERSONNEL, person="NV003")

    report = take(office, row(event="Nghỉ phép", until="10/07/2018"), row(event="Bằng khen"))

    assert (report.new, why(report)[0][2][:33]) == (1, "Nobody decides their own result: ")


def test_who_may_not_keep_the_registers_takes_no_list_in(office: Workspace) -> None:
    make.sign_in_as(office, UserRole.AUDITOR)

    with pytest.raises(UserError, match="may not keep the registers"):
        take(office, row())
