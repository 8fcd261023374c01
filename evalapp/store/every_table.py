"""All tables at once, for what goes through every one of them: each module that declares some is imported."""

from evalapp.store import (
    indicator_tables,
    inspection_tables,
    minutes_tables,
    package_tables,
    process_tables,
    product_tables,
    tables,
)

#: Where tables are declared.
MODULES = (
    indicator_tables,
    inspection_tables,
    minutes_tables,
    package_tables,
    process_tables,
    product_tables,
    tables,
)
metadata = tables.person.metadata
