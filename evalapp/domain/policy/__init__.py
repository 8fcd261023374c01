"""What a policy says, reading it from TOML, and rating by it: exact, explained, without side effects."""
