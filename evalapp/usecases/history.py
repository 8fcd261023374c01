"""The history of everything done: reading it, and checking that it is whole."""

from evalapp.domain.rights import Right
from evalapp.store.audit import AuditEntry, ChainCheck
from evalapp.store.work import Work


def list_history(work: Work, *, most: int = 200, before: int | None = None) -> list[AuditEntry]:
    """The newest entries first."""
    work.require_everywhere(Right.READ_AUDIT)
    return work.audit.entries(most=most, before=before)


def verify_history(work: Work) -> ChainCheck:
    """Walk the whole chain; anybody may ask whether it is whole."""
    return work.audit.check()
