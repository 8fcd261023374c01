"""What somebody else entered meanwhile is never overwritten unseen: both are shown, and a person decides."""

from collections.abc import Collection

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.people import Person
from evalapp.domain.rounds import Mark, Participant
from evalapp.domain.units import Unit
from evalapp.store.work import Work


def refuse_unseen(of: Participant, row: str, there: Mark, new: Mark, seen: Collection[Mark]) -> None:
    """Refuse to replace a mark by a new one that was typed where others were seen (none told: any goes)."""
    if not seen or there in seen or there == new:
        return
    only_words = any(there.points == mark.points for mark in seen)
    raise UserError(
        N_(
            "{person}, row {row}: somebody else entered “{theirs}” here meanwhile, so yours is not saved: "
            "“{yours}”. Look at both, then type what is to hold."
        ),
        person=of.code,
        row=row,
        theirs=_told(there, only_words=only_words),
        yours=_told(new, only_words=only_words),
    )


def refuse_changed(work: Work, seen: Person | Unit | None) -> None:
    """Refuse to change what is not as it was shown any more; None was not shown, since it is new."""
    if seen is not None:
        if isinstance(seen, Person):
            there: Person | Unit = work.people.by_code(seen.code)
        else:  # seen yesterday is no other unit
            there = replace(work.units.by_code(seen.code), today=seen.today)
        refuse_other(there, seen, there.name)


def refuse_other(there: object, seen: object, name: str) -> None:
    """Refuse to change under its name what is not what was shown when somebody began to change it."""
    if there != seen:
        raise UserError(
            N_(
                "“{name}” was changed meanwhile, by somebody else or on another screen, so nothing was "
                "saved. Press F5, open it again, look at what is there now, then change it."
            ),
            name=name,
        )


def _told(mark: Mark, *, only_words: bool) -> object:
    if only_words:
        return mark.note
    return Term(N_("not scored")) if mark.points is None else mark.points
