import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evalapp.base.errors import Cancelled, UserError
from evalapp.documents.papers.batch import PapersThere, Present, paper_file_name, write_each
from evalapp.documents.papers.form_pdf import write_form
from evalapp.documents.papers.form_workbook import write_form_workbook
from evalapp.domain.rounds import PersonSheet
from tests.documents.papers.samples import participant, person_sheet


def sheets(count: int) -> list[PersonSheet]:
    return [person_sheet(participant(f"NV{number:03d}", "Nguyễn Văn Đạt")) for number in range(count)]


def test_everybody_gets_a_file_of_their_own(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    outcome = write_each(
        tmp_path / "07" / "forms",
        sheets(3),
        write_form,
        suffix=".pdf",
        progress=lambda *step: told.append(step),
    )

    assert [path.name for path in outcome.written] == [
        f"NV{n:03d}_nguyen-van-dat_2018-07.pdf" for n in range(3)
    ]
    assert all(path.read_bytes().startswith(b"%PDF") for path in outcome.written)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_one_paper_that_fails_does_not_stop_the_rest(tmp_path: Path) -> None:
    people = sheets(3)
    (tmp_path / paper_file_name(people[1], ".xlsx")).mkdir()

    outcome = write_each(tmp_path, people, write_form_workbook, suffix=".xlsx")

    assert len(outcome.written) == 2
    [failed] = outcome.failed
    assert (failed.code, failed.name) == ("NV001", "Nguyễn Văn Đạt")
    assert "could not be replaced" in str(failed.reason)


def test_a_paper_that_cannot_be_drawn_is_named_with_its_person(tmp_path: Path) -> None:
    def draw(path: Path, sheet: PersonSheet) -> None:
        if sheet.sheet.participant.code == "NV000":
            raise ValueError("no such row")
        write_form(path, sheet)

    outcome = write_each(tmp_path, sheets(2), draw, suffix=".pdf")

    assert [(failed.code, str(failed.reason)) for failed in outcome.failed] == [
        ("NV000", "The paper could not be drawn (no such row). Check this person's points and notes.")
    ]
    assert len(outcome.written) == 1


def test_cancelling_leaves_nothing_but_what_was_there_before(tmp_path: Path) -> None:
    def stop_after_two(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    (tmp_path / "ghi-chu.txt").write_text("giữ", encoding="utf-8")

    with pytest.raises(Cancelled):
        write_each(tmp_path, sheets(5), write_form, suffix=".pdf", progress=stop_after_two)

    assert [path.name for path in tmp_path.iterdir()] == ["ghi-chu.txt"]


def test_a_folder_that_was_made_for_papers_is_gone_again_when_they_are_cancelled(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_each(tmp_path / "07" / "giay", sheets(2), write_form, suffix=".pdf", progress=stop)

    assert list(tmp_path.iterdir()) == []


def test_papers_that_are_there_are_asked_about_before_anything_is_written(tmp_path: Path) -> None:
    people = sheets(2)
    there = tmp_path / paper_file_name(people[1], ".pdf")
    there.write_bytes(b"ghi tay")

    with pytest.raises(PapersThere, match="1 of these papers already, such as NV001"):
        write_each(tmp_path, people, write_form, suffix=".pdf", present=Present.ASK)

    assert list(tmp_path.iterdir()) == [there]


def test_papers_beside_those_that_are_there_have_one_number_of_their_own(tmp_path: Path) -> None:
    people = sheets(2)
    there = tmp_path / paper_file_name(people[1], ".pdf")
    there.write_bytes(b"ghi tay")

    outcomes = [
        write_each(tmp_path, people, write_form, suffix=".pdf", present=Present.BESIDE, along=["th.pdf"])
        for _ in range(2)
    ]

    assert there.read_bytes() == b"ghi tay"
    assert [path.name for path in (*outcomes[0].written, *outcomes[0].along)] == [
        "NV000_nguyen-van-dat_2018-07 (2).pdf",
        "NV001_nguyen-van-dat_2018-07 (2).pdf",
        "th (2).pdf",
    ]
    assert all(path.stem.endswith(" (3)") for path in outcomes[1].written)


def test_codes_that_give_the_same_file_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    people = [person_sheet(participant(code)) for code in ("A/1", "A-1", "a:1")]

    outcome = write_each(tmp_path, people, write_form, suffix=".pdf")

    assert len({path.name.casefold() for path in outcome.written}) == 3


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(UserError, match="could not be made"):
        write_each(tmp_path / "file" / "forms", sheets(1), write_form, suffix=".pdf")


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX thing")
@pytest.mark.parametrize(("write", "suffix"), [(write_form, ".pdf"), (write_form_workbook, ".xlsx")])
def test_a_full_disk_stops_the_batch_with_a_sentence_and_leaves_no_half_file(
    tmp_path: Path, write: "type[object]", suffix: str
) -> None:
    with files_at_most(2_000), pytest.raises(UserError, match="the disk is full"):
        write_each(tmp_path, sheets(2), write, suffix=suffix)  # pyright: ignore[reportArgumentType] - parametrised

    assert not list(tmp_path.iterdir())
