"""Leading a month back, sent back a stage or reopened: who may, where to, and how that is said."""

from collections.abc import Mapping
from typing import NamedTuple

from evalapp.base.messages import N_, tr
from evalapp.domain.rights import Right
from evalapp.domain.rounds import STAGE_LABELS, Round, Stage
from evalapp.store.work import Work

#: Where each stage is sent back to. Self-scores are no stage to go back to: late forms are taken in at any.
STAGE_BEFORE: Mapping[Stage, Stage] = {
    Stage.HEAD: Stage.DEPUTY,
    Stage.SETTLING: Stage.HEAD,
    Stage.SETTLED: Stage.SETTLING,
}

_DECIDED = (Stage.SETTLED, Stage.CLOSED)


class Question(NamedTuple):
    """What is asked before the month moves, in words."""

    title: str
    text: str
    action: str


def may_lead_back(work: Work, current: Round) -> bool:
    """Whether whoever is at work may send the month back, or reopen it where it is closed."""
    return work.may(Right.DECIDE if current.stage is Stage.CLOSED else Right.RUN_MONTH, current.unit)


def back_words(stage: Stage | None) -> str:
    """What sending the month back says it does."""
    to = STAGE_BEFORE.get(stage) if stage else None
    return tr("Send back: {stage}…", stage=tr(STAGE_LABELS[to])) if to else tr("Send back one stage…")


def way_back(stage: Stage | None, *, may: bool, elsewhere: bool = False) -> str:
    """How scores of a decided month can change after all, and who leads it there.

    Where there is no such menu, the screen that has it is named.
    """
    where = tr("On the screen “Month”:") if may and elsewhere and stage in _DECIDED else ""
    return f"{where} {_way_back(stage, may=may)}".strip()


def _way_back(stage: Stage | None, *, may: bool) -> str:
    if stage is Stage.SETTLED:
        if may:
            told = N_("Menu “More”, “{action}”: takes the levels away, with a reason.")
            return tr(told, action=back_words(stage))
        return tr("The unit's head or a personnel officer can send it back, with a reason.")
    if stage is Stage.CLOSED:
        if may:
            return tr("Menu “More”, “Reopen with a reason…”: a new revision; the closed one is kept.")
        return tr("The unit's head can reopen it with a reason.")
    return ""


def back_question(current: Round, to: Stage) -> Question:
    """What is asked before the month is sent back."""
    text = tr("Scores stay as they are. The reason goes on record.")
    if current.stage is Stage.SETTLED:
        text = tr("The levels that were decided are taken away; scores stay. The reason goes on record.")
    title = tr("Send {month} back to: {stage}?", month=current.period.named, stage=tr(STAGE_LABELS[to]))
    return Question(title, text, tr("Send back"))
