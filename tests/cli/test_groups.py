"""Groups of a unit and the unit's own rating, by command."""

from pathlib import Path

import pytest

from tests import grouped, make
from tests.cli.run import JULY, Console


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    workspace = make.office(tmp_path)
    grouped.scored(workspace)
    workspace.close()
    return Console(workspace.path, capsys)


def test_a_group_is_made_listed_renamed_and_left(console: Console) -> None:
    console("unit", "group", "PNV", "--kind", "similar", "--name", "Văn thư", "--person", "NV003,NV004")
    console("unit", "rename-group", "PNV", "--kind", "similar", "--name", "văn thư", "--to", "Lưu trữ")

    left = console(
        "unit", "ungroup", "PNV", "--kind", "similar", "--name", "Lưu trữ", "--person", "NV004",
        "--from", "2018-07-16", "--json",
    )  # fmt: skip

    assert left.json == {
        "unit": "PNV",
        "groups": [
            {
                "kind": "similar",
                "name": "Lưu trữ",
                "members": [
                    {"code": "NV003", "name": "Nguyễn Hải Anh", "part": "member", "from": None, "to": None},
                    {
                        "code": "NV004",
                        "name": "Trần Thị Ân",
                        "part": "member",
                        "from": None,
                        "to": "2018-07-15",
                    },
                ],
            }
        ],
    }
    assert "Lưu trữ" in console("unit", "groups", "PNV").out


def test_a_field_is_led_by_a_deputy_only(console: Console) -> None:
    field = ("unit", "group", "PNV", "--kind", "field", "--name", "Nội vụ", "--deputy", "--person")

    led = console(*field, "NV002", "--json")
    refused = console(*field, "NV003")

    assert led.json["groups"][0]["members"][0]["part"] == "deputy"
    assert (refused.code, "no deputy" in refused.err) == (1, True)


def test_the_unit_is_rated_shown_and_taken_back(console: Console) -> None:
    month = ("month", "collective", *JULY)

    given = console(*month, "--points", "I=30,II=50", "--facts", "tasks_done=100", "--json")
    shown = console(*month)
    status = console("month", "status", *JULY, "--json")
    cleared = console(*month, "--clear", "--json")

    assert given.json["collective"]["level"] == "B"
    assert given.json["collective"]["rating"]["total"] == "80"
    assert "level B, total 80" in shown.out
    assert status.json["collective"] == "B"
    assert cleared.json["collective"] is None


def test_where_no_level_applies_the_command_says_who_decides(console: Console) -> None:
    month = ("month", "collective", *JULY, "--points", "I=30,II=50", "--facts", "tasks_done=85")

    told = console(*month)
    decided = console(*month, "--level", "C", "--decision", "15/QĐ-UBND")
    nameless = console(*month, "--level", "C")

    assert "No level applies" in told.out
    assert "Decided by 15/QĐ-UBND" in decided.out
    assert (nameless.code, "needs the number" in nameless.err) == (1, True)


def test_a_pair_that_is_none_is_refused(console: Console) -> None:
    refused = console("month", "collective", *JULY, "--points", "I30")

    assert (refused.code, "name=value" in refused.err) == (1, True)
