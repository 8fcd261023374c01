"""Monthly evaluation of public staff and spot inspections, offline; the tree is drawn in ARCHITECTURE.md."""

__version__ = "0.1.0"
