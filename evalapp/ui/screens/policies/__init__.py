"""Policies: the list of versions and drafts, and one of them opened: its forms, parts, faults, changes."""
