"""Taking the list of units in."""

from datetime import date
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error
from evalapp.domain.imports import ImportChoice
from evalapp.domain.units import UnitVersion
from evalapp.store.workspace import Workspace
from evalapp.usecases.entering import UnitEntry, edit_unit
from evalapp.usecases.unit_doubts import doubts_about_end
from tests import make

DRY, GOOD = ImportChoice(dry_run=True), ImportChoice(take_good=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.workspace(tmp_path)


def names(workspace: Workspace) -> dict[str, str]:
    with workspace.work() as work:
        return {unit.code: unit.name for unit in work.units.all()}


def versions(workspace: Workspace, code: str) -> tuple[UnitVersion, ...]:
    with workspace.work() as work:
        return work.units.by_code(code).versions


def test_a_list_comes_in_whatever_the_order_of_its_rows(workspace: Workspace) -> None:
    report = make.take_units(workspace, *reversed(make.UNIT_ROWS))

    assert (report.read, report.new, report.applied) == (3, 3, True)
    with workspace.work() as work:
        parent = work.units.by_code(make.OFFICE).latest.parent
        assert parent == work.units.by_code(make.DISTRICT).id


def test_the_same_list_twice_changes_nothing(workspace: Workspace) -> None:
    make.take_units(workspace)
    with workspace.work() as work:
        before = (work.units.all(), work.audit.count())

    report = make.take_units(workspace)

    assert (report.new, report.changed, report.same, report.applied) == (0, 0, 3, True)
    with workspace.work() as work:
        assert (work.units.all(), work.audit.count()) == before


def test_a_dry_run_tells_and_takes_nothing_in(workspace: Workspace) -> None:
    report = make.take_units(workspace, *make.UNIT_ROWS, choice=DRY)

    assert (report.new, report.applied, names(workspace)) == (3, False, {})


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ((None, "Phòng Y tế", None, None, None, None), "Mã đơn vị", "has no code"),
        (("PYT", None, None, None, None, None), "Tên đơn vị", "has no name"),
        (("PYT", "Phòng Y tế", "PYT", None, None, None), "Mã cấp trên", "its own superior"),
        (("PYT", "Phòng Y tế", "XX", None, None, None), "Mã cấp trên", "There is no unit “XX”"),
        (("PYT", "Phòng Y tế", None, None, "31/02/2018", None), "Từ ngày", "does not exist"),
        (("PYT", "Phòng Y tế", None, None, "01/08/2018", "31/07/2018"), "Đến ngày", "ends before it begins"),
        (("pnv", "Phòng Nội vụ 2", None, None, None, None), "Mã đơn vị", "stands in row 3 too"),
    ],
)
def test_a_bad_row_is_refused_with_its_place_and_reason_and_keeps_the_whole_list_out(
    workspace: Workspace, row: tuple[str | None, ...], column: str, reason: str
) -> None:
    report = make.take_units(workspace, *make.UNIT_ROWS, row)

    [refusal] = report.refused
    assert (refusal.row, refusal.column) == (5, column)
    assert reason in str(refusal.reasons[0])
    assert (report.read, report.new, report.applied, names(workspace)) == (4, 3, False, {})


def test_the_good_rows_come_in_when_asked_for(workspace: Workspace) -> None:
    report = make.take_units(workspace, *make.UNIT_ROWS, ("PYT", None, None, None, None, None), choice=GOOD)

    assert (report.new, len(report.refused), report.applied) == (3, 1, True)
    assert set(names(workspace)) == {make.DISTRICT, make.OFFICE, make.NEXT_DOOR}


def test_units_under_a_refused_one_are_refused_with_it(workspace: Workspace) -> None:
    rows = (("A", None, None, None, None, None), ("B", "Phòng B", "A", None, None, None))

    report = make.take_units(workspace, *rows, ("C", "Phòng C", "B", None, None, None), choice=GOOD)

    assert [refusal.row for refusal in report.refused] == [2, 3, 4]
    assert names(workspace) == {}


def test_superiors_that_lead_in_a_circle_are_refused(workspace: Workspace) -> None:
    rows = (("A", "Phòng A", "B", None, None, None), ("B", "Phòng B", "A", None, None, None))

    report = make.take_units(workspace, *rows)

    assert "lead back to itself" in str(report.refused[0].reasons[0])
    assert names(workspace) == {}


def test_a_superior_is_known_by_a_name_that_only_one_unit_has(workspace: Workspace) -> None:
    make.take_units(workspace)

    make.take_units(workspace, ("PYT", "Phòng Y tế", "ubnd QUẬN Tây Hồ", None, None, None))

    assert versions(workspace, "PYT")[0].parent == make.unit_id(workspace, make.DISTRICT)


def test_an_undated_row_corrects_what_is_known(workspace: Workspace) -> None:
    make.take_units(workspace)

    report = make.take_units(workspace, ("PNV", "Phòng Nội vụ và LĐ", "UB", "Cơ quan hành chính", None, None))

    assert (report.changed, len(versions(workspace, "PNV"))) == (1, 1)
    assert names(workspace)["PNV"] == "Phòng Nội vụ và LĐ"


def test_a_dated_row_is_a_new_name_from_that_day_and_the_old_one_is_kept(workspace: Workspace) -> None:
    make.take_units(workspace)
    row = ("PNV", "Phòng Nội vụ và LĐ", "UB", "Cơ quan hành chính", "01/07/2018", None)

    first = make.take_units(workspace, row)
    again = make.take_units(workspace, row)

    assert (first.changed, again.same) == (1, 1)
    assert [(v.name, v.since, v.until) for v in versions(workspace, "PNV")] == [
        ("Phòng Nội vụ", None, date(2018, 6, 30)),
        ("Phòng Nội vụ và LĐ", date(2018, 7, 1), None),
    ]


def test_two_versions_of_a_unit_come_in_with_one_list(workspace: Workspace) -> None:
    rows = (
        ("PNV", "Phòng Tổ chức", None, None, None, "30/06/2018"),
        ("PNV", "Phòng Nội vụ", None, None, "01/07/2018", None),
    )

    first = make.take_units(workspace, *rows)
    again = make.take_units(workspace, *rows)

    assert (first.new, first.changed, again.same) == (1, 1, 2)
    assert [v.name for v in versions(workspace, "PNV")] == ["Phòng Tổ chức", "Phòng Nội vụ"]


def test_an_old_name_taken_in_alone_leaves_the_new_one_as_it_is(workspace: Workspace) -> None:
    old = ("PNV", "Phòng Tổ chức", None, None, None, "30/06/2018")
    make.take_units(workspace, old, ("PNV", "Phòng Nội vụ", None, None, "01/07/2018", None))
    before = versions(workspace, "PNV")

    report = make.take_units(workspace, old)

    assert (report.same, versions(workspace, "PNV")) == (1, before)


def test_a_unit_ends_on_the_day_that_a_later_list_gives(workspace: Workspace) -> None:
    make.take_units(workspace)

    make.take_units(workspace, ("PNV", "Phòng Nội vụ", "UB", "Cơ quan hành chính", None, "31/12/2020"))

    assert [(v.since, v.until) for v in versions(workspace, "PNV")] == [(None, date(2020, 12, 31))]


def test_an_unknown_kind_is_kept_as_the_office_spells_it(workspace: Workspace) -> None:
    make.take_units(workspace, ("X", "Đội", None, "Lực lượng đặc thù", None, None))

    assert versions(workspace, "X")[0].kind == "Lực lượng đặc thù"


def test_an_import_leaves_one_audit_row_with_a_digest_and_counts(workspace: Workspace) -> None:
    with workspace.work() as work:
        before = work.audit.count()

    make.take_units(workspace)

    with workspace.work() as work:
        [entry] = work.audit.entries(most=work.audit.count() - before)
    assert (entry.action, entry.subject) == ("units.imported", "danh-sach.xlsx")
    assert entry.detail is not None
    assert (entry.detail["new"], entry.detail["changed"], len(entry.detail["digest"])) == (3, 0, 64)


def test_a_unit_that_ends_while_somebody_holds_a_position_in_it_is_asked_about(workspace: Workspace) -> None:
    make.take_units(workspace)
    make.take_people(workspace, make.person_row(3), make.person_row(4, until="30/11/2018"))
    ending = UnitEntry(make.OFFICE, "Phòng Nội vụ", parent=make.DISTRICT, until="30/11/2018")

    with workspace.work() as work:
        [doubt] = doubts_about_end(work, entry=ending)

    assert (doubt.field, tr_error(doubt)) == (
        "until",
        "After 30/11/2018 1 person would still hold a position in Phòng Nội vụ: Nguyễn Hải Anh (NV003). Move "
        "them or end their positions; no month of the unit rates them after that day.",
    )


def test_a_unit_that_would_end_before_it_begins_is_refused_and_not_asked_about(workspace: Workspace) -> None:
    make.take_units(workspace)
    make.take_people(workspace, make.person_row(3))
    days = UnitEntry(make.OFFICE, "Phòng Nội vụ", since="01/01/2019", until="30/11/2018")

    with workspace.work() as work:
        assert list(doubts_about_end(work, entry=days)) == []
        with pytest.raises(UserError, match="ends before it begins"):
            edit_unit(work, entry=days)


def test_a_unit_that_ends_after_everybody_left_raises_no_question(workspace: Workspace) -> None:
    make.take_units(workspace)
    make.take_people(workspace, make.person_row(4, until="30/11/2018"))
    ending = UnitEntry(make.OFFICE, "Phòng Nội vụ", parent=make.DISTRICT, until="30/11/2018")

    with workspace.work() as work:
        assert list(doubts_about_end(work, entry=ending)) == []
