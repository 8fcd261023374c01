"""The sample unit and its month, built by calling use cases only: behind `evalapp demo` and `--sample`."""
