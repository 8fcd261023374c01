"""The database: engine, tables, unit of work, one module per collection. May import `domain` and `base`."""
