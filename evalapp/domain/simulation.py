"""What would have become of past months under another policy: pure, side by side, nothing kept.

Marks go by the codes of rows: a row of the policy that is tried takes the points of the row of the same code
and the same nature. One that is split there keeps its points as a whole; one whose parts were scored then
takes their sum. What cannot be taken over is said; nothing is guessed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.periods import Period
from evalapp.domain.policy.cases_reading import check_whole
from evalapp.domain.policy.explain import sentence
from evalapp.domain.policy.kinds import stands_beside
from evalapp.domain.policy.model import Criterion, Form, Kind, Policy, QuotaLine, Rating
from evalapp.domain.policy.points import check_points
from evalapp.domain.policy.reckoning import NOT_SCORED
from evalapp.domain.rounds import DECIDING, Mark, Participant, Sheet

_MOST_REASONS = 12
#: Kinds of rows whose points mean the same thing; any other kind stands for itself.
_SCORED = frozenset({Kind.POINTS, Kind.DEDUCT_FROM_FULL, Kind.COMPLETION_BAND, Kind.INDICATOR})


class Unmapped(Struct, frozen=True):
    """Somebody whose month cannot be tried: rows that nobody scored then, or why their marks do not fit."""

    participant: Participant
    unit_code: str
    period: Period
    rows: tuple[str, ...] = ()
    reason: str = ""

    @property
    def text(self) -> str:
        """Why, in the language in use."""
        if self.reason:
            return self.reason
        return tr("Rows that were not scored then: {rows}", rows=", ".join(self.rows))


class Side(Struct, frozen=True):
    """What a result came to; the trace is let go of, so that a year of a city stays small in memory."""

    total: Decimal | None
    level: str | None
    reason: str | None


class Change(Struct, frozen=True):
    """Somebody whose level would be another, and what differs in the computation."""

    participant: Participant
    unit_code: str
    unit_name: str
    period: Period
    before: Side
    after: Side
    better: bool | None  # None: one of the levels is none, or known to one of the policies only
    why: tuple[str, ...]

    @property
    def difference(self) -> Decimal | None:
        """By how many points the total would differ."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total


class RoundTrial(Struct, frozen=True):
    """One month of one unit under both policies; `refused` says why it could not be tried at all."""

    unit_code: str
    unit_name: str
    period: Period
    policy_code: str
    people: int
    changes: tuple[Change, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    totals_changed: int = 0  # the level stayed, the total would differ
    before: Mapping[str | None, int] = field(
        default_factory=dict[str | None, int]
    )  # of those that were tried
    after: Mapping[str | None, int] = field(default_factory=dict[str | None, int])
    quota_before: tuple[QuotaLine, ...] = ()
    quota_after: tuple[QuotaLine, ...] = ()
    unused: tuple[str, ...] = ()  # rows that were scored and that the policy tried does not have
    refused: str = ""


class Simulation(Struct, frozen=True):
    """Months of a unit and below it under another policy."""

    policy_code: str
    policy_version: int
    policy_hash: str
    periods: tuple[Period, ...]
    rounds: tuple[RoundTrial, ...]
    outside: tuple[Period, ...] = ()  # months in which the policy is not in force by its own dates

    @property
    def changes(self) -> list[Change]:
        """Everybody whose level would be another."""
        return [each for trial in self.rounds for each in trial.changes]

    @property
    def unmapped(self) -> list[Unmapped]:
        """Everybody who cannot be tried."""
        return [each for trial in self.rounds for each in trial.unmapped]

    @property
    def people(self) -> int:
        """How many results were looked at."""
        return sum(trial.people for trial in self.rounds)

    @property
    def before(self) -> Counter[str | None]:
        """How many have each level as it was decided; None counts those without one."""
        return _sum(trial.before for trial in self.rounds)

    @property
    def after(self) -> Counter[str | None]:
        """How many would have each level."""
        return _sum(trial.after for trial in self.rounds)

    @property
    def better(self) -> int:
        """How many would have a better level."""
        return sum(each.better is True for each in self.changes)

    @property
    def worse(self) -> int:
        """How many would have a lower level."""
        return sum(each.better is False for each in self.changes)


def _sum(counts: Iterable[Mapping[str | None, int]]) -> Counter[str | None]:
    total: Counter[str | None] = Counter()
    for each in counts:
        total.update(each)
    return total


class Moved(Struct, frozen=True):
    """A sheet with its marks on the form of another policy; `reason` says why they do not fit there."""

    sheet: Sheet
    reason: str = ""
    unused: tuple[str, ...] = ()


def moved_sheet(sheet: Sheet, own: Policy, tried: Policy) -> Moved:
    """Take somebody's marks over to the form that another policy has for them, row by row."""
    who = sheet.participant
    form, before = tried.form_for(who.role, who.category), own.form(who.form)
    if form is None or before is None:
        return Moved(sheet, tr("The policy has no form for: {person}", person=who.title or who.role.value))
    given = {code: mark for code, mark in sheet.marks.get(DECIDING, {}).items() if mark.points is not None}
    given = _as_one(given, before, form)
    rows = {code: form.row(code) for code in given}
    unused = tuple(code for code, row in rows.items() if row is None and given[code].points)
    try:
        kept = {
            row.code: _taken(form, row, before, given[code]) for code, row in rows.items() if row is not None
        }
    except UserError as error:
        return Moved(sheet, tr_error(error), unused)
    moved = replace(sheet, participant=replace(who, form=form.code), marks={DECIDING: kept})
    return Moved(moved, "", unused)


def _as_one(given: Mapping[str, Mark], before: Form, form: Form) -> Mapping[str, Mark]:
    """The marks with those of a row's parts added up, where the form that is tried scores it undivided."""
    sums: dict[str, Mark] = {}
    added: set[str] = set()
    for row in form.leaves:
        whole = before.row(row.code)
        if whole is None or not before.children(whole.code):
            continue
        parts = [each for each in before.leaves if whole.code in before.ancestors(each.code)]
        counted = [each.code for each in parts if not stands_beside(before, each.code, whole.code)]
        if counted and all(code in given for code in counted):
            points = sum((given[code].points or Decimal(0) for code in counted), Decimal(0))
            sums[row.code] = Mark(points)
            added.update(counted)
    return {code: mark for code, mark in given.items() if code not in added} | sums


def _taken(form: Form, row: Criterion, before: Form, mark: Mark) -> Mark:
    """A mark, if the row of the same code may take it."""
    old = before.row(row.code)
    if old is None or _nature(old) is not _nature(row):
        raise UserError(
            N_("Row {code} ({label}) is of another nature than the row of that code was."),
            code=row.code,
            label=row.label,
        )
    if mark.points is None:
        return mark
    if form.children(row.code):
        check_whole(form, row.code, mark.points)
    else:
        check_points(row, mark.points)
    return mark


def _nature(row: Criterion) -> Kind:
    return Kind.POINTS if row.kind in _SCORED else row.kind


def compared(
    tried: Policy,
    own: Policy,
    *,
    participant: Participant,
    unit: tuple[str, str],
    period: Period,
    before: Rating,
    after: Rating,
) -> Change | Unmapped | None:
    """What changes for somebody: another level, nothing, or that it cannot be tried."""
    if after.reason == NOT_SCORED:
        return Unmapped(participant, unit[0], period, after.missing)
    if before.level == after.level:
        return None
    return Change(
        participant,
        *unit,
        period,
        Side(before.total, before.level, before.reason),
        Side(after.total, after.level, after.reason),
        _is_better(tried, own, before.level, after.level),
        differences_in_words(before, after),
    )


def _is_better(tried: Policy, own: Policy, before: str | None, after: str | None) -> bool | None:
    if before is None or after is None or own.level(before) is None or tried.level(before) is None:
        return None
    return tried.rank(after) < tried.rank(before)


def differences_in_words(before: Rating, after: Rating) -> tuple[str, ...]:
    """The steps that only one of two computations has, as sentences: − was said, + would be said."""
    was = [sentence(entry).cited for entry in before.trace]
    would_be = [sentence(entry).cited for entry in after.trace]
    gone = [f"− {text}" for text in _without(was, would_be)]
    come = [f"+ {text}" for text in _without(would_be, was)]
    kept = _MOST_REASONS // 2
    return (*gone[-kept:], *come[-kept:])


def _without(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    left = Counter(others)
    found: list[str] = []
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            found.append(text)
    return found
