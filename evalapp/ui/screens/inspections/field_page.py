"""A visit in field mode: one column, large targets, every field on disk when it is left.

Where the cursor is is kept too, so that the program comes back to the same field of the same visit.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from weakref import WeakSet

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.inspections import VisitId
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import MEDIUM, SMALL
from evalapp.ui.kit.kept_fields import FIELD_KEY, KeptField
from evalapp.ui.kit.labels import OneLine, chip, column, row, show_chip
from evalapp.ui.kit.rows import stop_in_turn
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.inspections.field_files import ADDING
from evalapp.ui.screens.inspections.field_findings import NEW_FINDING, FindingsSection
from evalapp.ui.screens.inspections.field_loading import Finished, finish_and_compare, read_field
from evalapp.ui.screens.inspections.field_section import FieldSection, Keeping
from evalapp.ui.screens.inspections.field_sections import FINDINGS, SECTIONS
from evalapp.ui.screens.inspections.field_state import FieldState, refused_names, refused_words, told
from evalapp.ui.shell.routes import Desk, Route
from evalapp.usecases.field_places import FieldPlace, forget_place, keep_place
from evalapp.usecases.field_visits import reopen_visit, say_clean

_WIDTH, _TITLE = 980, 120
_AROUND = 120  # what is seen above and below the field
_MOMENT = 300  # milliseconds after which what is typed is kept beside the place, though it goes on
JUMPS = N_("Go to")


def _entering(state: FieldState) -> bool:
    return state.can_enter


FIELD_ACTIONS: tuple[ActionSpec[FieldState], ...] = (
    ActionSpec("field.leave", N_("Back to the list"), shortcut="Esc"),
    ActionSpec(
        "field.reopen",
        N_("Open again…"),
        allowed=lambda state: state.can_reopen,
        shown=lambda state: state.can_reopen,
    ),
    ActionSpec("field.headcount", N_("Headcount"), shortcut="F4", menu=JUMPS, shown=_entering),
    ActionSpec("field.checklist", N_("Checklist"), shortcut="F6", menu=JUMPS, shown=_entering),
    ActionSpec("field.files", N_("Late file"), shortcut="F7", menu=JUMPS, shown=_entering),
    ActionSpec(
        "field.clean",
        N_("Nothing found"),
        shortcut="F8",
        allowed=lambda state: state.can_be_clean,
        shown=_entering,
    ),
    ActionSpec("field.papers", N_("Photos and minutes"), shortcut="Ctrl+B"),
    ActionSpec("field.finding", N_("Finding"), shortcut="Ctrl+N", shown=_entering),
    ActionSpec(
        "field.finish",
        N_("Finish the visit"),
        shortcut="F9; Ctrl+Return",
        primary=True,
        shown=_entering,
    ),
)


class FieldPage(QWidget):
    """One visit, from the knock on the door to leaving."""

    left = Signal()
    routed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: FieldState | None = None
        self._visit: VisitId | None = None
        self._goal = ""  # the field that the cursor goes to as soon as it is there
        self._place: FieldPlace | None = None  # where the cursor is and what is typed, as kept
        self._writing: KeptField | None = None  # the field that the cursor is in
        self._stops: list[QWidget] = []
        self._watched = WeakSet[KeptField]()
        self._soon = QTimer(self, interval=_MOMENT, singleShot=True)
        self._soon.timeout.connect(self._keep_place)
        self._title = OneLine("title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._title.setMinimumWidth(px(_TITLE))
        self._chip = chip()
        self.actions_bar = ActionBar(FIELD_ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.sections: dict[str, FieldSection] = {key: make(desk) for key, make in SECTIONS}
        inside = QWidget()
        inside.setMaximumWidth(px(_WIDTH))
        one = QVBoxLayout(inside)
        one.setContentsMargins(0, 0, SMALL, 0)
        one.setSpacing(MEDIUM)
        for section in self.sections.values():
            section.kept.connect(self.keep)
            one.addWidget(section)
        self.findings.photographed.connect(self._open_papers)
        self.findings.begun.connect(self._stop_in_turn)
        one.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(tr("Visit"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setWidget(inside)
        self._area.verticalScrollBar().rangeChanged.connect(self._stay_in_sight)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(self._title, self._chip, None, self.actions_bar, spacing=MEDIUM)
        layout = column(self, head, self._area)
        layout.setStretch(1, 1)
        QApplication.instance().focusChanged.connect(self._follow_cursor)  # pyright: ignore[reportOptionalMemberAccess, reportAttributeAccessIssue, reportUnknownMemberType] - a widget has its application

    @property
    def state(self) -> FieldState | None:
        """What is shown."""
        return self._state

    @property
    def place(self) -> FieldPlace | None:
        """Where the program would begin again, as kept."""
        return self._place

    @property
    def findings(self) -> FindingsSection:
        """The section of findings."""
        found = self.sections[FINDINGS]
        if not isinstance(found, FindingsSection):
            raise TypeError("the section of findings")
        return found

    def open(self, visit: VisitId, field: str = "") -> None:
        """Show a visit, with the cursor in one of its fields."""
        if visit != self._visit:
            if self._state and self._state.visit.id != visit:
                self._give_up_refused()
            self._state = None
        self._visit = visit
        self._goal = field or "total"
        self.load()

    def load(self) -> None:
        """Read the visit again; what is being typed stays."""
        if self._visit is not None:
            self._desk.tasks.load(
                partial(read_field, visit_id=self._visit), done=self._show_loaded, owner=self
            )

    def render_state(self, state: FieldState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        if not state.can_enter:  # what was refused is no part of a visit that is finished
            self._give_up_refused()
        self._title.setText(state.title)
        show_chip(self._chip, *state.standing)
        for section in self.sections.values():
            section.render_state(state)
        self._stop_in_turn()
        self._tell_unsaved()
        self.actions_bar.show_state(state)
        self._reach_goal()
        if self._writing and self._place and self._place.field != self._writing.key:
            self._keep_place()  # the field belongs to a finding that was just noted

    def _stop_in_turn(self) -> None:
        """Tab reads the page from above; what was made last would come after the whole window."""
        stops = [stop for section in self.sections.values() for stop in section.tab_stops]
        if stops != self._stops:
            self._stops = stops
            stop_in_turn(stops)

    def keep(self, keeping: Keeping) -> None:
        """Keep one change in a transaction of its own."""
        field = keeping.field

        def refused(error: UserError) -> None:
            if field is not None:
                field.refuse(told(error))
                self._tell_unsaved()
                self._keep_soon()

        def failed(_error: Exception) -> None:
            if field is not None:
                field.refuse(tr("Not saved. Leave the field once more to try again."))
                self._tell_unsaved()

        def done(outcome: Any) -> None:
            if field is not None:
                field.accept(keeping.text)
                self._keep_soon()  # what was typed meanwhile
            if keeping.then is not None:
                self._goal = keeping.then(outcome)

        self._desk.tasks.run(
            keeping.use_case, label=tr("Saving"), done=done, owner=self, refused=refused, failed=failed
        )

    def field(self, key: str) -> QWidget | None:
        """The editor of a field, where it is on screen."""
        return next((each for each in self.findChildren(QWidget) if each.property(FIELD_KEY) == key), None)

    def go_to(self, key: str) -> None:
        """Put the cursor into a field, as soon as it is there."""
        self._goal = key
        self._reach_goal()

    def _show_loaded(self, loaded: FieldState) -> None:
        if loaded.visit.id == self._visit:
            is_first = self._state is None
            self.render_state(replace(loaded, busy=self._desk.tasks.busy))
            if is_first and any(key.startswith(NEW_FINDING) for key in (self._goal, *loaded.typed)):
                self._begin_again()
            if is_first and loaded.typed and loaded.can_enter:
                self._resume(loaded.typed)

    def _begin_again(self) -> None:
        """The program ended at a finding of which nothing was kept yet."""
        self.findings.add_finding()
        self._reach_goal()

    def _resume(self, typed: Mapping[str, str]) -> None:
        """Go on with what was typed before the program ended: only the field with the cursor waits."""
        waiting = self.window().focusWidget()
        for field in self.findChildren(KeptField):
            if field.key in typed:
                field.resume(typed[field.key])
                if field.editor is not waiting or not field.editor.isVisible():
                    field.leave()  # also where what it belongs to is out of sight

    def _reach_goal(self) -> None:
        target = self.field(self._goal) if self._goal and self.isVisible() else None
        if target is not None:
            self._goal = ""
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring_into_sight(target)

    def _bring_into_sight(self, field: QWidget) -> None:
        """Scroll to a field; once more when what was just added around it has found its place."""
        self._scroll_to(field)
        QTimer.singleShot(0, field, partial(self._scroll_to, field))

    def _scroll_to(self, field: QWidget) -> None:
        """See a field whole, with room around it; Qt's own is content with the line that holds the cursor."""
        inside, bar = self._area.widget(), self._area.verticalScrollBar()
        if inside is None or not inside.isAncestorOf(field):
            return
        top = field.mapTo(inside, QPoint(0, 0)).y()
        lowest = top + field.height() + _AROUND - self._area.viewport().height()
        bar.setValue(min(max(bar.value(), lowest), max(top - _AROUND, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field with the cursor stays in sight: when the window begins, and when it is made smaller."""
        super().resizeEvent(event)
        self._stay_in_sight()

    def _stay_in_sight(self) -> None:
        focused = self.window().focusWidget()  # also of a window that is not active yet
        if focused and self.isAncestorOf(focused):
            self._bring_into_sight(focused)

    def _follow_cursor(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep where the cursor is, and bring it into sight."""
        if now is None or self._visit is None or not self.isAncestorOf(now):
            return
        self._bring_into_sight(now)
        if isinstance(now.property(FIELD_KEY), str):
            field = now.parentWidget()
            if isinstance(field, KeptField) and field is not self._writing:
                self._writing = field
                if field not in self._watched:
                    self._watched.add(field)
                    field.typed.connect(self._keep_soon)
            self._keep_place()

    def _keep_soon(self) -> None:
        """Who types without a pause loses no more than who stops: the clock runs from the first letter."""
        if not self._soon.isActive():
            self._soon.start()

    def _keep_place(self) -> None:
        """Keep where the cursor is and what is typed and not kept, so that the program begins there again."""
        if self._visit is None or self._writing is None or not (self._state and self._state.can_enter):
            return
        fields = {each.key: each.unsent for each in self.findChildren(KeptField) if each.key != ADDING}
        typed = {key: text for key, text in fields.items() if text is not None}
        place = FieldPlace(self._visit, self._writing.key, typed)
        self._tell_unsaved()
        if place != self._place:
            self._place = place
            self._desk.tasks.load(partial(keep_place, place=place), done=_kept, owner=self)

    def _do(self, key: str) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and key != "field.leave":
            focused.clearFocus()  # what is being typed is kept first
            focused.setFocus()  # where the action itself goes nowhere, and where its question is declined
        steps: dict[str, Callable[[], None]] = {
            "field.leave": self._leave,
            "field.reopen": self._reopen,
            "field.headcount": partial(self._jump, "headcount"),
            "field.checklist": partial(self._jump, "checklist"),
            "field.files": partial(self._jump, "files"),
            "field.clean": self._say_clean,
            "field.papers": partial(self._open_papers, ""),
            "field.finding": self.findings.add_finding,
            "field.finish": self._finish,
        }
        steps[key]()

    def _open_papers(self, field: str) -> None:
        """Turn to the photos and minutes; a photo shows the finding that the way began at."""
        if self._visit is not None:
            self.routed.emit(Route("visit_papers", visit=self._visit, field=field))

    def _jump(self, section: str) -> None:
        target = self.sections[section].begin()
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        self.setFocus()  # what is being typed is kept first
        self._desk.tasks.load(forget_place, done=_kept, owner=self)
        self._visit, self._place = None, None
        self._desk.tasks.tell_unsaved(())
        self.left.emit()

    def _say_clean(self) -> None:
        if self._state:
            saying = partial(say_clean, visit_id=self._state.visit.id)
            self._desk.tasks.run(saying, label=tr("Saving"), done=self._tell_clean, owner=self)

    def _tell_clean(self, _outcome: Any) -> None:
        """Said where it is seen from anywhere on the page; what speaks against it is said with it."""
        against = (self._state.against_clean if self._state else "", refused_words(self._refused))
        words = " ".join(filter(None, (tr("Nothing was found: said."), *against)))
        self._desk.tell(words, Tone.WARN if any(against) else Tone.OK)

    def _finish(self) -> None:
        """Finish what is on disk: what was typed last is kept before the visit is read."""
        if self._visit is not None:
            reading = partial(read_field, visit_id=self._visit)
            self._desk.tasks.load(reading, done=self._finish_read, owner=self)

    def _finish_read(self, loaded: FieldState) -> None:
        if loaded.visit.id != self._visit:
            return
        if refused := self._refused:
            self._desk.tell(tr("Not finished yet.") + " " + refused_words(refused), Tone.BAD)
            self.go_to(refused[0].key)
        elif self._is_sure(loaded.unfinished):
            finishing = partial(finish_and_compare, visit=loaded.visit.id)
            self._desk.tasks.run(
                finishing,
                label=tr("Finishing the visit"),
                done=self._tell_finished,
                owner=self,
                refused=lambda _why: self.go_to(loaded.owing),
            )

    @property
    def _refused(self) -> list[KeptField]:
        """The fields in which something stands that was refused, in the order in which they are read."""
        fields = [stop.parentWidget() for stop in self._stops]
        return [each for each in fields if isinstance(each, KeptField) and each.reason]

    def _tell_unsaved(self) -> None:
        self._desk.tasks.tell_unsaved(refused_names(self._refused))

    def _give_up_refused(self) -> None:
        for field in self._refused:
            field.give_up()

    def _is_sure(self, unfinished: tuple[str, ...]) -> bool:
        """Ask where something was begun and not brought to its end."""
        title, action = tr("Finish the visit?"), tr("Finish the visit")
        return not unfinished or self._desk.dialogs.confirm(title, "\n".join(unfinished), action)

    def _tell_finished(self, finished: Finished) -> None:
        self._place = None
        number = finished.visit.number
        if finished.outdated is None:
            self._desk.tell(tr("The visit {number} is finished.", number=number), Tone.OK)
            return
        told = N_(
            "The visit {number} no longer says what version {version} of its minutes says: sign a new one."
        )
        self._desk.tell(tr(told, number=number, version=finished.outdated), Tone.WARN)
        self.routed.emit(Route("visit_papers", visit=finished.visit.id))

    def _reopen(self) -> None:
        if self._state is None:
            return
        reason = self._desk.dialogs.reason(
            tr("Open the visit again?"),
            tr(
                "{title}: the history keeps what it says now. Minutes that are signed stay; a new version "
                "with this reason corrects them.",
                title=self._state.title,
            ),
            tr("Open again"),
        )
        if reason:
            reopening = partial(reopen_visit, visit_id=self._state.visit.id, reason=reason)
            self._desk.tasks.run(reopening, label=tr("Saving"), done=_kept, owner=self)


def _kept(_outcome: object) -> None:
    """Only that it is on disk counts."""
