"""PDFium serves one thread at a time, and both the worker and the window draw pages."""

from threading import Lock

ONE_AT_A_TIME = Lock()
