"""Encrypting from the screen of data safety: a password is asked for, the recovery code put on a sheet."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evalapp.base.clock import VIET_NAM, system_clock
from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.passwords import SHORTEST_PASSWORD
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.actions import ActionSpec
from evalapp.ui.kit.dialogs import PDF_FILES
from evalapp.ui.kit.tasks import Progress
from evalapp.ui.screens.safety.state import SafetyState
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.encryption import Encrypted, change_password, decrypt, encrypt, renew_code


def can_change(state: SafetyState) -> bool:
    """Whether the file and its backups may be changed now."""
    return state.can_change


def _is_encrypted(state: SafetyState) -> bool:
    return state.is_encrypted


_MENU = N_("Encryption")
ENCRYPTION: tuple[ActionSpec[SafetyState], ...] = (
    ActionSpec(
        "safety.encrypt",
        N_("Encrypt…"),
        menu=_MENU,
        allowed=can_change,
        shown=lambda state: state.is_file and not state.is_encrypted,
    ),
    ActionSpec(
        "safety.password",
        N_("Change the password…"),
        menu=_MENU,
        allowed=can_change,
        shown=_is_encrypted,
    ),
    ActionSpec(
        "safety.recovery",
        N_("New recovery sheet…"),
        menu=_MENU,
        allowed=can_change,
        shown=_is_encrypted,
    ),
    ActionSpec(
        "safety.decrypt",
        N_("Remove the encryption…"),
        menu=_MENU,
        allowed=can_change,
        shown=_is_encrypted,
    ),
)


class Encrypting:
    """What the menu of encryption does; `changed` is told when the screen has to be read again."""

    def __init__(self, desk: Desk, owner: QWidget, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._owner = owner
        self._changed = changed

    @property
    def steps(self) -> Mapping[str, Callable[[], None]]:
        """What each action does."""
        return {
            "safety.encrypt": self._encrypt,
            "safety.password": self._change_password,
            "safety.recovery": self._renew,
            "safety.decrypt": self._decrypt,
        }

    def _encrypt(self) -> None:
        password = self._desk.dialogs.new_password(
            tr("Encrypt the data file?"),
            tr(
                "From now on the data file and its backups open only with this password, or with the code "
                "that is printed next. Without both, nobody can read them any more."
            ),
            tr("Encrypt"),
            least=SHORTEST_PASSWORD,
        )
        if password is not None:
            self._desk.tasks.give_up(
                partial(encrypt, password=password),
                label=tr("Encrypting"),
                done=self._tell_encrypted,
                refused=_told_already,
            )

    def _tell_encrypted(self, done: Encrypted) -> None:
        self._show_code(done.code)
        if done.plain:
            self._desk.tell(
                tr(
                    "Anybody can still read these copies; delete them, or lock them away: {files}",
                    files=", ".join(path.name for path in done.plain),
                ),
                Tone.WARN,
            )

    def _decrypt(self) -> None:
        sure = self._desk.dialogs.confirm(
            tr("Remove the encryption?"),
            tr("Then whoever has this computer can read the data. Earlier backups stay encrypted."),
            tr("Remove it"),
        )
        if sure:
            self._desk.tasks.give_up(
                decrypt, label=tr("Decrypting"), done=self._tell_decrypted, refused=_told_already
            )

    def _tell_decrypted(self, _outcome: None) -> None:
        self._desk.tell(tr("The data file is plain again."), Tone.OK)

    def _change_password(self) -> None:
        secret = self._ask_secret(tr("Change the password"))
        password = secret and self._desk.dialogs.new_password(
            tr("Change the password"),
            tr("It holds for the data file and its backups. The recovery sheet stays as it is."),
            tr("Change"),
            least=SHORTEST_PASSWORD,
        )
        if secret and password:
            self._desk.tasks.attend(
                partial(_password_changed, secret=secret, password=password),
                label=tr("Changing the password"),
                done=self._tell_password,
                owner=self._owner,
            )

    def _tell_password(self, _outcome: None) -> None:
        self._desk.tell(tr("The password is changed. The recovery code stays as it was."), Tone.OK)
        self._changed()

    def _renew(self) -> None:
        secret = self._ask_secret(tr("New recovery sheet"))
        if secret:
            self._desk.tasks.attend(
                partial(_code_renewed, secret=secret),
                label=tr("Making a new recovery code"),
                done=self._show_code,
                owner=self._owner,
            )

    def _ask_secret(self, title: str) -> str | None:
        return self._desk.dialogs.password(
            title, tr("Type the present password of the data file, or its recovery code."), tr("Continue")
        )

    def _show_code(self, code: str, refused: str = "") -> None:
        """The code is shown, and put on a sheet to be locked away; shown again where that was refused."""
        words = tr(
            "Write it down and lock it away from the computer: without the password and without this "
            "code nobody can read the data any more."
        )
        wanted = self._desk.dialogs.confirm(
            tr("Recovery code"), "\n\n".join(filter(None, (code, refused, words))), tr("Save the sheet…")
        )
        file = wanted and self._desk.dialogs.save_file(
            tr("Recovery sheet"), tr("recovery-sheet.pdf"), PDF_FILES
        )
        if file:
            day = system_clock().astimezone(VIET_NAM).date()
            self._desk.tasks.attend(
                partial(_sheet_written, file=file, code=code, day=day),
                label=tr("Writing the sheet"),
                done=lambda _none: self._desk.tell(
                    tr("Print {file}, lock the sheet away, and delete the file.", file=file.name), Tone.WARN
                ),
                refused=lambda error: self._show_code(code, tr_error(error)),
            )


def _password_changed(workspace: Workspace, _progress: Progress, *, secret: str, password: str) -> None:
    change_password(workspace, secret=secret, password=password)


def _code_renewed(workspace: Workspace, _progress: Progress, *, secret: str) -> str:
    return renew_code(workspace, secret=secret)


def _sheet_written(workspace: Workspace, _progress: Progress, *, file: Path, code: str, day: date) -> None:
    from evalapp.documents.papers.recovery_pdf import write_recovery_sheet

    write_recovery_sheet(file, code, file_name=workspace.path.name, day=day)


def _told_already(_error: UserError) -> None:
    """The message bar says why; the file that is open stays."""
