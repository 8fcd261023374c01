"""The scenes around the grid: overview, search, and what is filled in on a panel."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.store.audit import ChainCheck
from evalapp.ui.screens.history.screen import HistoryScreen
from evalapp.ui.screens.overview.screen import OverviewScreen
from evalapp.ui.screens.people.editing import Editing, Subject
from evalapp.ui.screens.people.screen import PeopleScreen
from evalapp.ui.shell.routes import Route
from evalapp.ui.theatre import Theatre, settle

#: Typed without accents; and what nothing is called.
_WORDS, _NOWHERE = "an", "xyz"


def overview_unit(on: Theatre) -> None:
    """A unit that stands alone: its tasks, and the levels of its months."""
    on.show(on.places.scoring, Route("overview"))


def overview_units(on: Theatre) -> None:
    """A unit with others below it."""
    on.show(on.places.above, Route("overview"))


def overview_level(on: Theatre) -> None:
    """The people behind one part of a bar."""
    screen = on.show(on.places.above, Route("overview"))
    if isinstance(screen, OverviewScreen) and screen.state:
        bar = next(bar for bar in screen.state.bars if bar.total)
        screen.bars.part_opened.emit(bar, bar.segments[1])
        settle(on.tasks)


def overview_empty(on: Theatre) -> None:
    """Before anybody is there to be evaluated."""
    screen = on.show(on.places.scoring, Route("overview"))
    if isinstance(screen, OverviewScreen) and screen.state and screen.state.overview:
        nobody = replace(screen.state.overview, units=(), besides=(), past=())
        screen.render_state(replace(screen.state, overview=nobody))


def find_recent(on: Theatre) -> None:
    """The search box, just opened."""
    on.show(on.places.scoring, Route("month"))
    on.window.finder.open()
    settle(on.tasks)


def find_words(on: Theatre) -> None:
    """The search box with words typed without accents."""
    find_recent(on)
    on.window.finder.find_line.setText(_WORDS)


def find_nothing(on: Theatre) -> None:
    """Words that nothing is called."""
    find_recent(on)
    on.window.finder.find_line.setText(_NOWHERE)


def help_overview(on: Theatre) -> None:
    """The help beside a screen."""
    on.show(on.places.above, Route("overview"))
    on.window.help.turn()


def help_manual(on: Theatre) -> None:
    """The manual over a screen, at its page."""
    on.show(on.places.scoring, Route("month"))
    on.window.manual.open_at("month")


def people_person(on: Theatre) -> None:
    """Somebody on the panel, with their positions."""
    on.show(on.places.done, Route("people"))
    on.window.act("people", "people.edit_person")
    settle(on.tasks)


def people_refused(on: Theatre) -> None:
    """A new person who cannot be, with the reason at the field."""
    screen = on.show(on.places.done, Route("people"))
    on.window.act("people", "people.new_person")
    settle(on.tasks)
    if isinstance(screen, PeopleScreen) and screen.state and screen.state.editing:
        values = {**screen.state.editing.values, "name": "Lò Thị Mỷ", "birth_date": "31/02/1980"}
        screen.render_state(replace(screen.state, editing=None))
        editing = Editing(Subject.NEW_PERSON, values=values)
        error = UserError(N_("“{text}” is no date of the calendar."), text="31/02/1980")
        screen.render_state(replace(screen.state, editing=editing.refuse("birth_date", tr_error(error))))


def people_unit(on: Theatre) -> None:
    """A unit on the panel."""
    on.show(on.places.done, Route("people"))
    on.window.act("people", "people.edit_unit")
    settle(on.tasks)


def history_checked(on: Theatre) -> None:
    """The history, its chain just walked."""
    on.show(on.places.done, Route("history"))
    on.window.act("history", "history.check")
    settle(on.tasks)


def history_entry(on: Theatre) -> None:
    """One entry in full: scores that were given, from what to what."""
    screen = on.show(on.places.done, Route("history"))
    if isinstance(screen, HistoryScreen):
        lines = screen.state.lines
        told = next((line for line in lines if "scores" in line.entry.action), lines[0])
        screen.table.select(told)
        on.window.act("history", "history.entry")
        settle(on.tasks)


def history_nothing(on: Theatre) -> None:
    """Words that no entry has."""
    screen = on.show(on.places.done, Route("history"))
    if isinstance(screen, HistoryScreen):
        screen.find_line.setText(_NOWHERE)


def history_broken(on: Theatre) -> None:
    """A history that somebody changed outside the program."""
    screen = on.show(on.places.done, Route("history"))
    if isinstance(screen, HistoryScreen):
        screen.render_state(replace(screen.state, check=ChainCheck(200, "0" * 64, broken_at=17)))


def preview_form(on: Theatre) -> None:
    """Somebody's form, page by page, before it is printed."""
    on.show(on.places.done, Route("sheet", on.places.sheet_done))
    on.window.act("sheet", "sheet.preview")
    settle(on.tasks)


def preview_minutes(on: Theatre) -> None:
    """The minutes of the rating meeting, as Word will get them."""
    on.show(on.places.done, Route("month"))
    on.window.act("month", "month.meeting_shown")
    settle(on.tasks)


AROUND: Mapping[str, Callable[[Theatre], None]] = {
    "overview.unit": overview_unit,
    "overview.units": overview_units,
    "overview.level": overview_level,
    "overview.empty": overview_empty,
    "find.recent": find_recent,
    "find.words": find_words,
    "find.nothing": find_nothing,
    "help.overview": help_overview,
    "help.manual": help_manual,
    "preview.form": preview_form,
    "preview.minutes": preview_minutes,
    "history.checked": history_checked,
    "history.entry": history_entry,
    "history.nothing": history_nothing,
    "history.broken": history_broken,
    "people.person": people_person,
    "people.refused": people_refused,
    "people.unit": people_unit,
}
