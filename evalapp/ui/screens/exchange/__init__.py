"""What is exchanged with other data files by packages."""
