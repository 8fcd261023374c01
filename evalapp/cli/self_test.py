"""`evalapp --self-test`: whether this program, as it stands on this computer, is whole.

A fresh data file is migrated and a sample month closed in it; its papers are written and read back, every
screen is drawn, the letters of Vietnamese are looked for, and the version of everything inside is told.
"""

import platform
import secrets
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from evalapp import __version__
from evalapp.base.components import components
from evalapp.base.errors import UserError
from evalapp.base.messages import DEFAULT_LANGUAGE, N_, tr, tr_error, use_language
from evalapp.cli.answers import DONE, REFUSED, complain, say
from evalapp.documents.papers.fonts import VIETNAMESE, letters_missing, use_serif
from evalapp.documents.preview import text_of
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.rounds import Stage
from evalapp.sample.demo import Demo, run_demo
from evalapp.store.encryption import forget_others
from evalapp.store.engine import OLDEST_SQLITE, sqlite_version
from evalapp.store.migrate import LATEST
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.encryption import encrypt
from evalapp.usecases.summaries import summarise
from evalapp.usecases.workspaces import open_workspace


def main() -> int:
    """Run every check; the exit code says whether the program is whole."""
    use_language(DEFAULT_LANGUAGE)
    say(f"evalapp {__version__}, Python {platform.python_version()}, {platform.platform()}")
    # An older one is refused by the store, before anything is written with it.
    oldest = ".".join(str(part) for part in OLDEST_SQLITE)
    say(tr("SQLite {version} (repaired since {oldest})", version=sqlite_version(), oldest=oldest))
    say(*(f"  {each.name} {each.version}" for each in components()))
    try:
        with TemporaryDirectory(prefix="evalapp-self-test-", ignore_cleanup_errors=True) as folder:
            _check(Path(folder))
    except UserError as error:
        complain(tr_error(error))
        return REFUSED
    say(tr("All is well."))
    return DONE


def _check(folder: Path) -> None:
    from evalapp.ui.pictures import LOOKS, application, each_screen, take_pictures

    made = run_demo(folder, seed=1, tell=say)
    say(tr("The data file stands at step {step}.", step=LATEST))
    _check_papers(made, _names(made))
    _check_encryption(made, folder)
    kept = application()  # fonts and screens live no longer than it
    _check_letters()
    pictures = take_pictures(made.workspace, folder / "pictures", scenes=each_screen(), looks=LOOKS[:1])
    say(tr("{count} pictures of the screens drawn", count=len(pictures)))
    del kept


def _names(made: Demo) -> tuple[str, ...]:
    """The people of the month that was closed, from a data file that proves to be whole."""
    workspace = open_workspace(made.workspace)
    try:
        with workspace.work() as work:
            if not check_workspace(work).ok:
                raise UserError(N_("The sample workspace does not check out."))
            of = next(each.id for each in work.rounds.all() if each.stage is Stage.CLOSED)
            return tuple(row.name for row in summarise(work, round_id=of).rows)
    finally:
        workspace.close()


def _check_papers(made: Demo, names: tuple[str, ...]) -> None:
    """The summary, as a workbook and as a PDF, names everybody when it is read back."""
    workbook = next(paper for paper in made.papers if paper.suffix == ".xlsx")
    cells = {cell for sheet in read_workbook(workbook).sheets for row in sheet.rows for cell in row.cells}
    pages = text_of(next(paper for paper in made.papers if paper.suffix == ".pdf"))
    printed = " ".join(pages)
    for name in names:
        if name not in cells or name not in printed:
            raise UserError(N_("“{name}” cannot be read back from the papers written."), name=name)
    say(
        tr(
            "Papers read back: {people} people in a workbook and on {pages} pages of a PDF",
            people=len(names),
            pages=len(pages),
        )
    )


def _check_encryption(made: Demo, folder: Path) -> None:
    """A copy of the data file is encrypted, and opens with its password again."""
    copy = Path(shutil.copy(made.workspace, folder / "encrypted.sqlite"))
    password = secrets.token_hex()
    encrypt(open_workspace(copy), password=password)
    forget_others(None)
    open_workspace(copy, ask_secret=lambda _file: password).close()
    say(tr("A copy of the data file was encrypted and opened again with its password"))


def _check_letters() -> None:
    from evalapp.ui.shell.theme import letters_missing as missing_on_screen

    missing = letters_missing() | missing_on_screen(VIETNAMESE)
    if missing:
        raise UserError(N_("The fonts lack these letters: {letters}"), letters="".join(sorted(missing)))
    say(
        tr(
            "All {count} letters of Vietnamese, on screen and on paper ({face})",
            count=len(VIETNAMESE),
            face=use_serif().name,
        )
    )
