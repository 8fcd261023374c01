"""What every layer may use: errors, words, names, paths, the clock. Imports nothing of ours."""
