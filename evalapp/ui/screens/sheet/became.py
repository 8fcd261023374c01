"""What became of the scores of a row: each change in words, what it was before when and by whom."""

from msgspec import Struct

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import figure
from evalapp.base.messages import N_, tr, tr_map
from evalapp.domain.rounds import STAGE_LABELS, Mark
from evalapp.domain.user_names import called
from evalapp.usecases.history import ScoreChange

#: How a score came, where nobody typed it.
_WAYS = {
    "scores.carried": N_("carried over"),
    "scores.imported": N_("from a list"),
    "forms.imported": N_("from a form"),
}


class Became(Struct, frozen=True):
    """One change: in few words, and when and by whom it was made."""

    what: str
    when: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.what} · {self.when}"


def became(change: ScoreChange) -> Became:
    """A change of a score in words."""
    at = change.at.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M")
    stage = tr(STAGE_LABELS[change.stage]) if change.stage else ""
    when = f"{at}, {called(change.by)}"
    if change.after is None or change.before is None:
        return Became(tr("{stage}: scores taken in or carried over", stage=stage), when)
    before, after = change.before, change.after
    told, note = N_("{stage}: {before} → {after}"), after.note or tr("none")
    if before.points == after.points and before.note != after.note:
        told = N_("{stage}: note “{note}”")
    what = tr(told, stage=stage, before=_marked(before), after=_marked(after), note=note)
    came = f"“{change.source}”" if change.source else tr_map(_WAYS, change.action)
    return Became(f"{what} · {came}" if came != change.action else what, when)


def _marked(mark: Mark) -> str:
    points = tr("not scored") if mark.points is None else figure(mark.points, 1)
    return f"{points} ({mark.note})" if mark.note else points
