"""What scores of a month still lack before they are settled: evidence that a row asks for, and reasons."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.model import Policy, Proof
from evalapp.domain.proofs import lacking
from evalapp.domain.reasons import Gap, limit_for, unexplained
from evalapp.domain.rounds import DECIDING, SCORING, Sheet, Stage


class Lacks(Struct, frozen=True):
    """What one person's scores lack, by row: evidence, and reasons for what differs between stages."""

    evidence: Mapping[str, Proof] = field(default_factory=lambda: MappingProxyType({}))
    reasons: Mapping[str, Gap] = field(default_factory=lambda: MappingProxyType({}))
    blocks: bool = False  # settling waits for the reasons

    def __bool__(self) -> bool:
        return bool(self.evidence or self.reasons)


NOTHING_LACKS = Lacks()


def lacks_of(policy: Policy, sheet: Sheet, stage: Stage) -> Lacks:
    """What somebody's scores lack at a stage; nothing where they are not rated."""
    form = policy.form(sheet.participant.form)
    if form is None or sheet.participant.unrated is not None or stage not in SCORING:
        return NOTHING_LACKS
    evidence, reasons = lacking(sheet, form, stage), unexplained(policy, form, sheet, stage)
    limit = limit_for(policy, form)
    return Lacks(evidence, reasons, bool(reasons and limit and limit.blocks))


def what_lacks(policy: Policy, sheets: Sequence[Sheet], stage: Stage) -> dict[str, Lacks]:
    """Whose scores lack something, by the code of the person."""
    found = ((sheet.participant.code, lacks_of(policy, sheet, stage)) for sheet in sheets)
    return {code: lacks for code, lacks in found if lacks}


def refuse_unexplained(policy: Policy, sheets: Sequence[Sheet]) -> None:
    """Refuse to settle while a difference that the policy asks a reason for has none."""
    waiting = [
        f"{code} ({', '.join(lacks.reasons)})"
        for code, lacks in what_lacks(policy, sheets, DECIDING).items()
        if lacks.blocks
    ]
    if waiting:
        raise UserError(
            N_(
                "These scores differ from an earlier stage by more than {policy} allows without a "
                "reason: {people}. Write the reason in the note of each (Shift+F2 on its cell), or "
                "correct the score."
            ),
            policy=policy.code,
            people=waiting,
        )
