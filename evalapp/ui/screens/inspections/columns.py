"""The columns of the list of visits."""

from datetime import date, time

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.inspections import VISIT_KIND_LABELS
from evalapp.ui.screens.inspections.state import ShownVisit


def _muted(_line: ShownVisit) -> Tone:
    return Tone.MUTED


def _moment(line: ShownVisit) -> tuple[date, time]:
    return line.visit.day, line.visit.arrived or time.min


VISIT_COLUMNS: tuple[Column[ShownVisit], ...] = (
    Column("day", N_("Date"), lambda line: line.visit.day, width=92, order=_moment),
    Column(
        "arrived",
        N_("Arrival"),
        lambda line: line.visit.arrived.strftime("%H:%M") if line.visit.arrived else None,
        width=64,
        tone=_muted,
        dispensable=True,
    ),
    Column(
        "unit", N_("Unit"), lambda line: line.unit_name, tip=lambda line: line.visit.unit_code, wraps=True
    ),
    Column(
        "kind",
        N_("Kind"),
        lambda line: tr(VISIT_KIND_LABELS[line.visit.kind]),
        width=96,
        wraps=True,
        yields=1,
    ),
    Column("number", N_("Minutes"), lambda line: line.visit.number, width=120, tone=_muted, dispensable=True),
    Column("present", N_("Present"), lambda line: line.present, width=84, dispensable=True),
    Column("found", N_("Findings"), lambda line: line.found, width=76, numeric=True),
    Column(
        "state",
        N_("State"),
        lambda line: line.state[0],
        width=110,
        chip=True,
        tone=lambda line: line.state[1],
    ),
)
