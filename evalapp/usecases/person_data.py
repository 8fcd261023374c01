"""One person's data: everything about them in one file, and erasing what need not be kept any more."""

import json
from collections.abc import Iterable, Mapping, Set
from datetime import date
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from msgspec import Struct

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
from evalapp.usecases.rounds import round_subject

STILL_FOLLOWED = N_(
    "{name} is still in new months. Take them out first (“Leave out of new months, or include again…”), then "
    "erase."
)
_YEARS = "retention.years"
_DEFAULT_YEARS = 10
#: The longest that can be chosen.
MOST_YEARS = 100


def is_retention_chosen(work: Work) -> bool:
    """Whether the office said for how long; else the years of this program hold, which are from no text."""
    return bool(work.settings.get(_YEARS))


def retention_years(work: Work) -> int:
    """For how many years after its month a result is kept with the name of the person."""
    return int(work.settings.get(_YEARS) or _DEFAULT_YEARS)


def set_retention(work: Work, *, years: int) -> int:
    """Choose for how long results are kept, as the rules on archives of the office say."""
    work.require_everywhere(Right.KEEP_DATA)
    if not 0 <= years <= MOST_YEARS:
        raise UserError(
            N_("Results are kept for 0 to {most} years, not {years}."), most=MOST_YEARS, years=years
        )
    before = retention_years(work)
    if years != before:
        work.settings.put(_YEARS, str(years))
        work.audit.record("retention.chosen", str(years), before=before, after=years)
    return years


def export_person(work: Work, *, code: str, out: Path) -> Path:
    """Write everything about a person into one archive: each kind of record, and attached files."""
    person = work.people.by_code(code)
    if not work.is_self(person.id) and None not in work.user.units_with(Right.EDIT_PEOPLE):
        raise UserError(
            N_(
                "{user} may not take out everything about {code}: that is for the person themselves, and for "
                "who keeps the people of all units."
            ),
            user=work.user.name,
            code=code,
        )
    records = _what_may_go_out(work, person)
    files = {row["sha256"]: row["name"] for row in records.get("attachment", ())}
    with whole_or_not_at_all(out) as unfinished, ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
        for name, rows in records.items():
            archive.writestr(f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        archive.writestr("history.json", json.dumps(work.audit.told_end()))
        for digest, name in files.items():
            archive.writestr(f"files/{digest[:12]}-{name}", work.attachments.data(digest))
    work.audit.record("person.exported", person.code)
    return out


def _what_may_go_out(work: Work, person: Person) -> dict[str, list[dict[str, Any]]]:
    """All records about a person, without what they tell of others, nor what is not published to them."""
    records = work.person_data.records(person.id, person.code, person.name)
    others = {word for each in work.people.all() if each.id != person.id for word in (each.code, each.name)}
    records["audit"] = [_told_alone(row, others) for row in records["audit"]]
    secret, subjects = _unpublished(work, records.get("sheet", ()))
    records["audit"] = [row for row in records["audit"] if not row["subject"].startswith(subjects)]
    return {
        kind: [row for row in rows if row.get("sheet_id") not in secret or row.get("stage") == Stage.SELF]
        for kind, rows in records.items()
    }


def _unpublished(work: Work, sheets: Iterable[Mapping[str, Any]]) -> tuple[set[int], tuple[str, ...]]:
    """The forms of months that are not closed, where the user may not see scores, and the months' names."""
    found = {row["id"]: work.rounds.get(row["round_id"]) for row in sheets}
    hidden = {
        key: current
        for key, current in found.items()
        if current.stage is not Stage.CLOSED and not work.may(Right.READ_SCORES, current.unit)
    }
    return set(hidden), tuple(round_subject(current) for current in hidden.values())


def _told_alone(row: Mapping[str, Any], others: Set[str]) -> dict[str, Any]:
    """An entry of history without what it tells of others: their scores and levels are theirs."""
    detail = json.loads(row["detail"]) if row["detail"] else None
    return {**row, "detail": without_others(detail, others)}


def without_others(told: Any, others: Set[str]) -> Any:
    """Plain data without the parts that are named by, or name, one of the others."""
    if isinstance(told, dict):
        parts = cast("dict[str, Any]", told)
        return {key: without_others(part, others) for key, part in parts.items() if key not in others}
    if isinstance(told, list):
        return [without_others(part, others) for part in cast("list[Any]", told) if not _is_of(part, others)]
    return told


def _is_of(part: Any, others: Set[str]) -> bool:
    words: Iterable[Any] = cast("dict[str, Any]", part).values() if isinstance(part, dict) else (part,)
    return any(isinstance(word, str) and word in others for word in words)


class ErasurePreview(Struct, frozen=True):
    """What an erasure would take: how many records of each kind lose their words or go."""

    person: Person
    counts: Mapping[str, int]


#: The kinds of records whose words an erasure takes, in words.
ERASED_KINDS = {
    "sheet": N_("forms and results: name, birth, notes (points and levels stay)"),
    "mark": N_("scores: their notes"),
    "suggestion_decision": N_("decisions on suggestions: evidence and reasons"),
    "register_entry": N_("entries of registers: documents and notes"),
    "product_line": N_("products and tasks: whole"),
    "person_figure": N_("figures: whole"),
    "external_result": N_("results from elsewhere: whole"),
    "group_member": N_("places in groups: whole"),
    "audit": N_("entries of history: what they tell, also of others in the same list"),
}


def preview_erasure(work: Work, *, code: str) -> ErasurePreview:
    """What erasing somebody would take; refused where the erasure itself would be."""
    person = _erasable(work, code)
    records = work.person_data.records(person.id, person.code, person.name)
    return ErasurePreview(person, {kind: len(records[kind]) for kind in ERASED_KINDS if records.get(kind)})


def erase_person(work: Work, *, code: str, reason: str) -> Person:
    """Take the words about a person out for good; points, levels, counts and the chain stay.

    What is left of each sealed result is sealed anew in the history, so that it can still be checked.
    """
    person = _erasable(work, code)
    if not clean(reason):
        raise UserError(N_("An erasure needs its reason, such as the request and its date."))
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


def _erasable(work: Work, code: str) -> Person:
    """Somebody whose words may be taken out by this user now."""
    work.require_everywhere(Right.EDIT_PEOPLE)
    person = work.people.by_code(code)
    if work.is_self(person.id):
        raise UserError(N_("Nobody erases themselves: somebody else who keeps people does that."))
    _refuse_needed(work, person)
    return person


def _refuse_needed(work: Work, person: Person) -> None:
    """Refuse while somebody is at work here, is named in official records, or the law keeps their results."""
    if person.name == ERASED:
        raise UserError(N_("{code} is erased already."), code=person.code)
    if person.active:
        raise UserError(
            STILL_FOLLOWED,
            name=person.name,
            code=person.code,
        )
    records = work.person_data.records(person.id, person.code, person.name)
    if any(kind in records for kind in OFFICIAL):
        raise UserError(
            N_(
                "{name} is named in records that the office keeps with their papers: findings, minutes, "
                "petitions, decisions, attached evidence or months received from elsewhere. They are not "
                "erased."
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
