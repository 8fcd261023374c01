"""Checking a workspace in full: the database, the history, seals, attached files, users."""

from msgspec import Struct

from evalapp.base.messages import N_, tr
from evalapp.domain.history_words import subject_words
from evalapp.domain.rounds import Stage
from evalapp.store.work import Work
from evalapp.usecases.integrity import (
    UNREADABLE,
    broken_evidence,
    broken_history,
    broken_seals,
    checked_chain,
)
from evalapp.usecases.minutes import broken_minutes
from evalapp.usecases.month_packages import broken_received
from evalapp.usecases.user_proofs import changed_users

_NAMED = 10  # pages; of more it is only told that there are


class WorkspaceCheck(Struct, frozen=True):
    """What a full check found."""

    database: str
    foreign_keys: str
    audit_rows: int
    audit_head: str
    audit_broken_at: int | None
    seals_checked: int
    seals_broken: tuple[str, ...]
    files_checked: int = 0
    files_broken: tuple[str, ...] = ()
    users_changed: tuple[str, ...] = ()  # who are not what the history made of them
    pages_changed: tuple[int, ...] = ()  # of the file, while no program of ours had it
    minutes_checked: int = 0  # signed versions of minutes of inspections

    @property
    def ok(self) -> bool:
        """Whether everything is as it should be."""
        sound = self.database == "ok" and self.foreign_keys == "ok" and self.audit_broken_at is None
        return sound and not (self.seals_broken or self.files_broken or self.users_changed)


def check_workspace(work: Work) -> WorkspaceCheck:
    """Check the database, the foreign keys, the audit chain, every seal and every attached file, in full."""
    chain = checked_chain(work)
    database, checked, broken, files = work.integrity(), 0, list[str](), (0, list[str]())
    changed, minutes = list[str](), 0
    try:
        rounds = work.rounds.all(replaced=True)
        checked, broken = broken_seals(work, [each for each in rounds if each.stage is Stage.CLOSED])
        broken += [subject for subject in broken_history(work, rounds) if subject not in broken]
        minutes, broken_signed = broken_minutes(work)
        broken += broken_signed
        broken += broken_received(work)
        files = broken_evidence(work)
        changed = changed_users(work)
    except UNREADABLE as error:
        database = f"unreadable row: {error}" if database == "ok" else database
    return WorkspaceCheck(
        database,
        work.foreign_keys(),
        chain.rows,
        chain.head,
        chain.broken_at,
        checked,
        tuple(broken),
        files[0],
        tuple(files[1]),
        tuple(changed),
        work.changed_outside,
        minutes,
    )


def broken_words(check: WorkspaceCheck) -> list[str]:
    """What does not fit, one line each."""
    lines = list[str]()
    if check.pages_changed:
        told = N_("Changed since the file was closed: pages {pages}")
        pages = [
            *map(str, check.pages_changed[:_NAMED]),
            *(["…"] if len(check.pages_changed) > _NAMED else []),
        ]
        lines.append(tr(told, pages=", ".join(pages)))
    elif check.database != "ok":
        lines.append(tr("The database itself: {told}", told=check.database))
    if check.foreign_keys != "ok":
        lines.append(tr("Rows that belong to nothing: {told}", told=check.foreign_keys))
    if check.audit_broken_at is not None:
        lines.append(tr("The history, from row {row} on", row=check.audit_broken_at))
    lines += [tr("Not as it was sealed: {what}", what=subject_words(each)) for each in check.seals_broken]
    lines += [tr("Not as the history tells of this user: {what}", what=each) for each in check.users_changed]
    lines += [tr("Not the file that was attached: {what}", what=each) for each in check.files_broken]
    return lines
