"""The columns of the signed versions of minutes."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.visit_papers.state import VersionLine

VERSION_COLUMNS: tuple[Column[VersionLine], ...] = (
    Column("number", N_("Version"), lambda line: line.number, width=56, numeric=True),
    Column("signed", N_("Sealed"), lambda line: line.signed, width=150, wraps=True),
    Column(
        "reason",
        N_("Why it was corrected"),
        lambda line: line.reason,
        tip=lambda line: line.reason or "",
        wraps=True,
    ),
    Column("seal", N_("Seal"), lambda line: line.seal, width=110, yields=1, tone=lambda _line: Tone.MUTED),
)
