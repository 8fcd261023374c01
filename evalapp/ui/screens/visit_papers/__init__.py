"""The screen of one visit's papers: its photos and its minutes."""
