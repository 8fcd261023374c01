"""Products and tasks of a person in a month: what was assigned, what came of it, and what excuses its faults.

A line is known by person, month and product code. What it was recorded with stays in it, so that a catalogue
which changes later never changes a month. An objective cause costs nothing only once somebody confirmed it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.base.names import clean
from evalapp.domain.policy.work_done import Product
from evalapp.domain.units import UnitId

CatalogueId = NewType("CatalogueId", int)

LONGEST_CODE = 40
LONGEST_NAME = 400
LONGEST_NOTE = 500
_MOST = Decimal(100_000)
_LARGEST_COEFFICIENT = Decimal(1_000)
_PLACES = 4


class WorkKind(StrEnum):
    """How a piece of work came to somebody, which decides where it counts (Decree 335/2025, art. 18.1.d)."""

    ASSIGNED = "assigned"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    AD_HOC = "ad_hoc"


WORK_KIND_LABELS = {
    WorkKind.ASSIGNED: N_("Assigned"),
    WorkKind.HANDED_OVER: N_("Handed over to somebody else"),
    WorkKind.RECEIVED: N_("Received from somebody else"),
    WorkKind.AD_HOC: N_("Ad hoc, outside the plan"),
}
#: How papers, which are always Vietnamese, write it.
WORK_KIND_WRITTEN = {
    WorkKind.ASSIGNED: "Được giao",
    WorkKind.HANDED_OVER: "Chuyển giao",
    WorkKind.RECEIVED: "Nhận thêm",
    WorkKind.AD_HOC: "Phát sinh",
}
#: Work that counts in what was assigned; the rest only adds to what was done.
PLANNED = (WorkKind.ASSIGNED, WorkKind.HANDED_OVER)


class Confirmation(Struct, frozen=True):
    """Who confirmed that faults had an objective cause, when, and by which document."""

    by: str
    at: datetime
    document: str = ""


class ProductLine(Struct, frozen=True):
    """One product or task of somebody in a month; `objective_*` are claimed until they are confirmed."""

    code: str
    name: str = ""
    kind: WorkKind = WorkKind.ASSIGNED
    coefficient: Decimal = Decimal(1)
    assigned: Decimal = Decimal(0)
    done: Decimal = Decimal(0)
    quality_failures: int = 0
    delays: int = 0
    objective_failures: int = 0
    objective_delays: int = 0
    confirmation: Confirmation | None = None
    passed_to: str = ""  # the code of whom the work was handed over to, or came from
    note: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None

    @property
    def claims(self) -> int:
        """How many faults are said to have an objective cause."""
        return self.objective_failures + self.objective_delays

    @property
    def waits(self) -> bool:
        """Whether an objective cause is claimed that nobody confirmed yet."""
        return self.claims > 0 and self.confirmation is None

    @property
    def product(self) -> Product:
        """The line as the engine counts it: a cause that nobody confirmed excuses nothing."""
        confirmed = self.confirmation is not None
        return Product(
            coefficient=self.coefficient,
            assigned=self.assigned,
            done=self.done,
            quality_failures=self.quality_failures,
            delays=self.delays,
            objective_failures=self.objective_failures if confirmed else 0,
            objective_delays=self.objective_delays if confirmed else 0,
            code=self.code,
            kind=self.kind.value,
        )

    def content(self) -> tuple[object, ...]:
        """What somebody entered, without who and when, to tell whether anything changed."""
        return (
            self.name,
            self.kind,
            self.coefficient,
            self.assigned,
            self.done,
            self.quality_failures,
            self.delays,
            self.objective_failures,
            self.objective_delays,
            self.passed_to,
            self.note,
        )

    def after(self, before: "ProductLine | None") -> Self:
        """The line as it follows another: a confirmation stands while the faults that it covers stay."""
        if before is None or before.confirmation is None or self.claims == 0:
            return self
        same = all(
            getattr(self, name) == getattr(before, name)
            for name in ("quality_failures", "delays", "objective_failures", "objective_delays")
        )
        return replace(self, confirmation=before.confirmation) if same else self

    def confirm(self, *, failures: int, delays: int, document: str, by: str, at: datetime) -> "ProductLine":
        """The line with so many faults confirmed as objective, in the name of who says so."""
        if not failures and not delays:
            raise UserError(N_("Say how many failures or delays had an objective cause."))
        changed = replace(self, objective_failures=failures, objective_delays=delays)
        return checked_line(replace(changed, confirmation=Confirmation(by, at, clean(document))))

    def unconfirmed(self) -> Self:
        """The line with its confirmation taken back; what is claimed stays claimed, and costs."""
        if self.confirmation is None:
            raise UserError(N_("Nobody has confirmed an objective cause here."))
        return replace(self, confirmation=None)


def checked_line(line: ProductLine) -> ProductLine:
    """The line as it is kept; refuse what no line can hold."""
    kept = replace(
        line,
        code=clean(line.code),
        name=clean(line.name),
        note=clean(line.note),
        passed_to=clean(line.passed_to),
    )
    if not kept.code:
        raise UserError(N_("A product needs its code: it is what the line is known by."))
    for text, most in ((kept.code, LONGEST_CODE), (kept.name, LONGEST_NAME), (kept.note, LONGEST_NOTE)):
        if len(text) > most:
            raise UserError(N_("“{text}” is longer than {most} letters."), text=text[:30], most=most)
    checked_coefficient(kept.coefficient)
    for number in (kept.assigned, kept.done):
        _check_amount(number)
    _check_faults(kept)
    return kept


def checked_coefficient(coefficient: Decimal) -> Decimal:
    """A coefficient as it may be: above 0, not absurdly large, at most four decimals."""
    if not 0 < coefficient <= _LARGEST_COEFFICIENT or _places(coefficient) > _PLACES:
        raise UserError(
            N_("A coefficient is above 0, at most {most}, with up to {places} decimals; not {value}."),
            most=_LARGEST_COEFFICIENT,
            places=_PLACES,
            value=coefficient,
        )
    return coefficient


def _check_amount(number: Decimal) -> None:
    if not 0 <= number <= _MOST or _places(number) > _PLACES:
        raise UserError(
            N_("A number of products is from 0 to {most}, with up to {places} decimals; not {value}."),
            most=_MOST,
            places=_PLACES,
            value=number,
        )


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _check_faults(line: ProductLine) -> None:
    faults = (line.quality_failures, line.delays, line.objective_failures, line.objective_delays)
    if any(not 0 <= number <= _MOST for number in faults):
        raise UserError(N_("Failures and delays are counted from 0 upwards."))
    if line.objective_failures > line.quality_failures or line.objective_delays > line.delays:
        raise UserError(
            N_("Objective failures and delays are among the failures and delays; they cannot be more.")
        )


class CatalogueProduct(Struct, frozen=True):
    """A product of a unit's catalogue, valid from a day to a day (both included; None: always)."""

    id: CatalogueId
    unit: UnitId
    code: str
    name: str
    group: str = ""
    coefficient: Decimal = Decimal(1)
    measure: str = ""
    since: date | None = None
    until: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the product is in the catalogue that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def content(self) -> tuple[object, ...]:
        """What a list says of it, to tell whether anything changed."""
        return self.name, self.group, self.coefficient, self.measure


def line_document(line: ProductLine) -> dict[str, Any]:
    """A line as plain JSON values, as a seal covers it."""
    confirmation = line.confirmation
    return {
        "code": line.code,
        "name": line.name,
        "kind": line.kind.value,
        "coefficient": plain(line.coefficient),
        "assigned": plain(line.assigned),
        "done": plain(line.done),
        "quality_failures": line.quality_failures,
        "delays": line.delays,
        "objective_failures": line.objective_failures,
        "objective_delays": line.objective_delays,
        "confirmed_by": confirmation.by if confirmation else None,
        "confirmed_at": confirmation.at.isoformat() if confirmation else None,
        "confirmed_in": confirmation.document if confirmation else None,
        "passed_to": line.passed_to,
        "note": line.note,
    }


def line_from_document(document: Mapping[str, Any]) -> ProductLine:
    """Read back what `line_document` wrote."""
    by = document["confirmed_by"]
    return ProductLine(
        code=document["code"],
        name=document["name"],
        kind=WorkKind(document["kind"]),
        coefficient=Decimal(document["coefficient"]),
        assigned=Decimal(document["assigned"]),
        done=Decimal(document["done"]),
        quality_failures=document["quality_failures"],
        delays=document["delays"],
        objective_failures=document["objective_failures"],
        objective_delays=document["objective_delays"],
        confirmation=None
        if by is None
        else Confirmation(by, datetime.fromisoformat(document["confirmed_at"]), document["confirmed_in"]),
        passed_to=document["passed_to"],
        note=document["note"],
    )
