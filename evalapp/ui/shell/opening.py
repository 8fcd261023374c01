"""Opening a month or a longer period: where several policies fit, a person says which."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject

from evalapp.base.messages import tr
from evalapp.domain.periods import Period
from evalapp.domain.units import UnitId
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.words import choosable_words
from evalapp.usecases.choosing import Choosable, policies_to_choose
from evalapp.usecases.rounds import Opening, open_round


class ToOpen(Struct, frozen=True):
    """What is opened, and how that is called while it is asked about and done."""

    unit: UnitId
    period: Period
    action: str
    label: str


def ask_to_open(desk: Desk, owner: QObject, what: ToOpen, done: Callable[[Opening], None]) -> None:
    """Open it; nothing is opened where nobody says by which of several policies."""
    asking = partial(policies_to_choose, unit=what.unit, period=what.period)
    asked = partial(_open, desk, owner, what, done)
    # A label: what asks with what it reads is under way until it has been answered.
    desk.tasks.run(asking, label=tr("Looking up the policies"), done=asked, owner=owner)


def _open(
    desk: Desk, owner: QObject, what: ToOpen, done: Callable[[Opening], None], policies: list[Choosable]
) -> None:
    code: str | None = None
    if len(policies) > 1:
        chosen = desk.dialogs.choose(
            tr("By which policy?"),
            tr(
                "Several policies fit this unit in {month}. What is opened stays with the one chosen.",
                month=what.period.named,
            ),
            what.action,
            [Choice(each.policy.code, choosable_words(each)) for each in policies],
            asks_reason=False,
        )
        if chosen is None:
            return
        code = str(chosen[0])
    opening = partial(open_round, unit=what.unit, period=what.period, policy_code=code)
    desk.tasks.run(opening, label=what.label, done=done, owner=owner)
