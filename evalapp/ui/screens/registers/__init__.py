"""The registers: leave, discipline, complaints and commendations, and what they suggest for the month."""
