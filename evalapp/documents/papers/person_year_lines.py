"""What the paper of one person's longer period says: Mẫu 02 of Decree 335/2025, and its likes elsewhere."""

from decimal import Decimal

from evalapp.documents.papers import wording
from evalapp.documents.papers.annexes import SIGN_HERE, marks, number_of
from evalapp.documents.papers.year_lines import NOT_COUNTED, month_remark, outside_words
from evalapp.domain.month_results import MonthResult, PartResult
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.person_years import PersonPeriod
from evalapp.domain.years import Origin

SHEET_TITLE = "Phiếu kỳ"
MONTHS_TITLE = "I. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ"
_SELF_TITLE = "TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG"
_RESULT_TITLE = "KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CỦA CẤP CÓ THẨM QUYỀN"
PROPOSALS_TITLE = "ĐỀ XUẤT PHƯƠNG ÁN XỬ LÝ"
#: Whom a form of the decree is for, in its headings.
_WHOSE = "CÔNG CHỨC"
COLUMNS = ("Tháng", "Tổng điểm theo dõi, đánh giá", "Ghi chú")
TO_FILL_IN = "…" * 35  # one line of a page
_MEANS = {
    PeriodKind.QUARTER: "Điểm trung bình quý",
    PeriodKind.HALF_YEAR: "Điểm trung bình 6 tháng",
    PeriodKind.YEAR: "Tổng điểm trung bình cả năm",
}
_TITLES = {
    PeriodKind.YEAR: "PHIẾU XẾP LOẠI CHẤT LƯỢNG",
    PeriodKind.HALF_YEAR: "PHIẾU TỔNG HỢP KẾT QUẢ 6 THÁNG",
    PeriodKind.QUARTER: "PHIẾU TỔNG HỢP KẾT QUẢ QUÝ",
    PeriodKind.MONTH: "PHIẾU TỔNG HỢP KẾT QUẢ",
}
_SIGNERS = ("Người tự xếp loại", "Cấp có thẩm quyền")
_SIGNERS_OF_SCORES = ("Người được đánh giá", "Cấp có thẩm quyền")

Cells = tuple[str, Decimal | str | None, str]


def title(of: PersonPeriod) -> str:
    """The policy's own title, else one by the kind of period."""
    return of.paper.title if of.paper else _TITLES[of.period.kind]


def headings(of: PersonPeriod) -> tuple[str, str, str]:
    """What stands above the level somebody gave themselves, the decided one, and what is proposed."""
    first, second = marks(of.paper)
    own, decided = (f"{_WHOSE} ", f" {_WHOSE}") if number_of(of.paper) else ("", "")
    return (
        f"II. {own}{_SELF_TITLE}",
        f"III. {_RESULT_TITLE}{decided}{first}",
        f"IV. {PROPOSALS_TITLE}{second}",
    )


def signers(of: PersonPeriod) -> tuple[str, ...]:
    """Who signs; nobody rates themself where the period has no level."""
    if of.paper and of.paper.signatures:
        return of.paper.signatures
    return _SIGNERS if of.levels or of.row.round is None else _SIGNERS_OF_SCORES


def sign_here(of: PersonPeriod) -> str:
    """How they sign, in the words of the form."""
    return SIGN_HERE if number_of(of.paper) else wording.SIGN_HERE


def about(of: PersonPeriod) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Whom the paper is about, in lines of `label, value` pairs."""
    return (
        (("Họ và tên", of.row.name), ("Mã CB", of.row.code)),
        (("Chức vụ, chức danh", of.row.position),),
        (("Đơn vị công tác", of.row.unit_name),),
    )


def month_rows(of: PersonPeriod) -> list[Cells]:
    """A line for each month with what it gave; none where the period is not made of months."""
    months = {each.period: each for each in of.row.months} if of.row.rests_on_months else {}
    if not months and not number_of(of.paper):
        return []
    return [
        _month(month, months.get(month), of)
        for month in of.period.months
        if month in months or number_of(of.paper)
    ]


def _month(month: Period, given: MonthResult | None, of: PersonPeriod) -> Cells:
    if given is None:
        return str(month.number), None, ""
    total = given.total if given.total is not None else NOT_COUNTED
    remarks = [month_remark(given, own=of.row.unit_code)]
    if number_of(of.paper):
        remarks += [_part(each) for each in of.parts if each.period.last_day == month.last_day]
    return str(month.number), total, "; ".join(filter(None, remarks))


def total_row(of: PersonPeriod) -> Cells:
    """The last line: what the period came to, and why it came to nothing."""
    reason = of.row.reason_label or wording.reason(of.row.reason, of.row.missing)
    return _MEANS.get(of.period.kind, "Tổng điểm"), of.row.total, reason


def part_lines(of: PersonPeriod) -> list[str]:
    """The quarters and half-years inside, in a line each; a prescribed form notes them beside the months."""
    return [] if number_of(of.paper) and of.row.months else list(filter(None, map(_part, of.parts)))


def decimals(of: PersonPeriod) -> int:
    """How many decimals the totals of the months and of the period have."""
    return wording.decimals_in([*month_rows(of), total_row(of)])[1]


def _part(each: PartResult) -> str:
    said = (
        "" if each.total is None else f"{wording.number(each.total)} điểm",
        f"loại {each.level}" if each.level else "",
    )
    return f"{wording.period(each.period)}: {', '.join(filter(None, said))}" if any(said) else ""


def boxes(of: PersonPeriod, *, decided: bool) -> list[tuple[bool, str]]:
    """The levels, each with whether its box is ticked: the decided one in a result that stands."""
    chosen = of.row.level if decided and of.is_final else None
    return [(code == chosen, label) for code, label in of.levels]


def result_line(of: PersonPeriod) -> str:
    """What a result without boxes says: one from outside, or of a period that has no level."""
    if of.levels or (of.row.level is None and of.row.origin is not Origin.EXTERNAL):
        return ""
    outside = outside_words(of.row)
    source = f" ({outside[:1].lower()}{outside[1:]})" if outside else ""
    return f"Xếp loại: {of.row.level or wording.NOT_YET_RATED}{source}"


def footer(of: PersonPeriod) -> str:
    """The small line that says what the paper was made from."""
    return wording.made_from(of.policy_title, of.revision, of.hash)
