"""Closing a month and leading it back, wherever it is looked at: asked first.

What a revision of any period replaces is told.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Round, Stage
from evalapp.ui.shell.returning import STAGE_BEFORE, back_question, way_back
from evalapp.ui.shell.routes import NO_LEVEL, SUGGESTED, Desk, Route
from evalapp.ui.shell.securing import around_closing
from evalapp.ui.shell.without_level import SHOW_THEM, WithoutLevel, lacking_told
from evalapp.ui.shell.words import Unanswered, some_names
from evalapp.usecases.revisions import Replacement, replacement, replacement_lines
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.settling import close_round, reopen_round

_NAMED = 5  # so many changed results are named; the others are counted


def ask_to_close(
    desk: Desk,
    owner: QWidget,
    current: Round,
    *,
    unanswered: Unanswered,
    lacking: WithoutLevel,
    may_lead_back: bool,
    look: Callable[[Route], object],
) -> None:
    """Close a settled month once the user has said so again; `Tasks` announces what that changes.

    Where suggestions wait it is said for whom, since none of them counts once the month is sealed; and who
    has no level, and why.
    """
    said = tr(
        "Scores, results and the regulation are sealed. "
        "Afterwards a correction needs a reason and makes a new revision."
    )
    if desk.tasks.now().astimezone(VIET_NAM).date() <= current.period.last_day:
        said += " " + tr(
            "{month} ends only on {day}: what is recorded until then no longer counts in it.",
            month=current.period.named,
            day=current.period.last_day,
        )
    title, action = (
        tr("Close {month}?", month=current.period.named),
        tr("Close the {kind}", kind=current.period.sort),
    )
    waiting = waiting_words(unanswered, may_lead_back=may_lead_back) if unanswered.count else ""
    said = " ".join(filter(None, (waiting, lacking_told(lacking), said)))
    if waiting:
        sure = desk.dialogs.confirm_or_look(title, said, action, tr("Show the suggestions"))
    elif lacking.awaited:
        sure = desk.dialogs.confirm_or_look(title, said, action, tr(SHOW_THEM))
    else:
        sure = desk.dialogs.confirm(title, said, action)
    if sure is None:
        look(Route("month", showing=SUGGESTED if waiting else NO_LEVEL))
    elif sure:
        desk.tasks.run(
            partial(close_round, round_id=current.id),
            label=tr("Closing the {kind}", kind=current.period.sort),
            done=partial(_tell_closed, desk, owner),
            owner=owner,
            around=around_closing(current.period),
        )


def waiting_words(unanswered: Unanswered, *, may_lead_back: bool) -> str:
    """For whom suggestions wait in a settled month, and how it comes back to where they are answered."""
    told = N_(
        "{count} {count:suggestion is|suggestions are} unanswered, for {people}; after sealing "
        "{count:it counts|they count} for nobody. The month has to go back before {count:it is|they are} "
        "answered. {way}"
    )
    return tr(
        told,
        count=unanswered.count,
        people=some_names(unanswered.people),
        way=way_back(Stage.SETTLED, may=may_lead_back),
    )


def ask_back(desk: Desk, owner: QWidget, current: Round) -> None:
    """Send the month back one stage, with a reason; `Tasks` announces what that changes."""
    to = STAGE_BEFORE[current.stage]
    reason = desk.dialogs.reason(*back_question(current, to))
    if reason:
        moving = partial(advance_round, round_id=current.id, to=to, reason=reason, seen=current.stage)
        desk.tasks.run(
            moving,
            label=tr("Sending the {kind} back", kind=current.period.sort),
            done=_tell_nothing,
            owner=owner,
        )


def ask_reopen(desk: Desk, owner: QWidget, current: Round) -> None:
    """Make a new revision of a closed month, with a reason."""
    reason = desk.dialogs.reason(
        tr("Reopen {month}?", month=current.period.named),
        tr(
            "A new revision is made with the same scores; the closed one stays as it is. "
            "The reason goes on record."
        ),
        tr("Reopen"),
    )
    if reason:
        reopening = partial(reopen_round, round_id=current.id, reason=reason)
        desk.tasks.run(
            reopening,
            label=tr("Reopening the {kind}", kind=current.period.sort),
            done=_tell_nothing,
            owner=owner,
        )


def _tell_nothing(_moved: Round) -> None:
    """What was done shows itself: the screen is loaded again."""


def _tell_closed(desk: Desk, owner: QWidget, closed: Round) -> None:
    told = tr(
        "{month} is closed and sealed. Ctrl+P shows its summary to be printed; Ctrl+Shift+P writes "
        "everybody's forms with it.",
        month=closed.period.named,
    )
    desk.tell(told, Tone.OK)
    tell_replaced(desk, owner, closed)


def tell_replaced(desk: Desk, owner: QWidget, closed: Round) -> None:
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
