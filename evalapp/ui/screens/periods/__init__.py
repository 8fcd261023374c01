"""The screen of quarters, half-years and years, of petitions and of days off."""
