"""Strengths, weaknesses and the authority's opinion, as Decree 335/2025's form 01 asks for them."""

import json
from pathlib import Path

import pytest

from tests import make
from tests.cli.run import Console
from tests.documents.papers.reading_back import text_of

STAFF = "NV003"
MARCH = ("--unit", make.OFFICE, "--period", "2026-03")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A console on an office of three in April 2026."""
    made = make.workspace(tmp_path, clock=make.Ticking(make.NOON.replace(year=2026, month=4)))
    make.take_units(made)
    make.take_people(made, *(make.person_row(number) for number in (1, 2, 3)))
    made.close()
    return Console(made.path, capsys)


def test_words_written_of_a_person_stand_on_the_form_at_their_places_and_in_the_history(
    office: Console, tmp_path: Path
) -> None:
    office.json("month", "open", *MARCH, "--policy", "nd-335-2025")
    of = ("scores", "words", *MARCH, "--person", STAFF)

    office.json(*of, "--strengths", "Làm việc đúng hạn", "--weaknesses", "Ít phối hợp")
    office.json("month", "advance", *MARCH, "--to", "head")
    told = office.json(*of, "--opinion", "Cần phối hợp tốt hơn", "--weaknesses", "Phối hợp còn chậm")
    shown = office.json(*of)
    out = ("--format", "pdf", "--out", tmp_path / "phieu.pdf")
    office("report", "person", *MARCH, "--person", STAFF, *out)

    text = text_of(tmp_path / "phieu.pdf")
    places = [
        text.index(part)
        for part in (
            "4. Ưu điểm:", "Làm việc đúng hạn", "5. Hạn chế, khuyết điểm:", "Phối hợp còn chậm",
            "6. Ý kiến nhận xét", "Cần phối hợp tốt hơn",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert "Ít phối hợp" not in text
    assert told == shown
    assert (told["strengths"], told["weaknesses"]) == ("Làm việc đúng hạn", "Phối hợp còn chậm")
    actions = [each["action"] for each in office.json("audit", "list")["rows"]]
    assert actions.count("words.written") == 2


def test_a_later_stage_empties_a_text_and_what_stood_there_stays_in_the_history(office: Console) -> None:
    office.json("month", "open", *MARCH, "--policy", "nd-335-2025")
    of = ("scores", "words", *MARCH, "--person", STAFF)
    office.json(*of, "--strengths", "Đúng hạn", "--weaknesses", "Ít phối hợp")
    office.json("month", "advance", *MARCH, "--to", "head")

    emptied = office.json(*of, "--weaknesses", "")
    again = office.json(*of, "--opinion", "Tốt")
    written = office.json(*of, "--weaknesses", "Còn chậm")
    office.json(*of, "--weaknesses", "")
    form = office.json("report", "person", *MARCH, "--person", STAFF)["words"]

    assert (emptied["strengths"], emptied["weaknesses"]) == ("Đúng hạn", None)
    assert (again["weaknesses"], written["weaknesses"]) == (None, "Còn chậm")
    assert (form["strengths"], form["weaknesses"], form["opinion"]) == ("Đúng hạn", None, "Tốt")
    kept = [str(each) for each in office.json("audit", "list")["rows"] if each["action"] == "words.written"]
    assert len(kept) == 5
    assert any("Ít phối hợp" in each for each in kept)


def test_who_only_wrote_words_still_owes_the_form(office: Console, tmp_path: Path) -> None:
    office.json("month", "open", *MARCH, "--policy", "nd-335-2025")
    office.json("scores", "words", *MARCH, "--person", STAFF, "--strengths", "Đúng hạn")
    office.json("sheets", "export", *MARCH, "--out", tmp_path / "gui")

    told = office("sheets", "import", tmp_path / "gui", *MARCH, "--dry-run", "--json")

    assert STAFF in json.loads(told.out)["missing"]


def test_words_are_part_of_what_is_printed_and_sealed_and_a_form_without_places_takes_none(
    office: Console,
) -> None:
    office.json("month", "open", *MARCH, "--policy", "nd-335-2025")
    office.json("month", "open", "--unit", make.OFFICE, "--period", "2018-07", "--policy", "hn-3814-2018")
    person = ("report", "person", *MARCH, "--person", STAFF)

    before = office.json(*person)
    office.json("scores", "words", *MARCH, "--person", STAFF, "--strengths", "Tận tụy")
    after = office.json(*person)
    refused = office(
        "scores", "words", "--unit", make.OFFICE, "--period", "2018-07", "--person", STAFF,
        "--strengths", "Tận tụy",
    )  # fmt: skip

    assert (before["words"]["strengths"], after["words"]["strengths"]) == (None, "Tận tụy")
    assert before["hash"] != after["hash"]
    assert refused.code == 1
