"""Backing a workspace up, by itself and by hand, and putting a backup in its place."""

import logging
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from msgspec import Struct

from evalapp.base.causes import cause
from evalapp.base.clock import Clock, system_clock
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.backups import BackupReason
from evalapp.domain.rights import Right
from evalapp.store.backups import (
    Contents,
    carry_key_file,
    contents_of,
    copy_to,
    hash_at,
    keep,
    refuse_unsound,
)
from evalapp.store.conversion import write_under
from evalapp.store.copies import Unreadable, write_copy
from evalapp.store.durable import make_durable
from evalapp.store.encryption import Key, Locked, carry_key_of, is_plain
from evalapp.store.kept_copies import Backup, backups_in, folder_of
from evalapp.store.migrate import LATEST
from evalapp.store.work import Progress, Work, no_progress
from evalapp.store.workspace import MADE_BY_NEWER, Workspace
from evalapp.usecases.unlocking import AskSecret, unlocking
from evalapp.usecases.users import sign_in

#: Where a second copy goes, kept in the data file: a stick, another disk, a folder of the network.
SECOND_FOLDER = "backup.second"
#: After so many days without a second copy somebody is reminded.
REMIND_AFTER = timedelta(days=7)

#: Said of a file that somebody or something changed while the program did not have it.
CHANGED_OUTSIDE = N_(
    "{file} is not as this program left it: it was changed while it was closed, or the disk fails. Enter "
    "nothing and put a backup back; until then none is made of it."
)

_log = logging.getLogger(__name__)


def back_up(workspace: Workspace, target: Path | None = None, progress: Progress = no_progress) -> Path:
    """Write a checked copy by hand, among the backups unless told where; return its path."""
    with workspace.work() as work:
        work.require_everywhere(Right.KEEP_DATA)
    if workspace.changed_outside:
        raise UserError(CHANGED_OUTSIDE, file=workspace.path.name)
    if target is not None:
        write_copy(workspace.engine, target, progress, key=workspace.key)
        carry_key_file(workspace, target.parent)
        return target
    return _kept(workspace, BackupReason.HAND, "", progress).path


def secure(
    workspace: Workspace, progress: Progress = no_progress, *, reason: BackupReason, period: str = ""
) -> Path | None:
    """Write a backup by the program itself; None where the newest holds all, or damage would go along.

    On a server, backups are its administrator's.
    """
    if workspace.only_read or workspace.changed_outside or workspace.on_server:
        return None
    with workspace.beginning() as work:
        head = work.audit.head()
    newest = next(iter(backups_in(folder_of(workspace.path), workspace.path)), None)
    stands = newest is not None and (reason is not BackupReason.CLOSED or newest.name.period == period)
    if newest is not None and stands and _head_of(newest) == head:
        return None
    return _kept(workspace, reason, period, progress).path


def _kept(workspace: Workspace, reason: BackupReason, period: str, progress: Progress) -> Backup:
    made = keep(workspace, reason, now=workspace.clock(), period=period, progress=progress)
    with workspace.beginning() as work:
        second = work.settings.get(SECOND_FOLDER)
    if (
        second and Path(second).is_dir()
    ):  # a stick that is not plugged in is reminded of, not complained about
        try:
            copy_to(made, Path(second), workspace.path)
            carry_key_file(workspace, Path(second))
        except UserError as error:
            _log.info("no second copy: %s", error)
    return made


def _head_of(backup: Backup) -> str:
    try:
        return contents_of(backup.path).head
    except UserError:  # damaged since: it stands for nothing
        return ""


class BackupState(Struct, frozen=True):
    """The backups there are, newest first, and where the second copies go."""

    folder: Path
    backups: tuple[Backup, ...]
    second: str
    second_there: bool  # whether the second folder can be reached now
    second_backups: tuple[Backup, ...]
    now: datetime

    @property
    def needs_second(self) -> bool:
        """Whether a copy outside this disk is due; a copy from the future counts, since clocks go wrong."""
        if not self.backups:
            return False
        newest = max((each.name.at for each in self.second_backups), default=None)
        return newest is None or self.now - newest > REMIND_AFTER


def list_backups(workspace: Workspace, _progress: Progress = no_progress) -> BackupState:
    """What backups there are, here and in the second place."""
    with workspace.beginning() as work:
        second, now = work.settings.get(SECOND_FOLDER), work.now
    folder = folder_of(workspace.path)
    place = Path(second) if second else None
    return BackupState(
        folder,
        tuple(backups_in(folder, workspace.path)),
        second,
        place is not None and place.is_dir(),
        tuple(backups_in(place, workspace.path)) if place else (),
        now,
    )


def choose_second_folder(work: Work, *, folder: Path | None) -> None:
    """Say where second copies go (None: nowhere); it has to be there now, and be another folder."""
    work.require_everywhere(Right.KEEP_DATA)
    if folder is not None and not folder.is_dir():
        raise UserError(
            N_("There is no folder {folder}. Plug the disk in, or choose another one."), folder=str(folder)
        )
    work.settings.put(SECOND_FOLDER, str(folder.absolute()) if folder else "")
    work.audit.record("backup.second_chosen", "", place=str(folder.absolute()) if folder else "")


class RestorePreview(Struct, frozen=True):
    """What restoring a backup would take back; `lost` counts entries of the history by action."""

    source: Path
    backup: Contents
    present: int | None  # entries of the present history; None where that file cannot be read
    lost: Mapping[str, int]
    lost_since: datetime | None
    gained: int  # entries that only the backup has

    @property
    def lost_count(self) -> int:
        """How many entries would be lost."""
        return sum(self.lost.values())


def refuse_unusable(source: Path, ask_secret: AskSecret | None = None) -> None:
    """Refuse what is no sound backup; one whose key is not known is unlocked first."""
    if not source.is_file():
        raise UserError(N_("There is no file {file}."), file=str(source))
    unlocking(source, ask_secret, partial(refuse_unsound, source))
    if contents_of(source).version > LATEST:
        raise UserError(MADE_BY_NEWER, file=source.name)


def is_sound(path: Path) -> bool:
    """Whether a closed file is there and whole; one whose key is not known is taken for whole."""
    try:
        refuse_unsound(path)
    except Locked:
        return True
    except UserError:
        return False
    return True


def preview_restore(work: Work | None, source: Path) -> RestorePreview:
    """Compare a backup with the present history (None: it cannot be read); nothing is changed."""
    refuse_unusable(source)
    backup = contents_of(source)
    if work is None:
        return RestorePreview(source, backup, None, {}, None, backup.rows)
    work.require_everywhere(Right.KEEP_DATA)
    present = work.audit.count()
    common = _common(work, source, min(present, backup.rows))
    lost, since = work.audit.counted_after(common)
    return RestorePreview(source, backup, present, lost, since, backup.rows - common)


def _common(work: Work, source: Path, most: int) -> int:
    """How many entries both histories begin with; each is bound to those before it, so halving finds it."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if work.audit.hash_at(middle) == hash_at(source, middle):
            low = middle
        else:
            high = middle - 1
    return low


def preview_file(
    source: Path,
    target: Path,
    *,
    user: str | None = None,
    ask_password: Callable[[str], str] | None = None,
    ask_secret: AskSecret | None = None,
) -> RestorePreview:
    """Compare a backup with the file that it would replace, which is opened in somebody's name."""
    refuse_unusable(source, ask_secret)
    workspace = _signed_in(target, user, ask_password, ask_secret, system_clock)
    if workspace is None:
        return preview_restore(None, source)
    try:
        with workspace.work() as work:
            return preview_restore(work, source)
    finally:
        workspace.close()


def _signed_in(
    path: Path,
    user: str | None,
    ask_password: Callable[[str], str] | None,
    ask_secret: AskSecret | None,
    clock: Clock,
) -> Workspace | None:
    """The present file, in somebody's name; None where it is missing or damaged, which backups are for."""
    if not path.exists():
        return None
    try:
        workspace = unlocking(path, ask_secret, partial(Workspace.open, path, clock=clock))
    except UserError as error:
        if "owner" in error.values or isinstance(
            error, Locked
        ):  # somebody is at work on it, or has to open it
            raise
        return None
    try:
        sign_in(workspace, user, ask_password)
    except BaseException:
        workspace.close()
        raise
    return workspace


def restore(
    source: Path,
    target: Path,
    *,
    user: str | None = None,
    ask_password: Callable[[str], str] | None = None,
    ask_secret: AskSecret | None = None,
    clock: Clock = system_clock,
) -> Path | None:
    """Put a sound backup in the workspace's place; return where the present file is kept, if any."""
    refuse_unusable(source, ask_secret)
    workspace = _signed_in(target, user, ask_password, ask_secret, clock)
    if workspace is not None:
        return restore_open(workspace, source)
    kept = _put_in_place(source, target, clock, None)
    _tell(target, clock, source=source.name, kept=kept)
    return kept


def restore_open(workspace: Workspace, source: Path) -> Path | None:
    """Put a sound backup in the place of an open workspace, which is closed; return where that is kept."""
    try:
        with workspace.work() as work:
            preview = preview_restore(work, source)
            by = work.user.name
        secure(workspace, reason=BackupReason.RESTORE)
    finally:
        workspace.close()
    kept = _put_in_place(source, workspace.path, workspace.clock, workspace.key)
    _tell(workspace.path, workspace.clock, source=source.name, kept=kept, by=by, count=preview.lost_count)
    return kept


def _tell(path: Path, clock: Clock, *, source: str, kept: Path | None, **known: str | int) -> None:
    """Write into the history that came back that it did, and how much it took back where that is known."""
    workspace = Workspace.open(path, clock=clock)
    try:
        with workspace.beginning() as work:
            work.audit.record("workspace.restored", source, kept=kept.name if kept else None, **known)
    finally:
        workspace.close()


def _put_in_place(source: Path, target: Path, clock: Clock, key: Key | None) -> Path | None:
    """The copy is whole and durable beside the present file before that one is moved aside.

    A plain backup is encrypted where the present file is: what was protected does not end up readable.
    """
    kept: Path | None = None
    aside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if key is not None and is_plain(source):
            write_under(source, aside, key)
        else:
            shutil.copyfile(source, aside)
            make_durable(aside)
            carry_key_of(source, target.parent)
        if target.exists():
            kept = _free(target.with_name(f"{target.stem}-{clock():%Y%m%dT%H%M%SZ}.replaced{target.suffix}"))
            _set_aside(target, kept)
        aside.replace(target)
        make_durable(target.parent)
    except (OSError, Unreadable) as error:
        if kept is not None and kept.exists():
            _take_back(kept, target)
        raise UserError(
            N_("{file} could not be restored: {reason}. The present file is as it was."),
            file=str(target),
            reason=cause(error),
        ) from error
    finally:
        with suppress(OSError):  # where the folder takes nothing, nothing was left in it
            aside.unlink(missing_ok=True)
    return kept


def _free(path: Path) -> Path:
    """A name that no file has, should the clock have told this moment before."""
    return path if not path.exists() else _free(path.with_stem(path.stem + "-"))


def _set_aside(path: Path, kept: Path) -> None:
    """Give the present file a second name before another takes its first: at no moment is there no file."""
    try:
        os.link(path, kept)
    except OSError:  # sticks know no second names
        path.rename(kept)
    _move_companions(path, kept)


def _take_back(kept: Path, path: Path) -> None:
    if path.exists():
        kept.unlink()
    else:
        kept.rename(path)
    _move_companions(kept, path)


def _move_companions(path: Path, to: Path) -> None:
    """The log that a damaged file still has goes with it: beside another one it would be replayed."""
    for suffix in ("-wal", "-journal", ".sums"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(to.with_name(to.name + suffix))
