"""The columns of somebody's products."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.products.state import ShownLine


def _muted(_line: ShownLine) -> Tone:
    return Tone.MUTED


COLUMNS: tuple[Column[ShownLine], ...] = (
    Column("person", N_("Full name"), lambda each: each.called, width=84, tone=_muted, wraps=True),
    Column("code", N_("Code"), lambda each: each.line.code, width=60),
    Column("name", N_("Product, task"), lambda each: each.line.name or None, width=96, wraps=True),
    Column("kind", N_("Kind of work"), lambda each: each.kind, width=96, tone=_muted, wraps=True, yields=5),
    Column("coefficient", N_("Coeff."), lambda each: each.line.coefficient, width=52, numeric=True, yields=3),
    Column("assigned", N_("Assigned"), lambda each: each.line.assigned, width=52, numeric=True),
    Column("done", N_("Finished"), lambda each: each.line.done, width=52, numeric=True),
    Column(
        "failures",
        N_("Failed"),
        lambda each: each.line.quality_failures or None,
        width=52,
        numeric=True,
        empty="",
        yields=1,
    ),
    Column(
        "delays",
        N_("Late"),
        lambda each: each.line.delays or None,
        width=52,
        numeric=True,
        empty="",
        yields=2,
    ),
    Column(
        "objective",
        N_("Objective"),
        lambda each: each.objective[0],
        width=110,
        chip=True,
        tone=lambda each: each.objective[1],
        tip=lambda each: each.confirmed,
        yields=4,
    ),
)
