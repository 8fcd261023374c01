"""Saving what is sent to whoever looks after the program, and what is said of an error nobody expected."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import evalapp
from evalapp.base import paths
from evalapp.base.columns import Tone
from evalapp.base.logs import error_places
from evalapp.base.messages import N_, tr

if TYPE_CHECKING:
    from evalapp.store.work import Work
    from evalapp.ui.shell.routes import Desk

ZIP_FILES = N_("ZIP archive (*.zip)")


def crash_report(error: BaseException) -> str:
    """Where the program went wrong; nothing in it comes from anybody's data."""
    return f"evalapp {evalapp.__version__}\n\n{error_places(error)}"


def show_crash(desk: Desk, error: BaseException, saved: str) -> None:
    """Show the report where it can be copied, and what was saved last."""
    desk.dialogs.crash(crash_report(error), saved, partial(save_bundle, desk))


def save_bundle(desk: Desk) -> None:
    """Ask where the bundle goes and write it."""
    file = desk.dialogs.save_file(tr("Support bundle"), "evalapp-support.zip", ZIP_FILES)
    if file is not None:
        desk.tasks.run(
            partial(_written, out=file),
            label=tr("Writing the support bundle"),
            done=lambda _path: desk.tell(
                tr(
                    "{file} is written: versions, counts and the log, nobody's names or points.",
                    file=file.name,
                ),
                Tone.OK,
            ),
        )


def _written(work: Work, *, out: Path) -> Path:
    from evalapp.usecases.support import write_bundle

    return write_bundle(work, out=out, log=paths.log_file())
