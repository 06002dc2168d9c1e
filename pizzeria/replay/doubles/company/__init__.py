"""46elks' HTTP API on loopback: numbers, calls, messages, and what it asks of us in return."""
