"""The month screen: a grid of people and criteria that is typed into, saved cell by cell."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.domain.rounds import SheetId
from evalapp.store.topics import Topic
from evalapp.ui.kit.grid import Entry
from evalapp.ui.screens.month import entering
from evalapp.ui.screens.month.actions import GO_ON
from evalapp.ui.screens.month.bulk import BulkSteps, Wanted
from evalapp.ui.screens.month.columns import NOTE, columns_of, groups_of
from evalapp.ui.screens.month.lines import GridRow, PersonLine
from evalapp.ui.screens.month.loading import carried_over, otherwise, read_month
from evalapp.ui.screens.month.looking import Looking
from evalapp.ui.screens.month.moving import Missing
from evalapp.ui.screens.month.nothing import nothing_found
from evalapp.ui.screens.month.parts import MonthParts, month_grid
from evalapp.ui.screens.month.recording import Recording
from evalapp.ui.screens.month.refused_cells import RefusedCells
from evalapp.ui.screens.month.resuming import Found, at_cell, at_person, at_spot, form_of, hold_again, spot_of
from evalapp.ui.screens.month.saving import Outbox
from evalapp.ui.screens.month.state import MonthState, Showing
from evalapp.ui.screens.month.steps import MonthSteps, empty_words, in_the_way
from evalapp.ui.screens.month.walking import Walking
from evalapp.ui.shell.left_notes import LeftNote
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.ui.shell.steps import History, Step
from evalapp.usecases.last_places import Spot
from evalapp.usecases.marks import Entered

if TYPE_CHECKING:
    from evalapp.ui.shell.intake import IntakePanel
    from evalapp.ui.shell.intake_state import Intake

_MANY = 500  # with more people the counts follow a moment after the cell
_MOMENT = 150  # milliseconds


class MonthScreen(Screen):
    """The people of the unit's month with their scores."""

    topics = frozenset({Topic.ROUNDS, Topic.SCORES, Topic.PEOPLE, Topic.POLICIES})
    widest = 0  # a long form has many columns

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: MonthState | None = None
        self._columns: tuple[object, ...] = ()
        self._is_echo = False  # what changed was typed here
        self._wanted = self._followed = Route("month")  # whom somebody came back from; shown again, no more
        self._resumed: Spot | None = None  # where to go on once the month is there
        self._outbox = Outbox(desk.tasks, self)
        self._outbox.saved.connect(self._follow_saved)
        self._outbox.refused.connect(self._follow_refused)
        self._outbox.stuck.connect(self._show_unsaved)
        self._bulk = BulkSteps(desk, self._outbox, self, lambda: self._state, self._apply)
        self._bulk.taken.connect(self._show_taken)
        self._bulk.outdated.connect(self._read)
        self.steps = MonthSteps(desk, self, self._person)
        self.steps.routed.connect(self.routed)
        self.steps.came_in.connect(self.show_intake)
        self.steps.missed.connect(self._go_to_missing)
        self.grid = month_grid()
        self._bulk.turned.connect(self.grid.let_wait)
        self._refused = RefusedCells(desk, self.grid)
        self.grid.entered.connect(self._enter)
        self.grid.moved.connect(self._follow_cursor)
        self.grid.opened.connect(self._open_sheet)
        self.grid.asked.connect(self._ask)
        self.grid.moved.connect(self._tell_spot)
        self.grid.editor.textEdited.connect(self._tell_spot)
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=_MOMENT)
        self._later.timeout.connect(self._show_standing)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> MonthState | None:
        """What is shown."""
        return self._state

    @property
    def is_saved(self) -> bool:
        """Whether everything that was typed is on the disk."""
        return not (self._outbox.waiting or self._bulk.is_running)

    def visit(self, place: Place, route: Route) -> None:
        """Load the unit's month, unless what changed is only what was typed here."""
        self._wanted = route if route is not self._followed else Route("month")
        self._followed = route
        if self._state is None or self._state.place != place:
            self.grid.finish()
            if self._bulk.is_running:
                self._bulk.wait_last(partial(self.visit, place, route))
                return
            if self._state is not None:
                self._refused.forget()
                self._parts.left_notes.forget()
            self.render_state(MonthState(place))
            self._parts.pages.setCurrentWidget(self._parts.full)
        elif self._is_echo:
            self._is_echo = False
            return
        if place.unit is None:
            self.render_state(MonthState(place, loaded=True))
            return
        self._read(place)

    def _read(self, place: Place) -> None:
        self._desk.tasks.load(partial(read_month, place=place), done=self._show_loaded, owner=self)

    def resume(self, spot: Spot) -> None:
        """Go on in the same cell, with what was refused and what was not finished."""
        self._resumed = spot

    @property
    def unsaved(self) -> str:
        """The marks that could not be saved."""
        return " ".join(filter(None, (self._outbox.told, self._bulk.told)))

    def render_state(self, state: MonthState) -> None:
        """The only method that changes what is on screen; a typed mark changes its row alone."""
        self._state = state
        self.actions_bar.show_state(state)
        self._parts.tools.show_state(state)
        self._parts.fit()
        self._show_columns(state)
        self.grid.show_rows(state.rows)
        self._show_standing()
        self._parts.empty.show_text(*empty_words(state))
        self._parts.show_page(nothing_found(state), has_month=state.round is not None or not state.loaded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the grid gets most of it."""
        super().resizeEvent(event)
        self._parts.fit()

    def show_intake(self, intake: "Intake") -> None:
        """Look at what came in, in place of the grid."""
        self._parts.show_instead(self.intake)
        self.intake.begin(intake)

    @cached_property
    def intake(self) -> "IntakePanel":
        """Where what came in is looked at; made with the first file."""
        from evalapp.ui.shell.intake import IntakePanel

        made = IntakePanel(self._desk)
        made.left.connect(self._leave_intake)
        self._parts.pages.addWidget(made)
        return made

    def _lay_out(self) -> None:
        self._parts = MonthParts(self, self._desk, self.grid)
        tools = self._parts.tools
        tools.policies.chosen.connect(self.steps.go_to)
        self.find_line = tools.find_line
        self.looking = Looking(self.grid, tools, lambda: self._state, self.render_state)
        self.looking.turned.connect(self._refused.end_unseen)
        self.actions_bar, self.panel = self._parts.actions_bar, self._parts.panel
        self.actions_bar.triggered.connect(self._do)
        self._parts.empty.pressed.connect(self._begin)
        # The bar of actions is not there beside it, so the key of the next step is the page's own.
        QShortcut(QKeySequence(GO_ON), self._parts.empty).activated.connect(self._begin)
        walking = Walking(
            self._desk, self.grid, self.panel.proposals, lambda: self._state, self._bulk.take, self._follow
        )
        self.panel.note.noted.connect(self._enter)
        self.panel.note.left.connect(self.grid.setFocus)
        self.panel.proposals.left.connect(self.grid.setFocus)
        self.panel.note.text.textEdited.connect(self._tell_spot)
        self.steps.asked.connect(self._parts.lacking.ask)
        self._parts.lacking.listed.connect(partial(self.looking.list_those, Showing.LACKING))
        self._parts.lacking.passed.connect(partial(self._do, "month.to_settling"))
        self._parts.left_notes.changing.connect(self._change_note)
        self._parts.left_notes.cleared.connect(self._clear_note)
        self.events = self._parts.events
        self.recording = Recording(
            self._desk, self.grid, self._parts, lambda: self._state, self._keep_recorded
        )
        self._own: dict[str, Callable[[], None]] = {
            "accept": self._accept,
            "carry": lambda: self._bulk.take_asked(entering.Carrying(self.grid.refusals)),
            "next": self._next,
            "note": self.panel.note.begin,
            "undo": walking.undo,
            "redo": walking.redo,
            "find": self.find_line.begin,
            "event": self.recording.begin,
            "event_back": self.recording.withdraw,
        }

    def _show_columns(self, state: MonthState) -> None:
        form = state.form_shown
        if form is not None and (wanted := (form, state.compares, state.results)) != self._columns:
            self._columns = wanted
            columns = columns_of(form, compares=state.compares, results=state.results)
            self.grid.show_columns(columns, groups_of(form))

    def _show_loaded(self, loaded: MonthState) -> None:
        before = self._state
        if before is None or before.place != loaded.place:
            return  # another month was chosen meanwhile; its own answer follows
        self._desk.tasks.let_go((*before.lines.values(), *before.drawn.everybody))
        kept = carried_over(before, loaded, self._desk.steps, busy=self._is_busy)
        kept = kept.with_edits(self._outbox.waiting).with_unsaved(self._outbox.kept)
        if kept.editing is None:
            self._refused.forget()  # nothing can be typed again where the month has moved on
        else:
            self._refused.show()
        self.render_state(kept)
        if before.loaded and before.round is None and kept.round:
            self.grid.setFocus()  # it was opened here: what comes next is scoring
        self._go_on()

    def _go_on(self) -> None:
        """Be in the cell again that somebody was in, with what was typed there."""
        state, spot, self._resumed = self._state, self._resumed, None
        wanted, self._wanted = self._wanted, Route("month")
        if state and (found := at_person(state, wanted)):
            self._go_to(found)
        if state and wanted.showing:
            self.looking.list_those(wanted.showing)
        if state and spot and (found := at_spot(state, spot)):
            self._go_to(found)
            self._enter(hold_again(self.grid, self.panel.note, state, spot))

    def _go_to(self, found: Found) -> None:
        """Bring a cell into sight and be there."""
        if found.state != self._state:
            self.render_state(found.state)
        self.grid.go_to(found.key, found.field)
        if found.to:
            self.grid.select_to(*found.to)

    def _go_to_missing(self, missing: Missing) -> None:
        """Be in the cell that has to be scored before the month goes on."""
        if self._state:
            self._go_to(at_cell(self._state, missing.sheet, missing.code))
            self.grid.setFocus()
            self._desk.tell(missing.told, Tone.WARN)

    def _tell_spot(self) -> None:
        if spot := spot_of(self.grid, self.panel.note):
            self.stood.emit(spot)

    # What is typed

    def _enter(self, entries: tuple[Entry, ...]) -> None:
        """One step: shown at once, being valid already, and sent to be saved."""
        self._desk.tell("", Tone.PLAIN)  # what was said before is over with what is typed next
        people = len({entry.row.line.key for entry in entries})
        again = partial(self.grid.offer_again, entries)
        make = partial(entering.entered, entries=entries)
        self._bulk.take(Wanted(make, taken=self._ask_about_notes, refused=again), people)

    def _ask_about_notes(self, step: Step) -> None:
        """Ask whether the notes of scores that were changed still hold."""
        if self._state:
            self._parts.left_notes.ask(entering.notes_left(self._state, step))

    def _change_note(self, left: LeftNote) -> None:
        if self._state:
            self._go_to(at_cell(self._state, left.sheet, left.code))
            self.panel.note.begin()

    def _clear_note(self, left: LeftNote) -> None:
        shown = self.grid.row_of((left.sheet, left.stage))
        if shown is not None:
            self._enter((Entry(shown, NOTE + left.code, ""),))

    def _show_taken(self, state: MonthState, entered: Entered) -> None:
        self._keep_steps(state)
        self.render_state(state)
        self._follow_saved(entered)

    def _apply(self, step: Step, history: History) -> None:
        state = self._state
        if state is None or state.round is None or not step:
            return
        self._keep_steps(replace(state.with_edits(step), history=history))
        self._outbox.send(state.round.id, step)
        self._show_changed({edit.sheet for edit in step})

    def _show_changed(self, people: set[SheetId]) -> None:
        """Show some people again, and what follows from all of them."""
        state = self._state
        if state is None:
            return
        keys = [(key, stage) for key in people for stage in state.stages_shown]
        shown = [each for each in map(self.grid.row_of, keys) if each is not None]
        self.grid.replace([replace(each, line=state.lines[each.line.key]) for each in shown])
        self._follow_cursor()
        self._parts.left_notes.follow(entering.still_left(state, self._parts.left_notes.asked))
        self.actions_bar.show_state(state)
        if len(state.lines) > _MANY:
            self._later.start()
        else:
            self._show_standing()

    def _ask(self, what: str) -> None:
        self._own[what]()

    def _follow(self, state: MonthState, found: Found | None) -> None:
        """Show a month in which a step was taken back or done again, and where that was."""
        before, state = self._state, state.with_edits(self._outbox.waiting)
        self._keep_steps(state)
        known = before.lines if before else state.lines
        self._show_changed({key for key, line in state.lines.items() if line is not known.get(key)})
        if found:
            self._go_to(found)

    def _next(self) -> None:
        """The next open cell, in another form where this one has none left."""
        state = self._state
        if state is None or self.grid.next_open():
            return
        form = entering.next_open_form(state)
        if form is not None:
            self.render_state(replace(state, form=form, words="", showing=Showing.ALL))
            self._refused.end_unseen()
            self.grid.next_open()
            return
        if found := entering.next_offered(state, self._person()):
            self._go_to(found)
        self._desk.tell(*entering.nothing_left(state))

    def _accept(self) -> None:
        """Take the offered full marks: of the block that is selected, of who is shown, or of everybody."""
        block = self.grid.selected if self.grid.has_block else None
        self._bulk.take_asked(entering.Accepting(self.grid.rows, block, self.grid.refusals))

    # What becomes of it

    def _follow_saved(self, entered: Entered) -> None:
        state = self._state
        if state and state.round == entered.round and entered.changed:
            self._is_echo = True
            QTimer.singleShot(0, self._end_echo)
        if state and any(line.unsaved for line in state.lines.values()):
            self._show_unsaved()

    def _end_echo(self) -> None:
        self._is_echo = False

    def _show_unsaved(self) -> None:
        state = self._state
        if state:
            after = state.with_unsaved(self._outbox.kept)
            changed = {key for key, line in after.lines.items() if line is not state.lines[key]}
            self._state = after
            self._show_changed(changed)

    def _follow_refused(self, step: Step, error: UserError) -> None:
        """Keep what was refused in its cells, marked; what is stored is read again."""
        state = self._state
        if state is None:
            return
        history = self._desk.steps.of(state.round.id) if state.round else state.history
        self._keep_steps(replace(state, history=history.without(step)))
        for edit in step:
            shown = self.grid.row_of((edit.sheet, edit.stage))
            if shown is not None:
                text = next(c for c in self.grid.arrangement.middle if c.key == edit.code).typed(shown)
                self.grid.refuse(shown, edit.code, text, error)
        self._read(state.place)

    # What is around it

    @property
    def _is_busy(self) -> bool:
        """Whether something other than the saving of marks is under way."""
        return self._desk.tasks.busy and not self._outbox.is_flying

    def _follow_busy(self) -> None:
        if self._state and self._state.busy != self._is_busy:
            self._state = otherwise(self._state, busy=self._is_busy)
            self.actions_bar.show_state(self._state)

    def _follow_cursor(self) -> None:
        state, current, cell = self._state, self.grid.current, self.grid.current_column
        if state is None or current is None or current.line.key not in state.lines:
            self.panel.clear()
            return
        fresh = replace(current, line=state.lines[current.line.key])
        self.panel.show_person(state, fresh, cell.key if cell else "", self.grid.reason_at_cursor())

    def _show_standing(self) -> None:
        if self._state:
            self._parts.standing.show_state(self._state)

    def _person(self) -> PersonLine | None:
        return self.grid.current.line if self.grid.current else None

    def _open_sheet(self, shown: GridRow) -> None:
        self.routed.emit(form_of(self.grid, shown))

    def _begin(self) -> None:
        if self._state:
            self.steps.begin(self._state)

    def _do(self, key: str) -> None:
        self.grid.take_typed()
        if own := self._own.get(key.removeprefix("month.")):
            own()
        elif key == "month.sheet" and self.grid.current:
            self._open_sheet(self.grid.current)
        elif key == "month.products":
            who = self.grid.current
            self.routed.emit(Route("products", person=who.line.sheet.participant.code if who else ""))
        elif self._state and not self._is_in_the_way(key, self._state):
            self.steps.do(key, self._state)

    def _is_in_the_way(self, key: str, state: MonthState) -> bool:
        return in_the_way(key, self.grid, self._desk, state, self.looking.choose_form, self.routed.emit)

    def _keep_steps(self, state: MonthState) -> None:
        """Keep a month with other steps: the forms of its people take them back too."""
        self._state = state
        if state.round is not None:
            self._desk.steps.keep(state.round.id, state.history)

    def _keep_recorded(self, state: MonthState) -> None:
        self._keep_steps(state)
        self.actions_bar.show_state(state)

    def _leave_intake(self) -> None:
        self._parts.pages.setCurrentWidget(self._parts.full)
        if self._state:
            self.render_state(self._state)
        self.grid.setFocus()
