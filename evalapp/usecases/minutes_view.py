"""A visit as its minutes tell it, gathered from wherever it is kept."""

from collections.abc import Mapping

from evalapp.domain.checklists import Answer, Checked, Question
from evalapp.domain.conduct import Topic
from evalapp.domain.field_visits import Absence, FieldVisit, LateFile
from evalapp.domain.inspection_teams import Member, Part, Team
from evalapp.domain.inspections import (
    SEVERITY_WORDS,
    VISIT_KIND_WORDS,
    Finding,
    VisitId,
    VisitKind,
)
from evalapp.domain.minutes import (
    TEAM_HEAD,
    Absentee,
    CheckedItem,
    Content,
    FindingLine,
    LateLine,
    Named,
    PhotoLine,
    Recommendation,
    VisitView,
    printed_findings,
)
from evalapp.domain.people import Person, PersonId
from evalapp.domain.photos import Photo
from evalapp.store.work import Work
from evalapp.usecases.conduct import codes_known
from evalapp.usecases.field_visits import read_field_visit
from evalapp.usecases.minutes_head import head_of

_PARTS = {
    Part.HEAD: TEAM_HEAD,
    Part.DEPUTY: "Phó Trưởng đoàn",
    Part.SECRETARY: "Thư ký",
    Part.MEMBER: "Thành viên",
}
_ANSWERS = {
    Checked.PASSED: "Đạt",
    Checked.FAILED: "Không đạt",
    Checked.UNCHECKED: "Không kiểm tra",
    Checked.NOT_APPLICABLE: "Không áp dụng",
}
_SUBJECTS = {
    VisitKind.UNANNOUNCED: "Kiểm tra công vụ đột xuất",
    VisitKind.ANNOUNCED: "Kiểm tra công vụ có báo trước",
    VisitKind.THEMATIC: "Kiểm tra công vụ theo chuyên đề",
    VisitKind.COMPLAINT: "Kiểm tra công vụ theo đơn thư",
    VisitKind.SELF_INSPECTION: "Tự kiểm tra công vụ",
}


def content_of(work: Work, visit_id: VisitId) -> Content:
    """Everything that the minutes of a visit say now."""
    of = read_field_visit(work, visit_id=visit_id)
    visit, view = of.visit, visit_view(work, of)
    numbers = printed_findings(visit)
    photos = [photo for photo in work.photos.of_visit(visit.id) if photo.stands]
    lines = tuple(
        _photo_line(number, photo, numbers.get(photo.finding) if photo.finding else None)
        for number, photo in enumerate(photos, start=1)
    )
    return Content(view, work.minutes.statement(visit.id), lines)


def visit_view(work: Work, of: FieldVisit) -> VisitView:
    """The visit itself in plain values; a withdrawn finding is no longer told."""
    visit, team = of.visit, of.team
    unit = work.units.get(visit.unit)
    version = unit.on(visit.day) or unit.latest
    head = head_of(work, visit, team)
    topics = {topic.code: topic for code in codes_known(work) for topic in code.topics}
    people = {each.id: each for each in work.people.all()} if visit.findings or of.absences else {}
    numbers = printed_findings(visit)
    findings = sorted(
        (each for each in visit.findings if each.id in numbers), key=lambda each: numbers[each.id]
    )
    breaches = [each for each in findings if not each.positive]
    return VisitView(
        number=visit.number,
        kind=VISIT_KIND_WORDS[visit.kind][0],
        unit_code=unit.code,
        unit=version.name,
        agency=head.agency,
        body=head.body,
        day=visit.day,
        subject=_SUBJECTS[visit.kind],
        arrived=visit.arrived,
        left=visit.left,
        decision=_decision(team) if team else "",
        members=tuple(map(_member, team.members)) if team else (),
        place=visit.place,
        attending=(Named(visit.representative),) if visit.representative else (),
        total=visit.total,
        present=visit.present,
        excused=visit.excused,
        unexcused=visit.unexcused,
        absentees=tuple(_absentee(each, people) for each in of.absences),
        checklist=f"{of.checklist.title}, phiên bản {of.checklist.version}" if of.checklist else "",
        checked=tuple(_checked(each, of.answers) for each in of.questions if each.code in of.answers),
        late_files=tuple(map(_late_file, of.late_files)),
        findings=tuple(
            _finding_line(numbers[each.id], each, people, version.name, topics.get(each.topic))
            for each in findings
        ),
        remedies=tuple(
            Recommendation(f"Mục {numbers[each.id]}: {each.remedy.text}", due=each.remedy.due)
            for each in breaches
            if each.remedy is not None and each.remedy.text
        ),
        nothing_found=not breaches and (visit.is_clean or not visit.is_open),
        note=f"Cuộc kiểm tra thực hiện ngoài phạm vi quyết định, lý do: {visit.beyond}"
        if visit.beyond
        else "",
        seat=head.seat,
        logo=head.logo,
    )


def _decision(team: Team) -> str:
    """The decision in words: number, day, by whom, about what."""
    issuer = f" của {team.issuer}" if team.issuer else ""
    subject = f" về {team.subject}" if team.subject else ""
    return f"Quyết định số {team.number} ngày {team.day:%d/%m/%Y}{issuer}{subject}"


def _member(of: Member) -> Named:
    """Somebody of the team: the position, and the part where it says more."""
    part = _PARTS[of.part]
    return Named(of.name, ", ".join(text for text in (of.title, part) if text))


def _absentee(of: Absence, people: dict[PersonId, Person]) -> Absentee:
    person = people.get(of.person)
    name = f"{person.name} ({person.code})" if person else of.person_code
    return Absentee(name, of.excused, of.reason, of.paper)


def _late_file(of: LateFile) -> LateLine:
    return LateLine(of.code, of.received, of.due, of.done, of.days, of.note)


def _checked(question: Question, answers: Mapping[str, Answer]) -> CheckedItem:
    answer = answers[question.code]
    return CheckedItem(question.text, _ANSWERS[answer.checked] if answer.checked else "", answer.note)


def _finding_line(
    number: int, of: Finding, people: dict[PersonId, Person], unit: str, topic: Topic | None
) -> FindingLine:
    """A finding; one whose topic is no longer in any code is told by its code alone."""
    person = people.get(of.person) if of.person is not None else None
    return FindingLine(
        number,
        of.topic,
        topic.label if topic else "",
        topic.article if topic else "",
        f"{person.name} ({person.code})" if person else unit,
        "" if of.positive else SEVERITY_WORDS[of.severity][0],
        of.text,
        seen=_seen(of),
        good=of.positive,
    )


def _seen(of: Finding) -> str:
    """Where and at what time it was seen."""
    hour = f"lúc {of.noticed.hour} giờ {of.noticed.minute:02d}" if of.noticed else ""
    return ", ".join(part for part in (of.place, hour) if part)


def _photo_line(number: int, photo: Photo, finding: int | None) -> PhotoLine:
    return PhotoLine(number, photo.caption, photo.original, photo.shown, finding, photo.taken)
