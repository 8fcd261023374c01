"""The page of remedies: what is overdue first, who mends it, the proof, and who looked."""

from collections.abc import Hashable
from pathlib import Path

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, shown, tr
from evalapp.domain.remedies import (
    ACT_LABELS,
    RECHECK_LABELS,
    REMEDY_STATE_LABELS,
    SOURCE_LABELS,
    Recheck,
    RemedyLine,
    RemedySource,
    RemedyState,
    RemedyStep,
)
from evalapp.domain.rights import Right
from evalapp.domain.user_names import called
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.inspections.process_page import ListState, ProcessPage, Shown, Wanted
from evalapp.ui.screens.inspections.steps_form import StepSpec, filled, kept_files, lines_field, text_field
from evalapp.ui.shell.routes import Place
from evalapp.usecases import remedies
from evalapp.usecases.conduct import topic_labels
from evalapp.usecases.previews import preview_urging

Line = tuple[RemedyLine, RemedyState]
State = ListState[Line]
_TONES = {
    RemedyState.OVERDUE: Tone.BAD,
    RemedyState.REPORTED: Tone.ACCENT,
    RemedyState.DONE: Tone.OK,
}


def _may(state: State) -> bool:
    return state.may_act and not state.busy


def _is_open(state: State) -> bool:
    return _may(state) and state.shown is not None and state.shown.state is not RemedyState.DONE


def _is_chosen(state: State) -> bool:
    return _may(state) and state.shown is not None


REMEDY_ACTIONS: tuple[ActionSpec[State], ...] = (
    ActionSpec("remedies.assign", N_("Assign who remedies it"), shortcut="Shift+F6", allowed=_is_open),
    ActionSpec("remedies.report", N_("Record the proof"), shortcut="Shift+F7", allowed=_is_open),
    ActionSpec(
        "remedies.check",
        N_("Confirm it is remedied"),
        shortcut="Shift+F8; F9",
        primary=True,
        allowed=_is_open,
    ),
    ActionSpec("remedies.return", N_("Send back"), shortcut="Shift+F9", menu=MORE_MENU, allowed=_is_open),
    ActionSpec("remedies.move", N_("Move the deadline"), menu=MORE_MENU, allowed=_is_open),
    ActionSpec("remedies.inspect", N_("Inspected again"), menu=MORE_MENU, allowed=_is_chosen),
    ActionSpec("remedies.urge", N_("Letter that urges the unit…"), menu=MORE_MENU, allowed=_is_open),
    ActionSpec("remedies.raise", N_("Remedy without an inspection"), menu=MORE_MENU, allowed=_may),
)
_OWNER = (lines_field("owner", N_("Code of the person responsible")),)
_DAY = lines_field("on", N_("Day"), N_("today"))
_REPORT = (
    text_field("text", N_("What was done")),
    _DAY,
    lines_field("document", N_("Number of the letter")),
)
_CHECK = (_DAY, text_field("text", N_("What was observed")))
_REASON = (text_field("reason", N_("Reason")),)
_MOVE = (lines_field("due", N_("New deadline"), "31/07/2018"), *_REASON)
_URGE = (
    lines_field("number", N_("Number of the letter")),
    lines_field("until", N_("To be answered by"), "31/07/2018"),
    lines_field("place", N_("Place beside the date")),
    lines_field("signer", N_("Who signs")),
)


COLUMNS: tuple[Column[Line], ...] = (
    Column("due", N_("Deadline"), lambda line: line[0].due, width=96),
    Column("unit", N_("Unit"), lambda line: line[0].unit_code, width=84),
    Column("text", N_("What is to be mended"), lambda line: line[0].text or line[0].topic, wraps=True),
    Column("owner", N_("Responsible"), lambda line: line[0].owner_name or None, width=150, dispensable=True),
    Column(
        "source", N_("Source"), lambda line: line[0].number or tr(SOURCE_LABELS[line[0].source]), width=110,
        tone=lambda _line: Tone.MUTED, dispensable=True,
    ),
    Column(
        "state", N_("State"), lambda line: tr(REMEDY_STATE_LABELS[line[1]]), width=160, chip=True,
        tone=lambda line: _TONES.get(line[1], Tone.WARN),
    ),
)  # fmt: skip


class RemediesPage(ProcessPage[Line]):
    """Remedies, and what is to be done about each."""

    name = N_("Remedies")
    nothing = (
        N_("Nothing to mend here"),
        N_("No remedy matches what is chosen above. They come from findings, or stand alone."),
    )
    columns = COLUMNS
    overdue = RemedyState.OVERDUE
    find_hint = N_("Find a remedy")
    doable = REMEDY_ACTIONS

    def key_of(self, line: Line) -> Hashable:
        """A remedy is known by its number."""
        return line[0].id

    def is_found(self, line: Line, words: list[str]) -> bool:
        """Whether a remedy holds every word, accents aside."""
        return all(word in line[0].searched for word in words)

    def states(self) -> tuple[Choice, ...]:
        """Where remedies may stand."""
        return tuple(Choice(state, tr(REMEDY_STATE_LABELS[state])) for state in RemedyState)

    def read(self, work: Work, place: Place, wanted: Wanted) -> tuple[tuple[Line, ...], bool]:
        """The remedies that are asked for."""
        since, until = wanted.span(place)
        unit = work.units.by_code(wanted.unit).id if wanted.unit else None
        found = remedies.list_remedies(work, since=since, until=until, unit=unit, state=wanted.state)
        lines = tuple((each, each.state(work.today)) for each in found)
        return lines, work.may(Right.LOG_INSPECTIONS)

    def read_one(self, work: Work, line: Line) -> Shown:
        """One remedy with its history."""
        detail = remedies.remedy_detail(work, remedy_id=line[0].id)
        found = detail.line
        source = f"{tr(SOURCE_LABELS[found.source])}: {found.number or found.reference}"
        called = topic_labels(work).get(found.topic)
        topic = f"{called} ({found.topic})" if called else found.topic
        facts = (source, topic, found.owner_name)
        history = tuple(step_line(step) for step in detail.steps)
        kept = tuple(each for each in facts if each)
        files = kept_files(detail.steps)
        return Shown(found.id, found.text or topic, kept, history, found.state(work.today), files)

    def step(self, action: str, line: Line | None) -> tuple[StepSpec, dict[str, str]] | None:
        """What an action asks for."""
        if action == "remedies.raise":
            spec = _raising(self.state)
            return spec, filled(spec.fields, unit=line[0].unit_code if line else "")
        if line is None:
            return None
        spec = _steps(line[0])[action]
        return spec, filled(spec.fields, owner=line[0].owner_code)


def _steps(line: RemedyLine) -> dict[str, StepSpec]:
    key = line.id
    results = tuple(Choice(each.value, tr(RECHECK_LABELS[each])) for each in Recheck)
    again = (
        lines_field("number", N_("Number of its minutes")),
        FieldSpec("result", N_("What the visit found"), FieldKind.CHOICE, choices=results),
        text_field("text", N_("What was observed")),
    )
    return {
        "remedies.assign": StepSpec(
            N_("Assign who remedies it"),
            _OWNER,
            lambda w, e: remedies.assign_remedy(w, remedy_id=key, owner_code=e.text("owner")),
        ),
        "remedies.report": StepSpec(
            N_("Record the proof"),
            _REPORT,
            lambda w, e: remedies.report_remedy(
                w,
                remedy_id=key,
                text=e.text("text"),
                on=e.day("on"),
                document=e.text("document"),
                file=e.file,
            ),
            takes_file=True,
        ),
        "remedies.check": StepSpec(
            N_("Confirm it is remedied"),
            _CHECK,
            lambda w, e: remedies.check_remedy(w, remedy_id=key, on=e.day("on"), text=e.text("text")),
        ),
        "remedies.return": StepSpec(
            N_("Send back"),
            _REASON,
            lambda w, e: remedies.return_remedy(w, remedy_id=key, reason=e.text("reason")),
        ),
        "remedies.move": StepSpec(
            N_("Move the deadline"),
            _MOVE,
            lambda w, e: remedies.move_deadline(
                w, remedy_id=key, due=e.needed("due"), reason=e.text("reason")
            ),
        ),
        "remedies.inspect": StepSpec(
            N_("Inspected again"),
            again,
            lambda w, e: remedies.inspect_again(
                w,
                remedy_id=key,
                number=e.text("number"),
                result=Recheck(e.text("result") or Recheck.NOT_FIXED),
                text=e.text("text"),
            ),
        ),
        "remedies.urge": StepSpec(
            N_("Letter that urges the unit to mend all that is overdue"),
            _URGE,
            lambda w, e: remedies.urge_remedies(
                w,
                remedies=remedies.to_be_urged(w, remedy_id=key),
                number=e.text("number"),
                out=e.file or Path(),
                until=e.day("until"),
                place=e.text("place"),
                signer=e.text("signer"),
            ),
            writes_paper="cong-van-don-doc.pdf",
            shows_paper=lambda w, e: preview_urging(
                w,
                remedies=remedies.to_be_urged(w, remedy_id=key),
                number=e.text("number"),
                until=e.day("until"),
                place=e.text("place"),
                signer=e.text("signer"),
            ),
        ),
    }


def _raising(state: State | None) -> StepSpec:
    alone = [each for each in RemedySource if each not in (RemedySource.FINDING, RemedySource.MINUTES)]
    sources = tuple(Choice(each.value, tr(SOURCE_LABELS[each])) for each in alone)
    units = state.unit_choices if state else ()
    fields = (
        FieldSpec("unit", N_("Unit"), FieldKind.CHOICE, choices=units),
        FieldSpec("source", N_("Source"), FieldKind.CHOICE, choices=sources),
        lines_field("reference", N_("The index and its figure, or the complaint")),
        text_field("text", N_("What is to be mended")),
        *_OWNER,
        lines_field("due", N_("Deadline"), "31/07/2018"),
    )
    return StepSpec(
        N_("Remedy without an inspection"),
        fields,
        lambda w, e: remedies.raise_remedy(
            w,
            unit_code=e.text("unit"),
            source=RemedySource(e.text("source") or RemedySource.OTHER),
            reference=e.text("reference"),
            text=e.text("text"),
            owner_code=e.text("owner"),
            due=e.needed("due"),
        ),
    )


def step_line(step: RemedyStep) -> str:
    """A step of the history in one line."""
    due = tr("until {due}", due=step.due) if step.due else ""
    result = tr(RECHECK_LABELS[step.result]) if step.result else ""
    file = step.file.name if step.file else ""
    parts = (shown(step.day), tr(ACT_LABELS[step.act]), step.owner_name, step.number, result, due)
    return " · ".join(part for part in (*parts, step.document, step.text, file, called(step.by)) if part)
