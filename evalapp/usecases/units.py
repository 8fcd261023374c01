"""Units as they are shown."""

from evalapp.domain.rights import Right
from evalapp.domain.units import Unit
from evalapp.store.work import Work


def list_units(work: Work) -> list[Unit]:
    """Every unit, in Vietnamese order."""
    work.require(Right.READ_PEOPLE)
    return work.units.all()
