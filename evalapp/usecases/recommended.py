"""Recommendations of signed minutes that have a day: each is followed up as a remedy, never twice."""

import re
from datetime import date

from msgspec.structs import replace

from evalapp.base.names import fold
from evalapp.domain.inspections import Visit
from evalapp.domain.minutes import Minutes, Recommendation
from evalapp.domain.people import Person
from evalapp.domain.remedies import (
    RemedyAct,
    RemedyId,
    RemedyLine,
    RemedySource,
    RemedyStep,
    refuse_due,
)
from evalapp.store.work import Work

_WORD = re.compile(r"\w+")


def refuse_past(asked: tuple[Recommendation, ...], visited: date) -> None:
    """Refuse to sign what asks for something before the day of the visit."""
    for each in asked:
        if each.due is not None:
            refuse_due(each.due, visited)


def follow_recommendations(work: Work, visit: Visit, minutes: Minutes) -> None:
    """Make the remedies of a visit those that its newest minutes ask for.

    What was asked before keeps its remedy with all that was done about it; what is no longer asked for goes,
    unless something was done about it.
    """
    there = [person for person in work.people.all() if _was_there(person, visit)]
    held = work.remedies.of_minutes(visit.uid)
    for asked in _wanted(visit, minutes, there):
        same = _same(asked, held)
        if same is None:
            _raise(work, visit, asked)
        else:
            held.remove(same)
            _correct(work, same, asked, minutes)
    for left in held:
        if left.is_open and not work.remedies.steps(left.id):
            work.remedies.remove(left.id)
            work.audit.record("remedy.dropped", _subject(left), version=minutes.version)


def followed(minutes: Minutes) -> int:
    """How many recommendations of minutes are followed up as remedies."""
    return sum(each.due is not None for each in minutes.content.statement.recommendations)


def _wanted(visit: Visit, minutes: Minutes, there: list[Person]) -> list[RemedyLine]:
    lines: list[RemedyLine] = []
    for each in minutes.content.statement.recommendations:
        if each.due is None:
            continue
        owner = _named(each.whom, there)
        text = each.text if owner or not each.whom else f"{each.whom}: {each.text}"
        line = RemedyLine(
            RemedyId(0), RemedySource.MINUTES, visit.number, visit.unit, visit.unit_code, text, visit.day,
            each.due, owner=owner.id if owner else None, owner_code=owner.code if owner else "",
        )  # fmt: skip
        lines.append(line)
    return lines


def _same(asked: RemedyLine, held: list[RemedyLine]) -> RemedyLine | None:
    """The remedy of a recommendation: in the same words, else the only one until the same day."""
    worded = [each for each in held if fold(each.text) == fold(asked.text)]
    dated = [each for each in held if each.due == asked.due]
    return worded[0] if worded else dated[0] if len(dated) == 1 else None


def _raise(work: Work, visit: Visit, asked: RemedyLine) -> None:
    key = work.remedies.add(asked, by=work.user.name, at=work.now, visit=visit.uid)
    work.audit.record(
        "remedy.raised",
        _subject(replace(asked, id=key)),
        kind=asked.source.value,
        document=visit.number,
        due=_iso(asked.due),
        person=asked.owner_code or None,
    )


def _correct(work: Work, before: RemedyLine, after: RemedyLine, minutes: Minutes) -> None:
    if (before.text, before.due, before.reference) == (after.text, after.due, after.reference):
        return
    work.remedies.set_asked(before.id, reference=after.reference, text=after.text, due=after.due)
    step = RemedyStep(
        RemedyAct.CORRECTED, work.today, minutes.reason, work.user.name, work.now, due=after.due
    )
    work.remedies.add_step(before.id, step)
    work.audit.record(
        "remedy.corrected",
        _subject(before),
        before=_iso(before.due),
        after=_iso(after.due),
        reason=minutes.reason or None,
    )


def _was_there(person: Person, visit: Visit) -> bool:
    return any(each.unit == visit.unit and each.held_on(visit.day) for each in person.positions)


def _named(whom: str, there: list[Person]) -> Person | None:
    """The one person of the unit whose name or code stands in the words; None where nobody or several do."""
    words = _apart(whom)
    named = [each for each in there if _apart(each.name) in words or _apart(each.code) in words]
    return named[0] if len(named) == 1 else None


def _apart(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _subject(line: RemedyLine) -> str:
    return f"{line.id} {line.reference} {line.unit_code}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
