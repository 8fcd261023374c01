"""Inspections on the command line: the log, deciding on findings, counters, the month they feed."""

from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.cli.run import Console

HEADER = (
    "Ngày", "Giờ đến", "Hình thức", "Đơn vị", "Số biên bản", "Tổng số", "Có mặt", "Vắng có lý do",
    "Vắng không lý do", "Điều/nội dung vi phạm", "Mã CB", "Mô tả", "Mức độ", "Kiến nghị", "Hạn khắc phục",
)  # fmt: skip
DRESS = (
    "12/07/2018", "7h45", "Đột xuất", "PNV", "05/BB", 10, 8, 1, 1,
    "HN522.DRESS", "NV007", "Không mặc trang phục công sở", "Nhẹ", "Chấn chỉnh", "20/07/2018",
)  # fmt: skip
TIME = (
    None, None, None, None, "05/BB", None, None, None, None,
    "HN522.TIME", None, "Bảng giờ làm việc không niêm yết", "Trung bình", None, None,
)  # fmt: skip
NOTHING = ("20/07/2018", "16:30", "Tự kiểm tra", "PTP", "06/BB", *(None,) * 10)


def log(folder: Path, *rows: Any) -> Path:
    return make.book(folder / "kiem-tra.xlsx", ["SỔ KIỂM TRA"], HEADER, *rows)


@pytest.fixture
def console(scored: Console, tmp_path: Path) -> Console:
    """The office with July scored, a visit with two findings and one with none."""
    scored.json("inspection", "import", log(tmp_path, DRESS, TIME, NOTHING))
    return scored


def counted(console: Console, *words: str) -> Any:
    return console.json("inspection", "report", "--from", "2018-07-01", "--to", "2018-07-31", *words)


def findings(console: Console) -> list[Any]:
    visits = console.json("inspection", "list")["visits"]
    return [finding for visit in visits for finding in visit["findings"]]


def test_a_log_comes_in_row_by_row_and_twice_changes_nothing(scored: Console, tmp_path: Path) -> None:
    file = log(tmp_path, DRESS, TIME, NOTHING)

    first = scored.json("inspection", "import", file)
    second = scored.json("inspection", "import", file)

    assert (first["read"], first["new"], first["refused"], first["applied"]) == (3, 3, [], True)
    assert second == {**first, "new": 0, "same": 3, "warnings": []}


def test_the_counters_are_those_of_the_log(console: Console) -> None:
    assert counted(console) == {
        "visits": {"dot_xuat": 1, "bao_truoc": 0, "chuyen_de": 0, "don_thu": 0, "tu_kiem_tra": 1},
        "units_visited": 2,
        "findings": {
            "by_article": {"HN522.DRESS": 1, "HN522.TIME": 1},
            "by_severity": {"light": 1, "medium": 1, "serious": 0},
            "by_standing": {"alleged": 2, "confirmed": 0, "withdrawn": 0},
        },
        "remedies": {"open": 1, "overdue": 1, "done": 0},
    }


def test_the_counters_of_a_unit_are_its_own_and_those_below_it(console: Console) -> None:
    assert counted(console, "--unit", "PTP")["visits"]["dot_xuat"] == 0
    assert counted(console, "--unit", "UB")["units_visited"] == 2


def test_a_withdrawn_finding_counts_only_as_withdrawn(console: Console) -> None:
    [dress, _] = findings(console)

    console.json("inspection", "withdraw", str(dress["id"]), "--reason", "Có giấy xác nhận")

    report = counted(console)
    assert report["findings"]["by_article"] == {"HN522.TIME": 1}
    assert report["findings"]["by_standing"] == {"alleged": 1, "confirmed": 0, "withdrawn": 1}
    assert report["remedies"] == {"open": 0, "overdue": 0, "done": 0}


def test_an_alleged_finding_proposes_nothing_and_a_confirmed_one_proposes_what_the_policy_ties_to_it(
    console: Console,
) -> None:
    [dress, _] = findings(console)
    before = console.month("suggestions", "list", "--json").json["suggestions"]

    console.json("inspection", "confirm", str(dress["id"]), "--reason", "Đã giải trình, thừa nhận")

    after = console.month("suggestions", "list", "--json").json["suggestions"]
    assert before == []
    assert [(each["person"], each["code"]) for each in after] == [("NV007", "DRESS")]
    assert "05/BB" in after[0]["rests_on"]


def test_withdrawing_a_confirmed_finding_takes_the_proposal_away(console: Console) -> None:
    [dress, _] = findings(console)
    console.json("inspection", "confirm", str(dress["id"]), "--reason", "Đã giải trình")

    console.json("inspection", "withdraw", str(dress["id"]), "--reason", "Nhầm người")

    assert console.month("suggestions", "list", "--json").json["suggestions"] == []


def test_the_entry_of_a_finding_is_withdrawn_only_with_the_finding(console: Console) -> None:
    [dress, _] = findings(console)
    console.json("inspection", "confirm", str(dress["id"]), "--reason", "Đã giải trình")
    [entry] = console.json("facts", "list")["entries"]

    refused = console("facts", "withdraw", str(entry["id"]), "--reason", "Thử")

    assert (refused.code, entry["kind"]) == (1, "finding_light")


def test_a_decided_finding_is_not_decided_twice_nor_changed_by_a_list(
    console: Console, tmp_path: Path
) -> None:
    [dress, _] = findings(console)
    console.json("inspection", "confirm", str(dress["id"]), "--reason", "Đã giải trình")

    twice = console("inspection", "confirm", str(dress["id"]), "--reason", "Nữa")
    changed = console("inspection", "import", log(tmp_path, (*DRESS[:12], "Nặng", *DRESS[13:])), "--json")

    assert (twice.code, changed.code, changed.json["applied"]) == (1, 1, False)


def test_a_remedy_is_done_between_the_visit_and_today(console: Console) -> None:
    [dress, _] = findings(console)

    early = console("inspection", "mend", str(dress["id"]), "--on", "2018-07-01")
    done = console.json("inspection", "mend", str(dress["id"]), "--on", "2018-07-19")

    assert (early.code, done["remedy"]["done"]) == (1, "2018-07-19")
    assert counted(console)["remedies"] == {"open": 0, "overdue": 0, "done": 1}


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({0: "31/02/2018"}, "Ngày"),
        ({0: "12/07/2099"}, "Ngày"),
        ({1: "25:10"}, "Giờ đến"),
        ({2: "Ghé thăm"}, "Hình thức"),
        ({3: "KHÔNG CÓ"}, "Đơn vị"),
        ({4: None}, "Số biên bản"),
        ({6: 12}, "Tổng số"),
        ({6: -1}, "Có mặt"),
        ({9: "HN522.KHONGCO"}, "Điều/nội dung vi phạm"),
        ({9: None}, "Điều/nội dung vi phạm"),
        ({10: "NV999"}, "Mã CB"),
        ({12: "Rất nặng"}, "Mức độ"),
        ({14: "01/07/2018"}, "Hạn khắc phục"),
    ],
)
def test_a_bad_cell_is_refused_by_its_column_and_nothing_comes_in(
    scored: Console, tmp_path: Path, changed: dict[int, Any], column: str
) -> None:
    row = tuple(changed.get(place, cell) for place, cell in enumerate(DRESS))

    answer = scored("inspection", "import", log(tmp_path, row, NOTHING), "--json")

    assert (answer.code, answer.json["applied"]) == (1, False)
    assert [refused["column"] for refused in answer.json["refused"]] == [column]
    assert scored.json("inspection", "list") == {"visits": []}


def test_a_row_tells_of_all_its_faults_at_once(scored: Console, tmp_path: Path) -> None:
    changed = {0: "31/02/2018", 2: "Ghé thăm", 4: None, 10: "NV999", 12: "Rất nặng"}
    row = tuple(changed.get(place, cell) for place, cell in enumerate(DRESS))

    (refused,) = scored("inspection", "import", log(tmp_path, row), "--json").json["refused"]

    assert refused["column"] == "Số biên bản"
    for column in ("Ngày: ", "Hình thức: ", "Mã CB: ", "Mức độ: "):
        assert column in refused["reason"]


def test_rows_of_one_number_may_not_contradict_each_other(scored: Console, tmp_path: Path) -> None:
    other = ("13/07/2018", *TIME[1:])

    answer = scored("inspection", "import", log(tmp_path, DRESS, other), "--json")

    assert [refused["column"] for refused in answer.json["refused"]] == ["Ngày"]


def test_the_same_finding_twice_in_one_list_is_refused(scored: Console, tmp_path: Path) -> None:
    answer = scored("inspection", "import", log(tmp_path, DRESS, DRESS), "--json")

    assert [refused["row"] for refused in answer.json["refused"]] == [4]


def test_somebody_who_had_left_cannot_have_been_found(scored: Console, tmp_path: Path) -> None:
    left = (
        "NV050",
        "Phan Văn Khoa",
        "01/02/1980",
        "PNV",
        "Chuyên viên",
        "Công chức",
        None,
        "30/06/2018",
        None,
    )
    scored.json("people", "import", make.book(tmp_path / "nguoi.xlsx", [], make.PEOPLE_HEADER, left))
    row = (*DRESS[:10], "NV050", *DRESS[11:])

    answer = scored("inspection", "import", log(tmp_path, row), "--json")

    assert [refused["column"] for refused in answer.json["refused"]] == ["Mã CB"]


def test_what_is_written_out_comes_in_again_as_the_same(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "so.xlsx"

    console.json("inspection", "export", "--out", out)

    again = console.json("inspection", "import", out)
    assert (again["read"], again["same"], again["refused"]) == (3, 3, [])


def test_a_topic_is_found_by_a_word_without_accents(console: Console) -> None:
    found = console.json("conduct", "search", "trang", "phuc", "cong", "so")["topics"]

    assert [topic["code"] for topic in found] == ["HN522.DRESS"]
    assert found[0]["article"] is None


def test_a_unit_that_a_log_calls_otherwise_is_asked_about_and_then_remembered(
    console: Console, tmp_path: Path
) -> None:
    office = console.json("unit", "list")["units"][-1]
    wrong = office["name"] + " cũ"
    row = ("21/07/2018", "9:00", "Tự kiểm tra", wrong, "07/BB", *(None,) * 10)
    file = log(tmp_path, row)

    refused = console("inspection", "import", file)
    assert refused.code == 1
    assert f"({office['code']})" in refused.err

    assert console.json("unit", "call", office["code"], wrong)["names"] == [wrong]
    assert console.json("inspection", "import", file)["new"] == 1
    assert console.json("unit", "call", office["code"], wrong, "--forget")["names"] == []
    assert console("unit", "call", office["code"], console.json("unit", "list")["units"][0]["name"]).code == 1
