"""Forms of people and units that ask: from which day somebody leaves or begins, and what a unit is called."""

from collections.abc import Callable
from datetime import date

from evalapp.store.workspace import Workspace
from evalapp.ui.screens.people.editing import Subject, version_lines
from evalapp.usecases.entering import UnitEntry, edit_unit
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import UNIT, closed, opened

Sit = Callable[..., Driver]


def at_people(at: Driver) -> Driver:
    at.visit("people", unit=UNIT)
    return at


def test_somebody_is_taken_out_of_new_months_from_a_day_on_and_never_deleted(
    user: Sit, answers: Answers
) -> None:
    at = at_people(user(opened))

    at.do("people.active")
    at.fill(since="01/09/2018")
    at.do("filled.save")

    assert at.cell(row="Lê Thị Hồng An", column="standing", by="name") == "Inactive"
    left = next(each for each in at.screen.state.people if each.name == "Lê Thị Hồng An")
    assert left.positions[-1].until == date(2018, 8, 31)
    answers.agrees = False
    at.do("people.active")
    assert "Their position ended on 31/08/2018" in answers.questions[-1]
    assert at.cell(row="Lê Thị Hồng An", column="standing", by="name") == "Inactive"


def test_a_day_that_takes_somebody_out_of_a_month_that_was_scored_is_asked_about(user: Sit) -> None:
    at = at_people(user(closed))

    at.do("people.active")
    at.fill(since="15/07/2018")
    at.do("filled.save")

    assert "would no longer be in" in at.screen.panel.form.reason("since")
    at.do("filled.save")
    assert at.cell(row="Lê Thị Hồng An", column="standing", by="name") == "Inactive"


def test_a_transfer_opens_the_form_of_the_next_position(user: Sit) -> None:
    at = at_people(user())

    at.do("people.transfer")

    assert at.screen.state.editing.subject is Subject.NEW_POSITION
    assert at.screen.panel.form.values["since"] == ""


def test_a_first_position_without_a_day_is_asked_about_once(user: Sit) -> None:
    at = at_people(user())
    at.do("people.new_person")
    at.fill(code="NV020", name="Lò Thị Mỷ", position="Chuyên viên")

    at.do("filled.save")

    assert "Without a first day" in at.screen.panel.form.reason("since")
    at.do("filled.save")
    assert any(each.code == "NV020" for each in at.screen.state.people)


def renamed_ahead(workspace: Workspace) -> None:
    """From October on the office is called otherwise; today is September."""
    with workspace.work() as work:
        entry = UnitEntry(UNIT, "Phòng Nội vụ và Tôn giáo", since="01/10/2018")
        edit_unit(work, entry=entry)


def test_the_form_of_a_unit_renamed_ahead_shows_it_as_it_is_today_and_says_what_comes(user: Sit) -> None:
    at = at_people(user(renamed_ahead))
    at.do("people.edit_unit")

    assert at.screen.panel.form.values["name"] == "Phòng Nội vụ"
    assert "From 01/10/2018 on it is “Phòng Nội vụ và Tôn giáo”" in at.screen.panel.about
    at.fill(kind="Cơ quan hành chính")
    at.do("filled.save")
    unit = next(each for each in at.screen.state.units if each.code == UNIT)
    assert [(each.name, each.kind) for each in unit.versions] == [
        ("Phòng Nội vụ", "Cơ quan hành chính"),
        ("Phòng Nội vụ và Tôn giáo", ""),
    ]


def test_what_is_recorded_ahead_of_a_unit_is_opened_from_its_list(user: Sit) -> None:
    at = at_people(user(renamed_ahead))
    at.do("people.edit_unit")

    at.screen.panel.names.opened.emit(version_lines(at.screen.state.unit_edited, at.screen.state.units)[1])

    assert at.screen.panel.form.values["name"] == "Phòng Nội vụ và Tôn giáo"
    assert "not what it is called today" in at.screen.panel.about
