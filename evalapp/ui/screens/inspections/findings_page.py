"""The page of findings: what each waits for, its history, and hearing and deciding with one key each."""

from collections.abc import Hashable

from evalapp.base.columns import Column, Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr
from evalapp.base.names import fold
from evalapp.domain.hearings import (
    HEARING_LABELS,
    STEP_LABELS,
    FindingLine,
    HearingState,
    Step,
)
from evalapp.domain.holidays import LackingDay, lacking_words
from evalapp.domain.inspections import SEVERITY_LABELS, STANDING_LABELS, FindingId, Standing
from evalapp.domain.rights import Right
from evalapp.domain.user_names import called
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.inspections.process_page import ListState, ProcessPage, Shown, Wanted
from evalapp.ui.screens.inspections.steps_form import (
    Entered,
    StepSpec,
    filled,
    kept_files,
    lines_field,
    text_field,
)
from evalapp.ui.shell.routes import Place
from evalapp.usecases import hearings
from evalapp.usecases.conduct import topic_labels
from evalapp.usecases.open_findings import Placing

Line = tuple[FindingLine, HearingState, str]  # what the topic is called
State = ListState[Line]
PRAISE = "praise"  # chosen in place of a state: what was found good
_TONES = {
    HearingState.OVERDUE: Tone.BAD,
    HearingState.HEARD: Tone.ACCENT,
    HearingState.DECIDED: Tone.MUTED,
}


def _is_alleged(state: State) -> bool:
    return _may(state) and state.shown is not None and state.shown.state is Standing.ALLEGED


def _is_heard(state: State) -> bool:
    """Whether somebody is heard on it: nobody explains what was praised."""
    return _is_alleged(state) and state.wanted.state != PRAISE


def _may(state: State) -> bool:
    return state.may_act and state.shown is not None and not state.busy


def _stands(state: State) -> bool:
    return _may(state) and state.shown is not None and state.shown.state is not Standing.WITHDRAWN


FINDING_ACTIONS: tuple[ActionSpec[State], ...] = (
    ActionSpec("findings.ask", N_("Ask for an explanation"), shortcut="F6", allowed=_is_heard),
    ActionSpec("findings.explain", N_("Record the explanation"), shortcut="F7", allowed=_is_heard),
    ActionSpec("findings.confirm", N_("Confirm"), shortcut="F8; F9", primary=True, allowed=_is_alleged),
    ActionSpec("findings.withdraw", N_("Withdraw"), shortcut="Del", allowed=_stands),
    ActionSpec("findings.same", N_("The same breach as…"), menu=MORE_MENU, allowed=_stands),
)
_DAY = lines_field("on", N_("Day"), N_("today"))
_DOCUMENT = lines_field("document", N_("Number of the letter"))
_ASK = (
    lines_field("days", N_("Working days"), N_("as the policy says")),
    _DAY,
    _DOCUMENT,
    text_field("text", N_("What is to be explained")),
)
_EXPLAIN = (text_field("text", N_("What was explained")), _DAY, _DOCUMENT)
_REASON = (text_field("reason", N_("Reason")),)
_CONFIRM = (*_REASON, FieldSpec("reopen", N_("Reopen the closed month, as the policy says"), FieldKind.CHECK))


def _state_words(line: Line) -> str:
    finding, state, _ = line
    if finding.standing is not Standing.ALLEGED:
        return tr(STANDING_LABELS[finding.standing])
    if finding.positive:
        return tr("Waits for confirmation")
    return tr(HEARING_LABELS[state])


FINDING_COLUMNS: tuple[Column[Line], ...] = (
    Column("day", N_("Date"), lambda line: line[0].day, width=104, yields=1),
    Column("number", N_("Minutes"), lambda line: line[0].number, width=116, dispensable=True),
    Column("unit", N_("Unit"), lambda line: line[0].unit_code, width=64, dispensable=True),
    Column("topic", N_("Topic"), lambda line: line[2], width=112, wraps=True),
    Column("about", N_("Concerns"), lambda line: line[0].person_name or tr("The unit"), wraps=True),
    Column("due", N_("Explain by"), lambda line: line[0].due, width=100, dispensable=True),
    Column(
        "state", N_("State"), _state_words, width=186, chip=True,
        tone=lambda line: _TONES.get(line[1], Tone.WARN),
    ),
)  # fmt: skip


class FindingsPage(ProcessPage[Line]):
    """Findings, and what is to be done about each."""

    name = N_("Findings")
    nothing = (
        N_("No findings here"),
        N_("No finding matches what is chosen above. Findings come with visits and with inspection logs."),
    )
    columns = FINDING_COLUMNS
    overdue = HearingState.OVERDUE
    find_hint = N_("Find a finding")
    doable = FINDING_ACTIONS

    def key_of(self, line: Line) -> Hashable:
        """A finding is known by its number."""
        return line[0].id

    def is_found(self, line: Line, words: list[str]) -> bool:
        """Whether a finding holds every word, accents aside."""
        searched = f"{line[0].searched} {fold(line[2])}"
        return all(word in searched for word in words)

    def states(self) -> tuple[Choice, ...]:
        """What findings may wait for."""
        waiting = tuple(Choice(state, tr(HEARING_LABELS[state])) for state in HearingState)
        return (*waiting, Choice(PRAISE, tr("Praise")))

    def read(self, work: Work, place: Place, wanted: Wanted) -> tuple[tuple[Line, ...], bool]:
        """The findings that are asked for."""
        since, until = wanted.span(place)
        unit = work.units.by_code(wanted.unit).id if wanted.unit else None
        praise = wanted.state == PRAISE
        state = None if praise else wanted.state
        found = hearings.list_findings(work, since=since, until=until, unit=unit, state=state, praise=praise)
        labels = topic_labels(work)
        lines = tuple((each, each.state(work.today), labels.get(each.topic, each.topic)) for each in found)
        return lines, work.may(Right.LOG_INSPECTIONS) or work.may(Right.DECIDE_FINDINGS)

    def read_one(self, work: Work, line: Line) -> Shown:
        """One finding with its history."""
        detail = hearings.finding_detail(work, finding_id=line[0].id)
        found = detail.line
        facts = [
            f"{found.person_name or found.unit_code} · {_weight(found)}",
            found.text,
            _placed(detail),
        ]
        if detail.alike:
            numbers = [each.number for each in detail.alike]
            facts.append(tr("Perhaps the same breach as in {numbers}: please check.", numbers=numbers))
        history = tuple(step_line(step) for step in detail.hearing.steps)
        title = f"{found.number} · {line[2]}"
        kept = tuple(each for each in facts if each)
        files = kept_files(detail.hearing.steps)
        return Shown(found.id, title, kept, history, found.standing, files, detail.near)

    def _others(self) -> FieldSpec:
        """The findings about the same person or unit: what looks alike first."""
        shown = self.state.shown if self.state else None
        near = tuple(Choice(str(each.id), _named(each)) for each in shown.near) if shown else ()
        return FieldSpec("other", N_("Which finding"), FieldKind.CHOICE, choices=near)

    def step(self, action: str, line: Line | None) -> tuple[StepSpec, dict[str, str]] | None:
        """What an action asks for."""
        if line is None:
            return None
        key = line[0].id
        spec = {
            "findings.ask": StepSpec(
                N_("Ask for an explanation"), _ASK, lambda w, e: _ask(w, key, e), warns=lacking_words
            ),
            "findings.explain": StepSpec(
                N_("Record the explanation"), _EXPLAIN, lambda w, e: _explain(w, key, e), takes_file=True
            ),
            "findings.confirm": StepSpec(
                N_("Confirm"),
                _CONFIRM,
                lambda w, e: hearings.confirm_finding(
                    w, finding_id=key, reason=e.text("reason"), reopen=bool(e.text("reopen"))
                ),
            ),
            "findings.withdraw": StepSpec(
                N_("Withdraw"),
                _REASON,
                lambda w, e: hearings.withdraw_finding(w, finding_id=key, reason=e.text("reason")),
            ),
            "findings.same": StepSpec(
                N_("The same breach as…"), (self._others(), *_REASON), lambda w, e: _join(w, key, e)
            ),
        }[action]
        return spec, filled(spec.fields)


def _join(work: Work, key: FindingId, entered: Entered) -> None:
    other = entered.text("other")
    if not other:
        raise UserError(N_("Choose which finding tells of the same breach."))
    hearings.link_same_breach(
        work, finding_id=key, other_id=FindingId(int(other)), reason=entered.text("reason")
    )


def _ask(work: Work, key: FindingId, entered: Entered) -> tuple[LackingDay, ...]:
    _, lacking = hearings.ask_explanation(
        work,
        finding_id=key,
        working_days=entered.number("days"),
        on=entered.day("on"),
        text=entered.text("text"),
        document=entered.text("document"),
    )
    return lacking


def _explain(work: Work, key: FindingId, entered: Entered) -> None:
    hearings.record_explanation(
        work,
        finding_id=key,
        text=entered.text("text"),
        on=entered.day("on"),
        document=entered.text("document"),
        file=entered.file,
    )


def _named(line: FindingLine) -> str:
    return f"{line.number} · {line.day:%d/%m/%Y} · {line.topic}"


def _weight(found: FindingLine) -> str:
    """How grave a finding is; praise weighs nothing."""
    return tr("Praise") if found.positive else tr(SEVERITY_LABELS[found.severity])


def _placed(detail: hearings.FindingDetail) -> str:
    if detail.line.standing is Standing.WITHDRAWN:
        return ""
    if detail.line.counts_in is not None:
        return tr("It counts in {period}.", period=detail.line.counts_in.named)
    placement = detail.placement
    if placement.how is Placing.OWN_MONTH or placement.decided is None:
        return tr("Confirmed, it will count in {period}.", period=placement.period.named)
    words = {
        Placing.NEXT_MONTH: N_("{decided} was decided already: by the policy it counts in {period}."),
        Placing.REOPEN: N_("{decided} was decided already: by the policy that month is to be reopened."),
    }[placement.how]
    return tr(words, decided=placement.decided.period.named, period=placement.period.named)


def step_line(step: Step) -> str:
    """A step of the history in one line."""
    due = tr("until {due}", due=step.due) if step.due else ""
    file = step.file.name if step.file else ""
    parts = (
        shown(step.day),
        tr(STEP_LABELS[step.kind]),
        due,
        step.document,
        step.text,
        file,
        called(step.by),
    )
    return " · ".join(part for part in parts if part)
