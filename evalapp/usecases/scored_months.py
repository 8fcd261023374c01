"""The months that were scored or closed with somebody who, by other positions, would not have been there."""

from functools import cache

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Few
from evalapp.domain.people import Person, PersonId
from evalapp.domain.rounds import Round, RoundId, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work


class ScoredMonths:
    """What was scored or closed in which unit, read once for all the people who are asked about."""

    def __init__(self, work: Work) -> None:
        def rounds(unit: UnitId) -> list[Round]:
            return work.rounds.all(unit=unit)

        self._rounds = cache(rounds)
        self._scored: dict[RoundId, set[PersonId]] = {}
        self._work = work

    def doubt(self, before: Person, after: Person) -> UserError | None:
        """Why other positions of somebody are unusual: a month keeps who was in it, and its result stays.

        Only the next one would be of other people.
        """
        units = dict.fromkeys(position.unit for position in before.positions if position.evaluated_here)
        left = [
            each
            for unit in units
            for each in self._rounds(unit)
            if _leaves(each, before, after) and before.id in self._people(each)
        ]
        if not left:
            return None
        return UserError(
            N_(
                "{name} would no longer be in {units} in {months}, scored or closed there already; "
                "the result there stays as it is."
            ),
            name=f"{before.name} ({before.code})",
            units=Few(tuple(dict.fromkeys(each.unit_name for each in left))),
            months=Few(tuple(period.named for period in dict.fromkeys(each.period for each in left))),
        )

    def _people(self, each: Round) -> set[PersonId]:
        """Whom a round keeps a score or a sealed result of."""
        if each.id not in self._scored:
            rounds, is_closed = self._work.rounds, each.stage is Stage.CLOSED
            self._scored[each.id] = rounds.people_of([each]) if is_closed else rounds.scored_people(each.id)
        return self._scored[each.id]


def _leaves(each: Round, before: Person, after: Person) -> bool:
    """Whether the day that counts for a round finds somebody elsewhere than before."""
    there, then = (person.position_on(each.period.last_day) for person in (before, after))
    return there is not None and there.unit == each.unit and (then is None or then.unit != each.unit)
