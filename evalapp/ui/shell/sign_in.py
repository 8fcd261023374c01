"""Opening a data file in somebody's name: passwords are asked for in the window, not in the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from evalapp.base.addresses import Address, ServerAddress
from evalapp.base.errors import Cancelled, UserError
from evalapp.base.messages import tr, tr_error
from evalapp.base.settings import LAST_USER, Settings
from evalapp.domain.passwords import SHORTEST_PASSWORD
from evalapp.domain.user_names import called, called_in_full
from evalapp.ui.kit.seats import Seat

if TYPE_CHECKING:
    from evalapp.domain.rights import User
    from evalapp.store.workspace import Workspace
    from evalapp.ui.kit.dialogs import Dialogs
    from evalapp.ui.kit.tasks import Tasks
    from evalapp.usecases.unlocking import AskSecret


class _Attempt(Struct, frozen=True):
    """A file to open, what follows once it is open, and what was typed so far."""

    file: Address
    done: Callable[[], None]
    user: str | None = None  # who works; None: not known yet, where several may
    seats: tuple[Seat, ...] = ()  # who was offered, where it was asked who works
    password: str | None = None  # of the user
    secret: str | None = None  # of the file or the server: a password, or the file's recovery code
    makes: bool = False  # a workspace in an empty database first
    source: Path | None = None  # a copy that is put in the place of a missing or damaged file first
    new_password: str | None = None  # after the code of the user's recovery sheet


class _Question(Struct, frozen=True):
    """Something that has to be typed before a file opens, and the words it is asked in."""

    title: str
    text: str
    answered: Callable[[str], _Attempt]
    is_new: bool = False  # a password that is to hold from now on


class _Who(Struct, frozen=True):
    """Who works has to be said before a file opens, with their password."""

    attempt: _Attempt


class _Asked:
    """Gives what was typed already; what was not is noted, to be asked for in the window."""

    def __init__(self) -> None:
        self.last: _Question | _Who | None = None

    def __call__(self, question: _Question | _Who, typed: str | None) -> str:
        self.last = question
        if typed is None:
            raise Cancelled
        return typed


class SignIn(QObject):
    """Opens workspaces as one user (None: it is asked who); a wrong password is asked for again."""

    left = Signal()  # the password was not given
    _asked = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Callable[[], Dialogs],
        settings: Settings,
        *,
        user: str | None,
        program: str,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._dialogs = dialogs
        self._settings = settings
        self._user = user
        self._program = program
        self.is_asking = False
        self._asked.connect(self._receive)

    def open(self, file: Address, done: Callable[[], None], *, source: Path | None = None) -> None:
        """Open a file, or a copy put in its place; whoever gives the password up stays where they are."""
        self._try(_Attempt(file, done, source=source, user=self._user))

    def _try(self, attempt: _Attempt) -> None:
        opener = partial(self._opened, attempt)
        self._tasks.open(opener, label=tr("Opening the data file"), done=attempt.done)

    def _opened(self, attempt: _Attempt) -> Workspace:
        """In the worker: where something is needed and not known, end and have the window ask."""
        from evalapp.store.server_failures import NothingThere
        from evalapp.usecases.workspaces import create_workspace, open_workspace

        tell = _Asked()

        try:
            if attempt.makes and isinstance(attempt.file, ServerAddress):
                create_workspace(_with_password(attempt.file, attempt)).close()
            if attempt.source is not None:
                _put_back(
                    attempt.source, attempt.file, lambda file: tell(_secret_of(file, attempt), attempt.secret)
                )
            return open_workspace(
                attempt.file,
                user=attempt.user,
                ask_who=lambda users: tell(_who_of(users, attempt), None),
                ask_password=lambda name: tell(_password_of(name, attempt), attempt.password),
                ask_new=lambda name: tell(_new_password_of(name, attempt), attempt.new_password),
                ask_secret=lambda file: tell(_secret_of(file, attempt), attempt.secret),
                ask_server=lambda server: tell(_server_password_of(server, attempt), attempt.secret),
                program=self._program,
            )
        except NothingThere as error:
            self._asked.emit(partial(self._offer, attempt))
            raise Cancelled from error
        except (Cancelled, UserError) as error:
            if tell.last is None:
                raise
            refused = tr_error(error) if isinstance(error, UserError) else ""
            self._asked.emit(partial(self._ask, tell.last, refused))
            raise Cancelled from error

    @Slot(object)
    def _receive(self, call: Callable[[], None]) -> None:
        call()

    def _offer(self, attempt: _Attempt) -> None:
        """A database that its administrator made for this is empty until the first one opens it."""
        sure = self._dialogs().confirm(
            tr("Begin in {server}?", server=attempt.file.name),
            tr(
                "This database is empty. What the program needs is made in it; then units and people come in."
            ),
            tr("Begin"),
        )
        if sure:
            self._try(replace(attempt, makes=True))

    def _ask(self, question: _Question | _Who, refused: str) -> None:
        self.is_asking = True
        going = self._who(question, refused) if isinstance(question, _Who) else self._typed(question, refused)
        self.is_asking = False
        if going is None:
            self.left.emit()
        else:
            self._try(going)

    def _typed(self, question: _Question, refused: str) -> _Attempt | None:
        if question.is_new:
            typed = ask_new_password(self._dialogs(), question.title)
        else:
            typed = self._dialogs().password(question.title, question.text, tr("Open"), refused)
        return None if typed is None else question.answered(typed)

    def _who(self, question: _Who, refused: str) -> _Attempt | None:
        """Whoever worked here last is offered first; it is noted who tries, not whether they come in."""
        attempt = question.attempt
        answer = self._dialogs().sign_in(
            tr("Who opens {file}?", file=attempt.file.name),
            tr("Forgotten? Type the code of the recovery sheet."),
            tr("Open"),
            attempt.seats,
            attempt.user or self._settings.get(LAST_USER),
            refused,
        )
        if answer is None:
            return None
        name, typed = answer
        self._settings.set(LAST_USER, name)
        return replace(attempt, user=name, password=typed)


def seats_of(users: Iterable[User]) -> list[Seat]:
    """Who may sit down at a window."""
    return [Seat(user.name, called(user.name), user.has_password) for user in users if user.active]


def ask_new_password(dialogs: Dialogs, title: str) -> str | None:
    """After the code of a recovery sheet: the password that holds from now on."""
    return dialogs.new_password(
        title,
        tr("The code is right; it does not count a second time. Choose a new password."),
        tr("Set the password"),
        least=SHORTEST_PASSWORD,
    )


def _new_password_of(name: str, attempt: _Attempt) -> _Question:
    return _Question(
        tr("New password of {name}", name=called_in_full(name)),
        "",
        lambda typed: replace(attempt, new_password=typed),
        is_new=True,
    )


def _who_of(users: Sequence[User], attempt: _Attempt) -> _Who:
    return _Who(replace(attempt, seats=tuple(seats_of(users))))


def _password_of(name: str, attempt: _Attempt) -> _Question | _Who:
    """Whoever was asked who they are may be somebody else after a password that was not right."""
    if attempt.seats:
        return _Who(attempt)
    return _Question(
        tr("Password of {name}", name=called_in_full(name)),
        tr(
            "{file} is opened in the name of {name}. Forgotten? Type the code of the recovery sheet.",
            file=attempt.file.name,
            name=called_in_full(name),
        ),
        lambda typed: replace(attempt, password=typed),
    )


def _put_back(source: Path, file: Address, ask_secret: AskSecret) -> None:
    """Once: where a password is asked for afterwards, the copy is in place already."""
    from evalapp.usecases.backups import is_sound, restore

    if isinstance(file, Path) and not is_sound(file):
        restore(source, file, ask_secret=ask_secret)


def _secret_of(file: Path, attempt: _Attempt) -> _Question:
    return _Question(
        tr("Password of {name}", name=file.name),
        tr("{file} is encrypted. Type its password, or the code on its recovery sheet.", file=file.name),
        lambda typed: replace(attempt, secret=typed),
    )


def _with_password(server: ServerAddress, attempt: _Attempt) -> ServerAddress:
    return server if attempt.secret is None else replace(server, password=attempt.secret)


def _server_password_of(server: ServerAddress, attempt: _Attempt) -> _Question:
    return _Question(
        tr("Password of {name}", name=server.user or server.name),
        tr(
            "{server} is a database server. Type the password of its user {user}.",
            server=server.name,
            user=server.user,
        ),
        lambda typed: replace(attempt, secret=typed),
    )
