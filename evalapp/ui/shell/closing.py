"""What closing a revision says: which one it replaces, and whose result became another."""

from functools import partial

from PySide6.QtCore import QObject

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.rounds import Round
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.revisions import Replacement, replacement, replacement_lines

_NAMED = 5  # so many changed results are named; the others are counted


def tell_replaced(desk: Desk, owner: QObject, closed: Round) -> None:
    """Say what a closed revision changed; the first one replaces nothing."""
    if closed.revision > 1:
        reading = partial(replacement, round_id=closed.id)
        desk.tasks.load(reading, done=partial(_tell, desk), owner=owner)


def _tell(desk: Desk, found: Replacement | None) -> None:
    if found is None:
        return
    first, *changes = replacement_lines(found)
    named, more = "; ".join(changes[:_NAMED]), len(changes) - _NAMED
    rest = tr("and {count} more", count=more) if more > 0 else ""
    desk.tell(" ".join(part for part in (first, named, rest) if part), Tone.OK)
