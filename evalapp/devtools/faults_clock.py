"""The clock is set back and forward while people work: numbers tell the order, and nothing is refused.

An office computer whose battery is empty begins its days in 2000; somebody corrects it in the afternoon.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from evalapp.base.errors import UserError
from evalapp.devtools.faults_work import work_named
from evalapp.domain.backups import DAILY, BackupReason
from evalapp.store.backups import contents_of
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import list_backups, preview_restore, secure
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.workspaces import open_workspace

_TURNS = 14
_STARTS = (
    datetime(2000, 1, 1, tzinfo=UTC),
    datetime(2018, 8, 2, 5, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),  # where seconds in 32 bits end
    datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
)
_JUMPS = tuple(timedelta(minutes=minutes) for minutes in (1, 60, 1440, 44_640, 5_760_000))


class _Jumping:
    """A clock that somebody sets wrong, and right again, again and again."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._now = chance.choice(_STARTS)

    def __call__(self) -> datetime:
        self._now += self._chance.choice((1, 1, 1, -1)) * self._chance.choice(_JUMPS)
        if not datetime(1990, 1, 1, tzinfo=UTC) < self._now < datetime(2150, 1, 1, tzinfo=UTC):
            self._now = self._chance.choice(_STARTS)
        return self._now


def work_on(original: Path, here: Path, chance: Random) -> tuple[int, list[str]]:
    """Scores and backups by a clock that jumps; what is lost, mixed up or refused by that."""
    workspace = open_workspace(Path(shutil.copy(original, here / "w.sqlite")), clock=_Jumping(chance))
    try:
        for turn in range(_TURNS):
            work_named("score").do(workspace, turn)
            secure(workspace, reason=BackupReason.INTERVAL)
        return _TURNS, list(_wrong(workspace))
    except UserError as error:
        return _TURNS, [f"refused by a wrong clock: {error}"]
    finally:
        workspace.close()


def trust_clock(original: Path, here: Path, chance: Random) -> tuple[int, list[str]]:
    """The same, looked at by a program that takes what its clock said for the order of things."""
    told, problems = work_on(original, here, chance)
    workspace = open_workspace(here / "w.sqlite")
    with workspace.work() as work:
        entries = sorted(work.audit.entries(most=_TURNS), key=lambda entry: entry.seq)
    workspace.close()
    if [entry.at for entry in entries] != sorted(entry.at for entry in entries):
        problems.append("by the clock, work is in another order than it was done in")
    return told, problems


def _wrong(workspace: Workspace) -> Iterator[str]:
    yield from work_named("score").wrong(workspace, _TURNS)
    with workspace.work() as work:
        checked, head = check_workspace(work), work.audit.head()
    if not checked.ok:
        yield f"unsound: {checked}"
    backups = list_backups(workspace).backups
    if [each.name.number for each in backups[:DAILY]] != list(range(_TURNS, _TURNS - DAILY, -1)):
        yield f"the newest backups were thinned: {[each.name.number for each in backups]}"
    if contents_of(backups[0].path).head != head:
        yield "the backup with the highest number is not the newest"
    with workspace.work() as work:
        if preview_restore(work, backups[0].path).lost_count:
            yield "putting the newest backup back would lose something"
