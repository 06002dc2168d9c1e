"""Of what the house remembers: the same tests on SQLite and on PostgreSQL."""
