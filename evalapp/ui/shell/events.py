"""Recording one event for several people at once: Ctrl+L, a few fields, Enter."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from evalapp.base.columns import Tone
from evalapp.base.errors import FieldError, Unsure, UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.values import as_day_of
from evalapp.domain.entry_kinds import KINDS, EntryKind
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.registers import Entry, EntryId
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.forms import FieldKind, FieldSpec, Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.filling import told
from evalapp.ui.shell.half_typed import Aside, HalfTypedLine
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.words import some_names
from evalapp.usecases.entry_doubts import ask, doubts_about_days, doubts_about_double
from evalapp.usecases.registers import record_for_all, withdraw_all

_WIDTH = 320
_NARROW = 256  # where the grid needs the room
_ANY_WIDTH = 16_777_215  # as Qt has it
_SHORT = 900  # pixels of grid and panel together
_NAMED = 4  # people whose names are shown; the others are counted
_FORMAT = "%d/%m/%Y"
_ASKED = ("kind", "since", "until", "document")  # what a question may be about


class EventState(Struct, frozen=True):
    """What is being recorded of whom, and why some of it was refused."""

    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # name of each code
    period: Period | None = None
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    refused: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    busy: bool = False
    sure: frozenset[str] = frozenset()  # the fields at which something unusual was asked about already

    def typed(self, values: Mapping[str, str]) -> Self:
        """The same while it is saved as typed; something else is asked about anew."""
        same = all(values.get(key) == self.values.get(key) for key in _ASKED)
        return replace(
            self, values=values, refused={}, busy=True, sure=self.sure if same else frozenset[str]()
        )

    def refused_by(self, error: FieldError) -> Self:
        """The same with the field marked; what is unusual is recorded when it is said once more."""
        sure = self.sure | {error.field} if isinstance(error, Unsure) else self.sure
        return replace(self, busy=False, refused={error.field: told(error, brief=True)}, sure=sure)

    @property
    def whom(self) -> str:
        """Whom it is about, in one line."""
        return some_names(list(self.people.values()), _NAMED)


def kinds_for(policy: Policy) -> tuple[EntryKind, ...]:
    """Every kind of event, those from which something follows under the policy first."""
    known = {event.code for event in policy.events} | {ground.code for ground in policy.bonus_grounds}
    return tuple(sorted(KINDS.values(), key=lambda kind: not known & {*kind.events, *kind.grounds}))


def record_event(
    work: Work,
    *,
    people: Sequence[str],
    period: Period,
    values: Mapping[str, str],
    sure: Collection[str] = (),
) -> tuple[Entry, ...]:
    """Record the event as it was typed; a refusal says at which field."""
    if not values["kind"]:
        raise FieldError("kind", UserError(N_("Say what happened.")))
    since, until = _day(values, "since", period), _day(values, "until", period)
    if since is None:
        raise FieldError("since", UserError(N_("Write the day on which it happened or began.")))
    kind = KINDS[values["kind"]]
    if not kind.is_leave and not period.first_day <= since <= period.last_day:
        raise FieldError(
            "since",
            UserError(
                N_("{day} is not in {month}, so nothing would follow from it here."),
                day=since,
                month=period.named,
            ),
        )
    ask(doubts_about_days(work, near=period, since=since, until=until), sure=sure)
    document = values["document"]
    ask(doubts_about_double(work, kind=kind, since=since, people=people, document=document), sure=sure)
    return record_for_all(
        work,
        kind=kind,
        since=since,
        until=until,
        people=people,
        document=document,
        note=values["note"],
    )


def _day(values: Mapping[str, str], key: str, period: Period) -> date | None:
    try:
        return as_day_of(values[key], period)
    except UserError as error:
        raise FieldError(key, error) from error


ACTIONS: tuple[ActionSpec[EventState], ...] = (
    ActionSpec("event.leave", N_("Close"), shortcut="Esc"),
    ActionSpec(
        "event.save",
        N_("Record"),
        shortcut="Ctrl+Return",
        primary=True,
        allowed=lambda state: not state.busy,
        words=lambda state: tr("Record for {count} {count:person|people}", count=len(state.people)),
    ),
)


class EventPanel(QFrame):
    """Beside what is scored while an event is filled in."""

    left = Signal()
    recorded = Signal(object)  # the entries

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedWidth(px(_WIDTH))
        self._desk = desk
        self._state = EventState()
        self._title = label(tr("Record an event"), "title", wrap=True)
        self._whom = label(look="muted", wrap=True)
        for each in (self._title, self._whom):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.form = Form(tr("What is filled in"))
        self.form.submitted.connect(self._save)
        self.half_typed = HalfTypedLine(desk.tasks, self.form)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        above = (self._title, self._whom, self.half_typed)
        layout = column(self, *above, self.form, self.actions_bar, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(len(above), 1)
        layout.addStretch()
        self.hide()

    def fill(self) -> None:
        """Take whatever room is given, where the panel stands in the place of something else."""
        self.setMinimumWidth(px(_NARROW))
        self.setMaximumWidth(_ANY_WIDTH)

    def fit(self, room: int) -> None:
        """Take less of the room that grid and panel share where there is little."""
        self.setFixedWidth(px(_WIDTH if room >= px(_SHORT) else _NARROW))

    @property
    def state(self) -> EventState:
        """What is being recorded."""
        return self._state

    def begin(self, people: Mapping[str, str], policy: Policy, period: Period, today: date | None) -> None:
        """Fill in a new event about these people, named by their codes."""
        choices = tuple(
            Choice(kind.code, tr(kind.label), words=" ".join(kind.words)) for kind in kinds_for(policy)
        )
        fields = (
            FieldSpec("kind", N_("Event"), FieldKind.CHOICE, choices=choices),
            FieldSpec("since", N_("Day"), hint=N_("dd/mm/yyyy")),
            FieldSpec("until", N_("To"), hint=N_("dd/mm/yyyy, or empty")),
            FieldSpec("document", N_("Document"), hint=N_("Number, such as 12/QĐ-UBND")),
            FieldSpec("note", N_("Note")),
        )
        values = MappingProxyType({"since": period.day_offered(today).strftime(_FORMAT)})
        self.half_typed.leave()
        self.form.show_fields(fields, values)
        self.render_state(EventState(people, period, values))
        self.half_typed.begin(Aside(f"event/{period}", is_new=True, about=self._state.whom))
        self.show()
        self.form.begin()

    def render_state(self, state: EventState) -> None:
        """The only method that changes what is on screen; what is typed stays."""
        self._state = state
        self._whom.setText(state.whom)
        self._whom.setToolTip(", ".join(state.people.values()))
        self.form.mark(state.refused)
        self.actions_bar.show_state(state)

    def _do(self, key: str) -> None:
        {"event.leave": self._close, "event.save": self._save}[key]()

    def _close(self) -> None:
        self.half_typed.leave()
        self.left.emit()

    def _save(self) -> None:
        period = self._state.period
        if period is None or self._state.busy:
            return
        values: Mapping[str, str] = MappingProxyType(self.form.values)
        state = self._state.typed(values)
        self.render_state(state)
        recording = partial(
            record_event,
            people=list(state.people),
            period=period,
            values=values,
            sure=state.sure,
        )
        self._desk.tasks.run(
            recording,
            label=tr("Saving"),
            done=self._tell_recorded,
            owner=self,
            refused=self._mark_refused,
            failed=self._free,
        )

    def _tell_recorded(self, entries: tuple[Entry, ...]) -> None:
        self.render_state(replace(self._state, busy=False))
        self.half_typed.end()
        self.recorded.emit(entries)

    def _mark_refused(self, error: UserError) -> None:
        if isinstance(error, FieldError):
            self.render_state(self._state.refused_by(error))
            return
        self._free(error)
        self._desk.tell(tr_error(error), Tone.BAD)

    def _free(self, _error: Exception) -> None:
        self.render_state(replace(self._state, busy=False))


class EventSteps(QObject):
    """What becomes of an event: told with the way back, taken back with a reason."""

    left = Signal()
    recorded = Signal(object)  # the keys of what was recorded last; none once it was taken back

    def __init__(self, desk: Desk, panel: EventPanel) -> None:
        super().__init__(panel)
        self._desk = desk
        self._panel = panel
        panel.left.connect(self._leave)
        panel.recorded.connect(self._tell)

    def withdraw(self, entries: tuple[EntryId, ...]) -> None:
        """Take an event back that was just recorded; the entries stay on record with the reason."""
        reason = self._desk.dialogs.reason(
            tr("Withdraw the event for {count} {count:person|people}?", count=len(entries)),
            tr("The entries stay on record with the reason; what they proposed goes."),
            tr("Withdraw"),
        )
        if reason and entries:
            taking = partial(withdraw_all, entries=entries, reason=reason)
            self._desk.tasks.run(taking, label=tr("Saving"), done=self._forget, owner=self)

    def _leave(self) -> None:
        self._panel.hide()
        self.left.emit()

    def _tell(self, entries: tuple[Entry, ...]) -> None:
        self._leave()
        self.recorded.emit(tuple(entry.id for entry in entries))
        self._desk.tell(
            tr(
                "Recorded for {count} {count:person|people}: {kind}. Ctrl+Shift+L withdraws it.",
                count=len(entries),
                kind=tr(entries[0].kind.label),
            ),
            Tone.OK,
        )

    def _forget(self, _entries: object) -> None:
        self.recorded.emit(())
