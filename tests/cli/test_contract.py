"""The documents and exit codes that scripts rely on, word for word."""

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import make
from tests.cli.run import JULY, STATUS_KEYS, Console, state

HASH = re.compile(r"[0-9a-f]{64}")


def people_book(folder: Path, *numbers: int, **changed: Any) -> Path:
    rows = [make.person_row(number, **changed) for number in numbers]
    return make.book(folder / "ds.xlsx", ["DANH SÁCH"], make.PEOPLE_HEADER, *rows)


def score_book(folder: Path, totals: dict[str, str]) -> Path:
    header, rows = make.score_rows(totals)
    return make.book(folder / "diem.xlsx", header, *rows)


IMPORT_KEYS = {"read", "new", "changed", "same", "refused", "warnings", "applied"}


def test_an_import_answers_with_its_counts(office: Console, tmp_path: Path) -> None:
    document = office.json("people", "import", people_book(tmp_path, 3, 4))

    assert document == {
        "read": 2, "new": 0, "changed": 0, "same": 2, "refused": [], "warnings": [], "applied": True,
    }  # fmt: skip


def test_an_import_with_a_refused_row_applies_nothing_and_exits_1(office: Console, tmp_path: Path) -> None:
    before = state(office)

    answer = office("people", "import", people_book(tmp_path, 3, birth="31/02/1980"), "--json")

    assert (answer.code, state(office)) == (1, before)
    assert answer.json == {
        "read": 1, "new": 0, "changed": 0, "same": 0, "applied": False, "warnings": [],
        "refused": [{
            "row": 3, "column": "Ngày sinh", "value": "31/02/1980",
            "reason": "“31/02/1980” does not exist. Dates are read as day/month/year.",
        }],
    }  # fmt: skip


def test_taking_the_good_rows_exits_0_and_says_it_was_applied(office: Console, tmp_path: Path) -> None:
    file = make.book(
        tmp_path / "ds.xlsx",
        make.PEOPLE_HEADER,
        make.person_row(3, position="Chuyên viên chính"),
        make.person_row(4, unit="XX"),
    )

    answer = office("people", "import", file, "--take-good", "--json")

    assert (answer.code, answer.json["applied"], answer.json["changed"]) == (0, True, 1)
    assert [refusal["row"] for refusal in answer.json["refused"]] == [3]


@pytest.mark.parametrize("how", [["--dry-run"], ["--dry-run", "--take-good"]])
def test_a_dry_run_exits_0_where_nothing_is_refused_and_changes_nothing(
    office: Console, tmp_path: Path, how: list[str]
) -> None:
    before = state(office)

    document = office.json("people", "import", people_book(tmp_path, 3, position="Lái xe"), *how)

    assert (document["changed"], document["applied"], state(office)) == (1, False, before)


@pytest.mark.parametrize("verb", ["unit", "people", "scores"])
def test_a_file_that_is_no_list_is_refused_with_the_same_document(
    office: Console, tmp_path: Path, verb: str
) -> None:
    file = make.book(tmp_path / "x.xlsx", ["không có gì"])
    month = [*JULY, "--stage", "head"] if verb == "scores" else []
    office.json("month", "open", *JULY)
    before = state(office)

    answer = office(verb, "import", file, *month, "--json")

    assert (answer.code, state(office)) == (1, before)
    assert set(answer.json) == IMPORT_KEYS
    assert (answer.json["read"], answer.json["applied"]) == (0, False)
    assert [refusal["row"] for refusal in answer.json["refused"]] == [None]
    assert answer.err


def test_the_error_workbook_holds_the_refused_rows_and_their_reasons(office: Console, tmp_path: Path) -> None:
    out = tmp_path / "loi.xlsx"

    office("people", "import", people_book(tmp_path, 3, birth="31/02/1980"), "--errors", out)

    sheet: Any = openpyxl.load_workbook(out).active
    rows = list(sheet.values)
    assert (rows[1][0], rows[1][1]) == (3, "NV003")
    assert "31/02/1980" in rows[1][-1]


def test_no_error_workbook_is_written_where_nothing_is_refused(office: Console, tmp_path: Path) -> None:
    office("people", "import", people_book(tmp_path, 3), "--errors", tmp_path / "loi.xlsx")

    assert not (tmp_path / "loi.xlsx").exists()


def test_the_form_import_names_who_is_missing_and_the_file_of_each_message(
    office: Console, tmp_path: Path
) -> None:
    office.json("month", "open", *JULY)
    written = office.json("sheets", "export", *JULY, "--out", tmp_path / "gui")
    (tmp_path / "ve").mkdir()
    make.book(tmp_path / "ve" / "la.xlsx", ["x"])

    answer = office("sheets", "import", tmp_path / "ve", *JULY, "--json")

    assert (len(written["written"]), written["failed"]) == (10, [])
    assert set(answer.json) == IMPORT_KEYS | {"missing"}
    assert sorted(answer.json["missing"]) == list(make.CODES)
    assert [refusal["file"] for refusal in answer.json["refused"]] == ["la.xlsx"]


def test_opening_and_status_answer_with_the_month(office: Console) -> None:
    opened = office.json("month", "open", *JULY)
    status = office.json("month", "status", *JULY)

    assert set(status) >= STATUS_KEYS
    assert {key: status[key] for key in STATUS_KEYS} == {
        "unit": "PNV", "period": "2018-07", "policy": make.POLICY, "stage": "self", "people": 10,
        "not_scored": status["not_scored"], "late": status["late"], "suggestions": 0, "ties": [],
    }  # fmt: skip
    assert sorted(status["not_scored"]) == list(make.CODES)
    assert {key: opened[key] for key in STATUS_KEYS} == {key: status[key] for key in STATUS_KEYS}


def test_ties_are_told_and_settling_with_them_is_refused_naming_them(office: Console, tmp_path: Path) -> None:
    office.json("month", "open", *JULY)
    office.json("scores", "import", score_book(tmp_path, dict(make.TIED)), *JULY, "--stage", "head")

    status = office.json("month", "status", *JULY)
    refused = office("month", "settle", *JULY, "--json")

    assert [sorted(tied) for tied in status["ties"]] == [["NV002", "NV003", "NV004"]]
    assert refused.code == 1
    assert set(refused.json) >= STATUS_KEYS
    assert refused.json["stage"] == "head"
    assert all(code in refused.json["refused"][0]["reason"] for code in status["ties"][0])
    settled = office.json("month", "settle", *JULY, "--first", "NV004, NV003", "--reason", "Thâm niên")
    assert (settled["stage"], settled["ties"]) == ("settled", [])


def test_scores_entered_at_the_head_mark_the_stages_before_as_skipped(
    office: Console, tmp_path: Path
) -> None:
    office.json("month", "open", *JULY)

    office.json("scores", "import", score_book(tmp_path, {"NV003": "80"}), *JULY, "--stage", "head")

    status = office.json("month", "status", *JULY)
    assert (status["stage"], status["skipped"]) == ("head", ["self", "deputy"])


ROW_KEYS = [
    "code", "name", "position", "form", "self", "deputy", "head", "bonus", "deduction", "total", "level",
    "reason",
]  # fmt: skip


def test_the_summary_has_points_as_strings_unknown_as_null_and_counts_as_numbers(
    office: Console, tmp_path: Path
) -> None:
    office.json("month", "open", *JULY)
    office.json("scores", "import", score_book(tmp_path, {"NV003": "80"}), *JULY, "--stage", "self")
    office.json("scores", "import", score_book(tmp_path, {"NV001": "92.5"}), *JULY, "--stage", "head")

    document = office.json("report", "summary", *JULY, "--format", "json")

    rows = {row["code"]: row for row in document["rows"]}
    assert list(rows["NV001"]) == ROW_KEYS
    assert rows["NV001"] == {
        "code": "NV001", "name": "Đỗ Thị An", "position": "Trưởng phòng", "form": "head",
        "self": None, "deputy": None, "head": "90", "bonus": "2.5", "deduction": "0", "total": "92.5",
        "level": "A", "reason": None,
    }  # fmt: skip
    assert (rows["NV003"]["self"], rows["NV003"]["total"], rows["NV003"]["level"]) == ("80", None, None)
    assert rows["NV003"]["reason"] == "not_scored"
    assert document["counts"] == {"A": 1, "B": 0, "C": 0, "D": 0, "not_rated": 0, "not_scored": 9}
    assert document["shares"] == {"A": "100.00", "B": "0.00", "C": "0.00", "D": "0.00"}
    assert (document["unit"], document["period"], document["policy"], document["stage"]) == (
        "PNV", "2018-07", make.POLICY, "head",
    )  # fmt: skip
    assert HASH.fullmatch(document["hash"])


def test_the_summary_goes_to_the_screen_and_to_a_file_alike(closed: Console, tmp_path: Path) -> None:
    shown = closed("report", "summary", *JULY, "--format", "json").json
    written = closed.json("report", "summary", *JULY, "--format", "json", "--out", tmp_path / "s.json")

    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == shown
    assert written["written"] == str(tmp_path / "s.json")


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
@pytest.mark.parametrize("what", ["summary", "person"])
def test_papers_are_written_where_they_are_asked_for(
    closed: Console, tmp_path: Path, what: str, form: str
) -> None:
    whose = ["--person", "nv003"] if what == "person" else []

    closed.json("report", what, *JULY, *whose, "--format", form, "--out", tmp_path / f"x.{form}")

    assert (tmp_path / f"x.{form}").read_bytes()[:4] == {"xlsx": b"PK\x03\x04", "pdf": b"%PDF"}[form]


def test_reports_are_read_in_the_terminal_and_json_comes_when_it_is_asked_for(closed: Console) -> None:
    said = {
        "person": closed("report", "person", *JULY, "--person", "NV003").out,
        "rewards": closed("report", "rewards", *JULY).out,
        "year": closed("report", "year", "--unit", "PNV", "--period", "2018").out,
        "distribution": closed("report", "distribution", *JULY).out,
    }
    asked = closed("report", "person", *JULY, "--format", "json").json

    assert "TỔNG ĐIỂM" in said["person"]
    assert "Xếp loại: B" in said["person"]
    assert "Không có khen thưởng, xử lý nào trong kỳ." in said["rewards"]
    assert "NV003" in said["year"]
    assert "Tổng cộng" in said["distribution"]
    assert not any("{" in text for text in said.values())
    assert len(asked["people"]) > 1


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_a_paper_without_a_place_is_refused(closed: Console, form: str) -> None:
    assert closed("report", "summary", *JULY, "--format", form).code == 1


def test_the_report_of_a_person_carries_marks_result_and_hash(closed: Console) -> None:
    document = closed.json("report", "person", *JULY, "--person", "NV003", "--format", "json")

    assert document["marks"]["head"]["I.1"] == {"points": "6", "note": None}
    assert (document["result"]["total"], document["result"]["level"]) == ("92", "B")
    assert document["result"]["trace"]
    assert HASH.fullmatch(document["hash"])


def test_the_month_advances_closes_and_reopens(scored: Console) -> None:
    stages = [scored.json("month", "advance", *JULY, "--to", "settling")["stage"]]
    stages.append(scored.json("month", "settle", *JULY)["stage"])
    closed = scored.json("month", "close", *JULY)
    reopened = scored.json("month", "reopen", *JULY, "--reason", "Sai điểm")

    assert stages == ["settling", "settled"]
    assert closed["stage"] == "closed"
    assert HASH.fullmatch(closed["hash"])
    assert (reopened["stage"], reopened["revision"], reopened["hash"]) == ("head", 2, None)
    listed = scored.json("month", "list", "--unit", "PNV")["months"]
    assert [(each["revision"], each["replaced"]) for each in listed] == [(1, True), (2, False)]


def test_the_workspace_check_tells_database_references_history_and_seals(closed: Console) -> None:
    document = closed.json("workspace", "check")

    assert set(document) == {"ok", "database", "foreign_keys", "audit", "seals"}
    assert (document["ok"], document["database"], document["foreign_keys"]) == (True, "ok", "ok")
    assert document["seals"] == {"checked": 10, "broken": []}
    assert document["audit"]["rows"] == closed.json("workspace", "info")["audit"]
    assert HASH.fullmatch(document["audit"]["head"])


def test_the_workspace_check_exits_1_when_a_seal_is_broken(closed: Console) -> None:
    from tests.store.outside import tamper

    tamper(closed.workspace, "UPDATE mark SET points = 0 WHERE sheet_id = 3 AND criterion = 'II.2'")

    answer = closed("workspace", "check", "--json")

    assert (answer.code, answer.json["ok"], len(answer.json["seals"]["broken"])) == (1, False, 1)


def test_a_broken_history_exits_1(closed: Console) -> None:
    from tests.store.outside import tamper

    tamper(closed.workspace, "UPDATE audit SET actor = 'x' WHERE seq = 3")

    answer = closed("audit", "verify", "--json")

    assert (answer.code, answer.json["ok"], answer.json["broken_at"]) == (1, False, 3)


def test_the_policy_document_has_the_promised_keys(console: Console) -> None:
    document = console.json("policy", "show", make.POLICY)

    assert {
        "code",
        "title",
        "effective_from",
        "effective_to",
        "forms",
        "levels",
        "quota",
        "rules",
        "hash",
    } <= set(document)
    row = next(row for row in document["forms"][0]["criteria"] if row["code"] == "I.1.1")
    assert {"code", "parent", "label", "max", "step", "kind"} <= set(row)
    assert (row["parent"], row["max"], row["step"], row["kind"]) == ("I.1", "2", "0.5", "points")
    level = document["levels"][0]
    assert {"code", "label", "min", "min_included"} <= set(level)
    assert (level["code"], level["min"], level["min_included"]) == ("A", "90", True)


def test_the_lists_are_json_too(closed: Console) -> None:
    units = closed.json("unit", "list")["units"]
    people = closed.json("people", "list", "--unit", "PNV", "--find", "hai anh")["people"]
    users = closed.json("user", "list")["users"]
    history = closed.json("audit", "list", "--most", "2")["rows"]

    assert {unit["code"]: unit["parent"] for unit in units} == {"UB": None, "PNV": "UB", "PTP": "UB"}
    assert [(person["code"], person["birth"]) for person in people] == [("NV003", "1980-03-03")]
    assert [user["name"] for user in users] == ["local"]
    assert [row["action"] for row in history] == ["round.closed", "round.settled"]


def test_people_are_moved_and_deactivated(office: Console) -> None:
    moved = office.json(
        "people", "move", "NV003", "--unit", "PTP", "--position", "Phó Trưởng phòng", "--from", "2018-07-16"
    )
    gone = office.json("people", "deactivate", "NV004")
    back = office.json("people", "activate", "NV004")

    assert [(p["unit"], p["role"], p["from"], p["to"]) for p in moved["positions"]] == [
        ("PNV", "staff", None, "2018-07-15"), ("PTP", "deputy", "2018-07-16", None),
    ]  # fmt: skip
    assert (gone["active"], back["active"]) == (False, True)


def test_users_are_added_and_given_roles(office: Console) -> None:
    office.json("user", "add", "Lan", "--role", "deputy", "--unit", "PNV", "--person", "NV002")
    [lan] = office.json("user", "role", "Lan", "--role", "head", "--unit", "PTP")["users"]

    assert lan["roles"] == [{"role": "deputy", "unit": "PNV"}, {"role": "head", "unit": "PTP"}]
    refused = office("month", "open", *JULY, "--as", "Lan")
    assert (refused.code, "Lan may not open and move a month on" in refused.err) == (1, True)


def test_scores_are_carried_and_people_left_unrated_and_included(office: Console, tmp_path: Path) -> None:
    office.json("month", "open", *JULY)
    office.json("scores", "import", score_book(tmp_path, dict(make.TOTALS)), *JULY, "--stage", "deputy")

    carried = office.json("month", "carry", *JULY, "--from", "deputy", "--to", "head")
    unrated = office.json("month", "unrate", *JULY, "--person", "nv009", "--reason", "Nghỉ ốm")
    make.book(
        tmp_path / "them.xlsx",
        make.PEOPLE_HEADER,
        make.person_row(3, code="NV011", name="Lý Thị Tân", birth=1990),
    )
    office.json("people", "import", tmp_path / "them.xlsx")
    told = office("month", "status", *JULY).out
    included = office.json("month", "include", *JULY, "--all")

    assert (carried["stage"], carried["not_scored"]) == ("head", [])
    assert unrated["people"] == 10
    assert "Of the unit, but not in the month yet: NV011." in told
    assert (included["people"], included["not_scored"]) == (11, ["NV011"])


def test_a_backup_is_written_and_restored(scored: Console, tmp_path: Path) -> None:
    made = scored.json("workspace", "backup", "--out", tmp_path / "b.sqlite")
    scored.json("month", "settle", *JULY)

    restored = scored.json("workspace", "restore", tmp_path / "b.sqlite")

    assert made == {"backup": str(tmp_path / "b.sqlite")}
    assert Path(restored["kept"]).is_file()
    assert scored.json("month", "status", *JULY)["stage"] == "head"


def test_an_own_policy_is_checked_and_installed(console: Console, tmp_path: Path) -> None:
    from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS

    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "policy.toml").write_text(HEAD + FOUR_LEVELS, encoding="utf-8")
    (tmp_path / "p" / "staff.toml").write_text(TWO_GROUPS, encoding="utf-8")

    assert console.json("policy", "check", tmp_path / "p")["ok"] is True
    assert console.json("policy", "install", tmp_path / "p")["code"] == "test"
    (tmp_path / "p" / "staff.toml").write_text("max = -1", encoding="utf-8")
    broken = console("policy", "check", tmp_path / "p", "--json")
    assert (broken.code, broken.json["ok"], bool(broken.json["problems"])) == (1, False, True)
