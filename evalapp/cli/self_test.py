"""`evalapp --self-test`: a sample month closed, every screen drawn, papers read back, versions told."""

import importlib.metadata
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from evalapp import __version__
from evalapp.base.errors import UserError
from evalapp.base.messages import DEFAULT_LANGUAGE, N_, tr, tr_error, use_language
from evalapp.cli.answers import DONE, REFUSED, complain, say
from evalapp.documents.papers.fonts import use_serif
from evalapp.documents.reading.workbook import read_workbook
from evalapp.sample.demo import run_demo
from evalapp.store.engine import sqlite_version
from evalapp.usecases.workspaces import check_workspace, open_workspace

_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "openpyxl", "python-calamine")


def main() -> int:
    """Run every check; the exit code says whether the program is whole."""
    use_language(DEFAULT_LANGUAGE)
    say(f"evalapp {__version__}, Python {platform.python_version()}, {sys.platform}")
    say(f"SQLite {sqlite_version()}")
    say(*(f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES))
    try:
        with TemporaryDirectory(prefix="evalapp-self-test-", ignore_cleanup_errors=True) as folder:
            _check(Path(folder))
    except UserError as error:
        complain(tr_error(error))
        return REFUSED
    say(tr("All is well."))
    return DONE


def _check(folder: Path) -> None:
    from evalapp.ui.pictures import take_pictures

    made = run_demo(folder, seed=1, tell=say)
    say(tr("Face of the papers: {face}", face=use_serif().name))
    workbook = next(paper for paper in made.papers if paper.suffix == ".xlsx")
    say(tr("{file}: {count} sheets read back", file=workbook.name, count=len(read_workbook(workbook).sheets)))
    workspace = open_workspace(made.workspace)
    try:
        with workspace.work() as work:
            check = check_workspace(work)
    finally:
        workspace.close()
    if not check.ok:
        raise UserError(N_("The sample workspace does not check out."))
    pictures = take_pictures(made.workspace, folder / "pictures")
    say(tr("{count} pictures of the screens drawn", count=len(pictures)))
