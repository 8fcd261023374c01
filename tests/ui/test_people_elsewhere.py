"""Whoever is in no unit at the end of the month: told apart, found again, and said where they are."""

from collections.abc import Callable

from PySide6.QtWidgets import QSplitter

from evalapp.domain.units import UnitVersion
from evalapp.store.workspace import Workspace
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT

Sit = Callable[..., Driver]
WHO = "Đỗ Thị Ánh"


def at_unit(at: Driver) -> Driver:
    at.visit("people", unit=UNIT, period=JULY)
    return at


def with_a_position_that_ended(at: Driver) -> Driver:
    at_unit(at).put_cursor(row=WHO, column="name", by="name")
    at.do("people.edit_person")
    at.screen.panel.dated.setFocus()
    at.screen.panel.dated.opened.emit(at.screen.panel.dated.current())
    at.screen.panel.form.field("until").setText("20/07/2018")
    at.do("filled.save")
    at.settle()
    return at


def shown_columns(at: Driver) -> list[str]:
    table = at.table
    return [
        each.key for number, each in enumerate(table.rows_model.columns) if not table.isColumnHidden(number)
    ]


def test_where_nothing_is_to_be_said_of_anybody_no_column_is_kept_for_it(user: Sit) -> None:
    at = at_unit(user())

    assert "standing" not in shown_columns(at)
    assert "code" in shown_columns(at)


def test_who_left_during_the_month_is_said_to_hold_nothing_at_its_end(user: Sit) -> None:
    at = with_a_position_that_ended(user())

    assert at.cell(row=WHO, column="standing", by="name") == "No position at month's end"
    assert "standing" in shown_columns(at)


def test_it_is_said_why_the_people_of_all_units_are_listed(user: Sit) -> None:
    at = with_a_position_that_ended(user())

    assert at.told == f"⚠ {WHO} is not in Phòng Nội vụ on 31/07/2018: the people of all units are listed."


def with_long_names(workspace: Workspace) -> None:
    with workspace.work() as work:
        district = work.units.add("UBQ", [UnitVersion("Ủy ban nhân dân quận Mẫu", "UBND cấp huyện")])
        work.units.add(
            "TT", [UnitVersion("Trung tâm Dịch vụ công mới thành lập", "Đơn vị sự nghiệp", district)]
        )
        work.audit.record("test.units", "UBQ")


def test_the_names_of_units_are_laid_out_once_and_not_anew_while_one_works(user: Sit) -> None:
    at = user(with_long_names)
    at.window.resize(1366, 768)
    at.visit("people")
    units = at.screen.units

    def laid_out() -> list[int]:
        header = units.horizontalHeader()
        widths = [header.sectionSize(number) for number in range(header.count())]
        return widths + [units.rowHeight(number) for number in range(units.rows_model.rowCount())]

    first = laid_out()
    split = units.parentWidget()
    assert isinstance(split, QSplitter)
    before, main, panel = split.sizes()
    for width in (before + 60, before):  # drawn wider, and back
        split.setSizes([width, main + before - width, panel])
        at.settle()

    assert laid_out() == first
