"""Products and tasks of the people of a unit in a month."""
