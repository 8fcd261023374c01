"""The columns of the ranking."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.settlement.state import RankLine


def _name_tone(line: RankLine) -> Tone:
    return Tone.ACCENT if line.is_limit else Tone.PLAIN


def _name(line: RankLine) -> str:
    return f"─── {line.name} ───" if line.is_limit else line.name


COLUMNS: tuple[Column[RankLine], ...] = (
    Column("rank", N_("Rank"), lambda line: line.rank, width=64, numeric=True, empty=""),
    Column("name", N_("Full name"), _name, tone=_name_tone, tip=lambda line: line.name),
    Column("position", N_("Position"), lambda line: line.position, width=130, tone=lambda _line: Tone.MUTED),
    Column(
        "total",
        N_("Total"),
        lambda line: None if line.is_limit else line.total,
        width=72,
        numeric=True,
        tone=lambda _line: Tone.STRONG,
        empty="",
    ),
    Column(
        "by_points",
        N_("By points"),
        lambda line: line.by_points,
        width=92,
        chip=True,
        tone=lambda line: line.by_points_tone,
        empty="",
    ),
    Column(
        "level",
        N_("Level"),
        lambda line: line.result,
        width=124,
        chip=True,
        tone=lambda line: line.tone,
        empty="",
    ),
    Column("remark", N_("Remark"), lambda line: line.remark, tone=lambda _line: Tone.MUTED, empty=""),
)
