"""What a visit in field mode shows and allows."""

from collections.abc import Mapping, Sequence
from datetime import time

from msgspec import Struct, field

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.checklists import CHECKED_LABELS, Checked, Question
from evalapp.domain.field_visits import Absence, FieldVisit, LateFile
from evalapp.domain.inspection_teams import Team
from evalapp.domain.inspections import SEVERITY_LABELS, VISIT_KIND_LABELS, Finding, Severity, Visit, VisitKind
from evalapp.domain.people import Person
from evalapp.domain.units import Unit
from evalapp.ui.kit.kept_fields import KeptField, KeyOption
from evalapp.ui.kit.pickers import Choice

EXCUSED, UNEXCUSED = "excused", "unexcused"
NOT_ASKED, SEEN, NOT_SEEN = "", "yes", "no"


class FieldState(Struct, frozen=True):
    """Everything a visit in field mode needs to draw itself."""

    of: FieldVisit
    people: tuple[Person, ...] = ()  # who was in the unit that day
    units: tuple[Unit, ...] = ()
    teams: tuple[Team, ...] = ()
    topics: tuple[Choice, ...] = ()
    may_log: bool = False
    busy: bool = False
    typed: Mapping[str, str] = field(default_factory=dict[str, str])  # before the program ended, and not kept

    @property
    def visit(self) -> Visit:
        """The visit."""
        return self.of.visit

    @property
    def can_enter(self) -> bool:
        """Whether something may be entered."""
        return self.may_log and self.visit.is_open

    @property
    def can_reopen(self) -> bool:
        """Whether the visit may be opened again."""
        return self.may_log and not self.visit.is_open

    @property
    def can_be_clean(self) -> bool:
        """Whether it may be said that nothing was found."""
        return self.can_enter and not self.visit.breaches and not self.visit.is_clean

    @property
    def title(self) -> str:
        """Which visit this is."""
        name = next((unit.name for unit in self.units if unit.id == self.visit.unit), self.visit.unit_code)
        return f"{name} · {self.visit.number}"

    @property
    def standing(self) -> tuple[str, Tone]:
        """Where the visit stands, and how that looks."""
        visit = self.visit
        if visit.is_open:
            return tr("Under way since {time}", time=hour(visit.arrived) or "…"), Tone.WARN
        return tr("Finished"), Tone.OK

    @property
    def values(self) -> Mapping[str, str]:
        """The visit's own fields as they are typed."""
        visit = self.visit
        return {
            "number": visit.number,
            "kind": visit.kind.value,
            "unit": visit.unit_code,
            "team": self.of.team.number if self.of.team else "",
            "day": visit.day.strftime("%d/%m/%Y"),
            "arrived": hour(visit.arrived),
            "left": hour(visit.left),
            "place": visit.place,
            "representative": visit.representative,
            "beyond": visit.beyond,
            "total": count(visit.total),
            "present": count(visit.present),
            "excused": count(visit.excused),
            "unexcused": count(visit.unexcused),
        }

    @property
    def kind_choices(self) -> tuple[Choice, ...]:
        """Which kinds there are."""
        return tuple(Choice(kind.value, tr(VISIT_KIND_LABELS[kind])) for kind in VisitKind)

    @property
    def unit_choices(self) -> tuple[Choice, ...]:
        """Which units can be visited."""
        return tuple(Choice(unit.code, unit.name, words=unit.code) for unit in self.units)

    @property
    def team_choices(self) -> tuple[Choice, ...]:
        """Which decisions there are."""
        return (
            Choice("", tr("No decision")),
            *(Choice(team.number, f"{team.number} · {team.subject or team.issuer}") for team in self.teams),
        )

    @property
    def person_choices(self) -> tuple[Choice, ...]:
        """Whom a finding can be about: who was in the unit that day, or the unit."""
        return (Choice("", tr("The unit, nobody by name")), *self.absentee_choices)

    @property
    def absentee_choices(self) -> tuple[Choice, ...]:
        """Who can be absent."""
        return tuple(Choice(each.code, f"{each.name} · {each.code}") for each in self.people)

    @property
    def next_is_excused(self) -> bool:
        """Whether who is named next counts as absent with a reason: until all with one are named."""
        excused = sum(each.excused for each in self.of.absences)
        others = len(self.of.absences) - excused
        is_full = self.visit.excused is not None and excused >= self.visit.excused
        has_room = self.visit.unexcused is None or others < self.visit.unexcused
        return not (is_full and has_room)

    @property
    def headcount_hint(self) -> str:
        """How many the lists know, as a help, never as the count."""
        return tr("{count} by the list of people", count=len(self.people)) if self.people else ""

    @property
    def headcount_note(self) -> str:
        """What is wrong with the headcount so far, or whom of the absent it does not name."""
        return headcount_note(self.visit) or self._unnamed

    @property
    def _unnamed(self) -> str:
        absent = (self.visit.excused or 0) + (self.visit.unexcused or 0)
        told = N_("{absent} people are absent, {named} of them named.")
        named = len(self.of.absences)
        return tr(told, absent=absent, named=named) if 0 < named < absent else ""

    @property
    def outside(self) -> str:
        """Why the decision does not cover the visit."""
        return tr_error(self.of.outside) if self.of.outside else ""

    @property
    def missing_decision(self) -> str:
        """That no decision is named, where one is expected."""
        if self.of.team is not None or self.visit.kind is VisitKind.SELF_INSPECTION:
            return ""
        return tr("No decision is named; it is not needed for a self-inspection only.")

    @property
    def unfinished(self) -> tuple[str, ...]:
        """What is asked about before the visit is finished: begun, and not brought to its end."""
        bare = sum(not each.text.strip() for each in self.visit.findings)
        answered = sum(bool(self.answer_to(each)[0]) for each in self.of.questions)
        return tuple(
            text
            for text, stands in (
                (tr("{count} {count:finding|findings} without a description.", count=bare), bare),
                (self.headcount_note, self.headcount_note),
                (self.checklist_sums, 0 < answered < len(self.of.questions)),
                (self._nothing_checked, self.of.questions and not answered),
            )
            if stands
        )

    @property
    def owing(self) -> str:
        """The field that has to be filled in before the visit can be finished; empty where none is known."""
        visit = self.visit
        bare = next((each for each in visit.findings if not each.topic and not each.positive), None)
        unexplained = next(iter(self.of.unexplained), None)
        owed = (
            ("arrived", visit.arrived is None),
            ("beyond", self.of.outside is not None and not visit.beyond),
            (f"finding:{bare.id}:topic" if bare else "", bare is not None),
            (f"answer:{unexplained.code}:note" if unexplained else "", visit.breaches or visit.is_clean),
        )
        return next((key for key, is_owed in owed if is_owed), "")

    @property
    def _nothing_checked(self) -> str:
        told = N_(
            "None of the {count} points of the checklist is answered; the minutes will not say what "
            "was checked."
        )
        return tr(told, count=len(self.of.questions))

    def name_of(self, code: str) -> str:
        """Somebody's name by their code."""
        return next((each.name for each in self.people if each.code == code), code)

    def absence_values(self, absence: Absence) -> Mapping[str, str]:
        """An absentee's fields as they are typed."""
        paper = NOT_ASKED if absence.paper is None else SEEN if absence.paper else NOT_SEEN
        return {"absent": EXCUSED if absence.excused else UNEXCUSED, "reason": absence.reason, "paper": paper}

    def answer_to(self, question: Question) -> tuple[str, str]:
        """What was answered and noted."""
        answer = self.of.answers.get(question.code)
        if answer is None:
            return "", ""
        return answer.checked.value if answer.checked else "", answer.note

    @property
    def checklist_sums(self) -> str:
        """How far the checklist is."""
        answered = [self.answer_to(each)[0] for each in self.of.questions]
        told = N_("{done} of {all} answered, {failed} not in order")
        if owed := len(self.of.unexplained):
            told = N_("{done} of {all} answered, {failed} not in order, {owed} without the reason")
        return tr(
            told,
            done=sum(bool(each) for each in answered),
            all=len(answered),
            failed=answered.count(Checked.FAILED.value),
            owed=owed,
        )

    @property
    def against_clean(self) -> str:
        """What of the checklist is not in order, where it is said that nothing was found."""
        failed = [each.text for each in self.of.questions if self.answer_to(each)[0] == Checked.FAILED.value]
        told = N_("The checklist says “not in order” at: {questions}.")
        return tr(told, questions=failed) if failed else ""

    @property
    def found(self) -> str:
        """What was found so far, in a word."""
        if self.visit.is_clean:
            return tr("Nothing was found: said.")
        if not self.visit.breaches:
            return tr("Nothing noted yet. F8 says that nothing was found.")
        return tr("{count} {count:finding|findings}", count=len(self.visit.breaches))


def headcount_note(visit: Visit) -> str:
    """What is wrong with a headcount; empty where it adds up, or is not written yet."""
    told = N_("{gap} of {total} people are neither present nor absent yet.")
    return tr(told, gap=visit.unaccounted, total=visit.total) if visit.unaccounted else ""


def answer_options() -> tuple[KeyOption, ...]:
    """The answers to a question, by their digits."""
    return tuple(
        KeyOption(str(number), checked.value, tr(CHECKED_LABELS[checked]))
        for number, checked in enumerate(Checked, start=1)
    )


def severity_options() -> tuple[KeyOption, ...]:
    """How grave a finding is, or that it is praise, by digits."""
    options = [
        KeyOption(str(number), severity.value, tr(SEVERITY_LABELS[severity]))
        for number, severity in enumerate(Severity, start=1)
    ]
    return (*options, KeyOption("4", "praise", tr("Praise")))


def absent_options() -> tuple[KeyOption, ...]:
    """With a reason or without, by digits."""
    return (KeyOption("1", EXCUSED, tr("With a reason")), KeyOption("2", UNEXCUSED, tr("Without a reason")))


def paper_options() -> tuple[KeyOption, ...]:
    """Whether the paper was seen, by digits."""
    return (KeyOption("1", SEEN, tr("Paper seen")), KeyOption("2", NOT_SEEN, tr("No paper")))


def file_values(file: LateFile) -> Mapping[str, str]:
    """A late file's fields as they are typed."""
    dates = {"received": file.received, "due": file.due, "done": file.done}
    shown = {key: day.strftime("%d/%m/%Y") if day else "" for key, day in dates.items()}
    return {"code": file.code, "note": file.note, **shown}


def finding_values(finding: Finding) -> Mapping[str, str]:
    """A finding's fields as they are typed."""
    return {
        "topic": finding.topic,
        "person": finding.person_code,
        "severity": "praise" if finding.positive else finding.severity.value,
        "text": finding.text,
        "place": finding.place,
        "noticed": hour(finding.noticed),
    }


def hour(at: time | None) -> str:
    """A time as it is typed."""
    return at.strftime("%H:%M") if at else ""


def count(number: int | None) -> str:
    """A count as it is typed."""
    return "" if number is None else str(number)


def told(error: UserError) -> str:
    """A refusal in words."""
    return tr_error(error)


def refused_words(refused: Sequence[KeptField]) -> str:
    """In which fields something stands that is not kept, and what to do about it; empty where in none."""
    said = N_(
        "What is marked in red is not kept: {fields}. Correct it, or press Esc there: what was kept before "
        "counts."
    )
    names = refused_names(refused)
    return tr(said, fields=list(names)) if names else ""


def refused_names(refused: Sequence[KeptField]) -> tuple[str, ...]:
    """What the fields are called in which something stands that is not kept, each name once."""
    return tuple(dict.fromkeys(each.editor.accessibleName() for each in refused))
