"""Groups of a unit: people with similar tasks, and the fields that deputies lead."""
