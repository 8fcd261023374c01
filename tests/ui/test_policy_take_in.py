"""A folder of a policy taken in through the window: sound, hostile, of another kind, or there already."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS
from tests.ui.answers import Answers
from tests.ui.driver import Driver

Sit = Callable[..., Driver]


def folder(path: Path, *, main: str = FOUR_LEVELS, form: str = TWO_GROUPS) -> Path:
    path.mkdir()
    (path / "policy.toml").write_text(HEAD + main, "utf-8")
    (path / "staff.toml").write_text(form, "utf-8")
    return path


def taken(at: Driver, answers: Answers, path: Path) -> Driver:
    if at.screen.state.opened is not None:
        at.screen.back.click()
        at.settle()
    answers.chosen_folder = path
    at.do("policies.take_in")
    return at


@pytest.fixture
def at(user: Sit) -> Driver:
    at: Driver = user()
    at.visit("policies")
    return at


def test_a_sound_folder_opens_as_a_draft_and_the_same_one_again_asks_nothing(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    path = folder(tmp_path / "own")

    taken(at, answers, path)
    taken(at, answers, path)

    assert (at.screen.state.opened.code, at.screen.state.opened.faults) == ("test", ())
    assert answers.questions == []


@pytest.mark.parametrize(("answer", "least"), [("yes", 91), ("no", 90)])
def test_a_draft_is_replaced_by_other_content_of_its_code_only_when_somebody_says_so(
    at: Driver, answers: Answers, tmp_path: Path, answer: str, least: int
) -> None:
    taken(at, answers, folder(tmp_path / "own"))
    other = folder(tmp_path / "other", main=FOUR_LEVELS.replace("min = 90", "min = 91"))
    answers.agrees = answer == "yes"

    taken(at, answers, other)

    assert "draft “test” already" in answers.questions[0]
    if not answers.agrees:
        at.screen.table.opened.emit(next(line for line in at.screen.state.lines if line.code == "test"))
        at.settle()
    assert at.screen.state.opened.document["level"][0]["min"] == least


def test_a_file_that_is_no_folder_is_refused_in_words(at: Driver, answers: Answers, tmp_path: Path) -> None:
    archive = tmp_path / "quy-dinh.zip"
    archive.write_bytes(b"PK\x03\x04")

    taken(at, answers, archive)

    assert "“quy-dinh.zip” is no folder" in at.told


def test_a_unit_s_version_of_a_few_lines_opens_as_the_whole_policy(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text(
        'extends = "hn-3814-2018"\ncode = "hn-pnv"\nversion = 1\nunit = "PNV"\n'
        '[[cost]]\nevent = "LATE"\npoints = 1\n',
        "utf-8",
    )

    taken(at, answers, tmp_path)

    opened = at.screen.state.opened
    assert (opened.code, len(opened.document["forms"]), opened.faults) == ("hn-pnv", 4, ())


@pytest.mark.parametrize(
    ("main", "form", "told"),
    [
        (FOUR_LEVELS, TWO_GROUPS + '[[criterion]]\ncode = "x"\n' * 20_000, "criterion: the list is"),
        (FOUR_LEVELS, TWO_GROUPS.replace("Phiếu", "x" * 500_000), "staff.toml:3, title: the text is longer"),
        ("".join(f"k{n} = 1\n" for n in range(20_000)) + FOUR_LEVELS, TWO_GROUPS, "more than 500 keys"),
        (FOUR_LEVELS + "x = " + "[" * 100_000, TWO_GROUPS, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_folder_made_to_hold_the_window_up_is_refused_at_once(
    at: Driver, answers: Answers, tmp_path: Path, main: str, form: str, told: str
) -> None:
    taken(at, answers, folder(tmp_path / "own", main=main, form=form))

    assert told in at.told
    assert at.screen.state.opened is None


def test_what_is_pasted_into_a_draft_loses_what_nobody_sees(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    taken(at, answers, folder(tmp_path / "own"))

    at.screen.view.edited.emit({**at.screen.state.opened.document, "title": "Quy\u200b chế\u202e  phòng"})
    at.settle()
    at.screen.back.click()
    at.settle()

    assert next(line.title for line in at.screen.state.lines if line.code == "test") == "Quy chế phòng"
