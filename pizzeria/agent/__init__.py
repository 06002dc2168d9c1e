"""The agent: what the model is told, and the tools it works with."""
