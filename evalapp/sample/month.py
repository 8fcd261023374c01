"""The sample office's month, step by step through the same use cases as a real one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from evalapp.documents.papers.list_workbook import ListCell, write_list
from evalapp.documents.papers.self_score_filling import fill_self_score_form
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import PEOPLE, SCORES, UNITS
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Criterion, Form, Kind, Policy
from evalapp.domain.rounds import Mark, PersonSheet, Round, RoundId, Sheet, Stage
from evalapp.sample.people import OFFICE, sample_people, write_people, write_units
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.forms import export_forms, import_forms, read_forms
from evalapp.usecases.marks import NewMark, enter_marks
from evalapp.usecases.people_import import import_people
from evalapp.usecases.rounds import advance_round, open_round, round_status, set_unrated
from evalapp.usecases.scores import copy_marks, enter_mark
from evalapp.usecases.scores_import import import_scores
from evalapp.usecases.settling import close_round, preview_settlement, settle_round
from evalapp.usecases.summaries import person_sheets
from evalapp.usecases.units_import import import_units

PERIOD = Period(2018, 7)
FIRST_REASON = "Hoàn thành thêm việc đột xuất của tháng, tập thể lãnh đạo thống nhất"
UNRATED_REASON = "Nghỉ thai sản cả tháng"
BONUS_REASON = "Đề xuất giải pháp mới được lãnh đạo quận chấp thuận áp dụng"
UNRATED = "NV007"
#: Bonus points of those who stand out: the fourth place is shared, so that a tie waits at the line.
_BONUS = ("5", "3", "2", "1", "1", "0.5")
_HALF = Decimal("0.5")


Tell = Callable[[str], None]


class SampleClock:
    """A clock that stands at the second day after a month and goes on by a second each time it is asked."""

    def __init__(self, period: Period = PERIOD) -> None:
        self.after(period)

    def after(self, period: Period) -> None:
        """Go on to the day on which offices work on that month."""
        day = period.next().first_day
        self._now = datetime(day.year, day.month, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment after the last one told."""
        self._now += timedelta(seconds=1)
        return self._now


def take_in_lists(workspace: Workspace, folder: Path, *, random: Random, people: int, tell: Tell) -> None:
    """Write the office's two lists and take them in."""
    folder.mkdir(parents=True, exist_ok=True)
    units, staff = folder / "danh-sach-don-vi.xlsx", folder / "danh-sach-can-bo.xlsx"
    write_units(units)
    write_people(staff, sample_people(random, people))
    with workspace.work() as work:
        report = import_units(work, read=find_list(read_workbook(units), UNITS), choice=ImportChoice())
    tell(_told("Đơn vị", report))
    with workspace.work() as work:
        report = import_people(work, read=find_list(read_workbook(staff), PEOPLE), choice=ImportChoice())
    tell(_told("Người", report))


def open_month(workspace: Workspace, *, period: Period = PERIOD) -> Round:
    """Open the office's month."""
    with workspace.work() as work:
        return open_round(work, unit=work.units.by_code(OFFICE).id, period=period).round


def send_and_take_forms(
    workspace: Workspace,
    of: RoundId,
    folder: Path,
    *,
    random: Random,
    tell: Tell,
) -> None:
    """Write the self-score forms, fill them as people would, take the folder back."""
    sent, filled = folder / "gui-di", folder / "nhan-lai"
    for made in (sent, filled):  # of an earlier run of the sample
        made.mkdir(parents=True, exist_ok=True)
        for left in made.glob("*.xlsx"):
            left.unlink()
    with workspace.work() as work:
        _leave_unrated(work, of)
        written = export_forms(work, round_id=of, folder=sent).written
        sheets = _rated(work, of)
    for file, each in zip(written, sheets, strict=True):
        fill_self_score_form(file, filled / file.name, _self_marks(each.form, random))
    with workspace.work() as work:
        report = import_forms(work, round_id=of, read=read_forms(filled), choice=ImportChoice())
    tell(_told("Phiếu tự chấm", report))


def score_themselves(workspace: Workspace, of: RoundId, *, random: Random) -> None:
    """The scores of those forms, entered at once: who only wants to look does not wait for workbooks."""
    with workspace.work() as work:
        _leave_unrated(work, of)
        marks = [
            NewMark(each.sheet.participant.sheet, code, mark.points, mark.note)
            for each in _rated(work, of)
            for code, mark in _self_marks(each.form, random).items()
        ]
        enter_marks(work, round_id=of, stage=Stage.SELF, marks=marks)


def score(workspace: Workspace, of: RoundId, folder: Path, *, random: Random, tell: Tell) -> None:
    """The deputies' scores come as a list; the head takes them over and changes a few."""
    with workspace.work() as work:
        sheets = _rated(work, of)
        policy = work.policies.get(work.rounds.get(of).policy.id)
    list_file = folder / "cap-pho-cham.xlsx"
    _write_scores(list_file, policy, sheets, random)
    with workspace.work() as work:
        advance_round(work, round_id=of, to=Stage.DEPUTY)
        read = find_list(read_workbook(list_file), SCORES)
        report = import_scores(work, round_id=of, read=read, stage=Stage.DEPUTY, choice=ImportChoice())
    tell(_told("Điểm cấp phó", report))
    with workspace.work() as work:
        advance_round(work, round_id=of, to=Stage.HEAD)
        copy_marks(work, round_id=of, source=Stage.DEPUTY, target=Stage.HEAD)
    last = sheets[-1]
    with workspace.work() as work:
        row = next(row for row in last.form.leaves if row.kind is Kind.COMPLETION_BAND)
        enter_mark(
            work,
            sheet_id=last.sheet.participant.sheet,
            stage=Stage.HEAD,
            code=row.code,
            points=Decimal(20),
            note="Chậm 3 báo cáo, hồ sơ quá hạn không có lý do",
        )
    tell("Cấp trưởng: nhận điểm cấp phó, sửa 1 ô")


def settle_and_close(workspace: Workspace, of: RoundId, *, tell: Tell) -> Round:
    """Settle with the tie decided and reasoned, then close under seal."""
    with workspace.work() as work:
        advance_round(work, round_id=of, to=Stage.SETTLING)
        ties = round_status(work, round_id=of).ties
    first = tuple(tied[0] for tied in ties)
    with workspace.work() as work:
        line = preview_settlement(work, round_id=of, first=first).quota[0]
        settle_round(work, round_id=of, first=first, reason=FIRST_REASON if first else "")
        closed = close_round(work, round_id=of)
    tell(
        f"Bình xét: {line.base} người được xếp loại, tối đa {line.allowed} loại {line.level}, "
        f"{len(line.over)} người vượt tỷ lệ, {len(ties)} lần bằng điểm đã quyết định"
    )
    tell(f"Đã chốt, mã {closed.seal}")
    return closed


def _leave_unrated(work: Work, of: RoundId) -> None:
    sheet = _sheet(person_sheets(work, round_id=of), UNRATED)
    set_unrated(work, sheet_id=sheet.participant.sheet, reason=UNRATED_REASON)


def _rated(work: Work, of: RoundId) -> list[PersonSheet]:
    return [each for each in person_sheets(work, round_id=of) if each.sheet.participant.unrated is None]


def _self_marks(form: Form, random: Random) -> dict[str, Mark]:
    """People score themselves nearly full."""
    marks = {
        row.code: Mark(row.maximum if row.maximum is not None else Decimal(0))
        for row in form.leaves
        if row.kind is not Kind.BONUS
    }
    for row in random.sample([row for row in form.leaves if row.kind is Kind.POINTS], k=2):
        if random.random() < 0.5:
            marks[row.code] = Mark((row.maximum or Decimal(0)) - _HALF, "Còn chậm một việc")
    return marks


def _write_scores(out: Path, policy: Policy, sheets: list[PersonSheet], random: Random) -> None:
    codes = list(dict.fromkeys(row.code for form in policy.forms for row in form.leaves))
    standing = {
        sheets[place].sheet.participant.code: bonus
        for place, bonus in zip(_places(sheets), _BONUS, strict=False)
    }
    rows: list[tuple[ListCell, ...]] = []
    for number, each in enumerate(sheets, start=1):
        who = each.sheet.participant
        points = _deputy_points(each.form, standing.get(who.code), random)
        note = BONUS_REASON if who.code in standing else None
        rows.append((number, who.code, who.name, *(points.get(code) for code in codes), note))
    write_list(
        out,
        titles=("PHÒNG NỘI VỤ", "BẢNG CHẤM ĐIỂM CỦA CẤP PHÓ THÁNG 07/2018"),
        header=("STT", "Mã CB", "Họ và tên", *codes, "Ghi chú"),
        rows=rows,
        widths=(6, 10, 30, *([8] * len(codes)), 30),
    )


def _places(sheets: Iterable[PersonSheet]) -> list[int]:
    """Where the outstanding stand in the list: every other one, so that they are of several forms."""
    count = len(list(sheets))
    return list(range(0, count, 2))[: len(_BONUS)]


def _deputy_points(form: Form, bonus: str | None, random: Random) -> Mapping[str, Decimal]:
    points = {row.code: row.maximum or Decimal(0) for row in form.leaves if row.kind is not Kind.BONUS}
    if bonus is not None:
        return {**points, _bonus_row(form).code: Decimal(bonus)}
    for row in random.sample([row for row in form.leaves if row.kind is Kind.POINTS], k=4):
        points[row.code] = max(Decimal(0), points[row.code] - _HALF * random.randint(1, 3))
    return points


def _bonus_row(form: Form) -> Criterion:
    return next(row for row in form.leaves if row.kind is Kind.BONUS)


def _sheet(sheets: Iterable[PersonSheet], code: str) -> Sheet:
    return next(each.sheet for each in sheets if each.sheet.participant.code == code)


def _told(what: str, report: ImportReport) -> str:
    return f"{what}: {report.new} mới, {report.changed} thay đổi, {len(report.refused)} bị từ chối"
