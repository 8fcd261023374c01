"""What a database says of its own soundness: a file is read whole, a server is asked what it declares."""

from sqlalchemy import Table, select, true
from sqlalchemy.engine import Connection


def integrity(connection: Connection, *, quick: bool = False) -> str:
    """`ok`, or the first complaint; quick leaves out comparing every index with its table."""
    if connection.dialect.name == "sqlite":
        pragma = "quick_check" if quick else "integrity_check"
        return str(connection.exec_driver_sql(f"PRAGMA {pragma}(1)").scalar_one())
    from evalapp.store.server_schema import complaint  # only where there is a server

    return complaint(connection)


def foreign_keys(connection: Connection) -> str:
    """`ok`, or the table with the first reference that leads nowhere."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        return "ok" if broken is None else str(broken[0])
    from evalapp.store.every_table import metadata  # a file is asked without knowing all of its tables

    return next((table.name for table in metadata.sorted_tables if _leads_nowhere(connection, table)), "ok")


def _leads_nowhere(connection: Connection, table: Table) -> bool:
    """Servers keep references whole, unless somebody turned that off to load something."""
    for key in table.foreign_keys:
        target = key.column.table.alias()
        found = select(true()).select_from(target).where(target.c[key.column.name] == key.parent).exists()
        query = select(true()).select_from(table).where(key.parent.is_not(None), ~found).limit(1)
        if connection.execute(query).first() is not None:
            return True
    return False
