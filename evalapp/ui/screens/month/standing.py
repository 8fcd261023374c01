"""How a month stands, in words: what is left to do at its stage, and what stands in place of levels."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from evalapp.base.messages import N_, tr
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.rounds import STAGE_LABELS, Stage
from evalapp.ui.screens.month.lines import PersonLine
from evalapp.ui.shell.returning import way_back
from evalapp.ui.shell.words import level_words

if TYPE_CHECKING:
    from evalapp.ui.screens.month.state import MonthState


def left_to_do(state: "MonthState") -> str:
    """What is left to do at this stage, with the keys that do it."""
    if state.round is None:
        return ""
    if state.editing is None:
        return f"{_over(state.round.stage)} {way_back(state.stage, may=state.may_lead_back)}"
    if not state.compares and Stage(state.view_shown) is not state.editing:
        told = N_("Only to be read: the {kind} is at {stage}.")
        return tr(told, stage=tr(STAGE_LABELS[state.editing]).lower(), kind=state.place.period.sort)
    return " · ".join((*_open(state), *_without_facts(state))) or tr("All scored.")


def in_few_words(state: "MonthState") -> str:
    """The first of it, where there is no room for more: none of its words is cut."""
    if state.round is None or state.editing is not None:
        return state.standing.partition(" · ")[0].partition(": Ctrl+")[0]
    return _over(state.round.stage)


def _over(stage: Stage) -> str:
    return tr("{stage}: scores no longer change.", stage=tr(STAGE_LABELS[stage]))


def _open(state: "MonthState") -> Iterable[str]:
    people = state.lines.values()
    counts = (
        (
            len(state.newcomers),
            N_("⚠ {count} {count:person|people} of the unit not in this {kind} yet (“More”)"),
        ),
        (sum(line.left[0] for line in people), N_("{count} {count:cell|cells} not scored (N)")),
        (
            sum(len(line.unexplained) for line in people),
            N_("≠ {count} {count:difference|differences} without a reason (N, Shift+F2)"),
        ),
        (
            sum(line.left[1] for line in people),
            N_("{count} {count:person has|people have} full marks offered: Ctrl+Shift+Enter accepts them"),
        ),
    )
    return (tr(text, count=count, kind=state.place.period.sort) for count, text in counts if count)


def _without_facts(state: "MonthState") -> Iterable[str]:
    """Whose level waits for facts although nothing has to be scored, or no more."""
    count = sum(line.rating.reason == MISSING_FACT for line in state.lines.values())
    if count:
        told = N_("⚠ {count} {count:person has|people have} no level: facts missing (“More”, “{action}”)")
        yield tr(told, count=count, action=tr("Enter what is not known…"))


def in_place_of_levels(people: Iterable[PersonLine]) -> frozenset[str]:
    """The words that stand in place of a level for somebody."""
    found = tuple(people)
    reasons = {line.rating.reason for line in found if not line.rating.level}
    said = {level_words(reason)[0] for reason in reasons if reason}
    if any(line.sheet.participant.unrated for line in found):
        said.add(tr("Not rated"))
    if any(line.left[1] for line in found):
        said.add(tr("full marks offered"))
    return frozenset(said)
