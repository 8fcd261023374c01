"""A second policy in the same month: for people of the unit whom the first one does not cover."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.rounds import Round
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.words import choosable_words, some_names
from evalapp.usecases.choosing import Besides, policies_besides
from evalapp.usecases.rounds import open_round


class SecondPolicy(QObject):
    """Asks by which policy the others are rated, and opens their month beside the one that is open."""

    opened = Signal(object)  # the Opening

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk

    def begin(self, current: Round) -> None:
        """Look who is in no month yet, and which policies are made for them."""
        asking = partial(policies_besides, unit=current.unit, period=current.period)
        done = partial(self._ask, current)
        self._desk.tasks.run(asking, label=tr("Looking up the policies"), done=done, owner=self)

    def _ask(self, current: Round, besides: Besides) -> None:
        month = current.period.named
        if not besides.people:
            told = N_("Everybody who is evaluated in the unit is in {month} already.")
            self._desk.tell(tr(told, month=month), Tone.OK)
            return
        if not besides.policies:
            told = N_(
                "No further policy covers {people}. Install one, or a version of the unit's own, first."
            )
            self._desk.tell(tr(told, people=some_names(besides.people)), Tone.WARN)
            return
        chosen = self._desk.dialogs.choose(
            tr("By which policy are the others rated?"),
            tr(
                "In {month} nobody rates yet: {people}. Their {kind} is opened beside the one that is open; "
                "each is scored, settled and closed by itself.",
                month=month,
                kind=current.period.sort,
                people=some_names(besides.people),
            ),
            tr("Open the {kind}", kind=current.period.sort),
            [Choice(each.policy.code, choosable_words(each)) for each in besides.policies],
            asks_reason=False,
        )
        if chosen is not None:
            code = str(chosen[0])
            opening = partial(
                open_round, unit=current.unit, period=current.period, policy_code=code, others=True
            )
            done = self.opened.emit
            self._desk.tasks.run(
                opening, label=tr("Opening the {kind}", kind=current.period.sort), done=done, owner=self
            )
