"""What is filled in on the panel beside the list: a decision, a correction, a revocation, a confirmation."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from msgspec.structs import replace

from evalapp.base.columns import figure
from evalapp.base.errors import FieldError, Unsure, UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.values import as_date, as_points
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import Proposal, ProposalId
from evalapp.store.work import Work
from evalapp.ui.kit.forms import YES, FieldKind, FieldSpec
from evalapp.ui.shell.filling import Filled, Values, told
from evalapp.usecases.rewards import (
    Ruling,
    accept_proposals,
    confirm_decision,
    correct_decision,
    prepare_proposals,
    revoke_decision,
)

_DATE = N_("dd/mm/yyyy")


class Doing(StrEnum):
    """What is being filled in."""

    DECIDE = "decide"
    PREPARE = "prepare"
    CORRECT = "correct"
    CONFIRM = "confirm"
    REVOKE = "revoke"


_TITLES = {
    Doing.DECIDE: N_("Record the decision"),
    Doing.PREPARE: N_("Prepare the decision"),
    Doing.CORRECT: N_("Correct the decision"),
    Doing.CONFIRM: N_("Uphold the decision"),
    Doing.REVOKE: N_("Revoke the decision"),
}


class Editing(Filled, frozen=True):
    """What is being filled in, about which proposal, and why some of it was refused."""

    doing: Doing
    proposal: Proposal
    alike: tuple[ProposalId, ...] = ()  # others of the same rule that may be decided along with it
    sure: bool = False  # a day before the month was closed was asked about already

    @property
    def title(self) -> str:
        """What stands above the panel."""
        return tr(_TITLES[self.doing])

    @property
    def about(self) -> str:
        """Whom and what it is about."""
        basis = self.proposal.basis
        name = basis.name if basis.person is None else f"{basis.name} ({basis.code})"
        return f"{name}: {self.proposal.label}"

    @property
    def key(self) -> tuple[Doing, ProposalId]:
        """What tells one filling in from another."""
        return self.doing, self.proposal.id

    def typed(self, values: Values) -> Self:
        """The same with what the fields hold now; another day is asked about anew."""
        sure = self.sure and values.get("day") == self.values.get("day")
        return replace(super().typed(values), sure=sure)

    def refused_by(self, error: UserError) -> Self:
        """The same with the field marked; what is unusual is saved when it is said once more."""
        if isinstance(error, Unsure):
            return replace(self.refuse(error.field, told(error)), sure=True)
        at = "number" if self.doing in (Doing.DECIDE, Doing.PREPARE) else "reason"
        marked = super().refused_by(error) or self.refuse(at, tr_error(error))
        return replace(marked, sure=False)


def begun(doing: Doing, proposal: Proposal, alike: Sequence[Proposal], last: Mapping[str, str]) -> Editing:
    """A filling in with what is known: what was prepared, what stands, or what was decided last."""
    decided, laid = proposal.decided, proposal.prepared
    values = {"percent": "" if proposal.paid is None else figure(proposal.paid)}
    if doing is Doing.CORRECT and decided is not None:
        day = decided.day.strftime("%d/%m/%Y") if decided.day else ""
        values |= {"number": decided.number, "day": day, "authority": decided.authority}
    elif doing in (Doing.DECIDE, Doing.PREPARE):
        values |= {key: last.get(key, "") for key in ("number", "day", "authority")}
        if laid is not None:
            day = laid.day.strftime("%d/%m/%Y") if laid.day else ""
            values |= {"number": laid.number, "day": day, "authority": laid.authority, "reason": laid.note}
    return Editing(doing, proposal, tuple(each.id for each in alike), values=values)


def fields_of(editing: Editing) -> tuple[FieldSpec, ...]:
    """The fields of the panel."""
    number = FieldSpec("number", N_("Number of the decision"), hint=N_("Number, such as 12/QĐ-UBND"))
    day = FieldSpec("day", N_("Date"), hint=_DATE)
    authority = FieldSpec("authority", N_("Decided by"), hint=N_("empty: you"))
    percent = FieldSpec("percent", N_("Percent of pay"))
    is_pay = editing.proposal.kind is ProposalKind.PAY
    pay = (percent,) if is_pay else ()
    match editing.doing:
        case Doing.CONFIRM:
            return (FieldSpec("reason", N_("Reason")),)
        case Doing.REVOKE:
            return (FieldSpec("reason", N_("Reason")), number, day, authority)
        case Doing.CORRECT:
            return (FieldSpec("reason", N_("Reason")), number, day, authority, *pay)
        case Doing.DECIDE | Doing.PREPARE:
            fields = (number, day, authority, *pay, FieldSpec("reason", N_("Note")))
            if not editing.alike:
                return fields
            words = tr(
                "Also the {count} {count:other|others} of the same rule shown here", count=len(editing.alike)
            )
            return (*fields, FieldSpec("alike", words, FieldKind.CHECK))


def save(work: Work, *, editing: Editing, values: Mapping[str, str]) -> Proposal:
    """Record what was filled in; a refusal says at which field where that is plain."""
    key = editing.proposal.id
    ruling = Ruling(
        values.get("number", ""),
        _day(values),
        values.get("authority", ""),
        _percent(values),
        values.get("reason", ""),
    )
    keys = [key, *(editing.alike if values.get("alike") == YES else ())]
    do: Mapping[Doing, Callable[[], Proposal]] = {
        Doing.DECIDE: lambda: accept_proposals(work, keys=keys, ruling=ruling, sure=editing.sure)[0],
        Doing.PREPARE: lambda: prepare_proposals(work, keys=keys, ruling=ruling)[0],
        Doing.CORRECT: lambda: correct_decision(work, key=key, ruling=ruling),
        Doing.CONFIRM: lambda: confirm_decision(work, key=key, reason=ruling.reason),
        Doing.REVOKE: lambda: revoke_decision(work, key=key, ruling=ruling),
    }
    return do[editing.doing]()


def _day(values: Mapping[str, str]) -> date | None:
    try:
        return as_date(values.get("day", "").strip() or None)
    except UserError as error:
        raise FieldError("day", error) from error


def _percent(values: Mapping[str, str]) -> Decimal | None:
    try:
        return as_points(values.get("percent", "").strip() or None)
    except UserError as error:
        raise FieldError("percent", error) from error
