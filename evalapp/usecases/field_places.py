"""Where somebody is in a visit, kept so that the program begins there again however it ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self, cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from evalapp.store.work import Work

if TYPE_CHECKING:
    from evalapp.domain.inspections import VisitId

_PLACE = "field_place.{user}"


class FieldPlace(Struct, frozen=True):
    """Where somebody was in a visit: the field with the cursor, and what was typed and is not kept."""

    visit: VisitId
    field: str
    typed: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])  # the texts by their fields

    def as_text(self) -> str:
        """As it is kept."""
        return json.dumps([self.visit, self.field, dict(self.typed)], ensure_ascii=False)

    def renamed(self, before: str, after: str) -> Self:
        """The same where keys of fields begin otherwise, for what they belong to has a name now."""

        def key(held: str) -> str:
            return after + held.removeprefix(before) if held.startswith(before) else held

        return replace(
            self, field=key(self.field), typed={key(held): text for held, text in self.typed.items()}
        )

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """What was kept; nothing where it cannot be read, for it is only a convenience."""
        try:
            visit, place, typed = json.loads(text)
            return cls(cast("VisitId", int(visit)), str(place), {str(key): str(typed[key]) for key in typed})
        except (KeyError, TypeError, ValueError):
            return None


def keep_place(work: Work, *, place: FieldPlace) -> None:
    """Remember where the cursor is, so that the program begins there again however it ends."""
    work.settings.put(_PLACE.format(user=work.user.id), place.as_text())


def forget_place(work: Work) -> None:
    """The visit was left in good order: the program begins as usual."""
    work.settings.put(_PLACE.format(user=work.user.id), "")


def last_place(work: Work) -> FieldPlace | None:
    """Where the user was in a visit that is still under way, if anywhere."""
    found = FieldPlace.from_text(work.settings.get(_PLACE.format(user=work.user.id)))
    if found is None:
        return None
    from evalapp.domain.inspections import VisitFilter, VisitState  # few are in a visit when they leave

    is_open = any(
        line.visit.id == found.visit for line in work.inspections.lines(VisitFilter(state=VisitState.OPEN))
    )
    return found if is_open else None
