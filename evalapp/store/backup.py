"""Backups of a workspace: checked copies of the file."""

from pathlib import Path

from evalapp.store.copies import refuse_unsound, write_copy
from evalapp.store.workspace import Workspace

__all__ = ["refuse_unsound", "write_backup"]


def write_backup(workspace: Workspace, target: Path) -> None:
    """Copy an open workspace to a file that is not there yet; nothing half written is left."""
    write_copy(workspace.engine, target)
