"""Copying a whole workspace: from a server into a file, from a file onto a server."""

from collections.abc import Callable
from pathlib import Path

from evalapp.base.addresses import Address
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.rights import Right
from evalapp.store.transfer import carry_over, same
from evalapp.store.work import no_progress
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import CHANGED_OUTSIDE
from evalapp.usecases.workspaces import create_workspace


def copy_workspace(
    workspace: Workspace, target: Address, progress: Callable[[int, int], None] = no_progress
) -> None:
    """Write everything into a new workspace elsewhere, and compare; nothing half written is left.

    Both can be worked on afterwards, but they are two: whoever moves, stops using the one before.
    """
    with workspace.work(reading=True) as work:
        work.require_everywhere(Right.KEEP_DATA)
    if workspace.changed_outside:
        raise UserError(CHANGED_OUTSIDE, file=workspace.name)
    made = create_workspace(target, clock=workspace.clock)
    try:
        with workspace.engine.begin() as source, made.engine.begin() as into:
            counts = carry_over(source, into, progress)
            _refuse_different(target, arrived=same(source, into, counts))
    except BaseException:
        made.close()
        if isinstance(target, Path):
            target.unlink(missing_ok=True)
        raise
    made.close()


def _refuse_different(target: Address, *, arrived: bool) -> None:
    if not arrived:
        raise UserError(
            N_("What was written to {target} is not what was sent. Do not use it; try again."),
            target=target.name,
        )
