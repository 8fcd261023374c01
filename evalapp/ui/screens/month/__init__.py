"""The month: everybody of the unit with scores, totals and levels, and the steps of the month."""
