"""Recommendations of signed minutes are followed up as remedies: once, whatever is signed or sent again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.imports import ImportChoice
from evalapp.domain.inspections import Visit
from evalapp.domain.minutes import Recommendation
from evalapp.domain.remedies import RemedyAct, RemedyLine, RemedySource
from evalapp.store.workspace import Workspace
from evalapp.usecases import remedies
from evalapp.usecases.exchange import pack_visits, unpack
from evalapp.usecases.minutes import sign_minutes
from evalapp.usecases.packages import Decisions
from tests import make, visiting

DUE = date(2018, 8, 15)
BOARD = Recommendation("Niêm yết lại bảng giờ làm việc", "Hoàng Ngọc Đào, Phó Trưởng phòng", DUE)
TRAIN = Recommendation("Tập huấn quy tắc ứng xử", "Phòng Nội vụ", date(2018, 9, 1))
THINK = Recommendation("Rút kinh nghiệm trong toàn đơn vị")


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[tuple[Workspace, Visit]]:
    """Minutes that ask for two things until a day, and for one without a day."""
    workspace, visit = visiting.visited(tmp_path)
    sign(workspace, visit, BOARD, TRAIN, THINK)
    yield workspace, visit
    workspace.close()


def sign(of: Workspace, visit: Visit, *asked: Recommendation, reason: str = "") -> None:
    visiting.state(of, visit, replace(visiting.SAID, recommendations=asked))
    with of.work() as work:
        sign_minutes(work, visit_id=visit.id, signers=[visiting.TEAM, visiting.UNIT], reason=reason)


def asked_for(of: Workspace) -> list[RemedyLine]:
    with of.work() as work:
        return remedies.list_remedies(work, source=RemedySource.MINUTES)


def test_what_signed_minutes_ask_for_until_a_day_is_a_remedy_of_who_is_named(
    signed: tuple[Workspace, Visit],
) -> None:
    [board, train] = asked_for(signed[0])

    assert (board.text, board.due, board.owner_code, board.number) == (BOARD.text, DUE, "NV007", "05/BB")
    assert (train.text, train.owner) == ("Phòng Nội vụ: Tập huấn quy tắc ứng xử", None)
    assert {each.raised for each in (board, train)} == {date(2018, 7, 12)}


def test_a_corrected_version_moves_what_it_asks_for_and_doubles_nothing(
    signed: tuple[Workspace, Visit],
) -> None:
    workspace, visit = signed
    with workspace.work() as work:
        before = {each.text: each.id for each in remedies.list_remedies(work, source=RemedySource.MINUTES)}
        remedies.report_remedy(work, remedy_id=before[BOARD.text], text="Đã niêm yết")

    later = replace(BOARD, due=date(2018, 8, 31))
    sign(workspace, visit, later, replace(TRAIN, text="Tập huấn lại"), reason="Gia hạn")
    [board, train] = asked_for(workspace)
    with workspace.work() as work:
        steps = remedies.remedy_detail(work, remedy_id=board.id).steps

    assert (board.id, board.due) == (before[BOARD.text], date(2018, 8, 31))
    assert train.text == "Phòng Nội vụ: Tập huấn lại"
    assert [(each.act, each.text) for each in steps] == [
        (RemedyAct.REPORTED, "Đã niêm yết"),
        (RemedyAct.CORRECTED, "Gia hạn"),
    ]


def test_what_a_corrected_version_drops_goes_unless_something_was_done_about_it(
    signed: tuple[Workspace, Visit],
) -> None:
    workspace, visit = signed
    with workspace.work() as work:
        [board, _] = remedies.list_remedies(work, source=RemedySource.MINUTES)
        remedies.report_remedy(work, remedy_id=board.id, text="Đã niêm yết")

    sign(workspace, visit, THINK, reason="Bỏ kiến nghị")

    assert [each.id for each in asked_for(workspace)] == [board.id]


def test_minutes_that_come_in_a_package_ask_for_the_same_and_only_once(
    signed: tuple[Workspace, Visit], tmp_path: Path
) -> None:
    laptop, visit = signed
    (tmp_path / "office").mkdir()
    office = make.office(tmp_path / "office")
    for name in ("1", "2"):
        out = tmp_path / f"{name}.evpkg"
        with laptop.work() as work:
            pack_visits(work, out=out, visit_id=visit.id)
        for _ in range(2):
            with office.work() as work:
                choice = ImportChoice(dry_run=False)
                unpack(work, files=[out], choice=choice, decisions=Decisions({}))
        if name == "1":
            sign(laptop, visit, replace(BOARD, due=date(2018, 8, 31)), TRAIN, reason="Gia hạn")

    [train, board] = sorted(asked_for(office), key=lambda each: each.text, reverse=True)
    office.close()

    assert (board.text, board.due, board.owner_code) == (BOARD.text, date(2018, 8, 31), "NV007")
    assert train.due == TRAIN.due


def test_minutes_that_ask_for_something_before_the_visit_are_not_signed(tmp_path: Path) -> None:
    workspace, visit = visiting.visited(tmp_path)

    with pytest.raises(UserError, match="lies before"):
        sign(workspace, visit, replace(BOARD, due=date(2018, 7, 1)))
