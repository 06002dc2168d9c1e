"""Calls that are played over real sockets: doubles for both ends, scenarios, tapes, and the verdict."""
