"""The very same house on a stage, and a call of steps that is performed on it."""
