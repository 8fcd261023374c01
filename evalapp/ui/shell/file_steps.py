"""What opening and keeping a data file asks of the store, which is imported once the window is painted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error

if TYPE_CHECKING:
    from evalapp.store.workspace import Workspace
    from evalapp.ui.kit.tasks import Progress


def refused_place(file: Path) -> UserError | None:
    """Why a file is not worked with where it lies, if so."""
    from evalapp.usecases.places import refuse_place

    try:
        refuse_place(file)
    except UserError as error:
        return error
    return None


def moved(file: Path, target: Path) -> Path:
    """Bring a file to another place, and say where it is then."""
    from evalapp.usecases.relocation import move_workspace

    return move_workspace(file, target)


def is_damage(error: UserError) -> bool:
    """Whether a file was not opened because it cannot be read: a copy of it may take its place."""
    from evalapp.store.failures import Damaged

    return isinstance(error, Damaged)


def only_read_words(workspace: Workspace, _progress: Progress) -> str:
    """Why nothing can be changed in the file; empty where all can."""
    return tr_error(workspace.why_only_read) if workspace.only_read else ""


def back_up_meanwhile(workspace: Workspace, progress: Progress) -> None:
    """The backup that is made now and then."""
    from evalapp.ui.shell.securing import MEANWHILE

    MEANWHILE(workspace, progress)


def back_up_at_exit(workspace: Workspace, progress: Progress) -> None:
    """The backup at the end of work."""
    from evalapp.ui.shell.securing import AT_EXIT

    AT_EXIT(workspace, progress)


def unsaid(_outcome: object) -> None:
    """What the program made by itself goes without saying."""
