"""Opening a data file in somebody's name: their password is asked for in the window, not in the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from evalapp.base.errors import Cancelled, UserError
from evalapp.base.messages import tr, tr_error

if TYPE_CHECKING:
    from evalapp.store.workspace import Workspace
    from evalapp.ui.kit.dialogs import Dialogs
    from evalapp.ui.kit.tasks import Tasks


@dataclass(frozen=True)
class _Attempt:
    """A file to open, what follows once it is open, and the password typed so far."""

    file: Path
    done: Callable[[], None]
    password: str | None = None


class SignIn(QObject):
    """Opens data files as one user (None: the first); a wrong password is asked for again."""

    _asked = Signal(object)

    def __init__(
        self, tasks: Tasks, dialogs: Callable[[], Dialogs], *, user: str | None, program: str
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._dialogs = dialogs
        self._user = user
        self._program = program
        self._asked.connect(self._receive)

    def open(self, file: Path, done: Callable[[], None]) -> None:
        """Open a file; whoever gives the password up stays where they are."""
        self._try(_Attempt(file, done))

    def _try(self, attempt: _Attempt) -> None:
        opener = partial(self._opened, attempt)
        self._tasks.open(opener, label=tr("Opening the data file"), done=attempt.done)

    def _opened(self, attempt: _Attempt) -> Workspace:
        """In the worker: where a password is needed and not known, end and have the window ask."""
        from evalapp.usecases.workspaces import open_workspace

        asked: list[str] = []

        def tell(name: str) -> str:
            asked.append(name)
            if attempt.password is None:
                raise Cancelled
            return attempt.password

        try:
            return open_workspace(attempt.file, user=self._user, ask_password=tell, program=self._program)
        except (Cancelled, UserError) as error:
            if not asked:
                raise
            refused = tr_error(error) if isinstance(error, UserError) else ""
            self._asked.emit(partial(self._ask, attempt, asked[0], refused))
            raise Cancelled from error

    @Slot(object)
    def _receive(self, call: Callable[[], None]) -> None:
        call()

    def _ask(self, attempt: _Attempt, name: str, refused: str) -> None:
        password = self._dialogs().password(
            tr("Password of {name}", name=name),
            tr("{file} is opened in the name of {name}.", file=attempt.file.name, name=name),
            tr("Open"),
            refused,
        )
        if password is not None:
            self._try(replace(attempt, password=password))
