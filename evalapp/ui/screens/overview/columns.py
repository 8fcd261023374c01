"""The columns of the list beside the chart."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.overview.state import ListLine

COLUMNS: tuple[Column[ListLine], ...] = (
    Column(
        "who",
        N_("Name"),
        lambda line: line.who,
        tone=lambda _line: Tone.STRONG,
        tip=lambda line: line.who,
        wraps=True,
    ),
    Column(
        "what", N_("Task"), lambda line: line.what, tip=lambda line: f"{line.who}: {line.what}", wraps=True
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
