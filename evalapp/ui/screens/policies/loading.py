"""Reading the policies of the workspace and opening one of them, in one transaction."""

from datetime import date

from evalapp.domain.periods import Period
from evalapp.domain.policy.drafts import DraftId
from evalapp.domain.policy.in_force import offered_first_day
from evalapp.domain.policy.model import Policy
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round
from evalapp.store.work import Work
from evalapp.ui.screens.policies.opened import OpenState, faults_of_problems
from evalapp.ui.screens.policies.state import PoliciesState, PolicyLine
from evalapp.ui.shell.routes import Place
from evalapp.usecases.drafts import OpenDraft, list_drafts, open_draft
from evalapp.usecases.installed_policies import list_installed
from evalapp.usecases.policies import shipped
from evalapp.usecases.units import list_units


def read_policies(work: Work, *, place: Place) -> PoliciesState:
    """Every draft, then every version, the newest of each policy first; what the unit goes by is marked."""
    units = list_units(work)
    names = {unit.code.casefold(): unit.name for unit in units}
    versions = [installed.policy for installed in list_installed(work)]
    drafts = [PolicyLine(draft=draft, unit_name=_name(names, draft.unit)) for draft in list_drafts(work)]
    rounds = work.rounds.all()
    followed = _followed(rounds, place)
    lines = [
        PolicyLine(
            policy,
            unit_name=_name(names, policy.unit),
            is_shipped=_is_shipped(policy),
            is_followed=policy.hash in followed,
        )
        for policy in sorted(versions, key=lambda each: (_is_shipped(each), each.code, -each.version))
    ]
    may_edit = work.may(Right.EDIT_POLICIES)
    days = _first_days(work, versions, rounds)
    return PoliciesState((*drafts, *lines), tuple(units), may_edit, first_days=days, loaded=True)


def _followed(rounds: list[Round], place: Place) -> set[str]:
    """By what the unit goes: the policies of its newest month that is not after the one looked at."""
    of_unit = [each for each in rounds if each.unit_code == place.unit and not each.is_derived]
    past = [each for each in of_unit if each.period.first_day <= place.period.last_day]
    newest = max((each.period.first_day for each in past), default=None)
    return {each.policy.hash for each in past if each.period.first_day == newest}


def _first_days(work: Work, versions: list[Policy], rounds: list[Round]) -> dict[str, dict[str, date]]:
    """From which day a draft from each version is offered: in each unit that opened any, and in all."""
    opened: dict[str, list[Period]] = {"": []}
    for each in rounds:
        opened.setdefault(each.unit_code, []).append(each.period)
        opened[""].append(each.period)
    return {
        policy.hash: {
            unit: offered_first_day(policy, periods, work.today) for unit, periods in opened.items()
        }
        for policy in versions
    }


def read_draft(work: Work, *, draft_id: DraftId) -> OpenState:
    """A draft with what the reader makes of it, and what it can be compared with."""
    opened = open_state(open_draft(work, draft_id=draft_id))
    return OpenState(
        opened.document,
        opened.draft,
        opened.frame,
        opened.origin,
        opened.faults,
        tuple(installed.policy for installed in list_installed(work)),
        opened.next_version,
    )


def open_state(opened: OpenDraft) -> OpenState:
    """A draft as the pages show it, after it was read or saved."""
    document = opened.draft.document
    return OpenState(
        document,
        opened.draft,
        opened.frame,
        opened.origin,
        faults_of_problems(document, opened.reading.faults),
        next_version=opened.next_version,
    )


def _name(names: dict[str, str], unit: str | None) -> str:
    return names.get(unit.casefold(), unit) if unit else ""


def _is_shipped(policy: Policy) -> bool:
    return policy.code in shipped()
