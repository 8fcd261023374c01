"""The facts that policies may look at: one table, so that a misspelt fact is found when a policy is read."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_


class FactType(StrEnum):
    """What kind of value a fact has, and so which comparisons make sense."""

    YES_NO = "yes_no"
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    LEVEL = "level"
    LEVELS = "levels"


NUMERIC = frozenset({FactType.COUNT, FactType.NUMBER, FactType.PERCENT})


class Fact(Struct, frozen=True):
    """One thing that may be known of somebody: its type, where it comes from, what an office calls it."""

    name: str
    type: FactType
    label: str
    source: str
    unit: str = ""
    at_most: Decimal | None = None


_HUNDRED = Decimal(100)
#: Where facts are entered; `computed` ones come from the rating itself and cannot be given.
COMPUTED = "computed"


def _facts(*facts: Fact) -> Mapping[str, Fact]:
    return {fact.name: fact for fact in facts}


def _yes_no(name: str, label: str, source: str) -> Fact:
    return Fact(name, FactType.YES_NO, label, source)


def _count(name: str, label: str, source: str, unit: str = "lần") -> Fact:
    return Fact(name, FactType.COUNT, label, source, unit)


def _months(name: str, label: str) -> Fact:
    return Fact(name, FactType.NUMBER, label, "leave", "tháng", Decimal(12))


def _percent(name: str, label: str, source: str) -> Fact:
    return Fact(name, FactType.PERCENT, label, source, "%", _HUNDRED)


FACTS: Mapping[str, Fact] = _facts(
    _yes_no("disciplined", "Bị kỷ luật trong kỳ", "discipline"),
    _months("worked_months", "Số tháng làm việc trong năm"),
    _months("absent_months", "Số tháng vắng mặt trong năm"),
    _months("excused_months", "Số tháng nghỉ ốm, nghỉ thai sản theo chế độ"),
    _count("unauthorised_days", "Số ngày nghỉ không phép", "leave", "ngày"),
    _percent("satisfaction", "Mức độ hài lòng của người dân, doanh nghiệp", "indicators"),
    Fact("unit_level", FactType.LEVEL, "Mức xếp loại của tập thể", "collective"),
    _yes_no("subordinate_failed", "Có cấp dưới không hoàn thành nhiệm vụ", "results"),
    _yes_no("backlog", "Để công việc tồn đọng kéo dài", "conclusions"),
    _yes_no("internal_conflict", "Mất đoàn kết nội bộ kéo dài", "conclusions"),
    _count("open_remedies", "Tồn tại, hạn chế chưa khắc phục", "inspections", "việc"),
    _count("findings_light", "Vi phạm nhẹ đã xác nhận", "inspections"),
    _count("findings_medium", "Vi phạm vừa đã xác nhận", "inspections"),
    _count("findings_serious", "Vi phạm nặng đã xác nhận", "inspections"),
    Fact("previous_levels", FactType.LEVELS, "Các mức xếp loại trước đó", "results"),
    _percent("tasks_done", "Tỷ lệ nhiệm vụ hoàn thành", "results"),
    _percent("tasks_on_time", "Tỷ lệ nhiệm vụ đúng tiến độ", "results"),
    _percent("tasks_exceeded", "Tỷ lệ nhiệm vụ vượt mức", "results"),
    _percent("on_time", "Tỷ lệ hồ sơ đúng hạn", "indicators"),
    _count("complaints_upheld", "Đơn thư, phản ánh được kết luận là đúng", "complaints", "đơn"),
    _yes_no("degradation_concluded", "Có kết luận suy thoái", "conclusions"),
    _yes_no("unit_corruption", "Đơn vị có tham nhũng, lãng phí bị xử lý", "conclusions"),
    _yes_no("prosecuted", "Bị khởi tố, tạm giam", "conclusions"),
    _yes_no("personnel_misconduct", "Bị kết luận có sai phạm trong công tác cán bộ, bè phái", "conclusions"),
    _percent("subunits_completed", "Tỷ lệ đơn vị thuộc quyền hoàn thành nhiệm vụ trở lên", "results"),
    _percent("subunits_good", "Tỷ lệ đơn vị thuộc quyền hoàn thành tốt trở lên", "results"),
    Fact("total", FactType.NUMBER, "Tổng điểm", COMPUTED, "điểm"),
    _count("failed_criteria", "Số tiêu chí không đạt", COMPUTED, "tiêu chí"),
    Fact(
        "served_months", FactType.NUMBER, "Số tháng làm việc, kể cả nghỉ ốm, nghỉ thai sản", COMPUTED, "tháng"
    ),
    Fact(
        "unexcused_months",
        FactType.NUMBER,
        "Số tháng vắng, không kể nghỉ ốm, nghỉ thai sản",
        COMPUTED,
        "tháng",
    ),
    Fact("month_levels", FactType.LEVELS, "Mức xếp loại các tháng trong kỳ", COMPUTED),
    _count("months_at_top", "Số tháng trong kỳ đạt mức cao nhất", COMPUTED, "tháng"),
    _count("months_good", "Số tháng trong kỳ đạt từ mức thứ hai trở lên", COMPUTED, "tháng"),
    _count("months_at_bottom", "Số tháng trong kỳ ở mức thấp nhất", COMPUTED, "tháng"),
    Fact("level", FactType.LEVEL, "Mức xếp loại của kỳ này", COMPUTED),
)

_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)


def fact_value(name: str, value: object, levels: tuple[str, ...]) -> Any:
    """Return a fact as the engine compares it; refuse an unknown name, a wrong type, an impossible value."""
    if name not in FACTS or FACTS[name].source == COMPUTED:
        raise UserError(
            N_("“{name}” is no fact that can be given. Known facts: {known}."),
            name=name,
            known=", ".join(_given()),
        )
    return comparable(name, value, levels)


def comparable(name: str, value: object, levels: tuple[str, ...]) -> Any:
    """Return a value of a known fact in the form that conditions compare; refuse a wrong type."""
    fact = FACTS[name]
    match fact.type:
        case FactType.YES_NO:
            if not isinstance(value, bool):
                raise UserError(N_("The fact “{name}” is yes or no: write true or false."), name=name)
            return value
        case FactType.LEVEL:
            return _level(name, value, levels)
        case FactType.LEVELS:
            if not isinstance(value, (list, tuple)):
                raise UserError(N_("The fact “{name}” is a list of levels, latest first."), name=name)
            return tuple(_level(name, part, levels) for part in cast("Sequence[object]", value))
        case FactType.COUNT | FactType.NUMBER | FactType.PERCENT:
            return _number(fact, value)


def _given() -> list[str]:
    return [fact.name for fact in FACTS.values() if fact.source != COMPUTED]


def _level(name: str, value: object, levels: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in levels:
        raise UserError(
            N_("The fact “{name}” must be one of the levels {levels}."), name=name, levels=", ".join(levels)
        )
    return value


def _number(fact: Fact, value: object) -> Decimal:
    text = str(value) if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool) else ""
    if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value < 10**6:
        text = ""
    if not _NUMBER.fullmatch(text):
        raise UserError(
            N_(
                "The fact “{name}” must be a number from 0 with at most 6 decimals, such as 87.5 (in a "
                'policy file: "87.5").'
            ),
            name=fact.name,
        )
    number = Decimal(text)
    if fact.type is FactType.COUNT and number != number.to_integral_value():
        raise UserError(
            N_("The fact “{name}” counts whole things; {value} is not whole."), name=fact.name, value=number
        )
    if fact.at_most is not None and number > fact.at_most:
        raise UserError(
            N_("The fact “{name}” is at most {limit}; {value} is more."),
            name=fact.name,
            limit=fact.at_most,
            value=number,
        )
    return number
