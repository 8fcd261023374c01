"""Rewards and penalties: what results propose is decided here, one key for each answer."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from evalapp.base.columns import Column
from evalapp.base.messages import tr
from evalapp.domain.rewards import WAITING, Proposal
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.dialogs import PDF_FILES, XLSX_FILES
from evalapp.ui.kit.labels import EmptyState, column, label, row
from evalapp.ui.kit.pickers import ChoicePicker, Segments
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.rewards.actions import ACTIONS
from evalapp.ui.screens.rewards.columns import DECISION_COLUMNS, PROPOSAL_COLUMNS
from evalapp.ui.screens.rewards.editing import Doing, Editing, begun
from evalapp.ui.screens.rewards.loading import read_rewards
from evalapp.ui.screens.rewards.panel import filling_of
from evalapp.ui.screens.rewards.state import PROPOSALS, RewardLine, RewardsState
from evalapp.ui.shell.filling_panel import FillingPanel
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.placed_screen import PlacedScreen
from evalapp.ui.shell.routes import Desk, Place, Route
from evalapp.usecases.papers import write_rewards_paper
from evalapp.usecases.previews import Preview, preview_rewards
from evalapp.usecases.rewards import postpone_proposals, reject_proposals, reward_list, take_up_proposals

_PANEL_WIDTH = 330


class RewardsScreen(PlacedScreen[RewardsState]):
    """Proposals, the register of decisions, and decisions whose basis changed."""

    topics = frozenset({Topic.REWARDS, Topic.ROUNDS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._last: Mapping[str, str] = MappingProxyType({})  # number and day of the decision before
        self.pages = Segments(tr("What is shown"))
        self.pages.chosen.connect(self._turn)
        self.periods = Segments(tr("Of which time"))
        self.periods.chosen.connect(self._choose_periods)
        self.kind = ChoicePicker(tr("Kind"), tr("All kinds"))
        self.kind.chosen.connect(self._choose_kind)
        self.person = ChoicePicker(tr("Person"), tr("Everybody"))
        self.person.chosen.connect(self._choose_person)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table = self._listed(PROPOSAL_COLUMNS, tr("Proposals"))
        self.register = self._listed(DECISION_COLUMNS, tr("Register of decisions"))
        self._why = label(wrap=True)
        self._why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sums = label(look="muted", wrap=True)
        self._empty = EmptyState()
        self._empty.pressed.connect(self._fill_the_gap)
        self.panel = FillingPanel(desk)
        self.panel.left.connect(self._leave_panel)
        self.panel.saved.connect(self._panel_saved)
        self.panel.edited.connect(self._edit)
        self._lists = QStackedWidget()
        for part in (self.table, self.register, self._empty):
            self._lists.addWidget(part)
        left = QWidget()
        column(left, self._lists, self._why, self._sums, spacing=MEDIUM).setStretch(0, 1)
        split = beside(left, self.panel, widths=(800, _PANEL_WIDTH))
        head = row(self.pages, None, self.actions_bar, spacing=MEDIUM)
        filters = row(self.periods, self.kind, self.person, None, spacing=MEDIUM)
        layout = column(self, head, filters, split)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(2, 1)

    def _listed(self, columns: Sequence[Column[RewardLine]], name: str) -> Table[RewardLine]:
        made: Table[RewardLine] = Table(columns, lambda line: line.proposal.id, name)
        made.make_sortable()
        made.opened.connect(self._open)
        made.moved.connect(self._choose)
        rejecting = QShortcut(QKeySequence(Qt.Key.Key_Delete), made)
        rejecting.setContext(Qt.ShortcutContext.WidgetShortcut)
        rejecting.activated.connect(self._reject)
        return made

    @property
    def shown_table(self) -> Table[RewardLine]:
        """The list that is shown."""
        return self.table if self._state is None or self._state.page == PROPOSALS else self.register

    def visit(self, place: Place, route: Route) -> None:
        """Load what is proposed and decided here."""
        if self._state is None or self._state.place != place:
            before = self._state or RewardsState(place)
            self.render_state(RewardsState(place, page=before.page, periods=before.periods))
        self._load()

    def render_state(self, state: RewardsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        lines = state.lines
        self.pages.show_choices(state.pages, state.page)
        self.periods.show_choices(state.period_choices, state.periods)
        self.kind.show_choices(state.kind_choices, state.kind)
        self.person.show_choices(state.person_choices, state.person)
        self.actions_bar.show_state(state)
        self.shown_table.show_rows(lines)
        self._why.setText(f"{state.chosen.name}. {state.chosen.why}" if state.chosen else "")
        self._why.setVisible(state.chosen is not None)
        self._sums.setText(state.sums)
        self._sums.setVisible(bool(state.sums))
        self._empty.show_text(tr("Rewards and penalties"), *state.nothing)
        is_empty = state.loaded and not lines
        self._lists.setCurrentWidget(self._empty if is_empty else self.shown_table)
        self.panel.show_filling(filling_of(state))
        self.setFocusProxy(self.shown_table)

    def _load(self) -> None:
        if self._state:
            query = partial(read_rewards, place=self._state.place, periods=self._state.periods)
            self._desk.tasks.load(query, done=self._show_loaded, owner=self)

    def _show_loaded(self, loaded: RewardsState) -> None:
        before = self._state
        if before is None or (before.place, before.periods) != (loaded.place, loaded.periods):
            return
        people = [choice.key for choice in loaded.person_choices]
        kinds = [choice.key for choice in loaded.kind_choices]
        state = replace(
            loaded,
            page=before.page,
            kind=before.kind if before.kind in kinds else "",
            person=before.person if before.person in people else "",
            editing=before.editing,
            busy=self._desk.tasks.busy,
        )
        self._show_with_choice(state, before.chosen)

    def _show_with_choice(self, state: RewardsState, before: RewardLine | None) -> None:
        """The line that was chosen stays so; one that was answered makes way for the next that waits."""
        lines = state.lines
        same = next((line for line in lines if before and line.proposal.id == before.proposal.id), None)
        answered = before is not None and before.proposal.state in WAITING
        if same is None or (answered and same.proposal.state not in WAITING and state.page == PROPOSALS):
            same = next((line for line in lines if line.proposal.state in WAITING), None) or same
        chosen = same or next(iter(lines), None)
        self.render_state(replace(state, chosen=chosen))
        if chosen is not None:
            self.shown_table.select(chosen)

    def _turn(self, page: str) -> None:
        if self._state:
            turned = replace(self._state, page=page, editing=None, chosen=None)
            self._show_with_choice(turned, None) if self.panel.may_leave() else self.render_state(self._state)
            self.shown_table.setFocus()

    def _fill_the_gap(self) -> None:
        """Lead to where something is done about there being nothing."""
        if self._state and self._state.page != PROPOSALS:
            self._turn(PROPOSALS)
        elif self._state and self._state.next_screen:
            self.routed.emit(Route(self._state.next_screen))

    def _choose_periods(self, periods: str) -> None:
        if self._state:
            self.render_state(replace(self._state, periods=periods, editing=None))
            self._load()

    def _choose_kind(self, kind: str) -> None:
        if self._state:
            self._show_with_choice(replace(self._state, kind=kind), self._state.chosen)

    def _choose_person(self, code: str) -> None:
        if self._state:
            self._show_with_choice(replace(self._state, person=code), self._state.chosen)

    def _choose(self, line: RewardLine) -> None:
        state = self._state
        if state and state.editing is None and (state.chosen is None or state.chosen != line):
            self.render_state(replace(state, chosen=line))

    def _do(self, key: str) -> None:
        steps: dict[str, Callable[[], None]] = {
            "rewards.decide": lambda: self._fill_in(Doing.DECIDE),
            "rewards.prepare": lambda: self._fill_in(Doing.PREPARE),
            "rewards.reject": self._reject,
            "rewards.postpone": self._postpone,
            "rewards.take_up": self._take_up,
            "rewards.correct": lambda: self._fill_in(Doing.CORRECT),
            "rewards.confirm": lambda: self._fill_in(Doing.CONFIRM),
            "rewards.revoke": lambda: self._fill_in(Doing.REVOKE),
            "rewards.preview": self._preview,
            "rewards.pdf": lambda: self._write("pdf"),
            "rewards.xlsx": lambda: self._write("xlsx"),
        }
        steps[key]()

    def _open(self, line: RewardLine) -> None:
        """Enter: decide what waits, else correct what stands."""
        self._choose(line)
        state = self._state
        if state is None:
            return
        if state.can_answer:
            self._fill_in(Doing.DECIDE)
        elif state.can_prepare:
            self._fill_in(Doing.PREPARE)
        elif state.can_confirm:
            self._fill_in(Doing.CONFIRM)
        elif state.can_correct:
            self._fill_in(Doing.CORRECT)

    def _fill_in(self, doing: Doing) -> None:
        state = self._state
        if state and state.chosen:
            alike = state.alike if doing in (Doing.DECIDE, Doing.PREPARE) else ()
            self._edit(begun(doing, state.chosen.proposal, alike, self._last))

    def _edit(self, editing: Editing) -> None:
        if self._state and self.panel.may_begin(editing.key):
            self.render_state(replace(self._state, editing=editing))

    def _leave_panel(self) -> None:
        if self._state:
            self.render_state(replace(self._state, editing=None))
            self.shown_table.setFocus()

    def _panel_saved(self, _proposal: Proposal) -> None:
        """Back to the list, which is read again by itself; the next decision begins with the same number."""
        if self._state and self._state.editing and self._state.editing.doing is Doing.DECIDE:
            self._last = MappingProxyType(dict(self._state.editing.values))
        self._leave_panel()

    def _reject(self) -> None:
        line = self._state.chosen if self._state else None
        if self._state is None or line is None or not self._state.can_answer:
            return
        reason = self._desk.dialogs.reason(
            tr("Do not follow this proposal?"), f"{line.name}: {line.what}. {line.why}", tr("Reject")
        )
        if reason:
            self._run(partial(reject_proposals, keys=[line.proposal.id], reason=reason))

    def _postpone(self) -> None:
        line = self._state.chosen if self._state else None
        if line is not None:
            self._run(partial(postpone_proposals, keys=[line.proposal.id]))

    def _take_up(self) -> None:
        line = self._state.chosen if self._state else None
        if line is not None:
            self._run(partial(take_up_proposals, keys=[line.proposal.id]))

    def _run(self, use_case: Callable[[Work], list[Proposal]]) -> None:
        self._desk.tasks.run(use_case, label=tr("Saving"), done=self._answered, owner=self)

    def _answered(self, _proposals: list[Proposal]) -> None:
        """The change is announced by `Tasks`, and the list read again."""
        self.shown_table.setFocus()

    def _preview(self) -> None:
        if self._state and self._state.place.unit:
            making = partial(_previewed, place=self._state.place)
            self._desk.preview(tr("List of rewards and penalties"), making)

    def _write(self, form: str) -> None:
        place = self._state.place if self._state else None
        if place is None or place.unit is None:
            return
        kinds = XLSX_FILES if form == "xlsx" else PDF_FILES
        name = f"khen-phat-{place.unit}-{place.period}.{form}"
        out = self._desk.dialogs.save_file(tr("List of rewards and penalties"), name, kinds)
        if out:
            writing = partial(_written, place=place, out=out, form=form)
            self._desk.tasks.run(
                writing, label=tr("Writing the list"), done=partial(tell_file, self._desk), owner=self
            )


def _previewed(work: Work, *, place: Place) -> Preview:
    return preview_rewards(work, unit=work.units.by_code(place.unit or "").id, period=place.period)


def _written(work: Work, *, place: Place, out: Path, form: str) -> Path:
    unit = work.units.by_code(place.unit or "").id
    rewards = reward_list(work, unit=unit, period=place.period)
    return write_rewards_paper(work, rewards=rewards, out=out, form=form)
