"""What goes out: forms, summaries and self-score workbooks, on paper and as files."""
