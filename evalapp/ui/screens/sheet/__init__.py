"""One person's form: scores side by side, editable at the present stage, and why the result is what it is."""
