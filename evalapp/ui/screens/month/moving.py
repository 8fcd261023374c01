"""Moving the month on: what is asked before, and what stands in the way."""

from collections.abc import Mapping
from typing import NamedTuple

from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import DECIDING, SheetId, Stage
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.returning import Question
from evalapp.ui.shell.without_level import lacking_told
from evalapp.ui.shell.words import unanswered_words

_MOVED: Mapping[Stage, tuple[str, str, str]] = {
    Stage.DEPUTY: (
        N_("Move {month} on to the deputy?"),
        N_(
            "From then on the deputies' scores are typed here and self-scores are only read; forms that come "
            "in late are still taken. It does not go back to self-scoring."
        ),
        N_("Pass to the deputy"),
    ),
    Stage.HEAD: (
        N_("Move {month} on to the head?"),
        N_(
            "From then on the head's scores are typed here and the deputies' are only read. "
            "“Send back” in the menu “More” returns it to the deputies."
        ),
        N_("Pass to the head"),
    ),
    Stage.SETTLING: (
        N_("Move {month} on to settlement?"),
        N_(
            "The head can still change scores until levels are decided by “Settle”. "
            "“Send back” in the menu “More” returns it to the head's scores."
        ),
        N_("Move to settlement"),
    ),
}


class Missing(NamedTuple):
    """A cell that has to be scored first, and how that is said."""

    sheet: SheetId
    code: str
    told: str


def waiting_at(state: MonthState) -> int:
    """How many people are not fully scored at a stage that may be left so."""
    stage = state.stage
    if stage is None or stage not in (Stage.SELF, Stage.DEPUTY):
        return 0
    return sum(
        bool(line.sheet.missing(stage, line.form)) and not line.sheet.participant.unrated
        for line in state.lines.values()
    )


def question_of(state: MonthState, to: Stage, waiting: int) -> Question:
    """What is asked before the month goes on to a stage: who scores then, and how it comes back."""
    title, text, action = _MOVED[to]
    said = N_("{count} {count:person is|people are} not fully scored at this stage.")
    parts = [tr(said, count=waiting)] if waiting else []
    if to is Stage.SETTLING:
        unanswered = state.unanswered.count
        parts += [unanswered_words(unanswered)] if unanswered else []
        parts.append(lacking_told(state.without_level) or tr("Everybody is scored."))
    return Question(tr(title, month=state.place.period.named), " ".join([*parts, tr(text)]), tr(action))


def first_missing(state: MonthState) -> Missing | None:
    """The first cell that the head has not scored; None where everybody is scored, or not rated."""
    found = [
        (line, rows)
        for line in state.lines.values()
        if not line.sheet.participant.unrated and (rows := line.sheet.missing(DECIDING, line.form))
    ]
    if not found:
        return None
    line, rows = next((each for each in found if each[0].form.code == state.form), found[0])
    row = line.form.row(rows[0])
    said = N_("{name} is not scored yet: {row}. {count} {count:cell is|cells are} open; N goes to the next.")
    if all(set(each_rows) <= each.offers(DECIDING).keys() for each, each_rows in found):
        said = N_("{name} is not scored yet: {row}. Ctrl+Shift+Enter accepts the full marks offered.")
    count = sum(len(each) for _, each in found)
    named = f"{rows[0]} {row.label if row else ''}".strip()
    return Missing(line.key, rows[0], tr(said, name=line.name, row=named, count=count))
