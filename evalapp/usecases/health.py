"""The check at the start of work, in steps so short that nobody who saves a score waits for it.

The chain is walked from where it was last found whole, and of the closed rounds the newest are computed
again; `check_workspace` does all of it, however long it takes.
"""

from msgspec import Struct
from msgspec.structs import replace

from evalapp.domain.rounds import RoundId, Stage
from evalapp.store.audit import START
from evalapp.store.work import Work
from evalapp.usecases.integrity import UNREADABLE, broken_seals
from evalapp.usecases.user_proofs import changed_users

#: How far the chain was found whole, kept in the data file: the number of a row and its hash.
VERIFIED = "health.verified"
#: Rows of the chain in one step: about a tenth of a second.
STEP = 5000
#: So many closed rounds are computed again at the start; all of them when the whole file is checked.
NEWEST = 50


class Health(Struct, frozen=True):
    """What the check at the start has found so far."""

    database: str = "ok"
    foreign_keys: str = "ok"
    rows: int = 0  # of the history
    broken_at: int | None = None
    seals: int = 0
    broken: tuple[str, ...] = ()
    waiting: tuple[RoundId, ...] = ()  # closed rounds that are still to be computed again
    is_walked: bool = False  # whether the chain is

    @property
    def ok(self) -> bool:
        """Whether everything that was looked at is as it should be."""
        return (
            self.database == "ok" and self.foreign_keys == "ok" and self.broken_at is None and not self.broken
        )

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to look at."""
        return self.is_walked and not self.waiting


def begin_check(work: Work) -> Health:
    """Check the database, its references and the users, and find out what is to be looked at after that."""
    rounds = work.rounds.all(replaced=True)
    closed = [each for each in rounds if each.stage is Stage.CLOSED]
    closed.sort(key=lambda each: each.closed_at or each.opened_at, reverse=True)
    return Health(
        work.quick_integrity(),
        work.foreign_keys(),
        work.audit.count(),
        broken=tuple(changed_users(work)),
        waiting=tuple(each.id for each in closed[:NEWEST]),
    )


def next_check(work: Work, health: Health) -> Health:
    """Do one more step of a check that was begun."""
    try:
        return _checked_round(work, health) if health.is_walked else _walked(work, health)
    except UNREADABLE as error:
        return replace(health, database=f"unreadable row: {error}")


def _walked(work: Work, health: Health) -> Health:
    seq, head = _verified(work)
    step = work.audit.walk(after=seq, head=head, most=STEP)
    if step.broken_at is not None:
        work.settings.put(VERIFIED, "")  # the next start walks all of it
        return replace(health, broken_at=step.broken_at, is_walked=True)
    work.settings.put(VERIFIED, f"{step.rows} {step.head}")
    return replace(health, is_walked=step.rows == seq)


def _verified(work: Work) -> tuple[int, str]:
    seq, _, head = work.settings.get(VERIFIED).partition(" ")
    return (int(seq), head) if seq.isdecimal() and head else (0, START)


def _checked_round(work: Work, health: Health) -> Health:
    first, *waiting = health.waiting
    checked, broken = broken_seals(work, [work.rounds.get(first)])
    return replace(
        health,
        seals=health.seals + checked,
        broken=(*health.broken, *broken),
        waiting=tuple(waiting),
    )
