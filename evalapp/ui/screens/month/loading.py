"""Reading what the month screen shows, in one transaction."""

from collections.abc import Sequence

from msgspec.structs import replace

from evalapp.domain.people import Person
from evalapp.domain.rounds import Round
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.states import keep
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.at_hand import StepBook
from evalapp.ui.shell.returning import may_lead_back
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.steps import NO_STEPS
from evalapp.usecases.discarding import may_discard
from evalapp.usecases.marks import round_marks
from evalapp.usecases.newcomers import newcomers
from evalapp.usecases.people import list_people
from evalapp.usecases.rounds import list_rounds

#: What is worked out from all people of a month, and shown around them.
OF_EVERYBODY = ("without_level", "counts", "results", "places", "form_counts")


def read_month(work: Work, *, place: Place) -> MonthState:
    """The unit's month with everybody's marks, or who would be in it."""
    if place.unit is None:
        return MonthState(place, loaded=True)
    unit = work.units.by_code(place.unit).id
    rounds = list_rounds(work, unit=unit)
    current = place.shown_of(rounds)
    if current is not None:
        return replace(
            MonthState.of(place, unit, round_marks(work, round_id=current.id)),
            today=work.today,
            may_lead_back=may_lead_back(work, current),
            may_discard=may_discard(work, current),
            newcomers=tuple(newcomers(work, current)),
            policies=_policies(work, place, rounds, current),
        ).prepare()
    people = sum(_is_evaluated(person, unit, place) for person in list_people(work))
    return MonthState(place, unit=unit, people=people, loaded=True)


def carried_over(before: MonthState, loaded: MonthState, steps: StepBook, *, busy: bool) -> MonthState:
    """What was read anew, seen as before: form, filter and words; view and steps only of the same month."""
    same = before.round is not None and loaded.round is not None and before.round.id == loaded.round.id
    known = {code for code, _, _ in loaded.form_counts}
    carried = replace(
        loaded,
        busy=busy,
        form=before.form if before.form in known else loaded.form,
        view=before.view if same and before.stage is loaded.stage else "",
        showing=before.showing,
        words=before.words,
        refused=before.refused,
        history=steps.of(loaded.round.id) if loaded.round else NO_STEPS,
        recorded=before.recorded if same else (),
    )
    return _kept(loaded, carried)


def shown_after(shown: MonthState, after: MonthState) -> MonthState:
    """What is shown with the marks that were taken meanwhile, and whatever was chosen since."""
    return _kept(after, replace(shown, lines=after.lines, drawn=after.drawn))


def _kept(known: MonthState, shown: MonthState) -> MonthState:
    is_seen_alike = (shown.view_shown, shown.stage) == (known.view_shown, known.stage)
    return keep(known, shown, *OF_EVERYBODY, *(("standing",) if is_seen_alike else ()))


def otherwise(shown: MonthState, **changed: object) -> MonthState:
    """The month with something else that nothing of what is worked out from everybody depends on."""
    return keep(shown, replace(shown, **changed), *OF_EVERYBODY, "standing", "rows")


def _policies(
    work: Work, place: Place, rounds: Sequence[Round], current: Round
) -> tuple[tuple[Place, str], ...]:
    """The policies that people of the unit go by in the month, the one shown first; none where it is one."""
    here = [each for each in rounds if each.period == place.period]
    if len(here) < 2:
        return ()
    here.sort(key=lambda each: each.id != current.id)
    return tuple(
        (
            replace(place, policy=each.policy.code) if each.id != current.id else place,
            " · ".join(filter(None, (work.policies.get(each.policy.id).source.document, each.policy.code))),
        )
        for each in here
    )


def _is_evaluated(person: Person, unit: UnitId, place: Place) -> bool:
    position = person.position_on(place.period.last_day)
    return person.active and position is not None and position.unit == unit
