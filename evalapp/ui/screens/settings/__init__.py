"""Settings: language, look, data file, and what the program is."""
