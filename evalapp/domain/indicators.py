"""Service figures of a unit or a person in a month: files on time, letters of apology, satisfaction ...

What is counted is data: those that ship stand in one table, and a unit may add its own. Figures are evidence:
policies look at them through their facts, and nothing here ever sets a score.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, plain
from evalapp.base.names import clean, fold
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId

LONGEST_NAME = 200
LONGEST_NOTE = 500
LONGEST_CODE = 40
_HUNDREDTH = Decimal("0.01")
_HUNDRED = Decimal(100)
_LARGEST = Decimal(10) ** 9


class Measure(StrEnum):
    """What a value that stands alone says: how many, or how many in a hundred."""

    COUNT = "count"
    PERCENT = "percent"


MEASURE_LABELS: Mapping[Measure, str] = {
    Measure.COUNT: N_("a count"),
    Measure.PERCENT: N_("a percentage"),
}


class Indicator(Struct, frozen=True):
    """One thing that is counted every month. `whole` is the count that this one is a part of, if any."""

    code: str
    name: str
    measure: Measure = Measure.COUNT
    whole: str = ""
    per: str = ""  # what is counted, as papers write it
    fact: str = ""  # what policies know its share by
    owner: UnitId | None = None  # the unit that added it; None: it ships

    @property
    def is_own(self) -> bool:
        """Whether a unit added it."""
        return self.owner is not None


def _files(suffix: str, which: str) -> tuple[Indicator, ...]:
    whole = f"HS_TIEPNHAN{suffix}"
    fact = "" if suffix else "on_time"
    done = Measure.COUNT, whole, "hồ sơ"
    return (
        Indicator(whole, f"Hồ sơ tiếp nhận{which}", per="hồ sơ"),
        Indicator(f"HS_DUNGHAN{suffix}", f"Hồ sơ giải quyết đúng hạn{which}", *done, fact=fact),
        Indicator(f"HS_QUAHAN{suffix}", f"Hồ sơ giải quyết quá hạn{which}", *done),
    )


def _tasks(code: str, name: str, fact: str) -> Indicator:
    return Indicator(code, name, Measure.COUNT, "NV_GIAO", "nhiệm vụ", fact)


def _led(code: str, name: str, fact: str) -> Indicator:
    return Indicator(code, name, Measure.COUNT, "DV_THUOCQUYEN", "đơn vị", fact)


#: What ships, in the order of reports.
SHIPPED: tuple[Indicator, ...] = (
    *_files("", ""),
    *_files("_12", " (mức độ 1-2)"),
    *_files("_34", " (mức độ 3-4)"),
    Indicator("THU_XINLOI", "Thư xin lỗi", per="thư"),
    Indicator("TTHC_RUTNGAN", "Thủ tục hành chính được rút ngắn", per="thủ tục"),
    Indicator(
        "HAILONG",
        "Mức độ hài lòng của người dân, doanh nghiệp",
        Measure.PERCENT,
        per="phiếu",
        fact="satisfaction",
    ),
    Indicator("KNTC_TIEPNHAN", "Khiếu nại, tố cáo tiếp nhận", per="đơn"),
    Indicator("KNTC_GIAIQUYET", "Khiếu nại, tố cáo đã giải quyết", whole="KNTC_TIEPNHAN", per="đơn"),
    Indicator("TIEPCONGDAN", "Tiếp công dân", per="lượt"),
    Indicator("DOITHOAI", "Đối thoại với người dân, doanh nghiệp", per="cuộc"),
    Indicator("NV_GIAO", "Nhiệm vụ được giao", per="nhiệm vụ"),
    _tasks("NV_HOANTHANH", "Nhiệm vụ hoàn thành", "tasks_done"),
    _tasks("NV_DUNGHAN", "Nhiệm vụ hoàn thành đúng tiến độ, bảo đảm chất lượng", "tasks_on_time"),
    _tasks("NV_VUOTMUC", "Nhiệm vụ hoàn thành vượt mức", "tasks_exceeded"),
    Indicator("DV_THUOCQUYEN", "Đơn vị thuộc quyền phụ trách", per="đơn vị"),
    _led("DV_HOANTHANH", "Đơn vị thuộc quyền hoàn thành nhiệm vụ trở lên", "subunits_completed"),
    _led("DV_TOT", "Đơn vị thuộc quyền hoàn thành tốt nhiệm vụ trở lên", "subunits_good"),
)


class Subject(Struct, frozen=True):
    """Whom figures are about: a unit, or a person."""

    unit: UnitId | None = None
    person: PersonId | None = None

    def __post_init__(self) -> None:
        if (self.unit is None) == (self.person is None):
            raise ValueError("a figure is about a unit or about a person")


class Figure(Struct, frozen=True):
    """What was counted: so many of so many, or a value that stands alone."""

    subject: Subject
    period: Period
    code: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    note: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None

    @property
    def said(self) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        """What it says; who recorded it and when is not part of it."""
        return self.numerator, self.denominator, self.value, self.note

    @property
    def amount(self) -> Decimal | None:
        """How many there were, where that was counted."""
        return self.value if self.numerator is None else self.numerator


def checked(figure: Figure, indicator: Indicator) -> Figure:
    """The figure as it may be kept: complete and possible, or refused."""
    given = (figure.numerator, figure.denominator, figure.value)
    if all(each is None for each in given):
        raise UserError(N_("No figure is given. Write how many, or how many of how many."))
    for field, each in zip(("numerator", "denominator", "value"), given, strict=True):
        if each is not None and not 0 <= each < _LARGEST:
            raise FieldError(field, UserError(N_("{number} cannot be a figure of a month."), number=each))
    if len(figure.note) > LONGEST_NOTE:
        raise UserError(N_("The note is longer than {limit} letters. Shorten it."), limit=LONGEST_NOTE)
    figure = _complete(replace(figure, note=clean(figure.note)), indicator)
    if figure.value is not None:
        _refuse_value(figure.value, indicator)
    return figure


def _complete(figure: Figure, indicator: Indicator) -> Figure:
    """Either how many of how many, or a value that stands alone; what is given twice has to agree."""
    if figure.numerator is None:
        if figure.denominator is not None:
            raise UserError(N_("Of how many is given, but not how many. Write both, or the value alone."))
        return figure
    if figure.denominator is None:
        return _alone(figure, indicator)
    _refuse_whole(figure.numerator, figure.denominator)
    if figure.value is not None:
        _refuse_other_value(figure, figure.value, indicator)
    return replace(figure, value=None)


def _refuse_whole(numerator: Decimal, denominator: Decimal) -> None:
    if numerator > denominator:
        raise UserError(
            N_("{part} of {whole} is more than all there are. Correct one of them."),
            part=numerator,
            whole=denominator,
        )
    for each in (numerator, denominator):
        _refuse_broken(each)


def _refuse_other_value(figure: Figure, value: Decimal, indicator: Indicator) -> None:
    share = share_of(figure.numerator, figure.denominator)
    expected = share if indicator.measure is Measure.PERCENT else figure.numerator
    if expected is None or value.quantize(_HUNDREDTH, ROUND_HALF_UP) != expected:
        refusal = UserError(
            N_("The value {value} does not follow from {part} of {whole}. Leave it out, or correct it."),
            value=value,
            part=figure.numerator,
            whole=figure.denominator,
        )
        raise FieldError("value", refusal)


def _alone(figure: Figure, indicator: Indicator) -> Figure:
    """A count without the whole it is of is a value; a percentage without it is nothing."""
    if indicator.measure is Measure.PERCENT:
        raise UserError(N_("How many is given, but not of how many. Write both, or the percentage alone."))
    if figure.value is not None and figure.value != figure.numerator:
        raise UserError(
            N_("Two figures are given, {part} and {value}. Leave one of them out."),
            part=figure.numerator,
            value=figure.value,
        )
    return replace(figure, numerator=None, value=figure.numerator)


def _refuse_value(value: Decimal, indicator: Indicator) -> None:
    if indicator.measure is Measure.PERCENT:
        if value > _HUNDRED:
            raise UserError(N_("{value}% is more than all there are. Correct it."), value=value)
        if value != round(value, 2):
            raise UserError(N_("{value} has more than two decimals."), value=value)
    else:
        _refuse_broken(value)


def _refuse_broken(number: Decimal) -> None:
    if number != number.to_integral_value():
        raise UserError(N_("“{value}” is no count. Write a whole number, such as 12."), value=plain(number))


def share_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """How many in a hundred, with two decimals, half up; None where there is nothing to divide by."""
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(_HUNDREDTH, ROUND_HALF_UP)


class Total(Struct, frozen=True):
    """What the months of a period come to: the figure of one month, or of several added up.

    Percentages alone cannot be added up: of several months there is then no share.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    share: Decimal | None = None
    periods: tuple[Period, ...] = ()  # what was added up, oldest first

    @property
    def amount(self) -> Decimal | None:
        """How many there were, where that was counted."""
        return self.value if self.numerator is None else self.numerator


def figures_of(figures: Iterable[Figure], period: Period) -> list[Figure]:
    """The figures that make a period up: those counted for it as a whole, else those of its months."""
    known = list(figures)
    whole = {each.code for each in known if each.period == period}
    months = set(period.months)
    return [
        each for each in known if each.period == period or (each.code not in whole and each.period in months)
    ]


def total_of(figures: Sequence[Figure], wholes: Sequence[Figure], indicator: Indicator) -> Total:
    """Add the months up; `wholes` are the figures of what this one is a part of, of the same subject."""
    if not figures:
        return Total()
    periods = tuple(sorted((each.period for each in figures), key=lambda each: each.first_day))
    if all(each.denominator is not None for each in figures):
        part = _sum(each.numerator for each in figures)
        whole = _sum(each.denominator for each in figures)
        return Total(part, whole, None, share_of(part, whole), periods)
    if indicator.measure is Measure.PERCENT:
        only = figures[0].value if len(figures) == 1 else None
        return Total(value=only, share=None if only is None else round(only, 2), periods=periods)
    amount = _sum(each.amount for each in figures)
    same = [each for each in wholes if each.period in periods]
    whole = _sum(each.amount for each in same) if len(same) == len(figures) else None
    share = share_of(amount, whole) if whole is not None and amount <= whole else None
    return Total(value=amount, share=share, periods=periods)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in numbers if each is not None), Decimal(0))


def indicator_words(known: Iterable[Indicator]) -> dict[str, Indicator]:
    """What may stand for an indicator in a list: its code, case aside, or its name, folded."""
    words: dict[str, Indicator] = {}
    for each in known:
        words[clean(each.code).casefold()] = each
        words.setdefault(fold(clean(each.name)), each)
    return words


def named_in(text: str, words: Mapping[str, Indicator]) -> Indicator | None:
    """The indicator of that code or name, if there is one."""
    return words.get(clean(text).casefold()) or words.get(fold(clean(text)))


def indicator_in(text: str, words: Mapping[str, Indicator]) -> Indicator:
    """The indicator that a cell names, by code or by name."""
    found = named_in(text, words)
    if found is None:
        raise UserError(
            N_("“{text}” is no indicator. Known are: {known}."),
            text=text,
            known=sorted({each.code for each in words.values()}),
        )
    return found


def figure_document(figure: Figure) -> dict[str, Any]:
    """A figure as the history keeps it."""
    return {
        "numerator": figure.numerator if figure.numerator is None else plain(figure.numerator),
        "denominator": figure.denominator if figure.denominator is None else plain(figure.denominator),
        "value": figure.value if figure.value is None else plain(figure.value),
        "note": figure.note,
    }


def facts_of(figures: Sequence[Figure], known: Iterable[Indicator]) -> dict[str, Decimal]:
    """The facts that policies look at, from all figures of one subject in a period."""
    facts: dict[str, Decimal] = {}
    for indicator in known:
        if indicator.fact:
            mine = [each for each in figures if each.code == indicator.code]
            wholes = [each for each in figures if each.code == indicator.whole]
            share = total_of(mine, wholes, indicator).share
            if share is not None:
                facts[indicator.fact] = share
    return facts
