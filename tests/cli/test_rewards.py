"""Proposals, the register of decisions and the list of rewards and penalties on the command line."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests import rewarding
from tests.cli.run import JULY, Console
from tests.documents.papers.reading_back import text_of

UNDER = ("--unit", "UB", "--period", "2018-07")
RULING = ("--number", "12/QĐ-UBND", "--date", "2018-08-02")


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    workspace = rewarding.closed_office(tmp_path)
    workspace.close()
    return Console(workspace.path, capsys)


def numbers(console: Console, code: str) -> list[str]:
    listed = console.json("proposals", "list", *UNDER)["proposals"]
    return [str(each["id"]) for each in listed if each["code"] == code]


def test_the_list_of_a_subtree_tells_proposals_with_article_and_seal(console: Console) -> None:
    listed = console.json("proposals", "list", *UNDER)

    first = next(each for each in listed["proposals"] if each["person"] == "NV001")
    assert listed["waiting"] == len(listed["proposals"])
    assert (first["code"], first["kind"], first["state"]) == ("PRAISE", "commendation", "open")
    assert first["cites"] == "Quy chế thi đua của đơn vị, Điều 5"
    assert (first["rests_on"]["level"], len(first["rests_on"]["seal"])) == ("A", 64)


def test_a_decision_is_recorded_and_stands_in_the_register_with_the_sum_of_pay(console: Console) -> None:
    pay = numbers(console, "PAY-B")

    done = console.json("proposals", "decide", *pay[:2], *RULING, "--percent", "72.5")
    register = console.json("decisions", "list", *UNDER, "--kind", "pay")

    assert [each["decision"]["number"] for each in done["proposals"]] == ["12/QĐ-UBND"] * 2
    assert (register["counts"], register["pay_percent"]) == ({"pay": 2}, "145")


def test_a_day_before_closing_is_refused_until_it_is_said_to_be_meant(console: Console) -> None:
    (key, *_) = numbers(console, "PRAISE")
    early = ("--number", "1", "--date", "2018-07-30")

    refused = console("proposals", "decide", key, *early)
    taken = console("proposals", "decide", key, *early, "--earlier")

    assert (refused.code, taken.code) == (1, 0)
    assert "before month 07/2018 was closed" in refused.err


def test_rejecting_putting_off_and_taking_up_again(console: Console) -> None:
    (key, *_) = numbers(console, "PRAISE")

    states = [
        console.json("proposals", *words)["proposals"][0]["state"]
        for words in (
            ("postpone", key),
            ("reject", key, "--reason", "Đã khen"),
            ("reopen", key),
            ("prepare", key, "--number", "12/QĐ-UBND"),
        )
    ]

    assert states == ["postponed", "rejected", "open", "open"]


def test_a_correction_and_a_revocation_are_further_entries(console: Console) -> None:
    (key, *_) = numbers(console, "PRAISE")
    console.json("proposals", "decide", key, *RULING)

    console.json("decisions", "correct", key, "--number", "13/QĐ-UBND", "--reason", "Ghi nhầm số")
    after = console.json("decisions", "revoke", key, "--reason", "Khiếu nại đúng")["proposals"][0]

    assert [entry["act"] for entry in after["entries"]] == ["decided", "corrected", "revoked"]
    assert after["decision"] is None


def test_an_unknown_proposal_is_refused(console: Console) -> None:
    refused = console("proposals", "reject", "999", "--reason", "Không")

    assert (refused.code, "There is no proposal 999" in refused.err) == (1, True)


def test_working_out_again_changes_nothing(console: Console) -> None:
    assert console.json("proposals", "refresh", "--unit", "UB") == {
        "added": 0,
        "withdrawn": 0,
        "changed": 0,
    }


def test_the_report_tells_rows_and_sums_as_json(console: Console) -> None:
    console.json("proposals", "decide", *numbers(console, "PAY-B")[:1], *RULING)

    document = json.loads(console("report", "rewards", *UNDER, "--format", "json").out)

    assert document["totals"] == {"pay": {"label": "Pay factor", "decisions": 1, "percent": "80"}}
    assert document["waiting"] == len(document["rows"]) - 1


def test_the_report_is_written_as_a_workbook_and_as_a_pdf(console: Console, tmp_path: Path) -> None:
    console.json("proposals", "decide", *numbers(console, "PRAISE"), *RULING)
    console.json("proposals", "decide", *numbers(console, "PAY-B")[:1], *RULING)
    told = json.loads(console("report", "rewards", *JULY, "--format", "json").out)

    console.json("report", "rewards", *JULY, "--format", "xlsx", "--out", tmp_path / "k.xlsx")
    console.json("report", "rewards", *JULY, "--format", "pdf", "--out", tmp_path / "k.pdf")

    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "k.xlsx").worksheets[0] for cell in row]
    text = text_of((tmp_path / "k.pdf").read_bytes())
    totals = told["totals"].values()
    assert {each["percent"] for each in totals if each.get("percent")} == {"80"}
    assert 80 in cells
    assert " 80 " in text
    for each in told["rows"]:
        assert each["person"] in cells
        assert each["person"] in text
    for word in ("Đề nghị biểu dương", "NV001"):
        assert word in cells
        assert word in text
    assert "DANH SÁCH KHEN THƯỞNG, XỬ LÝ" in text
    assert "12/QĐ-UBND" in text
