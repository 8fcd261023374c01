"""The columns of the list beside the chart."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.overview.state import ListLine

COLUMNS: tuple[Column[ListLine], ...] = (
    Column(
        "what",
        N_("Task"),
        lambda line: line.what,
        tone=lambda _line: Tone.MUTED,
        tip=lambda line: f"{line.who}: {line.what}",
        wraps=True,
        head=lambda line: line.who,
    ),
    Column(
        "when",
        N_("Due or points"),
        lambda line: line.when,
        width=112,
        chip=True,
        tone=lambda line: line.tone,
        empty="",
    ),
)
