"""One person's data: everything about them in one file, and erasing what need not be kept any more."""

import json
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.domain.people import Person
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Stage
from evalapp.domain.seals import result_seal
from evalapp.store.person_data import ERASED, OFFICIAL
from evalapp.store.work import Work

_YEARS = "retention.years"
_DEFAULT_YEARS = 10
_MOST_YEARS = 100


def is_retention_chosen(work: Work) -> bool:
    """Whether the office said for how long; else the years of this program hold, which are from no text."""
    return bool(work.settings.get(_YEARS))


def retention_years(work: Work) -> int:
    """For how many years after its month a result is kept with the name of the person."""
    return int(work.settings.get(_YEARS) or _DEFAULT_YEARS)


def set_retention(work: Work, *, years: int) -> int:
    """Choose for how long results are kept, as the rules on archives of the office say."""
    work.require_everywhere(Right.KEEP_DATA)
    if not 0 <= years <= _MOST_YEARS:
        raise UserError(
            N_("Results are kept for 0 to {most} years, not {years}."), most=_MOST_YEARS, years=years
        )
    before = retention_years(work)
    if years != before:
        work.settings.put(_YEARS, str(years))
        work.audit.record("retention.chosen", str(years), before=before, after=years)
    return years


def export_person(work: Work, *, code: str, out: Path) -> Path:
    """Write everything about a person into one archive: each kind of record, and attached files."""
    person = work.people.by_code(code)
    if not work.is_self(person.id):
        work.require_everywhere(Right.EDIT_PEOPLE)
    records = work.person_data.records(person.id, person.code, person.name)
    files = {row["sha256"]: row["name"] for row in records.get("attachment", ())}
    with whole_or_not_at_all(out) as unfinished, ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
        for name, rows in records.items():
            archive.writestr(f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        for digest, name in files.items():
            archive.writestr(f"files/{digest[:12]}-{name}", work.attachments.data(digest))
    work.audit.record("person.exported", person.code)
    return out


def erase_person(work: Work, *, code: str, reason: str) -> Person:
    """Take the words about a person out for good; points, levels, counts and the chain stay.

    What is left of each sealed result is sealed anew in the history, so that it can still be checked.
    """
    person = work.people.by_code(code)
    work.require_everywhere(Right.EDIT_PEOPLE)
    if work.is_self(person.id):
        raise UserError(N_("Nobody erases themselves: somebody else who keeps people does that."))
    if not clean(reason):
        raise UserError(N_("An erasure needs its reason, such as the request and its date."))
    _refuse_needed(work, person)
    count = work.person_data.erase(person.id, person.code, person.name)
    left = {
        sheet.participant.uid: result_seal(current, sheet, result.rating)
        for current in work.rounds.all(replaced=True)
        if current.stage is Stage.CLOSED
        for sheet in work.rounds.sheets(current.id)
        if sheet.participant.person == person.id
        and (result := work.rounds.results(current.id).get(sheet.participant.sheet)) is not None
    }
    work.audit.record("person.erased", person.code, reason=clean(reason), count=count, sheets=left)
    return work.people.by_code(code)


def left_after_erasure(work: Work) -> dict[str, str]:
    """The seal of what erasures left of results, by the identity of the form."""
    entries = work.audit.of_actions("person.erased")
    return {uid: seal for entry in entries for uid, seal in (entry.detail or {}).get("sheets", {}).items()}


def _refuse_needed(work: Work, person: Person) -> None:
    """Refuse while somebody is at work here, is named in official records, or the law keeps their results."""
    if person.name == ERASED:
        raise UserError(N_("{code} is erased already."), code=person.code)
    if person.active:
        raise UserError(
            N_("{name} is still in new months. Take them out first, then erase."), name=person.name
        )
    records = work.person_data.records(person.id, person.code, person.name)
    if any(kind in records for kind in OFFICIAL):
        raise UserError(
            N_(
                "{name} is named in records that the office keeps with their papers: findings, minutes, "
                "petitions, decisions or attached evidence. They are not erased."
            ),
            name=person.name,
        )
    years = retention_years(work)
    months = [work.rounds.get(month.round) for month in work.standings.of_person(person.id)]
    for current in months:
        end = current.period.last_day
        until = date(end.year + years, end.month, min(end.day, 28))
        if current.stage is not Stage.CLOSED or until >= work.today:
            raise UserError(
                N_(
                    "{name} has a result of {month}. Results are kept for {years} years, until {until}; the "
                    "erasure is possible after that."
                ),
                name=person.name,
                month=current.period.named,
                years=years,
                until=until,
            )
