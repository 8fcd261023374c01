"""What the page that tries a policy on past months shows and allows. No Qt."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, plain, tr
from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.model import QuotaLine
from evalapp.domain.simulation import Change, RoundTrial, Simulation, Unmapped
from evalapp.domain.units import Unit
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.segments import Bar, Segment
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.shell.words import level_tone
from evalapp.usecases.simulation import closed_periods, simulate
from evalapp.usecases.units import list_units


class Choices(Struct, frozen=True):
    """Where and on which periods a policy can be tried."""

    units: tuple[Unit, ...] = ()
    unit: str = ""
    periods: tuple[Period, ...] = ()


class TrialLine(Struct, frozen=True):
    """Somebody whose level would be another, who cannot be tried, or a month that cannot be."""

    number: int
    trial: RoundTrial
    levels: tuple[str, ...]
    change: Change | None = None
    unmapped: Unmapped | None = None

    @property
    def name(self) -> str:
        """Whom it is about, with their code; a month that cannot be tried is about its unit."""
        about = self.change or self.unmapped
        if about is None:
            return self.trial.unit_name
        return f"{about.participant.name} ({about.participant.code})"

    @property
    def before(self) -> str | None:
        """The level that was decided."""
        return self.change.before.level if self.change else None

    @property
    def after(self) -> str | None:
        """The level that it would be."""
        return self.change.after.level if self.change else None

    @property
    def turn(self) -> tuple[str, Tone]:
        """Whether it would be better or lower, in a word."""
        if self.change is None:
            return tr("Cannot be tried"), Tone.WARN
        if self.change.better is None:
            return tr("Another level"), Tone.PLAIN
        return (tr("Better"), Tone.OK) if self.change.better else (tr("Lower"), Tone.BAD)

    @property
    def reason(self) -> str:
        """The main reason, on one line."""
        if self.change is None:
            return self.unmapped.text if self.unmapped else self.trial.refused
        return next(
            (text for text in self.change.why if text.startswith("+")), next(iter(self.change.why), "")
        )

    @property
    def why(self) -> str:
        """Every reason, and how the quotas of that month came out before and would now."""
        told = list(self.change.why) if self.change else [self.reason]
        told += [tr("Quota decided: {line}", line=quota_words(line)) for line in self.trial.quota_before]
        told += [tr("Quota tried: {line}", line=quota_words(line)) for line in self.trial.quota_after]
        if self.trial.unused:
            told.append(tr("Scored rows that the policy does not have: {rows}", rows=list(self.trial.unused)))
        return "\n".join(told)


def quota_words(line: QuotaLine) -> str:
    """A quota's outcome on one line."""
    if line.percent is None or line.allowed is None:
        return tr("level {level}: no percent is set", level=line.level)
    return tr(
        "level {level}: {percent}% of {base} → {allowed}; {over} over it",
        level=line.level,
        percent=plain(line.percent),
        base=line.base,
        allowed=line.allowed,
        over=len(line.over),
    )


class TrialState(Struct, frozen=True):
    """Everything the page needs to draw itself."""

    opened: OpenState
    choices: Choices = field(default_factory=Choices)
    first: str = ""
    last: str = ""
    outcome: Simulation | None = None
    tried: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))  # the document
    loaded: bool = False
    busy: bool = False

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the policy that is open, from the highest down."""
        levels: Sequence[Mapping[str, object]] = self.opened.document.get("level", ())
        return tuple(str(level.get("code", "")) for level in levels)

    @property
    def can_try(self) -> bool:
        """Whether the policy is sound and there is a month to try it on."""
        ready = not self.opened.faults and self.opened.is_checked and not self.busy
        return ready and bool(self.choices.periods)

    @property
    def hint(self) -> str:
        """Why nothing can be tried, or what trying does."""
        if not self.loaded:
            return ""
        if self.opened.faults:
            return tr("Mend what is still wrong first; then the policy can be tried.")
        if not self.choices.periods:
            return tr("No month is closed in this unit or below it yet.")
        return tr("Past months are only read: nothing is changed by trying.")

    @property
    def is_stale(self) -> bool:
        """Whether the policy was edited since it was tried."""
        return self.outcome is not None and self.tried != self.opened.document

    @property
    def unit_choices(self) -> tuple[Choice, ...]:
        """Which units it can be tried on, each with those below it."""
        return tuple(Choice(unit.code, unit.name) for unit in self.choices.units)

    @property
    def period_choices(self) -> tuple[Choice, ...]:
        """The closed periods."""
        return tuple(Choice(str(period), period.label) for period in self.choices.periods)

    @property
    def summary(self) -> str:
        """What came of it, in one sentence."""
        outcome = self.outcome
        if outcome is None:
            return ""
        told = tr(
            "{people} results: {changed} would have another level ({better} better, {worse} lower), "
            "{unmapped} cannot be tried.",
            people=outcome.people,
            changed=len(outcome.changes),
            better=outcome.better,
            worse=outcome.worse,
            unmapped=len(outcome.unmapped),
        )
        stale = tr("The policy was edited since: try it again.") if self.is_stale else ""
        outside = ""
        if outcome.outside:
            months = [period.label for period in outcome.outside]
            outside = tr(
                "By its dates it is not in force in {months}; it is tried all the same.", months=months
            )
        return " ".join(part for part in (told, outside, stale) if part)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """How many have each level as decided, and as tried."""
        if self.outcome is None:
            return ()
        return (
            Bar("before", tr("As decided"), self._segments(self.outcome.before)),
            Bar("after", tr("As tried"), self._segments(self.outcome.after)),
        )

    @property
    def lines(self) -> tuple[TrialLine, ...]:
        """Who changes, then who cannot be tried, then months that cannot be."""
        if self.outcome is None:
            return ()
        return tuple(self._lines(self.outcome))

    def _lines(self, outcome: Simulation) -> Iterator[TrialLine]:
        number = 0
        for trial in outcome.rounds:
            for change in trial.changes:
                number += 1
                yield TrialLine(number, trial, self.levels, change)
        for trial in outcome.rounds:
            for each in trial.unmapped:
                number += 1
                yield TrialLine(number, trial, self.levels, unmapped=each)
            if trial.refused:
                number += 1
                yield TrialLine(number, trial, self.levels)

    def _segments(self, counts: Counter[str | None]) -> tuple[Segment, ...]:
        known = self.levels
        with_level = [Segment(code, code, counts[code], level_tone(code, known)) for code in known]
        none = [Segment("-", tr("none"), counts[None], Tone.PLAIN)] if counts[None] else []
        return (*with_level, *none)


def read_choices(work: Work, *, unit: str) -> Choices:
    """The units the user can see results of, and the closed periods of the one chosen, else of the top."""
    units = list_units(work)
    chosen = next((each for each in units if each.code == unit), None)
    top = next((each for each in units if each.now.parent is None), None)
    of = chosen or top
    if of is None:
        return Choices()
    return Choices(tuple(units), of.code, closed_periods(work, unit=of.id))


def run_trial(work: Work, *, document: Mapping[str, object], unit: str, first: str, last: str) -> Simulation:
    """Try the policy that a document says on closed months; reading only."""
    return simulate(
        work,
        policy=policy_from_document(dict(document)),
        unit=work.units.by_code(unit).id,
        period=Period.parse(first),
        to=Period.parse(last),
    )


TRIAL_COLUMNS: tuple[Column[TrialLine], ...] = (
    Column("period", N_("Period"), lambda line: line.trial.period.label, width=76, tone=lambda _: Tone.MUTED),
    Column(
        "name",
        N_("Person"),
        lambda line: line.name,
        width=150,
        wraps=True,
        tip=lambda line: line.trial.unit_name,
    ),
    Column(
        "unit",
        N_("Unit"),
        lambda line: line.trial.unit_name,
        width=120,
        tone=lambda _: Tone.MUTED,
        wraps=True,
        yields=1,
    ),
    Column(
        "before",
        N_("Decided"),
        lambda line: line.before,
        width=76,
        chip=True,
        tone=lambda line: level_tone(line.before, line.levels),
    ),
    Column(
        "after",
        N_("Would be"),
        lambda line: line.after,
        width=76,
        chip=True,
        tone=lambda line: level_tone(line.after, line.levels),
    ),
    Column(
        "difference",
        N_("Points ±"),
        lambda line: line.change.difference if line.change else None,
        width=70,
        numeric=True,
    ),
    Column(
        "turn", N_("Change"), lambda line: line.turn[0], width=90, chip=True, tone=lambda line: line.turn[1]
    ),
    Column("reason", N_("Reason"), lambda line: line.reason, tip=lambda line: line.why, wraps=True),
)
