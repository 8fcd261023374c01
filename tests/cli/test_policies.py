"""`evalapp policy`: what differs, and whose shipped policies an office goes by."""

from pathlib import Path

from tests.cli.run import Console
from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS


def folder(at: Path, head: str) -> Path:
    at.mkdir()
    (at / "policy.toml").write_text(head + FOUR_LEVELS, encoding="utf-8")
    (at / "staff.toml").write_text(TWO_GROUPS, encoding="utf-8")
    return at


def test_the_difference_of_two_policies_is_readable_and_needs_no_workspace(
    console: Console, tmp_path: Path
) -> None:
    console.workspace.unlink()
    one = folder(tmp_path / "one", HEAD)
    two = folder(tmp_path / "two", HEAD.replace('title = "Thử"', 'title = "Thử lại"'))

    answer = console("policy", "diff", one, two)

    assert answer.code == 0
    assert answer.out.splitlines() == ["test, 1: Thử", "test, 1: Thử lại", "- title: Thử → Thử lại"]
    assert console("policy", "diff", one, one).out.splitlines()[-1] == "Nothing differs."


def test_a_difference_as_json_names_both_versions_and_each_place(console: Console) -> None:
    document = console.json("policy", "diff", "hn-3814-2018", "hn-1841-2021")

    assert (document["from"]["code"], document["to"]["code"]) == ("hn-3814-2018", "hn-1841-2021")
    (percent,) = [change for change in document["changes"] if change["place"][-1] == "percent"]
    assert percent == {
        "kind": "removed",
        "place": ["quota", "#A", "percent"],
        "before": 30,
        "after": None,
        "text": "quota A, percent: taken out: 30",
    }


def test_two_installed_versions_are_compared(console: Console, tmp_path: Path) -> None:
    for number in ("1", "2"):
        version = HEAD.replace("version = 1", f"version = {number}")
        assert console("policy", "install", folder(tmp_path / number, version)).code == 0

    answer = console("policy", "diff", "test@1", "TEST@2")

    assert answer.out.splitlines()[-1] == "- version: 1 → 2"


def test_a_version_that_is_not_installed_is_refused_naming_those_that_are(console: Console) -> None:
    answer = console("policy", "diff", "hn-3814-2018@1", "hn-3814-2018@7")

    assert answer.code == 1
    assert "hn-3814-2018@1" in answer.err


def test_an_office_says_whose_policies_it_goes_by(console: Console) -> None:
    before = console.json("policy", "jurisdiction")
    after = console("policy", "jurisdiction", "hcm")

    assert (before, after.out.strip()) == ({"jurisdiction": "hanoi"}, "hcm")
    assert console("policy", "jurisdiction").out.strip() == "hcm"
    assert console("policy", "jurisdiction", "hue").code == 1


def test_a_key_that_stands_twice_in_a_case_is_refused(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text('{"cases": [{"id": "a", "form": "staff", "points": {"I": "20", "I": "3"}}]}', "utf-8")

    answer = console("policy", "try", "hn-3814-2018", file, "--json")

    assert (answer.code, "stands twice" in answer.err) == (1, True)


def test_a_policy_is_shown_in_words_where_no_script_asks(console: Console) -> None:
    told = console("policy", "show", "hn-3814-2018").out

    assert told.startswith("hn-3814-2018, version 1: ")
    assert "In force from 01/07/2018 to 27/10/2021" in told
    assert "- If more than 30% of the rated in the whole unit reach level A" in told
    assert "{" not in told


def test_a_term_that_no_text_sets_is_said_in_words(console: Console) -> None:
    told = console("policy", "show", "nd-335-2025").out

    assert "contested, no term is set for that; the answer takes 7 working days" in told


def test_a_bad_case_keeps_its_id_even_where_it_is_a_number(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text('{"cases": [{"id": 5, "form": "staff"}, {"id": "a", "form": "staff"}]}', "utf-8")

    answer = console("policy", "try", "hn-3814-2018", file, "--json")

    bad, good = answer.json["cases"]
    assert (answer.code, bad["id"], bad["rated"], bad["level"]) == (1, 5, False, None)
    assert "5: Case number 1" in console("policy", "try", "hn-3814-2018", file).err
    assert (good["id"], good["reason"]) == ("a", "not_scored")


def test_a_list_with_nothing_in_it_says_what_fills_it(console: Console) -> None:
    for words in (("policy", "draft", "list"), ("people", "list"), ("unit", "list"), ("month", "list")):
        told = console(*words).out

        assert len(told.splitlines()) == 1
        assert "“" in told, told


def test_the_list_shows_what_is_installed_in_the_workspace_that_is_named(
    console: Console, tmp_path: Path
) -> None:
    console("policy", "install", folder(tmp_path / "own", HEAD))

    codes = [row["code"] for row in console.json("policy", "list")["policies"]]

    assert codes[-1] == "test"
    assert "hn-3814-2018" in codes
    assert console.json("policy", "show", "test")["code"] == "test"


def test_a_sound_policy_says_whom_it_leaves_out(console: Console, tmp_path: Path) -> None:
    answer = console.json("policy", "check", folder(tmp_path / "own", HEAD))

    assert answer["ok"]
    assert any("Head, Deputy" in note for note in answer["notes"])


def test_tried_cases_stand_in_a_table_with_the_quota_where_no_script_asks(
    console: Console, tmp_path: Path
) -> None:
    file = tmp_path / "cases.json"
    cases = """{"period": "2018-07", "cases": [
        {"id": "an", "form": "staff", "points": {"I": "20", "II": "70", "III": "1.5"}},
        {"id": "binh", "form": "staff", "points": {"I": "20", "II": "49.5", "III": "0"}},
        {"id": "chi", "form": "staff"}, {"id": "dung", "form": "nobody"}]}"""
    file.write_text(cases, "utf-8")

    answer = console("policy", "try", "hn-3814-2018", file)

    lines = [line.split() for line in answer.out.splitlines()]
    assert lines[0] == ["Case", "Total", "Level", "by", "points", "Level", "Why"]
    assert lines[1][:6] == ["an", "91.5", "A", "B", "Over", "the"]
    assert lines[2] == ["binh", "69.5", "C", "C"]
    assert lines[3][:6] == ["chi", "–", "–", "–", "Not", "scored"]
    assert "30% of 2 people rated = 0.6, so 0 may keep A. Over the line: an." in answer.out
    assert answer.code == 1
    assert answer.err.startswith("dung: ")
