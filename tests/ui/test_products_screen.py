"""The place of products and tasks: typed, confirmed, taken in, and what they come to."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from evalapp.domain.policy.computed import computed_rows
from evalapp.domain.policy.model import Case
from evalapp.domain.products import ProductLine
from evalapp.domain.units import Unit, UnitId
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.products.state import ProductsState
from evalapp.ui.shell.routes import Route
from evalapp.usecases.policies import shipped
from evalapp.usecases.products import PersonProducts, record_line
from tests import make
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import HERE, JULY, opened

Sit = Callable[..., Driver]
LATE = ProductLine(
    "SP01", "Tờ trình", coefficient=Decimal("1.2"), assigned=Decimal(8), done=Decimal(6),
    quality_failures=1, delays=2, objective_delays=1,
)  # fmt: skip


def recorded(workspace: Workspace) -> None:
    """July, just opened, with a product of one person."""
    opened(workspace)
    with workspace.work() as work:
        record_line(work, person_code="NV005", period=JULY, line=LATE)


def at_products(at: Driver, person: str = "NV005") -> Driver:
    at.window.go(Route("products", person=person))
    at.settle()
    return at


def test_a_persons_products_are_reached_from_the_grid_of_the_month(user: Sit) -> None:
    at = user(recorded)

    at.do("month.products")
    at.settle()

    assert at.screen.state.person != ""


def test_a_product_is_added_with_the_keyboard_and_stands_in_the_list(user: Sit) -> None:
    at = at_products(user(recorded))

    at.do("products.new")
    form = at.screen.panel.form
    for key, text in {"code": "SP02", "name": "Báo cáo", "assigned": "4", "done": "3,5"}.items():
        form.field(key).setText(text)
    at.do("filled.save")
    at.settle()

    assert at.column("code") == ["SP01", "SP02"]
    assert at.screen.state.editing is None


def test_a_number_that_is_none_is_refused_at_its_field_and_stays_as_typed(user: Sit) -> None:
    at = at_products(user(recorded))

    at.do("products.new")
    form = at.screen.panel.form
    form.field("code").setText("SP02")
    form.field("assigned").setText("năm")
    at.do("filled.save")
    at.settle()

    assert "năm" in form.reason("assigned")
    assert form.field("assigned").text() == "năm"


def test_a_confirmed_cause_says_who_confirmed_it(user: Sit, answers: Answers) -> None:
    at = at_products(user(recorded))
    answers.reason = "12/BB-HĐ"

    at.do("products.confirm")
    at.settle()

    (line,) = at.screen.state.lines
    assert line.line.confirmation is not None
    assert line.line.confirmation.document == "12/BB-HĐ"
    assert not at.screen.state.can_confirm


def test_work_handed_over_on_screen_comes_to_the_other_person(user: Sit) -> None:
    at = at_products(user(recorded))

    at.do("products.change")
    form = at.screen.panel.form
    form.field("kind").show_choices([Choice("handed_over", "Chuyển giao")], "handed_over")
    form.field("passed_to").show_choices([Choice("NV006", "NV006")], "NV006")
    at.do("filled.save")
    at.settle()

    people = {each.person.code: each.lines for each in at.screen.state.people}
    assert people["NV005"][0].kind.value == "handed_over"
    assert people["NV006"][0].kind.value == "received"


def test_a_list_is_looked_at_before_it_is_taken_in(user: Sit, answers: Answers, tmp_path: Path) -> None:
    header = ("Mã CB", "Mã sản phẩm", "Tên", "Hệ số", "Được giao", "Hoàn thành")
    answers.file = make.book(tmp_path / "sp.xlsx", header, ("NV006", "SP09", "Kế hoạch", 2, 3, 3))
    at = at_products(user(recorded))

    at.do("products.take_in")
    at.settle()

    state = at.screen.intake.state
    assert state is not None
    assert (state.good, state.can_apply) == (1, True)


def test_a_product_taken_away_is_gone_from_the_list(user: Sit) -> None:
    at = at_products(user(recorded))

    at.do("products.remove")
    at.settle()

    assert at.screen.state.lines == ()


def test_what_products_come_to_is_said_part_by_part() -> None:
    with_products = ProductsState(HERE)
    form = shipped()["nd-335-2025"].form("staff")
    assert form is not None
    person = make.person(make.position())
    unit = Unit(UnitId(1), "u", "PNV", ())
    computed = computed_rows(form, Case(id="", form="staff", products=(LATE.product,)))
    seen = PersonProducts(person, unit, JULY, (LATE,), computed=computed)
    state = replace(with_products, people=(seen,), person=person.code)

    assert len(state.explained) == 5
    assert "75" in state.explained[2]
