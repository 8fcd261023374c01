"""What is filled in to begin a draft: a code, for whom, from which day. No Qt."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.drafts import Draft, day_value
from evalapp.domain.policy.model import Policy
from evalapp.domain.units import Unit
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.places import as_tree
from evalapp.usecases.drafts import begin_draft

_EVERYBODY = ""


class Beginning(Struct, frozen=True):
    """A draft that is being begun from a version."""

    origin: Policy
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    refused: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_next(self) -> bool:
        """Whether it is the next version of a policy made here."""
        return self.values.get("code", "").casefold() == self.origin.code.casefold()

    def refuse(self, key: str, reason: str) -> "Beginning":
        """The same, with one field marked."""
        return replace(self, refused=MappingProxyType({key: reason}))


def beginning_from(policy: Policy, *, is_shipped: bool, unit: str | None, day: date) -> Beginning:
    """What is offered to begin with: a unit's own inside a frame that ships, else the next version.

    `day` is the first one on which nothing is opened yet: months that are open keep their version.
    """
    code = f"{policy.code}-{(unit or '').lower()}".strip("-") if is_shipped else policy.code
    values = {
        "code": code,
        "title": policy.title,
        "unit": (unit or "") if is_shipped else (policy.unit or ""),
        "since": f"{day:%d/%m/%Y}",
    }
    return Beginning(policy, values)


def fields_of(beginning: Beginning, units: Sequence[Unit]) -> tuple[FieldSpec, ...]:
    """The fields of the panel."""
    known = (Choice(_EVERYBODY, tr("Everybody: no frame holds it")), *as_tree(units))
    return (
        FieldSpec("unit", N_("For which unit"), FieldKind.CHOICE, choices=known, fixed=beginning.is_next),
        FieldSpec("code", N_("Code"), hint=N_("Latin letters, digits and hyphens"), fixed=beginning.is_next),
        FieldSpec("title", N_("Title")),
        FieldSpec("since", N_("In force from"), hint=N_("dd/mm/yyyy")),
    )


def save_beginning(work: Work, *, beginning: Beginning, values: Mapping[str, str]) -> Draft:
    """Begin the draft as it was filled in; a refusal says at which field."""
    code = values["code"].strip()
    if not code:
        raise FieldError("code", UserError(N_("A policy needs a code that no other has.")))
    try:
        since = day_value(values["since"])
    except UserError as error:
        raise FieldError("since", error) from error
    return begin_draft(
        work,
        origin=beginning.origin.hash,
        code=code,
        unit=values["unit"] or None,
        title=values["title"].strip(),
        since=date.fromisoformat(since) if since else None,
    )
