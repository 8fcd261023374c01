"""People and units: finding them, taking lists in, taking somebody out of new months."""
