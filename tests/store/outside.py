"""What happens to a file behind the program's back: other hands, other programs, damage."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver


def tamper(path: Path, *statements: str) -> None:
    """Run statements on a closed workspace, as somebody with a database tool would."""
    connection = driver.connect(str(path), isolation_level=None)
    try:
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def asked(path: Path, question: str) -> list[tuple[Any, ...]]:
    """What the file says itself."""
    connection = driver.connect(str(path), isolation_level=None)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a closed workspace with its history, but for the name of its closing."""
    names = asked(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    rows = {str(name): asked(path, f'SELECT * FROM "{name}"') for (name,) in names}
    return rows | {"setting": [row for row in rows["setting"] if row[0] != "closing"]}
