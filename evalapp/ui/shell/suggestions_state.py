"""What the list of suggestions shows and allows; for every screen that offers them."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from evalapp.base.columns import Column, Tone, figure
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.policy.model import Policy
from evalapp.domain.rounds import Answer, Round, RoundId, SheetId, Stage
from evalapp.domain.suggestions import STATE_LABELS, Nature, State
from evalapp.domain.user_names import called
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.usecases.suggestions import Proposed, list_suggestions

_TONES = {State.ACCEPTED: Tone.OK, State.REJECTED: Tone.BAD}


_FEW = 3  # rows that are all named; of more the first and the last


class SuggestionLine(Struct, frozen=True):
    """One suggestion and whom it is for."""

    proposed: Proposed
    who: str
    rows: tuple[Choice, ...] = ()  # the rows of the form that it may touch

    @property
    def key(self) -> tuple[SheetId, str]:
        """What tells it from the others."""
        return self.sheet, self.suggestion_key

    @property
    def sheet(self) -> SheetId:
        """Whose form it is about."""
        return self.proposed.participant.sheet

    @property
    def suggestion_key(self) -> str:
        """What it is known by among those of one form."""
        return self.proposed.suggestion.key

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.proposed.suggestion.state

    @property
    def label(self) -> str:
        """What is proposed for which reason, in the words of the policy."""
        return self.proposed.suggestion.label

    @property
    def needs_points(self) -> bool:
        """Whether the rules leave it to the head how many points it costs or earns."""
        return not self.proposed.suggestion.points

    @property
    def at(self) -> str:
        """Which row of the form it touches, or may touch, in as few words as can be; a gate touches none."""
        rows = (row,) if (row := self.proposed.suggestion.row) else self.proposed.suggestion.rows
        return ", ".join(rows) if len(rows) <= _FEW else f"{rows[0]} … {rows[-1]}"

    @property
    def told(self) -> str:
        """What it is for and rests on; an entry that is called like it does not say so twice."""
        evidence = self.proposed.suggestion.evidence
        ground = self.proposed.suggestion.written
        if evidence is not None and _begins(self.label) == _begins(evidence.kind.written):
            ground = evidence.about
        return f"{self.label} – {self._rests_on(ground)}"

    @property
    def effect(self) -> str:
        """What it would do, or did, to the result."""
        suggestion = self.proposed.suggestion
        decision = suggestion.decision
        if suggestion.nature is Nature.GATE:
            return tr("Level {level}", level=suggestion.level or "")
        if decision is not None and decision.answer is Answer.ACCEPTED:
            return _signed(decision.points)
        if not suggestion.points:
            return tr("Bonus") if suggestion.nature is Nature.BONUS else tr("Deduction")
        return _signed(suggestion.points if suggestion.nature is Nature.BONUS else -suggestion.points)

    @property
    def standing(self) -> tuple[str, Tone]:
        """Whether somebody decided on it; whether what it rested on still stands."""
        if self.proposed.suggestion.lapsed:
            return tr("Its ground was withdrawn"), Tone.BAD
        if self.proposed.suggestion.nature is Nature.GATE:
            return tr("Stands already"), Tone.ACCENT
        if self.state is State.OPEN:
            return tr("Waits for a decision"), Tone.WARN
        if self.proposed.is_scored_anew:
            return tr("Scored anew since"), Tone.WARN
        return tr(STATE_LABELS[self.state]), _TONES.get(self.state, Tone.PLAIN)

    @property
    def why(self) -> str:
        """What it rests on; where it was decided, by whom and with which reason."""
        return self._rests_on(self.proposed.suggestion.written)

    def _rests_on(self, ground: str) -> str:
        suggestion = self.proposed.suggestion
        decision = suggestion.decision
        decided = (
            tr("Decided by {by}: {reason}", by=called(decision.by), reason=decision.reason)
            if decision and decision.reason
            else ""
        )
        if suggestion.nature is Nature.GATE:
            return " ".join(part for part in (ground + ".", *self._of_a_gate) if part)
        return "; ".join(part for part in (ground, suggestion.cites, decided) if part)

    @property
    def _of_a_gate(self) -> tuple[str, ...]:
        """That it holds without a decision, by which rule, and what its entry still lacks."""
        suggestion, evidence = self.proposed.suggestion, self.proposed.suggestion.evidence
        lacks = evidence is not None and evidence.kind.needs_document and not evidence.document
        return (
            tr(
                "Holds by the policy, nothing has to be decided (rule: {rule}).", rule=suggestion.cites or "–"
            ),
            tr("Still missing: the number of the document, in the register.") if lacks else "",
        )


class SuggestionsState(Struct, frozen=True):
    """Everything the list of suggestions needs to draw itself."""

    round: Round | None = None
    lines: tuple[SuggestionLine, ...] = ()
    loaded: bool = False
    busy: bool = False
    chosen: SuggestionLine | None = None

    @property
    def takes_decisions(self) -> bool:
        """Whether the month still takes decisions."""
        open_stages = (Stage.SELF, Stage.DEPUTY, Stage.HEAD, Stage.SETTLING)
        return not self.busy and self.round is not None and self.round.stage in open_stages

    @property
    def can_decide(self) -> bool:
        """Whether the chosen suggestion waits for a decision."""
        return self.takes_decisions and self.chosen is not None and self.chosen.state is State.OPEN

    @property
    def can_accept(self) -> bool:
        """Whether the head can answer the chosen suggestion at this stage."""
        return self.can_decide and not (self.chosen and self.waits_for_head(self.chosen))

    def waits_for_head(self, line: SuggestionLine) -> bool:
        """Whether the head's stage has to come first: none of the rows has the score that it would change."""
        rows, early = line.proposed.suggestion.rows, (Stage.SELF, Stage.DEPUTY)
        is_early = self.round is not None and self.round.stage in early and line.state is State.OPEN
        return is_early and bool(rows) and line.proposed.unscored.issuperset(rows)

    @property
    def can_take_back(self) -> bool:
        """Whether the chosen suggestion was decided on, so that this can be taken back."""
        decided = (State.ACCEPTED, State.REJECTED)
        return self.takes_decisions and self.chosen is not None and self.chosen.state in decided

    @property
    def rows(self) -> tuple[Choice, ...]:
        """The rows to choose from, where the chosen suggestion may touch several."""
        return self.chosen.rows if self.chosen and self.can_accept and len(self.chosen.rows) > 1 else ()

    @property
    def nothing(self) -> str:
        """Why nothing is proposed."""
        if not self.loaded or self.lines:
            return ""
        if self.round is None:
            return tr("Nothing is open here: nothing can be proposed yet.")
        return tr(
            "Nothing is proposed for this {kind}: by its policy no entry of the registers changes a score.",
            kind=self.round.period.sort,
        )


def lines_of(policy: Policy, proposed: Sequence[Proposed], who: str = "") -> tuple[SuggestionLine, ...]:
    """What is proposed, with the rows that each may touch; what waits for a decision stands first."""
    lines = [SuggestionLine(each, who or each.participant.name, _rows(policy, each)) for each in proposed]
    return tuple(sorted(lines, key=lambda line: line.state is not State.OPEN))


COLUMNS: tuple[Column[SuggestionLine], ...] = (
    Column(
        "who", N_("Full name"), lambda line: line.who, width=120, wraps=True, tone=lambda _line: Tone.STRONG
    ),
    Column("effect", N_("Proposed"), lambda line: line.effect, width=84),
    Column("label", N_("For"), lambda line: line.label, width=168, tip=lambda line: line.label, wraps=True),
    Column(
        "standing",
        N_("State"),
        lambda line: line.standing[0],
        width=110,
        chip=True,
        tone=lambda line: line.standing[1],
    ),
    Column(
        "why",
        N_("Ground"),
        lambda line: line.why,
        tone=lambda _line: Tone.MUTED,
        tip=lambda line: line.why,
        wraps=True,
    ),
)


def read_suggestions(work: Work, *, round_id: RoundId | None, sheet: SheetId | None) -> SuggestionsState:
    """What is proposed in a round, or for one person of it; what waits for a decision stands first."""
    if round_id is None:
        return SuggestionsState(loaded=True)
    current = work.rounds.get(round_id)
    policy = work.policies.get(current.policy.id)
    proposed = list_suggestions(work, round_id=round_id)
    lines = [
        SuggestionLine(each, _named(each), _rows(policy, each))
        for each in proposed
        if sheet in (None, each.participant.sheet)
    ]
    lines.sort(key=lambda line: line.state is not State.OPEN)
    return SuggestionsState(current, tuple(lines), loaded=True)


def _named(proposed: Proposed) -> str:
    """What somebody is called in the list, with the code where two in the month have one name."""
    who = proposed.participant
    return f"{who.name} ({who.code})" if proposed.is_namesake else who.name


def _rows(policy: Policy, proposed: Proposed) -> tuple[Choice, ...]:
    form = policy.form(proposed.participant.form)
    found = [form.row(code) for code in proposed.suggestion.rows] if form else []
    return tuple(Choice(row.code, f"{row.code} {row.label}") for row in found if row)


def _begins(text: str) -> list[str]:
    """What two names of one thing have in common."""
    return fold(text).split()[:2]


def _signed(points: Decimal) -> str:
    sign = "+" if points > 0 else "−"
    return sign + figure(abs(points), 1)
