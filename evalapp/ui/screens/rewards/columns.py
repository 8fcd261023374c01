"""The columns of proposals and of the register of decisions."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.domain.user_names import called
from evalapp.ui.screens.rewards.state import RewardLine


def _muted(_line: RewardLine) -> Tone:
    return Tone.MUTED


_NAME: Column[RewardLine] = Column(
    "name",
    N_("Person or unit"),
    lambda line: line.name,
    width=112,
    wraps=True,
    tip=lambda line: line.proposal.basis.code,
    order=lambda line: line.proposal.basis.sort_key,
)
_LEVEL: Column[RewardLine] = Column(
    "level",
    N_("Level"),
    lambda line: line.proposal.basis.level,
    width=58,
    yields=1,
    chip=True,
    tone=lambda line: line.level_tone,
)
_PERIOD: Column[RewardLine] = Column(
    "period",
    N_("Period"),
    lambda line: line.proposal.basis.period.label,
    width=76,
    dispensable=True,
    order=lambda line: line.proposal.basis.period.first_day,
)
_STATE: Column[RewardLine] = Column(
    "state",
    N_("State"),
    lambda line: line.standing[0],
    width=110,
    chip=True,
    tone=lambda line: line.standing[1],
)

PROPOSAL_COLUMNS: tuple[Column[RewardLine], ...] = (
    _NAME,
    Column("place", N_("Unit, position"), lambda line: line.place, width=140, tone=_muted, dispensable=True),
    _PERIOD,
    _LEVEL,
    Column("what", N_("Proposal"), lambda line: line.what, tip=lambda line: line.proposal.cites, wraps=True),
    _STATE,
)
DECISION_COLUMNS: tuple[Column[RewardLine], ...] = (
    Column("number", N_("Number"), lambda line: line.number or None, width=110),
    Column("day", N_("Date"), lambda line: line.entry.day if line.entry else None, width=96),
    Column(
        "authority",
        N_("Decided by"),
        lambda line: called(line.entry.authority) if line.entry else "",
        width=130,
        tone=_muted,
        dispensable=True,
    ),
    _NAME,
    _PERIOD,
    _LEVEL,
    Column("what", N_("Decision"), lambda line: line.what, wraps=True),
    _STATE,
)
