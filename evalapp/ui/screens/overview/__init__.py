"""The overview: what is due, late and open in the unit and below it, and how the levels came out."""
