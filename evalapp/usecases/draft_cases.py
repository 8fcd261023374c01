"""The worked examples of a draft: looked at, added by hand or from a real month, changed, taken out."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.periods import Period
from evalapp.domain.policy.drafts import Draft, DraftId
from evalapp.domain.policy.example_cases import (
    ExampleCase,
    case_document,
    check_expected,
    example_cases,
    expectation_of,
    outcome_of,
    with_case,
    with_expectation,
    without_case,
)
from evalapp.domain.policy.model import Policy
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Participant, Round, Sheet, Stage
from evalapp.domain.simulation import moved_sheet
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.drafts import OpenDraft, keep_examples, open_draft, sound_policy


class NewExample(Struct, frozen=True):
    """An example to be added: its title, the period, the case, and what is expected of it."""

    title: str
    period: str
    case: Mapping[str, Any]
    expected: Mapping[str, Any] = field(default_factory=dict[str, Any])  # empty: what comes out now


def list_cases(work: Work, *, draft_id: DraftId) -> tuple[ExampleCase, ...]:
    """Every worked example of a draft with what comes out now."""
    draft = open_draft(work, draft_id=draft_id).draft
    return example_cases(sound_policy(work, draft), draft.examples)


def add_case(work: Work, *, draft_id: DraftId, revision: int, new: NewExample) -> OpenDraft:
    """Add an example; where nothing is expected of it, what comes out now is expected from now on."""
    draft = open_draft(work, draft_id=draft_id).draft
    outcome = outcome_of(_sound(work, draft), new.case, new.period)
    examples = with_case(
        draft.examples,
        title=new.title,
        period=new.period,
        case=new.case,
        expected=new.expected or expectation_of(outcome),
    )
    return keep_examples(work, draft_id=draft_id, examples=examples, revision=revision, about=new.title)


def remove_case(work: Work, *, draft_id: DraftId, revision: int, number: int) -> OpenDraft:
    """Take an example out of a draft."""
    draft = open_draft(work, draft_id=draft_id).draft
    examples = without_case(draft.examples, number)
    about = _case(draft, None, number).title
    return keep_examples(work, draft_id=draft_id, examples=examples, revision=revision, about=about)


def expect_of_case(
    work: Work,
    *,
    draft_id: DraftId,
    revision: int,
    number: int,
    expected: Mapping[str, Any] | None = None,
) -> OpenDraft:
    """Expect something else of an example; without saying what, what comes out now."""
    draft = open_draft(work, draft_id=draft_id).draft
    if expected is not None:
        check_expected(expected)
    case = _case(draft, None if expected is not None else _sound(work, draft), number)
    examples = with_expectation(draft.examples, number, _now(case) if expected is None else expected)
    return keep_examples(work, draft_id=draft_id, examples=examples, revision=revision, about=case.title)


def add_case_of_person(
    work: Work, *, draft_id: DraftId, revision: int, unit: UnitId, period: Period, person: str
) -> OpenDraft:
    """Add somebody's sealed month as an example that expects what comes out of it now."""
    title, case = case_of_person(work, draft_id=draft_id, unit=unit, period=period, person=person)
    new = NewExample(title, str(period), case)
    return add_case(work, draft_id=draft_id, revision=revision, new=new)


def closed_months(work: Work) -> tuple[tuple[UnitId, str, Period], ...]:
    """The closed months that an example can be taken from, the newest first: unit, its name, the period."""
    rounds = [
        each
        for each in work.rounds.all()
        if each.stage is Stage.CLOSED and work.may(Right.READ_SCORES, each.unit)
    ]
    rounds.sort(key=lambda each: (each.period.last_day, each.period.first_day), reverse=True)
    return tuple(dict.fromkeys((each.unit, each.unit_name, each.period) for each in rounds))


def closed_people(work: Work, *, unit: UnitId, period: Period) -> tuple[Participant, ...]:
    """Whose sealed month of a unit can become an example."""
    return tuple(sheet.participant for _, sheet in _closed(work, unit, period))


def case_of_person(
    work: Work, *, draft_id: DraftId, unit: UnitId, period: Period, person: str
) -> tuple[str, Mapping[str, Any]]:
    """Somebody's sealed month as an example of the draft, without the name: a title for it, and the case."""
    draft = open_draft(work, draft_id=draft_id).draft
    closed = _closed(work, unit, period)
    if not closed:
        raise UserError(
            N_("{unit} has no closed {period} to take an example from."),
            unit=work.units.get(unit).name,
            period=period.label,
        )
    found = (pair for pair in closed if pair[1].participant.code.casefold() == person.casefold())
    current, sheet = next(found, (None, None))
    if current is None or sheet is None:
        raise UserError(N_("“{person}” was not rated in {period}."), person=person, period=period.label)
    moved = moved_sheet(sheet, work.policies.get(current.policy.id), _sound(work, draft))
    if moved.reason:
        raise UserError(N_("This month cannot be an example of the draft: {reason}"), reason=moved.reason)
    title = tr("A real case of {period}, {unit}", period=period.label, unit=current.unit_name)
    return title, case_document(moved.sheet.case())


def _closed(work: Work, unit: UnitId, period: Period) -> list[tuple[Round, Sheet]]:
    work.require(Right.READ_SCORES, unit)
    rounds = [each for each in work.rounds.all(unit=unit, period=period) if each.stage is Stage.CLOSED]
    return [(each, sheet) for each in rounds for sheet in work.rounds.sheets(each.id)]


def _sound(work: Work, draft: Draft) -> Policy:
    policy = sound_policy(work, draft)
    if policy is None:
        raise UserError(N_("Mend what is wrong in the draft first; then its examples can be rated."))
    return policy


def _case(draft: Draft, policy: Policy | None, number: int) -> ExampleCase:
    without_case(draft.examples, number)  # refuses a number that there is not
    return example_cases(policy, draft.examples)[number - 1]


def _now(case: ExampleCase) -> Mapping[str, Any]:
    if case.refused:
        raise UserError(N_("This example cannot be rated: {reason}"), reason=case.refused)
    return expectation_of(case.outcome)
