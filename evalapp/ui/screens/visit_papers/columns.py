"""The columns of the signed versions of minutes."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.visit_papers.state import VersionLine

VERSION_COLUMNS: tuple[Column[VersionLine], ...] = (
    Column("number", N_("Version"), lambda line: line.number, width=70, numeric=True),
    Column("signed", N_("Sealed"), lambda line: line.signed, width=180),
    Column(
        "reason", N_("Why it was corrected"), lambda line: line.reason, tip=lambda line: line.reason or ""
    ),
    Column("seal", N_("Seal"), lambda line: line.seal, width=110, tone=lambda _line: Tone.MUTED),
)
