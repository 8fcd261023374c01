"""`evalapp policy draft` and `export`: what the window does with policies, done by a script."""

from pathlib import Path

import pytest

from evalapp.usecases.policies import shipped
from tests.cli.run import Console, state

FRAME = "hn-3814-2018"
OWN = "hn-3814-pnv"


@pytest.fixture
def drafted(office: Console) -> Console:
    """A draft of the unit's own, as it was begun."""
    answer = office("policy", "draft", "new", OWN, "--from", FRAME, "--unit", "PNV", "--title", "Riêng")
    assert answer.code == 0, answer.err
    return office


@pytest.mark.parametrize("code", sorted(shipped()))
def test_what_is_exported_is_read_as_the_same_policy(console: Console, tmp_path: Path, code: str) -> None:
    answer = console("policy", "export", code, "--out", tmp_path / "out")

    assert answer.code == 0, answer.err
    checked = console.json("policy", "check", tmp_path / "out")
    assert (checked["code"], checked["hash"]) == (code, shipped()[code].hash)
    assert (tmp_path / "out" / "cases.toml").exists()


def test_an_export_never_writes_over_a_policy(console: Console, tmp_path: Path) -> None:
    console("policy", "export", FRAME, "--out", tmp_path)
    before = (tmp_path / "policy.toml").read_bytes()

    answer = console("policy", "export", "nd-90-2020", "--out", tmp_path)

    assert answer.code == 1
    assert "holds" in answer.err
    assert (tmp_path / "policy.toml").read_bytes() == before
    assert not (tmp_path / "collective.toml").exists()


def test_a_draft_is_edited_checked_and_published_by_a_script(drafted: Console) -> None:
    at = "forms/staff/criterion/II.1.1/max"

    wrong = drafted("policy", "draft", "set", OWN, at, "4")
    refused = drafted("policy", "draft", "check", OWN)
    drafted("policy", "draft", "set", OWN, "forms/staff/criterion/II.1.2/max", "1")
    drafted("policy", "draft", "set", OWN, "quota/A/percent", "25")
    sound = drafted.json("policy", "draft", "check", OWN)
    published = drafted.json("policy", "draft", "publish", OWN)

    assert wrong.out == "Kept; 1 still to be mended.\n"
    assert wrong.err == refused.err
    assert refused.code == 1
    assert refused.err == "form of staff, row II.1, maximum: the rows under II.1 add up to 21, not to 20\n"
    assert sound == {"ok": True, "code": OWN, "version": 1, "problems": []}
    assert (published["code"], published["version"], published["unit"]) == (OWN, 1, "PNV")
    shown = drafted.json("policy", "show", f"{OWN}@1")
    assert shown["quota"][0]["percent"] == "25"


def test_a_draft_with_faults_is_not_published_and_nothing_changes(drafted: Console) -> None:
    drafted("policy", "draft", "set", OWN, "quota/A/percent", "31")
    before = state(drafted)

    answer = drafted("policy", "draft", "publish", OWN)

    assert answer.code == 1
    assert "the frame allows at most 30 percent" in answer.err
    assert state(drafted) == before


def test_parts_are_added_moved_and_removed(drafted: Console) -> None:
    when = '{ fact = "backlog", value = true }'
    gate = f'{{ code = "BACKLOG", label = "Tồn đọng", do = "cap", level = "B", when = {when} }}'

    drafted("policy", "draft", "add", OWN, "gate", gate)
    drafted("policy", "draft", "move", OWN, "gate/BACKLOG", "-1")
    drafted("policy", "draft", "remove", OWN, "event/BADGE")

    document = drafted.json("policy", "draft", "show", OWN)["document"]
    assert [each["code"] for each in document["gate"]] == ["BACKLOG", "DISCIPLINED"]
    assert "BADGE" not in [each["code"] for each in document["event"]]
    changes = drafted.json("policy", "draft", "diff", OWN)["changes"]
    assert "gate BACKLOG: new: If work was left lying for long then the level is at most B" in changes


def test_a_draft_goes_to_a_folder_is_edited_there_and_comes_back(drafted: Console, tmp_path: Path) -> None:
    drafted("policy", "draft", "export", OWN, "--out", tmp_path)
    main = tmp_path / "policy.toml"
    main.write_text(main.read_text("utf-8").replace('title = "Riêng"', 'title = "Từ tệp"'), encoding="utf-8")

    answer = drafted("policy", "draft", "load", tmp_path)

    assert answer.code == 0, answer.err
    (draft,) = drafted.json("policy", "draft", "list")["drafts"]
    assert (draft["title"], draft["revision"]) == ("Từ tệp", 2)


def test_what_was_exported_of_a_published_version_is_installed_elsewhere(
    drafted: Console, tmp_path: Path
) -> None:
    drafted("policy", "draft", "publish", OWN)
    first = drafted.json("policy", "export", f"{OWN}@1", "--out", tmp_path)

    again = drafted.json("policy", "install", tmp_path)

    assert again["hash"] == first["hash"]


def test_a_folder_that_breaks_the_frame_is_refused_with_its_file_and_line(
    drafted: Console, tmp_path: Path
) -> None:
    drafted("policy", "draft", "export", OWN, "--out", tmp_path)
    staff = tmp_path / "staff.toml"
    staff.write_text(staff.read_text("utf-8").replace("max = 10", "max = 20"), encoding="utf-8")

    answer = drafted("policy", "check", tmp_path)

    assert answer.code == 1
    assert "staff.toml:" in answer.err
    assert "the frame keeps 10 here (QĐ 3814-QĐ/TU)" in answer.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ("set", OWN, "forms/nobody/title", "x"),
            "nothing is called “nobody” there. Known are: head, deputy",
        ),
        (("set", OWN, "/", "x"), "Name a place"),
        (("set", OWN, "title/x", "5"), "Nothing can stand at “title/x” of the draft."),
        (("add", OWN, "title", '{ code = "x" }'), "Nothing can stand at"),
        (("add", OWN, "gate", "x"), "is no table of TOML"),
        (("remove", OWN, "title"), "is no part of a list"),
        (("set", OWN, "code", FRAME), "comes with the program"),
        (("show", "nothing"), f"There is no draft “nothing”. Drafts are: {OWN}."),
        (("new", OWN, "--from", FRAME, "--unit", "PNV"), "There is a draft"),
        (("new", "nd-90-2020", "--from", FRAME, "--unit", "PNV"), "is taken already"),
        (("new", "x", "--from", "nowhere", "--unit", "PNV"), "There is no policy “nowhere”"),
        (("new", "x", "--from", FRAME, "--since", "31/02/2020"), "is no day"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_changes(
    drafted: Console, words: tuple[str, ...], expected: str
) -> None:
    before = state(drafted)

    answer = drafted("policy", "draft", *words)

    assert answer.code == 1
    assert expected in answer.err
    assert state(drafted) == before


def test_a_draft_is_tried_and_compared_before_it_is_published(drafted: Console, tmp_path: Path) -> None:
    drafted("policy", "draft", "set", OWN, "quota/A/percent", "25")
    cases = tmp_path / "cases.json"
    cases.write_text('{"cases": [{"id": "a", "form": "staff", "points": {"I": "20", "II": "70"}}]}', "utf-8")

    tried = drafted.json("policy", "try", f"{OWN}@draft", cases)
    compared = drafted("policy", "diff", FRAME, f"{OWN}@draft")

    assert tried["cases"][0]["total"] == "90"
    assert "- quota A, percent: 30 → 25" in compared.out


def test_a_draft_is_thrown_away(drafted: Console) -> None:
    answer = drafted("policy", "draft", "drop", OWN)

    assert answer.code == 0
    assert drafted.json("policy", "draft", "list") == {"drafts": []}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("set", "quota/A/percnt", "25"), "under “percnt” at quota A. Nearest: percent."),
        (("set", "titel", "x"), "under “titel” at the top. Nearest: title, total."),
        (("set", "gate/DISCIPLINED/when/fakt", "1"), "Nearest: fact."),
        (("add", "event", '{ code = "X", lable = "x", criterion = "I.1" }'), "under “lable” at event X."),
        (("set", "quota/A/scope"), "Nothing stands at “quota/A/scope”"),
    ],
)
def test_a_key_that_no_policy_has_is_refused_naming_the_nearest(
    drafted: Console, words: tuple[str, ...], expected: str
) -> None:
    before = state(drafted)

    answer = drafted("policy", "draft", words[0], OWN, *words[1:])

    assert (answer.code, expected in answer.err) == (1, True), answer.err
    assert state(drafted) == before


def test_a_difference_says_choices_and_figures_in_words(drafted: Console) -> None:
    drafted("policy", "draft", "set", OWN, "forms/head/criterion/I.1.1/kind", "deduct_from_full")
    drafted("policy", "draft", "set", OWN, "forms/head/criterion/I.1.1/step", "0.25")

    told = drafted("policy", "draft", "diff", OWN, lang="vi").out

    assert "dòng I.1.1, loại: mới: trừ từ tối đa" in told
    assert "dòng I.1.1, bước: 0,5 → 0,25" in told


def test_who_does_not_know_where_to_add_is_told(drafted: Console) -> None:
    row = ("policy", "draft", "add", OWN, "forms/staff/criterion/I.1", '{ code = "I.1.a", label = "x" }')
    when = '{"fact": "disciplined", "value": true}'
    gate = f'{{"code": "G", "label": "x", "do": "cap", "level": "B", "when": {when}}}'

    assert "forms/…/criterion" in drafted("policy", "draft", "add", OWN).err
    assert 'parent = "I.1"' in drafted(*row).err
    assert drafted("policy", "draft", "add", OWN, "gate", gate).code == 0
