"""The panel beside longer periods: how a result came about, or what is being filled in."""

from functools import partial

from evalapp.base.messages import tr
from evalapp.ui.screens.periods.editing import save
from evalapp.ui.screens.periods.state import PeriodsState, ResultLine
from evalapp.ui.shell.filling import Filling
from evalapp.ui.shell.filling_panel import ExplainingPanel
from evalapp.ui.shell.half_typed import Aside
from evalapp.ui.shell.routes import Desk


class PeriodsPanel(ExplainingPanel):
    """Explains the person the cursor is on, or fills in what the state says is being edited."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("How the result came about"))
        self.hide()

    def render_state(self, state: PeriodsState, line: ResultLine | None) -> None:
        """Draw the explanation or the form; what is typed stays while only the reasons change."""
        self.setVisible(state.editing is not None or line is not None)
        if line is not None:
            self.show_told(line.name, state.explanation(line))
        self.show_filling(_filling_of(state))


def _filling_of(state: PeriodsState) -> Filling | None:
    editing = state.editing
    if editing is None:
        return None
    return Filling(
        key=(editing.what, editing.number),
        title=editing.title,
        fields=lambda: editing.fields,
        filled=editing,
        save=partial(save, editing=editing),
        busy=state.busy,
        aside=Aside(f"{editing.what}/{editing.number or state.place.unit or ''}", is_new=not editing.number),
    )
