"""The columns of service figures."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.indicators.state import CountedLine


def _muted(_line: CountedLine) -> Tone:
    return Tone.MUTED


COLUMNS: tuple[Column[CountedLine], ...] = (
    Column("code", N_("Code"), lambda each: each.indicator.code, width=130, tone=_muted),
    Column("name", N_("Indicator"), lambda each: each.indicator.name, width=250),
    Column("amount", N_("How many"), lambda each: each.amount, width=80, numeric=True),
    Column("whole", N_("Of how many"), lambda each: each.of_how_many, width=80, numeric=True),
    Column("share", N_("Share (%)"), lambda each: each.counted.total.share, width=80, numeric=True),
    Column("year", N_("Year so far (%)"), lambda each: each.counted.year.share, width=100, numeric=True),
    Column(
        "standing",
        N_("State"),
        lambda each: each.standing[0],
        width=110,
        chip=True,
        tone=lambda each: each.standing[1],
        tip=lambda each: each.doubt,
    ),
)
