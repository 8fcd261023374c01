"""The screen of users: who may sign in, and what each may do."""
