"""Values kept once for the whole workspace."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from evalapp.store import tables

SECRET = "secret"  # key of the check codes on self-score forms


class WorkspaceSettings:
    """Settings of the workspace as one use case sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.aside: dict[str, str] | None = None  # where values go while nothing may be written into the file

    def get(self, key: str, default: str = "") -> str:
        """The value kept under a key."""
        if self.aside is not None and key in self.aside:
            return self.aside[key] or default
        found = self._connection.execute(select(tables.setting.c.value).where(tables.setting.c.key == key))
        return found.scalar_one_or_none() or default

    def put(self, key: str, value: str) -> None:
        """Keep a value under a key; an empty one is as good as none."""
        if self.aside is not None:
            self.aside[key] = value
            return
        self._connection.execute(delete(tables.setting).where(tables.setting.c.key == key))
        if value:
            self._connection.execute(insert(tables.setting).values(key=key, value=value))

    def put_all(self, values: Mapping[str, str]) -> None:
        """Keep several values at once."""
        for key, value in values.items():
            self.put(key, value)

    @property
    def secret(self) -> bytes:
        """The secret of this workspace."""
        return bytes.fromhex(self.get(SECRET))
