"""Products and tasks of somebody in a month: recording, handing over, confirming causes, reading."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.people import Person, PersonId
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.computed import ComputedRow, computed_rows, is_computed
from evalapp.domain.policy.model import Form, Policy
from evalapp.domain.products import (
    CatalogueProduct,
    ProductLine,
    WorkKind,
    checked_line,
    line_document,
)
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, Sheet, SheetId, Stage
from evalapp.domain.units import Unit, UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.rounds import refuse_self

#: Who keeps what was assigned and done: the registers' keepers, and who gives scores.
RECORDING = (Right.RECORD_FACTS, Right.SCORE_SELF, Right.SCORE_HEAD)
_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER)
#: The command line adds which command goes back.
PRODUCTS_DECIDED = N_(
    "{name}: {month} of {unit} is settled or closed, so its products no longer change. Go back to settling, "
    "or reopen the month with a reason."
)


class PersonProducts(Struct, frozen=True):
    """Somebody's products of a month, and what the form of the month makes of them, where it is open."""

    person: Person
    unit: Unit
    period: Period
    lines: tuple[ProductLine, ...]
    round: Round | None = None
    sheet: SheetId | None = None
    computed: tuple[ComputedRow, ...] = ()
    failed: tuple[str, ...] = ()  # whom they lead and who reached the lowest level only


def month_products(work: Work, *, unit: UnitId, period: Period) -> list[PersonProducts]:
    """Everybody's products of a unit's month, in Vietnamese order of the people."""
    work.require(Right.READ_SCORES, unit)
    refuse_period(period)
    known = work.units.get(unit)
    people = [who for who in work.people.all() if _unit_id(who, period) == unit]
    lines = work.products.of_people([who.id for who in people], period)
    sheets = _sheets(work, unit, period)
    return [_seen(work, who, known, period, lines.get(who.id, ()), sheets.get(who.id)) for who in people]


def person_products(work: Work, *, person_code: str, period: Period) -> PersonProducts:
    """One person's products of a month."""
    refuse_period(period)
    person = work.people.by_code(person_code)
    unit = evaluating_unit(work, person, period)
    work.require(Right.READ_SCORES, unit.id)
    lines = work.products.of_people([person.id], period).get(person.id, ())
    found = _sheets(work, unit.id, period, person.id).get(person.id)
    return _seen(work, person, unit, period, lines, found)


def record_line(work: Work, *, person_code: str, period: Period, line: ProductLine) -> ProductLine:
    """Record a product of somebody in a month, or change the one with that code."""
    person, unit = _changeable(work, person_code, period)
    stored = work.products.of_people([person.id], period).get(person.id, ())
    before = line_of(stored, line.code)
    entered = checked_line(replace(line, confirmation=None))
    after = replace(entered, recorded_by=work.user.name, recorded_at=work.now).after(before)
    if before is not None and before.content() == after.content():
        return before
    work.products.save([(person.id, period, after)])
    work.audit.record(
        "product.recorded",
        product_subject(unit, person, period, after.code),
        before=line_document(before) if before else None,
        after=line_document(after),
    )
    return after


def hand_over(
    work: Work, *, person_code: str, period: Period, code: str, to: str
) -> tuple[ProductLine, ProductLine]:
    """Hand somebody's work over to somebody else: it stays assigned here, and what is done counts there."""
    person, _ = _changeable(work, person_code, period)
    receiver = work.people.by_code(to)
    if receiver.id == person.id:
        raise UserError(N_("Work is handed over to somebody else, not to oneself."))
    lines = work.products.of_people([person.id, receiver.id], period)
    mine = _required(lines.get(person.id, ()), code)
    if line_of(lines.get(receiver.id, ()), code) is not None:
        raise UserError(
            N_("{name} has a product {code} in {month} already. Change that line, or use another code."),
            name=receiver.name,
            code=mine.code,
            month=period.named,
        )
    given = replace(mine, kind=WorkKind.HANDED_OVER, done=mine.done * 0, passed_to=receiver.code)
    taken = ProductLine(mine.code, mine.name, WorkKind.RECEIVED, mine.coefficient, passed_to=person.code)
    return (
        record_line(work, person_code=person.code, period=period, line=given),
        record_line(work, person_code=receiver.code, period=period, line=taken),
    )


def remove_line(work: Work, *, person_code: str, period: Period, code: str) -> ProductLine:
    """Take away a line that was recorded by mistake; the history keeps it."""
    person, unit = _changeable(work, person_code, period)
    line = _required(work.products.of_people([person.id], period).get(person.id, ()), code)
    work.products.remove(person.id, period, line.code)
    work.audit.record(
        "product.removed", product_subject(unit, person, period, line.code), before=line_document(line)
    )
    return line


def confirm_objective(
    work: Work,
    *,
    person_code: str,
    period: Period,
    code: str,
    failures: int | None = None,
    delays: int | None = None,
    document: str = "",
) -> ProductLine:
    """Confirm that faults had an objective cause: those claimed, or so many; never one's own."""
    person, unit = _decidable(work, person_code, period)
    line = _required(work.products.of_people([person.id], period).get(person.id, ()), code)
    confirmed = line.confirm(
        failures=line.objective_failures if failures is None else failures,
        delays=line.objective_delays if delays is None else delays,
        document=document,
        by=work.user.name,
        at=work.now,
    )
    work.products.save([(person.id, period, confirmed)])
    work.audit.record(
        "product.confirmed",
        product_subject(unit, person, period, line.code),
        before=line_document(line),
        after=line_document(confirmed),
    )
    return confirmed


def take_confirmation_back(work: Work, *, person_code: str, period: Period, code: str) -> ProductLine:
    """Take back that faults had an objective cause: what is claimed costs again."""
    person, unit = _decidable(work, person_code, period)
    line = _required(work.products.of_people([person.id], period).get(person.id, ()), code)
    claimed = line.unconfirmed()
    work.products.save([(person.id, period, claimed)])
    work.audit.record(
        "product.unconfirmed",
        product_subject(unit, person, period, line.code),
        before=line_document(line),
        after=line_document(claimed),
    )
    return claimed


def catalogue_of(work: Work, *, unit: UnitId, period: Period) -> list[CatalogueProduct]:
    """What may be assigned in a unit in a period: its own catalogue, then those of the units above it."""
    day = period.last_day
    chain = work.units.ancestors(unit, day)
    valid = [each for each in work.products.catalogue(chain) if each.valid_on(day)]
    nearest: dict[str, CatalogueProduct] = {}
    for each in sorted(valid, key=lambda product: chain.index(product.unit)):
        nearest.setdefault(code_key(each.code), each)
    return [each for each in valid if nearest[code_key(each.code)] is each]


def refuse_period(period: Period) -> None:
    """Refuse a period that products are not recorded for."""
    if period.kind not in _KINDS:
        raise UserError(
            N_("Products are recorded for a month (2026-03) or a quarter (2026-Q1), not for {period}."),
            period=str(period),
        )


def evaluating_unit(work: Work, person: Person, period: Period) -> Unit:
    """The unit in which somebody is evaluated on a period's last day."""
    unit = _unit_id(person, period)
    if unit is None:
        raise UserError(
            N_("{name} is not evaluated anywhere on {day}. Correct the position first."),
            name=person.name,
            day=period.last_day,
        )
    return work.units.get(unit)


def require_recording(work: Work, unit: UnitId) -> None:
    """Refuse who neither keeps the registers of a unit nor scores in it."""
    if not any(work.may(right, unit) for right in RECORDING):
        work.require(Right.RECORD_FACTS, unit)


def refuse_decided(work: Work, person: Person, period: Period) -> None:
    """Refuse a change where a result rests on the products, or by the person when the head decides."""
    for name, stage in _stages(work, person.id, period):
        if stage in (Stage.SETTLED, Stage.CLOSED):
            raise UserError(
                PRODUCTS_DECIDED,
                name=person.name,
                month=period.named,
                unit=name,
            )
        if stage is not Stage.SELF and work.is_self(person.id):
            raise UserError(
                N_("{unit} is past self-scoring in {month}: somebody else changes your products now."),
                unit=name,
                month=period.named,
            )


def product_subject(unit: Unit, person: Person, period: Period, code: str) -> str:
    """How the history names a product of somebody."""
    return f"{unit.code} {period} {person.code} {code}"


def line_of(lines: Sequence[ProductLine], code: str) -> ProductLine | None:
    """The line with that code, case aside."""
    return next((line for line in lines if code_key(line.code) == code_key(clean(code))), None)


def product_form(policy: Policy, form: str) -> Form | None:
    """The form, where one of its rows is computed from products."""
    found = policy.form(form)
    return found if found is not None and is_computed(found) else None


def _required(lines: Sequence[ProductLine], code: str) -> ProductLine:
    found = line_of(lines, code)
    if found is None:
        raise UserError(
            N_("There is no product “{code}” here. Known are: {known}."),
            code=code,
            known=[line.code for line in lines],
        )
    return found


def _changeable(work: Work, person_code: str, period: Period) -> tuple[Person, Unit]:
    refuse_period(period)
    person = work.people.by_code(person_code)
    unit = evaluating_unit(work, person, period)
    require_recording(work, unit.id)
    refuse_decided(work, person, period)
    return person, unit


def _decidable(work: Work, person_code: str, period: Period) -> tuple[Person, Unit]:
    refuse_period(period)
    person = work.people.by_code(person_code)
    unit = evaluating_unit(work, person, period)
    work.require(Right.SCORE_HEAD, unit.id)
    refuse_self(work, person.id)
    refuse_decided(work, person, period)
    return person, unit


def _unit_id(person: Person, period: Period) -> UnitId | None:
    held = person.position_on(period.last_day)
    return held.unit if held else None


#: A round of the period with somebody's sheet, and the form that it is computed on.
_Found = tuple[Round, Sheet, Form]


def _sheets(
    work: Work, unit: UnitId, period: Period, person: PersonId | None = None
) -> Mapping[PersonId, _Found]:
    """By person, the sheet of the unit's round whose form is computed from products."""
    found: dict[PersonId, _Found] = {}
    for current in work.rounds.all(unit=unit, period=period):
        policy = work.policies.get(current.policy.id)
        if not any(is_computed(form) for form in policy.forms):
            continue
        for sheet in work.rounds.sheets(current.id):
            who = sheet.participant
            form = product_form(policy, who.form)
            if form is not None and person in (None, who.person):
                found[who.person] = (current, sheet, form)
    return found


def _seen(
    work: Work,
    person: Person,
    unit: Unit,
    period: Period,
    lines: tuple[ProductLine, ...],
    found: _Found | None,
) -> PersonProducts:
    if found is None:
        return PersonProducts(person, unit, period, lines)
    current, sheet, form = found
    return PersonProducts(
        person,
        unit,
        period,
        sheet.products,
        current,
        sheet.participant.sheet,
        computed_rows(form, sheet.case()),
        sheet.failed,
    )


def _stages(work: Work, person: PersonId, period: Period) -> list[tuple[str, Stage]]:
    """Where the rounds stand that count somebody's products of a period."""
    return [
        (unit_name, stage)
        for unit_name, stage, policy, form in work.products.rounds_with(person, period)
        if product_form(work.policies.get(policy), form) is not None
    ]


def told_products(seen: PersonProducts) -> Mapping[str, Any]:
    """Somebody's products as JSON carries them."""
    return {
        "person": seen.person.code,
        "name": seen.person.name,
        "lines": [line_document(line) | {"recorded_by": line.recorded_by} for line in seen.lines],
        "computed": [
            {
                "row": each.row.code,
                "points": each.points,
                "parts": {part.code: part.percent for part in each.parts},
                "reason": each.reason or None,
            }
            for each in seen.computed
        ],
        "failed": list(seen.failed),
    }
