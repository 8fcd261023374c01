"""Reading one person's form, with who stands before and after them where it was opened."""

from evalapp.domain.rounds import SheetId
from evalapp.domain.suggestions import suggestions_of
from evalapp.store.work import Work
from evalapp.ui.screens.sheet.state import SheetState
from evalapp.ui.shell.returning import may_lead_back
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.suggestions_state import SuggestionsState, lines_of
from evalapp.usecases.history import score_history
from evalapp.usecases.suggestions import proposed_to
from evalapp.usecases.summaries import person_sheet
from evalapp.usecases.unused_facts import unused_words


def read_sheet(work: Work, *, place: Place, sheet_id: SheetId, among: tuple[SheetId, ...] = ()) -> SheetState:
    """The form as it stands now; who comes next is told by the list it came from, else by the unit."""
    person = person_sheet(work, sheet_id=sheet_id)
    policy = work.policies.get(person.round.policy.id)
    sheets = work.rounds.order(person.round.id)
    if sheet_id in among:
        known = frozenset(sheets)
        sheets = [each for each in among if each in known]
    number = sheets.index(sheet_id)
    who = person.sheet.participant
    found = suggestions_of(policy, person.sheet, person.round.period)
    proposed = proposed_to(person.sheet, person.form, found)
    return SheetState(
        place,
        person,
        levels=tuple(level.code for level in policy.levels),
        before=sheets[number - 1] if number > 0 else None,
        after=sheets[number + 1] if number + 1 < len(sheets) else None,
        number=number + 1,
        count=len(sheets),
        history=tuple(score_history(work, sheet_id=sheet_id)),
        proposals=SuggestionsState(
            person.round, lines_of(policy, proposed, f"{who.name} ({who.code})"), loaded=True
        ),
        policy=policy,
        unused=unused_words(policy, person.sheet, person.round.period, work.holidays.calendar),
        today=work.today,
        may_lead_back=may_lead_back(work, person.round),
    )
