"""What the list of policies shows and allows. No Qt."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.drafts import Document, Draft
from evalapp.domain.policy.model import Policy
from evalapp.domain.units import Unit
from evalapp.ui.screens.policies.beginning import Beginning
from evalapp.ui.screens.policies.opened import OpenState

FORMS = "forms"


class PolicyLine(Struct, frozen=True):
    """One version or draft in the list."""

    policy: Policy | None = None
    draft: Draft | None = None
    unit_name: str = ""
    is_shipped: bool = False
    is_followed: bool = False  # by the newest month of the unit that is looked at

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"draft {self.draft.id}" if self.draft else self.policy.hash if self.policy else ""

    @property
    def document(self) -> Document:
        """The whole of what it says."""
        return self.draft.document if self.draft else self.policy.document if self.policy else {}

    @property
    def code(self) -> str:
        """The policy's code."""
        return self.draft.code if self.draft else self.policy.code if self.policy else ""

    @property
    def title(self) -> str:
        """The policy's title."""
        return self.draft.title if self.draft else self.policy.title if self.policy else ""

    @property
    def version(self) -> str:
        """Its number; a draft has none yet."""
        return str(self.policy.version) if self.policy else "–"

    @property
    def since(self) -> date | str | None:
        """Its first day."""
        return self.policy.effective_from if self.policy else self._day("effective_from")

    @property
    def until(self) -> date | str | None:
        """Its last day."""
        return self.policy.effective_to if self.policy else self._day("effective_to")

    @property
    def standing(self) -> tuple[str, Tone]:
        """Whether it is a draft, what the unit goes by, ships, is a unit's own, or is made for everybody."""
        if self.draft:
            return tr("Draft"), Tone.WARN
        if self.is_followed:
            return tr("In use here"), Tone.ACCENT
        if self.is_shipped:
            return tr("Built in"), Tone.PLAIN
        own = self.policy and self.policy.unit
        return tr("Unit's own") if own else tr("Made here for everybody"), Tone.OK

    def _day(self, key: str) -> date | str | None:
        value = self.draft.document.get(key) if self.draft else None
        try:
            return date.fromisoformat(str(value)) if value else None
        except ValueError:
            return str(value)


class PoliciesState(Struct, frozen=True):
    """Everything the screen needs to draw itself."""

    lines: tuple[PolicyLine, ...] = ()
    units: tuple[Unit, ...] = ()
    may_edit: bool = False
    opened: OpenState | None = None  # None: the list is shown
    page: str = FORMS
    beginning: Beginning | None = None
    first_days: Mapping[str, Mapping[str, date]] = field(default_factory=lambda: MappingProxyType({}))
    loaded: bool = False
    busy: bool = False

    @property
    def is_list(self) -> bool:
        """Whether the list is shown."""
        return self.opened is None

    @property
    def can_begin(self) -> bool:
        """Whether a draft may be begun."""
        return (
            self.may_edit and self.is_list and bool(self.lines) and not self.busy and self.beginning is None
        )

    def first_day(self, policy: Policy, unit: str | None) -> date:
        """From which day a draft from a version is offered in a unit, else for everybody."""
        days = self.first_days.get(policy.hash, {})
        return days.get(unit or "", days.get("", policy.effective_from))

    @property
    def can_publish(self) -> bool:
        """Whether the draft that is open is sound."""
        opened = self.opened
        return (
            opened is not None
            and opened.editable
            and not opened.faults
            and opened.is_checked
            and not self.busy
        )

    @property
    def heading(self) -> tuple[str, str, Tone]:
        """What is open: its title, and what it is."""
        opened = self.opened
        if opened is None:
            return tr("Policies"), "", Tone.PLAIN
        if opened.draft is None:
            words = tr("Version {version}", version=opened.document.get("version", ""))
            return opened.title, words, Tone.PLAIN
        if not opened.is_checked:
            return opened.title, tr("Draft · saving"), Tone.WARN
        count = len(opened.faults)
        if count:
            return opened.title, tr("Draft · {count} to fix", count=count), Tone.BAD
        return opened.title, tr("Draft · no faults"), Tone.OK


NOTHING = N_("A policy comes as a folder. Taken in it is a draft: you read it, try it and publish it.")
