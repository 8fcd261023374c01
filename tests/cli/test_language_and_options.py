"""Options before and after the command, languages, and a process of its own."""

import re
from pathlib import Path

import pytest

from evalapp.base import paths
from tests import make
from tests.cli.run import Console, process

JULY = ("--unit", "PNV", "--period", "2018-07")


@pytest.mark.parametrize("place", ["before", "after"])
def test_options_are_taken_before_and_after_the_command(office: Console, place: str) -> None:
    options = ["--workspace", str(office.workspace), "--as", "local", "--lang", "en", "--json"]
    command = ["workspace", "info"]

    answer = process(*options, *command) if place == "before" else process(*command, *options)

    assert (answer.code, answer.json["people"], answer.err) == (0, 10, "")


def test_answers_are_vietnamese_unless_another_language_is_asked_for(office: Console) -> None:
    answer = process("month", "status", *JULY, "--workspace", office.workspace)

    assert (answer.code, answer.out) == (1, "")
    assert "Phòng Nội vụ chưa mở" in answer.err


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_command_explains_itself_in_both_languages(console: Console, lang: str) -> None:
    for words in (["--help"], ["month", "settle", "--help"], ["people", "import", "--help"]):
        answer = console(*words, lang=lang)
        assert (answer.code, len(answer.out) > 200) == (0, True)


def test_a_whole_list_of_answers_for_people_reads_in_both_languages(closed: Console) -> None:
    for words in (
        ["workspace", "info"], ["workspace", "check"], ["unit", "list"], ["people", "list"],
        ["policy", "list"], ["month", "status", *JULY], ["month", "list"], ["audit", "verify"],
        ["audit", "list"], ["user", "list"],
    ):  # fmt: skip
        vietnamese, english = closed(*words, lang="vi"), closed(*words, lang="en")
        assert (vietnamese.code, english.code) == (0, 0)
        assert vietnamese.out != english.out, words


def test_the_policies_need_no_workspace(tmp_path: Path) -> None:
    listed = process("policy", "list", "--json", "--workspace", tmp_path / "nothing.sqlite")

    assert listed.code == 0
    assert make.POLICY in [policy["code"] for policy in listed.json["policies"]]
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_is_made_once(tmp_path: Path) -> None:
    file = tmp_path / "văn phòng" / "w.sqlite"

    made, again = (
        process("workspace", "init", file, "--json"),
        process("workspace", "init", file, "--lang", "en"),
    )

    assert (made.code, made.json) == (0, {"workspace": str(file), "created": True})
    assert (again.code, "exists already" in again.err) == (1, True)


def test_a_workspace_made_beside_the_copies_of_another_one_says_so(tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite"
    process("workspace", "init", file)
    process("workspace", "backup", "--workspace", file)
    file.unlink()

    made = process("workspace", "init", file, "--lang", "en")

    assert made.code == 0
    assert "beside it lie 1 copy of that one" in made.err
    assert str(tmp_path / "w.backups") in made.err


def test_without_a_name_the_workspace_is_the_users_own(tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}

    made = process("workspace", "init", "--json", extra=home)

    assert made.code == 0
    assert Path(made.json["workspace"]).is_relative_to(tmp_path)
    assert process("workspace", "info", "--json", extra=home).json["units"] == 0


def test_a_missing_workspace_is_refused_with_the_way_on(tmp_path: Path) -> None:
    answer = process("people", "list", "--workspace", tmp_path / "w.sqlite", "--lang", "en")

    assert (answer.code, "evalapp workspace init" in answer.err) == (1, True)


def test_a_database_server_is_refused_without_repeating_its_password(console: Console) -> None:
    answer = console("people", "list", "--workspace", "postgresql://lan:chimhoami@server/db")

    assert answer.code == 1
    assert "chimhoami" not in answer.err + answer.out


def test_the_command_works_from_any_folder(office: Console, tmp_path: Path) -> None:
    answer = process("unit", "list", "--workspace", office.workspace.name, "--json", cwd=tmp_path)

    assert [unit["code"] for unit in answer.json["units"]] == ["PNV", "PTP", "UB"]


def test_output_is_utf_8_whatever_the_machine_says(office: Console) -> None:
    answer = process(
        "people", "list", "--workspace", office.workspace, extra={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    )

    assert "Nguyễn Hải Anh" in answer.out


def test_a_refused_command_leaves_no_trace_beside_the_workspace(office: Console) -> None:
    office("workspace", "info")  # which leaves the hashes of its pages, as every command does
    before = sorted(path.name for path in office.workspace.parent.iterdir())

    office("month", "close", *JULY)

    assert sorted(path.name for path in office.workspace.parent.iterdir()) == before
    assert before == ["w.sqlite", "w.sqlite.sums"]


def test_no_answer_names_where_the_program_lies(office: Console) -> None:
    answer = process("month", "close", *JULY, "--workspace", office.workspace)

    assert str(paths.checkout()) not in answer.err + answer.out
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["month", "open", "--unit", "PNV"], "Thiếu: --period"),
        (["month"], "Thiếu"),
        (["month", "opne"], "không phải một trong"),
        (["unit", "list", "--colour", "red"], "--colour red"),
        (["audit", "list", "--most", "nhiều"], "--most"),
        (["audit", "list", "--most"], "thiếu giá trị"),
        (["unit", "list", "--json=yes"], "không nhận giá trị"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(office: Console, words: list[str], said: str) -> None:
    answer = office(*words, lang="vi")

    assert answer.code == 2
    assert said in answer.err
    assert "Cách dùng:" in answer.err
    assert not re.search(r"usage|error|argument|required|invalid|expected", answer.err)


def test_help_has_no_english_titles(office: Console) -> None:
    answer = office("month", "open", "--help", lang="vi")

    assert answer.code == 0
    assert "Tùy chọn" in answer.out
    assert not re.search(r"usage|options|show this", answer.out)
