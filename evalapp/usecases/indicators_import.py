"""Taking a list of service figures of a month in."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_
from evalapp.documents.reading.cells import Cell
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_code, as_number, as_text
from evalapp.domain.balances import Imbalance, contradictions, imbalances
from evalapp.domain.imports import Fate, ImportChoice, ImportReport
from evalapp.domain.indicators import (
    LONGEST_NOTE,
    Figure,
    Indicator,
    Measure,
    Subject,
    checked,
    indicator_in,
    indicator_words,
)
from evalapp.domain.people import Person
from evalapp.domain.periods import Period
from evalapp.domain.rights import Right
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.indicators import refuse_period, replaced
from evalapp.usecases.people_naming import NamedPeople
from evalapp.usecases.registers import checked as short_enough
from evalapp.usecases.rows import Outcome, RowReader, list_digest


class _Line(Struct):
    """One row on its way in: what it says, and what is known already."""

    reader: RowReader
    figure: Figure | None = None
    before: Figure | None = None

    @property
    def fate(self) -> Fate | None:
        """What the row does."""
        if self.figure is None:
            return None
        if self.before is None:
            return Fate.NEW
        return Fate.SAME if self.before.said == self.figure.said else Fate.CHANGED


def import_indicators(work: Work, *, read: ReadList, period: Period, choice: ImportChoice) -> ImportReport:
    """Take a list of figures of a month in; figures that cannot be true together are refused together."""
    work.require(Right.RECORD_FACTS)
    refuse_period(work, period)
    reading = _Reading(work, period)
    lines: list[_Line] = []
    for number, row in enumerate(read.rows):
        work.progress(number, len(read.rows))
        lines.append(reading.understood(RowReader(read, row)))
    _weigh(lines, reading.stored)
    outcome = Outcome(read)
    for line in lines:
        if line.figure is not None and line.before is not None and line.fate is Fate.CHANGED:
            line.reader.doubt(replaced(line.before, line.figure))
    taken = [line for line in lines if outcome.take(line.reader, line.fate)]
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        work.indicators.save(
            line.figure for line in taken if line.figure is not None and line.fate is not Fate.SAME
        )
        work.audit.record(
            "indicators.imported",
            read.file,
            new=report.new,
            changed=report.changed,
            period=str(period),
            digest=list_digest(read),
        )
    return report.as_applied()


def _weigh(lines: list[_Line], stored: Mapping[Subject, list[Figure]]) -> None:
    """Refuse rows that cannot be true together, and question those that seem incomplete."""
    by_subject: defaultdict[Subject, dict[str, _Line]] = defaultdict(dict)
    for line in lines:
        if line.figure is not None and line.reader.refusal is None:
            by_subject[line.figure.subject][line.figure.code] = line
    for subject, theirs in by_subject.items():
        before = stored.get(subject, ())
        figures = {each.code: each for each in before}
        figures |= {code: line.figure for code, line in theirs.items() if line.figure is not None}
        refused = contradictions(before, figures.values())
        for imbalance in imbalances(figures.values()):
            _say(imbalance, theirs, refused=imbalance in refused)


def _say(imbalance: Imbalance, lines: Mapping[str, _Line], *, refused: bool) -> None:
    concerned = [lines[code] for code in imbalance.codes if code in lines]
    if refused:
        for line in concerned:
            line.reader.refuse(
                "value" if line.reader.is_blank("numerator") else "numerator", imbalance.reason
            )
    elif concerned:
        concerned[-1].reader.doubt(imbalance.reason)


class _Reading:
    """What the rows of one list are read by."""

    def __init__(self, work: Work, period: Period) -> None:
        self._work = work
        self._period = period
        self._people = NamedPeople(work)
        known = work.indicators.known()
        self._words = indicator_words(known)
        self.stored = work.indicators.of(
            [period],
            units=set(self._people.unit_codes),
            people={person.id for person in work.people.all()},
        )
        self._rows: dict[tuple[Subject, str], int] = {}

    def understood(self, reader: RowReader) -> _Line:
        """The row as a figure; without one where something in it is refused."""
        person = self._people.person_of(reader)
        subject = self._subject(reader, person)
        indicator = reader.value("indicator", lambda cell: indicator_in(as_text(cell), self._words), None)
        if indicator is None and reader.refusal is None:
            reader.refuse("indicator", UserError(N_("No indicator is given: write its code or its name.")))
        numerator = reader.value("numerator", as_number, None)
        denominator = reader.value("denominator", as_number, None)
        value = reader.value("value", lambda cell: _value(cell, indicator), None)
        note = reader.value("note", lambda cell: short_enough(as_text(cell), LONGEST_NOTE), "")
        if subject is None or indicator is None or reader.refusal is not None:
            return _Line(reader)
        self._once(reader, subject, indicator)
        try:
            figure = checked(
                Figure(
                    subject,
                    self._period,
                    indicator.code,
                    numerator,
                    denominator,
                    value,
                    note,
                    self._work.user.name,
                    self._work.now,
                ),
                indicator,
            )
        except UserError as error:
            alone = "value" if numerator is None and denominator is None else "numerator"
            reader.refuse(error.field if isinstance(error, FieldError) else alone, error)
            return _Line(reader)
        _question(reader, figure, indicator)
        before = next((each for each in self.stored.get(subject, ()) if each.code == figure.code), None)
        return _Line(reader, figure, before)

    def _subject(self, reader: RowReader, person: Person | None) -> Subject | None:
        """Whom the row is about: a person where one is named, else a unit."""
        named = reader.value("unit", lambda cell: self._people.units.unit(as_code(cell)), None)
        if reader.refusal is not None:
            return None
        if person is None:
            if named is None:
                reader.refuse("unit", UserError(N_("The row names nobody: write a person's code or a unit.")))
                return None
            self._require(reader, "unit", named)
            return Subject(unit=named)
        held = person.position_on(self._period.last_day) or next(iter(person.positions), None)
        self._require(reader, "code", held.unit if held else None)
        if self._work.is_self(person.id):
            reader.refuse("code", UserError(N_("Figures about oneself are recorded by somebody else.")))
        if named is not None and (held is None or held.unit != named):
            reader.doubt(
                UserError(
                    N_("{name} holds no position in {unit}; the figure is about {name} all the same."),
                    name=person.name,
                    unit=self._people.unit_codes[named],
                )
            )
        return Subject(person=person.id)

    def _require(self, reader: RowReader, key: str, unit: UnitId | None) -> None:
        if not self._work.may(Right.RECORD_FACTS, unit):
            name = self._people.unit_codes[unit] if unit is not None else ""
            reader.refuse(key, UserError(N_("{unit} is a unit that is not yours."), unit=name))

    def _once(self, reader: RowReader, subject: Subject, indicator: Indicator) -> None:
        """Refuse a figure that a row above gives too."""
        above = self._rows.setdefault((subject, indicator.code), reader.row.number)
        if above != reader.row.number:
            reader.refuse(
                "indicator",
                UserError(N_("{code} stands in row {row} too."), code=indicator.code, row=above),
            )


def _value(cell: Cell, indicator: Indicator | None) -> Decimal | None:
    """A value that stands alone; a percentage may carry its sign."""
    if indicator is not None and indicator.measure is Measure.PERCENT and isinstance(cell, str):
        return as_number(cell.strip().removesuffix("%").strip())
    return as_number(cell)


def _question(reader: RowReader, figure: Figure, indicator: Indicator) -> None:
    """What somebody should look at before a figure is relied on."""
    alone = figure.value is not None and indicator.measure is Measure.PERCENT
    if alone and figure.value is not None and 0 < figure.value <= 1:
        reader.doubt(
            UserError(
                N_("{value} is read as {value}%. If Excel shows another percentage here, type that."),
                value=figure.value,
            )
        )
