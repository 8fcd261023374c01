"""The month of a unit and the sheet of a person, as they are reported, shown and printed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from evalapp.domain.not_followed import rejected_in
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.model import Form, Kind, Policy, Rating
from evalapp.domain.policy.parts import Paper
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.domain.reasons import limit_for
from evalapp.domain.revisions import Replaced
from evalapp.domain.rights import Right
from evalapp.domain.rounds import DECIDING, PersonSheet, Round, RoundId, Sheet, SheetId, Stage
from evalapp.domain.seals import rating_document, result_seal
from evalapp.domain.summaries import Summary, SummaryRow
from evalapp.store.work import Work
from evalapp.usecases.rating import rate_sheet
from evalapp.usecases.revisions import Outcomes, replaced

#: What a person's form is called among the papers of a policy.
_FORM_PAPER = "form"
_FEW = 100
DECIDED = (Stage.SETTLED, Stage.CLOSED)


def summarise(work: Work, *, round_id: RoundId) -> Summary:
    """The month's summary: what was decided where it is, else what the scores give so far."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    policy = work.policies.get(current.policy.id)
    sheets = work.rounds.sheets(round_id)
    ratings = _ratings(work, current, policy, sheets)
    rows = tuple(_row(sheet, policy, ratings[sheet.participant.sheet]) for sheet in sheets)
    counts = _counts(rows, policy)
    return Summary(
        unit_code=current.unit_code,
        unit_name=current.unit_name,
        superior_name=current.superior_name,
        period=current.period,
        policy_code=current.policy.code,
        policy_title=current.policy.named,
        policy_version=current.policy.version,
        stage=current.stage,
        revision=current.revision,
        rows=rows,
        counts=counts,
        shares=_shares(counts, policy),
        level_labels={level.code: level.label for level in policy.levels},
        hash=current.seal or _hash_of(current, sheets, ratings),
        exception=current.exception,
        first=current.first,
        first_reason=current.first_reason,
        collective=current.collective,
        made_of_months=current.is_derived,
        score_only=current.period.kind in policy.score_only,
        replaces=replaced(work, current, Outcomes(policy, sheets, ratings)),
        similar=Counter(sheet.similar for sheet in sheets if sheet.similar),
    )


def replaced_with_changes(work: Work, current: Round) -> Replaced | None:
    """What a list of many units says of a period that was made anew in one of them; None for the first."""
    if current.revision == 1:
        return None
    policy, sheets = work.policies.get(current.policy.id), work.rounds.sheets(current.id)
    return replaced(work, current, Outcomes(policy, sheets, _ratings(work, current, policy, sheets)))


def person_sheet(work: Work, *, sheet_id: SheetId) -> PersonSheet:
    """Everything about one person's month."""
    current, sheet = work.rounds.sheet(sheet_id)
    work.require(Right.READ_SCORES, current.unit)
    policy = work.policies.get(current.policy.id)
    ratings = _ratings(work, current, policy, [sheet])
    return _person_sheet(current, policy, sheet, ratings, replaced(work, current))


def person_sheets(work: Work, *, round_id: RoundId) -> list[PersonSheet]:
    """Everybody's month, in Vietnamese order."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    policy = work.policies.get(current.policy.id)
    sheets = work.rounds.sheets(round_id)
    ratings = _ratings(work, current, policy, sheets)
    before = replaced(work, current)
    return [_person_sheet(current, policy, sheet, ratings, before) for sheet in sheets]


class PeopleInTurn(Struct, frozen=True):
    """People's months in Vietnamese order, read a hundred at a time whenever they are gone through.

    Only while its transaction lasts; gone through twice, they are read twice.
    """

    work: Work
    round: Round
    keys: Sequence[SheetId]

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[PersonSheet]:
        policy = self.work.policies.get(self.round.policy.id)
        before = replaced(self.work, self.round)
        for sheets in self.work.rounds.in_blocks(self.round, self.keys):
            ratings = _ratings(self.work, self.round, policy, sheets)
            for sheet in sheets:
                yield _person_sheet(self.round, policy, sheet, ratings, before)


def people_in_turn(work: Work, *, round_id: RoundId, rated: bool = False, code: str = "") -> PeopleInTurn:
    """Everybody's month, or of who is rated, or of who has a code; for papers of any number of people."""
    current = work.rounds.get(round_id)
    work.require(Right.READ_SCORES, current.unit)
    return PeopleInTurn(work, current, work.rounds.order(round_id, rated=rated, code=code))


def form_of(policy: Policy, sheet: Sheet) -> Form:
    """The form of a sheet; a round without it is a bug."""
    form = policy.form(sheet.participant.form)
    if form is None:
        raise ValueError(f"a round without the form {sheet.participant.form}")
    return form


def tracking_paper(policy: Policy, form: Form, period: Period) -> Paper | None:
    """The form prescribed for a period that is followed up by points alone, with work behind some of them."""
    follows = period.kind in policy.score_only and any(row.kind is Kind.FORMULA for row in form.leaves)
    return form_paper(policy) if follows else None


def form_paper(policy: Policy) -> Paper | None:
    """How a policy has people's forms printed; None where it says nothing of it."""
    return next((paper for paper in policy.papers if paper.code == _FORM_PAPER), None)


def _person_sheet(
    current: Round,
    policy: Policy,
    sheet: Sheet,
    ratings: Mapping[SheetId, Rating],
    before: Replaced | None,
) -> PersonSheet:
    rating = ratings[sheet.participant.sheet]
    level = policy.level(rating.level) if rating.level else None
    seal = result_seal(current, sheet, rating)
    form, paper = form_of(policy, sheet), form_paper(policy)
    return PersonSheet(
        round=current,
        sheet=sheet,
        form=form,
        difference=limit_for(policy, form),
        signatures=paper.signatures if paper else (),
        replaces=before,
        tracking=tracking_paper(policy, form, current.period),
        rating=rating,
        level_label=level.label_for(sheet.participant.category) if level else "",
        hash=seal,
        reason_label=_gate_label(policy, rating),
    )


def _ratings(work: Work, current: Round, policy: Policy, sheets: Sequence[Sheet]) -> dict[SheetId, Rating]:
    """What was decided, read as it was written; before that, each person by points, before any quota."""
    if current.stage in DECIDED:
        keys = [sheet.participant.sheet for sheet in sheets]
        # Of a whole month they are read without a list of thousands of keys.
        found = work.rounds.results(current.id, keys if len(keys) <= _FEW else None)
        return {key: result.rating for key, result in found.items()}
    rated = {sheet.participant.sheet: rate_sheet(policy, current, sheet) for sheet in sheets}
    work.bulk.hold("ratings", rated.values())
    return rated


def _row(sheet: Sheet, policy: Policy, rating: Rating) -> SummaryRow:
    who, form = sheet.participant, form_of(policy, sheet)
    known = rating.total is not None
    return SummaryRow(
        code=who.code,
        name=who.name,
        position=who.title,
        form=who.form,
        self_points=sheet.base(Stage.SELF, form),
        deputy_points=sheet.base(Stage.DEPUTY, form),
        head_points=sheet.base(DECIDING, form),
        bonus=rating.bonus if known else None,
        deduction=rating.deduction if known else None,
        total=rating.total,
        level=rating.level,
        reason=who.unrated or rating.reason,
        reason_label=_gate_label(policy, rating),
        rejected=tuple(rejected_in(sheet)),
        missing=rating.missing if rating.reason == MISSING_FACT else (),
        note="; ".join(part for part in (who.note, _bonus_note(sheet, form)) if part),
        sheet=who.sheet,
        role=who.role,
        category=who.category,
        similar=sheet.similar,
    )


def _gate_label(policy: Policy, rating: Rating) -> str:
    """The words of the gate that decided, where one did."""
    return next((gate.label for gate in policy.gates if gate.code == rating.reason), "")


def _bonus_note(sheet: Sheet, form: Form) -> str:
    return "; ".join(
        mark.note
        for row in form.leaves
        if row.kind is Kind.BONUS and (mark := sheet.mark(DECIDING, row.code)).note
    )


def _counts(rows: Sequence[SummaryRow], policy: Policy) -> dict[str, int]:
    counts = {level.code: sum(row.level == level.code for row in rows) for level in policy.levels}
    not_scored = sum(row.reason == "not_scored" for row in rows)
    with_level = sum(counts.values())
    undecided = sum(row.level is None and row.total is not None for row in rows)
    return {**counts, "not_rated": len(rows) - with_level - not_scored - undecided, "not_scored": not_scored}


def _shares(counts: Mapping[str, int], policy: Policy) -> dict[str, Decimal]:
    with_level = sum(counts[level.code] for level in policy.levels)
    if not with_level:
        return {}
    hundredth = Decimal("0.01")
    return {
        level.code: (Decimal(100 * counts[level.code]) / with_level).quantize(hundredth, ROUND_HALF_UP)
        for level in policy.levels
    }


def _hash_of(current: Round, sheets: Sequence[Sheet], ratings: Mapping[SheetId, Rating]) -> str:
    """What an open month's paper was made from: the same inputs print the same hash."""
    return sha256_of(
        {
            "policy": current.policy.hash,
            "period": str(current.period),
            "stage": current.stage.value,
            "people": (
                {
                    "seal": result_seal(current, sheet, ratings[sheet.participant.sheet]),
                    "rating": rating_document(ratings[sheet.participant.sheet]),
                }
                for sheet in sheets
            ),
        }
    )
