"""Passwords from the screen of users: a new one, a sheet for when it is forgotten, or none, knowingly."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.passwords import SHORTEST_PASSWORD
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.kit.dialogs import PDF_FILES
from evalapp.ui.kit.tasks import Progress
from evalapp.ui.screens.users.state import UserLine, UsersState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.users import new_recovery_code, set_password

PASSWORDS: tuple[ActionSpec[UsersState], ...] = (
    ActionSpec("users.password", N_("Set a password…"), allowed=lambda state: state.can_set_password),
    ActionSpec(
        "users.sheet",
        N_("Print a recovery sheet…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_set_password,
    ),
    ActionSpec(
        "users.no_password",
        N_("Work without a password…"),
        menu=MORE_MENU,
        allowed=lambda state: state.can_set_password,
    ),
)


class Passwords:
    """Asks for passwords in the name of the screen and sets them."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk = desk
        self._owner = owner

    def steps(self, line: UserLine | None) -> Mapping[str, Callable[[], None]]:
        """What each action does for the user under the cursor."""
        if line is None:
            return {}
        name = line.user.name
        give = self._set if line.setter is None else partial(self._set_both, line.setter)
        return {
            "users.password": partial(give, name),
            "users.sheet": partial(self._make_sheet, name),
            "users.no_password": partial(self._remove, name),
        }

    def _set(self, name: str) -> None:
        password = self._desk.dialogs.new_password(
            tr("New password of {name}", name=name),
            tr("Only {name} should know it. Whoever forgets it asks an administrator.", name=name),
            tr("Set the password"),
            least=SHORTEST_PASSWORD,
        )
        if password:
            self._save({name: password}, tr("{name} has a new password.", name=name))

    def _set_both(self, own: str, name: str) -> None:
        """Whoever has no password sets one first: else the other one would keep nobody out."""
        given = self._desk.dialogs.new_passwords(
            tr("First a password of {own}, then one of {name}", own=own, name=name),
            tr(
                "“{own}” manages users and has no password: anybody at this computer could act in that "
                "name, and the password of {name} would keep nothing. So both are set now, each typed by "
                "whom it belongs to.",
                own=own,
                name=name,
            ),
            tr("Set both passwords"),
            (tr("Password of {name}", name=own), tr("Password of {name}", name=name)),
            least=SHORTEST_PASSWORD,
        )
        if given:
            told = tr("{names} have a password now.", names=[own, name])
            self._save({own: given[0], name: given[1]}, told)

    def _remove(self, name: str) -> None:
        sure = self._desk.dialogs.confirm(
            tr("Let {name} work without a password?", name=name),
            tr("Whoever has this computer can then act in the name of {name}.", name=name),
            tr("No password"),
        )
        if sure:
            self._save({name: ""}, tr("{name} has no password now.", name=name))

    def _make_sheet(self, name: str) -> None:
        """The code is nowhere but on the sheet: where that goes is asked first."""
        file = self._desk.dialogs.save_file(tr("Recovery sheet"), tr("recovery-sheet.pdf"), PDF_FILES)
        if file:
            self._desk.tasks.attend(
                partial(_sheet_made, name=name, file=file),
                label=tr("Writing the sheet"),
                done=lambda _none: self._desk.tell(
                    tr("Print {file}, lock the sheet away, and delete the file.", file=file.name), Tone.WARN
                ),
                owner=self._owner,
            )

    def _save(self, passwords: Mapping[str, str], told: str) -> None:
        self._desk.tasks.run(
            partial(_passwords_set, passwords=passwords),
            label=tr("Saving"),
            done=lambda _none: self._desk.tell(told, Tone.OK),
            owner=self._owner,
        )


def _passwords_set(work: Work, *, passwords: Mapping[str, str]) -> None:
    for name, password in passwords.items():
        set_password(work, name=name, password=password)


def _sheet_made(workspace: Workspace, _progress: Progress, *, name: str, file: Path) -> None:
    from evalapp.documents.papers.recovery_pdf import write_user_sheet

    with workspace.work() as work:
        code = new_recovery_code(work, name=name)
        write_user_sheet(file, code, user=name, file_name=workspace.name, day=work.today)
