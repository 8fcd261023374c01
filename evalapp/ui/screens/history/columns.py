"""The columns of the history."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.domain.user_names import called
from evalapp.ui.screens.history.state import HistoryLine


def _muted(_line: HistoryLine) -> Tone:
    return Tone.MUTED


COLUMNS: tuple[Column[HistoryLine], ...] = (
    Column("number", N_("No."), lambda line: line.entry.seq, width=70, numeric=True, tone=_muted, yields=3),
    Column("at", N_("When"), lambda line: line.at, width=156),
    Column(
        "actor",
        N_("By whom"),
        lambda line: called(line.entry.actor),
        width=150,
        tip=lambda line: called(line.entry.actor),
        yields=2,
    ),
    Column(
        "action",
        N_("What was done"),
        lambda line: line.action,
        tip=lambda line: line.entry.action,
    ),
    Column(
        "subject",
        N_("To what"),
        lambda line: line.subject,
        tip=lambda line: line.entry.subject,
        yields=1,
    ),
    Column(
        "detail",
        N_("Details"),
        lambda line: line.brief,
        tone=_muted,
        tip=lambda line: line.brief,
        empty="",
        yields=4,
    ),
)
