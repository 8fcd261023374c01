"""Encrypting the data file and its backups, and what opens them: a password, or the code on a sheet."""

from pathlib import Path

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.passwords import refuse_short
from evalapp.domain.rights import Right
from evalapp.store.backups import carry_key_file
from evalapp.store.conversion import convert
from evalapp.store.encryption import (
    ORDINARY,
    Key,
    KeyFile,
    Strength,
    drop_key_file,
    is_plain,
    new_key,
    with_code,
    with_password,
    write_key_file,
)
from evalapp.store.kept_copies import backups_in, folder_of
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import CHANGED_OUTSIDE, SECOND_FOLDER


class Encrypted(Struct, frozen=True):
    """What came of encrypting: the code for the recovery sheet, and copies that anybody can still read."""

    code: str
    plain: tuple[Path, ...]


def encrypt(workspace: Workspace, *, password: str, strength: Strength = ORDINARY) -> Encrypted:
    """Encrypt an open workspace, which is closed, and the backups beside it.

    The key file is there before anything needs it, and each file is replaced in one step: whenever this is
    broken off, every file is whole, plain or encrypted, and it can be done again.
    """
    _require_right(workspace)
    if workspace.key is not None:
        raise UserError(N_("{file} is encrypted already."), file=workspace.path.name)
    if workspace.changed_outside:  # written anew, what changed would look as if it had always been so
        raise UserError(CHANGED_OUTSIDE, file=workspace.path.name)
    refuse_short(password)
    second = _second_folder(workspace)
    path, clock = workspace.path, workspace.clock
    by = workspace.user.name
    workspace.close()
    key, kept, code = new_key(password, strength)
    write_key_file(path.parent, kept)
    convert(path, key)
    _encrypt_backups(path, key, kept)
    reopened = Workspace.open(path, clock=clock)
    try:
        with reopened.beginning() as work:
            work.audit.record("workspace.encrypted", path.name, by=by)
    finally:
        reopened.close()
    return Encrypted(code, tuple(plain_copies(path, second)))


def decrypt(workspace: Workspace) -> None:
    """Make an open workspace plain again, which is closed; backups made until now stay encrypted."""
    _require_right(workspace)
    key = _key(workspace)
    path, clock = workspace.path, workspace.clock
    by = workspace.user.name
    carry_key_file(workspace, folder_of(path))
    workspace.close()
    convert(path, None)
    reopened = Workspace.open(path, clock=clock)
    try:
        with reopened.beginning() as work:
            work.audit.record("workspace.decrypted", path.name, by=by)
    finally:
        reopened.close()
    drop_key_file(path.parent, key)


def change_password(
    workspace: Workspace, *, secret: str, password: str, strength: Strength = ORDINARY
) -> None:
    """Give an encrypted workspace a new password; who asks knows the old one, or the recovery code."""
    _require_right(workspace)
    key = _key(workspace)
    refuse_short(password)
    _keep(workspace, with_password(workspace.path, key, secret, password, strength))
    with workspace.work() as work:
        work.audit.record("workspace.password_changed", workspace.path.name)


def renew_code(workspace: Workspace, *, secret: str, strength: Strength = ORDINARY) -> str:
    """Give an encrypted workspace a new recovery code, for a new sheet; the sheet before is void."""
    _require_right(workspace)
    kept, code = with_code(workspace.path, _key(workspace), secret, strength)
    _keep(workspace, kept)
    with workspace.work() as work:
        work.audit.record("workspace.code_renewed", workspace.path.name)
    return code


def plain_copies(path: Path, second: str) -> list[Path]:
    """Copies that anybody can read: files set aside, from before a migration, in the second place."""
    found = [
        *path.parent.glob(f"{path.stem}-*{path.suffix}"),
        *(each.path for each in backups_in(folder_of(path), path)),
        *(each.path for each in (backups_in(Path(second), path) if second else [])),
    ]
    return [copy for copy in found if is_plain(copy)]


def _encrypt_backups(path: Path, key: Key, kept: KeyFile) -> None:
    """Each backup is replaced by itself; one that is damaged is left as it is, and told of as plain."""
    folder = folder_of(path)
    there = [each.path for each in backups_in(folder, path) if is_plain(each.path)]
    if there:
        write_key_file(folder, kept)
    for backup in there:
        try:
            convert(backup, key)
        except UserError:
            continue


def _keep(workspace: Workspace, kept: KeyFile) -> None:
    """The new key file beside the data file first, then in every folder of its copies that can be reached."""
    write_key_file(workspace.path.parent, kept)
    second = _second_folder(workspace)
    for folder in (folder_of(workspace.path), *([Path(second)] if second else [])):
        carry_key_file(workspace, folder)


def _require_right(workspace: Workspace) -> None:
    if workspace.only_read:
        raise workspace.why_only_read
    with workspace.work() as work:
        work.require_everywhere(Right.KEEP_DATA)


def _key(workspace: Workspace) -> Key:
    if workspace.key is None:
        raise UserError(N_("{file} is not encrypted."), file=workspace.path.name)
    return workspace.key


def _second_folder(workspace: Workspace) -> str:
    with workspace.beginning() as work:
        return work.settings.get(SECOND_FOLDER)
