"""A visit on the command line, from its decision and plan to its end."""

from pathlib import Path

from tests import make
from tests.cli.run import Console


def test_a_visit_is_logged_field_by_field_under_its_decision_and_does_what_was_planned(
    office: Console,
) -> None:
    team = office.json(
        "inspection", "team", "add", "12/QĐ-SNV", "--day", "2018-07-01", "--from", "2018-07-01",
        "--to", "2018-12-31", "--head", "Nguyễn Văn Trưởng, Giám đốc Sở Nội vụ", "--member", "NV001",
        "--kind", "dot_xuat", "--unit", "UB",
    )  # fmt: skip
    office.json(
        "inspection", "plan", "add", "03/KH-UBND", "--unit", "PNV", "--kind", "dot_xuat",
        "--from", "2018-07-01", "--to", "2018-07-31",
    )  # fmt: skip
    started = office.json(
        "inspection",
        "start",
        "--unit",
        "PNV",
        "--day",
        "2018-07-12",
        "--arrived",
        "7:45",
        "--number",
        "05/BB",
    )
    office.json(
        "inspection", "set", "05/BB", "total=10", "present=8", "excused=1", "unexcused=1", "left=9:30"
    )
    office.json("inspection", "absent", "05/BB", "NV003", "--reason", "Họp Sở", "--paper", "yes")
    office.json("inspection", "absent", "05/BB", "NV004", "--unexcused")
    office.json("inspection", "check", "05/BB", "GIO", "khong_dat", "--note", "2 người đến muộn")
    office.json("inspection", "file", "05/BB", "HS-01", "--due", "2018-07-06")
    office.json(
        "inspection", "find", "05/BB", "--topic", "HN522.TIME", "--person", "NV007", "--severity", "Nhẹ",
        "--text", "Đến muộn 20 phút", "--noticed", "8:05",
    )  # fmt: skip
    early = office("inspection", "clean", "05/BB")
    finished = office.json("inspection", "finish", "05/BB")
    [planned] = office.json("inspection", "plan", "list")["planned"]

    assert [each["part"] for each in team["members"]] == ["head", "member"]
    assert (started["decision"], started["state"]) == ("12/QĐ-SNV", "open")
    assert early.code == 1
    assert "cannot be said" in early.err
    assert finished["state"] == "finished"
    assert [(each["person"], each["excused"], each["paper"]) for each in finished["absent"]] == [
        ("NV003", True, True),
        ("NV004", False, None),
    ]
    assert [each["working_days_late"] for each in finished["late_files"]] == [4]
    assert [(each["person"], each["noticed"]) for each in finished["findings"]] == [("NV007", "08:05")]
    assert (planned["state"], planned["visit"]) == ("done", "05/BB")

    shown = office("inspection", "show", "05/BB").out
    whole = office.json("inspection", "show", "05/BB")
    for words in (
        "Decision: Quyết định số 12/QĐ-SNV", "Present: 8; Absent with a reason: 1", "Họp Sở · Paper seen",
        "2 người đến muộn", "HN522.TIME · Thời gian làm việc · article not found", "Minor · Alleged",
        "Đến muộn 20 phút", "HS-01", "Not signed yet.",
    ):  # fmt: skip
        assert words in shown
    assert (whole["photos"], whole["minutes"]["versions"], len(whole["team"])) == ([], [], 2)
    assert whole["findings"][0]["article"] is None


def test_a_log_changes_no_visit_that_was_logged_here_and_takes_nothing_off_it(
    office: Console, tmp_path: Path
) -> None:
    office.json(
        "inspection", "team", "add", "12/QĐ-SNV", "--day", "2018-07-01", "--from", "2018-07-01",
        "--to", "2018-12-31", "--head", "Nguyễn Văn Trưởng, Giám đốc Sở Nội vụ", "--kind", "dot_xuat",
        "--unit", "UB",
    )  # fmt: skip
    visit = ("--unit", "PNV", "--day", "2018-07-12", "--arrived", "7:45")
    office.json("inspection", "start", *visit, "--number", "05/BB")
    office.json("inspection", "set", "05/BB", "total=10", "present=10", "place=Phòng 2", "left=9:30")
    office.json("inspection", "check", "05/BB", "GIO", "khong_dat", "--note", "2 người đến muộn")
    office.json("inspection", "find", "05/BB", "--topic", "HN522.TIME", "--text", "Đến muộn")
    office.json("inspection", "finish", "05/BB")
    office.json("inspection", "start", *visit[:3], "2018-07-13", *visit[4:], "--number", "06/BB")
    listed = office("inspection", "list").out
    before = office.json("inspection", "show", "05/BB")
    office.json("inspection", "export", "--out", tmp_path / "so.xlsx")
    header = ("Ngày", "Hình thức", "Đơn vị", "Số biên bản", "Điều/nội dung vi phạm", "Mô tả")
    more = ("12/07/2018", "Đột xuất", "PNV", "05/BB", "HN522.DRESS", "Không mặc trang phục")
    under_way = ("13/07/2018", "Chuyên đề", "PNV", "06/BB", None, None)

    again = office.json("inspection", "import", tmp_path / "so.xlsx")
    other = office(
        "inspection", "import", make.book(tmp_path / "khac.xlsx", header, more, under_way), "--json"
    )

    assert "Under way" in listed
    assert "nothing found" not in listed
    assert (again["same"], again["changed"]) == (1, 0)
    assert [(each["row"], each["column"]) for each in other.json["refused"]] == [
        (2, "Số biên bản"), (3, "Số biên bản"),
    ]  # fmt: skip
    assert office.json("inspection", "show", "05/BB") == before
    assert office.json("inspection", "show", "06/BB")["state"] == "open"
