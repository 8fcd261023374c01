"""Backing a workspace up and putting a backup in its place."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from evalapp.base.causes import cause
from evalapp.base.clock import Clock, system_clock
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.rights import Right
from evalapp.store.backup import refuse_unsound, write_backup
from evalapp.store.workspace import Workspace
from evalapp.usecases.users import sign_in


def back_up(workspace: Workspace, target: Path | None = None) -> Path:
    """Write a checked copy, beside the workspace unless told where; return its path."""
    with workspace.work() as work:
        work.require_everywhere(Right.KEEP_DATA)
        stamp = work.now.strftime("%Y%m%dT%H%M%SZ")
    path = target or workspace.path.with_name(f"{workspace.path.stem}-{stamp}.backup{workspace.path.suffix}")
    write_backup(workspace, path)
    return path


def restore(
    source: Path,
    target: Path,
    *,
    user: str | None = None,
    ask_password: Callable[[str], str] | None = None,
    clock: Clock = system_clock,
) -> Path | None:
    """Put a sound backup in the workspace's place; return where the present file is kept, if any."""
    if not source.is_file():
        raise UserError(N_("There is no file {file}."), file=str(source))
    refuse_unsound(source)
    kept: Path | None = None
    aside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, aside)
        if target.exists():
            _release(target, user, ask_password)
            kept = target.with_name(f"{target.stem}-{clock():%Y%m%dT%H%M%SZ}.replaced{target.suffix}")
            _set_aside(target, kept)
        aside.replace(target)
    except OSError as error:
        raise UserError(
            N_("{file} could not be restored: {reason}. The present file is as it was."),
            file=str(target),
            reason=cause(error),
        ) from error
    finally:
        with suppress(OSError):  # where the folder takes nothing, nothing was left in it
            aside.unlink(missing_ok=True)
    return kept


def _release(path: Path, user: str | None, ask_password: Callable[[str], str] | None) -> None:
    """Fold the log into the present file, for somebody who may; a damaged one is what backups are for."""
    try:
        workspace = Workspace.open(path)
    except UserError as error:
        if "owner" in error.values:  # another process is at work on it
            raise
        return
    try:
        sign_in(workspace, user, ask_password)
        with workspace.work() as work:
            work.require_everywhere(Right.KEEP_DATA)
    finally:
        workspace.close()


def _set_aside(path: Path, kept: Path) -> None:
    """Rename the present file with the log a damaged one still has: beside another it would be replayed."""
    path.rename(kept)
    for suffix in ("-wal", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept.with_name(kept.name + suffix))
