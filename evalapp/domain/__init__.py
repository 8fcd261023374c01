"""Frozen data and pure functions of the field. May import `base`; knows no database, file or window."""
