"""Copies of a data file from before an erasure: they still hold what was erased, and may be let go."""

import logging
from pathlib import Path

from evalapp.base.errors import UserError
from evalapp.domain.rights import Right
from evalapp.store.backups import contents_of
from evalapp.store.kept_copies import backups_in, folder_of
from evalapp.store.work import Progress, no_progress
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import SECOND_FOLDER, back_up

_log = logging.getLogger(__name__)


def copies_before_erasure(workspace: Workspace, _progress: Progress = no_progress) -> tuple[Path, ...]:
    """Backups here and in the second place, and files set aside, that were made before the last erasure."""
    if workspace.on_server:
        return ()
    with workspace.beginning() as work:
        erased = [entry.seq for entry in work.audit.of_actions("person.erased")]
        second = work.settings.get(SECOND_FOLDER)
    if not erased or workspace.on_server:  # a server's copies are its administrator's to find
        return ()
    path = workspace.path
    folders = [folder_of(path), *([Path(second)] if second else [])]
    found = [each.path for folder in folders for each in backups_in(folder, path)]
    found += path.parent.glob(f"{path.stem}-*{path.suffix}")
    return tuple(sorted(copy for copy in found if _length(copy) < erased[-1]))


def delete_copies_before_erasure(workspace: Workspace, progress: Progress = no_progress) -> tuple[Path, ...]:
    """Make a new backup, read it back, and only then delete what is older than the last erasure.

    Returns what is gone; a copy that cannot be deleted stays named among the old ones.
    """
    with workspace.work() as work:
        work.require_everywhere(Right.KEEP_DATA)
    old = copies_before_erasure(workspace)
    if not old:
        return ()
    back_up(workspace, progress=progress)
    gone = tuple(copy for copy in old if _is_deleted(copy))
    with workspace.work() as work:
        work.audit.record("backup.deleted", str(len(gone)), files=[copy.name for copy in gone])
    return gone


def _is_deleted(copy: Path) -> bool:
    try:
        copy.unlink(missing_ok=True)
    except OSError as error:
        _log.info("an old copy is not deleted: %s", error)
        return False
    return True


def _length(copy: Path) -> int:
    """How many entries of history a copy has; one that cannot be read may hold anything."""
    try:
        return contents_of(copy).rows
    except UserError:
        return 0
