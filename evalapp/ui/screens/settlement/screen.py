"""The settlement screen: ranking on the left, arithmetic and decisions on the right; one press decides."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Round, Stage
from evalapp.store.topics import Topic
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.brackets import BracketDelegate
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.key_words import keys_named
from evalapp.ui.kit.labels import EmptyState, ShrinkingChip, column, row, show_chip
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.second_press import ENTER, SecondPress
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.states import keep
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.settlement.columns import COLUMNS, LIMIT_FROM
from evalapp.ui.screens.settlement.decisions import DecisionsCard
from evalapp.ui.screens.settlement.loading import read_settlement
from evalapp.ui.screens.settlement.points_only import points_only
from evalapp.ui.screens.settlement.ranking import RankLine
from evalapp.ui.screens.settlement.state import OF_EVERYBODY, SettlementState
from evalapp.ui.screens.settlement.unit_panel import CLEAR, filling_of
from evalapp.ui.screens.settlement.unit_rating import UnitRating, rating_of
from evalapp.ui.shell.closing import ask_back, ask_reopen, ask_to_close
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.month_papers import paper_actions, paper_steps
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.refused import refused_elsewhere
from evalapp.ui.shell.returning import STAGE_BEFORE, back_words
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.ui.shell.words import list_of
from evalapp.usecases.collectives import clear_collective
from evalapp.usecases.considering import keep_considered
from evalapp.usecases.settling import settle_round

_KEYS = "F9; Ctrl+Return"  # of what comes next: the rating of the unit, the levels of everybody


ACTIONS: tuple[ActionSpec[SettlementState], ...] = (
    ActionSpec(
        "settlement.month",
        N_("Month list"),
        words=lambda state: list_of(state.place.period),
    ),
    *paper_actions(
        "settlement",
        allowed=lambda state: state.round is not None and not state.busy,
        shown=lambda state: state.round is not None,
    ),
    ActionSpec(
        "settlement.back",
        N_("Send back one stage…"),
        menu=MORE_MENU,
        allowed=lambda state: not state.busy and state.may_lead_back,
        shown=lambda state: state.stage in STAGE_BEFORE,
        words=lambda state: back_words(state.stage),
    ),
    ActionSpec(
        "settlement.reopen",
        N_("Reopen with a reason…"),
        menu=MORE_MENU,
        allowed=lambda state: not state.busy and state.may_lead_back,
        shown=lambda state: state.stage is Stage.CLOSED,
    ),
    ActionSpec(
        "settlement.unit",
        N_("Rate the unit…"),
        shortcut="Ctrl+U",
        allowed=lambda state: state.can_rate_unit,
        shown=lambda state: state.rates_unit and not state.is_decided,
    ),
    ActionSpec(
        "settlement.settle",
        N_("Settle"),
        shortcut=_KEYS,
        primary=True,
        allowed=lambda state: state.can_settle,
        shown=lambda state: not state.is_decided,
    ),
    ActionSpec(
        "settlement.close",
        N_("Close the month"),
        words=lambda state: tr("Close the {kind}", kind=state.place.period.sort),
        shortcut="F9",
        primary=True,
        allowed=lambda state: state.can_close,
        shown=lambda state: state.stage is Stage.SETTLED,
    ),
)


_UNIT_WIDTH = 360


class SettlementScreen(PlacedScreen[SettlementState]):
    """Deciding everybody's level at once."""

    topics = frozenset({Topic.ROUNDS, Topic.SCORES})
    kept = OF_EVERYBODY

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._followed = Route("settlement")  # shown again as it is, it leads nowhere once more
        self._wanted = ""  # whom somebody came back from
        self._goes_on = False  # to what comes next, once what was chosen is kept
        self._standing = ShrinkingChip()
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[RankLine] = Table(
            COLUMNS,
            lambda line: line.key,
            tr("Ranking"),
            spans=lambda line: line.is_limit,
            span_from=LIMIT_FROM,
        )
        self.table.setItemDelegateForColumn(0, BracketDelegate(self.table))
        self.table.opened.connect(self._open_sheet)
        self.decisions = DecisionsCard()
        self.decisions.tie_pressed.connect(self._decide_tie)
        self.decisions.undo_pressed.connect(self._undo_decisions)
        self.decisions.exception_entered.connect(self._consider_exception)
        self.unit_panel = FillingPanel(desk, further=(CLEAR,), save_keys=_KEYS)
        self.unit_panel.setMinimumWidth(px(_UNIT_WIDTH))
        self.unit_panel.asked.connect(self._clear_unit)
        self.unit_panel.left.connect(self._leave_unit)
        self.unit_panel.saved.connect(self._leave_unit)
        self.unit_panel.edited.connect(self._rate_unit)
        self._empty = EmptyState()
        self._empty.pressed.connect(self._leave)
        full = QWidget()
        inside = QHBoxLayout(full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(MEDIUM)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.decisions)
        inside.addWidget(self.unit_panel)
        self._pages = QStackedWidget()
        self._pages.addWidget(full)
        self._pages.addWidget(self._empty)
        self._full = full
        self._second_press = SecondPress(self, ENTER | {Qt.Key.Key_F9})  # F9 leads here from the month
        self._early = QShortcut(self)
        self._early.setKeys(keys_named(_KEYS))
        self._early.activated.connect(self._say_what_waits)
        self._head = row(self._standing, None, self.actions_bar)
        layout = column(self, self._head, self._pages)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.table)

    def visit(self, place: Place, route: Route) -> None:
        """Load the ranking of the unit's month; decisions being considered stay with their month."""
        if self._state is None or self._state.place != place:
            self.render_state(SettlementState(place))
        if route is not self._followed:
            self._followed, self._wanted = route, route.person
            self._second_press.begin()
        self._load()

    def render_state(self, state: SettlementState) -> None:
        """The only method that changes what is on screen."""
        stands_here = self._has_keyboard
        self._state = state
        self.actions_bar.show_state(state)
        can_go_on = state.can_settle or state.unit_rating or state.stage is Stage.SETTLED
        self._early.setEnabled(not can_go_on)
        show_chip(self._standing, *state.standing)
        self.table.show_rows(state.lines)
        self.decisions.show_state(state)
        self.decisions.setVisible(state.unit_rating is None)
        self.unit_panel.show_filling(filling_of(state))
        self._empty.show_text(
            tr("{month} is not open yet", month=state.place.period.named),
            tr("Open it and take the scores in; then it can be settled here."),
            list_of(state.place.period),
        )
        is_empty = state.loaded and state.round is None
        self._pages.setCurrentWidget(self._empty if is_empty else self._full)
        self._head.setVisible(not is_empty)
        if stands_here and not self._has_keyboard:
            self.table.setFocus()  # what had it is gone: Qt would go on to whatever stands next in the window

    @property
    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _load(self) -> None:
        state = self._state
        if state is None:
            return
        considered = state.considered if state.loaded else None
        query = partial(read_settlement, place=state.place, considered=considered)
        self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: SettlementState) -> None:
        if self._state and self._state.place == loaded.place:
            if self._second_press.waits:
                self._second_press.begin()  # only now there is something to see
            self._desk.tasks.let_go(self._state.bulk)
            filled = self._state.unit_rating
            state = replace(loaded, unit_rating=filled, busy=self._desk.tasks.busy)
            self.render_state(keep(loaded, state, *OF_EVERYBODY))
            self._stand_at_wanted()
            self._go_on()

    def _stand_at_wanted(self) -> None:
        """Be at the person whose form was looked at."""
        wanted, self._wanted = self._wanted, ""
        lines = self._state.lines if self._state else ()
        line = next((each for each in lines if wanted and each.key == wanted), None)
        if line is not None:
            self.table.select(line)

    def _go_on(self) -> None:
        """With a choice made, be where the next one is, or where everybody's level is decided."""
        state = self._state
        if not self._goes_on or state is None or state.busy:
            return
        self._goes_on = False
        if state.ties:
            self.decisions.tie_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.can_settle:
            self.actions_bar.stand_at("settlement.settle")

    def _do(self, key: str) -> None:
        if key == "settlement.month":
            self._leave()
        elif key == "settlement.unit":
            self._begin_unit()
        elif self._state is None or self._state.round is None:
            return
        elif key == "settlement.settle":
            self._settle(self._state, self._state.round)
        else:
            steps: dict[str, Callable[[Round], None]] = {
                **paper_steps("settlement", self._desk, self),
                "settlement.close": partial(self._close, self._state),
                "settlement.back": partial(ask_back, self._desk, self),
                "settlement.reopen": partial(ask_reopen, self._desk, self),
            }
            steps[key](self._state.round)

    def _close(self, state: SettlementState, current: Round) -> None:
        ask_to_close(
            self._desk,
            self,
            current,
            unanswered=state.unanswered,
            lacking=state.without_level,
            may_lead_back=state.may_lead_back,
            look=self.routed.emit,
        )

    def _settle(self, state: SettlementState, current: Round) -> None:
        if refused_elsewhere(self._desk, state.called_by, self.routed.emit):
            return
        first, reason = state.goes_first
        settling = partial(
            settle_round,
            round_id=current.id,
            first=first,
            reason=reason,
            exception=state.exception or None,
        )
        self._desk.tasks.run(
            settling,
            label=tr("Settling the {kind}", kind=current.period.sort),
            done=self._tell_settled,
            owner=self,
        )

    def _say_what_waits(self) -> None:
        """A key was pressed too early: say what is missing, and go where it is put right."""
        state = self._state
        if state is None or state.busy:
            return
        words, tone = state.standing
        self._desk.tell(f"{words} {state.next_step}".strip(), tone)
        if state.ties:
            self.decisions.tie_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_sheet(self, line: RankLine) -> None:
        """Show why somebody stands where they do."""
        state = self._state
        if state is not None and (sheet := state.sheet_of(line.code)) is not None:
            self.routed.emit(Route("sheet", sheet, among=state.sheets))

    def _tell_settled(self, settled: Round) -> None:
        text = tr(
            "{month} is settled. Look the result over, then close the {kind}. To go back: “{action}” in the "
            "menu “More”, with a reason.",
            month=settled.period.named,
            kind=settled.period.sort,
            action=back_words(settled.stage),
        )
        if self._state and self._state.gives_points_only:
            text = f"{text} {points_only(settled.period.sort)}"
        self._desk.tell(text, Tone.OK)

    def _begin_unit(self) -> None:
        state = self._state
        if state and state.can_rate_unit and state.round:
            self._rate_unit(rating_of(state.round))

    def _rate_unit(self, filled: UnitRating) -> None:
        if self._state:
            self.render_state(replace(self._state, unit_rating=filled))

    def _clear_unit(self) -> None:
        if self._state and self._state.round:
            clearing = partial(clear_collective, round_id=self._state.round.id)
            self._desk.tasks.run(clearing, label=tr("Saving"), done=self._unit_cleared, owner=self)

    def _unit_cleared(self, _round: Round) -> None:
        self._leave_unit()

    def _leave_unit(self) -> None:
        """Back to the ranking, which is read again by itself once something was saved."""
        if self._state:
            self.render_state(replace(self._state, unit_rating=None))
            self.table.setFocus()

    def _decide_tie(self, number: int) -> None:
        state = self._state
        if state is None or number >= len(state.ties):
            return
        title, action = tr("Who goes first?"), tr("Goes first")
        told = tr(
            "They have the same total and the same points for results. "
            "The choice and its reason go on record."
        )
        choices = [Choice(code, state.named(code)) for code in state.in_order(state.ties[number])]
        if (most := state.places[number]) > 1:
            about = tr(
                "{count} of them go first: Space marks, Enter goes on to the reason, which holds for all "
                "that are marked. Who has another reason is marked in a second turn.",
                count=most,
            )
            several = self._desk.dialogs.choose_several(title, f"{told} {about}", action, choices, most=most)
            codes, reason = several or ((), "")
        else:
            one = self._desk.dialogs.choose(title, told, action, choices)
            codes, reason = ((one[0],), one[1]) if one else ((), "")
        if codes:
            self._goes_on = True
            self._desk.tell("", Tone.PLAIN)  # that a choice was wanted is over
            self._consider(state.let_go_first(tuple(map(str, codes)), reason))

    def _undo_decisions(self) -> None:
        if self._state:
            self._consider(replace(self._state, first=(), reason=""))

    def _consider_exception(self, number: str) -> None:
        if self._state and self._state.can_decide and number != self._state.exception:
            self._goes_on = True
            self._consider(replace(self._state, exception=number))

    def _consider(self, state: SettlementState) -> None:
        """Keep what was chosen before it is said; nothing is decided by it."""
        self._state = state
        self.table.setFocus()  # what was pressed is gone now: the keyboard stays on the screen
        if state.round is not None:
            keeping = partial(keep_considered, round_id=state.round.id, considered=state.considered)
            self._desk.tasks.run(keeping, label=tr("Saving"), done=self._considered, owner=self)
        self._load()

    def _considered(self, _kept: None) -> None:
        """The ranking is read anew beside it; no other screen shows what is only considered."""
        self._desk.tasks.tell_saved()

    def _leave(self) -> None:
        self.routed.emit(Route("month"))
