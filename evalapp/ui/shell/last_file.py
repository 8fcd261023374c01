"""The data file used last: where it is, and what can be done where it is gone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evalapp.base import paths
from evalapp.base.addresses import ServerAddress, address_of, server_of
from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.base.settings import LAST_WORKSPACE, Settings
from evalapp.ui.shell.file_steps import refused_place

PUT_BACK, LOOK = "put_back", "look"

if TYPE_CHECKING:
    from evalapp.base.addresses import Address
    from evalapp.store.kept_copies import Backup
    from evalapp.ui.kit.dialogs import Dialogs
    from evalapp.ui.kit.pickers import Choice
    from evalapp.ui.screens.start.state import Missing


def last_file(settings: Settings) -> tuple[Address | None, Path | None]:
    """What was opened last where it still is, or else the file that is missed."""
    from evalapp.store.kept_copies import has_copies

    last = settings.get(LAST_WORKSPACE)
    address = address_of(last) if last else paths.default_workspace()
    if isinstance(address, ServerAddress) or address.is_file():
        return address, None
    return None, address if last or has_copies(address) else None


def missing_words(file: Path | None) -> Missing | None:
    """What the start page says of a file that is missed, or is there and cannot be read."""
    if file is None:
        return None
    from evalapp.store.kept_copies import backups_in, folder_of, rescued_of
    from evalapp.ui.screens.start.state import Missing

    copies = len(rescued_of(file)) + len(backups_in(folder_of(file), file))
    return Missing(file, file.parent.is_dir(), copies, is_damaged=file.is_file())


def choose_copy(dialogs: Dialogs, file: Path) -> Path | None:
    """Which of the copies beside a file that is missed is put in its place."""
    from evalapp.store.kept_copies import backups_in, folder_of, rescued_of
    from evalapp.ui.kit.pickers import Choice

    rescued = [
        Choice(each.path, tr("{when}: rescued when the file was taken away", when=_when(each.at)))
        for each in rescued_of(file)
    ]
    backups = [_choice(each) for each in backups_in(folder_of(file), file)]
    answer = dialogs.choose(
        tr("Put which copy back?"),
        tr(
            "It is copied to {file} and opened; the copy itself stays as it is. What was done after it was "
            "made is not in it.",
            file=str(file),
        ),
        tr("Put back and open"),
        [*rescued, *backups],
        asks_reason=False,
    )
    return Path(str(answer[0])) if answer else None


def is_kept_copy(file: Path) -> bool:
    """Whether a file is one of the copies that the program keeps of a data file."""
    from evalapp.store.kept_copies import home_of

    return file.is_file() and home_of(file) is not None


def place_of_copy(copy: Path, settings: Settings) -> Path:
    """Where a copy belongs: beside its folder, else where the file of that name was used last, or is made.

    A copy is carried to other computers and lies on sticks, where no file may be worked with.
    """
    from evalapp.store.kept_copies import home_of

    home = home_of(copy) or copy
    last = settings.get(LAST_WORKSPACE)
    used = address_of(last) if last else None
    if home.is_file() or not isinstance(used, Path | None):
        return home
    if used is not None and used.name == home.name and used != home:
        return used
    return home if refused_place(home) is None else paths.default_workspace().with_name(home.name)


def ask_about_copy(dialogs: Dialogs, copy: Path, home: Path) -> str | None:
    """What becomes of a copy that was chosen to be opened: `PUT_BACK`, `LOOK`, or nothing."""
    from evalapp.ui.kit.pickers import Choice

    answer = dialogs.choose(
        tr("{file} is a kept copy", file=copy.name),
        tr(
            "It is a copy of {home}, from an earlier time. Worked in where it lies, it would no longer be "
            "that copy, and {home} would not have what is done.",
            home=home.name,
        ),
        tr("Go on"),
        [
            Choice(
                PUT_BACK,
                tr("Put it back in its place, {home}: first you see what would be lost", home=str(home))
                if home.is_file()
                else tr("Put it in its place, {home}, and open that", home=str(home)),
            ),
            Choice(LOOK, tr("Only look at it: nothing in it changes")),
        ],
        asks_reason=False,
    )
    return str(answer[0]) if answer else None


def ask_server(dialogs: Dialogs) -> ServerAddress | None:
    """The address of a database server, typed again where it cannot be read."""
    typed, refused = "", ""
    while (
        typed := dialogs.line(
            tr("A database server"),
            tr(
                "Its administrator tells you the address: postgresql://USER@SERVER/DATABASE. The password is "
                "asked for next, and is kept nowhere."
            ),
            tr("Connect"),
            typed,
            refused,
        )
        or ""
    ):
        try:
            return server_of(typed)
        except UserError as error:
            refused = tr_error(error)
    return None


def place_for_new(dialogs: Dialogs, missed: Path | None) -> Path | None:
    """Where a new data file is made; that another one is missed is said, and its copies stay its own."""
    from evalapp.store.kept_copies import free_place

    default = paths.default_workspace()
    if missed is None:
        if not default.exists():
            return default
        from evalapp.ui.kit.dialogs import DATA_FILES

        return dialogs.save_file(tr("New data file"), "evalapp.sqlite", DATA_FILES)
    place = free_place(default if default != missed else default.with_stem(f"{default.stem}-2"))
    sure = dialogs.confirm(
        tr("Begin anew, with an empty file?"),
        tr(
            "{missing} is not found. A new file holds nothing of it: no units, people or months. It becomes "
            "{file}; what lies beside the old one stays untouched.",
            missing=missed.name,
            file=str(place),
        ),
        tr("Make an empty file"),
        careful=True,
    )
    return place if sure else None


def _choice(backup: Backup) -> Choice:
    from evalapp.ui.kit.pickers import Choice

    why = backup.name.why
    when = _when(backup.name.at)
    return Choice(backup.path, tr("{when}: backup, {why}", when=when, why=why))


def _when(at: datetime) -> str:
    return at.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M")
