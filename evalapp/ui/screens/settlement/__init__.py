"""Settlement: the ranking, the line of the quota, ties and the exception; decided all at once."""
