"""Data safety: whether the data is whole, which backups there are, and putting one back."""
