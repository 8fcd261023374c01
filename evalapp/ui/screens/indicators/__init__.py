"""Service figures of a unit or a person in a month."""
