"""What carries letters out of the house: waits, asks, comes back. outbox/ decides, the store remembers."""
