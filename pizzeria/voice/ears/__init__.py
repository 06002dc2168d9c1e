"""The ears: when somebody speaks, and what is said. Speech never leaves this machine."""
