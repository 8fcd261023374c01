"""Petitions and days off on the command line."""

from pathlib import Path

from tests import make
from tests.cli.run import JULY, Console


def test_a_petition_is_recorded_listed_and_answered(closed: Console) -> None:
    told = ("--informed", "2018-08-02", "--received", "2018-08-03", "--text", "Xem lại")

    added = closed.json("petition", "add", *JULY, "--person", "NV008", *told)
    overdue = closed.json("petition", "list", "--unit", make.DISTRICT)["petitions"]
    answered = closed.json("petition", "answer", "1", "--outcome", "changed", "--text", "Sót một việc")
    status = closed.json("month", "status", *JULY)

    assert (added["last_day"], added["due"], added["late"]) == ("2018-08-07", "2018-08-17", False)
    assert [(each["person"], each["overdue"]) for each in overdue] == [("NV008", True)]
    assert (answered["outcome"], status["revision"], status["stage"]) == ("changed", 2, "head")


def test_a_late_petition_says_the_last_day(closed: Console) -> None:
    told = ("--informed", "2018-08-02", "--received", "2018-08-20", "--text", "Xem lại")

    refused = closed("petition", "add", *JULY, "--person", "NV008", *told, "--json")

    assert refused.code == 1
    assert "the last day was 07/08/2018" in refused.err


def test_days_off_are_entered_listed_imported_and_taken_out(office: Console, tmp_path: Path) -> None:
    file = make.book(tmp_path / "nghi.xlsx", ("Ngày", "Loại", "Tên"), ("16/02/2018", "Tết", "Nghỉ Tết"))

    before = office.json("holidays", "list", "--year", "2018")
    office.json("holidays", "add", "2018-04-25", "--kind", "Giỗ Tổ")
    office.json("holidays", "import", file)
    after = office.json("holidays", "list", "--year", "2018")
    office.json("holidays", "remove", "2018-04-25")
    said = office("holidays", "list", "--year", "2019")

    assert (before["complete"], [day["day"] for day in before["days"]]) == (
        False,
        ["2018-01-01", "2018-04-30", "2018-05-01", "2018-09-02"],
    )
    assert (after["complete"], len(after["days"])) == (True, 6)
    assert "Not entered yet: Lunar New Year 2019, Hung Kings' day 2019." in said.out
    assert (before["missing"], after["missing"]) == (["tet", "hung_kings"], [])


def test_lunar_new_year_is_entered_with_its_first_and_last_day(office: Console) -> None:
    tet = ("holidays", "add", "2018-02-14", "--to", "2018-02-20", "--kind", "Tết", "--name", "Nghỉ Tết")

    entered = office.json(*tet)["days"]

    assert [each["day"][-2:] for each in entered] == ["14", "15", "16", "17", "18", "19", "20"]
