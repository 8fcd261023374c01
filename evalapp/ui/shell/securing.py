"""Backups that the window makes by itself: around what cannot be taken back."""

from functools import partial

from evalapp.domain.backups import BackupReason
from evalapp.domain.periods import Period
from evalapp.ui.kit.tasks import Around
from evalapp.usecases.backups import secure

BEFORE_IMPORT = partial(secure, reason=BackupReason.IMPORT)
AT_EXIT = partial(secure, reason=BackupReason.EXIT)
MEANWHILE = partial(secure, reason=BackupReason.INTERVAL)


def around_closing(period: Period) -> Around:
    """The backup before a month is closed, and the one that keeps it for ever."""
    return Around(
        before=partial(secure, reason=BackupReason.BEFORE_CLOSING),
        after=partial(secure, reason=BackupReason.CLOSED, period=str(period)),
    )
