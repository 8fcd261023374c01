"""Rows that wait to be written together: by the hundred they cost a tenth of what each costs alone."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect, Executable, Insert
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine

#: Fewer rows are not worth finding out how their columns are kept.
_MANY = 100
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
            if not isinstance(statement, Insert) or len(rows) < _MANY or not self._insert(statement, rows):
                self._connection.execute(statement, rows)

    def _insert(self, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Give rows to the driver of a file at once: SQLAlchemy takes longer over each than the database."""
        dialect = self._connection.dialect
        compiled = statement.compile(dialect=dialect, column_keys=list(rows[0]))
        if compiled.positiontup is None:
            return False
        names = compiled.positiontup
        columns = [
            _kept(statement.table.c[name].type, [row[name] for row in rows], dialect) for name in names
        ]
        self._connection.exec_driver_sql(str(compiled), list(zip(*columns, strict=True)))
        return True

    def waiting(self) -> Rows:
        """What waits now, to come back to where everything since is taken back."""
        return {statement: tuple(rows) for statement, rows in self._rows.items()}

    def take_back(self, waiting: Rows) -> None:
        """Let wait what did then: what was written since is undone by the database."""
        self._rows = {statement: list(rows) for statement, rows in waiting.items()}


def _kept(kind: TypeEngine[Any], values: list[Any], dialect: Dialect) -> list[Any]:
    """The values of one column as the driver takes them."""
    kept = kind.dialect_impl(dialect).bind_processor(dialect)
    return values if kept is None else list(map(kept, values))
