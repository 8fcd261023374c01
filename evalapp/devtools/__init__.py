"""What builders need and users never do: checks, words, pictures. May import everything."""
