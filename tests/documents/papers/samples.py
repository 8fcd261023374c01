"""A month as an office has it: long names, long notes, people not scored, not rated, and over the quota."""

from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from evalapp.domain.people import Category, PersonId, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Criterion, Form, Kind, Rating
from evalapp.domain.rounds import (
    Mark,
    Participant,
    PersonSheet,
    PolicyRef,
    Round,
    RoundId,
    Sheet,
    SheetId,
    Stage,
)
from evalapp.domain.summaries import Summary, SummaryRow
from evalapp.domain.units import UnitId

JULY = Period(2018, 7)
SECRET = b"a secret of the workspace, 32 b."
DIGEST = "3f9a1c2b77e0" + "0" * 52

_GROUPS = (
    ("I", None, "Ý thức tổ chức kỷ luật, phẩm chất đạo đức", "20"),
    (
        "I.1",
        "I",
        "Ý thức tổ chức kỷ luật; đạo đức, lối sống; tác phong, lề lối làm việc; đoàn kết, dân chủ",
        "6",
    ),
    ("I.2", "I", "Thực hiện quy tắc ứng xử trong các cơ quan thuộc thành phố Hà Nội", "14"),
    ("II", None, "Kết quả thực hiện chức trách, nhiệm vụ", "70"),
    ("II.1", "II", "Năng lực và kỹ năng lãnh đạo, điều hành", "20"),
)
_LEAVES = (
    (
        "I.1.1",
        "I.1",
        "Gương mẫu chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước và nội quy của cơ quan",
        "2",
    ),
    ("I.1.2", "I.1", "Tác phong làm việc đúng mực, cần cù, sẵn sàng nhận nhiệm vụ", "2"),
    ("I.1.3", "I.1", "Giữ gìn đoàn kết nội bộ, phát huy dân chủ", "2"),
    ("I.2.1", "I.2", "Văn hóa công sở: giao tiếp, ứng xử, trang phục", "3"),
    ("I.2.2", "I.2", "Chấp hành kỷ luật hành chính, sử dụng có hiệu quả thời giờ làm việc", "3"),
    ("I.2.3", "I.2", "Đeo thẻ công chức, sắp xếp nơi làm việc gọn gàng", "2"),
    ("I.2.4", "I.2", "Thái độ với người dân: không hách dịch, không gây phiền hà; giữ gìn tài sản", "2"),
    ("I.2.5", "I.2", "Giữ gìn hình ảnh, uy tín của cơ quan", "2"),
    ("I.2.6", "I.2", "Giữ bí mật công tác, phát ngôn đúng quy định", "2"),
    *(
        (f"II.1.{n}", "II.1", label, "2")
        for n, label in enumerate(
            (
                "Cập nhật kiến thức pháp luật và chuyên môn, tham mưu đúng",
                "Xây dựng kế hoạch công tác rõ ràng, khả thi",
                "Chỉ đạo, điều hành không bỏ sót nhiệm vụ",
                "Phân công, hướng dẫn cấp dưới",
                "Kiểm tra, đôn đốc",
                "Xây dựng tập thể đoàn kết",
                "Phối hợp công tác",
                "Sử dụng công nghệ thông tin",
                "Văn bản đúng thể thức; xử lý hồ sơ điện tử đúng hạn 100 %",
                "Chủ trì cuộc họp",
            ),
            start=1,
        )
    ),
)


def criterion(code: str, label: str = "Nội dung", maximum: str = "2", **more: Any) -> Criterion:
    return Criterion(code, label, maximum=Decimal(maximum), **more)


def head_form() -> Form:
    rows = {row[0]: criterion(row[0], row[2], row[3], parent=row[1]) for row in (*_GROUPS, *_LEAVES)}
    order = ["I", "I.1", "I.1.1", "I.1.2", "I.1.3", "I.2", *(f"I.2.{n}" for n in range(1, 7)), "II", "II.1"]
    order += [f"II.1.{n}" for n in range(1, 11)]
    work = criterion(
        "II.2",
        "Kết quả thực hiện nhiệm vụ theo kế hoạch, lịch công tác và đột xuất",
        "50",
        parent="II",
        kind=Kind.COMPLETION_BAND,
    )
    bonus = criterion(
        "III", "Điểm thưởng: mô hình mới, tham mưu hiệu quả, sáng tạo", "10", kind=Kind.BONUS, needs_note=True
    )
    return Form("head", "Phiếu đánh giá, xếp loại hằng tháng", (*(rows[code] for code in order), work, bonus))


def full_marks(form: Form, **less: str) -> dict[str, Mark]:
    marks = {row.code: Mark(row.maximum) for row in form.leaves if row.kind is not Kind.BONUS}
    return marks | {code.replace("_", "."): Mark(Decimal(points)) for code, points in less.items()}


def with_all_marks(sheet: PersonSheet, marks: dict[Stage, dict[str, Mark]]) -> PersonSheet:
    return replace(sheet, sheet=replace(sheet.sheet, marks=MappingProxyType(marks)))


def round_of(stage: Stage = Stage.CLOSED, **more: Any) -> Round:
    policy = PolicyRef(1, "hn-3814-2018", 1, "ab" * 32, "Quy định đánh giá hằng tháng của Thành phố Hà Nội")
    made = Round(
        RoundId(1),
        "0190f3c2-0000-7000-8000-000000000001",
        UnitId(1),
        "PNV",
        "Phòng Nội vụ",
        "Ủy ban nhân dân quận Hai Bà Trưng",
        JULY,
        policy,
        stage,
        datetime(2018, 7, 1, tzinfo=UTC),
    )
    return replace(made, **more)


def participant(code: str = "NV001", name: str = "Nguyễn Thị Thùy Dương", **more: Any) -> Participant:
    made = Participant(
        SheetId(1),
        f"uid-{code}",
        PersonId(1),
        code,
        name,
        "Chuyên viên",
        Role.STAFF,
        Category.CIVIL_SERVANT,
        "head",
    )
    return replace(made, **more)


def rating(
    total: str | None = "91", level: str | None = "A", reason: str | None = None, **more: Any
) -> Rating:
    made = Rating("NV001", total is not None, Decimal(total) if total else None, level, level, reason)
    return replace(made, **more)


def person_sheet(who: Participant | None = None, *, stage: Stage = Stage.CLOSED, **more: Any) -> PersonSheet:
    form = head_form()
    marks = {
        Stage.SELF: full_marks(form, III="2")
        | {
            "III": Mark(
                Decimal(2), "Xây dựng phần mềm theo dõi hồ sơ trễ hạn, đã được lãnh đạo quận công nhận."
            )
        },
        Stage.DEPUTY: full_marks(form, I_1_1="1.5", II_2="48.5"),
        Stage.HEAD: full_marks(form, II_2="49", III="2"),
    }
    sheet = Sheet(who or participant(), MappingProxyType(marks))
    made = PersonSheet(round_of(stage), sheet, form, rating(), "Hoàn thành xuất sắc nhiệm vụ", DIGEST)
    return replace(made, **more)


_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Công Tằng Tôn Nữ", "Bùi")
_MIDDLE = ("Văn", "Thị Hoàng", "Đức", "Ngọc Minh", "Thùy")
_GIVEN = (
    "An",
    "Ánh",
    "Bình",
    "Dũng",
    "Đạt",
    "Hằng",
    "Hậu",
    "Khuê",
    "Lý",
    "Mỹ",
    "Nghĩa",
    "Oanh",
    "Phượng",
    "Quỳnh",
    "Yến",
)


def summary(people: int = 30, stage: Stage = Stage.CLOSED, **more: Any) -> Summary:
    rows = [_row(number, people) for number in range(people)]
    levels = [row.level for row in rows]
    counts = {code: levels.count(code) for code in "ABCD"} | {"not_rated": 1, "not_scored": 1}
    rated = sum(counts[code] for code in "ABCD")
    shares = {code: Decimal(100 * counts[code] / max(rated, 1)).quantize(Decimal("0.01")) for code in "ABCD"}
    labels = {
        "A": "Hoàn thành xuất sắc nhiệm vụ",
        "B": "Hoàn thành tốt nhiệm vụ",
        "C": "Hoàn thành nhiệm vụ",
        "D": "Không hoàn thành nhiệm vụ",
    }
    made = Summary(
        "PNV",
        "Phòng Nội vụ",
        "Ủy ban nhân dân quận Hai Bà Trưng",
        JULY,
        "hn-3814-2018",
        "Quy định đánh giá hằng tháng của Thành phố Hà Nội",
        stage,
        1,
        tuple(rows),
        counts,
        shares,
        labels,
        DIGEST,
    )
    return replace(made, **more)


def _row(number: int, people: int) -> SummaryRow:
    name = f"{_FAMILY[number % 7]} {_MIDDLE[number % 5]} {_GIVEN[number * len(_GIVEN) // people]}"
    if number in (people - 1, people - 2):
        reason = "Nghỉ thai sản từ 02/05/2018" if number == people - 1 else "not_scored"
        return SummaryRow(
            f"NV{number:03d}",
            name,
            "Lao động hợp đồng",
            "contract",
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            reason,
        )
    total = Decimal("89.5") - number if number % 3 else Decimal(91)
    level = "A" if total >= 90 else "B" if total >= 70 else "C"
    return SummaryRow(
        f"NV{number:03d}",
        name,
        "Phó Trưởng phòng phụ trách cải cách hành chính" if number % 4 == 1 else "Chuyên viên",
        "staff",
        total - 1,
        total - 2,
        total - 2,
        Decimal(2),
        Decimal(0),
        total,
        level,
        None,
        "Được Chủ tịch UBND quận khen thưởng đột xuất về thành tích tham mưu xử lý hồ sơ tồn đọng"
        if number == 3
        else "",
    )
