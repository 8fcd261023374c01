"""What the registers show and allow: the entries of a unit's people, filtered, and what is filled in."""

from datetime import date

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, shown, tr
from evalapp.domain.people import Person
from evalapp.domain.registers import Entry
from evalapp.domain.rounds import RoundId
from evalapp.domain.units import Unit
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.registers.editing import Editing
from evalapp.ui.shell.people_choices import person_choice
from evalapp.ui.shell.routes import Place
from evalapp.usecases.entry_fates import Outcome, fates_words, rejected_words
from evalapp.usecases.registers import RegisterLine, touches

ENTRIES, SUGGESTIONS = "entries", "suggestions"
THIS_MONTH, ALL_MONTHS = "month", "all"


class EntryLine(Struct, frozen=True):
    """One entry as the list shows it."""

    line: RegisterLine

    @property
    def entry(self) -> Entry:
        """The entry itself."""
        return self.line.entry

    @property
    def about(self) -> str:
        """The name of whom or what it is about."""
        if self.line.person is not None:
            return self.line.person.name
        return self.line.unit.name if self.line.unit else ""

    @property
    def code(self) -> str:
        """The code of whom or what it is about."""
        subject = self.line.person or self.line.unit
        return subject.code if subject else ""

    @property
    def kind(self) -> str:
        """What happened."""
        return tr(self.entry.kind.label)

    @property
    def standing(self) -> tuple[str, Tone]:
        """Whether it stands, and where it counted."""
        if self.entry.withdrawn is not None:
            return tr("Withdrawn"), Tone.BAD
        counted = any(each.outcome is Outcome.COUNTED for each in self.line.fates)
        return fates_words(self.line.fates), Tone.ACCENT if counted else Tone.PLAIN

    @property
    def remark(self) -> str:
        """How many working days a leave takes, why the entry does not stand or was rejected, and the note."""
        withdrawn = self.entry.withdrawn
        why = "" if withdrawn is None else tr("Withdrawn: {reason}", reason=withdrawn)
        days = self.line.working_days
        taken = "" if days is None else tr("{count} working {count:day|days}", count=days)
        return "; ".join(filter(None, (taken, why, rejected_words(self.line.fates), self.entry.note)))


class RegistersState(Shown, frozen=True):
    """Everything the registers need to draw themselves."""

    place: Place
    entries: tuple[RegisterLine, ...] = ()
    people: tuple[Person, ...] = ()  # of the unit, on the last day of the month
    units: tuple[Unit, ...] = ()
    round_id: RoundId | None = None
    waiting: int = 0  # suggestions without a decision
    page: str = ENTRIES
    months: str = THIS_MONTH
    person: str = ""  # whose entries are shown; empty for everybody's
    editing: Editing | None = None
    today: date | None = None
    loaded: bool = False

    @property
    def lines(self) -> tuple[EntryLine, ...]:
        """The entries that are shown, the newest first."""
        shown = [EntryLine(each) for each in self.entries]
        shown = [line for line in shown if self.person in ("", line.code)]
        return tuple(sorted(shown, key=lambda line: (line.entry.since, line.entry.id), reverse=True))

    @property
    def pages(self) -> tuple[Choice, ...]:
        """What the screen can show."""
        waiting = tr("Suggestions ({count})", count=self.waiting) if self.waiting else tr("Suggestions")
        return (Choice(ENTRIES, tr("Entries")), Choice(SUGGESTIONS, waiting))

    @property
    def month_choices(self) -> tuple[Choice, ...]:
        """Of which time the entries are shown."""
        this = self.place.period.named.titled
        return (Choice(THIS_MONTH, this), Choice(ALL_MONTHS, tr("All months")))

    @property
    def person_choices(self) -> tuple[Choice, ...]:
        """Whose entries can be shown alone."""
        people = {person.code: person for person in self.people}
        people |= {line.person.code: line.person for line in self.entries if line.person}
        return (Choice("", tr("Everybody")), *map(person_choice, people.values()))

    @property
    def shows_entries(self) -> bool:
        """Whether the entries are shown, and not what they suggest."""
        return self.page == ENTRIES

    @property
    def can_enter(self) -> bool:
        """Whether an entry may be filled in: there is somebody, and nothing else is being filled in."""
        free = not self.busy and self.editing is None and self.shows_entries
        return free and self.place.unit is not None and self.loaded

    @property
    def can_change(self) -> bool:
        """Whether there is an entry to be changed."""
        return self.can_enter and any(line.entry.withdrawn is None for line in self.lines)

    def unseen(self, entry: Entry) -> str:
        """Where an entry that was just saved is found, where what is chosen above the list hides it."""
        who = next((each.code for each in self.people if each.id == entry.person), "")
        in_time = self.months == ALL_MONTHS or touches(entry, self.place.period)
        if in_time and self.person in ("", who):
            return ""
        told = N_("Recorded for {day}. The list does not show it: choose “{months}” and “{everybody}”.")
        return tr(told, day=shown(entry.since), months=tr("All months"), everybody=tr("Everybody"))

    @property
    def nothing(self) -> str:
        """Why no entry is shown."""
        if self.place.unit is None:
            return tr("There are no units yet.")
        if self.person or self.months == THIS_MONTH:
            return tr("Nothing is recorded for this choice. Record something, or show all months.")
        return tr("Nothing is recorded for the people of this unit yet.")
