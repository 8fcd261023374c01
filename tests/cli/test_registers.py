"""The registers and suggestions on the command line: documents, exit codes, the month from list to seal."""

from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.cli.run import Answer, Console

HEADER = ("Mã CB", "Sự kiện", "Từ ngày", "Đến ngày", "Số quyết định", "Ghi chú")
LATE = ("NV007", "Đi muộn", "10/07/2018", None, None, "30 phút")
DISCIPLINE = ("NV003", "Quyết định kỷ luật", "05/07/2018", None, "12/QĐ-UBND", None)
IDEA = ("NV006", "Sáng kiến", "10/07/2018", None, "99/QĐ", None)


def book(folder: Path, *rows: Any) -> Path:
    return make.book(folder / "su-viec.xlsx", ["DANH SÁCH SỰ VIỆC"], HEADER, *rows)


@pytest.fixture
def console(scored: Console, tmp_path: Path) -> Console:
    """The office with July scored and three entries in the registers."""
    scored.json("facts", "import", book(tmp_path, DISCIPLINE, LATE, IDEA), "--period", "2018-07")
    return scored


def decide(console: Console, verb: str, person: str, key: str, *words: str) -> Answer:
    return console.month("suggestions", verb, "--person", person, key, *words)


def open_count(console: Console) -> int:
    return console.month("month", "status").json["suggestions"]


def test_a_list_of_facts_comes_in_by_the_contract_and_twice_changes_nothing(
    scored: Console, tmp_path: Path
) -> None:
    file = book(tmp_path, DISCIPLINE, LATE)

    first = scored.json("facts", "import", file, "--period", "2018-07")
    second = scored.json("facts", "import", file, "--period", "2018-07")

    assert first == {
        "read": 2, "new": 2, "changed": 0, "same": 0, "refused": [], "warnings": [], "applied": True,
    }  # fmt: skip
    assert second == {**first, "new": 0, "same": 2}


def test_a_refused_row_is_named_and_nothing_comes_in(scored: Console, tmp_path: Path) -> None:
    out = tmp_path / "loi.xlsx"
    file = book(tmp_path, LATE, ("NV003", "Không kỷ luật", "05/07/2018", None, None, None))

    answer = scored("facts", "import", file, "--period", "2018-07", "--errors", out, "--json")

    assert (answer.code, answer.json["applied"], out.exists()) == (1, False, True)
    [refused] = answer.json["refused"]
    assert (refused["row"], refused["column"], refused["value"]) == (4, "Sự kiện", "Không kỷ luật")
    assert scored.json("facts", "list") == {"entries": []}


def test_a_list_without_a_period_is_wrong_usage(scored: Console, tmp_path: Path) -> None:
    assert scored("facts", "import", book(tmp_path, LATE)).code == 2


def test_an_entry_is_listed_with_all_that_is_known(console: Console) -> None:
    [entry] = console.json("facts", "list", "--person", "NV007")["entries"]

    assert entry == {
        "id": 2, "kind": "late", "label": "Đi muộn, về sớm, vắng mặt không lý do", "person": "NV007",
        "name": "Hoàng Ngọc Đào", "unit": "PNV", "from": "2018-07-10", "to": None, "document": None,
        "place": None, "note": "30 phút", "same_breach_as": None, "recorded_by": "local", "withdrawn": None,
        "uses": [], "outcomes": [], "working_days": None,
    }  # fmt: skip


def test_what_is_unusual_about_an_entry_is_refused_until_it_is_said_to_be_meant(console: Console) -> None:
    again = ("facts", "record", "Đi muộn", "--person", "NV007", "--from", "2018-07-10", "--to", "2108-07-10")

    refused = console(*again)
    listed = len(console.json("facts", "list")["entries"])
    taken = console(*again, "--sure")

    assert (refused.code, listed, taken.code) == (1, 3, 0)
    assert "10/07/2108 is years away." in refused.err
    assert "is recorded of 10/07/2018 already." in refused.err
    assert "--sure" in refused.err


def test_an_entry_is_completed_with_a_far_day_only_where_it_is_meant(console: Console) -> None:
    entry = console.json("facts", "record", "Nghỉ ốm", "--person", "NV003", "--from", "2018-07-02")["id"]
    last = ("facts", "amend", entry, "--to", "2108-07-02")

    refused = console(*last)
    taken = console(*last, "--sure")
    noted = console(*last, "--note", "Viện E")

    assert (refused.code, taken.code, noted.code) == (1, 0, 0)
    assert "02/07/2108 is years away." in refused.err


def test_the_list_of_entries_is_narrowed_by_unit_and_period(console: Console) -> None:
    def listed(*words: str) -> list[int]:
        return [entry["id"] for entry in console.json("facts", "list", *words)["entries"]]

    assert listed("--unit", "UB") == [1, 2, 3]
    assert listed("--unit", "PTP") == []
    assert listed("--period", "2018-08") == []


def test_an_entry_is_recorded_amended_and_withdrawn(scored: Console) -> None:
    told = ("--person", "NV004", "--from", "2018-07-02", "--note", "Viện E")

    entry = scored.json("facts", "record", "Nghỉ ốm", *told)
    amended = scored.json("facts", "amend", str(entry["id"]), "--to", "2018-07-20")
    withdrawn = scored.json("facts", "withdraw", str(entry["id"]), "--reason", "Nhập nhầm")

    assert (entry["kind"], entry["to"], amended["to"]) == ("leave_sick", None, "2018-07-20")
    assert (withdrawn["withdrawn"]["reason"], withdrawn["withdrawn"]["by"]) == ("Nhập nhầm", "local")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("facts", "withdraw", "99", "--reason", "Thôi"), 1),
        (("facts", "withdraw", "2", "--reason", "  "), 1),
        (("facts", "withdraw", "2"), 2),
        (("facts", "record", "Chơi cờ", "--person", "NV004", "--from", "2018-07-02"), 1),
        (("facts", "record", "Nghỉ ốm", "--from", "2018-07-02"), 2),
        (("facts", "record", "Nghỉ ốm", "--person", "NV004", "--from", "02/07/2018"), 1),
    ],
)
def test_what_is_refused_leaves_the_registers_as_they_were(
    console: Console, words: tuple[str, ...], code: int
) -> None:
    before = console.json("facts", "list")

    answer = console(*words)

    assert (answer.code, answer.out == "", bool(answer.err)) == (code, True, True)
    assert console.json("facts", "list") == before


def test_suggestions_are_listed_and_the_month_counts_the_open_ones(console: Console) -> None:
    document = console.month("suggestions", "list").json

    assert (document["unit"], document["period"], document["policy"]) == ("PNV", "2018-07", make.POLICY)
    assert (document["open"], open_count(console)) == (2, 2)
    seen = [(each["person"], each["key"], each["nature"], each["state"]) for each in document["suggestions"]]
    assert seen == [
        ("NV003", "1:DISCIPLINED", "gate", "information"),
        ("NV006", "3:SOLUTION", "bonus", "open"),
        ("NV007", "2:LATE", "event", "open"),
    ]


def test_an_accepted_suggestion_answers_with_what_was_decided(console: Console) -> None:
    answer = decide(console, "accept", "NV007", "2:LATE", "--points", "1,5")

    [suggestion] = answer.json["suggestions"]
    decision = suggestion.pop("decision")
    assert suggestion == {
        "person": "NV007", "name": "Hoàng Ngọc Đào", "key": "2:LATE", "nature": "event", "code": "LATE",
        "label": "Đi muộn, về sớm, vắng mặt tại vị trí làm việc không có lý do", "state": "accepted",
        "lapsed": False, "row": "I.1", "rows": ["I.1"], "points": None, "level": None,
        "cites": "Mẫu phiếu của đơn vị theo khung QĐ 3814-QĐ/TU",
        "rests_on": "Đi muộn, về sớm, vắng mặt không lý do, ngày 10/07/2018",
    }  # fmt: skip
    assert decision.pop("at").startswith("20")
    assert decision == {"answer": "accepted", "points": "-1.5", "row": "I.1", "reason": None, "by": "local"}


def test_decisions_change_the_month_and_can_be_taken_back(console: Console) -> None:
    decide(console, "accept", "NV006", "3:SOLUTION", "--points", "2")
    decide(console, "reject", "NV007", "2:LATE", "--reason", "Tắc đường")
    rows = {row["code"]: row for row in console.month("report", "summary").json["rows"]}
    assert (rows["NV006"]["total"], rows["NV003"]["level"], open_count(console)) == ("87", "D", 0)

    decide(console, "reopen", "NV006", "3:SOLUTION")

    rows = {row["code"]: row for row in console.month("report", "summary").json["rows"]}
    assert (rows["NV006"]["total"], open_count(console)) == ("85", 1)


@pytest.mark.parametrize(
    ("verb", "person", "key", "words", "code"),
    [
        ("accept", "NV007", "2:LATE", (), 1),
        ("accept", "NV007", "2:LATE", ("--points", "0,3"), 1),
        ("accept", "NV007", "2:LATE", ("--points", "một"), 1),
        ("accept", "NV003", "1:DISCIPLINED", (), 1),
        ("accept", "NV003", "2:LATE", ("--points", "1"), 1),
        ("accept", "NV099", "2:LATE", ("--points", "1"), 1),
        ("reject", "NV007", "2:LATE", (), 2),
        ("reject", "NV007", "2:LATE", ("--reason", " "), 1),
        ("reopen", "NV007", "2:LATE", (), 1),
    ],
)
def test_a_decision_that_cannot_be_changes_nothing(
    console: Console, verb: str, person: str, key: str, words: tuple[str, ...], code: int
) -> None:
    before = console.month("report", "summary").json

    assert decide(console, verb, person, key, *words).code == code

    assert console.month("report", "summary").json == before
    assert open_count(console) == 2


def test_a_closed_month_tells_what_the_registers_say_by_now(console: Console) -> None:
    console.month("month", "settle")
    console.month("month", "close")
    console("facts", "withdraw", "1", "--reason", "Quyết định bị hủy")

    [change] = console.month("suggestions", "late").json["changes"]

    assert (change["person"], change["entry"], change["now"]) == ("NV003", 1, None)
    assert change["then"]["document"] == "12/QĐ-UBND"
    assert console.json("workspace", "check")["ok"] is True
    [entry] = console.json("facts", "list", "--person", "NV003")["entries"]
    assert entry["uses"] == [{"unit": "PNV", "period": "2018-07", "person": "NV003", "revision": 1}]
    assert decide(console, "reject", "NV007", "2:LATE", "--reason", "Muộn rồi").code == 1


def test_people_read_the_same_in_tables(console: Console) -> None:
    decide(console, "accept", "NV007", "2:LATE", "--points", "1.5")

    entries = console("facts", "list").out.splitlines()
    proposed = console("suggestions", "list", "--unit", "PNV", "--period", "2018-07", "--person", "NV007").out
    late = console("suggestions", "late", "--unit", "PNV", "--period", "2018-07").out.splitlines()

    assert entries[1].split() == [
        "1",
        "Discipline",
        "decision",
        "NV003",
        "Nguyễn",
        "Hải",
        "Anh",
        "05/07/2018",
        "12/QĐ-UBND",
    ]
    assert "-1.5" in proposed
    assert "Accepted" in proposed
    assert len(late) == 1
