"""Reading the products of a unit's month, in one transaction."""

from evalapp.store.work import Work
from evalapp.ui.screens.products.state import ProductsState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.products import catalogue_of, month_products


def read_products(work: Work, *, place: Place) -> ProductsState:
    """Everybody's products of a unit's month, and what may be assigned there."""
    if place.unit is None:
        return ProductsState(place, loaded=True)
    unit = work.units.by_code(place.unit).id
    return ProductsState(
        place,
        tuple(month_products(work, unit=unit, period=place.period)),
        tuple(catalogue_of(work, unit=unit, period=place.period)),
        loaded=True,
    )
