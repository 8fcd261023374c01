"""Bringing a data file to this computer from where it would be damaged."""

import filecmp
import shutil
from contextlib import suppress
from pathlib import Path

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.store.copies import refuse_different, refuse_unsound
from evalapp.store.durable import make_durable
from evalapp.store.encryption import Locked, carry_key_of


def move_workspace(source: Path, target: Path) -> Path:
    """Bring a file to this computer: copied and checked; the one left behind gets a name that says so."""
    if target.exists():
        raise UserError(N_("{file} exists already. Choose another name."), file=str(target))
    if source.with_name(source.name + "-wal").exists() or source.with_name(source.name + ".owner").exists():
        raise UserError(
            N_("{file} is open on another computer, or was not closed there. Close it there first."),
            file=source.name,
        )
    _refuse_unsound(source)
    aside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, aside)
        make_durable(aside)
        refuse_different(same=filecmp.cmp(source, aside, shallow=False))
        carry_key_of(source, target.parent)
        aside.replace(target)
        make_durable(target.parent)
        source.rename(source.with_name(f"{source.stem}.moved{source.suffix}"))
    except OSError as error:
        raise UserError(
            N_("{file} could not be moved to {folder}: {reason}. It is still where it was."),
            file=source.name,
            folder=str(target.parent),
            reason=cause(error),
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return target


def _refuse_unsound(source: Path) -> None:
    """An encrypted file is looked into once it is opened with its password."""
    with suppress(Locked):
        refuse_unsound(source)
