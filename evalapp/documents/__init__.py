"""Workbooks and PDFs: domain objects in, files out; spreadsheets in, plain rows out."""
