"""Longer periods: what the months of everybody gave, what is missing, petitions, and the days off."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import tr, tr_error
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.specs import RESULTS as RESULT_LIST
from evalapp.domain.holidays import Holiday, HolidayKind
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.model import Rating
from evalapp.domain.rounds import Round, SheetId, Stage
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.dialogs import WORKBOOKS
from evalapp.ui.kit.labels import EmptyState, OneLine, column, label, row
from evalapp.ui.kit.pickers import Segments
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.states import keep
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.periods.actions import ACTIONS
from evalapp.ui.screens.periods.columns import (
    DAY_COLUMNS,
    FIRST_MONTH,
    PETITION_COLUMNS,
    RESULT_COLUMNS,
    PetitionRow,
)
from evalapp.ui.screens.periods.editing import Editing, new_answer, new_day, new_petition
from evalapp.ui.screens.periods.loading import read_periods, read_rating
from evalapp.ui.screens.periods.panel import PeriodsPanel
from evalapp.ui.screens.periods.state import (
    DAYS,
    PETITIONS,
    RESULTS,
    PeriodsState,
    ResultLine,
    kind_choices,
    page_choices,
)
from evalapp.ui.shell.closing import tell_replaced
from evalapp.ui.shell.fact_routes import route_to
from evalapp.ui.shell.intake import IntakePanel
from evalapp.ui.shell.intake_state import list_intake
from evalapp.ui.shell.opening import ToOpen, ask_to_discard, ask_to_open
from evalapp.ui.shell.papers import ask_person_period, ask_year
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.ui.shell.securing import around_closing
from evalapp.ui.shell.without_level import NOBODY, SHOW_THEM, facts_told, lacking_told
from evalapp.usecases.external_results import import_results
from evalapp.usecases.holidays import remove_holiday
from evalapp.usecases.previews import preview_year
from evalapp.usecases.rounds import Opening, advance_round
from evalapp.usecases.settling import close_round, reopen_round, settle_round

_PANEL_WIDTH, _TITLE = 300, 150
_ROOMY = 1300  # from this width on twelve months have room for their points


class PeriodsScreen(PlacedScreen[PeriodsState]):
    """Quarters, half-years and years of a unit, with what people hold against results."""

    topics = frozenset({Topic.ROUNDS, Topic.SCORES, Topic.REGISTERS, Topic.PEOPLE, Topic.SETTINGS})
    kept = ("lines", "shares")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages = Segments(tr("What is shown"))
        self.pages.chosen.connect(self._turn)
        self.pages.show_choices(page_choices(), RESULTS)
        self.kinds = Segments(tr("How long"))
        self.kinds.chosen.connect(self._choose_kind)
        self.kinds.show_choices(kind_choices(), PeriodKind.YEAR.value)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self._title = OneLine("strong")
        self._shares = label(look="muted", wrap=True)
        self._warning = label(wrap=True)
        self._notice = QFrame()
        self._notice.setProperty("look", "notice-warn")
        column(self._notice, self._warning).setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        self.table: Table[ResultLine] = Table(
            RESULT_COLUMNS, lambda line: (line.row.person, line.row.round), tr("Results")
        )
        self.table.make_sortable()
        self.table.moved.connect(self._follow)
        self.petitions: Table[PetitionRow] = Table(
            PETITION_COLUMNS, lambda each: each.line.petition.id, tr("Petitions")
        )
        self.petitions.opened.connect(self._answer)
        self.days: Table[Holiday] = Table(DAY_COLUMNS, lambda each: each.day, tr("Days off"))
        self._empty = EmptyState()
        self._empty.turned.connect(lambda: self.routed.emit(Route("people")))
        self._lists = QStackedWidget()
        for each in (self.table, self.petitions, self.days, self._empty):
            self._lists.addWidget(each)
        self.panel = PeriodsPanel(desk)
        self.panel.left.connect(self._leave_panel)
        self.panel.saved.connect(self._saved)
        self.panel.edited.connect(self._edit)
        self.intake = IntakePanel(desk)
        self.intake.left.connect(self._leave_intake)
        split = beside(self._lists, self.panel, widths=(800, _PANEL_WIDTH))
        self._split = split
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.intake)
        self._head = row(self.pages, self.kinds, self._title, None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, self._head, self._notice, self._shares, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(3, 1)

    def visit(self, place: Place, route: Route) -> None:
        """Load the period that holds the place's month, of the kind that was looked at last."""
        if self._state is None or self._state.place != place:
            before = self._state or PeriodsState(place, narrow=self.width() < px(_ROOMY))
            kind = before.kind if place.period.kind is PeriodKind.MONTH else place.period.kind
            page = route.person if route.person in (PETITIONS, DAYS) else before.page
            self.render_state(PeriodsState(place, kind, page, narrow=before.narrow))
        self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room a month of a year is a letter."""
        super().resizeEvent(event)
        narrow = event.size().width() < px(_ROOMY)
        if self._state and self._state.narrow != narrow:
            self.render_state(replace(self._state, narrow=narrow))

    def render_state(self, state: PeriodsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        shows_results = state.page == RESULTS
        self.pages.show_choices(state.pages, state.page)
        self.kinds.choose(state.kind.value)
        self.kinds.setVisible(shows_results)
        self._title.setText(state.title)
        self._title.setMinimumWidth(min(px(_TITLE), self._title.sizeHint().width()))
        self._title.setVisible(shows_results)
        said = "\n".join(filter(None, (state.shares, state.legend)))
        self._shares.setText(said)
        self._shares.setVisible(shows_results and bool(said))
        self._warning.setText(state.warning)
        self._notice.setVisible(bool(state.warning))
        self.actions_bar.show_state(state)
        self._show_months(state)
        self.table.show_rows(state.lines)
        self.petitions.show_rows([PetitionRow(each, state.today) for each in state.petitions])
        self.days.show_rows(state.days)
        shown = {RESULTS: self.table, PETITIONS: self.petitions, DAYS: self.days}[state.page]
        counts = {RESULTS: state.lines, PETITIONS: state.petitions, DAYS: state.days}[state.page]
        to_people = tr("Go to people and units") if state.place.unit is None else ""
        self._empty.show_text(*state.nothing, other=to_people)
        self._lists.setCurrentWidget(shown if counts or not state.loaded else self._empty)
        line = self.table.current() if shows_results else None
        self.panel.render_state(state, line)
        self.setFocusProxy(shown)

    def _show_months(self, state: PeriodsState) -> None:
        """Only the months of the period have columns."""
        numbers = {month.number for month in state.period.months}
        keys = [each.key for each in RESULT_COLUMNS]
        is_year = state.kind is PeriodKind.YEAR
        self.table.setColumnHidden(keys.index("code"), is_year)  # twelve months need their room
        one_unit = len({line.row.unit_code for line in state.lines}) < 2
        self.table.setColumnHidden(keys.index("unit"), one_unit)
        for number in range(1, 13):
            self.table.setColumnHidden(FIRST_MONTH + number - 1, number not in numbers)

    def _load(self) -> None:
        if self._state:
            state = self._state
            query = partial(read_periods, place=state.place, kind=state.kind, narrow=state.narrow)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: PeriodsState) -> None:
        before = self._state
        if before is None or (before.place, before.kind) != (loaded.place, loaded.kind):
            return
        shown = replace(
            loaded,
            page=before.page,
            editing=before.editing,
            narrow=before.narrow,
            busy=self._desk.tasks.busy,
        )
        self.render_state(keep(loaded, shown, *self.kept) if loaded.narrow == before.narrow else shown)
        if self.table.current() is None and loaded.lines:
            self.table.select(loaded.lines[0])
        self._follow()

    def _follow(self) -> None:
        """Explain the person the cursor has come to."""
        line = self.table.current()
        if self._state is None or line is None:
            return
        self.panel.render_state(self._state, line if self._state.page == RESULTS else None)
        sheet = line.row.sheet
        if sheet is not None and (self._state.rating is None or self._state.rating[0] != sheet):
            self._desk.tasks.load(partial(read_rating, sheet=sheet), done=self._show_rating, owner=self)

    def _show_rating(self, rating: tuple[SheetId, Rating] | None) -> None:
        if self._state:
            self._state = keep(self._state, replace(self._state, rating=rating), *self.kept)
            line = self.table.current() if self._state.page == RESULTS else None
            self.panel.render_state(self._state, line)

    def _turn(self, page: str) -> None:
        if self._state:
            self.render_state(self._state.with_page(page))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_kind(self, kind: str) -> None:
        if self._state:
            self.render_state(
                replace(self._state, kind=PeriodKind(kind), report=None, status=None, rating=None)
            )
            self._load()

    def _do(self, key: str) -> None:
        {
            "periods.open": self._open,
            "periods.score": self._score,
            "periods.settle": self._settle,
            "periods.back": self._back,
            "periods.close": self._close,
            "periods.reopen": self._reopen,
            "periods.facts": self._enter_facts,
            "periods.discard": self._discard,
            "periods.take_in": self._take_in,
            "periods.preview": self._preview,
            "periods.pdf": partial(self._print, "pdf"),
            "periods.xlsx": partial(self._print, "xlsx"),
            "periods.person_pdf": partial(self._print_person, "pdf"),
            "periods.person_xlsx": partial(self._print_person, "xlsx"),
            "petitions.new": self._new_petition,
            "petitions.answer": self._answer_current,
            "days.new": self._new_day,
            "days.remove": self._remove_day,
        }[key]()

    def _open(self) -> None:
        state = self._state
        if state and state.unit is not None:
            action = tr("Open {period}", period=state.period.named)
            what = ToOpen(state.unit, state.period, action=action, label=tr("Opening the period"))
            ask_to_open(self._desk, self, what, self._opened)

    def _opened(self, opening: Opening) -> None:
        for warning in opening.warnings:
            self._desk.tell(tr_error(warning), Tone.WARN)

    def _discard(self) -> None:
        if self._state and self._state.current:
            ask_to_discard(self._desk, self, self._state.current)

    def _score(self) -> None:
        if self._state:
            place = Place(self._state.place.unit, self._state.period)
            self.routed.emit(Route("month", place=place))

    def _settle(self) -> None:
        state = self._state
        if state is None or state.current is None or state.status is None:
            return
        if state.status.ties:
            self.routed.emit(Route("settlement", place=Place(state.place.unit, state.period)))
            return
        told = tr("The results are worked out now and decided for everybody at once.")
        if state.current.is_derived:
            told = tr("The results follow from the closed months; nothing of them is computed again.")
        if self._is_sure(tr("Settle {period}?", period=state.period.named), told, tr("Settle")):
            self._run(partial(settle_round, round_id=state.current.id), tr("Settling"))

    def _is_sure(self, title: str, text: str, action: str) -> bool:
        """Whether to go on; where people have no level it is said for whom and why, with the way to them."""
        lacking = self._state.without_level if self._state else NOBODY
        said = " ".join(filter(None, (lacking_told(lacking), text)))
        if not lacking.awaited:
            return self._desk.dialogs.confirm(title, said, action)
        sure = self._desk.dialogs.confirm_or_look(title, said, action, tr(SHOW_THEM))
        if sure is None:
            self._show_without_level()
        return bool(sure)

    def _show_without_level(self) -> None:
        """Go to the first who has no level; the note of each says why."""
        lines = self._state.lines if self._state else ()
        line = next((each for each in lines if each.row.round and each.row.level is None), None)
        if line is not None:
            self.table.select(line)
            self.table.setFocus()

    def _enter_facts(self) -> None:
        """Lead to where the facts are entered that the person's level waits for."""
        state, line = self._state, self.table.current()
        if state is None or line is None:
            return
        place = Place(line.row.unit_code, state.period)
        route = route_to(line.row.missing, person=line.row.code, place=place)
        told = facts_told(line.row.missing) or tr("{name} lacks no fact.", name=line.name)
        self._desk.tell(told, Tone.PLAIN)
        if route is not None:
            self.routed.emit(route)

    def _back(self) -> None:
        if self._state and self._state.current:
            self._run(
                partial(advance_round, round_id=self._state.current.id, to=Stage.SETTLING), tr("Saving")
            )

    def _close(self) -> None:
        state = self._state
        if state is None or state.current is None:
            return
        told = tr("The results are sealed. A correction then makes a new revision.")
        if state.current.is_derived:
            told = tr(
                "The results are sealed with the months they rest on. A correction then makes a new revision."
            )
        if self._is_sure(tr("Close {period}?", period=state.period.named), told, tr("Close the period")):
            closing = partial(close_round, round_id=state.current.id)
            told = partial(tell_replaced, self._desk, self)
            self._desk.tasks.run(
                closing,
                label=tr("Saving"),
                done=told,
                owner=self,
                around=around_closing(state.period),
            )

    def _reopen(self) -> None:
        state = self._state
        if state is None or state.current is None:
            return
        reason = self._desk.dialogs.reason(
            tr("Reopen {period}?", period=state.period.named),
            tr("A new revision is made of what the months say now; the closed one stays as it is."),
            tr("Reopen"),
        )
        if reason:
            self._run(partial(reopen_round, round_id=state.current.id, reason=reason), tr("Saving"))

    def _run(self, change: partial[Round], words: str) -> None:
        self._desk.tasks.run(change, label=words, done=self._changed, owner=self)

    def _changed(self, _outcome: object) -> None:
        """The change is announced by `Tasks`, and everything read again."""

    def _preview(self) -> None:
        if self._state and self._state.report:
            self._desk.preview(tr("List of the period"), partial(preview_year, report=self._state.report))

    def _print(self, form: str) -> None:
        if self._state and self._state.report:
            ask_year(self._desk, self, self._state.report, form)

    def _print_person(self, form: str) -> None:
        line = self.table.current()
        if self._state and self._state.report and line is not None:
            ask_person_period(self._desk, self, self._state.report, line.row, form)

    def _new_petition(self) -> None:
        if self._state:
            self._edit(new_petition(self._state.people, self._state.today))

    def _answer_current(self) -> None:
        current = self.petitions.current()
        if current is not None:
            self._answer(current)

    def _answer(self, each: PetitionRow) -> None:
        if self._state and each.line.is_open:
            self._edit(new_answer(each.line, self._state.today))

    def _new_day(self) -> None:
        self._edit(new_day(self._state.days_lacking if self._state else ()))

    def _remove_day(self) -> None:
        day = self.days.current()
        if day is None or day.kind is HolidayKind.FIXED:
            self._desk.tell(tr("Only a day that was entered can be taken out."), Tone.WARN)
            return
        removing = partial(remove_holiday, day=day.day)
        self._desk.tasks.run(removing, label=tr("Saving"), done=self._changed, owner=self)

    def _edit(self, editing: Editing) -> None:
        if self._state:
            self.render_state(keep(self._state, replace(self._state, editing=editing), *self.kept))

    def _saved(self, told: str) -> None:
        self._leave_panel()
        self._desk.tell(told, Tone.OK)

    def _leave_panel(self) -> None:
        if self._state:
            self.render_state(keep(self._state, replace(self._state, editing=None), *self.kept))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_in(self) -> None:
        file = self._desk.dialogs.open_file(tr("Results from outside"), WORKBOOKS)
        if file and self._state:
            take_in = partial(_results, self._state.period)
            self._stack.setCurrentWidget(self.intake)
            self._head.setVisible(False)
            self.intake.begin(list_intake(tr("Results from outside"), file, RESULT_LIST, take_in))

    def _leave_intake(self) -> None:
        self._stack.setCurrentWidget(self._split)
        self._head.setVisible(True)
        self.table.setFocus()


def _results(period: Period, work: Work, read: ReadList, choice: ImportChoice) -> ImportReport:
    return import_results(work, read=read, period=period, choice=choice)
