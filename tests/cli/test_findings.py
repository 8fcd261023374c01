"""Findings and remedies on the command line: heard, decided, joined, mended, urged; who may not decide."""

from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.cli.run import Console
from tests.cli.test_inspections import DRESS, NOTHING, TIME, log

AGAIN = (
    "16/07/2018", "9h00", "Chuyên đề", "PNV", "09/BB", None, None, None, None,
    "HN522.DRESS", "NV007", "Không mặc trang phục công sở", "Nhẹ", None, None,
)  # fmt: skip


@pytest.fixture
def console(office: Console, tmp_path: Path) -> Console:
    """The office with two visits that found three things, one of them twice."""
    office.json("inspection", "import", log(tmp_path, DRESS, TIME, NOTHING, AGAIN))
    return office


def numbered(console: Console, *words: str) -> list[Any]:
    return console.json("finding", "list", *words)["findings"]


def test_a_finding_is_heard_joined_and_decided_by_scripts(console: Console, tmp_path: Path) -> None:
    paper = make.book(tmp_path / "tuong-trinh.xlsx", ["Tường trình"])
    first, second = (each["id"] for each in numbered(console, "--topic", "HN522.DRESS", "--person", "NV007"))

    asked = console.json("finding", "ask", str(first), "--days", "3", "--on", "2018-07-17")
    explained = console.json("finding", "explain", str(first), "--text", "Quên thẻ", "--file", paper)
    joined = console("finding", "same", str(first), "--with", str(second), "--reason", "Cùng một lần")
    confirmed = console.json("finding", "confirm", str(first), "--reason", "Đã thừa nhận")
    twice = console("finding", "confirm", str(first), "--reason", "Lần nữa")
    shown = console.json("finding", "show", str(first))

    assert (joined.code, twice.code) == (0, 1)
    assert [step["kind"] for step in shown["steps"]] == ["asked", "given", "same_breach", "confirmed"]
    assert "2018-07-20" in str(asked)
    assert (bool(explained), bool(confirmed)) == (True, True)
    assert [each["standing"] for each in numbered(console, "--standing", "confirmed")] == ["confirmed"]


def test_a_remedy_is_given_reported_sent_back_checked_and_urged_by_scripts(
    console: Console, tmp_path: Path
) -> None:
    [owed] = console.json("remedy", "list", "--unit", "PNV")["remedies"]
    key = str(owed["id"])
    out = tmp_path / "don-doc.pdf"

    console.json("remedy", "urge", "--unit", "PNV", "--number", "45/UBND-NV", "--out", out)
    console.json("remedy", "assign", key, "--owner", "NV003")
    console.json("remedy", "report", key, "--text", "Đã niêm yết", "--on", "2018-07-25")
    console.json("remedy", "return", key, "--reason", "Thiếu ảnh")
    console.json("remedy", "move", key, "--due", "2018-08-20", "--reason", "Chờ in bảng")
    unexplained = console("remedy", "move", key, "--due", "2018-08-21")
    console.json("remedy", "report", key, "--text", "Đã treo bảng", "--on", "2018-08-01")
    unseen = console("remedy", "check", key, "--on", "2018-08-02")
    done = console.json("remedy", "check", key, "--on", "2018-08-02", "--text", "Ông Hòa đã xem")
    alone = console.json(
        "remedy", "add", "--unit", "PNV", "--source", "index", "--reference", "HS_DUNGHAN 82 %", "--text",
        "Trả hồ sơ đúng hạn", "--owner", "NV001", "--due", "2018-09-30", "--on", "2018-08-01",
    )  # fmt: skip

    assert (done["state"], unexplained.code, alone["source"]) == ("done", 1, "index")
    assert unseen.code == 1  # the one user of the file recorded the proof too: who looked is to be said
    assert out.read_bytes().startswith(b"%PDF")
    assert len(console.json("remedy", "list", "--state", "overdue")["remedies"]) == 1
