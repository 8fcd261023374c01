"""The columns of the tree of units and of the list of people."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, counted
from evalapp.ui.screens.people.state import PersonLine, UnitLine

_INDENT = "    "


def _muted(_line: object) -> Tone:
    return Tone.MUTED


UNIT_COLUMNS: tuple[Column[UnitLine], ...] = (
    Column(
        "name",
        N_("Unit"),
        lambda line: _INDENT * line.depth + line.name,
        tip=lambda line: line.name,
        tone=lambda line: Tone.PLAIN if line.depth else Tone.STRONG,
        wraps=True,
    ),
    Column(
        "people",
        N_("People"),
        lambda line: counted(line.people),
        width=84,
        numeric=True,
        order=lambda line: line.people,
        tone=_muted,
    ),
)

COLUMNS: tuple[Column[PersonLine], ...] = (
    Column("code", N_("Code"), lambda line: line.person.code, width=80, tone=_muted, yields=1),
    Column(
        "name",
        N_("Full name"),
        lambda line: line.person.name,
        width=132,
        tip=lambda line: line.person.name,
        order=lambda line: line.person.sort_key,
        wraps=True,
    ),
    Column(
        "title",
        N_("Position"),
        lambda line: line.position.title if line.position else None,
        width=136,
        wraps=True,
    ),
    Column("role", N_("Role"), lambda line: line.role or None, width=110, yields=3),
    Column(
        "birth",
        N_("Born"),
        lambda line: line.person.birth.label if line.person.birth else None,
        width=100,
        tone=_muted,
        yields=4,
    ),
    Column(
        "unit",
        N_("Unit"),
        lambda line: line.unit or None,
        width=130,
        tone=_muted,
        tip=lambda line: line.unit,
        wraps=True,
        yields=2,
    ),
    Column(
        "category",
        N_("Category"),
        lambda line: line.category or None,
        width=120,
        tone=_muted,
        dispensable=True,
    ),
    Column(
        "standing",
        N_("Standing"),
        lambda line: line.standing[0],
        width=110,
        chip=True,
        tone=lambda line: line.standing[1],
    ),
)
