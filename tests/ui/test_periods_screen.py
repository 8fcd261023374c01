"""The screen of longer periods: driven as a user would."""

from collections.abc import Callable
from pathlib import Path

from evalapp.base.columns import Tone
from evalapp.domain.holidays import HolidayKind
from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.months import MonthPicker
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.periods.state import DAYS, PETITIONS
from evalapp.usecases.entering import PersonEntry, edit_person
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import UNIT, closed

Sit = Callable[..., Driver]


def namesakes(workspace: Workspace) -> None:
    """Two people of one name in a month that is closed."""
    with workspace.work() as work:
        edit_person(work, entry=PersonEntry("NV011", "Đặng Thu Hà"))
    closed(workspace)


def test_people_of_one_name_are_told_apart_and_months_to_come_are_no_fault(user: Sit) -> None:
    at = user(namesakes)
    at.visit("periods")

    names = [name for name in at.column("name") if name.startswith("Đặng Thu Hà")]
    assert sorted(names) == ["Đặng Thu Hà (NV010)", "Đặng Thu Hà (NV011)"]
    line = at.screen.state.lines[0]
    assert (line.month_tone(7), line.month_tone(8)) != (Tone.BAD, Tone.BAD)
    assert line.month_tone(8) is Tone.MUTED


def july(workspace: Workspace) -> None:
    """July, closed."""
    closed(workspace)


def at_page(at: Driver, page: str) -> Driver:
    at.visit("periods")
    at.screen.pages.chosen.emit(page)
    at.settle()
    return at


def fill_in(at: Driver, **values: str) -> None:
    form = at.screen.panel.form
    for key, text in values.items():
        field = form.field(key)
        if key in ("sheet", "outcome", "kind"):
            field.show_choices([Choice(text, text)], text)
        else:
            field.setText(text)
    at.screen.panel.actions_bar.triggered.emit("filled.save")
    at.settle()


def test_the_months_stand_beside_each_other_and_a_missing_one_is_said(user: Sit) -> None:
    at = user(july)
    at.visit("periods")

    at.screen.kinds.chosen.emit("quarter")
    at.settle()

    assert at.screen.table.isColumnHidden(5 + 6)
    assert not at.screen.table.isColumnHidden(5 + 7)
    assert set(at.column("m8")) == {"not opened"}
    assert "08/2018: missing, no result" in at.screen.panel.told


def test_a_period_that_no_policy_rates_says_so_and_cannot_be_opened(user: Sit) -> None:
    at = user(july)
    at.visit("periods")

    at.screen.kinds.chosen.emit("quarter")
    at.settle()

    assert "(hn-3814-2018) none rates quarter 3/2018" in at.screen.state.warning
    assert not at.can("periods.open")


def test_a_petition_is_recorded_and_answered_and_reopens_the_month(user: Sit) -> None:
    at = at_page(user(july), PETITIONS)
    at.do("petitions.new")
    sheet = at.screen.state.people[2].key

    fill_in(at, sheet=sheet, text="Xem lại nhóm II", late="Nghỉ phép")
    at.screen.petitions.selectRow(0)
    at.do("petitions.answer")
    fill_in(at, outcome="changed", answer="Bỏ sót một việc")

    assert (
        at.told == "✓ Phòng Nội vụ, month 07/2018 is reopened as revision 2: correct it, settle and close it."
    )
    assert at.column("state", at.screen.petitions) == ["Result reopened"]
    assert at.column("name", at.screen.petitions)[0].endswith(" (NV003)")


def test_a_petition_without_a_text_is_refused_at_its_field(user: Sit) -> None:
    at = at_page(user(july), PETITIONS)
    at.do("petitions.new")

    fill_in(at, sheet=at.screen.state.people[2].key)

    assert at.screen.panel.form.reason("text") == "✕ Write what the petition asks for."


def test_a_day_off_is_entered_and_taken_out(user: Sit) -> None:
    at = at_page(user(july), DAYS)
    assert "Not entered yet: Lunar New Year 2018, Hung Kings' day 2018." in at.screen.state.warning
    at.do("days.new")
    offered = at.screen.panel.form.values["kind"]

    fill_in(at, day="15/02/2018", until="16/02/2018", name="Nghỉ Tết")

    assert offered == HolidayKind.TET.value
    assert "Not entered yet: Hung Kings' day 2018." in at.screen.state.warning
    assert at.column("day", at.screen.days) == [
        "01/01/2018", "15/02/2018", "16/02/2018", "30/04/2018", "01/05/2018", "02/09/2018",
    ]  # fmt: skip
    at.screen.days.selectRow(1)
    at.do("days.remove")
    assert len(at.column("day", at.screen.days)) == 5


def test_the_top_bar_goes_to_a_quarter(user: Sit) -> None:
    at = user(july)
    at.visit("periods")

    at.window.findChildren(MonthPicker)[0].longer_chosen.emit("2018-Q3")
    at.settle()

    assert at.screen.state.period == Period.parse("2018-Q3")
    assert at.screen.state.title == "Quarter 3/2018: not opened"


def test_the_list_of_the_period_is_printed(user: Sit, answers: Answers, tmp_path: Path) -> None:
    answers.saved = tmp_path / "nam.pdf"
    at = user(july)
    at.visit("periods")

    at.do("periods.pdf")

    assert at.told == f"✓ Written: {answers.saved}"
    assert answers.saved.read_bytes().startswith(b"%PDF")
    answers.saved = tmp_path / "phieu.pdf"
    at.screen.table.selectRow(0)

    at.do("periods.person_pdf")

    assert at.told == f"✓ Written: {answers.saved}"
    assert answers.saved.read_bytes().startswith(b"%PDF")


def test_twelve_months_are_a_letter_each_where_there_is_little_room(user: Sit) -> None:
    at = user(july)
    at.window.resize(1366 * 4 // 5, 768 * 4 // 5)  # an office screen at 125 %
    at.visit("periods")
    at.screen.kinds.chosen.emit("year")
    at.settle()

    overflow = at.screen.table.horizontalScrollBar().maximum()
    narrow = at.column("m7"), at.column("m8"), overflow, at.screen.state.legend
    at.window.resize(2600, 768)
    at.settle()

    assert narrow[0][0] in ("A", "B", "C", "D")
    assert set(narrow[1]) == {"·"}  # not opened yet, and so not wrong
    assert narrow[3] == "Months: · not opened, … not closed, ✕ missing, – not counted."
    assert narrow[2] == 0
    assert at.column("m7")[0].split()[0] == narrow[0][0]
    assert set(at.column("m8")) == {"not opened"}


def two_that_fit(workspace: Workspace) -> None:
    """Two policies of the unit's own, in force on the same days."""
    july(workspace)
    shape = {**shipped()["nd-90-2020"].document, "unit": UNIT}
    with workspace.work() as work:
        for number in (1, 2):
            names = {"code": f"own-{number}", "title": f"Quy chế {number}"}
            document = {**shape, **names, "effective_from": "2018-01-01"}
            install(work, policy=policy_from_document(document))


def test_where_several_policies_fit_a_year_it_is_asked_by_which_one_it_goes(
    user: Sit, answers: Answers
) -> None:
    at = user(two_that_fit)
    at.visit("periods")
    assert at.screen.state.warning == ""
    answers.choice = 1

    at.do("periods.open")
    at.settle()

    assert [each.splitlines()[0] for each in answers.offered] == ["Quy chế 1", "Quy chế 2"]
    assert at.screen.state.current.policy.code == "own-2"
