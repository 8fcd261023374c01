"""A visit from beginning to end, as a person reads it in a terminal and as JSON carries it."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from evalapp.base.messages import N_, shown, tr
from evalapp.cli.answers import table_lines
from evalapp.cli.field import field_document
from evalapp.cli.minutes import minutes_of_document
from evalapp.cli.photos import photo_document
from evalapp.domain.checklists import CHECKED_LABELS
from evalapp.domain.inspections import (
    SEVERITY_LABELS,
    STANDING_LABELS,
    VISIT_KIND_LABELS,
    VISIT_STATE_LABELS,
    Finding,
)
from evalapp.domain.minutes import ROLE_LABELS, WAY_LABELS, Named, Recommendation
from evalapp.usecases.whole_visits import WholeVisit


def visit_text(of: WholeVisit) -> Iterator[str]:
    """Every part of a visit under its title; what is empty is left out, but for what was found."""
    yield from _head(of)
    parts = (
        (N_("Absent"), _absent(of)),
        (of.minutes.content.visit.checklist or N_("Checklist"), _checked(of)),
        (N_("Findings"), _findings(of)),
        (N_("Late files"), _late_files(of)),
        (N_("Photos"), _photos(of)),
        (N_("Opinion of the unit"), of.minutes.content.statement.opinion.splitlines()),
        (N_("Conclusion"), of.minutes.content.statement.conclusion.splitlines()),
        (N_("Recommendations"), _recommendations(of)),
        (N_("Signed versions"), _minutes(of)),
    )
    for title, lines in parts:
        held = list(lines)
        if held:
            yield from ("", tr(title), *(f"  {line}" for line in held))


def whole_document(of: WholeVisit) -> dict[str, Any]:
    """Everything of a visit, as JSON carries it."""
    content, said = of.minutes.content, of.minutes.content.statement
    articles = {code: topic.article or None for code, topic in of.topics.items()}
    document = field_document(of.field)
    return {
        **document,
        "findings": [{**each, "article": articles.get(each["topic"])} for each in document["findings"]],
        "team": [_named_document(each) for each in said.members or content.visit.members],
        "attending": [_named_document(each) for each in said.attending or content.visit.attending],
        "photos": [photo_document(each) for each in of.photos],
        "opinion": said.opinion or None,
        "conclusion": said.conclusion or None,
        "recommendations": [_asked_document(each) for each in said.recommendations],
        "minutes": minutes_of_document(of.minutes),
    }


def _head(of: WholeVisit) -> Iterator[str]:
    visit, content = of.field.visit, of.minutes.content
    said, view = content.statement, content.visit
    kind, state = tr(VISIT_KIND_LABELS[visit.kind]), tr(VISIT_STATE_LABELS[visit.state])
    number = tr("Minutes {number}", number=visit.number)
    yield f"{number}  {view.unit} ({view.unit_code})  {kind}  {state}"
    counted = (
        (N_("Total: {count}"), visit.total),
        (N_("Present: {count}"), visit.present),
        (N_("Absent with a reason: {count}"), visit.excused),
        (N_("Absent without a reason: {count}"), visit.unexcused),
    )
    rows = (
        (N_("Date"), shown(visit.day)),
        (N_("Arrived"), _hour(visit.arrived)),
        (N_("Left"), _hour(said.ended or visit.left)),
        (N_("Place of the visit"), said.place or visit.place),
        (N_("Decision"), view.decision or said.basis),
        (N_("Outside the decision"), visit.beyond),
        (N_("Team"), _people(said.members or view.members)),
        (N_("For the unit"), _people(said.attending or view.attending)),
        (N_("Headcount"), "; ".join(tr(text, count=count) for text, count in counted if count is not None)),
    )
    for title, text in rows:
        if text:
            yield f"{tr(title)}: {text}"


def _absent(of: WholeVisit) -> Iterator[str]:
    papers = {None: "", True: tr("Paper seen"), False: tr("No paper")}
    for each in of.field.absences:
        how = tr("With a reason") if each.excused else tr("Without a reason")
        yield _joined(of.called(each.person), how, each.reason, papers[each.paper])


def _checked(of: WholeVisit) -> Iterable[str]:
    rows = [
        (each.code, tr(CHECKED_LABELS[answer.checked]) if answer.checked else "", each.text, answer.note)
        for each in of.field.questions
        if (answer := of.field.answers.get(each.code))
    ]
    return table_lines((N_("Code"), N_("Answer"), N_("Question"), N_("Note")), rows) if rows else ()


def _findings(of: WholeVisit) -> Iterator[str]:
    visit = of.field.visit
    if not visit.findings:
        yield tr("Nothing was found.") if visit.is_clean or not visit.is_open else tr("Nothing is noted yet.")
    for finding in visit.findings:
        yield from _finding(of, finding)


def _finding(of: WholeVisit, finding: Finding) -> Iterator[str]:
    topic = of.topics.get(finding.topic)
    article = (topic.article or tr("article not found")) if topic else ""
    how = tr("Praise") if finding.positive else tr(SEVERITY_LABELS[finding.severity])
    standing = "" if finding.positive else tr(STANDING_LABELS[finding.standing])
    yield _joined(f"{finding.id}  {finding.topic}", topic.label if topic else "", article)
    seen = _joined(finding.place, _hour(finding.noticed))
    why = tr("why: {reason}", reason=finding.reason) if finding.reason else ""
    yield "    " + _joined(of.called(finding.person), how, standing, why)
    yield from (f"    {line}" for line in (*finding.text.splitlines(), seen) if line)
    remedy = finding.remedy
    if remedy is not None:
        due = tr("until {due}", due=remedy.due) if remedy.due else ""
        done = tr("mended on {day}", day=remedy.done) if remedy.done else ""
        yield "    → " + _joined(remedy.text, due, done)


def _late_files(of: WholeVisit) -> Iterable[str]:
    rows = [
        (each.code, _day(each.received), _day(each.due), _day(each.done), each.days, each.note)
        for each in of.field.late_files
    ]
    titles = (N_("Code"), N_("Received"), N_("Due"), N_("Done"), N_("Working days late"), N_("Note"))
    return table_lines(titles, rows) if rows else ()


def _photos(of: WholeVisit) -> Iterator[str]:
    for each in of.photos:
        finding = tr("finding {number}", number=each.finding) if each.finding else ""
        marks = tr("{count} {count:mark|marks}", count=len(each.marks)) if each.marks else ""
        removed = "" if each.removed is None else tr("removed: {reason}", reason=each.removed)
        yield _joined(f"{each.place}  {each.name}", each.caption, finding, marks, removed)
        yield f"    SHA-256 {each.original}"


def _recommendations(of: WholeVisit) -> Iterator[str]:
    for number, each in enumerate(of.minutes.content.statement.recommendations, start=1):
        due = tr("until {due}", due=each.due) if each.due else ""
        yield f"{number}. " + _joined(each.text, each.whom, due)


def _minutes(of: WholeVisit) -> Iterator[str]:
    if not of.minutes.versions:
        yield tr("Not signed yet.")
    for each in of.minutes.versions:
        told = tr("Version {version}, sealed by {by}", version=each.version, by=each.by)
        yield _joined(told, str(shown(each.at)) if each.at else "", each.reason)
        for signer in each.signers:
            name = f"{signer.name} ({signer.title})" if signer.title else signer.name
            part, way = tr(ROLE_LABELS[signer.role]), tr(WAY_LABELS[signer.way])
            yield "    " + _joined(f"{part}: {name}", way, signer.reason)
        yield "    " + tr("Hash of the content: {hash}", hash=each.content.digest)
        yield "    " + tr("Seal: {seal}", seal=each.seal)
    if of.minutes.is_outdated:
        yield tr("The visit says something else now than what was signed. Sign again, with the reason.")


def _people(people: Iterable[Named]) -> str:
    return "; ".join(f"{each.name} ({each.title})" if each.title else each.name for each in people)


def _named_document(of: Named) -> dict[str, Any]:
    return {"name": of.name, "title": of.title or None}


def _asked_document(of: Recommendation) -> dict[str, Any]:
    return {"text": of.text, "whom": of.whom or None, "due": of.due.isoformat() if of.due else None}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _hour(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""


def _day(on: date | None) -> str:
    return str(shown(on)) if on else ""
