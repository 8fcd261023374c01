"""Taking results in that were made elsewhere: they are kept as they came, and never computed again."""

from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.values import as_points, as_text
from evalapp.domain.external_results import ExternalResult, highest_total, level_from, level_words
from evalapp.domain.imports import Fate, ImportChoice, ImportReport
from evalapp.domain.people import Person, PersonId
from evalapp.domain.periods import Period
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round, Stage
from evalapp.store.work import Work
from evalapp.usecases.indicators import refuse_period
from evalapp.usecases.people_naming import NamedPeople
from evalapp.usecases.registers import checked
from evalapp.usecases.rows import Outcome, RowReader, list_digest

LONGEST_SOURCE = 200
_HIGHEST = Decimal(1000)


class _Line(Struct, frozen=True):
    result: ExternalResult
    fate: Fate


def import_results(work: Work, *, read: ReadList, period: Period, choice: ImportChoice) -> ImportReport:
    """Take a list of results of a period in; a person's newer line replaces the older one, and says so.

    What was settled or closed here stays, and goes before what the list says: that is told. A period to come
    is refused.
    """
    work.require(Right.RECORD_FACTS)
    refuse_period(work, period)
    reading = _Reading(work, period)
    outcome = Outcome(read)
    lines: list[_Line] = []
    for number, row in enumerate(read.rows):
        work.progress(number, len(read.rows))
        reader = RowReader(read, row)
        line = reading.understood(reader)
        if outcome.take(reader, line.fate if line else None) and line is not None:
            lines.append(line)
    report = outcome.report
    if not choice.allows(report):
        return report
    if report.new or report.changed:
        work.external_results.save(line.result for line in lines if line.fate is not Fate.SAME)
        work.audit.record(
            "results.imported",
            read.file,
            new=report.new,
            changed=report.changed,
            period=str(period),
            digest=list_digest(read),
        )
    return report.as_applied()


class _Reading:
    """What the rows of one list are read by."""

    def __init__(self, work: Work, period: Period) -> None:
        self._work = work
        self._period = period
        self._people = NamedPeople(work)
        policies = [each.policy for each in work.policies.all()]
        self._words = level_words(policies)
        self._highest = highest_total(policies)
        self._decided = _decided_here(work, period)
        self._known = work.external_results.of(period)
        self._rows: dict[int, int] = {}

    def understood(self, reader: RowReader) -> _Line | None:
        """The row as a result; None where something in it is refused."""
        person = self._people.person_of(reader)
        level = reader.value("level", lambda cell: level_from(as_text(cell), self._words), "")
        if not level and reader.refusal is None:
            reader.refuse("level", UserError(N_("No level is given. Write A, B, C or D.")))
        total = reader.value("total", lambda cell: _checked_total(as_points(cell)), None)
        source = reader.value("source", lambda cell: checked(as_text(cell), LONGEST_SOURCE), "")
        if person is None:
            if reader.refusal is None:
                reader.refuse("code", UserError(N_("The row names nobody: write a person's code.")))
            return None
        self._check(reader, person)
        if reader.refusal is not None:
            return None
        if not source:
            reader.doubt(
                UserError(
                    N_("No source is given: where does the result of {name} come from?"), name=person.name
                )
            )
        self._doubt(reader, person, total)
        result = ExternalResult(
            person.id, self._period, level, total, source, self._work.user.name, self._work.now
        )
        before = self._known.get(person.id)
        if before is None:
            return _Line(result, Fate.NEW)
        return _Line(result, Fate.SAME if before.said == result.said else Fate.CHANGED)

    def _doubt(self, reader: RowReader, person: Person, total: Decimal | None) -> None:
        """Tell what was decided here already, and a total that no policy gives."""
        if (here := self._decided.get(person.id)) is not None:
            reader.doubt(
                UserError(
                    N_(
                        "{period} of {unit} is settled or closed in this file: that result stays, and the "
                        "line from outside is only kept beside it."
                    ),
                    period=self._period.named,
                    unit=here.unit_code,
                )
            )
        if total is not None and self._highest is not None and total > self._highest:
            reader.doubt(
                UserError(
                    N_("{total} points are more than the {most} that any regulation here gives."),
                    total=total,
                    most=self._highest,
                )
            )

    def _check(self, reader: RowReader, person: Person) -> None:
        """Refuse somebody twice, oneself, and whom the user may not write about."""
        if person.id in self._rows:
            reader.refuse(
                "code",
                UserError(N_("{name} stands in row {row} too."), name=person.name, row=self._rows[person.id]),
            )
        self._rows[person.id] = reader.row.number
        position = person.position_on(self._period.last_day) or next(iter(person.positions), None)
        if not self._work.may(Right.RECORD_FACTS, position.unit if position else None):
            reader.refuse(
                "code", UserError(N_("{name} belongs to a unit that is not yours."), name=person.name)
            )
        if self._work.is_self(person.id):
            reader.refuse(
                "code",
                UserError(
                    N_("Nobody decides their own result: somebody else has to do this for {user}."),
                    user=self._work.user.name,
                ),
            )


def _decided_here(work: Work, period: Period) -> dict[PersonId, Round]:
    """Whose result of the period was settled or closed in this file, and in which round."""
    return {
        sheet.participant.person: each
        for each in work.rounds.all(period=period)
        if each.stage in (Stage.SETTLED, Stage.CLOSED)
        for sheet in work.rounds.sheets(each.id)
    }


def _checked_total(total: Decimal | None) -> Decimal | None:
    if total is not None and not 0 <= total <= _HIGHEST:
        raise UserError(N_("{total} points cannot be a total."), total=total)
    if total is not None and total != round(total, 2):
        raise UserError(N_("{total} has more than two decimals."), total=total)
    return total
