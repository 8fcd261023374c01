"""The columns of the month's list."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.base.names import person_sort_key
from evalapp.ui.screens.month.state import MonthLine, nonzero

COLUMNS: tuple[Column[MonthLine], ...] = (
    Column("code", N_("Code"), lambda line: line.row.code, width=76, tone=lambda _line: Tone.MUTED),
    Column(
        "name",
        N_("Full name"),
        lambda line: line.row.name,
        tip=lambda line: line.row.name,
        order=lambda line: person_sort_key(line.row.name),
    ),
    Column(
        "position",
        N_("Position"),
        lambda line: line.row.position,
        width=140,
        tone=lambda _line: Tone.MUTED,
        tip=lambda line: line.row.position,
    ),
    Column("self", N_("Self"), lambda line: line.row.self_points, width=72, numeric=True),
    Column("deputy", N_("Deputy"), lambda line: line.row.deputy_points, width=72, numeric=True),
    Column("head", N_("Head"), lambda line: line.row.head_points, width=84, numeric=True),
    Column("bonus", N_("Bonus"), lambda line: nonzero(line.row.bonus), width=68, numeric=True),
    Column("deduction", N_("Deducted"), lambda line: nonzero(line.row.deduction), width=68, numeric=True),
    Column(
        "total",
        N_("Total"),
        lambda line: line.row.total,
        width=72,
        numeric=True,
        tone=lambda _line: Tone.STRONG,
    ),
    Column("level", N_("Level"), lambda line: line.result, width=128, chip=True, tone=lambda line: line.tone),
    Column(
        "note",
        N_("Note"),
        lambda line: line.note,
        empty="",
        tone=lambda _line: Tone.MUTED,
        tip=lambda line: line.note,
    ),
)
