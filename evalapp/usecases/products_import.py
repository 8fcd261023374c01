"""Taking a list of products and tasks in: what people had to do in a month, and what came of it."""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, fold
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_code, as_text
from evalapp.domain.imports import Fate, ImportChoice, ImportReport
from evalapp.domain.people import Person, PersonId
from evalapp.domain.periods import Period
from evalapp.domain.products import CatalogueProduct, ProductLine, checked_line
from evalapp.domain.units import UnitId
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.product_cells import as_amount, as_count, kind_of, with_claims
from evalapp.usecases.products import (
    catalogue_of,
    line_of,
    refuse_decided,
    refuse_period,
    require_recording,
)
from evalapp.usecases.rows import Outcome, RowReader, list_digest


class _Row(Struct, frozen=True):
    """One good row: whose it is, the line that it speaks of, and the one that is known already."""

    number: int
    person: Person
    line: ProductLine
    known: ProductLine | None

    @property
    def fate(self) -> Fate:
        """What the row does."""
        if self.known is None:
            return Fate.NEW
        return Fate.SAME if self.known.content() == self.line.content() else Fate.CHANGED


def import_products(
    work: Work, *, read: ReadList, unit: UnitId, period: Period, choice: ImportChoice
) -> ImportReport:
    """Take a list of products in; what a row leaves blank stays, what is called objective costs at first."""
    refuse_period(period)
    require_recording(work, unit)
    known = _Known(work, unit, period)
    outcome = Outcome(read)
    rows: list[_Row] = []
    for number, row in enumerate(read.rows):
        work.progress(number, len(read.rows))
        reader = RowReader(read, row)
        taken = _understood(reader, known)
        if outcome.take(reader, taken.fate if taken else None) and taken is not None:
            known.rows[taken.person.id, code_key(taken.line.code)] = row.number
            rows.append(taken)
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        work.products.save(
            [(each.person.id, period, each.line) for each in rows if each.fate is not Fate.SAME]
        )
        work.audit.record(
            "products.imported",
            f"{work.units.get(unit).code} {period}",
            file=read.file,
            new=report.new,
            changed=report.changed,
            digest=list_digest(read),
        )
    return report.as_applied()


class _Known:
    """The people, lines and catalogue of a month, as the rows of one list name them."""

    def __init__(self, work: Work, unit: UnitId, period: Period) -> None:
        self.work, self.unit, self.period = work, unit, period
        self.unit_name = work.units.get(unit).name
        self.rows: dict[tuple[PersonId, str], int] = {}
        people = work.people.all()
        self._by_code = {code_key(person.code): person for person in people}
        self._by_name: dict[str, list[Person]] = {}
        self._chains: dict[UnitId, list[UnitId]] = {}
        self._catalogues: dict[UnitId, dict[str, CatalogueProduct]] = {}
        self._faults: dict[PersonId, UserError | None] = {}
        inside = [person for person in people if self.holds(person)]
        for person in inside:
            self._by_name.setdefault(fold(person.name), []).append(person)
        self.lines = work.products.of_people([person.id for person in inside], period)

    def holds(self, person: Person) -> bool:
        """Whether somebody is evaluated in the unit, or below it, on the period's last day."""
        held = person.position_on(self.period.last_day)
        if held is None:
            return False
        if held.unit not in self._chains:
            self._chains[held.unit] = self.work.units.ancestors(held.unit, self.period.last_day)
        return self.unit in self._chains[held.unit]

    def person_of(self, reader: RowReader) -> Person | None:
        """Whom a row names: by code, else by a name that one person of the unit has."""
        code, name = reader.value("code", as_code, ""), reader.value("name", as_text, "")
        if not code and not name:
            if reader.refusal is None:
                reader.refuse("code", UserError(N_("The row names nobody: write a code or a name.")))
            return None
        found = self._coded(reader, code, name) if code else self._named(reader, name)
        if found is not None:
            fault = self._fault(found)
            if fault is not None:
                reader.refuse("code" if code else "name", fault)
        return found

    def product(self, person: Person, code: str) -> CatalogueProduct | None:
        """The product of the catalogue that holds for somebody."""
        held = person.position_on(self.period.last_day)
        if held is None:
            return None
        if held.unit not in self._catalogues:
            catalogue = catalogue_of(self.work, unit=held.unit, period=self.period)
            self._catalogues[held.unit] = {code_key(each.code): each for each in catalogue}
        return self._catalogues[held.unit].get(code_key(code))

    def knows(self, code: str) -> bool:
        """Whether somebody has that code."""
        return code_key(code) in self._by_code

    def _coded(self, reader: RowReader, code: str, name: str) -> Person | None:
        found = self._by_code.get(code_key(code))
        if found is None or not self.holds(found):
            reader.refuse(
                "code",
                UserError(
                    N_("Nobody with the code {code} is evaluated in {unit} in {month}."),
                    code=code,
                    unit=self.unit_name,
                    month=self.period.named,
                ),
            )
            return None
        if name and fold(found.name) != fold(name):
            reader.refuse(
                "name",
                UserError(
                    N_("The code {code} belongs to {name}. Correct the code or the name."),
                    code=found.code,
                    name=found.name,
                ),
            )
        return found

    def _named(self, reader: RowReader, name: str) -> Person | None:
        named = self._by_name.get(fold(name), [])
        if len(named) == 1:
            reader.doubt(UserError(N_("No code; matched by name with {code}."), code=named[0].code))
            return named[0]
        if named:
            error = UserError(
                N_("Several people are named {name}: {codes}. Write the code of the one that is meant."),
                name=name,
                codes=[person.code for person in named],
            )
        else:
            error = UserError(
                N_("Nobody named {name} is in {unit}, {month}."),
                name=name,
                unit=self.unit_name,
                month=self.period.named,
            )
        reader.refuse("name", error)
        return None

    def _fault(self, person: Person) -> UserError | None:
        """Why somebody's products may not change, if they may not; asked once for everybody."""
        if person.id not in self._faults:
            self._faults[person.id] = None
            try:
                held = person.position_on(self.period.last_day)
                if held is not None:
                    require_recording(self.work, held.unit)
                refuse_decided(self.work, person, self.period)
            except UserError as error:
                self._faults[person.id] = error
        return self._faults[person.id]


def _understood(reader: RowReader, known: _Known) -> _Row | None:
    """The row as a line; None where something in it is refused."""
    person = known.person_of(reader)
    code = clean(reader.value("product", as_code, ""))
    if not code and reader.refusal is None:
        reader.refuse("product", UserError(N_("A product needs its code: it is what the line is known by.")))
    if person is None or not code:
        return None
    double = known.rows.get((person.id, code_key(code)))
    if double is not None:
        reader.refuse(
            "product",
            UserError(
                N_("{name} has the product {code} in row {row} too. One product, one row."),
                name=person.name,
                code=code,
                row=double,
            ),
        )
        return None
    before = line_of(known.lines.get(person.id, ()), code)
    line = _line(reader, known, person, code, before)
    if reader.refusal is not None:
        return None
    try:
        kept = checked_line(line)
    except UserError as error:
        reader.refuse("product", error)
        return None
    work = known.work
    after = replace(kept, recorded_by=work.user.name, recorded_at=work.now).after(before)
    if after.waits and (before is None or before.content() != after.content()):
        reader.doubt(
            UserError(
                N_("{count} faults are said to be objective: they cost points until somebody confirms it."),
                count=after.claims,
            )
        )
    return _Row(reader.row.number, person, after, before)


def _line(
    reader: RowReader, known: _Known, person: Person, code: str, before: ProductLine | None
) -> ProductLine:
    """The line that a row gives, over what is known of it."""
    listed = known.product(person, code)
    start = before or ProductLine(
        listed.code if listed else code, listed.name if listed else "", coefficient=Decimal(0)
    )
    line = replace(
        start,
        name=reader.value("title", as_text, start.name),
        coefficient=reader.value("coefficient", as_amount, start.coefficient),
        assigned=reader.value("assigned", as_amount, start.assigned),
        done=reader.value("done", as_amount, start.done),
        quality_failures=reader.value("quality_failures", as_count, start.quality_failures),
        delays=reader.value("delays", as_count, start.delays),
        passed_to=reader.value("passed_to", as_code, start.passed_to),
        note=reader.value("note", as_text, start.note),
        kind=kind_of(reader, start.kind),
        confirmation=None,
    )
    _check_coefficient(reader, listed, before)
    if not reader.is_blank("passed_to") and not known.knows(line.passed_to):
        reader.refuse(
            "passed_to", UserError(N_("There is nobody with the code “{code}”."), code=line.passed_to)
        )
    if listed and before is None and reader.is_blank("coefficient"):
        line = replace(line, coefficient=listed.coefficient)
    return with_claims(reader, line)


def _check_coefficient(
    reader: RowReader, listed: CatalogueProduct | None, before: ProductLine | None
) -> None:
    if reader.is_blank("coefficient"):
        if listed is None and before is None:
            reader.refuse(
                "coefficient",
                UserError(
                    N_("No coefficient is given, and the catalogue has no such product. Give one of them.")
                ),
            )
        return
    given = reader.value("coefficient", as_amount, Decimal(0))
    if listed is not None and given != listed.coefficient:
        reader.doubt(
            UserError(
                N_("The catalogue gives {code} the coefficient {listed}, the list {given}; the list holds."),
                code=listed.code,
                listed=listed.coefficient,
                given=given,
            )
        )
