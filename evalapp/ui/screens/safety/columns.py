"""The columns of the list of backups."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.safety.state import BackupLine


def _muted(_line: BackupLine) -> Tone:
    return Tone.MUTED


COLUMNS: tuple[Column[BackupLine], ...] = (
    Column("number", N_("No."), lambda line: line.backup.name.number, width=64, numeric=True, tone=_muted),
    Column("at", N_("When"), lambda line: line.at, width=150),
    Column("reason", N_("Why"), lambda line: line.reason),
    Column("size", N_("Size"), lambda line: line.size, width=90, tone=_muted),
    Column("second", N_("Second copy"), lambda line: line.second, width=110),
    Column(
        "file",
        N_("File"),
        lambda line: line.backup.path.name,
        tone=_muted,
        tip=lambda line: str(line.backup.path),
    ),
)
