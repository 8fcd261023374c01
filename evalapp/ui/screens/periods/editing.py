"""What is filled in beside longer periods: a petition, its answer, a day off."""

from collections.abc import Mapping, Sequence
from datetime import date

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr
from evalapp.documents.reading.values import as_date
from evalapp.domain.holidays import HOLIDAY_LABELS, HolidayKind, LackingDay
from evalapp.domain.petitions import OUTCOME_LABELS, Outcome, PetitionId, PetitionLine
from evalapp.domain.rounds import SheetId
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.filling import Filled
from evalapp.usecases.holidays import save_holidays
from evalapp.usecases.petitions import answer_petition, record_petition

PETITION, ANSWER, DAY = "petition", "answer", "day"
_DATE = N_("dd/mm/yyyy")


class Editing(Filled, frozen=True):
    """What is being filled in, and why some of it was refused."""

    what: str
    title: str
    fields: tuple[FieldSpec, ...]
    number: int = 0  # of the petition that is answered


def new_petition(people: tuple[Choice, ...], today: date) -> Editing:
    """A petition to be recorded."""
    fields = (
        FieldSpec("sheet", N_("Person"), FieldKind.CHOICE, choices=people),
        FieldSpec("text", N_("Request")),
        FieldSpec("received", N_("Received"), hint=_DATE),
        FieldSpec("informed", N_("Result announced on"), hint=N_("dd/mm/yyyy; empty: the day it was closed")),
        FieldSpec("document", N_("Document"), hint=N_("Number of the document")),
        FieldSpec("late", N_("Why it is accepted late"), hint=N_("Only after the deadline")),
    )
    return Editing(PETITION, tr("New petition"), fields, values={"received": today.strftime("%d/%m/%Y")})


def new_answer(line: PetitionLine, today: date) -> Editing:
    """The answer to a petition."""
    outcomes = tuple(Choice(each.value, tr(OUTCOME_LABELS[each])) for each in Outcome)
    fields = (
        FieldSpec("outcome", N_("Outcome"), FieldKind.CHOICE, choices=outcomes),
        FieldSpec("answer", N_("Answer and reason")),
        FieldSpec("day", N_("Day"), hint=_DATE),
    )
    title = tr("Answer to petition {number} of {name}", number=line.petition.id, name=line.name)
    return Editing(ANSWER, title, fields, values={"day": today.strftime("%d/%m/%Y")}, number=line.petition.id)


def new_day(lacking: Sequence[LackingDay] = ()) -> Editing:
    """A day off to be entered, or several in a row; the kind offered is one that lacks."""
    kinds = tuple(
        Choice(kind.value, tr(label))
        for kind, label in HOLIDAY_LABELS.items()
        if kind is not HolidayKind.FIXED
    )
    fields = (
        FieldSpec("day", N_("From"), hint=_DATE),
        FieldSpec("until", N_("To"), hint=N_("dd/mm/yyyy; empty: one day")),
        FieldSpec("kind", N_("Kind"), FieldKind.CHOICE, choices=kinds),
        FieldSpec("name", N_("Name")),
    )
    kind = {"kind": lacking[0].kind.value} if lacking else {}
    return Editing(DAY, tr("New day off"), fields, values=kind)


def save(work: Work, *, editing: Editing, values: Mapping[str, str]) -> str:
    """Write what was filled in; returns what to tell. A refusal says at which field."""
    return {PETITION: _petition, ANSWER: _answer, DAY: _day_off}[editing.what](work, editing, values)


def _petition(work: Work, _editing: Editing, values: Mapping[str, str]) -> str:
    if not values["sheet"]:
        raise FieldError("sheet", UserError(N_("Say whose petition it is.")))
    if not values["text"].strip():
        raise FieldError("text", UserError(N_("Write what the petition asks for.")))
    line = record_petition(
        work,
        sheet_id=SheetId(int(values["sheet"])),
        text=values["text"],
        received=_day(values, "received"),
        informed=_day(values, "informed"),
        document=values["document"],
        late_reason=values["late"],
    )
    if line.due is None:
        return tr("The petition is recorded.")
    return tr("The petition is recorded; the answer is due on {day}.", day=line.due)


def _answer(work: Work, editing: Editing, values: Mapping[str, str]) -> str:
    if not values["outcome"]:
        raise FieldError("outcome", UserError(N_("Say how the petition ends.")))
    if not values["answer"].strip():
        raise FieldError("answer", UserError(N_("Write the answer and its reason: it goes to the person.")))
    _, reopened = answer_petition(
        work,
        petition_id=PetitionId(editing.number),
        outcome=Outcome(values["outcome"]),
        answer=values["answer"],
        day=_day(values, "day"),
    )
    if reopened is None:
        return tr("The petition is answered.")
    return tr(
        "{unit}, {period} is reopened as revision {revision}: correct it, settle and close it.",
        unit=reopened.unit_name,
        period=reopened.period.named,
        revision=reopened.revision,
    )


def _day_off(work: Work, _editing: Editing, values: Mapping[str, str]) -> str:
    day = _day(values, "day")
    if day is None:
        raise FieldError("day", UserError(N_("Write the day.")))
    if not values["kind"]:
        raise FieldError("kind", UserError(N_("Say what the day is.")))
    until, kind = _day(values, "until"), HolidayKind(values["kind"])
    try:
        entered = save_holidays(work, since=day, until=until, kind=kind, name=values["name"])
    except UserError as error:
        raise FieldError("day" if until is None else "until", error) from error
    if until is None:
        return tr("{day} is entered.", day=day)
    return tr("{count} {count:day is|days are} entered.", count=len(entered))


def _day(values: Mapping[str, str], key: str) -> date | None:
    try:
        return as_date(values[key].strip() or None)
    except UserError as error:
        raise FieldError(key, error) from error
