"""The words of official papers. They are always Vietnamese, whatever language the window speaks."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from evalapp.base.columns import decimals_of
from evalapp.base.messages import plain
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import Days, Period, PeriodKind
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.model import Rating
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.rounds import PolicyRef, Round, Stage

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NOT_SCORED = "Chưa chấm"
TO_BE_RATED = "Xếp loại: ………"
INCOMPLETE = "Chưa đủ"
NOT_ASKED = "–"
UNRATED = "Không xếp loại"
NOT_YET_RATED = "Chưa xếp loại"
ANNEX = "Phụ lục"
DRAFT = "BẢN NHÁP - chưa chốt"
SCORES_ONLY = "Kỳ này chỉ tính điểm, không xếp loại."
PERCENT = "\N{NO-BREAK SPACE}%"  # a figure and its sign stay in one line
ROUNDED = "Tỷ lệ của mỗi mức được làm tròn riêng đến hai chữ số thập phân nên cộng lại có thể khác 100%."
SIGN_HERE = "(Ký, ghi rõ họ tên)"
RECEIVED_BY = "Nơi nhận:"

STAGE_COLUMNS = {Stage.SELF: "Cá nhân chấm", Stage.DEPUTY: "Cấp phó", Stage.HEAD: "Cấp trưởng"}
#: Beside the note of a suggestion that was accepted before the row was scored once more.
SCORED_ANEW = "Cấp trưởng đã chấm lại sau khi chấp nhận đề xuất: tính theo điểm ghi ở phiếu"
STAGE_NAMES = {Stage.SELF: "Cá nhân", Stage.DEPUTY: "Cấp phó", Stage.HEAD: "Cấp trưởng"}
CATEGORY_NAMES = {
    Category.CADRE: "Cán bộ",
    Category.CIVIL_SERVANT: "Công chức",
    Category.PUBLIC_EMPLOYEE: "Viên chức",
    Category.CONTRACT: "Lao động hợp đồng",
}
REASONS = {
    "not_scored": "Chưa chấm đủ các nội dung",
    "quota": "Vượt tỷ lệ tối đa của mức trên",
    "missing_fact": "Còn thiếu dữ kiện",
    "month_missing": "Có tháng chưa có kết quả",
    "no_month_counts": "Không có tháng nào được tính",
    "nothing_assigned": "Không được giao việc trong kỳ",
    "unit_level": "Không cao hơn mức của tập thể phụ trách",
    "no_level": "Chưa đủ điều kiện của mức nào, chờ người có thẩm quyền quyết định",
    "tie": "Bằng điểm ở giới hạn tỷ lệ, chờ người có thẩm quyền quyết định",
}
#: The reason that more points take away; of somebody with a total, a person still decides the level.
UNSCORED_REASON = "not_scored"
#: What data that is entered later, or a person, takes away: nobody decided not to rate.
_WAITING = frozenset({UNSCORED_REASON, "missing_fact", "month_missing", "no_level", "tie"})
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def unfinished(*, waiting: bool, missing: int) -> str:
    """The mark of a table of many units while some are open or have sent nothing; empty once all stand."""
    lacks = f"thiếu {missing} đơn vị" if missing else ""
    return (
        f"{DRAFT}, {lacks}" if waiting and lacks else DRAFT if waiting else lacks and f"CHƯA ĐẦY ĐỦ - {lacks}"
    )


def not_in_the_face(codes: Iterable[str]) -> str:
    """What stands below a page on which letters are printed as their codes; empty where none is."""
    named = ", ".join(codes)
    return f"Phông chữ không có các chữ này, in bằng mã Unicode: {named}" if named else ""


def number(value: Decimal) -> str:
    """A figure as Vietnamese papers print it: `89,5`, `7.500`."""
    return grouped(plain(value))


def grouped(figure: str) -> str:
    """A figure with its comma, and its thousands set apart by points."""
    whole, _, part = figure.partition(".")
    said = _THOUSANDS.sub(".", whole)
    return f"{said},{part}" if part else said


def cell(value: Decimal | int | str | None, decimals: int = 0) -> str:
    """What stands in a table, as text; what is not known is left empty."""
    if isinstance(value, Decimal):
        return grouped(f"{value:.{max(decimals, decimals_of(value))}f}")
    return "" if value is None else str(value)


def decimals_in(rows: Iterable[Sequence[object]]) -> list[int]:
    """How many decimals the points of each column have, so that `90,0` stands under `89,5` as on screen."""
    return [
        max((decimals_of(value) for value in column if isinstance(value, Decimal)), default=0)
        for column in zip(*rows, strict=True)
    ]


def decimals_across(rows: Sequence[Sequence[object]]) -> list[int]:
    """The same where columns are compared with each other: all have as many as the one with most."""
    most = max(decimals_in(rows), default=0)
    has_points = (any(isinstance(value, Decimal) for value in column) for column in zip(*rows, strict=True))
    return [most if points else 0 for points in has_points]


def share(value: Decimal) -> str:
    """A percent with two decimals: `26,67 %`."""
    return f"{value:.2f}".replace(".", ",") + PERCENT


def period(of: Period | Days) -> str:
    """A period in the words of a title: `Tháng 7 năm 2018`, or from which day to which."""
    if isinstance(of, Days):
        return f"Từ ngày {of.first_day:%d/%m/%Y} đến ngày {of.last_day:%d/%m/%Y}"
    match of.kind:
        case PeriodKind.MONTH:
            return f"Tháng {_month(of.number)} năm {of.year}"
        case PeriodKind.QUARTER:
            return f"Quý {_ROMAN[of.number]} năm {of.year}"
        case PeriodKind.HALF_YEAR:
            return of.label
        case PeriodKind.YEAR:
            return f"Năm {of.year}"


def in_a_sentence(of: Period | Days) -> str:
    """A period inside a sentence: `quý I năm 2018`."""
    said = period(of)
    return f"{said[:1].lower()}{said[1:]}"


def roman(number: int) -> str:
    """The number of a part of a form."""
    return _ROMAN[number]


#: Number and sign of a report, filled in by the office that sends it.
REPORT_NUMBER = "Số: ………/BC-………"


def place_and_date(place: str, on: date | None) -> str:
    """The line of place and date; what is not known is left to be filled in by hand."""
    where = place or "…………"
    if on is None:
        return f"{where}, ngày …… tháng …… năm ……"
    return f"{where}, ngày {on.day:02d} tháng {_month(on.month)} năm {on.year}"


def reason(code: str | None, facts: Iterable[str] = ()) -> str:
    """Why a level is what it is, or is not there; a reason that a person wrote is printed as written."""
    said = REASONS.get(code, code) if code else ""
    named = ", ".join(_fact(each) for each in facts)
    return f"{said}: {named}" if named else said


def _fact(name: str) -> str:
    label = FACTS[name].label if name in FACTS else name
    return label[:1].lower() + label[1:]


def without_level(code: str | None, total: Decimal | None) -> str:
    """What stands in place of a level: that it was decided so, or that something is still awaited."""
    return NOT_YET_RATED if code in _WAITING or total is not None else UNRATED


def rejected(what: str) -> str:
    """A suggestion that was not followed, with what it rested on and why."""
    return f"Đề xuất không được chấp nhận: {what}"


def result(rating: Rating | None, label: str) -> str:
    """The line that says what became of one person."""
    if rating is None:
        return f"{NOT_YET_RATED}."
    if rating.level is not None:
        return f"Xếp loại: {rating.level} - {label}" if label else f"Xếp loại: {rating.level}"
    if rating.rated and rating.reason is None:
        return "Tháng này chỉ tính điểm, không xếp loại."
    kind = without_level(rating.reason, rating.total)
    what = f": {', '.join(rating.missing)}" if rating.reason == UNSCORED_REASON and rating.missing else ""
    facts = rating.missing if rating.reason == MISSING_FACT else ()
    return f"{kind}: {reason(rating.reason, facts)}{what}" if rating.reason else kind


def form_line(policy: PolicyRef) -> str:
    """The foot of an empty form: which version of which policy it is the form of."""
    return f"Mẫu theo quy định: {versioned(policy.named, policy.version)}"


def source_line(of: Round, digest: str) -> str:
    """The small line that says what a paper was made from."""
    return made_from(versioned(of.policy.named, of.policy.version), of.revision, digest)


def versioned(policy: str, version: int) -> str:
    """A policy with which version of it is meant."""
    return f"{policy}, phiên bản {version}"


def made_from(policy: str, revision: int | str, digest: str) -> str:
    """The title of the policy, revision and short hash in one line; what there is none of is left out."""
    parts = (("Quy định", policy), ("Lần lập", revision), ("Mã kiểm chứng", short_hash(digest)))
    return " · ".join(f"{label}: {value}" for label, value in parts if value)


def short_hash(digest: str) -> str:
    """The first twelve digits of a hash, grouped to be read aloud."""
    return " ".join(digest[at : at + 4] for at in range(0, min(len(digest), 12), 4))


def decider(role: Role) -> str:
    """Who signs the decision: nobody decides their own result."""
    return "CẤP CÓ THẨM QUYỀN" if role is Role.HEAD else "THỦ TRƯỞNG ĐƠN VỊ"


def _month(of: int) -> str:
    # NĐ 30/2020: only January and February take a leading zero.
    return f"{of:02d}" if of < 3 else str(of)
