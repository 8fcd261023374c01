"""The columns of the ranking."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.settlement.ranking import RankLine


def _name_tone(line: RankLine) -> Tone:
    return Tone.ACCENT if line.is_limit else Tone.PLAIN


def _name(line: RankLine) -> str:
    return f"─── {line.name} ───" if line.is_limit else line.name


def _muted(_line: RankLine) -> Tone:
    return Tone.MUTED


COLUMNS: tuple[Column[RankLine], ...] = (
    Column("bracket", "", lambda line: line.bracket, width=24),
    Column("rank", N_("Rank"), lambda line: line.rank, width=64, numeric=True, empty="", yields=2),
    Column("name", N_("Full name"), _name, tone=_name_tone, width=150, wraps=True),
    Column("code", N_("Code"), lambda line: line.code, width=64, tone=_muted, yields=5),
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
        "level",
        N_("Level"),
        lambda line: line.result,
        width=110,
        chip=True,
        tone=lambda line: line.tone,
        empty="",
    ),
    Column(
        "by_points",
        N_("By points"),
        lambda line: line.by_points,
        width=80,
        chip=True,
        tone=lambda line: line.by_points_tone,
        empty="",
        yields=3,
    ),
    Column(
        "similar",
        N_("Group"),
        lambda line: line.similar,
        width=70,
        tone=_muted,
        empty="",
        wraps=True,
        yields=4,
    ),
    Column("position", N_("Position"), lambda line: line.position, width=90, tone=_muted, dispensable=True),
    Column("remark", N_("Remark"), lambda line: line.remark, tone=_muted, empty="", wraps=True, yields=1),
)
LIMIT_FROM = 2  # a quota's line is written from this column on
