"""What settlement shows and allows: the ranking, the line of the quota, ties, the exception."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from evalapp.base.columns import Tone, figure
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.model import GroupRating, QuotaBase, QuotaLine, Rating
from evalapp.domain.rounds import DECIDING, Round, Stage, Summary
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.words import level_tone, reason_words

_OF = {
    QuotaBase.RATED: N_("{percent} % of {count} people rated = {share}, so {allowed} may keep {level}."),
    QuotaBase.GOOD: N_(
        "{percent} % of {count} people rated good or better = {share}, so {allowed} may keep {level}."
    ),
    QuotaBase.GOOD_WITHOUT_TOP: N_(
        "{percent} % of {count} people rated good = {share}, so {allowed} may keep {level}."
    ),
    QuotaBase.STAFF: N_("{percent} % of {count} staff = {share}, so {allowed} may keep {level}."),
}


@dataclass(frozen=True)
class RankLine:
    """One person in the ranking, or the line that the quota draws between two of them."""

    key: str
    rank: int | None
    name: str
    position: str = ""
    total: Decimal | None = None
    by_points: str | None = None
    result: str = ""
    tone: Tone = Tone.PLAIN
    by_points_tone: Tone = Tone.PLAIN
    remark: str = ""
    is_limit: bool = False


@dataclass(frozen=True)
class SettlementState:
    """Everything the settlement screen needs to draw itself."""

    place: Place
    round: Round | None = None
    summary: Summary | None = None
    rated: GroupRating | None = None
    first: tuple[str, ...] = ()
    reason: str = ""
    exception: str = ""
    loaded: bool = False
    busy: bool = False

    @property
    def stage(self) -> Stage | None:
        """Where the month stands."""
        return self.round.stage if self.round else None

    @property
    def is_decided(self) -> bool:
        """Whether the month is settled or closed: only to be looked at."""
        return self.stage in (Stage.SETTLED, Stage.CLOSED)

    @property
    def not_scored(self) -> tuple[str, ...]:
        """Who has to be scored before anything can be settled."""
        rows = self.summary.rows if self.summary else ()
        return tuple(row.name for row in rows if row.reason == "not_scored")

    @property
    def ties(self) -> tuple[tuple[str, ...], ...]:
        """The groups of equals at a line that wait for a decision."""
        lines = self.rated.quota if self.rated else ()
        return () if self.is_decided else tuple(tied for line in lines for tied in line.ties)

    @property
    def can_settle(self) -> bool:
        """Whether everybody's level can be decided now."""
        ready = self.stage in (DECIDING, Stage.SETTLING) and not self.busy
        return ready and self.rated is not None and not self.not_scored and not self.ties

    @property
    def can_decide(self) -> bool:
        """Whether ties and the exception can still be worked on."""
        return not self.busy and self.stage in (DECIDING, Stage.SETTLING)

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """How each line came about, in words."""
        return tuple(map(self._told, self.rated.quota if self.rated else ()))

    @property
    def lines(self) -> tuple[RankLine, ...]:
        """Everybody by total, with the line of the quota drawn in."""
        if self.rated is None:
            return ()
        over = {code for line in self.rated.quota for code in line.over}
        ranked = sorted(
            self.rated.ratings, key=lambda rating: (*_merit(rating), rating.id not in over), reverse=True
        )
        people = [self._line(number, rating) for number, rating in enumerate(ranked, start=1)]
        return tuple(self._with_limits(people))

    @property
    def standing(self) -> tuple[str, Tone]:
        """What stands between here and a settled month."""
        if self.round is None:
            return (tr("The month is not open."), Tone.PLAIN) if self.loaded else ("", Tone.PLAIN)
        if self.stage is Stage.CLOSED:
            return tr("The month is closed; this is its sealed result."), Tone.OK
        if self.stage is Stage.SETTLED:
            return tr("Everybody's level is decided. Close the month to seal it."), Tone.OK
        if self.not_scored:
            return tr("Not scored yet: {people}.", people=", ".join(self.not_scored)), Tone.WARN
        if self.stage not in (DECIDING, Stage.SETTLING):
            return tr("The head has not scored yet. Move the month on first."), Tone.WARN
        if self.ties:
            return tr("Equals stand at the line: say who goes first, with a reason."), Tone.WARN
        return tr("Nothing changes until you settle; then everybody's level is decided at once."), Tone.ACCENT

    def named(self, code: str) -> str:
        """A person of the month by name."""
        rows = self.summary.rows if self.summary else ()
        return next((row.name for row in rows if row.code == code), code)

    def _told(self, line: QuotaLine) -> str:
        if line.percent is None or line.allowed is None:
            return tr("No share is set for {level}: nothing is limited.", level=line.level)
        text = tr(
            _OF[line.of],
            percent=line.percent,
            count=line.base,
            share=figure(line.percent * line.base / 100),
            allowed=line.allowed,
            level=line.level,
        )
        over = (
            tr("Over the line: {people}.", people=", ".join(map(self.named, line.over))) if line.over else ""
        )
        cites = f"({line.cites})" if line.cites else ""
        return " ".join(part for part in (text, over, cites) if part)

    def _line(self, number: int, rating: Rating) -> RankLine:
        levels = list(self.summary.level_labels) if self.summary else []
        row = (
            next((row for row in self.summary.rows if row.code == rating.id), None) if self.summary else None
        )
        words, tone = reason_words(rating.reason)
        return RankLine(
            key=rating.id,
            rank=number if rating.total is not None else None,
            name=row.name if row else rating.id,
            position=row.position if row else "",
            total=rating.total,
            by_points=rating.level_by_points,
            by_points_tone=level_tone(rating.level_by_points, levels),
            result=rating.level or words,
            tone=level_tone(rating.level, levels) if rating.level else tone,
            remark=self._remark(rating, words),
        )

    def _remark(self, rating: Rating, words: str) -> str:
        if rating.id in self.first or (self.round and rating.id in self.round.first):
            return tr("Goes first among equals")
        return words if rating.level else ""

    def _with_limits(self, people: list[RankLine]) -> list[RankLine]:
        """Draw each level's line after the last of those who keep it."""
        drawn = list(people)
        for line in self.rated.quota if self.rated else ():
            if line.allowed is None or not (line.over or line.ties):
                continue
            below = {*line.over, *(code for tied in line.ties for code in tied)}
            place = next(
                (n for n, (_, after) in enumerate(pairwise([None, *drawn])) if after and after.key in below),
                None,
            )
            if place is not None:
                text = tr(
                    "Line of level {level}: {count} people at most", level=line.level, count=line.allowed
                )
                drawn.insert(place, RankLine(f"limit {line.level}", None, text, is_limit=True))
        return drawn


def _merit(rating: Rating) -> tuple[bool, Decimal]:
    return rating.total is not None, rating.total or Decimal(0)
