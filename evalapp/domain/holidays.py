"""Working days: the days off that the law fixes, and those that a unit enters for each year.

Labour Code 2019, art. 112: New Year, Victory Day, Labour Day and National Day have fixed dates. Lunar New
Year, the Hung Kings' day, the second day of National Day and swapped days move: they are entered, never
reckoned.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term, tr
from evalapp.base.names import fold

_SATURDAY = 5


class HolidayKind(StrEnum):
    """Why a day is off, or worked although it is a weekend."""

    FIXED = "fixed"
    TET = "tet"
    HUNG_KINGS = "hung_kings"
    NATIONAL_DAY = "national_day"
    OTHER = "other"
    WORKED = "worked"


HOLIDAY_LABELS: Mapping[HolidayKind, str] = {
    HolidayKind.FIXED: N_("Fixed day off"),
    HolidayKind.TET: N_("Lunar New Year"),
    HolidayKind.HUNG_KINGS: N_("Hung Kings' day"),
    HolidayKind.NATIONAL_DAY: N_("National Day, second day"),
    HolidayKind.OTHER: N_("Other day off"),
    HolidayKind.WORKED: N_("Worked in exchange"),
}
#: What lists write for each kind that is entered.
_WRITTEN: Mapping[str, HolidayKind] = {
    fold(text): kind
    for kind, texts in {
        HolidayKind.TET: ("Tết", "Tết Âm lịch", "Tết Nguyên đán", "Nghỉ Tết"),
        HolidayKind.HUNG_KINGS: ("Giỗ Tổ", "Giỗ Tổ Hùng Vương"),
        HolidayKind.NATIONAL_DAY: ("Quốc khánh", "Nghỉ Quốc khánh"),
        HolidayKind.OTHER: ("Nghỉ khác", "Nghỉ bù", "Nghỉ hoán đổi", "Khác", "Nghỉ"),
        HolidayKind.WORKED: ("Làm bù", "Đi làm bù", "Làm việc"),
    }.items()
    for text in (*texts, kind.value)
}
#: Month, day and name of the days off whose dates the law fixes.
FIXED = (
    (1, 1, "Tết Dương lịch"),
    (4, 30, "Ngày Chiến thắng"),
    (5, 1, "Ngày Quốc tế lao động"),
    (9, 2, "Quốc khánh"),
)
#: Of the days off that move: from which year the law gives them, and between which days of a year (month,
#: day) they and the days off around them always fall. Hung Kings' day is the 10th of the third lunar month.
_MOVING: Mapping[HolidayKind, tuple[int, tuple[int, int], tuple[int, int]]] = {
    HolidayKind.TET: (1, (1, 15), (2, 28)),
    HolidayKind.HUNG_KINGS: (2007, (3, 25), (5, 4)),
    HolidayKind.NATIONAL_DAY: (2021, (8, 30), (9, 5)),
}
_LACKING_LABELS: Mapping[HolidayKind, str] = {
    HolidayKind.TET: N_("Lunar New Year {year}"),
    HolidayKind.HUNG_KINGS: N_("Hung Kings' day {year}"),
    HolidayKind.NATIONAL_DAY: N_("the second day of National Day {year}"),
}
#: The most days off in a row that are entered at once.
LONGEST_RANGE = 31
FIXED_SOURCE = "Bộ luật Lao động 2019, Điều 112"


class Holiday(Struct, frozen=True):
    """A day off, or a weekend day that is worked."""

    day: date
    kind: HolidayKind
    name: str = ""


class LackingDay(Struct, frozen=True):
    """A day off that moves, and that nobody entered for a year."""

    year: int
    kind: HolidayKind

    @property
    def named(self) -> Term:
        """As a sentence names it."""
        return Term(_LACKING_LABELS[self.kind], {"year": str(self.year)})


def lacking_words(lacking: Iterable[LackingDay]) -> str:
    """What somebody should know of a term that may end too early; nothing where all days are entered."""
    days = [each.named for each in lacking]
    told = N_("Not entered in the table of days off: {days}. Due days may come out too early.")
    return tr(told, days=days) if days else ""


class WorkCalendar(Struct, frozen=True):
    """Which days are worked: the weekdays but for days off, and weekend days worked in exchange."""

    entered: Mapping[date, Holiday] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, entered: Iterable[Holiday]) -> "WorkCalendar":
        """A calendar with these days entered."""
        return cls({each.day: each for each in entered})

    def is_working(self, day: date) -> bool:
        """Whether a day is worked; a fixed day off stays one whatever is entered."""
        if any((day.month, day.day) == (month, number) for month, number, _ in FIXED):
            return False
        entry = self.entered.get(day)
        if entry is not None:
            return entry.kind is HolidayKind.WORKED
        return day.weekday() < _SATURDAY

    def after(self, day: date, working_days: int) -> date:
        """The last day of a term of working days; the day it begins with does not count."""
        left = working_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working(day)
        return day

    def working_days(self, since: date, until: date) -> int:
        """How many days are worked from a first to a last one."""
        return sum(self.is_working(since + timedelta(days=n)) for n in range((until - since).days + 1))

    def lacking(self, since: date, until: date) -> tuple[LackingDay, ...]:
        """The moving days off that a span may reach and nobody entered: a term may come out too short."""
        known = {(each.day.year, each.kind) for each in self.entered.values()}
        return tuple(
            LackingDay(year, kind)
            for year in range(since.year, until.year + 1)
            for kind, (given, first, last) in _MOVING.items()
            if year >= given
            and (year, kind) not in known
            and since <= date(year, *last)
            and date(year, *first) <= until
        )


def entered_days(since: date, until: date | None, kind: HolidayKind) -> tuple[date, ...]:
    """The days to be entered from a first to a last one, without those that change nothing.

    One day alone that changes nothing is refused.
    """
    if until is None or until == since:
        refuse_pointless(Holiday(since, kind))
        return (since,)
    if until < since:
        raise UserError(N_("The last day lies before the first day. Correct one of them."))
    count = (until - since).days + 1
    if count > LONGEST_RANGE:
        raise UserError(
            N_("{count} days in a row are too many; enter at most {most} at once."),
            count=count,
            most=LONGEST_RANGE,
        )
    days = (since + timedelta(days=number) for number in range(count))
    found = tuple(day for day in days if not _is_pointless(day, kind))
    if not found:
        raise UserError(
            N_("Of the days from {since} to {until} none has to be entered."), since=since, until=until
        )
    return found


def fixed_days(year: int) -> tuple[Holiday, ...]:
    """The days off of a year whose dates the law fixes."""
    return tuple(Holiday(date(year, month, day), HolidayKind.FIXED, name) for month, day, name in FIXED)


def holiday_kind(text: str) -> HolidayKind:
    """The kind that a cell or an option names."""
    kind = _WRITTEN.get(fold(text))
    if kind is None:
        raise UserError(
            N_("“{text}” is no kind of day off. Known are: {known}."),
            text=text,
            known=["Tết", "Giỗ Tổ", "Quốc khánh", "Nghỉ khác", "Làm bù"],
        )
    return kind


def _is_pointless(day: date, kind: HolidayKind) -> bool:
    try:
        refuse_pointless(Holiday(day, kind))
    except UserError:
        return True
    return False


def refuse_pointless(holiday: Holiday) -> None:
    """Refuse a day that changes nothing: a fixed day off, a weekend off, a weekday worked."""
    fixed = any((holiday.day.month, holiday.day.day) == (month, number) for month, number, _ in FIXED)
    if fixed:
        raise UserError(N_("{day} is a day off by law already; it need not be entered."), day=holiday.day)
    weekend = holiday.day.weekday() >= _SATURDAY
    if holiday.kind is HolidayKind.WORKED and not weekend:
        raise UserError(N_("{day} is no weekend: it is worked anyway."), day=holiday.day)
