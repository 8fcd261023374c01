"""What settlement shows and allows: the ranking, the lines of the quotas, ties, the exception."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from evalapp.base.columns import Tone, figure
from evalapp.base.messages import N_, Term, tr
from evalapp.base.names import told_apart
from evalapp.domain.collectives import bears_on_people, collective_form
from evalapp.domain.periods import Period
from evalapp.domain.policy.explain import REASONS
from evalapp.domain.policy.fact_words import fact_named
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import GroupRating, Policy, QuotaScope, Rating
from evalapp.domain.policy.quota_words import few, quota_told
from evalapp.domain.policy.reckoning import MISSING_FACT, has_levels
from evalapp.domain.policy.settlement import TIE
from evalapp.domain.rounds import DECIDING, Round, SheetId, Stage
from evalapp.domain.summaries import Summary, SummaryRow
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.settlement.points_only import points_only, points_only_told
from evalapp.ui.screens.settlement.ranking import RankLine, Ranks, bracketed, with_limit
from evalapp.ui.screens.settlement.unit_rating import UnitRating, told
from evalapp.ui.shell.returning import back_words, way_back
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.without_level import NOBODY, Outcome, WithoutLevel, lacking_short, without_level
from evalapp.ui.shell.words import Unanswered, level_tone, level_words, unanswered_words
from evalapp.usecases.considering import Considered


class GoesFirst(NamedTuple):
    """Who goes first among equals, and why."""

    first: tuple[str, ...] = ()
    reason: str = ""


def knows_exception(policy: Policy, period: Period) -> bool:
    """Whether the policy knows an exceptional quota; a number typed without one would be refused."""
    limits = [quota for quota in rules_for(policy, period).quotas if quota.percent is not None]
    return bool(limits) and all(quota.exceptional_percent is not None for quota in limits)


#: What is worked out from everybody, whoever is at work and whatever is filled in beside the ranking.
OF_EVERYBODY = ("without_level", "lines", "not_scored", "waits_for_unit", "arithmetic", "_rows", "_names")


class SettlementState(Shown, frozen=True):
    """Everything the settlement screen needs to draw itself."""

    place: Place
    round: Round | None = None
    summary: Summary | None = None
    rated: GroupRating | None = None
    policy: Policy | None = None
    first: tuple[str, ...] = ()  # as it was chosen
    tied: tuple[str, ...] = ()  # of these, who is tied at a line as it falls now: the others decide nothing
    reason: str = ""
    exception: str = ""
    waiting_for: tuple[tuple[str, int], ...] = ()  # who has how many suggestions that nobody answered
    may_lead_back: bool = False  # whoever is at work may send the month back, or reopen it
    unit_rating: UnitRating | None = None  # while the unit itself is being rated
    loaded: bool = False

    @property
    def considered(self) -> Considered:
        """What is chosen so far, and not decided yet."""
        return Considered(self.first, self.reason, self.exception)

    @property
    def goes_first(self) -> "GoesFirst":
        """Who goes first and why: as decided, or as it would be by settling now."""
        if self.round and self.is_decided:
            return GoesFirst(self.round.first, self.round.first_reason)
        return GoesFirst(self.tied, self.reason) if self.tied else GoesFirst()

    @property
    def needless(self) -> tuple[str, ...]:
        """Who was chosen and is tied at no line any more, since the line or the scores are others now."""
        return () if self.is_decided else tuple(code for code in self.first if code not in self.tied)

    @property
    def allows_exception(self) -> bool:
        """Whether a decision can allow more people a level here."""
        return bool(self.policy and self.round and knows_exception(self.policy, self.round.period))

    @property
    def stage(self) -> Stage | None:
        """Where the month stands."""
        return self.round.stage if self.round else None

    @property
    def is_decided(self) -> bool:
        """Whether the month is settled or closed: only to be looked at."""
        return self.stage in (Stage.SETTLED, Stage.CLOSED)

    @cached_property
    def not_scored(self) -> tuple[str, ...]:
        """Who has to be scored before anything can be settled."""
        return tuple(self.called(code) for code, row in self._rows.items() if row.reason == "not_scored")

    @property
    def ties(self) -> tuple[tuple[str, ...], ...]:
        """The groups of equals at a line that wait for a decision."""
        return self.rated.waiting if self.rated and not self.is_decided else ()

    @property
    def places(self) -> tuple[int, ...]:
        """How many of each of these groups go first."""
        return self.rated.waiting_places if self.rated and not self.is_decided else ()

    @property
    def gives_points_only(self) -> bool:
        """Whether the policy gives this kind of period points and no level."""
        if self.policy is None or self.round is None:
            return False
        return not has_levels(self.policy, self.round.period)

    @property
    def rates_unit(self) -> bool:
        """Whether the unit's own rating bears on its people, or may be entered."""
        policy, current = self.policy, self.round
        if policy is None or current is None or not has_levels(policy, current.period):
            return False
        return (
            bears_on_people(policy)
            or collective_form(policy, current.period) is not None
            or current.collective is not None
        )

    @cached_property
    def waits_for_unit(self) -> tuple[str, ...]:
        """Whose level waits for that of the unit, which is rated first."""
        rated = self.rated.ratings if self.rated and not self.is_decided else ()
        return tuple(self.called(rating.id) for rating in rated if "unit_level" in rating.missing)

    @property
    def can_rate_unit(self) -> bool:
        """Whether the unit's rating may be filled in."""
        open_stage = self.stage is not None and not self.is_decided
        return self.rates_unit and open_stage and not self.busy and self.unit_rating is None

    @property
    def unit_told(self) -> str:
        """How the unit itself is rated, in words."""
        if self.round is None or self.round.collective is None:
            return tr("Not rated yet.")
        return told(self.round.collective)

    @property
    def can_settle(self) -> bool:
        """Whether everybody's level can be decided now."""
        ready = self.stage in (DECIDING, Stage.SETTLING) and not self.busy
        waits = self.not_scored or self.ties or self.waits_for_unit
        return ready and self.rated is not None and not waits and self.unit_rating is None

    @property
    def can_close(self) -> bool:
        """Whether what was decided can be sealed now."""
        return self.stage is Stage.SETTLED and not self.busy

    @property
    def can_decide(self) -> bool:
        """Whether ties and the exception can still be worked on."""
        return not self.busy and self.stage in (DECIDING, Stage.SETTLING)

    @cached_property
    def arithmetic(self) -> tuple[str, ...]:
        """How each line came about, in words; a limit that has nobody to hold for is named too."""
        lines = self.rated.quota if self.rated else ()
        quotas = self.policy.quotas if self.policy else ()
        if self.policy and self.round and self.gives_points_only:
            return (points_only_told(self.policy, self.round.period),)
        similar = any(quota.scope is QuotaScope.SIMILAR for quota in quotas)
        told = [quota_told(line, self.called) for line in lines]
        if similar and not any(line.similar for line in lines):
            told.append(tr("No groups of similar tasks are set here: only the limit of the unit holds."))
        told += self._told_unknown()
        ranks = [line.rank for line in self.lines if line.rank is not None]
        if len(ranks) > len(set(ranks)):
            told.append(tr("Who has the same total and the same points for results has the same rank."))
        return tuple(told)

    def _told_unknown(self) -> list[str]:
        """Whose level waits for which facts, those who lack the same named together."""
        waiting: dict[tuple[str, ...], list[str]] = {}
        for rating in self.rated.ratings if self.rated else ():
            if rating.reason == MISSING_FACT and "unit_level" not in rating.missing:
                waiting.setdefault(rating.missing, []).append(self.called(rating.id))
        return [
            tr(
                "{people}: no level until this is known: {facts}.",
                people=few(people),
                facts=[fact_named(fact) for fact in facts],
            )
            for facts, people in waiting.items()
        ]

    @cached_property
    def lines(self) -> tuple[RankLine, ...]:
        """Everybody by merit, equals with one rank, with the line of each quota drawn where it falls."""
        if self.rated is None:
            return ()
        group = self.policy.total_rule.results_group if self.policy else ""
        ranks = Ranks(self.rated, group, self.goes_first.first)
        lines = [self._line(rating, ranks) for rating in ranks.ordered]
        lines = bracketed(lines, self.ties)
        for quota in self.rated.quota:
            lines = with_limit(lines, quota)
        return tuple(lines)

    @property
    def bulk(self) -> Iterator[object]:
        """Everything there is thousands of, where thousands are settled."""
        yield from self.lines
        yield from self.rated.ratings if self.rated else ()
        yield from self.summary.rows if self.summary else ()

    @property
    def standing(self) -> tuple[str, Tone]:
        """What stands between here and a settled month."""
        if self.round is None:
            return (
                (tr("The {kind} is not open.", kind=self.place.period.sort), Tone.PLAIN)
                if self.loaded
                else ("", Tone.PLAIN)
            )
        if self.stage is Stage.CLOSED:
            told = N_("The {kind} is closed; this is its sealed result.")
            return tr(told, kind=self.place.period.sort), Tone.OK
        kind = self.place.period.sort
        if self.stage is Stage.SETTLED:
            return self._settled_told(kind)
        if self.not_scored:
            return tr("Not scored yet: {people}.", people=few(self.not_scored)), Tone.WARN
        if self.stage not in (DECIDING, Stage.SETTLING):
            return tr("The head has not scored yet. Move the {kind} on first.", kind=kind), Tone.WARN
        if self.waits_for_unit:
            people = few(self.waits_for_unit)
            return tr("The unit is rated first: {people} cannot stand above it.", people=people), Tone.WARN
        if self.ties:
            tied = tr("There is a tie at the cut-off: decide who goes first, with a reason.")
            return self._with_unanswered(tied, Tone.WARN)
        ready = tr("Nothing changes until you settle.")
        ready = f"{points_only(kind)} {ready}" if self.gives_points_only else ready
        return self._with_lacking(ready, Tone.ACCENT, lacking=ready)

    def _settled_told(self, kind: Term) -> tuple[str, Tone]:
        if self.gives_points_only:
            told = N_("The points stand. This {kind} gives points only, no level. Close it to seal them.")
            return tr(told, kind=kind), Tone.OK
        return self._with_lacking(
            tr("Everybody's level is decided. Close the {kind} to seal it.", kind=kind),
            Tone.OK,
            lacking=tr("Close the {kind} to seal it.", kind=kind),
        )

    def _with_lacking(self, words: str, tone: Tone, *, lacking: str) -> tuple[str, Tone]:
        """What is told where everybody has a level, else who has none before what goes with that."""
        if not self.without_level.awaited:
            return self._with_unanswered(words, tone)
        return self._with_unanswered(f"{lacking_short(self.without_level)} {lacking}", Tone.WARN)

    def _with_unanswered(self, words: str, tone: Tone) -> tuple[str, Tone]:
        """What is told before a decision where suggestions wait: unanswered, they change nobody's result."""
        if not self.unanswered.count:
            return words, tone
        return f"{unanswered_words(self.unanswered.count)} {words}", Tone.WARN

    @property
    def unanswered(self) -> Unanswered:
        """The suggestions that nobody took or rejected."""
        counts = [count for _, count in self.waiting_for]
        return Unanswered(sum(counts), [self.called(code) for code, _ in self.waiting_for])

    @cached_property
    def without_level(self) -> WithoutLevel:
        """Who has no level, as it was decided or as it stands now; nobody in a period that has none."""
        if self.policy is None or self.round is None or not has_levels(self.policy, self.round.period):
            return NOBODY
        return without_level(
            Outcome(self.called(each.id), each.level, each.reason, each.missing)
            for each in (self.rated.ratings if self.rated else ())
            if each.reason != TIE
        )

    @property
    def settling_told(self) -> str:
        """What settling would do, and what of it does not go back; of a decided month how it does."""
        if self.is_decided:
            return way_back(self.stage, may=self.may_lead_back)
        if not self.can_decide or self.summary is None:
            return ""
        told = N_("It decides the level of {count} {count:person|people} at once; scores are typed no more.")
        rated = len(self.summary.rows) - self.without_level.count
        held = Counter(rating.level for rating in (self.rated.ratings if self.rated else ()))
        levels = ", ".join(f"{code} {held[code]}" for code in self.summary.level_labels if held[code])
        back = N_(
            "Until the {kind} is closed “{action}” in the menu “More” takes the levels away again, with a "
            "reason. The history keeps that it was settled, by whom and why."
        )
        nobody = N_("It decides nobody's level; scores are typed no more.")
        if self.gives_points_only:
            nobody = N_("It fixes everybody's points and gives no level; scores are typed no more.")
            rated = 0
        parts = [
            tr(told, count=rated) if rated else tr(nobody),
            tr("As it stands: {levels}.", levels=levels) if self.can_settle and levels else "",
            tr(back, action=back_words(Stage.SETTLED), kind=self.place.period.sort),
        ]
        return " ".join(part for part in parts if part)

    @property
    def next_step(self) -> str:
        """Which key leads on from what `standing` says."""
        if self.can_settle:
            return tr("F9 settles.")
        if self.stage in (Stage.SELF, Stage.DEPUTY) or self.not_scored:
            return tr("F9 on the {kind} list goes on from there.", kind=self.place.period.sort)
        return tr("Ctrl+U rates it.") if self.can_rate_unit and self.waits_for_unit else ""

    @property
    def sheets(self) -> tuple[SheetId, ...]:
        """Everybody's form in the order of the ranking."""
        found = (self.sheet_of(line.code) for line in self.lines)
        return tuple(each for each in found if each is not None)

    def called_by(self, sheet: SheetId) -> str:
        """Whose form it is."""
        return next((self.called(code) for code, row in self._rows.items() if row.sheet == sheet), "…")

    def sheet_of(self, code: str) -> SheetId | None:
        """The form of somebody in the ranking; None on the line of a quota."""
        row = self._rows.get(code)
        return row.sheet if row else None

    def let_go_first(self, codes: Sequence[str], reason: str) -> "SettlementState":
        """The same with more of the equals first; of several reasons each says whose it is.

        Whoever is offered is tied, so a second choice may follow before the ranking was read again. A choice
        that decides nothing any more is over with the next one.
        """
        if not self.tied:
            return replace(self, first=tuple(codes), tied=tuple(codes), reason=reason)
        is_named = self.reason.startswith(self.called(self.first[0]))
        before = self.reason if is_named else f"{self._called_all(self.first)}: {self.reason}"
        told = f"{before}; {self._called_all(codes)}: {reason}"
        return replace(self, first=(*self.first, *codes), tied=(*self.tied, *codes), reason=told)

    def in_order(self, codes: Sequence[str]) -> list[str]:
        """These people as they stand in the ranking beside it."""
        places = {line.code: number for number, line in enumerate(self.lines)}
        return sorted(codes, key=lambda code: places.get(code, len(places)))

    def _called_all(self, codes: Sequence[str]) -> str:
        return ", ".join(map(self.called, codes))

    def named(self, code: str) -> str:
        """A person of the month by name, with code and position: two of one name are two people."""
        row = self._rows.get(code)
        return " · ".join(part for part in (row.name, code, row.position) if part) if row else code

    def called(self, code: str) -> str:
        """A person of the month by name, with the code where others have the same name."""
        return self._names.get(code, code)

    @cached_property
    def _rows(self) -> dict[str, SummaryRow]:
        return {row.code: row for row in self.summary.rows} if self.summary else {}

    @cached_property
    def _named_first(self) -> frozenset[str]:
        return frozenset(self.goes_first.first)

    @cached_property
    def _names(self) -> dict[str, str]:
        return told_apart({code: row.name for code, row in self._rows.items()})

    def _line(self, rating: Rating, ranks: Ranks) -> RankLine:
        levels = list(self.summary.level_labels) if self.summary else []
        row = self._rows.get(rating.id)
        words, tone = level_words(rating.reason)
        return RankLine(
            key=rating.id,
            rank=ranks.rank_of(rating),
            name=self.called(rating.id),
            code=rating.id,
            position=row.position if row else "",
            similar=row.similar if row else "",
            total=rating.total,
            by_points=rating.level_by_points,
            by_points_tone=level_tone(rating.level_by_points, levels),
            level=rating.level,
            result=self._result(rating, words),
            tone=level_tone(rating.level, levels) if rating.level else tone,
            remark=self._remark(
                rating, row.reason_label if row and row.reason_label else words, ranks.decider_of(rating)
            ),
        )

    def _result(self, rating: Rating, words: str) -> str:
        if rating.level is None and self.gives_points_only:
            return words or tr("Points only")
        if rating.level is None:
            return words
        return rating.level if self.is_decided else tr("{level} · provisional", level=rating.level)

    def _remark(self, rating: Rating, words: str, decider: Decimal | None) -> str:
        """Why there is no level or not that of the points, who was named first, what parts equal totals."""
        named = tr("Goes first in a tie") if rating.id in self._named_first else ""
        parted = "" if decider is None else tr("Points for results: {points}", points=figure(decider, 1))
        why = words if rating.level else self._unrated(rating)
        return "; ".join(part for part in (named, why, parted) if part)

    def _unrated(self, rating: Rating) -> str:
        """Why a person or a gate leaves somebody unrated, as it was written; the result says the rest."""
        row = self._rows.get(rating.id)
        if rating.rated or row is None or rating.reason in REASONS:
            return ""
        return row.reason_label or row.reason or ""
