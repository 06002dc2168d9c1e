"""The agent's desk: what the model may do, tried with a real database and a caller of few words."""
