"""Petitions: in time or with a reason, answered in working days, never by the person themselves."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.specs import HOLIDAYS
from evalapp.domain.holidays import HolidayKind
from evalapp.domain.petitions import Outcome, PetitionLine
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Round, SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.holidays import (
    import_holidays,
    list_holidays,
    remove_holiday,
    save_holiday,
    save_holidays,
)
from evalapp.usecases.petition_lines import list_petitions
from evalapp.usecases.petitions import answer_petition, record_petition
from tests import make

TOLD, LAST = date(2018, 8, 2), date(2018, 8, 7)


@pytest.fixture
def july(tmp_path: Path) -> tuple[Workspace, Round]:
    """An office whose July was closed on 2/8/2018, today being ten days later."""
    office = make.office(tmp_path, prepare=make.closed)
    assert isinstance(office.clock, make.Ticking)
    office.clock.now = office.clock.now.replace(day=12)
    with office.work() as work:
        return office, work.rounds.all()[0]


def sheet_of(of: Workspace, code: str, current: Round) -> SheetId:
    with of.work() as work:
        sheets = work.rounds.sheets(current.id)
    return next(each.participant.sheet for each in sheets if each.participant.code == code)


def petition(of: Workspace, current: Round, code: str = "NV008", **given: object) -> PetitionLine:
    sheet = sheet_of(of, code, current)
    values: dict[str, Any] = {"received": date(2018, 8, 6), "text": "Đề nghị xem lại điểm nhóm II", **given}
    with of.work() as work:
        return record_petition(work, sheet_id=sheet, **values)


def test_a_petition_is_answered_within_the_policy_s_working_days(july: tuple[Workspace, Round]) -> None:
    line = petition(*july)

    assert (line.petition.informed, line.last_day) == (TOLD, LAST)
    assert (line.due, line.lacking) == (date(2018, 8, 20), ())


def test_days_off_move_the_due_day(july: tuple[Workspace, Round]) -> None:
    office, current = july
    with office.work() as work:
        save_holiday(work, day=date(2018, 8, 15), kind=HolidayKind.OTHER, name="Nghỉ hoán đổi")

    assert petition(office, current).due == date(2018, 8, 21)


def test_a_late_petition_is_refused_unless_there_is_a_reason(july: tuple[Workspace, Round]) -> None:
    with pytest.raises(UserError, match="last day was"):
        petition(*july, received=date(2018, 8, 8))

    line = petition(*july, received=date(2018, 8, 8), late_reason="Nghỉ ốm có giấy")

    assert line.is_late


def test_a_kept_result_changes_nothing(july: tuple[Workspace, Round]) -> None:
    office, current = july
    line = petition(office, current)

    with office.work() as work:
        answered, reopened = answer_petition(
            work, petition_id=line.petition.id, outcome=Outcome.KEPT, answer="Đã chấm đúng minh chứng"
        )

    assert (answered.is_open, reopened) == (False, None)
    assert make.round_now(office, current.id).replaced is False


def test_a_changed_result_reopens_the_month_with_the_petition_as_reason(
    july: tuple[Workspace, Round],
) -> None:
    office, current = july
    line = petition(office, current)

    with office.work() as work:
        _, reopened = answer_petition(
            work, petition_id=line.petition.id, outcome=Outcome.CHANGED, answer="Bỏ sót một việc"
        )

    assert reopened is not None
    assert (reopened.revision, reopened.stage) == (2, Stage.HEAD)
    assert reopened.reason == "Kiến nghị số 1 của Bùi Thanh Hà: Bỏ sót một việc"


def test_nobody_answers_their_own_petition(july: tuple[Workspace, Round]) -> None:
    office, current = july
    line = petition(office, current, "NV001")
    make.sign_in_as(office, UserRole.HEAD, unit=make.OFFICE, person="NV001")

    with office.work() as work, pytest.raises(UserError, match="their own result"):
        answer_petition(work, petition_id=line.petition.id, outcome=Outcome.KEPT, answer="Đúng")


def test_who_may_not_decide_may_not_answer(july: tuple[Workspace, Round]) -> None:
    office, current = july
    line = petition(office, current)
    make.sign_in_as(office, UserRole.PERSONNEL)

    with office.work() as work, pytest.raises(UserError, match="may not"):
        answer_petition(work, petition_id=line.petition.id, outcome=Outcome.KEPT, answer="Đúng")


def test_a_month_that_is_open_has_no_result_to_contest(tmp_path: Path) -> None:
    office = make.office(tmp_path)

    with pytest.raises(UserError, match="not closed yet"):
        petition(office, make.scored(office))


def test_one_petition_waits_at_a_time_and_an_answer_stands(july: tuple[Workspace, Round]) -> None:
    office, current = july
    line = petition(office, current)

    with pytest.raises(UserError, match="waits for its answer"):
        petition(office, current)
    with office.work() as work:
        answer_petition(work, petition_id=line.petition.id, outcome=Outcome.KEPT, answer="Đúng")
    with office.work() as work, pytest.raises(UserError, match="was answered on"):
        answer_petition(work, petition_id=line.petition.id, outcome=Outcome.CHANGED, answer="Sai")


def test_petitions_that_wait_come_first_and_overdue_ones_are_told(july: tuple[Workspace, Round]) -> None:
    office, current = july
    first, second = petition(office, current, "NV003"), petition(office, current, "NV004")
    with office.work() as work:
        answer_petition(work, petition_id=first.petition.id, outcome=Outcome.KEPT, answer="Đúng")

    with office.work() as work:
        lines = list_petitions(work)
        waiting = list_petitions(work, only_open=True)

    assert [line.code for line in lines] == ["NV004", "NV003"]
    assert [line.petition.id for line in waiting] == [second.petition.id]
    assert [line.is_overdue(date(2018, 8, 20)) for line in waiting] == [False]
    assert [line.is_overdue(date(2018, 8, 21)) for line in waiting] == [True]


def test_a_list_of_days_off_comes_in_once(july: tuple[Workspace, Round]) -> None:
    office, _ = july
    rows = (("14/02/2018", "Tết", "Nghỉ Tết"), ("10/02/2018", "Làm bù", None), ("02/09/2018", "Khác", None))
    read = make.listed(HOLIDAYS, ("Ngày", "Loại", "Tên"), *rows)

    with office.work() as work:
        refused = import_holidays(work, read=read, choice=make.ALL)
    with office.work() as work:
        good = import_holidays(
            work, read=make.listed(HOLIDAYS, ("Ngày", "Loại", "Tên"), *rows[:2]), choice=make.ALL
        )
    with office.work() as work:
        days, lacking = list_holidays(work, year=2018)

    assert (len(refused.refused), refused.applied) == (1, False)
    assert (good.new, len(days)) == (2, 6)
    assert [str(each.named) for each in lacking] == ["Hung Kings' day 2018"]


def test_lunar_new_year_is_entered_as_the_days_from_a_first_to_a_last_one(
    july: tuple[Workspace, Round],
) -> None:
    office, _ = july

    with office.work() as work:
        tet = save_holidays(
            work, since=date(2026, 2, 16), until=date(2026, 2, 22), kind=HolidayKind.TET, name="Nghỉ Tết"
        )
        bridge = save_holidays(
            work, since=date(2026, 4, 27), until=date(2026, 5, 1), kind=HolidayKind.HUNG_KINGS
        )
        lacking = list_holidays(work, year=2026)[1]

    assert [each.day.day for each in tet] == list(range(16, 23))
    assert [each.day.day for each in bridge] == [27, 28, 29]  # what the law fixes is there already
    assert [each.kind for each in lacking] == [HolidayKind.NATIONAL_DAY]


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        (date(2026, 2, 16), date(2026, 2, 15), "before the first day"),
        (date(2026, 2, 16), date(2026, 4, 16), "60 days in a row are too many"),
        (date(2026, 4, 30), date(2026, 5, 1), "none has to be entered"),
    ],
)
def test_days_in_a_row_that_cannot_be_meant_are_refused(
    july: tuple[Workspace, Round], since: date, until: date, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence), july[0].work() as work:
        save_holidays(work, since=since, until=until, kind=HolidayKind.TET)


def test_a_row_of_a_list_may_say_days_from_a_first_to_a_last_one(july: tuple[Workspace, Round]) -> None:
    office, _ = july
    header = ("Từ ngày", "Đến ngày", "Loại", "Tên")
    rows = (("14/02/2018", "20/02/2018", "Tết", "Nghỉ Tết"), ("25/04/2018", None, "Giỗ Tổ", None))
    overlapping = ("20/02/2018", "21/02/2018", "Nghỉ bù", None)

    with office.work() as work:
        good = import_holidays(work, read=make.listed(HOLIDAYS, header, *rows), choice=make.ALL)
        again = import_holidays(work, read=make.listed(HOLIDAYS, header, *rows), choice=make.ALL)
        refused = import_holidays(
            work, read=make.listed(HOLIDAYS, header, *rows, overlapping), choice=make.ALL
        )
        days, lacking = list_holidays(work, year=2018)

    assert (good.new, again.same, lacking) == (2, 2, ())
    assert [each.day.day for each in days if each.kind is HolidayKind.TET] == list(range(14, 21))
    assert "stands twice in this list" in str(refused.refused[0].reasons[0])


def test_a_day_entered_by_mistake_is_taken_out(july: tuple[Workspace, Round]) -> None:
    office, _ = july
    with office.work() as work:
        save_holiday(work, day=date(2018, 2, 15), kind=HolidayKind.TET)

    with office.work() as work:
        remove_holiday(work, day=date(2018, 2, 15))

    with office.work() as work:
        assert work.holidays.all() == []


def test_a_petition_that_is_too_long_is_refused_and_never_cut(july: tuple[Workspace, Round]) -> None:
    with pytest.raises(UserError, match="longer than"):
        petition(*july, text="x" * 4001)
