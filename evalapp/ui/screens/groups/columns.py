"""The columns of a unit's people with their groups."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.groups.state import GroupLine


def _muted(_line: GroupLine) -> Tone:
    return Tone.MUTED


COLUMNS: tuple[Column[GroupLine], ...] = (
    Column("name", N_("Full name"), lambda line: line.person.name, width=140, wraps=True),
    Column("code", N_("Code"), lambda line: line.person.code, width=70, tone=_muted, yields=2),
    Column(
        "position",
        N_("Position"),
        lambda line: line.position.title if line.position else None,
        width=130,
        tone=_muted,
        wraps=True,
        yields=3,
    ),
    Column("similar", N_("Similar tasks"), lambda line: line.similar or None, width=140, wraps=True),
    Column("fields", N_("Field"), lambda line: ", ".join(line.fields) or None, width=140, wraps=True),
    Column("leads", N_("Leads the field"), lambda line: ", ".join(line.leads) or None, wraps=True, yields=1),
)
