"""Values that were refused and still stand where they were typed: nothing is decided past them."""

from collections.abc import Callable

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.rounds import SheetId
from evalapp.ui.shell.at_hand import NOTE
from evalapp.ui.shell.routes import Desk, Route
from evalapp.ui.shell.words import some_names


def refused_elsewhere(desk: Desk, called: Callable[[SheetId], str], lead: Callable[[Route], None]) -> bool:
    """Whether a step would go on without values that were typed; if so, say whose, and lead to the first."""
    held = desk.refusals.held
    if not held:
        return False
    sheet, _, code = next(iter(held))
    lead(Route("sheet", sheet, field=code.removeprefix(NOTE)))
    told = tr(
        "{count} {count:value that was refused still stands|values that were refused still stand} with "
        "{people}; what stood there before counts. Type each again, or press Esc in its cell; then go on.",
        count=len(held),
        people=some_names(list(dict.fromkeys(called(place[0]) for place in held))),
    )
    desk.tell(told, Tone.WARN)
    return True
