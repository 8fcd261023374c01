"""A month by a regime that an office wrote itself: met or not in words, scored, closed, printed."""

from pathlib import Path
from shutil import copytree

from tests import make
from tests.cli.run import Console

ONLY_WARNS = '\n[[quota]]\nlevel = "B"\npercent = 20\nbase = "rated"\nblocks = false\n'
SCHOOL = Path(__file__).parents[1] / "domain" / "policy" / "regimes" / "school"
JUNE = ("--unit", make.OFFICE, "--period", "2026-06")


def test_a_school_closes_a_month_with_criteria_that_are_met_or_not(office: Console, tmp_path: Path) -> None:
    assert office("policy", "install", SCHOOL).code == 0
    assert office("month", "open", *JUNE, "--policy", "school").code == 0
    rows = [
        (code, name, "Đạt", "Không đạt" if number == 2 else "đạt", 1, 100 - number, 0, 0)
        for number, (code, name) in enumerate(zip(make.CODES, make.NAMES, strict=True))
    ]
    scores = make.book(
        tmp_path / "diem.xlsx", ("Mã CB", "Họ và tên", "G1", "G2", "G3", "BASE", "MINUS", "PLUS"), *rows
    )
    assert office("scores", "import", scores, *JUNE, "--stage", "head").code == 0
    assert office("month", "settle", *JUNE).code == 0
    assert office("month", "close", *JUNE).code == 0

    summary = office.json("report", "summary", *JUNE, "--format", "json")

    by_code = {row["code"]: (row["head"], row["total"], row["level"]) for row in summary["rows"]}
    assert [by_code[code] for code in make.CODES[:3]] == [
        ("100", "100", "A"),
        ("99", "99", "B"),
        ("98", "98", "D"),
    ]


def test_a_quota_that_only_warns_is_told_and_asks_nobody_who_goes_first(
    office: Console, tmp_path: Path
) -> None:
    rules = copytree(SCHOOL, tmp_path / "school")
    with (rules / "policy.toml").open("a", encoding="utf-8") as out:
        out.write(ONLY_WARNS)
    office.json("policy", "install", rules)
    office.json("month", "open", *JUNE, "--policy", "school")
    rows = [
        (code, name, "đạt", "đạt", 1, 95, 0, 0) for code, name in zip(make.CODES, make.NAMES, strict=True)
    ]
    header = ("Mã CB", "Họ và tên", "G1", "G2", "G3", "BASE", "MINUS", "PLUS")
    scores = make.book(tmp_path / "diem.xlsx", header, *rows)
    office.json("scores", "import", scores, *JUNE, "--stage", "head")

    waiting = office.json("month", "status", *JUNE)["ties"]
    told = office("month", "settle", *JUNE)

    assert (waiting, told.code) == ([], 0)
    assert f"20% of {len(make.CODES)} people rated" in told.out
    levels = office.json("report", "summary", *JUNE, "--format", "json")["counts"]
    assert levels["B"] == len(make.CODES)


def test_of_two_policies_in_a_month_the_command_says_how_one_is_named(office: Console) -> None:
    may = ("--unit", make.OFFICE, "--period", "2026-03")
    asked = office("month", "open", *may)
    office.json("month", "open", *may, "--policy", "nd-335-2025")
    left = office.json("month", "open", *may, "--policy", "hn-1841-2021", "--others")
    again = office("month", "open", *may, "--policy", "hn-1841-2021", "--others")

    status = office("month", "status", *may)

    assert [(each.code, "--policy CODE" in each.err) for each in (asked, status)] == [(1, True), (1, True)]
    assert (left["people"], again.code) == (1, 1)
