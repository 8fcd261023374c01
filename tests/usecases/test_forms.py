"""Self-score forms: sent out, filled, taken back, and everything that can come back instead."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evalapp.base.errors import UserError
from evalapp.documents.papers.self_score_filling import fill_self_score_form
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.rounds import Mark, Round, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.forms import export_forms, import_forms, read_forms
from evalapp.usecases.rounds import set_unrated
from tests import make

GOOD = ImportChoice(take_good=True)
FULL = {code: Mark(points) for code, points in make.points("NV003").items()}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make.office(tmp_path, people=3)


@pytest.fixture
def month(workspace: Workspace) -> Round:
    return make.opened(workspace)


@pytest.fixture
def back(tmp_path: Path) -> Path:
    (tmp_path / "nhan-lai").mkdir()
    return tmp_path / "nhan-lai"


def sent(workspace: Workspace, month: Round, folder: Path) -> dict[str, Path]:
    with workspace.work() as work:
        return {path.name[:5]: path for path in export_forms(work, round_id=month.id, folder=folder).written}


def filled(workspace: Workspace, month: Round, back: Path, marks: dict[str, Mark] = FULL) -> Path:
    form = sent(workspace, month, back.parent / "gui-di")["NV003"]
    fill_self_score_form(form, back / form.name, marks)
    return back / form.name


def take(workspace: Workspace, month: Round, path: Path, choice: ImportChoice = make.ALL) -> ImportReport:
    with workspace.work() as work:
        return import_forms(work, round_id=month.id, read=read_forms(path), choice=choice)


def self_points(workspace: Workspace, month: Round, code: str = "NV003") -> dict[str, Decimal]:
    with workspace.work() as work:
        sheet = next(s for s in work.rounds.sheets(month.id) if s.participant.code == code)
    return sheet.points(Stage.SELF)


def change(path: Path, old: str, new: Any) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and old in cell.value:
                    cell.value = cell.value.replace(old, new)  # pyright: ignore[reportAttributeAccessIssue]
    book.save(path)


def test_everybody_who_is_rated_gets_a_form(workspace: Workspace, month: Round, tmp_path: Path) -> None:
    with workspace.work() as work:
        sheet = next(s for s in work.rounds.sheets(month.id) if s.participant.code == "NV002")
        set_unrated(work, sheet_id=sheet.participant.sheet, reason="Nghỉ")

    assert sorted(sent(workspace, month, tmp_path / "gui-di")) == ["NV001", "NV003"]


def test_a_filled_form_comes_back_as_self_scores(workspace: Workspace, month: Round, back: Path) -> None:
    filled(workspace, month, back)

    report = take(workspace, month, back)

    assert (report.read, report.new, report.applied, report.missing) == (1, 1, True, ("NV001", "NV002"))
    assert self_points(workspace, month) == make.points("NV003")


def test_a_form_alone_is_taken_like_a_folder(workspace: Workspace, month: Round, back: Path) -> None:
    assert take(workspace, month, filled(workspace, month, back)).new == 1


def test_the_same_folder_twice_changes_nothing(workspace: Workspace, month: Round, back: Path) -> None:
    filled(workspace, month, back)
    take(workspace, month, back)
    with workspace.work() as work:
        before = (work.rounds.sheets(month.id), work.audit.count())

    report = take(workspace, month, back)

    assert (report.same, report.new, report.changed, report.applied) == (1, 0, 0, True)
    with workspace.work() as work:
        assert (work.rounds.sheets(month.id), work.audit.count()) == before


def test_a_dry_run_takes_nothing_in(workspace: Workspace, month: Round, back: Path) -> None:
    filled(workspace, month, back)

    report = take(workspace, month, back, ImportChoice(dry_run=True))

    assert (report.new, report.applied, self_points(workspace, month)) == (1, False, {})


def test_a_form_that_is_filled_in_part_comes_in_and_its_gaps_are_told(
    workspace: Workspace, month: Round, back: Path
) -> None:
    filled(workspace, month, back, {code: mark for code, mark in FULL.items() if code != "I.1"})

    report = take(workspace, month, back)

    assert [doubt.reason.values["rows"] for doubt in report.warnings] == [["I.1"]]
    assert "I.1" not in self_points(workspace, month)


def test_an_empty_form_is_refused(workspace: Workspace, month: Round, back: Path) -> None:
    form = sent(workspace, month, back.parent / "gui-di")["NV003"]
    shutil.copy(form, back)

    report = take(workspace, month, back)

    assert [str(r.reasons[0]) for r in report.refused] == ["Nothing is scored on this form."]
    assert report.refused[0].file == form.name


@pytest.mark.parametrize("points", ["6.5", "-1", "5.25"])
def test_points_outside_the_range_are_refused_with_their_row(
    workspace: Workspace, month: Round, back: Path, points: str
) -> None:
    filled(workspace, month, back, {**FULL, "I.1": Mark(Decimal(points))})

    report = take(workspace, month, back)

    [refusal] = report.refused
    assert (refusal.value, refusal.row is not None, report.applied) == (points, True, False)
    assert self_points(workspace, month) == {}


def test_a_form_whose_locked_part_was_changed_is_refused(
    workspace: Workspace, month: Round, back: Path
) -> None:
    change(filled(workspace, month, back), "Nguyễn Hải Anh", "Lê Văn Bình")

    assert "locked part of this form was changed" in str(take(workspace, month, back).refused[0].reasons[0])


def test_a_form_of_another_workspace_is_not_ours(workspace: Workspace, month: Round, back: Path) -> None:
    (back.parent / "other").mkdir()
    other = make.workspace(back.parent / "other")
    with other.work() as work:
        work.settings.put("secret", "ab" * 32)
    make.take_units(other)
    make.take_people(other, make.person_row(3))
    filled(other, make.opened(other), back)

    assert "that this workspace made" in str(take(workspace, month, back).refused[0].reasons[0])


def test_a_form_of_another_month_is_refused_naming_both(
    workspace: Workspace, month: Round, back: Path
) -> None:
    august = make.opened(workspace, make.AUGUST)
    filled(workspace, august, back)

    refused = take(workspace, month, back).refused[0].reasons[0]

    assert (str(refused.values["month"]), str(refused.values["wanted"])) == ("month 08/2018", "month 07/2018")


def test_files_that_are_no_forms_are_named_and_the_good_ones_taken_when_asked_for(
    workspace: Workspace, month: Round, back: Path
) -> None:
    filled(workspace, month, back)
    make.book(back / "bang-luong.xlsx", ["Mã CB", "Lương"], ["NV003", 5])
    (back / "thu.docx").write_text("x")
    (back / "hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    (back / "~$NV003.xlsx").write_bytes(b"x")

    all_or_nothing = take(workspace, month, back)
    good = take(workspace, month, back, GOOD)

    assert sorted(r.file or "" for r in all_or_nothing.refused) == ["bang-luong.xlsx", "hong.xlsx"]
    assert [doubt.file for doubt in all_or_nothing.warnings] == ["thu.docx"]
    assert (all_or_nothing.read, all_or_nothing.applied) == (3, False)
    assert (good.new, good.applied) == (1, True)


def test_the_same_form_twice_in_a_folder_is_one(workspace: Workspace, month: Round, back: Path) -> None:
    path = filled(workspace, month, back)
    shutil.copy(path, back / "ban-sao.xlsx")

    report = take(workspace, month, back)

    assert (report.new, report.same, len(report.warnings)) == (1, 1, 1)


def test_two_forms_of_one_person_with_other_points_are_refused(
    workspace: Workspace, month: Round, back: Path
) -> None:
    path = filled(workspace, month, back)
    fill_self_score_form(path, back / "sua.xlsx", {"I.1": Mark(Decimal(5))})

    report = take(workspace, month, back)

    assert "another form of Nguyễn Hải Anh with other points" in str(report.refused[0].reasons[0])
    assert self_points(workspace, month) == {}


def test_a_form_that_comes_late_is_taken_and_told(workspace: Workspace, month: Round, back: Path) -> None:
    filled(workspace, month, back)
    make.give(workspace, month.id, {"NV003": "80"})

    report = take(workspace, month, back)

    assert "after self-scoring had ended" in str(report.warnings[0].reason)
    current = make.round_now(workspace, month.id)
    assert (current.stage, current.skipped) == (Stage.HEAD, (Stage.DEPUTY,))


@pytest.mark.parametrize("what", ["nothing", "empty"])
def test_a_folder_without_forms_is_refused(workspace: Workspace, month: Round, back: Path, what: str) -> None:
    with pytest.raises(
        UserError, match="holds no forms" if what == "empty" else "There is no file or folder"
    ):
        take(workspace, month, back if what == "empty" else back / "nothing")


def test_a_closed_month_sends_no_forms_and_takes_none(workspace: Workspace, back: Path) -> None:
    done = make.closed(workspace, totals=dict.fromkeys(make.CODES[:3], "80"))

    with pytest.raises(UserError, match="is closed"):
        sent(workspace, done, back)
    make.book(back / "x.xlsx", ["a"])
    with pytest.raises(UserError, match="is closed"):
        take(workspace, done, back)
