"""Reports of a unit and those below it: looked at, previewed, written."""
