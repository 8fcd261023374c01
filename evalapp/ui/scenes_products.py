"""The scenes of products and tasks: everybody's, one person's with what they come to, one refused, none."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.domain.policy.computed import computed_rows
from evalapp.domain.policy.model import Case
from evalapp.domain.products import ProductLine, WorkKind
from evalapp.store.work import Work
from evalapp.ui.screens.products.editing import new_line
from evalapp.ui.screens.products.screen import ProductsScreen
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre
from evalapp.usecases.people import list_people
from evalapp.usecases.policies import shipped
from evalapp.usecases.products import confirm_objective, person_products, record_line
from evalapp.usecases.rounds import list_rounds

_LINES = (
    ProductLine("TT01", "Tờ trình", WorkKind.ASSIGNED, Decimal("1.2"), Decimal(8), Decimal(6), 1, 2, 0, 1),
    ProductLine("BC02", "Báo cáo định kỳ", WorkKind.ASSIGNED, Decimal(1), Decimal(4), Decimal(4)),
    ProductLine("KH03", "Kế hoạch kiểm tra", WorkKind.HANDED_OVER, Decimal(2), Decimal(1)),
    ProductLine("DX04", "Báo cáo gấp", WorkKind.AD_HOC, Decimal("1.5"), Decimal(0), Decimal(1), 0, 1, 0, 1),
)  # fmt: skip


def products_everybody(on: Theatre) -> None:
    """The products of everybody in the unit."""
    _products(on)


def products_person(on: Theatre) -> None:
    """One person's products, with what the decree's formula makes of them beside."""
    screen = _products(on)
    state = screen.state
    if state is None:
        return
    first = next(each for each in state.people if each.lines)
    form = shipped()["nd-335-2025"].form("staff")
    if form is None:
        raise ValueError("the decree's form of staff")
    products = tuple(line.product for line in first.lines)
    seen = replace(first, computed=computed_rows(form, Case(id="", form="staff", products=products)))
    others = tuple(seen if each is first else each for each in state.people)
    screen.render_state(replace(state, people=others, person=first.person.code))


def products_refused(on: Theatre) -> None:
    """A product with a number that is none, the reason at its field."""
    screen = _products(on)
    state = screen.state
    if state is None:
        return
    who = next(each for each in state.people if each.lines).person.code
    error = UserError(N_("“{value}” is no number. Write only the number, such as 5.5."), value="năm")
    editing = replace(new_line(who), values={**new_line(who).values, "assigned": "năm"})
    screen.render_state(replace(state, person=who, editing=editing.refuse("assigned", tr_error(error))))


def products_empty(on: Theatre) -> None:
    """A month without products."""
    on.show(on.places.empty, Route("products"))


PRODUCTS: Mapping[str, Callable[[Theatre], None]] = {
    "products.everybody": products_everybody,
    "products.person": products_person,
    "products.refused": products_refused,
    "products.empty": products_empty,
}


def _products(on: Theatre) -> ProductsScreen:
    place = on.places.scoring
    on.tasks.run(partial(_recorded, place=place), label="", done=_nothing)
    screen = on.show(place, Route("products"))
    if not isinstance(screen, ProductsScreen):
        raise TypeError("the products' own screen")
    if screen.state:
        screen.render_state(replace(screen.state, person=""))
    return screen


def _recorded(work: Work, *, place: Place) -> None:
    unit = work.units.by_code(place.unit or "").id
    people = list_people(work, unit=unit, day=place.period.last_day)
    who = people[3].code
    if person_products(work, person_code=who, period=place.period).lines:
        return
    if not list_rounds(work, unit=unit):
        raise ValueError("scenes have a month")
    for line in _LINES:
        record_line(work, person_code=who, period=place.period, line=line)
    record_line(work, person_code=people[4].code, period=place.period, line=_LINES[1])
    confirm_objective(work, person_code=who, period=place.period, code="TT01", document="12/BB-HĐ")


def _nothing(_outcome: None) -> None:
    """The list is read when the screen is shown."""
