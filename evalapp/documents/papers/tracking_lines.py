"""What the form of a followed-up period says: Mẫu 01 of Decree 335/2025, and its likes elsewhere."""

from collections.abc import Iterator
from decimal import Decimal

from evalapp.documents.papers import wording
from evalapp.documents.papers.annexes import marks
from evalapp.documents.papers.form_lines import FormLine, form_lines, leaves_under, sum_of, sum_of_maxima
from evalapp.domain.policy.model import Kind
from evalapp.domain.policy.parts import Paper
from evalapp.domain.rounds import DECIDING, SCORING, PersonSheet, Stage
from evalapp.domain.sheet_words import OPINION, STRENGTHS, WEAKNESSES, words_of

CRITERIA_TITLE = "I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ CHUNG"
COLUMNS = ("TT", "Tiêu chí chấm điểm", "Điểm tối đa", "Điểm do cá nhân tự chấm")
NUMBERS = ("(1)", "(2)", "(3)", "(4)")
SUM = "Tổng cộng"
RESULT_TITLE = "II. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC"
#: What is written of the person, with the lines that an empty form leaves for it.
WRITTEN = ((STRENGTHS, "4. Ưu điểm:", 1), (WEAKNESSES, "5. Hạn chế, khuyết điểm:", 2))
OPINION_TITLE = "6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá:"
_SIGNERS = ("Công chức tự đánh giá", "Cấp có thẩm quyền theo dõi, đánh giá")
Cells = tuple[str, str, Decimal | str | None, Decimal | str | None]


def signers(paper: Paper) -> tuple[str, ...]:
    """Who signs: who is followed up, and who follows them up."""
    return paper.signatures if len(paper.signatures) == len(_SIGNERS) else _SIGNERS


def period_line(sheet: PersonSheet) -> str:
    """Which period the form is about, with the mark of the note under the form."""
    mark = marks(sheet.tracking)[0]
    return f"(Kỳ theo dõi, đánh giá: {wording.period(sheet.round.period)}){mark}"


def about(sheet: PersonSheet) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Whom the form is about, in lines of `label, value` pairs."""
    who = sheet.sheet.participant
    return (
        (("Họ và tên", who.name), ("Mã CB", who.code)),
        (("Chức vụ, chức danh", who.title),),
        (("Đơn vị công tác", sheet.round.unit_name),),
    )


def criteria(sheet: PersonSheet, *, empty: bool) -> Iterator[tuple[Cells, bool]]:
    """The general criteria, numbered as in the form, each with whether it heads others."""
    said = {line.code: line for line in form_lines(sheet)}
    tops = [row for row in sheet.form.criteria if row.parent is None and row.kind is not Kind.FORMULA]
    groups = sheet.form.children(tops[0].code) if len(tops) == 1 else tops
    for number, group in enumerate(groups, start=1):
        yield _cells(wording.roman(number), said[group.code], empty=empty), True
        for place, row in enumerate(leaves_under(sheet.form, group.code), start=1):
            yield _cells(str(place), said[row.code], empty=empty), False


def criteria_sum(sheet: PersonSheet, *, empty: bool) -> Cells:
    """The last row: what the general criteria give together."""
    rows = [row for row in sheet.form.leaves if row.kind is not Kind.FORMULA]
    given = None if empty else sum_of(sheet, rows, Stage.SELF)
    return "", SUM, sum_of_maxima(rows), given


def sums(sheet: PersonSheet, *, empty: bool) -> tuple[tuple[str, str], ...]:
    """What the deciding stage makes of it; a part that is not known yet is left to be written."""
    computed = [row for row in sheet.form.leaves if row.kind is Kind.FORMULA]
    general = [row for row in sheet.form.leaves if row.kind is not Kind.FORMULA]
    total = sheet.rating.total if sheet.rating is not None else None
    parts = (sum_of(sheet, general, DECIDING), sum_of(sheet, computed, DECIDING), total)
    known = [wording.number(part) if isinstance(part, Decimal) and not empty else "" for part in parts]
    return (
        ("1. Điểm tiêu chí chung", known[0]),
        ("2. Điểm tiêu chí kết quả thực hiện nhiệm vụ", known[1]),
        ("3. Tổng điểm theo dõi, đánh giá công chức", known[2]),
    )


def opinions(sheet: PersonSheet) -> list[str]:
    """What those who followed somebody up wrote, on the whole and beside their points."""
    whole = words_of(sheet.sheet)[OPINION]
    return [*filter(None, [whole])] + [
        f"{wording.STAGE_NAMES[stage]}, {row.code}: {note}"
        for stage in SCORING
        if stage is not Stage.SELF
        for row in sheet.form.leaves
        if (note := sheet.sheet.mark(stage, row.code).note)
    ]


def _cells(number: str, line: FormLine, *, empty: bool) -> Cells:
    given = None if empty else line.entries[SCORING.index(Stage.SELF)]
    return number, line.label, line.maximum, given
