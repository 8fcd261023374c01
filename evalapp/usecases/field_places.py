"""Where somebody is in a visit, kept so that the program begins there again however it ended."""

from dataclasses import dataclass

from evalapp.domain.inspections import VisitFilter, VisitId, VisitState
from evalapp.store.work import Work

_PLACE = "field_place.{user}"


@dataclass(frozen=True)
class FieldPlace:
    """Where somebody was in a visit: the field that the cursor was in."""

    visit: VisitId
    field: str


def keep_place(work: Work, *, place: FieldPlace) -> None:
    """Remember where the cursor is, so that the program begins there again however it ends."""
    work.settings.put(_PLACE.format(user=work.user.id), f"{place.visit} {place.field}")


def forget_place(work: Work) -> None:
    """The visit was left in good order: the program begins as usual."""
    work.settings.put(_PLACE.format(user=work.user.id), "")


def last_place(work: Work) -> FieldPlace | None:
    """Where the user was in a visit that is still under way, if anywhere."""
    visit, _, field = work.settings.get(_PLACE.format(user=work.user.id)).partition(" ")
    if not visit.isdigit():
        return None
    found = FieldPlace(VisitId(int(visit)), field)
    is_open = any(
        line.visit.id == found.visit for line in work.inspections.lines(VisitFilter(state=VisitState.OPEN))
    )
    return found if is_open else None
