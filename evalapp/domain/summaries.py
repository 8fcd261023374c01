"""The summary of a unit's period: a line for each person, counts and shares, as it is printed."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from msgspec import Struct, field

from evalapp.domain.collectives import Collective
from evalapp.domain.people import Category, Role
from evalapp.domain.periods import Period
from evalapp.domain.revisions import Replaced
from evalapp.domain.rounds import SheetId, Stage

_NO_SHEET = SheetId(0)


class SummaryRow(Struct, frozen=True):
    """One person's line in the month's summary; what is not known yet is None, never 0."""

    code: str
    name: str
    position: str
    form: str
    self_points: Decimal | None
    deputy_points: Decimal | None
    head_points: Decimal | None
    bonus: Decimal | None
    deduction: Decimal | None
    total: Decimal | None
    level: str | None
    reason: str | None
    note: str = ""
    reason_label: str = ""  # the words of a gate where `reason` is its code
    sheet: SheetId = _NO_SHEET
    role: Role = Role.STAFF
    category: Category = Category.CIVIL_SERVANT
    rejected: tuple[str, ...] = ()  # suggestions that were not followed, and why
    missing: tuple[str, ...] = ()  # the facts that a level waits for
    similar: str = ""  # the group of similar tasks that a quota limits them with


class Summary(Struct, frozen=True):
    """The month of a unit as it is reported, printed and exported; `hash` is of what it was made from."""

    unit_code: str
    unit_name: str
    superior_name: str
    period: Period
    policy_code: str
    policy_title: str
    stage: Stage
    revision: int
    rows: tuple[SummaryRow, ...]
    counts: Mapping[str, int]  # by level code, then not_rated and not_scored
    shares: Mapping[str, Decimal]  # by level code, percent of those with a level, two decimals
    level_labels: Mapping[str, str]
    hash: str
    policy_version: int = 1
    exception: str | None = None
    first: tuple[str, ...] = ()
    first_reason: str = ""
    collective: Collective | None = None
    made_of_months: bool = False  # nobody was scored in it
    score_only: bool = False  # the period gives a score and no level
    replaces: Replaced | None = None
    similar: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # people by group
