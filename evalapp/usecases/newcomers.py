"""People who came to a unit after its month was opened."""

from evalapp.domain.people import Person
from evalapp.domain.rounds import Round, Stage
from evalapp.store.work import Work
from evalapp.usecases.choosing import covers, evaluated


def newcomers(work: Work, current: Round) -> list[Person]:
    """Who is evaluated in the unit on the period's last day by this policy, and in no round of the unit yet.

    A closed month lacks nobody: whoever is missing there is taken in by a new revision. Longer periods
    follow from their months.
    """
    if current.is_derived or current.stage is Stage.CLOSED:
        return []
    policy = work.policies.get(current.policy.id)
    there = work.rounds.people_of(work.rounds.all(unit=current.unit, period=current.period))
    inside = evaluated(work.people.in_unit(current.unit), current.unit, current.period)
    return [who for who, position in inside if who.id not in there and covers(policy, position)]
