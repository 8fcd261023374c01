"""What the screen of rewards and penalties shows and allows: proposals, decisions, and what is filled in."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from evalapp.base.columns import Tone, figure
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.policy.fact_words import fact_title
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import KIND_LABELS, STATE_LABELS, WAITING, Entry, Proposal, ProposalState, counted
from evalapp.domain.seals import short
from evalapp.domain.user_names import called
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.rewards.editing import Editing
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.words import level_tone

PROPOSALS, DECISIONS, CHANGED = "proposals", "decisions", "changed"
THIS_PERIOD, ALL_PERIODS = "period", "all"


class Gap(StrEnum):
    """What is missing for something to be proposed."""

    NO_UNITS = "units"
    NO_RULES = "rules"
    NOT_OPENED = "opened"
    NOT_CLOSED = "closed"
    NONE = "none"  # the month is closed, and its results fit no rule


#: Why nothing is proposed, what the button says that mends it, and the screen it leads to.
_GAPS: Mapping[Gap, tuple[str, str, str]] = {
    Gap.NO_UNITS: (N_("There are no units yet."), N_("Go to people"), "people"),
    Gap.NO_RULES: (
        N_(
            "{month} goes by a policy without rules for proposals, such as “level A: commend”. Begin a "
            "policy of the unit's own, add such rules and publish it; months opened after that follow it."
        ),
        N_("Go to policies"),
        "policies",
    ),
    Gap.NOT_OPENED: (
        N_("{month} is not opened yet. Proposals follow from its results once it is closed."),
        N_("Go to the month"),
        "month",
    ),
    Gap.NOT_CLOSED: (
        N_("{month} is not closed yet. Proposals follow from its results once it is closed."),
        N_("Go to the month"),
        "month",
    ),
    Gap.NONE: (
        N_("{month} is closed, and nobody's result fits a rule of its policy."),
        N_("See the rules"),
        "policies",
    ),
}
_STATE_TONES = {
    ProposalState.OPEN: Tone.WARN,
    ProposalState.POSTPONED: Tone.PLAIN,
    ProposalState.ACCEPTED: Tone.OK,
    ProposalState.REJECTED: Tone.MUTED,
    ProposalState.WITHDRAWN: Tone.MUTED,
    ProposalState.REVOKED: Tone.MUTED,
}


class RewardLine(Struct, frozen=True):
    """One proposal as a list shows it, with the decision on it where there is one."""

    proposal: Proposal
    levels: tuple[str, ...] = ()

    @property
    def entry(self) -> Entry | None:
        """The decision that stands, else the last entry."""
        entries = self.proposal.entries
        return self.proposal.decided or (entries[-1] if entries else None)

    @property
    def name(self) -> str:
        """Whom it is about; a decision is about one person, whoever else has the name."""
        basis = self.proposal.basis
        return basis.name if basis.person is None else f"{basis.name} ({basis.code})"

    @property
    def place(self) -> str:
        """Where they were, and as what."""
        basis = self.proposal.basis
        return " · ".join(part for part in (basis.unit_name, basis.title) if part)

    @property
    def level_tone(self) -> Tone:
        """The tone of the level that it rests on."""
        return level_tone(self.proposal.basis.level, self.levels)

    @property
    def what(self) -> str:
        """What is proposed or decided, with the percent of pay."""
        paid = self.proposal.paid
        return f"{self.proposal.label}{_percent(paid)}"

    @property
    def standing(self) -> tuple[str, Tone]:
        """Where it stands, in a word."""
        if self.proposal.changed:
            return tr("Basis changed"), Tone.BAD
        if self.proposal.basis.reopened and self.proposal.state in WAITING:
            return tr("Result reopened"), Tone.MUTED
        if self.proposal.prepared is not None and self.proposal.state in WAITING:
            return tr("Prepared"), Tone.ACCENT
        state = self.proposal.state
        return tr(STATE_LABELS[state]), _STATE_TONES[state]

    @property
    def number(self) -> str:
        """The number of the decision."""
        return self.entry.number if self.entry else ""

    @property
    def why(self) -> str:
        """What it rests on, and what else must be known before deciding: sentences."""
        basis, proposal = self.proposal.basis, self.proposal
        total = "" if basis.total is None else f", {figure(basis.total)}"
        rests = tr(
            "Result of {period}: {level}{total}; revision {revision}, seal {seal}",
            period=basis.period.named,
            level=basis.level or "–",
            total=total,
            revision=basis.revision,
            seal=short(basis.seal),
        )
        parts = [rests, *self._earlier, proposal.cites, *self._unknown, *self._prepared, proposal.why]
        parts += self._decided
        return ". ".join(part for part in parts if part) + "."

    @property
    def _earlier(self) -> Iterable[str]:
        if self.proposal.earlier:
            told = [f"{each.period.label}: {each.level} ({each.unit_code})" for each in self.proposal.earlier]
            yield tr("Before: {levels}", levels=told)

    @property
    def _unknown(self) -> Iterable[str]:
        if self.proposal.unknown:
            facts = [fact_title(name) for name in self.proposal.unknown]
            yield tr("Not known yet: {missing}", missing=", ".join(facts))

    @property
    def _prepared(self) -> Iterable[str]:
        laid = self.proposal.prepared
        if laid is not None and self.proposal.state in WAITING:
            yield tr(
                "Prepared by {user}: {number} {note}",
                user=called(laid.by),
                number=laid.number,
                note=laid.note,
            )

    @property
    def _decided(self) -> Iterable[str]:
        for entry in self.proposal.entries:
            day = entry.day.strftime("%d/%m/%Y") if entry.day else ""
            told = " ".join(part for part in (entry.number, day) if part)
            yield ", ".join(part for part in (told, called(entry.authority), entry.reason) if part)


class RewardsState(Shown, frozen=True):
    """Everything the screen needs to draw itself."""

    place: Place
    proposals: tuple[Proposal, ...] = ()
    levels: tuple[str, ...] = ()
    page: str = PROPOSALS
    periods: str = THIS_PERIOD
    kind: str = ""
    person: str = ""
    may_decide: bool = False
    may_prepare: bool = False
    chosen: RewardLine | None = None
    editing: Editing | None = None
    gap: Gap | None = None  # where nothing is proposed: why
    loaded: bool = False

    @property
    def pages(self) -> tuple[Choice, ...]:
        """What the screen can show; decisions whose basis changed only while there are any."""
        waiting = sum(each.state in WAITING for each in self.proposals)
        decided = sum(bool(each.entries) for each in self.proposals)
        changed = sum(each.changed for each in self.proposals)
        shaken = (Choice(CHANGED, tr("Basis changed ({count})", count=changed)),)
        return (
            Choice(PROPOSALS, tr("Proposals ({count})", count=waiting)),
            Choice(DECISIONS, tr("Register of decisions ({count})", count=decided)),
            *(shaken if changed or self.page == CHANGED else ()),
        )

    @property
    def lines(self) -> tuple[RewardLine, ...]:
        """What is shown: on the first page what waits comes first."""
        shown = [each for each in self.proposals if self._belongs(each) and self._wanted(each)]
        if self.page == PROPOSALS:
            shown.sort(key=lambda each: each.state not in WAITING)
        return tuple(RewardLine(each, self.levels) for each in shown)

    def _belongs(self, each: Proposal) -> bool:
        if self.page == CHANGED:
            return each.changed
        return bool(each.entries) if self.page == DECISIONS else True

    def _wanted(self, each: Proposal) -> bool:
        return self.kind in ("", each.kind.value) and self.person in ("", each.basis.code)

    @property
    def period_choices(self) -> tuple[Choice, ...]:
        """Of which time."""
        this = self.place.period.named.titled
        return (Choice(THIS_PERIOD, this), Choice(ALL_PERIODS, tr("All months")))

    @property
    def kind_choices(self) -> tuple[Choice, ...]:
        """Which sort of decisions can be shown alone."""
        kinds = {each.kind for each in self.proposals}
        known = [Choice(kind.value, tr(KIND_LABELS[kind])) for kind in ProposalKind if kind in kinds]
        return (Choice("", tr("All kinds")), *known)

    @property
    def person_choices(self) -> tuple[Choice, ...]:
        """Whose proposals can be shown alone."""
        people = {each.basis.code: each.basis for each in self.proposals}
        ordered = sorted(people.values(), key=lambda basis: basis.sort_key)
        known = [Choice(each.code, f"{each.name} · {each.code}", words=fold(each.name)) for each in ordered]
        return (Choice("", tr("Everybody")), *known)

    @property
    def sums(self) -> str:
        """How many decisions stand by kind, and the sum of pay factors."""
        shown = [line.proposal for line in self.lines]
        return " · ".join(
            f"{tr(KIND_LABELS[each.kind])}: {each.decisions}{_percent(each.percent)}"
            for each in counted(shown)
        )

    @property
    def alike(self) -> tuple[Proposal, ...]:
        """The proposals of the same rule that wait as well, besides the one chosen."""
        line = self.chosen
        if line is None:
            return ()
        return tuple(
            each.proposal
            for each in self.lines
            if each.proposal.code == line.proposal.code
            and each.proposal.id != line.proposal.id
            and each.proposal.state in WAITING
            and not each.proposal.unknown
            and not each.proposal.basis.reopened
        )

    @property
    def can_answer(self) -> bool:
        """Whether the proposal chosen may be decided by the user now."""
        line = self.chosen
        return self._free and self.may_decide and line is not None and line.proposal.state in WAITING

    @property
    def can_prepare(self) -> bool:
        """Whether a decision may be laid before those who decide."""
        line = self.chosen
        free = self._free and self.may_prepare and not self.may_decide
        return free and line is not None and line.proposal.state in WAITING

    @property
    def can_take_up(self) -> bool:
        """Whether the proposal chosen may be opened again."""
        again = (ProposalState.POSTPONED, ProposalState.REJECTED, ProposalState.REVOKED)
        return self._free and self.may_decide and self.chosen is not None and self._state_in(again)

    @property
    def can_correct(self) -> bool:
        """Whether a decision stands that may be corrected or revoked."""
        line = self.chosen
        return self._free and self.may_decide and line is not None and line.proposal.decided is not None

    @property
    def can_confirm(self) -> bool:
        """Whether the decision chosen waits to be upheld."""
        return self.can_correct and self.chosen is not None and self.chosen.proposal.changed

    @property
    def nothing(self) -> tuple[str, str]:
        """Why nothing is shown, and what the button says that mends it; no button where there is no need."""
        if self.page == CHANGED:
            return tr("No decision rests on a result that was replaced."), tr("Show the proposals")
        if self.page == DECISIONS:
            return tr("No decision is recorded for this choice yet."), tr("Show the proposals")
        if self.proposals or self.gap is None:
            return tr("Nothing is proposed for this choice."), ""
        text, action, _ = _GAPS[self.gap]
        if self.periods == ALL_PERIODS and self.gap is Gap.NONE:
            return tr("Nothing was ever proposed here."), tr(action)
        return tr(text, month=self.place.period.named.titled), tr(action)

    @property
    def next_screen(self) -> str:
        """The screen on which something is done about there being nothing."""
        return "" if self.gap is None else _GAPS[self.gap][2]

    @property
    def _free(self) -> bool:
        return not self.busy and self.editing is None

    def _state_in(self, states: tuple[ProposalState, ...]) -> bool:
        return self.chosen is not None and self.chosen.proposal.state in states


def _percent(percent: Decimal | None) -> str:
    return "" if percent is None else tr(" ({percent}%)", percent=figure(percent))
