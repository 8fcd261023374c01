"""A PostgreSQL server of the tests' own, where the machine has the programs for one."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest

from evalapp.base.addresses import ServerAddress
from evalapp.store.server_workspace import ServerWorkspace
from evalapp.usecases.workspaces import create_workspace, open_workspace
from tests import make

PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
PASSWORD = "chim@họa/mi"
OWNER = "postgres"  # servers refuse to run as root

#: Gives the address of a new database, with a fresh workspace in it unless it is to be empty.
MakeDatabase = Callable[..., ServerAddress]


def written(address: ServerAddress) -> str:
    """The address as it is typed, with its password."""
    return str(address).replace("://lan@", f"://lan:{quote(PASSWORD, safe='')}@")


class Server:
    """A server in a folder of its own, reached by a password."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def begin(self) -> None:
        (self.folder / "pw").write_text(PASSWORD, encoding="utf-8")
        if os.getuid() == 0:
            for path in (self.folder, self.folder / "pw"):
                shutil.chown(path, OWNER)
        data = ("-D", str(self.folder / "data"))
        locale = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi-VN")
        self.run("initdb", *data, "-A", "scram-sha-256", "-U", "lan", f"--pwfile={self.folder}/pw", *locale)
        self.start()

    def start(self) -> None:
        quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=40"
        reached = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        at = ("-D", str(self.folder / "data"), "-l", str(self.folder / "log"))
        self.run("pg_ctl", *at, "-w", "-o", f"{reached} {quick}", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def run(self, program: str, *arguments: str) -> None:
        owner = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.getuid() == 0 else {}
        subprocess.run(
            [str(self.programs / program), *arguments],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **owner,
        )

    def sql(self, statement: str, database: str = "postgres") -> str:
        asked = [str(self.programs / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "lan", "-Atc"]
        done = subprocess.run(
            [*asked, statement, database],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PGPASSWORD": PASSWORD},
        )
        return done.stdout.strip()

    def address(self, database: str) -> ServerAddress:
        return ServerAddress(database, "127.0.0.1", self.port, "lan", PASSWORD)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if PROGRAMS is None or find_spec("psycopg") is None:
        pytest.skip("PostgreSQL or psycopg is not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="evalapp-pg-"))
    running = Server(PROGRAMS, folder)
    running.begin()
    yield running
    running.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def fresh(server: Server) -> str:
    """The database that the others are copied from: a workspace that was just made."""
    server.sql("CREATE DATABASE fresh")
    create_workspace(server.address("fresh"), clock=make.Ticking()).close()
    return "fresh"


@pytest.fixture
def database(server: Server, fresh: str) -> MakeDatabase:
    def made(*, empty: bool = False) -> ServerAddress:
        name = f"d{secrets.token_hex(6)}"
        server.sql(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {fresh}"))
        return server.address(name)

    return made


@pytest.fixture
def on_server(database: MakeDatabase) -> Iterator[ServerWorkspace]:
    """An open workspace on the server that was just made."""
    workspace = open_workspace(database(), clock=make.Ticking())
    assert isinstance(workspace, ServerWorkspace)
    yield workspace
    workspace.close()
