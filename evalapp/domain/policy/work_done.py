"""What a case rests on besides its marks: lines of work, and sealed months."""

from decimal import Decimal

from msgspec import Struct

from evalapp.domain.periods import Period


class Product(Struct, frozen=True):
    """One line of work under NĐ 335: counted in converted units by its coefficient."""

    coefficient: Decimal = Decimal(1)
    assigned: Decimal = Decimal(0)
    done: Decimal = Decimal(0)
    quality_failures: int = 0
    delays: int = 0
    objective_failures: int = 0
    objective_delays: int = 0
    code: str = ""
    kind: str = "assigned"  # assigned, handed_over, received, ad_hoc


class MonthTotal(Struct, frozen=True):
    """A sealed month as a yearly case sees it; `excluded` says why it does not count."""

    period: Period
    total: Decimal | None
    excluded: str | None = None
    level: str | None = None  # where the month ended in one
