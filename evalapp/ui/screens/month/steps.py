"""The steps of the month besides scoring: opening, moving on, closing, papers, files that come in."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.rounds import STAGE_LABELS, Round, SheetId, Stage
from evalapp.ui.kit.grid import Grid
from evalapp.ui.screens.month.lines import GridRow, PersonLine
from evalapp.ui.screens.month.moving import first_missing, question_of, waiting_at
from evalapp.ui.screens.month.second import SecondPolicy
from evalapp.ui.screens.month.state import SHOWING_LABELS, MonthState, Showing
from evalapp.ui.shell.fact_routes import route_to
from evalapp.ui.shell.month_papers import paper_steps
from evalapp.ui.shell.opening import ToOpen, ask_to_discard, ask_to_open
from evalapp.ui.shell.refused import refused_elsewhere
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.ui.shell.without_level import facts_told
from evalapp.ui.shell.words import some_names
from evalapp.usecases.rounds import Opening, advance_round, include_people, set_unrated

Lead = Callable[[Route], None]
#: Steps after which the marks typed so far are no longer looked at.
_MOVING = frozenset({"month.to_deputy", "month.to_head", "month.to_settling", "month.close"})


class MonthSteps(QObject):
    """Carries the steps of a month out; what they change is announced by `Tasks`."""

    routed = Signal(object)
    came_in = Signal(object)  # an Intake to be looked at
    missed = Signal(object)  # a Missing that has to be scored first
    asked = Signal(object)  # the state whose scores lack something before they are settled

    def __init__(self, desk: Desk, owner: QWidget, person: Callable[[], PersonLine | None]) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._person = person
        self._state: MonthState | None = None
        self._second = SecondPolicy(desk, self)
        self._second.opened.connect(self._show_opened)
        self._warned: frozenset[object] = frozenset()  # of what was asked about before settlement

    def do(self, key: str, state: MonthState) -> bool:
        """Carry a step out; whether it is one of these."""
        from evalapp.ui.shell.closing import ask_back, ask_reopen

        self._state = state
        if key == "month.open":
            self.begin(state)
            return True
        steps: dict[str, Callable[[Round], None]] = {
            "month.forms_out": self._forms_out,
            "month.forms_in": self._forms_in,
            "month.scores_in": self._scores_in,
            **paper_steps("month", self._desk, self._owner),
            "month.facts": self._enter_facts,
            "month.discard": partial(ask_to_discard, self._desk, self),
            "month.unrated": self._set_unrated,
            "month.include": self._include,
            "month.second": self._second.begin,
            "month.back": partial(ask_back, self._desk, self._owner),
            "month.reopen": partial(ask_reopen, self._desk, self._owner),
            "month.to_deputy": partial(self._advance, Stage.DEPUTY),
            "month.to_head": partial(self._advance, Stage.HEAD),
            "month.to_settling": self._settle,
            "month.close": partial(self._close, state),
        }
        if key not in steps or state.round is None:
            return False
        steps[key](state.round)
        return True

    def go_to(self, place: Place) -> None:
        """Show the people who go by another policy."""
        self.routed.emit(Route("month", place=place))

    def begin(self, state: MonthState) -> None:
        """The one next step where there is no month: open it, or first bring the people in."""
        if state.busy:
            return  # a second press of the key: the first is being answered
        if state.unit is None or not state.can_open:
            self.routed.emit(Route("people"))
            return
        what = ToOpen(
            state.unit,
            state.place.period,
            action=tr("Open the {kind}", kind=state.place.period.sort),
            label=tr("Opening the {kind}", kind=state.place.period.sort),
        )
        ask_to_open(self._desk, self, what, self._tell_opened)

    def _show_opened(self, opening: Opening) -> None:
        of = opening.round
        self.go_to(Place(of.unit_code, of.period, of.policy.code))
        self._tell_opened(opening)

    def _tell_opened(self, opening: Opening) -> None:
        if opening.warnings:
            self._desk.tell(" ".join(map(tr_error, opening.warnings)), Tone.WARN)
        else:
            self._desk.tell(
                tr(
                    "{month} is open with {people} people. "
                    "Next: write the self-score forms, or take scores in.",
                    month=opening.round.period.named,
                    people=opening.people,
                ),
                Tone.OK,
            )

    def _advance(self, to: Stage, current: Round) -> None:
        waiting = waiting_at(self._state) if self._state else 0
        careful = waiting > 0 and to is Stage.DEPUTY  # from where it does not go back
        if self._state and self._desk.dialogs.confirm(
            *question_of(self._state, to, waiting), careful=careful
        ):
            moving = partial(advance_round, round_id=current.id, to=to, seen=current.stage)
            done = self._go_settling if to is Stage.SETTLING else self._tell_moved
            self._desk.tasks.run(
                moving, label=tr("Moving the {kind} on", kind=current.period.sort), done=done, owner=self
            )

    def _settle(self, current: Round) -> None:
        if current.stage is Stage.SETTLING:
            self.routed.emit(Route("settlement"))
            return
        if self._state and (missing := first_missing(self._state)):
            self.missed.emit(missing)
        elif self._state and self._state.lacking_places - self._warned:
            self._warned = self._state.lacking_places
            self.asked.emit(self._state)
        else:
            self._advance(Stage.SETTLING, current)

    def _close(self, state: MonthState, current: Round) -> None:
        from evalapp.ui.shell.closing import ask_to_close

        ask_to_close(
            self._desk,
            self._owner,
            current,
            unanswered=state.unanswered,
            lacking=state.without_level,
            may_lead_back=state.may_lead_back,
            look=self.routed.emit,
        )

    def _enter_facts(self, _round: Round) -> None:
        """Lead to where the facts are entered that the level of the person under the cursor waits for."""
        line, state = self._person(), self._state
        if line is None or state is None:
            return
        if line.rating.reason != MISSING_FACT:
            told = N_("{name} lacks no fact. The filter “{filter}” shows who does.")
            shown = tr(SHOWING_LABELS[Showing.NO_LEVEL])
            self._desk.tell(tr(told, name=line.name, filter=shown), Tone.WARN)
            return
        route = route_to(line.rating.missing, person=line.sheet.participant.code, place=state.place)
        self._desk.tell(facts_told(line.rating.missing), Tone.PLAIN)
        if route is not None:
            self.routed.emit(route)

    def _tell_moved(self, moved: Round) -> None:
        told = tr(
            "{month} is at “{stage}” now.", month=moved.period.named, stage=tr(STAGE_LABELS[moved.stage])
        )
        self._desk.tell(told, Tone.OK)

    def _go_settling(self, _round: Round) -> None:
        self.routed.emit(Route("settlement"))

    def _set_unrated(self, _round: Round) -> None:
        line = self._person()
        if line is None:
            return
        if line.sheet.participant.unrated:
            change = partial(set_unrated, sheet_id=line.key, reason=None)
        else:
            reason = self._desk.dialogs.reason(
                tr("Do not rate {name} this {kind}?", name=line.name, kind=line.round.period.sort),
                tr(
                    "For example fewer working days than the regulation asks for. "
                    "The reason goes on record and on paper."
                ),
                tr("Do not rate"),
            )
            if not reason:
                return
            change = partial(set_unrated, sheet_id=line.key, reason=reason)
        self._desk.tasks.run(change, label=tr("Saving"), done=self._tell_nothing, owner=self)

    def _include(self, current: Round) -> None:
        """Take in who came to the unit after the month was opened."""
        people = self._state.newcomers if self._state else ()
        month = current.period.named
        asked = tr("Take {count} {count:person|people} into {month}?", count=len(people), month=month)
        told = tr(
            "They belong to the unit at the end of {month}, and were not there yet when it was opened: "
            "{names}. They are scored like everybody else.",
            month=month,
            names=some_names([f"{who.name} ({who.code})" for who in people]),
        )
        if self._desk.dialogs.confirm(asked, told, tr("Take them in")):
            codes = [who.code for who in people]
            taking = partial(include_people, round_id=current.id, codes=codes)
            self._desk.tasks.run(taking, label=tr("Saving"), done=self._tell_warnings, owner=self)

    def _forms_out(self, current: Round) -> None:
        from evalapp.ui.shell.papers import tell_written
        from evalapp.usecases.forms import export_forms

        folder = self._desk.dialogs.folder(tr("Folder for the self-score forms"))
        if folder:
            writing = partial(export_forms, round_id=current.id, folder=folder)
            told = partial(tell_written, self._desk, folder)
            self._desk.tasks.run(writing, label=tr("Writing the self-score forms"), done=told, owner=self)

    def _forms_in(self, current: Round) -> None:
        folder = self._desk.dialogs.folder(tr("Folder with the filled forms"))
        if folder:
            from evalapp.ui.screens.month.taking import forms_of

            self.came_in.emit(forms_of(current, folder, self._name_of))

    def _scores_in(self, current: Round) -> None:
        from evalapp.ui.kit.dialogs import WORKBOOKS

        file = self._desk.dialogs.open_file(tr("Score list"), WORKBOOKS)
        if file:
            from evalapp.ui.screens.month.taking import scores_of

            self.came_in.emit(scores_of(current, file))

    def _name_of(self, code: str) -> str:
        people = [line.sheet.participant for line in self._state.lines.values()] if self._state else []
        return next((f"{who.name} ({who.code})" for who in people if who.code == code), code)

    def _tell_warnings(self, warnings: Sequence[UserError]) -> None:
        """The list shows who came in; what has to be looked at is said."""
        if warnings:
            self._desk.tell(" ".join(map(tr_error, warnings)), Tone.WARN)

    def _tell_nothing(self, _outcome: object) -> None:
        """What was done shows itself: the screen is loaded again."""


def empty_words(state: MonthState) -> tuple[str, str, str]:
    """What stands where there is no month: why, and the one next step."""
    month = state.place.period.named
    if state.place.unit is None:
        return (
            tr("There is no unit yet"),
            tr("Take in the list of units, then the list of people; after that the month can be opened."),
            tr("Bring units and people in"),
        )
    if not state.people:
        return (
            tr("Nobody is evaluated here in {month}", month=month),
            tr("Take in the list of people, or choose another unit at the top."),
            tr("Bring units and people in"),
        )
    return (
        tr("{month} is not open yet", month=month),
        tr(
            "Opening it freezes people, positions, forms and the regulation of the {kind}: {people} people.",
            kind=state.place.period.sort,
            people=state.people,
        ),
        tr("Open {month}", month=month),
    )


def in_the_way(
    key: str, grid: Grid[GridRow], desk: Desk, state: MonthState, to: Callable[[str], None], lead: Lead
) -> bool:
    """Whether values that were refused still stand where a step would seal what is stored instead."""
    if key not in _MOVING:
        return False

    def called(sheet: SheetId) -> str:
        return state.lines[sheet].name if sheet in state.lines else "…"

    if not grid.refusals:
        return refused_elsewhere(desk, called, lead)
    keys = [(cast("tuple[SheetId, Stage]", row)[0], row, column) for row, column in grid.refusals]
    sheet, row, column = keys[0]
    if grid.row_of(row) is None and sheet in state.lines:
        to(state.lines[sheet].form.code)  # they are on another form than the one that is shown
    grid.go_to(row, column)
    told = N_(
        "{count} refused {count:value still stands|values still stand} in the grid, with {people}; what "
        "counts is what was there before. Type each again, or press Esc in its cell; then go on."
    )
    people = some_names(list(dict.fromkeys(called(each) for each, _, _ in keys)))
    desk.tell(tr(told, count=len(keys), people=people), Tone.WARN)
    return True
