"""Backups of a workspace: why each was made, what its file is called, and which of them may go.

Everything stands in the name of the file, so that nothing else can be lost that would say which is which.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from msgspec import Struct

from evalapp.base.clock import VIET_NAM
from evalapp.base.messages import N_, tr
from evalapp.domain.periods import Period


class BackupReason(StrEnum):
    """What a backup was made for."""

    HAND = "hand"
    INTERVAL = "interval"
    EXIT = "exit"
    BEFORE_CLOSING = "before-closing"
    CLOSED = "closed"
    IMPORT = "import"
    MIGRATION = "migration"
    RESTORE = "restore"


#: Said where the period is known.
_OF_PERIOD = {BackupReason.CLOSED: N_("after {month} was closed")}
REASON_LABELS = {
    BackupReason.HAND: N_("by hand"),
    BackupReason.INTERVAL: N_("while working"),
    BackupReason.EXIT: N_("at the end of work"),
    BackupReason.BEFORE_CLOSING: N_("before closing"),
    BackupReason.CLOSED: N_("after closing"),
    BackupReason.IMPORT: N_("before a list was taken in"),
    BackupReason.MIGRATION: N_("before a newer version of the program"),
    BackupReason.RESTORE: N_("before an older state was put back"),
}

#: What is kept: everything of the two newest days, then the newest of so many days, weeks and months.
DAYS_OF_ALL, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 9

_NAME = re.compile(
    r"(?P<number>\d{6,})\.(?P<at>\d{8}T\d{6}Z)\.(?P<reason>[a-z]+(?:-[a-z]+)*)(?:\.(?P<period>[\dQHY-]+))?"
)
_STAMP = "%Y%m%dT%H%M%SZ"


class BackupName(Struct, frozen=True):
    """What the name of a backup says; `number` goes up by one each time, whatever the clock says."""

    number: int
    at: datetime
    reason: BackupReason
    period: str = ""  # of a closed month

    @property
    def why(self) -> str:
        """Why it was made, in words, with the period that was closed."""
        of_period = _OF_PERIOD.get(self.reason) if self.period else None
        if of_period is None:
            return tr(REASON_LABELS[self.reason])
        return tr(of_period, month=Period.parse(self.period).named)

    def __str__(self) -> str:
        parts = (f"{self.number:06d}", f"{self.at.astimezone(UTC):{_STAMP}}", self.reason.value, self.period)
        return ".".join(filter(None, parts))

    @classmethod
    def parse(cls, text: str) -> "BackupName | None":
        """Read a name back; None for what is not ours, which is left alone."""
        found = _NAME.fullmatch(text)
        if found is None:
            return None
        try:
            at = datetime.strptime(found["at"], _STAMP).replace(tzinfo=UTC)
            return cls(int(found["number"]), at, BackupReason(found["reason"]), found["period"] or "")
        except ValueError:
            return None


def to_drop(backups: Iterable[BackupName]) -> list[BackupName]:
    """Which backups may go, oldest first.

    Age is told by the numbers alone, and days, weeks and months are those that backups were made on, not
    those that have gone by: a clock that stood wrong for a while takes one place in each row and no more.
    The newest backup stays, whatever its name says, and so do the newest `DAILY`.
    """
    newest_first = sorted(backups, key=lambda each: each.number, reverse=True)
    kept = {
        *newest_first[:DAILY],
        *_on_newest(newest_first, _day, DAYS_OF_ALL),
        *_newest_of_each(newest_first, _day, DAILY),
        *_newest_of_each(newest_first, _week, WEEKLY),
        *_newest_of_each(newest_first, _month, MONTHLY),
        *_newest_of_each(
            [each for each in newest_first if each.reason is BackupReason.CLOSED],
            lambda each: each.period,
            len(newest_first),
        ),
    }
    return [each for each in reversed(newest_first) if each not in kept]


def _newest_of_each(
    newest_first: Sequence[BackupName], label: Callable[[BackupName], Hashable], most: int
) -> list[BackupName]:
    """The newest backup under each label, of the first so many labels."""
    found: dict[Hashable, BackupName] = {}
    for each in newest_first:
        found.setdefault(label(each), each)
    return list(found.values())[:most]


def _on_newest(
    newest_first: Sequence[BackupName], label: Callable[[BackupName], Hashable], most: int
) -> list[BackupName]:
    """All backups under the first so many labels."""
    labels = set(list(dict.fromkeys(map(label, newest_first)))[:most])
    return [each for each in newest_first if label(each) in labels]


def _day(of: BackupName) -> Hashable:
    return of.at.astimezone(VIET_NAM).date()


def _week(of: BackupName) -> Hashable:
    return of.at.astimezone(VIET_NAM).isocalendar()[:2]


def _month(of: BackupName) -> Hashable:
    local = of.at.astimezone(VIET_NAM)
    return local.year, local.month
