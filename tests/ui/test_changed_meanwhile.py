"""What somebody began to change and somebody else changed meanwhile is refused, and stays as it was typed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.indicators import Figure, Subject
from evalapp.domain.products import ProductLine
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.routes import Route
from evalapp.usecases.indicators import record_figures
from evalapp.usecases.products import record_line
from evalapp.usecases.registers import amend_entry, record_entry
from tests.ui.driver import Driver
from tests.ui.world import HERE, JULY, opened

LINE = ProductLine("SP01", "Tờ trình", assigned=Decimal(8), done=Decimal(6))
FILES = Figure(Subject(unit=UnitId(0)), JULY, "HS_TIEPNHAN", value=Decimal(150))


def recorded(workspace: Workspace) -> None:
    """July with an entry, a product and a figure."""
    opened(workspace)
    with workspace.work() as work:
        record_entry(work, kind=KINDS["late"], since=date(2018, 7, 6), person_code="NV005")
        record_line(work, person_code="NV005", period=JULY, line=LINE)
        record_figures(work, period=JULY, figures=[FILES], unit_code=HERE.unit)


def elsewhere(at: Driver, changing: Callable[[Work], object]) -> None:
    """Somebody else saves; what the worker tells the screens is what a server would tell on F5."""
    at.tasks.run(changing, label="", done=lambda _done: None)
    at.settle()


def amended(work: Work) -> object:
    return amend_entry(work, entry_id=work.registers.all()[0].id, note="Có báo trước")


def typed_over(at: Driver, field: str, text: str) -> str:
    at.screen.panel.form.field(field).setText(text)
    at.do("filled.save")
    at.settle()
    assert at.screen.panel.form.field(field).text() == text
    return at.told


def test_an_entry_a_product_and_a_figure_are_not_overwritten_unseen(user: Callable[..., Driver]) -> None:
    at = user(recorded)

    at.visit("registers")
    at.do("registers.change")
    elsewhere(at, amended)
    of_entry = typed_over(at, "note", "Kẹt xe")
    at.window.go(Route("products", person="NV005"))
    at.settle()
    at.do("products.change")
    changed = replace(LINE, done=Decimal(7))
    elsewhere(at, lambda work: record_line(work, person_code="NV005", period=JULY, line=changed))
    of_product = typed_over(at, "done", "5")
    at.visit("indicators")
    at.screen.table.select(at.screen.state.line("HS_TIEPNHAN"))
    at.do("indicators.type")
    more = replace(FILES, value=Decimal(160))
    elsewhere(at, lambda work: record_figures(work, period=JULY, figures=[more], unit_code=HERE.unit))
    of_figure = typed_over(at, "value", "151")

    assert "was changed meanwhile, by somebody else or on another screen, so nothing was saved" in of_entry
    assert "“SP01” was changed meanwhile" in of_product
    assert "“HS_TIEPNHAN” was changed meanwhile" in of_figure
