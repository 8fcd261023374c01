"""Workbooks that offices send: a file in, plain rows out, with a sentence for whatever cannot be read.

`child`, `archives`, `faults` and `delimited` run in a limited child process, and import nothing heavier
than calamine.
"""
