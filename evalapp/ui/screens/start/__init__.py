"""The first start: sample data, a new unit, or a data file that exists."""
