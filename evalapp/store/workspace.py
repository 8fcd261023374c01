"""A workspace: one database file that one process holds at a time, and transactions in somebody's name."""

import logging
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from evalapp.base.addresses import Address
from evalapp.base.causes import cause
from evalapp.base.clock import Clock, system_clock
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.rights import User, UserId
from evalapp.store import migrate
from evalapp.store.copies import wal_of, write_copy
from evalapp.store.encryption import Key, key_of
from evalapp.store.engine import open_engine
from evalapp.store.failures import BrokenPage, Damaged, broken, explained
from evalapp.store.identity import cut_log, identity_of, is_same_file
from evalapp.store.kept_copies import home_of, rescued_path
from evalapp.store.owners import claim, owner_file, owner_of
from evalapp.store.page_sums import changed_pages, keep_found, mark_closing, mark_open, write_sums
from evalapp.store.settings import WorkspaceSettings
from evalapp.store.topics import Topic
from evalapp.store.users import Users
from evalapp.store.work import Progress, Work, no_progress

_log = logging.getLogger(__name__)

#: The files that this process has open, with their keys.
_OPEN: dict[Path, Key | None] = {}


#: Said of a file that a newer version made, and where somebody tries to change it.
MADE_BY_NEWER = N_(
    "{file} was made by a newer version of this program: here it can be looked at and exported, but nothing "
    "in it can be changed. Install that version to go on with it."
)
#: Said of a copy that the program keeps of a data file, and where somebody tries to change it.
KEPT_COPY = N_(
    "{file} is a kept copy of {home}: here it is only looked at, and nothing in it changes. To go on working "
    "with it, restore it to its place first."
)
_OLDER_COPY = N_(
    "{file} is a kept copy from an older version of this program and cannot be looked at as it is. Restore "
    "it to the place of {home}: it is brought up to date there."
)
_REPLACED_AND_KEPT = N_(
    "{file} was replaced or changed by another program while it was open here, so nothing more is written "
    "into it. What was saved here until now is in {rescued}. Close the file and decide which one holds."
)
NO_WORKSPACE = N_("There is no workspace {file}. Choose another file, or begin a new one.")
#: Said where something that belongs to files is asked of a server.
ON_SERVER = N_(
    "{server} is on a database server: it has no data file here, so there are no backups and key files of "
    "one. Its administrator backs it up with pg_dump; all that is in it can be saved as a data file too."
)
_REPLACED = N_(
    "{file} was replaced or changed by another program while it was open here, so nothing more is written "
    "into it. Close it, look at it, and put the newest backup back where it is not whole."
)


class Workspace:
    """An open workspace file. One thread uses it at a time; `close()` lets others have it."""

    def __init__(
        self,
        address: Address,
        engine: Engine,
        clock: Clock,
        changed_outside: tuple[int, ...] = (),
        key: Key | None = None,
        *,
        only_read: bool = False,
    ) -> None:
        self.address = address
        self.key = key  # what the file and its backups are encrypted with; None where they are plain
        self.changed_outside = changed_outside  # pages that are not as this program left them
        self.only_read = only_read  # a newer version made the file, or it is a kept copy: nothing is written
        self._aside: dict[str, str] | None = {} if only_read else None
        self.engine = engine
        self.clock = clock
        self._user: User | None = None
        self._is_open = True
        self._identity, self._log = (), ()
        if isinstance(address, Path):
            self._identity, self._log = identity_of(address), identity_of(wal_of(address))
        self._rescued: Path | None = None  # where our state is kept once another file lies in its place

    @property
    def path(self) -> Path:
        """The file; what belongs to files only is refused for a server by asking for this."""
        if not isinstance(self.address, Path):
            raise UserError(ON_SERVER, server=self.address.name)
        return self.address

    @property
    def on_server(self) -> bool:
        """Whether it is a database on a server, which others work on at the same time."""
        return not isinstance(self.address, Path)

    @property
    def name(self) -> str:
        """What people call it by."""
        return self.address.name

    @property
    def why_only_read(self) -> UserError:
        """Why nothing is written into a file that is only read."""
        home = home_of(self.path)
        if home is not None:
            return UserError(KEPT_COPY, file=self.name, home=home.name)
        return UserError(MADE_BY_NEWER, file=self.name)

    @classmethod
    def create(cls, path: Path, *, clock: Clock = system_clock, program: str = "evalapp") -> Self:
        """Make a new, empty workspace file; refuse to touch one that is there."""
        if path.exists() and (not path.is_file() or path.stat().st_size):
            raise UserError(N_("{file} exists already. Choose another name, or open it."), file=str(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                N_("The folder {folder} cannot be made: {reason}."),
                folder=str(path.parent),
                reason=cause(error),
            ) from error
        try:
            return cls._opened(path, clock, program)
        except UserError:
            for left in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal")):
                with suppress(OSError):  # a folder that takes no file has none of ours either
                    left.unlink(missing_ok=True)
            raise

    @classmethod
    def look_at(cls, path: Path, *, clock: Clock = system_clock) -> Self:
        """Open a kept copy to look at it: nothing is written into it nor beside it, not even who has it."""
        key = key_of(path)
        engine = open_engine(path, key, only_read=True)
        try:
            with engine.begin() as connection:
                version = migrate.refuse_foreign(connection, path)
            _refuse_older_copy(path, version)
        except DatabaseError as error:
            engine.dispose()
            raise explained(error, path, lambda: owner_of(path)) from error
        except BaseException:
            engine.dispose()
            raise
        return cls(path, engine, clock, (), key, only_read=True)

    @classmethod
    def open(cls, path: Path, *, clock: Clock = system_clock, program: str = "evalapp") -> Self:
        """Open a workspace file; refuse what is missing, foreign, newer, or in use by another process."""
        if not path.is_file():
            raise UserError(
                NO_WORKSPACE,
                file=str(path),
            )
        if not path.stat().st_size:
            raise Damaged(
                N_(
                    "{file} is empty: it was cut off, or never finished. Restore a backup, or make a new "
                    "workspace under this name."
                ),
                file=str(path),
            )
        return cls._opened(path, clock, program)

    @classmethod
    def _opened(cls, path: Path, clock: Clock, program: str) -> Self:
        # Reading the file past SQLite would drop the lock that this process may have on it.
        is_open = path.absolute() in _OPEN
        key = _OPEN[path.absolute()] if is_open else key_of(path)
        changed = () if is_open else changed_pages(path)
        engine = open_engine(path, key)
        try:
            with engine.begin() as connection:
                version = migrate.refuse_foreign(connection, path)
            only_read = version > migrate.LATEST
            if only_read:
                engine.dispose()
                engine = open_engine(path, key, only_read=True)
            elif version < migrate.LATEST:
                migrate.upgrade(engine, path, version, key)
            # What was found stays to be found until another file is put in its place.
            if changed:
                keep_found(path, changed)
            elif not only_read:
                mark_open(engine)
        except DatabaseError as error:
            engine.dispose()
            raise explained(error, path, lambda: owner_of(path)) from error
        except BaseException:
            engine.dispose()
            raise
        claim(path, program, clock())
        _OPEN[path.absolute()] = key
        return cls(path, engine, clock, changed, key, only_read=only_read)

    @property
    def user(self) -> User:
        """In whose name the work is done; the first user until somebody signs in."""
        if self._user is None:
            self._user = next(user for user in self.users() if user.active)
        return self._user

    def users(self) -> list[User]:
        """Everybody who may sign in."""
        with self._transaction(reading=True) as connection:
            return Users(connection, set()).all()

    def sign_in(self, user: User | None) -> None:
        """Act as this user from now on (None: the first); the caller checked the password."""
        self._user = user

    @contextmanager
    def work(self, progress: Progress = no_progress, *, reading: bool = False) -> Generator[Work]:
        """One transaction in the user's name: committed on return, rolled back on raise.

        One that only reads need not take its turn with others where several work at once.
        """
        user = self.user
        aside = {} if reading and self.on_server else self._aside
        with self._transaction(reading=reading) as connection:
            work = Work(connection, self._known(connection, user), self.clock(), progress)
            work.changed_outside = self.changed_outside
            work.settings.aside = aside
            yield work
            work.check()
        if aside and aside is not self._aside:  # who only reads may still note how far they read
            with self._transaction() as connection:
                WorkspaceSettings(connection).put_all(aside)
        work.bulk.release()
        if Topic.USERS in work.touched:
            self._user = next((each for each in self.users() if each.id == user.id), None)
        if work.has_erased:
            self._fold_log()

    @contextmanager
    def beginning(self) -> Generator[Work]:
        """One transaction in the program's own name: making a workspace, and looking up who signs in."""
        with self._transaction() as connection:
            work = Work(connection, User(UserId(0), "evalapp", ()), self.clock())
            work.settings.aside = self._aside
            yield work
            work.check()

    def _known(self, _connection: Connection, user: User) -> User:
        """The user as they are now; nobody else changes them in a file that is ours."""
        return user

    @contextmanager
    def _transaction(self, *, reading: bool = False) -> Generator[Connection]:
        del reading  # there is one connection to a file
        self._refuse_replaced()
        try:
            with self.engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            if self.only_read:
                raise self.why_only_read from error
            raise explained(error, self.path, lambda: owner_of(self.path)) from error
        except BrokenPage as error:
            if self.key is None:
                raise
            raise broken(self.path) from error
        finally:
            after = identity_of(self.path)
            if is_same_file(after, self._identity):
                self._identity = after

    def _refuse_replaced(self) -> None:
        """Write nothing into a file that another program put here; what we have is kept beside it, once."""
        if self._rescued is None and identity_of(self.path) == self._identity:
            return
        if self._rescued is None:
            self._rescued = rescued_path(self.path, self.clock())
            with suppress(UserError):
                write_copy(self.engine, self._rescued, key=self.key)
        raise UserError(
            _REPLACED_AND_KEPT if self._rescued.exists() else _REPLACED,
            file=self.path.name,
            rescued=self._rescued.name,
        )

    def close(self) -> None:
        """Fold the write-ahead log into the file and let others have it; what is closed stays closed."""
        if not self._is_open:
            return
        self._is_open = False
        is_ours = self._rescued is None and identity_of(self.path) == self._identity
        if not is_ours:
            cut_log(self.path, self._log)
        closing = self._closing() if is_ours and not self.only_read else ""
        try:
            if is_ours and not self.only_read:
                self._fold_log()
        except (driver.Error, BrokenPage) as error:  # the log stays, and is read at the next opening
            _log.warning("the log of %s is not folded in: %s", self.path.name, error)
            closing = ""
        finally:
            self.engine.dispose()
            _OPEN.pop(self.path.absolute(), None)
            write_sums(self.path, closing, self.changed_outside)
            with suppress(OSError):
                owner_file(self.path).unlink(missing_ok=True)

    def _fold_log(self) -> None:
        """Bring what the log holds into the file, and empty the log: it keeps pages as they were before."""
        connection = self.engine.raw_connection()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self._identity = identity_of(self.path)

    def _closing(self) -> str:
        """The name of this closing; a file that is not as it was left keeps that of its last good one."""
        if self.changed_outside:
            return keep_found(self.path, self.changed_outside)
        return mark_closing(self.engine)


def _refuse_older_copy(path: Path, version: int) -> None:
    """To be read here it would have to be changed."""
    if version < migrate.LATEST:
        raise UserError(_OLDER_COPY, file=path.name, home=str(home_of(path) or path))
