"""The month from an Excel list to paper on the command line alone, and the papers read back."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.cli.run import Console
from tests.documents.papers.reading_back import closed_up, first_sheet, people_of, source_of, text_of

JULY = ("--unit", "PNV", "--period", "2018-07")


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(tmp_path / "w.sqlite", capsys)


def run_month(console: Console, folder: Path) -> Any:
    from evalapp.documents.papers.self_score_filling import fill_self_score_form
    from evalapp.domain.rounds import Mark

    units = make.book(
        folder / "dv.xlsx", ["DANH SÁCH ĐƠN VỊ"], [], make.UNIT_HEADER, *make.UNIT_ROWS, ["Tổng cộng: 3"]
    )
    people = make.book(
        folder / "cb.xlsx",
        ["UBND QUẬN TÂY HỒ"],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"],
        [],
        make.PEOPLE_HEADER,
        *(make.person_row(number) for number in range(1, 11)),
        ["", "Tổng số: 10 người"],
    )
    console.json("workspace", "init", console.place)
    assert console.json("unit", "import", units)["new"] == 3
    assert console.json("people", "import", people)["new"] == 10
    console.json("month", "open", *JULY)
    console.json("month", "unrate", *JULY, "--person", "NV009", "--reason", "Nghỉ thai sản")
    sent = console.json("sheets", "export", *JULY, "--out", folder / "gui")["written"]
    (folder / "ve").mkdir()
    for form in map(Path, sent):
        code = form.name[:5]
        marks = {row: Mark(points) for row, points in make.points(code, "88.5").items()}
        fill_self_score_form(form, folder / "ve" / form.name, marks)
    assert console.json("sheets", "import", folder / "ve", *JULY)["new"] == 9
    totals = {**make.TIED, "NV001": "95"}
    del totals["NV009"]
    header, rows = make.score_rows(totals)
    scores = make.book(folder / "diem.xlsx", ["BẢNG ĐIỂM"], header, *rows)
    console.json("month", "advance", *JULY, "--to", "deputy")
    assert console.json("scores", "import", scores, *JULY, "--stage", "deputy")["new"] == 9
    console.json("month", "advance", *JULY, "--to", "head")
    console.json("month", "carry", *JULY, "--from", "deputy", "--to", "head")
    [tied] = console.json("month", "advance", *JULY, "--to", "settling")["ties"]
    console.json("month", "settle", *JULY, "--first", "NV003", "--reason", "Thâm niên")
    assert "NV003" in tied
    return console.json("month", "close", *JULY)


def test_the_numbers_agree_in_json_workbook_and_pdf(console: Console, tmp_path: Path) -> None:
    closed = run_month(console, tmp_path)
    summary = console.json("report", "summary", *JULY, "--format", "json")
    console.json("report", "summary", *JULY, "--format", "xlsx", "--out", tmp_path / "s.xlsx")
    console.json("report", "summary", *JULY, "--format", "pdf", "--out", tmp_path / "s.pdf")

    rows = {row["code"]: row for row in summary["rows"]}
    book = {row[1]: row for row in people_of(first_sheet((tmp_path / "s.xlsx").read_bytes()))}
    page = closed_up(text_of((tmp_path / "s.pdf").read_bytes()))

    assert list(book) == [row["code"] for row in summary["rows"]]
    for code, row in rows.items():
        told = [row[key] for key in ("self", "deputy", "head", "bonus", "deduction", "total")]
        seen = [None if cell in (None, "", "–") else Decimal(str(cell)) for cell in book[code][4:10]]
        if row["total"] is None:
            assert row["reason"] == "Nghỉ thai sản"
            assert seen[-1] is None
        else:
            assert seen == [Decimal(points) for points in told]
            assert row["total"].replace(".", ",") in page
        assert closed_up(row["name"]) in page
    assert summary["hash"] == closed["hash"] == source_of((tmp_path / "s.xlsx").read_bytes())["hash"]
    assert closed["hash"][:12] in page
    assert summary["counts"] == {"A": 2, "B": 7, "C": 0, "D": 0, "not_rated": 1, "not_scored": 0}


def test_each_persons_form_carries_the_marks_the_level_and_the_hash(console: Console, tmp_path: Path) -> None:
    run_month(console, tmp_path)
    printed = console.json("sheets", "print", *JULY, "--out", tmp_path / "giay")["written"]

    assert len(printed) == 10
    for file in map(Path, printed):
        document = console.json("report", "person", *JULY, "--person", file.name[:5])
        page = closed_up(text_of(file.read_bytes()))
        assert closed_up(document["name"]) in page
        assert document["hash"][:12] in page
        if document["result"]["total"]:
            assert document["result"]["total"].replace(".", ",") in page
            assert closed_up(document["level_label"]) in page


def test_afterwards_everything_is_whole_and_a_correction_keeps_both(console: Console, tmp_path: Path) -> None:
    closed = run_month(console, tmp_path)
    console.json("month", "reopen", *JULY, "--reason", "Đơn kiến nghị số 3")
    header, rows = make.score_rows({"NV008": "75"})
    console.json(
        "scores", "import", make.book(tmp_path / "sua.xlsx", header, *rows), *JULY, "--stage", "head"
    )
    console.json("month", "settle", *JULY, "--first", "NV003", "--reason", "Thâm niên")
    again = console.json("month", "close", *JULY)

    listed = console.json("month", "list", "--unit", "PNV")["months"]
    assert [(m["revision"], m["stage"], m["hash"]) for m in listed] == [
        (1, "closed", closed["hash"]), (2, "closed", again["hash"]),
    ]  # fmt: skip
    check = console.json("workspace", "check")
    assert (check["ok"], check["seals"]) == (True, {"checked": 20, "broken": []})
    assert console.json("audit", "verify")["ok"]
