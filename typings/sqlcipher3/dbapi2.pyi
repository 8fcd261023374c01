# The driver has the interface of Python's own sqlite3, from which it was made.
from sqlite3.dbapi2 import *
