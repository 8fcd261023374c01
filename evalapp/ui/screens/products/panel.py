"""The panel beside the products: what they come to, or the line that is being filled in."""

from functools import partial

from evalapp.base.messages import tr
from evalapp.ui.screens.products.editing import fields_of, save_line
from evalapp.ui.screens.products.state import ProductsState
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.filling_panel import ExplainingPanel
from evalapp.ui.shell.half_typed import Aside
from evalapp.ui.shell.routes import Desk


class LinePanel(ExplainingPanel):
    """Explains what is shown; fills in what the state says is being edited."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("What it comes to"))

    def render_state(self, state: ProductsState) -> None:
        """Draw what is being filled in, else what the products come to."""
        self.show_told(tr("What it comes to"), ["\n\n".join(state.explained)])
        self.show_filling(_filling_of(state))


def _filling_of(state: ProductsState) -> Filling | None:
    editing = state.editing
    if editing is None:
        return None
    people = [each.person for each in state.people]
    return Filling(
        key=(editing.person, editing.product),
        title=editing.title,
        fields=partial(fields_of, editing, state.catalogue, people),
        filled=editing,
        save=partial(save_line, editing=editing, period=state.place.period, catalogue=state.catalogue),
        busy=state.busy,
        aside=Aside(f"product/{state.place.period}/{editing.person}/{editing.product}"),
    )
