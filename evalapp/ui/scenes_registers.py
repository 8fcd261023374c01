"""The scenes of the registers: entries, one being filled in, one refused, and what they suggest."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.registers import Entry
from evalapp.store.work import Work
from evalapp.ui.screens.registers.editing import new_entry
from evalapp.ui.screens.registers.screen import RegistersScreen
from evalapp.ui.screens.registers.state import SUGGESTIONS
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.half_typed import keep_half_typed
from evalapp.usecases.people import list_people
from evalapp.usecases.registers import list_entries, record_entry, withdraw_entry


def registers_full(on: Theatre) -> None:
    """Entries of the month, one of them withdrawn."""
    _registers(on)


def registers_empty(on: Theatre) -> None:
    """A month in which nothing was recorded."""
    on.show(on.places.empty, Route("registers"))


def registers_entry(on: Theatre) -> None:
    """A new entry is being filled in."""
    _registers(on)
    on.window.act("registers", "registers.new")
    settle(on.tasks)


def registers_half_typed(on: Theatre) -> None:
    """An entry that was half typed when the program ended, offered again."""
    screen = _registers(on)
    if screen.state and screen.state.place.unit:
        form = f"register/{screen.state.place.unit}/new"
        values = {"kind": "commendation", "note": "Hoàn thành sớm đề án"}
        on.tasks.run(partial(keep_half_typed, form=form, values=values), label="", done=_nothing)
    registers_entry(on)


def registers_refused(on: Theatre) -> None:
    """An entry with a day that is none, the reason at its field."""
    screen = _registers(on)
    if screen.state:
        code = screen.state.people[1].code
        fresh = new_entry(code, screen.state.place.period, screen.state.today)
        values = {**fresh.values, "kind": "leave_sick", "since": "31/02/2018"}
        error = UserError(N_("“{text}” is no date of the calendar."), text="31/02/2018")
        editing = replace(fresh, values=values).refuse("since", tr_error(error))
        screen.render_state(replace(screen.state, editing=editing))


def registers_suggestions(on: Theatre) -> None:
    """What the entries suggest for the month."""
    screen = _registers(on)
    if screen.state:
        screen.pages.chosen.emit(SUGGESTIONS)
        settle(on.tasks)


REGISTERS: Mapping[str, Callable[[Theatre], None]] = {
    "registers.full": registers_full,
    "registers.empty": registers_empty,
    "registers.entry": registers_entry,
    "registers.half_typed": registers_half_typed,
    "registers.refused": registers_refused,
    "registers.suggestions": registers_suggestions,
}


def _registers(on: Theatre) -> RegistersScreen:
    place = on.places.scoring
    on.tasks.run(partial(recorded, place=place), label="", done=_nothing)
    screen = on.show(place, Route("registers"))
    if not isinstance(screen, RegistersScreen):
        raise TypeError("the registers' own screen")
    return screen


def recorded(work: Work, *, place: Place) -> None:
    """Some entries of the month, where there are none yet."""
    unit = work.units.by_code(place.unit or "")
    if list_entries(work, unit=unit.id, period=place.period):
        return
    people = [person.code for person in list_people(work, unit=unit.id, day=place.period.last_day)]
    year, month = place.period.year, place.period.number

    def record(
        kind: str, person: int, day: int, *, until: int = 0, number: str = "", note: str = ""
    ) -> Entry:
        return record_entry(
            work,
            kind=KINDS[kind],
            since=date(year, month, day),
            until=date(year, month, until) if until else None,
            person_code=people[person],
            document=number,
            note=note,
        )

    record("late", 4, 6, note="Đi muộn 45 phút, không báo cáo")
    record("dress", 6, 12, number="05/BB-KT", note="Kiểm tra đột xuất")
    record("leave_sick", 8, 10, until=14, note="Có giấy của bệnh viện")
    record("commendation", 2, 18, number="1207/QĐ-UBND", note="Giấy khen của UBND huyện")
    record("complaint_upheld", 5, 20, number="33/KL-TTr")
    wrong = record("late_report", 3, 21)
    withdraw_entry(work, entry_id=wrong.id, reason="Ghi nhầm người")


def _nothing(_outcome: None) -> None:
    """The list is read when the screen is shown."""
