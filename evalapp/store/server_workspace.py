"""A workspace in a database on a server, where many people work at once."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from evalapp.base.addresses import ServerAddress
from evalapp.base.clock import Clock, system_clock
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.rights import User
from evalapp.store import server_schema
from evalapp.store.migrate import LATEST
from evalapp.store.server_engine import open_server, take_turn
from evalapp.store.server_failures import NOTHING_IN_SERVER, NothingThere, explained
from evalapp.store.users import Users
from evalapp.store.workspace import Workspace


class ServerWorkspace(Workspace):
    """A connection to a server's database; others change it between two transactions of ours."""

    def __init__(self, address: ServerAddress, engine: Engine, clock: Clock) -> None:
        super().__init__(address, engine, clock)
        self._server = address

    @classmethod
    def make(cls, address: ServerAddress, *, clock: Clock = system_clock) -> Self:
        """Make the tables of a workspace in an empty database."""
        return cls._connected(address, clock, is_new=True)

    @classmethod
    def connect(cls, address: ServerAddress, *, clock: Clock = system_clock) -> Self:
        """Open the workspace in a database, which is brought to this version; refuse a newer one."""
        return cls._connected(address, clock, is_new=False)

    @classmethod
    def _connected(cls, address: ServerAddress, clock: Clock, *, is_new: bool) -> Self:
        engine = open_server(address)
        try:
            with engine.begin() as connection:
                version = server_schema.version_of(connection, address)
            _refuse_unfit(version, address, is_new=is_new)
            if version < LATEST:
                server_schema.upgrade(engine, address)
        except DatabaseError as error:
            engine.dispose()
            raise explained(error, address, saving=False) from error
        except BaseException:
            engine.dispose()
            raise
        return cls(address, engine, clock)

    def _known(self, connection: Connection, user: User) -> User:
        """The user as they are now: on another computer their roles may have been changed, or taken."""
        now = next(
            (each for each in Users(connection, set()).all() if each.id == user.id and each.active), None
        )
        if now is None:
            raise UserError(
                N_("{user} may not sign in any more. Sign in as somebody else, or ask the administrator."),
                user=user.name,
            )
        return now

    @contextmanager
    def _transaction(self, *, reading: bool = False) -> Generator[Connection]:
        is_done = False
        try:
            with self.engine.begin() as connection:
                if not reading:
                    take_turn(connection)
                server_schema.refuse_newer(connection, self._server)
                yield connection
                is_done = True
        except DatabaseError as error:
            raise explained(error, self._server, saving=is_done) from error

    def _fold_log(self) -> None:
        """Rows as they were before are the server's to clear away (vacuum), and its backups' to forget."""

    def close(self) -> None:
        """Let go of the connection."""
        self.engine.dispose()


def _refuse_unfit(version: int, address: ServerAddress, *, is_new: bool) -> None:
    if is_new and version:
        refusal = N_("There is a workspace in {server} already. Open it, or name an empty database.")
    elif not is_new and not version:
        raise NothingThere(NOTHING_IN_SERVER, server=address.name)
    elif version > LATEST:
        refusal = server_schema.MADE_BY_NEWER
    else:
        return
    raise UserError(refusal, server=address.name)
