"""The columns of longer periods, petitions and days off."""

from datetime import date
from functools import partial

from msgspec import Struct

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.holidays import HOLIDAY_LABELS, Holiday, HolidayKind
from evalapp.domain.petitions import PetitionLine
from evalapp.ui.screens.periods.state import ResultLine, petition_state
from evalapp.ui.shell.words import level_tone

#: Where the months stand among the columns of results.
FIRST_MONTH = 6


class PetitionRow(Struct, frozen=True):
    """A petition on the day it is looked at."""

    line: PetitionLine
    today: date


def _muted(_row: object) -> Tone:
    return Tone.MUTED


def _text(number: int, line: ResultLine) -> str | None:
    return line.month_text(number) or None


def _tone(number: int, line: ResultLine) -> Tone:
    return line.month_tone(number)


def _tip(number: int, line: ResultLine) -> str:
    return line.month_tip(number)


def _month(number: int) -> Column[ResultLine]:
    return Column(
        f"m{number}",
        str(number),
        partial(_text, number),
        width=26,
        tone=partial(_tone, number),
        tip=partial(_tip, number),
        empty="",
        yields=1,
    )


RESULT_COLUMNS: tuple[Column[ResultLine], ...] = (
    Column("name", N_("Name"), lambda line: line.name, width=80, wraps=True),
    Column("code", N_("Code"), lambda line: line.row.code, width=64, tone=_muted, yields=4),
    Column("unit", N_("Unit"), lambda line: line.row.unit_code, width=60, tone=_muted, yields=2),
    Column("total", N_("Total"), lambda line: line.total, width=60, numeric=True, yields=3),
    Column(
        "level",
        N_("Level"),
        lambda line: line.row.level,
        width=52,
        chip=True,
        tone=lambda line: level_tone(line.row.level, line.levels),
    ),
    Column(
        "standing",
        N_("State"),
        lambda line: line.standing[0],
        width=96,
        chip=True,
        tone=lambda line: line.standing[1],
        yields=5,
    ),
    *(_month(number) for number in range(1, 13)),
    Column("remark", N_("Note"), lambda line: line.remark, tone=_muted, empty="", wraps=True, yields=6),
)

PETITION_COLUMNS: tuple[Column[PetitionRow], ...] = (
    Column("number", N_("No."), lambda row: str(row.line.petition.id), width=44, tone=_muted, yields=6),
    Column("name", N_("Person"), lambda row: row.line.called, width=150, wraps=True),
    Column("unit", N_("Unit"), lambda row: row.line.unit_code, width=60, tone=_muted, yields=4),
    Column("period", N_("Period"), lambda row: row.line.period.label, width=84, yields=1),
    Column("level", N_("Level"), lambda row: row.line.level, width=52, yields=3),
    Column("received", N_("Received"), lambda row: row.line.petition.received, width=92, yields=2),
    Column("due", N_("Answer due"), lambda row: row.line.due, width=92),
    Column(
        "state",
        N_("State"),
        lambda row: petition_state(row.line, row.today)[0],
        width=130,
        chip=True,
        tone=lambda row: petition_state(row.line, row.today)[1],
    ),
    Column("text", N_("Request"), lambda row: row.line.petition.text, tone=_muted, wraps=True, yields=5),
)

DAY_COLUMNS: tuple[Column[Holiday], ...] = (
    Column("day", N_("Day"), lambda each: each.day, width=110),
    Column(
        "kind",
        N_("Kind"),
        lambda each: tr(HOLIDAY_LABELS[each.kind]),
        width=190,
        chip=True,
        tone=lambda each: Tone.ACCENT if each.kind is HolidayKind.WORKED else Tone.PLAIN,
    ),
    Column("name", N_("Name"), lambda each: each.name or None),
)
