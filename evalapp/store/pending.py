"""Rows that wait to be written together: by the hundred they cost a tenth of what each costs alone."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.engine import Connection

from evalapp.store.many_rows import write_rows

Rows = Mapping[Executable, Sequence[Mapping[str, Any]]]


class Pending:
    """What one transaction has still to write; outside `together` nothing waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Executable, list[Mapping[str, Any]]] = {}
        self._waits = False

    @property
    def connection(self) -> Connection:
        """The connection, once everything that waits is written: whoever reads sees it."""
        self.write()
        return self._connection

    @contextmanager
    def together(self) -> Generator[None]:
        """Let rows wait until the end of this, or until somebody reads."""
        self._waits = True
        try:
            yield
            self.write()
        finally:
            self._waits = False

    def add(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows for a statement; statements are run in the order in which they were first met."""
        self._rows.setdefault(statement, []).extend(rows)
        if not self._waits:
            self.write()

    def put(self, statement: Executable, row: Mapping[str, Any]) -> None:
        """A row that takes the place of the one that waits for the same statement."""
        self._rows[statement] = []
        self.add(statement, [row])

    def write(self) -> None:
        """Write what waits."""
        waiting, self._rows = self._rows, {}
        for statement, rows in waiting.items():
            write_rows(self._connection, statement, rows)

    def waiting(self) -> Rows:
        """What waits now, to come back to where everything since is taken back."""
        return {statement: tuple(rows) for statement, rows in self._rows.items()}

    def take_back(self, waiting: Rows) -> None:
        """Let wait what did then: what was written since is undone by the database."""
        self._rows = {statement: list(rows) for statement, rows in waiting.items()}
