"""What the list of a month and the forms of its people share while somebody is at work on it.

Every screen has it at hand through its desk, so nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evalapp.base.errors import UserError
    from evalapp.domain.rounds import RoundId, SheetId, Stage
    from evalapp.ui.shell.steps import AnyStep, History

    MarkPlace = tuple[SheetId, Stage, str]

NOTE = "note "  # what the places of notes begin with, which the list has no cells for


class Held(NamedTuple):
    """A text that was refused and still stands where it was typed, with the reason."""

    text: str
    reason: UserError


class StepBook:
    """The steps of one month: what was done last is taken back first, wherever it was done."""

    def __init__(self) -> None:
        self._round: RoundId | None = None
        self._history: History | None = None

    def of(self, round_id: RoundId) -> History:
        """The steps that were done in a month; none where another one was at hand since."""
        from evalapp.ui.shell.steps import NO_STEPS

        return self._history if self._history and self._round == round_id else NO_STEPS

    def keep(self, round_id: RoundId, history: History) -> None:
        """From now on these are the steps of the month at hand."""
        self._round, self._history = round_id, history

    def add(self, round_id: RoundId, step: AnyStep) -> None:
        """One more step was done."""
        self.keep(round_id, self.of(round_id).with_step(step))


class RefusedMarks:
    """What was typed of a month and refused, by where it stands: the list and the forms show the same."""

    def __init__(self) -> None:
        self._held: dict[MarkPlace, Held] = {}

    @property
    def held(self) -> Mapping[MarkPlace, Held]:
        """Everything that was refused and still stands."""
        return dict(self._held)

    def follow(self, before: Mapping[MarkPlace, Held], now: Mapping[MarkPlace, Held]) -> None:
        """Take over what changed on one screen; what it does not show stays."""
        for place in before.keys() - now.keys():
            self._held.pop(place, None)
        self._held.update(now)

    def forget(self) -> None:
        """Another month is at hand, or this one takes no scores any more."""
        self._held.clear()
