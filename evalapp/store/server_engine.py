"""The PostgreSQL engine: one connection to a server, and transactions that take their turn at writing."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, cast

from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles

from evalapp.base.addresses import ServerAddress
from evalapp.base.errors import UserError
from evalapp.base.messages import N_

#: How long somebody waits for another one who is saving; how long a transaction may rest before it is ended.
_PATIENCE = {"lock_timeout": "2min", "idle_in_transaction_session_timeout": "10min"}
#: "Saved" is said once it is on the server's disk, also where the server was set to answer sooner.
_DURABLE = {"synchronous_commit": "on"}
#: A connection that leads nowhere is found out by the system within a minute.
_ALIVE = {
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "keepalives_count": "4",
}


def open_server(address: ServerAddress) -> Engine:
    """Return an engine with the one connection that this process keeps to the server."""
    if find_spec("psycopg") is None:  # optional
        raise UserError(
            N_(
                "{server} is on a database server, for which the library psycopg is missing here. Install it "
                "(pip install “evalapp[postgresql]”), or work on a file."
            ),
            server=address.name,
        )
    settings = " ".join(f"-c {name}={value}" for name, value in {**_PATIENCE, **_DURABLE}.items())
    url = URL.create(
        "postgresql+psycopg",
        address.user or None,
        address.password or None,
        address.host or None,
        address.port,
        address.database,
        {**_ALIVE, "application_name": "evalapp", "options": settings, **dict(address.options)},
    )
    return create_engine(
        url,
        isolation_level="REPEATABLE READ",
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=True,  # a connection that broke while nobody worked is made anew
        hide_parameters=True,
    )


def take_turn(connection: Connection) -> None:
    """Wait until nobody else writes; whatever is read from now on is as the last one left it.

    As the first statement of a transaction: a lock on a table is taken before the picture that is read,
    which locks asked for by `SELECT` are not.
    """
    connection.execute(text("LOCK TABLE audit_head IN EXCLUSIVE MODE"))


@compiles(OnConflictDoUpdate, "postgresql")
@compiles(OnConflictDoNothing, "postgresql")
def _on_conflict(clause: Any, compiler: Any, **options: Any) -> str:
    """SQLite's clause is PostgreSQL's, which asks one thing more: no constraint is ever named."""
    clause.constraint_target = None
    visit = cast("Callable[..., str]", getattr(compiler, f"visit_{clause.__visit_name__}"))
    return visit(clause, **options)
