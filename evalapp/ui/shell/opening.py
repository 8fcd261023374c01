"""Opening a month or a longer period: where several policies fit, a person says which."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject

from evalapp.base.columns import Tone
from evalapp.base.messages import tr
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.rounds import Round
from evalapp.domain.units import UnitId
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.words import choosable_words, opening_doubts
from evalapp.usecases.choosing import Choosable, policies_to_choose
from evalapp.usecases.discarding import discard_round, refuse_entered
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


def _is_sure(desk: Desk, what: ToOpen, policy: Choosable) -> bool:
    """Whether to open it; asked where it is longer than a month, or something should be known before."""
    doubts = list(opening_doubts(policy))
    if not doubts and what.period.kind is PeriodKind.MONTH:
        return True
    parts = [tr("It is opened under: {policy}.", policy=policy.policy.cited), *doubts]
    parts.append(tr("While nothing is entered in it, it can be thrown away again (“More”)."))
    return desk.dialogs.confirm(tr("Open {period}?", period=what.period.named), "\n".join(parts), what.action)


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
    elif policies and not _is_sure(desk, what, policies[0]):
        return
    opening = partial(open_round, unit=what.unit, period=what.period, policy_code=code)
    desk.tasks.run(opening, label=what.label, done=done, owner=owner)


def ask_to_discard(desk: Desk, owner: QObject, current: Round) -> None:
    """Throw an opened period away in which nothing was entered, once the user has said so again.

    What was entered a moment ago is looked for before anything is asked.
    """
    looking = partial(refuse_entered, round_id=current.id)
    asked = partial(_ask_to_discard, desk, owner)
    desk.tasks.run(looking, label=tr("Looking whether anything was entered"), done=asked, owner=owner)


def _ask_to_discard(desk: Desk, owner: QObject, current: Round) -> None:
    sure = desk.dialogs.confirm(
        tr("Throw {period} away?", period=current.period.named),
        tr(
            "Nothing was entered in it. It is as if it had not been opened; the history keeps both. It can "
            "be opened again, under another policy too."
        ),
        tr("Throw away"),
    )
    if sure:
        discarding = partial(discard_round, round_id=current.id)
        told = partial(_tell_discarded, desk)
        desk.tasks.run(discarding, label=tr("Saving"), done=told, owner=owner)


def _tell_discarded(desk: Desk, gone: Round) -> None:
    desk.tell(tr("{period} is thrown away.", period=gone.period.named.titled), Tone.OK)
