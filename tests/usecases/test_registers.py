"""Keeping the registers: who may, what is recorded, and what is never lost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.registers import Entry, EntryId
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases.history import list_history
from evalapp.usecases.people import move_person
from evalapp.usecases.registers import (
    RegisterLine,
    amend_entry,
    list_entries,
    record_entry,
    record_for_all,
    withdraw_all,
    withdraw_entry,
)
from tests import make

DAY = date(2018, 7, 9)


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def record(into: Workspace, kind: str = "late", since: date = DAY, **rest: Any) -> Entry:
    about = rest if "unit_code" in rest or "person_code" in rest else {"person_code": "NV003", **rest}
    with into.work() as work:
        return record_entry(work, kind=KINDS[kind], since=since, **about)


def listed(of: Workspace, **which: Any) -> list[RegisterLine]:
    with of.work() as work:
        return list_entries(work, **which)


def test_an_entry_is_recorded_in_the_name_of_who_recorded_it(office: Workspace) -> None:
    record(office, "discipline", document=" 12/QĐ-UBND ", note="Khiển  trách", place_code="ptp")

    [line] = listed(office)

    assert line.person is not None
    assert line.unit is not None
    assert (line.person.code, line.unit.code, line.entry.recorded_by) == ("NV003", "PNV", "local")
    assert (line.entry.document, line.entry.note, line.entry.place_code) == (
        "12/QĐ-UBND",
        "Khiển trách",
        "PTP",
    )


def test_every_change_of_the_registers_is_in_the_history(office: Workspace) -> None:
    entry = record(office, "leave_sick")
    with office.work() as work:
        amend_entry(work, entry_id=entry.id, until=date(2018, 7, 20))
    with office.work() as work:
        withdraw_entry(work, entry_id=entry.id, reason="Nhập nhầm")

    with office.work() as work:
        seen = [(each.action, each.subject) for each in list_history(work, most=3)]

    assert seen == [
        ("register.withdrawn", f"{entry.id} NV003"),
        ("register.amended", f"{entry.id} NV003"),
        ("register.recorded", f"{entry.id} NV003"),
    ]


def test_an_amendment_that_changes_nothing_leaves_no_trace(office: Workspace) -> None:
    entry = record(office, "leave_sick", note="Viện E")

    with office.work() as work:
        assert amend_entry(work, entry_id=entry.id, note="Viện E") == entry
        assert work.touched == set()


def test_a_withdrawn_entry_stays_on_record_and_changes_no_more(office: Workspace) -> None:
    entry = record(office)
    with office.work() as work:
        withdraw_entry(work, entry_id=entry.id, reason="Nhập nhầm")

    [line] = listed(office)

    assert (line.entry.withdrawn, line.entry.withdrawn_by) == ("Nhập nhầm", "local")
    with office.work() as work, pytest.raises(UserError, match="was withdrawn: Nhập nhầm"):
        amend_entry(work, entry_id=entry.id, note="khác")


def test_an_entry_about_a_breach_that_is_known_points_to_its_first_entry(office: Workspace) -> None:
    first = record(office, "discipline")
    second = record(office, "discipline", date(2018, 8, 9), breach=first.id)
    third = record(office, "discipline", date(2018, 9, 9), breach=second.id)

    assert (second.root, third.root) == (first.id, first.id)


@pytest.mark.parametrize("about", [{"person_code": None}, {"person_code": "NV003", "unit_code": "PNV"}])
def test_an_entry_names_one_person_or_one_unit(office: Workspace, about: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="name one of them"):
        record(office, **about)


def test_a_text_that_is_too_long_is_refused(office: Workspace) -> None:
    with pytest.raises(UserError, match="longer than 2000"):
        record(office, note="x" * 2001)


def test_the_list_is_narrowed_by_unit_person_and_period(office: Workspace) -> None:
    record(office)
    record(office, "leave_maternity", date(2018, 5, 1), person_code="NV004")
    record(office, "backlog", date(2018, 8, 1), unit_code="PTP")
    with office.work() as work:
        who = work.people.by_code("NV004").id

    def kinds(**which: Any) -> list[str]:
        return [line.entry.kind.code for line in listed(office, **which)]

    assert kinds() == ["leave_maternity", "late", "backlog"]
    assert kinds(person=who) == ["leave_maternity"]
    assert kinds(period=make.JULY) == ["leave_maternity", "late"]
    assert kinds(unit=make.unit_id(office, "PTP")) == ["backlog"]
    assert kinds(unit=make.unit_id(office, "UB")) == ["leave_maternity", "late", "backlog"]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (UserRole.PERSONNEL, True),
        (UserRole.HEAD, True),
        (UserRole.DEPUTY, False),
        (UserRole.STAFF, False),
        (UserRole.INSPECTOR, False),
        (UserRole.AUDITOR, False),
        (UserRole.ADMINISTRATOR, False),
    ],
)
def test_the_personnel_officer_and_the_head_keep_the_registers(
    office: Workspace,
    role: UserRole,
    may: bool,  # noqa: FBT001
) -> None:
    make.sign_in_as(office, role)

    if may:
        assert record(office).recorded_by == "Lan"
    else:
        with pytest.raises(UserError, match="may not keep the registers"):
            record(office)


def test_an_auditor_reads_the_registers_and_a_staff_member_does_not(office: Workspace) -> None:
    record(office)

    make.sign_in_as(office, UserRole.AUDITOR)

    assert len(listed(office)) == 1


def test_a_staff_member_does_not_read_the_registers(office: Workspace) -> None:
    make.sign_in_as(office, UserRole.STAFF)

    with pytest.raises(UserError, match="may not see scores"):
        listed(office)


def test_a_head_keeps_and_reads_the_registers_of_their_unit_only(office: Workspace) -> None:
    entry = record(office)
    make.sign_in_as(office, UserRole.HEAD, unit="PTP")

    with pytest.raises(UserError, match="may not keep"):
        record(office)
    with office.work() as work, pytest.raises(UserError, match="may not keep"):
        withdraw_entry(work, entry_id=entry.id, reason="Thôi")
    assert listed(office) == []


def test_who_moved_is_recorded_where_they_were_on_the_day(office: Workspace) -> None:
    with office.work() as work:
        move_person(
            work, code="NV003", unit=work.units.by_code("PTP").id, title="Chuyên viên", since=date(2018, 8, 1)
        )
    make.sign_in_as(office, UserRole.HEAD, unit="PNV")

    assert record(office).since == DAY
    with pytest.raises(UserError, match="may not keep"):
        record(office, since=date(2018, 8, 9))


def test_nobody_records_or_withdraws_what_concerns_themselves_but_leave(office: Workspace) -> None:
    entry = record(office, "discipline")
    make.sign_in_as(office, UserRole.HEAD, person="NV003")

    assert record(office, "leave_annual").kind.is_leave
    with pytest.raises(UserError, match="Nobody decides their own"):
        record(office, "commendation")
    with office.work() as work, pytest.raises(UserError, match="Nobody decides their own"):
        withdraw_entry(work, entry_id=entry.id, reason="Oan")


def test_an_entry_that_is_not_there_is_refused(office: Workspace) -> None:
    with office.work() as work, pytest.raises(UserError, match="no entry 99"):
        withdraw_entry(work, entry_id=EntryId(99), reason="Thôi")


def test_one_event_is_recorded_for_several_people_or_for_none_of_them(office: Workspace) -> None:
    with office.work() as work:
        entries = record_for_all(work, kind=KINDS["late"], since=DAY, people=["NV003", "nv004", "NV003"])
    with pytest.raises(UserError, match="NV999"), office.work() as work:
        record_for_all(work, kind=KINDS["late"], since=DAY, people=["NV005", "NV999"])

    with office.work() as work:
        recorded = [line.person.code for line in list_entries(work) if line.person]
        told = [entry.subject for entry in work.audit.of_actions("register.recorded")]
    assert recorded == ["NV003", "NV004"]
    assert told == [f"{entries[0].id} NV003", f"{entries[1].id} NV004"]


def test_an_event_of_several_people_is_withdrawn_as_a_whole(office: Workspace) -> None:
    with office.work() as work:
        entries = record_for_all(work, kind=KINDS["late"], since=DAY, people=["NV003", "NV004"])
        keys = [entry.id for entry in entries]
        withdraw_entry(work, entry_id=keys[1], reason="Nhầm ngày")

    with pytest.raises(UserError, match="withdrawn already"), office.work() as work:
        withdraw_all(work, entries=keys, reason="Ghi nhầm")

    with office.work() as work:
        assert [line.entry.withdrawn for line in list_entries(work)] == [None, "Nhầm ngày"]
