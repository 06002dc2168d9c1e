"""The database: orders, calls, menu and journal. SQLModel lives here and nowhere else."""
