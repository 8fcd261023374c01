"""Values that were refused and still stand where they were typed: nothing is decided past them."""

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.ui.shell.routes import Desk


def refused_elsewhere(desk: Desk) -> bool:
    """Whether a step would go on without values that were typed; if so, say it."""
    count = len(desk.refusals.held)
    if count:
        told = tr(
            "{count} {count:value that was refused still stands|values that were refused still stand} in the "
            "month list or in somebody's form; what stood there before counts. Type each again there, or "
            "press Esc in its cell; then go on.",
            count=count,
        )
        desk.tell(told, Tone.WARN)
    return bool(count)
