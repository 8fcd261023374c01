"""The command line: one module for each noun over the same use cases as the window. Never imports `app`."""
